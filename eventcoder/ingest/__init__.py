"""Files to documents: a reader a file."""
