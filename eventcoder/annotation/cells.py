"""What may stand in a cell, and what comes back of it: no formulas, no control characters, nothing too long."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

LONGEST: Final = 32_767
"""Characters a cell of a spreadsheet holds, counted as Excel does: in UTF-16."""

CHUNK: Final = 30_000
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_ESCAPED: Final = re.compile("_x([0-9A-Fa-f]{4})_")
_DIRECTION: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_RISKY: Final = ("=", "+", "-", "@", "\t", "\r", "'")


def printable(text: str) -> str:
    """Return text with every character a spreadsheet cannot hold replaced by a blank; its length stays."""
    return _CONTROL.sub(" ", text)


def shortened(text: str, marker: str) -> str:
    """Return text as long as a cell can hold; where it is cut, `marker` says so.

    >>> len(shortened("x" * 40_000, "[cut]")) <= 32_767
    True
    """
    if 2 * len(text) <= LONGEST or utf16_length(text) <= LONGEST:
        return text
    return text[: CHUNK // 2] + " " + marker if utf16_length(text[:CHUNK]) > CHUNK else text[:CHUNK] + " " + marker


def utf16_length(text: str) -> int:
    """Return how many UTF-16 units a text has: characters beyond the basic plane count twice."""
    return len(text) + sum(character > "\uffff" for character in text)


def chunks(text: str) -> Iterator[str]:
    """Yield a text in parts that cells can hold."""
    size = CHUNK // 2
    yield from (text[at : at + size] for at in range(0, len(text), size))


def comparable(text: str) -> str:
    """Return what of a cell must be the same after a spreadsheet program saved it: not blanks, not composition."""
    plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text.replace("_x005F_", "_"))
    return " ".join(unicodedata.normalize("NFC", printable(plain)).split())


def typed(text: str) -> str:
    """Return a code, number or date as typed on any keyboard: digits of any script as 0 to 9, no direction marks.

    >>> typed("\u200f٠٤٢")
    '042'
    """
    kept = _DIRECTION.sub("", text).strip()
    return "".join(str(unicodedata.decimal(one)) if one.isdecimal() else one for one in kept)


def csv_safe(text: str) -> str:
    """Return text that no spreadsheet program takes for a formula when it opens a CSV file.

    >>> csv_safe("=1+1"), csv_safe("042")
    ("'=1+1", '042')
    """
    return f"'{text}" if text.startswith(_RISKY) else text


def csv_plain(text: str) -> str:
    """Return the text that `csv_safe` made safe."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_RISKY) else text
