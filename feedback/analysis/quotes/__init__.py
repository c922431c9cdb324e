"""Sentences that may be quoted: masked, permitted by their author, validated by a second person."""
