"""Passages, codings, memos: what researchers see in the texts."""
