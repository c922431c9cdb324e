"""The room that knows all others: factory, menu, demonstration, worker."""
