"""Settlement: a third version of a text's codings, signed; those of each coder stay as they are."""
