"""Texts from elsewhere: read, shown, and only then taken into the corpus."""
