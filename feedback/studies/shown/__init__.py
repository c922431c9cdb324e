"""Figures of what is told, as shown to those who hold no row."""
