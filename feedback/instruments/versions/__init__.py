"""Versions of an instrument: what changed between them, when they are asked, how they are told."""
