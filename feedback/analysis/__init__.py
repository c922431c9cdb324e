"""Tallies, indicators, crosses: reads only, owns no table."""
