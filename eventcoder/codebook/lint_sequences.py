"""Faults of the word sequences of patterns, and of the word sets they name."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from eventcoder.codebook.lint_sources import Fault, RawPattern, Sources
from eventcoder.codebook.patterns import PARTIES

SEQUENCES = ("before", "after", "subject")


def sequence_faults(pattern: RawPattern, word_sets: Collection[str], sources: Sources) -> Iterator[Fault]:
    """Yield steps that are no words, word sets that do not exist, and codes beside silent or back that cannot be."""
    raw, name = pattern.raw, pattern.raw["id"]
    for key in SEQUENCES:
        if not isinstance(raw.get(key) or [], list):
            wrong = f"{name}: {key} is no list"
            yield sources.fault(pattern.where, "words", wrong, f"write {key}: [word, word]")
    for key, word in _all_words(raw):
        if not isinstance(word, str) or not word.strip():
            wrong, right = f"{name}: {key}: {word!r} is no word", "put quotes around numbers, true, false and null"
            yield sources.fault(pattern.where, "words", wrong, right)
        elif word.startswith("<") and word not in word_sets and (word not in PARTIES or key in ("verbs", "nouns")):
            known = ", ".join(sorted({*word_sets, *PARTIES})[:12])
            wrong = f"{name}: {key}: {word} is no word set"
            yield sources.fault(pattern.where, "unknown-set", wrong, f"give it under word_sets; known: {known}")
    if raw.get("silent") and (raw.get("code") or raw.get("operator")):
        wrong = f"{name} is silent and has a code or operator"
        yield sources.fault(pattern.where, "silent", wrong, "leave one of them out: a silent pattern codes nothing")
    back = raw.get("back")
    if back is not None and back not in sources.codes("events", "code"):
        wrong, right = f"{name}: back: {back!r} is no code", "write a code of events.csv in quotes"
        yield sources.fault(pattern.where, "unknown-code", wrong, right)


def _all_words(raw: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for key in SEQUENCES:
        for step in raw[key] if isinstance(raw.get(key), list) else ():
            yield from ((key, word) for word in (step if isinstance(step, list) else [step]))
    for key in ("verbs", "nouns"):
        listed = raw[key] if isinstance(raw.get(key), list) else ()
        yield from ((key, word) for word in listed if isinstance(word, str) and word.startswith("<"))
