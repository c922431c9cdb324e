"""The codebook at work: codes made, merged, split and reorganised with the codings they have."""
