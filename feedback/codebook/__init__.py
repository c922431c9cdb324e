"""The tree of codes: a label, what it means, what it takes in and leaves out."""
