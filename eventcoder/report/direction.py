"""Keep right-to-left words in order inside lines that run from left to right."""

import unicodedata

_ISOLATE, _POP = "\u2068", "\u2069"


def isolated(text: str) -> str:
    """Return text so that a terminal lays it out by its own direction; text without right-to-left letters as it is."""
    if any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text):
        return f"{_ISOLATE}{text}{_POP}"
    return text


def quoted(text: str) -> str:
    """Return a reason with the words it quotes isolated one by one."""
    head, *rest = text.split("“")
    parts = [part.partition("”") for part in rest]
    return head + "".join(f"“{isolated(words)}{end}{after}" for words, end, after in parts)
