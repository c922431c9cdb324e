"""Translation of what is asked: what is missing, side by side, and files for translators."""
