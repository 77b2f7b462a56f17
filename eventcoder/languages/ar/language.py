"""Arabic: the answers of the language to the coders."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import product
from pathlib import Path

from eventcoder.languages.ar.clauses import find_clauses
from eventcoder.languages.ar.fold import bare, fold
from eventcoder.languages.ar.inflection import base_forms, unclitic, whole_words, without_article, without_pronoun
from eventcoder.languages.ar.morphology import ArabicMorphology
from eventcoder.languages.data import load_anaphora
from eventcoder.languages.protocol import Clause, Morphology, Reading
from eventcoder.types.text import Word


class Arabic:
    """Modern Standard Arabic as news write it: unvowelled, with attached particles and pronouns."""

    code = "ar"
    cased = False
    pronouns: Mapping[str, bool] = {"هم": True, "هن": True}  # never a state or a single body

    def __init__(self) -> None:
        """Read the words that stand for actors named before."""
        self.anaphora = load_anaphora(Path(__file__).parent)

    def fold(self, text: str) -> str:
        """Return text with letter variants folded; see `fold.fold`."""
        return fold(text)

    def name_keys(self, norm: str) -> tuple[str, ...]:
        """Return a name as it stands, then with a final ha read as ta marbuta, then without attached particles."""
        return _known_name_keys(norm)

    def noun_keys(self, norm: str) -> tuple[str, ...]:
        """Return a noun as it stands, then its base forms, also those without attached particles and pronouns."""
        return _known_noun_keys(norm)

    def phrase_keys(self, phrase: str) -> tuple[tuple[str, ...], ...]:
        """Return the folded words of a dictionary phrase.

        A slash parts written variants, of the phrase or of one word. A word behind the first that begins with waw may
        be cut in the text, and may not (the Ministry of Defence and Aviation, Frank Walter).
        """
        phrase = bare(phrase)
        variants = phrase.split("/") if " " in phrase.split("/")[-1] else [phrase]
        found = [choice for variant in variants for choice in product(*(word.split("/") for word in variant.split()))]
        cut = [_cut(words) for words in found]
        return tuple(dict.fromkeys((*found, *cut)))

    def definite(self, words: Sequence[Word], start: int, end: int) -> bool:
        """Return whether the first of the words has the article."""
        return words[start].norm.startswith("ال")

    def morphology(self, verbs: Iterable[str], nouns: Iterable[str]) -> Morphology:
        """Return a morphology for verbs in the third person perfect and nouns, broken plurals after a slash."""
        return ArabicMorphology(verbs, nouns)

    def clauses(self, words: Sequence[Word], readings: Mapping[int, tuple[Reading, ...]]) -> list[Clause]:
        """Return the clauses of a sentence; see `clauses.find_clauses`."""
        return find_clauses(words, readings)


@lru_cache(maxsize=100_000)
def _known_name_keys(norm: str) -> tuple[str, ...]:
    word = bare(norm)
    return tuple(dict.fromkeys(_name_keys(word))) if word else (norm,)


@lru_cache(maxsize=100_000)
def _known_noun_keys(norm: str) -> tuple[str, ...]:
    word = bare(norm)
    return tuple(dict.fromkeys(key for key in _noun_keys(word) if key)) if word else (norm,)


def _cut(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of a phrase with "and" apart from the word it is written with."""
    parts = ((w[:1], w[1:]) if at and w.startswith("و") and len(w) > len("وفد") else (w,) for at, w in enumerate(words))
    return tuple(part for pair in parts for part in pair)


def _name_keys(word: str) -> Iterator[str]:
    yield word
    if word.endswith("ه"):
        yield word[:-1] + "ة"
    if word.endswith("ا") and not word.endswith("وا") and len(word) > len("علي"):
        # the accusative of a name in running text (وزيرا, محمدا)
        yield word[:-1]
    yield from unclitic(word)


def _noun_keys(word: str) -> Iterator[str]:
    yield word
    yield from base_forms(word)
    shorter = list(unclitic(word))
    for form in shorter:
        yield form
        yield from base_forms(form)
    for form in without_pronoun(word) if word not in whole_words() and not without_article(word) else ():
        yield form
        yield from base_forms(form)
