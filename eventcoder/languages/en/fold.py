"""Length-preserving folding of Latin text."""

import unicodedata
from functools import lru_cache

_APOSTROPHES = "\u2018\u2019\u02bc\u201b\u0060\u00b4"


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    if character in _APOSTROPHES:
        return "'"
    base = unicodedata.normalize("NFD", character)[0]
    lower = base.lower()
    return lower if len(lower) == 1 else base


def fold(text: str) -> str:
    """Return text lower-cased without accents, one code point for each; idempotent.

    >>> fold("Élysée’s")
    "elysee's"
    """
    if text.isascii():
        return text.lower().replace("`", "'")
    return "".join(map(_fold_character, text))
