"""Turkish morphology of coded words: every inflected form of given verbs and nouns, by stem and suffix graph."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from eventcoder.languages.protocol import Reading
from eventcoder.languages.tr.fold import fold
from eventcoder.languages.tr.inflection import VOWELS, endings, harmony_vowel, join_feats
from eventcoder.plain_yaml import parse_yaml

_SOFT = {"p": "b", "ç": "c", "t": "d", "k": "ğ"}


class Stem(NamedTuple):
    """One written form of a stem: its lemma, the state its suffixes start from, and what must follow it.

    `before` is "" (anything), "vowel", "passive" (-Il) or a letter. `vowel` is the vowel that rules its suffixes.
    """

    lemma: str
    pos: str
    state: str
    before: str
    vowel: str


@cache
def stem_changes() -> Mapping[str, Any]:
    """Load the stems that change when a suffix follows."""
    return dict(parse_yaml(files("eventcoder.languages.tr").joinpath("stems.yaml").read_text(encoding="utf-8")))


def _verb_stems(lemma: str) -> Iterator[tuple[str, Stem]]:
    stem = fold(lemma)[:-3]
    changes = stem_changes()
    vowel = harmony_vowel(stem)
    yield stem, Stem(lemma, "verb", "root", "", vowel)
    if stem in changes["softening_verbs"]:
        yield stem[:-1] + "d", Stem(lemma, "verb", "root", "vowel", vowel)
    if stem in changes["vowel_drop_verbs"]:
        yield stem[:-2] + stem[-1], Stem(lemma, "verb", "root", "passive", vowel)
    if stem in changes["narrowing_verbs"]:
        yield stem[:-1] + "i", Stem(lemma, "verb", "root", "y", "i")
    if stem[-1:] in ("a", "e"):
        yield stem[:-1], Stem(lemma, "verb", "narrowed", "vowel", harmony_vowel(stem[:-1] or "e"))


def softened(stem: str) -> str | None:
    """Return a noun stem as it stands before a vowel (kitap: kitab, renk: reng); None when it does not change."""
    if len(stem) < 3 or stem[-1] not in _SOFT:
        return None
    return stem[:-1] + ("g" if stem.endswith("nk") else _SOFT[stem[-1]])


def _noun_stems(lemma: str) -> Iterator[tuple[str, Stem]]:
    stem = fold(lemma)
    changes = stem_changes()
    vowel = harmony_vowel(stem, front=stem in changes["front_nouns"])
    yield stem, Stem(lemma, "noun", "nominal", "", vowel)
    soft = softened(stem)
    if soft:
        yield soft, Stem(lemma, "noun", "nominal", "vowel", vowel)
    if stem in changes["vowel_drop_nouns"] and len(stem) > 3:
        yield stem[:-2] + stem[-1], Stem(lemma, "noun", "nominal", "vowel", vowel)
    if stem in changes["doubling_nouns"]:
        yield changes["doubling_nouns"][stem], Stem(lemma, "noun", "nominal", "vowel", vowel)
    if stem in changes["compound_nouns"]:
        yield stem, Stem(lemma, "noun", "pcase", "", vowel)
        yield stem[:-1], Stem(lemma, "noun", "nominal", "l", harmony_vowel(stem[:-1]))
        if stem.endswith("ği"):
            yield stem[:-2] + "k", Stem(lemma, "noun", "nominal", "l", harmony_vowel(stem[:-2]))


class TurkishMorphology:
    """Finds verbs (lemmas in -mek, -mak) and nouns in all inflected forms; made by Turkish.morphology."""

    def __init__(self, verbs: Iterable[str], nouns: Iterable[str]) -> None:
        stems: dict[str, list[Stem]] = {}
        for lemma in sorted(verb for verb in set(verbs) if verb.endswith(("mek", "mak"))):
            for form, stem in _verb_stems(lemma):
                stems.setdefault(form, []).append(stem)
        for lemma in sorted(set(nouns)):
            for form, stem in _noun_stems(lemma):
                stems.setdefault(form, []).append(stem)
        self._stems = stems
        self._known: dict[str, tuple[Reading, ...]] = {}

    def read(self, norm: str) -> tuple[Reading, ...]:
        """Return the readings of a folded word, longest stem first; () when it is no form of a known lemma."""
        found = self._known.get(norm)
        if found is None:
            found = self._known[norm] = tuple(dict.fromkeys(self._readings(norm.replace("'", ""))))
        return found

    def _readings(self, word: str) -> Iterator[Reading]:
        for end in range(len(word), 0, -1):
            for stem in self._stems.get(word[:end], ()):
                if not _may_follow(stem.before, word[end : end + 2]):
                    continue
                for feats in endings(stem.state, word[end:], stem.vowel, word[end - 1]):
                    yield Reading(stem.lemma, stem.pos, join_feats(dict(feats)))


def _may_follow(before: str, letters: str) -> bool:
    """Return whether a stem that asks for something after it may stand before these two letters."""
    letter = letters[:1]
    if before == "passive":
        return letter in VOWELS and letters[1:] == "l"
    if before == "vowel":
        return letter in VOWELS and letter != ""
    return not before or letter == before
