"""Where codes stand in the tree."""
