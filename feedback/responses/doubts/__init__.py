"""Responses of which something is doubtful: left out of the figures until a person looks."""
