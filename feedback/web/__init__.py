"""Plumbing of pages: page(), base form, error pages, headers, language."""
