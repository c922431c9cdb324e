"""Files of other programs, read as plain texts; nothing of them is kept but words."""
