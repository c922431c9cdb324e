"""Files for translators: a text a row, to fill in and hand back."""
