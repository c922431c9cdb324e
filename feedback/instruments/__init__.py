"""What is asked: kinds of question, rules, definitions, versions, the starter library."""
