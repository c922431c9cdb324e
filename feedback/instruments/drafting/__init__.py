"""The workshop: a draft written one act at a time, each of which can be taken back."""
