"""Codes suggested for a passage, from what the team has already coded in this study."""
