"""The book as a file, and a file as a book: what it would add, change and leave out."""
