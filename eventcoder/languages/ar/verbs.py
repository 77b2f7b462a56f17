"""The verb lexicon: roots and forms of news verbs from verbs.csv, and a guess for verbs it does not list."""

import csv
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from eventcoder.languages.ar.conjugation import Verb, citation
from eventcoder.languages.ar.fold import bare

_PATH = Path(__file__).with_name("verbs.csv")
# radicals of a sound verb by the shape of its third person perfect, and the derived form it belongs to
_SHAPES = tuple(
    (re.compile(shape), form)
    for shape, form in (
        ("است(.)(.)(.)", "10"), ("ان(.)(.)(.)", "7"), ("ا(.)ت(.)(.)", "8"), ("ت(.)ا(.)(.)", "6"), ("ت(.)(.)(.)", "5"),
        ("ا(.)(.)(.)", "4"), ("(.)ا(.)(.)", "3"), ("(.)(.)(.)(.)", "q1"), ("(.)(.)(.)", "1"),
    )
)  # fmt: skip


@cache
def known_verbs() -> Mapping[str, tuple[Verb, ...]]:
    """Return the verbs of the lexicon by folded lemma; one spelling may stand for several verbs (قتل: form 1 and 2)."""
    found: dict[str, tuple[Verb, ...]] = {}
    with _PATH.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            verb = Verb(
                lemma=bare(row["lemma"]),
                root=row["root"],
                form=row["form"],
                vowels=row["vowels"] or "u",
                masdars=tuple(bare(text) for text in row["masdars"].split("|") if text),
                flags=frozenset(row["flags"].split()),
            )
            found[verb.lemma] = (*found.get(verb.lemma, ()), verb)
    return found


def find_verbs(lemma: str) -> tuple[Verb, ...]:
    """Return the verbs written as this lemma, or a sound verb guessed from its shape where the lexicon lacks it.

    >>> [verb.form for verb in find_verbs("استقبل")]
    ['10']
    """
    folded = bare(lemma)
    listed = known_verbs().get(folded)
    if listed:
        return listed
    for shape, form in _SHAPES:
        match = shape.fullmatch(folded)
        if match:
            verb = Verb(folded, "".join(match.groups()).replace("ا", "و"), form)
            return (verb,) if citation(verb) == folded else ()
    return ()
