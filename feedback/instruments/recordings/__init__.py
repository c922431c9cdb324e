"""Recordings that read a survey aloud: one per screen and language."""
