"""Our files to other coders' dictionaries."""
