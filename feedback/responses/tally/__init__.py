"""Counts of answers: how they are kept, moved, added up, and shown once a month has closed."""
