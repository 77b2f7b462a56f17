"""Other coders' dictionaries to our files."""
