"""A passage's edges, moved after it was coded."""
