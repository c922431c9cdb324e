"""The demonstration: a study told by texts written for it."""
