"""Code who did what to whom in Arabic, Turkish and English news."""

__version__ = "0.1.0"
