"""Coded by several: blind rounds over a drawn sample, agreement, comparison, settlement."""
