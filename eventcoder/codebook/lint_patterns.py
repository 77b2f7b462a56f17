"""Faults of event patterns: unknown words in them, patterns that can never match, and patterns that hide others."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from eventcoder.codebook.lint_sequences import SEQUENCES, sequence_faults
from eventcoder.codebook.lint_sources import Fault, RawPattern, Sources
from eventcoder.codebook.patterns import FLAGS, FRAME_KEYS, PATTERN_KEYS, trigger_words
from eventcoder.languages.protocol import Language, Morphology

ROLES = (
    "subj",
    "obj",
    "obl",
    "gen",
    "mod",
    "agent",
    "attr",
    "purp",
    "hurt",
    "cond",
    "judge",
    "judged",
    "before",
    "after",
    "people",
    "hurt",
    "name",
)
_LISTS = ("verbs", "nouns", "with", "without", "needs")
_NEEDS = {"source", "target", "any", "addressee"}


def pattern_faults(sources: Sources, languages: Mapping[str, Language]) -> Iterator[Fault]:
    """Yield the faults of this codebook's own patterns in all languages."""
    for code, patterns in sources.patterns.items():
        own = [p for p in patterns if sources.is_own(p.where)]
        for pattern in own:
            yield from _shape_faults(pattern, sources)
            yield from _reference_faults(pattern, sources.frames[code], sources)
            yield from _example_faults(pattern, sources)
            yield from sequence_faults(pattern, sources.word_sets[code], sources)
        yield from _frame_faults(sources.frames[code], sources)
        yield from _shadow_faults(patterns, sources)
        if code in languages:
            yield from _word_faults(own, languages[code], sources)


def _shape_faults(pattern: RawPattern, sources: Sources) -> Iterator[Fault]:
    raw, name = pattern.raw, pattern.raw["id"]
    for key in sorted(raw.keys() - PATTERN_KEYS):
        right = f"the keys are {', '.join(sorted(PATTERN_KEYS))}"
        yield sources.fault(pattern.where, "unknown-key", f"{name}: key {key!r} is not read", right)
    for key in _LISTS:
        if not all(isinstance(word, str) for word in _listed(raw.get(key))):
            wrong = f"{name}: {key} holds something that is no word"
            yield sources.fault(pattern.where, "words", wrong, "put quotes around numbers, true, false and null")
    if not (raw.get("verbs") or raw.get("nouns")):
        yield sources.fault(pattern.where, "never-matches", f"{name} has no words", "give verbs or nouns")
    both = set(_words(raw, "with")) & set(_words(raw, "without"))
    for word in sorted(both):
        wrong, right = f"{name}: {word!r} stands in with and without", "keep it in one of them"
        yield sources.fault(pattern.where, "never-matches", wrong, right)
    if raw.get("passive") not in (None, True, False):
        wrong = f"{name}: passive is {raw['passive']!r}"
        yield sources.fault(pattern.where, "words", wrong, "write true, false, or leave it out for both")


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _words(raw: Mapping[str, Any], key: str) -> list[str]:
    return [word for word in _listed(raw.get(key)) if isinstance(word, str)]


def _reference_faults(pattern: RawPattern, frames: Mapping[str, RawPattern], sources: Sources) -> Iterator[Fault]:
    raw, name = pattern.raw, pattern.raw["id"]
    code, codes = raw.get("code"), sources.codes("events", "code")
    if code is None and not raw.get("operator") and not raw.get("silent"):
        yield sources.fault(
            pattern.where, "never-matches", f"{name} has neither code nor operator", "give one, or silent"
        )
    elif code is not None and code not in codes and f"0{code}" not in codes:
        right = 'write a code of events.csv in quotes, as in "042", or add the code there'
        yield sources.fault(pattern.where, "unknown-code", f"{name}: {code!r} is no code of this codebook", right)
    operators = sources.codes("operators", "operator")
    if raw.get("operator") not in (None, *operators):
        wrong, right = f"{name}: {raw['operator']!r} is no operator", f"write one of {', '.join(sorted(operators))}"
        yield sources.fault(pattern.where, "unknown-operator", wrong, right)
    if raw.get("frame") not in frames:
        wrong, right = f"{name}: {raw.get('frame')!r} is no frame", f"write one of {', '.join(sorted(frames))}"
        yield sources.fault(pattern.where, "unknown-frame", wrong, right)
    for need in sorted(set(_words(raw, "needs")) - _NEEDS):
        yield sources.fault(pattern.where, "words", f"{name}: needs {need!r}", "write source, target, addressee or any")


def _frame_faults(frames: Mapping[str, RawPattern], sources: Sources) -> Iterator[Fault]:
    for name, frame in frames.items():
        slots = frame.raw["frame"]
        if not sources.is_own(frame.where):
            continue
        if not isinstance(slots, dict):
            yield sources.fault(frame.where, "frame", f"frame {name} is no mapping", f"give {', '.join(FRAME_KEYS)}")
            continue
        for key in sorted(slots.keys() - FRAME_KEYS):
            wrong, right = f"frame {name}: key {key!r} is not read", f"the keys are {', '.join(sorted(FRAME_KEYS))}"
            yield sources.fault(frame.where, "unknown-key", wrong, right)
        for slot in (s for key in slots.keys() - FLAGS for s in _listed(slots[key])):
            if str(slot).partition(":")[0].strip() not in ROLES:
                wrong, right = f"frame {name}: {slot!r} is no slot", f"begin it with one of {', '.join(ROLES)}"
                yield sources.fault(frame.where, "frame", wrong, right)


def _example_faults(pattern: RawPattern, sources: Sources) -> Iterator[Fault]:
    raw, name, codes = pattern.raw, pattern.raw["id"], sources.codes("events", "code")
    if not raw.get("examples") and raw.get("code"):
        right = 'add examples: [{text: "...", events: [[SOURCE, "CODE", TARGET]]}]'
        yield sources.fault(pattern.where, "no-example", f"{name} has no example", right, "warning")
    if not raw.get("misses") and raw.get("code"):
        right = 'add misses: ["a sentence with the same words that is no such event"]'
        yield sources.fault(pattern.where, "no-near-miss", f"{name} has no near miss", right, "warning")
    for example in _listed(raw.get("examples")):
        for event in _listed(example.get("events") if isinstance(example, dict) else None):
            if not isinstance(event, list) or len(event) != 3:
                right = 'write [SOURCE, "CODE", TARGET], "" where nobody is named'
                yield sources.fault(pattern.where, "example", f"{name}: {event!r} is no event", right)
            elif str(event[1]) not in codes:
                wrong, right = f"{name}: example code {event[1]!r} is not known", "write a code of events.csv"
                yield sources.fault(pattern.where, "unknown-code", wrong, right)


def _word_faults(patterns: Sequence[RawPattern], language: Language, sources: Sources) -> Iterator[Fault]:
    """Yield trigger words that the language cannot find in a text, because they are no base form of one word."""
    sets = {name: words for name, words in sources.word_sets[language.code].items() if isinstance(words, list)}
    words = {key: {w for p in patterns for w in _heads(p.raw, key, sets)} for key in ("verbs", "nouns")}
    morphology = language.morphology(sorted(words["verbs"]), sorted(words["nouns"]))
    known: dict[tuple[str, str], bool] = {}
    for pattern in patterns:
        for key, pos in (("verbs", "verb"), ("nouns", "noun")):
            for word in dict.fromkeys(_heads(pattern.raw, key, {})):
                if (word, pos) not in known:
                    known[word, pos] = _readable(word, pos, language, morphology)
                if not known[word, pos]:
                    wrong = f"{pattern.raw['id']}: {key}: {word!r} is not found even in this form"
                    yield sources.fault(pattern.where, "never-matches", wrong, "write the base form of a word")


def _heads(raw: Mapping[str, Any], key: str, sets: Mapping[str, list[str]]) -> list[str]:
    """Return the inflected words of the triggers of a pattern."""
    triggers = [t for word in _words(raw, key) for t in sets.get(word, [word])]
    return [trigger_words(t)[1] for t in triggers if isinstance(t, str) and t.split() and not t.startswith("<")]


def _readable(word: str, pos: str, language: Language, morphology: Morphology) -> bool:
    readings = [r for form in word.split("/") for r in morphology.read(language.fold(form))]
    return any(r.pos == pos or r.lemma == word for r in readings)


def _shadow_faults(patterns: Sequence[RawPattern], sources: Sources) -> Iterator[Fault]:
    """Yield own patterns all of whose words belong to patterns that are tried before and match wherever they would."""
    by_word: dict[tuple[str, str], list[RawPattern]] = defaultdict(list)
    for pattern in sorted(patterns, key=_precedence):
        triggers = [(key, word) for key in ("verbs", "nouns") for word in _words(pattern.raw, key)]
        hiding = [next((p for p in by_word[t] if _covers(p.raw, pattern.raw)), None) for t in triggers]
        if triggers and all(hiding) and sources.is_own(pattern.where):
            first = next(p for p in hiding if p)
            wrong = f"{pattern.raw['id']} never fires: {first.raw['id']} takes its words"
            right = "delete it, or tell them apart by with, without, passive or needs"
            yield sources.fault(pattern.where, "shadowed", wrong, right)
        for trigger in triggers:
            by_word[trigger].append(pattern)


def _precedence(pattern: RawPattern) -> tuple[int, bool, bool, int]:
    raw = pattern.raw
    steps = sum(len(_listed(raw.get(key))) for key in SEQUENCES)
    return (-steps, not raw.get("with"), raw.get("passive") is None, -len(set(_words(raw, "needs")) - {"any"}))


def _covers(first: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Return whether `first`, tried before, matches in every clause in which `other` would."""
    if first.get("frame") != other.get("frame") or (first.get("operator") and not first.get("code")):
        return False
    if any(first.get(key) and first.get(key) != other.get(key) for key in SEQUENCES):
        return False
    if first.get("passive") not in (None, other.get("passive")):
        return False
    if not set(_words(first, "without")) <= set(_words(other, "without")):
        return False
    if not set(_words(first, "needs")) - {"any"} <= set(_words(other, "needs")):
        return False
    content = set(_words(first, "with"))
    return not content or (bool(_words(other, "with")) and set(_words(other, "with")) <= content)
