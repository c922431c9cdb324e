"""What the reception desk does by hand: paper answers typed in, visitors counted."""
