"""Tablets and links: the pages of respondents."""
