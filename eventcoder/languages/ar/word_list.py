"""A general list of Arabic words."""

from functools import lru_cache

import simplemma


@lru_cache(maxsize=1 << 16)
def listed(word: str) -> bool:
    """Return whether the list has a word, in ordinary or folded spelling."""
    return simplemma.is_known(word, lang="ar")
