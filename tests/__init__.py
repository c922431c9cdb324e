"""The tests of Vive Voix."""
