"""Frozen values of the domain: text, codes, events."""
