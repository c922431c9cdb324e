"""Measures of the house beside floors: the bare minimum, in the same run, on the same machine."""
