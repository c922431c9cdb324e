"""Acts on a codebook, each of which can be taken back."""
