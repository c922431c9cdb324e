"""What was said: frozen documents, moderation, pseudonymisation, offsets, full-text search."""
