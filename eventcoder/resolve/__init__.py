"""Dates, places, antecedents and repeats."""
