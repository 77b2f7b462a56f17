"""Documents to articles to sentences."""
