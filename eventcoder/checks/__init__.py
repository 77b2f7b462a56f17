"""Data-quality checks: the only importer of Great Expectations."""
