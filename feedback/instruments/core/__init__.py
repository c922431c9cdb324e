"""Core and local: what a house template asks everywhere, and what each study adds after it."""
