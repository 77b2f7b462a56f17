"""Sentences to analysed words and clauses."""
