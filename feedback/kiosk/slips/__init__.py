"""Single-use printed codes: one slip of paper, one answer."""
