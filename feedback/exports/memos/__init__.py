"""Memos in the files that leave."""
