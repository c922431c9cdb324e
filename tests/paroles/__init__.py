"""Tests of paroles."""
