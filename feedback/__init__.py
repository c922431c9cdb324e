"""Vive Voix: a public social service listens."""
