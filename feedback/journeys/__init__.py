"""Interviews: permissions, steps, transcript, journey picture."""
