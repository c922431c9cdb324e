"""What can leave the house, to whom, as what."""
