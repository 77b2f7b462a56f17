"""Data files to one immutable codebook."""
