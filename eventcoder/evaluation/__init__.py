"""Score events against gold: detection, codes, actors, tuples, with intervals and errors."""
