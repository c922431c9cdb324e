"""What is looked at before a questionnaire is published: rules, words, length, time."""
