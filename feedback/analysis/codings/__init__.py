"""What the codings say: how often, with whom, with what, since when, in which words."""
