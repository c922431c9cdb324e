"""Short answers coded whole, twenty on a page, one key each."""
