"""Figures with their uncertainty: tallies, indicators, crosses, agreement; owns no table."""
