"""Cuts a sentence into orthographic tokens: what the tokenizers of all languages share."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import yaml

Offsets = list[tuple[int, int]]

_SCAN = r"""
    (?:https?://|www\.)[^\s<>"'،؛]*[^\s<>"'،؛.,;:!?)\]]                 # web address
  | [\w.+-]+@[\w-]+(?:\.[\w-]+)*\w                                      # mail address
  | [@\#]\w+                                                            # handle, hash tag
  | (?:{abbreviations})\.(?!\w)                                         # abbreviation with its full stop
  | (?:\w\.){{2,}}(?:\w(?!\w))?                                         # U.S., A.B.D., م.م.
  | {initial}                                                           # initial of a name
  | [+-]?\d+(?:[.,:/٫٬]\d+)*(?:{ordinal})?                              # number, clock time, numeric date
  | [^\W\d_](?:[\w{marks}]|(?<=[^\W_])[{joiners}](?=[^\W_]))*           # word, with what may stand inside one
  | \w+
  | \.{{2,}} | -{{2,}} | ([!?*=_~])\1+                                  # runs of one mark
  | [^\w\s]
"""


class Tokenizer(Protocol):
    """Finds the words of a sentence."""

    def __call__(self, text: str) -> Offsets:
        """Return the half-open offsets of the words in text order; every character but white space is in one word."""
        ...


class TokenizerData(NamedTuple):
    """What a language's tokenizer.yaml says."""

    abbreviations: tuple[str, ...]
    joiners: str
    marks: str
    initial: str
    ordinal: str
    extra: dict[str, Any]


def read_data(path: Path) -> TokenizerData:
    """Return the tokenizer data of a language; keys beyond the shared ones are in `extra`."""
    # BaseLoader leaves every scalar text: "No" is an abbreviation, not a truth value
    data: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return TokenizerData(
        abbreviations=tuple(data.pop("abbreviations", ())),
        joiners=data.pop("joiners", ""),
        marks=data.pop("marks", ""),
        initial=data.pop("initial", r"(?!)"),
        ordinal=data.pop("ordinal", r"(?!)"),
        extra=data,
    )


def scanner(data: TokenizerData) -> re.Pattern[str]:
    """Return the pattern that matches one orthographic token; it backtracks over a bounded stretch only."""
    longest_first = sorted(data.abbreviations, key=len, reverse=True)
    return re.compile(
        _SCAN.format(
            abbreviations=any_of(longest_first),
            initial=data.initial,
            ordinal=data.ordinal,
            marks=data.marks,
            joiners=re.escape(data.joiners),
        ),
        re.VERBOSE,
    )


def any_of(words: Iterable[str]) -> str:
    """Return a regular expression that matches any of the words, and nothing when there are none."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in words) or r"(?!)"


def folded_names(names: Iterable[str]) -> frozenset[str]:
    """Return the single words of names, which a tokenizer must not cut."""
    return frozenset(word for name in names for word in name.split())
