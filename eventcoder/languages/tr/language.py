"""Turkish: the answers the coders ask of a language."""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from eventcoder.languages.data import load_anaphora
from eventcoder.languages.protocol import Clause, Morphology, Reading
from eventcoder.languages.tr import clauses, keys
from eventcoder.languages.tr.fold import fold
from eventcoder.languages.tr.grammar import grammar
from eventcoder.languages.tr.morphology import TurkishMorphology
from eventcoder.types.text import Word

_ORDINAL = re.compile(r"^([ıvxlcdm]{2,})\.$")


class Turkish:
    """The Turkish language; keeps eventcoder.languages.protocol.Language."""

    code = "tr"

    def __init__(self) -> None:
        """Read the words that stand for actors named before."""
        self.anaphora = load_anaphora(Path(__file__).parent)

    @property
    def home(self) -> str:
        """Return the country whose institutions its press names without a country."""
        return grammar().home

    def fold(self, text: str) -> str:
        """Return text in lower case by Turkish rules; length never changes.

        >>> Turkish().fold("IRAK İRAN")
        'ırak iran'
        """
        return fold(text)

    def name_keys(self, norm: str) -> tuple[str, ...]:
        """Return the look-up keys of a folded word as a name: türkiye'nin, türkiye."""
        return keys.name_keys(norm)

    def noun_keys(self, norm: str) -> tuple[str, ...]:
        """Return the look-up keys of a folded word as a common noun: askerlerinin, asker and what lies between."""
        return keys.noun_keys(norm)

    def phrase_keys(self, phrase: str) -> tuple[tuple[str, ...], ...]:
        """Return a dictionary phrase as folded words, Roman ordinals without their full stop, as the tokenizer cuts."""
        return (tuple(_ORDINAL.sub(r"\1", part) for part in fold(phrase).split()),)

    def definite(self, words: Sequence[Word], start: int, end: int) -> bool:
        """Return whether neither an article nor a number makes the phrase speak of somebody new."""
        return not any(word.upos == "NUM" or word.norm == "bir" for word in words[start:end])

    def morphology(self, verbs: Iterable[str], nouns: Iterable[str]) -> Morphology:
        """Return a morphology that finds every inflected form of these verbs (in -mek, -mak) and nouns."""
        listed_verbs, listed_nouns = set(verbs), set(nouns)
        for word, refusal in grammar().refusals.items():
            (listed_verbs if refusal in listed_verbs and word.endswith(("mek", "mak")) else listed_nouns).update(
                [word] if refusal in listed_verbs | listed_nouns else []
            )
        return TurkishMorphology(listed_verbs, listed_nouns)

    def clauses(self, words: Sequence[Word], readings: Mapping[int, tuple[Reading, ...]]) -> list[Clause]:
        """Return the clauses of a parsed sentence for the coded words in `readings`, in text order."""
        return clauses.find_clauses(words, readings)
