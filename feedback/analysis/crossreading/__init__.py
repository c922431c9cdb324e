"""The cross-reading: what is answered, lived and said on each dimension, side by side."""
