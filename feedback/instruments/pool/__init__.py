"""The pool: every question one may take, from the library, from shelves and from past surveys."""
