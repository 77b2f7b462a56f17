"""Fold Arabic letters for look-up without changing the length of the text."""

import re
from functools import lru_cache

_LETTERS = str.maketrans(
    "أإآٱىیکۀەؤئپڤچگ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹",
    "اااايي" + "كهه" + "ءء" + "بفجك" + "01234567890123456789",
)
_MARKS = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200c-\u200f\u202a-\u202e\u2066-\u2069]")
_LATIN = re.compile("[A-Z]")


@lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """Return text with spelling variants of a letter folded into one; idempotent, same length in code points.

    Alef with any hamza becomes alef, final ya without dots becomes ya, hamza on waw or ya becomes bare hamza (so
    مسئول meets
    مسؤول, and أعضاؤه meets أعضائه), Persian letters become Arabic ones, digits become ASCII. Marks stay: see `bare`.

    >>> Fold = fold("الأمريكى")
    >>> Fold == "الامريكي"
    True
    """
    return _LATIN.sub(lambda found: found.group().lower(), text.translate(_LETTERS))


@lru_cache(maxsize=200_000)
def bare(text: str) -> str:
    """Return folded text without vowel marks, tatweel and direction marks; it may be shorter.

    >>> bare("قُـــتِل")
    'قتل'
    """
    return _MARKS.sub("", fold(text))
