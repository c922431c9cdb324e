"""The same texts coded by several people, blind: agreement, comparison, one signed version."""
