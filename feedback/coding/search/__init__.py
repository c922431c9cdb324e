"""Coding by search: what was found is shown, then coded in one gesture that one may take back."""
