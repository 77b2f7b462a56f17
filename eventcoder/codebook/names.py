"""Find names, nationality words and role nouns of the codebook in a sentence."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from eventcoder.codebook.values import Written
from eventcoder.languages.protocol import Language

_GLUE = frozenset({"-", "\u2010", "\u2011", "\u2013", "'", '"', "\u00ab", "\u00bb", "\u201c", "\u201d", "."})
_ACRONYM = 5
_END = "\n"  # no key holds one, while the key of a lone suffix may be empty


class Token(NamedTuple):
    """A word as the index needs it: folded and as printed."""

    norm: str
    text: str


class Piece(NamedTuple):
    """Words [start, end) that name or describe somebody, with all senses of the longest match."""

    start: int
    end: int
    senses: tuple[Written, ...]


class NameIndex:
    """A trie over the look-up keys of everything the codebook can name in one language."""

    def __init__(self, language: Language, written: Iterable[Written]) -> None:
        """Index the written names; proper names and common nouns apart, since their inflection differs."""
        self._language = language
        self._names: dict[str, Any] = {}
        self._nouns: dict[str, Any] = {}
        for item in written:
            trie = self._names if item.use in ("name", "place") else self._nouns
            for keys in language.phrase_keys(item.text):
                _insert(trie, keys, item)
        self._keys: dict[str, tuple[tuple[str, ...], tuple[str, ...], bool]] = {}

    def find(self, tokens: Sequence[Token]) -> list[Piece]:
        """Return the longest matches from left to right, none overlapping."""
        found = []
        at = 0
        while at < len(tokens):
            piece = self._match(tokens, at)
            if piece:
                found.append(piece)
                at = piece.end
            else:
                at += 1
        return found

    def _look_up(self, norm: str) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
        """Return the name keys and noun keys of a word, and whether any begins an entry."""
        known = self._keys.get(norm)
        if known is None:
            names, nouns = self._language.name_keys(norm), self._language.noun_keys(norm)
            starts = any(key in self._names for key in names) or any(key in self._nouns for key in nouns)
            known = self._keys[norm] = (names, nouns, starts)
            if len(self._keys) > 200_000:
                self._keys.clear()
        return known

    def _match(self, tokens: Sequence[Token], at: int) -> Piece | None:
        if not self._look_up(tokens[at].norm)[2]:
            return None
        name_end, names = self._walk(self._names, False, tokens, at)
        noun_end, nouns = self._walk(self._nouns, True, tokens, at)
        if not names and not nouns:
            return None
        if name_end == noun_end:
            return Piece(at, name_end, names + nouns)
        return Piece(at, name_end, names) if name_end > noun_end else Piece(at, noun_end, nouns)

    def _walk(
        self, trie: Mapping[str, Any], which: bool, tokens: Sequence[Token], at: int
    ) -> tuple[int, tuple[Written, ...]]:
        """Return the end of the longest match from `at` and its senses; (at, ()) when there is none."""
        nodes: list[Mapping[str, Any]] = [trie]
        best: tuple[int, tuple[Written, ...]] = (at, ())
        position = at
        while nodes and position < len(tokens):
            norm = tokens[position].norm
            if norm in _GLUE and position > at:
                position += 1
                continue
            names, nouns, _ = self._look_up(norm)
            keys = nouns if which else names
            nodes = [node[key] for node in nodes for key in keys if key in node]
            position += 1
            senses = tuple(s for node in nodes for s in node.get(_END, ()) if self._cased(s, tokens, at, position))
            if senses:
                best = (position, senses)
        return best

    def _cased(self, sense: Written, tokens: Sequence[Token], start: int, end: int) -> bool:
        """Return whether capitals allow this sense: names are capitalised, short acronyms stand in capitals."""
        if not getattr(self._language, "cased", True) or sense.use in ("agent", "together"):
            return True
        if len(sense.text) <= _ACRONYM and sense.text.isupper():
            return all(t.text[:2].isupper() or not t.text[:1].isalpha() for t in tokens[start:end])
        return not tokens[start].text[:1].islower()


def _insert(trie: dict[str, Any], keys: Sequence[str], item: Written) -> None:
    node = trie
    for key in keys:
        node = node.setdefault(key, {})
    if node is not trie:
        senses = node.setdefault(_END, [])
        if item not in senses:
            senses.append(item)
