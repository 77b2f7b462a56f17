"""English, keeping the language protocol."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from eventcoder.languages.data import load_anaphora, load_yaml
from eventcoder.languages.en.clauses import ClauseReader
from eventcoder.languages.en.fold import fold
from eventcoder.languages.en.inflection import EnglishMorphology, singulars
from eventcoder.languages.protocol import Clause, Morphology, Reading
from eventcoder.types.text import Word

_HERE = Path(__file__).parent
_WORD = re.compile(r"[^\W_]+(?:[.'&][^\W_]+)*\.?")


@lru_cache(maxsize=65536)
def _noun_keys(norm: str) -> tuple[str, ...]:
    bare = norm.removesuffix(".") if norm.count(".") == 1 else norm
    return tuple(dict.fromkeys((norm, bare, *singulars(bare))))


class English:
    """The answers of English."""

    code = "en"
    cased = True
    # whether a pronoun stands for a person
    pronouns: Mapping[str, bool] = dict.fromkeys(("he", "him", "she", "her"), True) | dict.fromkeys(
        ("it", "itself"), False
    )
    party_markers = frozenset({"with", "against", "between", "over", "about", "to", "by", "than", "like"})

    def __init__(self) -> None:
        """Read the cue words clauses are recognised by."""
        self._reader = ClauseReader(load_yaml(_HERE / "clauses.yaml"))
        self.anaphora = load_anaphora(_HERE)
        self.body_nouns: frozenset[str] = frozenset(load_yaml(_HERE / "bodies.yaml")["nouns"])

    def fold(self, text: str) -> str:
        """Return text lower-cased without accents; length never changes."""
        return fold(text)

    def name_keys(self, norm: str) -> tuple[str, ...]:
        """Return the word itself, and without dots ("u.s." is "us")."""
        bare = norm.replace(".", "")
        return (norm, bare) if bare and bare != norm else (norm,)

    def noun_keys(self, norm: str) -> tuple[str, ...]:
        """Return the word and the singulars it may be the plural of."""
        return _noun_keys(norm)

    def phrase_keys(self, phrase: str) -> tuple[tuple[str, ...], ...]:
        """Return the words of a dictionary phrase, split at hyphens and joined at them."""
        folded = fold(phrase)
        split = tuple(match.group().replace(".", "") for match in _WORD.finditer(folded))
        joined = tuple(part.replace(".", "") for part in folded.split())
        return (split,) if split == joined or not split else (split, joined)

    def definite(self, words: Sequence[Word], start: int, end: int) -> bool:
        """Return whether a definite article or demonstrative is among the words."""
        return any("Definite=Def" in word.feats or "PronType=Dem" in word.feats for word in words[start:end])

    def morphology(self, verbs: Iterable[str], nouns: Iterable[str]) -> Morphology:
        """Return the table of all forms of these lemmas."""
        return EnglishMorphology(verbs, nouns, load_yaml(_HERE / "inflection.yaml"))

    def clauses(self, words: Sequence[Word], readings: Mapping[int, tuple[Reading, ...]]) -> list[Clause]:
        """Return the clauses of a parsed sentence for the coded words, in text order."""
        return self._reader.read(words, readings)
