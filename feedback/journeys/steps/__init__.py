"""Steps: the moments of a journey, in order."""
