"""Tell by word order where an act plays: places right behind a phrase, and names that are another party's."""

from collections.abc import Container, Sequence

from eventcoder.codebook.names import Piece
from eventcoder.coders.actors import is_land
from eventcoder.languages.protocol import Argument
from eventcoder.types.text import Word

_NEAR = 5  # words
_BEFORE_NAMES = frozenset({"DET", "ADJ", "NUM", "NOUN", "PROPN", "CCONJ"})


def sited(words: Sequence[Word], pieces: Sequence[Piece], argument: Argument) -> bool:
    """Return whether a place is told right behind an argument: "attacked a base in Kenya"."""
    after = words[argument.end : argument.end + _NEAR]
    near = next((p for p in pieces if argument.end < p.start < argument.end + _NEAR), None)
    return near is not None and after[0].upos == "ADP" and all(is_land(sense) for sense in near.senses)


def elsewhere(words: Sequence[Word], piece: Piece, markers: Container[str]) -> bool:
    """Return whether a name stands with an adposition of another party: "promised voters ... a deal with Chad"."""
    at = piece.start - 1
    while at > 0 and words[at].upos in _BEFORE_NAMES:
        at -= 1
    return at >= 0 and words[at].norm in markers
