"""The whole book as it stood one day, and what changed between two days."""
