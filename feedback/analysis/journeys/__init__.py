"""Journeys of one life event, read together: their steps aligned by kind."""
