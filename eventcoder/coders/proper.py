"""Find proper names that the codebook does not know in the phrases of a sentence."""

from collections.abc import Iterator

from eventcoder.codebook.names import Piece
from eventcoder.codebook.values import ActorEntry, PlaceEntry
from eventcoder.coders.reading import SentenceReading
from eventcoder.languages.protocol import Argument
from eventcoder.types.text import Word


def unknown_names(reading: SentenceReading, argument: Argument) -> Iterator[tuple[int, int]]:
    """Yield the longest stretches [start, end) of proper nouns in a phrase that the codebook does not know.

    Where capitals do not mark names, one proper noun alone is too often a common noun: at least two are asked for.
    """
    cased = getattr(reading.lexicon.language, "cased", True)
    placed = {i for p in reading.pieces for i in range(p.start, p.end)}
    known = {i for p in reading.pieces if not _is_place(p) for i in range(p.start, p.end)} | reading.clauses.keys()
    start = argument.start
    while start < argument.end:
        end = start
        while end < argument.end and end not in known and _is_proper(reading.words[end], start, cased):
            end += 1
        if end - start > (0 if cased else 1) and not placed.issuperset(range(start, end)):
            yield start, end
        start = max(end, start + 1)


def names_somebody(piece: Piece) -> bool:
    """Return whether a piece is a proper name of a person or body, which an unknown name beside it belongs to."""
    return any(
        isinstance(sense.entry, ActorEntry) and sense.use == "name" and sense.entry.kind not in ("country", "territory")
        for sense in piece.senses
    )


def _is_proper(word: Word, start: int, cased: bool) -> bool:
    """Return whether a word is a proper noun, or goes on with the name that begins at start."""
    goes_on = word.deprel.startswith("flat") and start <= word.head < word.index
    if not (word.upos == "PROPN" or goes_on) or not any(letter.isalpha() for letter in word.text):
        return False
    return not cased or word.text[:1].isupper()


def _is_place(piece: Piece) -> bool:
    return all(isinstance(sense.entry, PlaceEntry) for sense in piece.senses)
