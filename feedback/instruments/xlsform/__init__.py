"""XLSForm and our questionnaires: what each can say of the other, and what is lost on the way."""
