"""Files in and out, pure: rows or dataclasses to bytes and back."""
