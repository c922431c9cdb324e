"""Themes of the comments: what the codings of free answers say, question by question."""
