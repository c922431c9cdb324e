"""Moderation: from the text as it came to the text that may be coded, then quoted."""
