"""What can leave, to whom, as what."""
