"""Clauses to proposed events."""
