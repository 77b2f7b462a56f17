"""Code who did what to whom in Arabic, Turkish and English news."""
