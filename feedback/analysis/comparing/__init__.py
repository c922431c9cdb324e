"""Two places or two periods side by side."""
