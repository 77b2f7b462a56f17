"""Read event patterns and operators."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from eventcoder.codebook.columns import COMPOSITIONS, OPERATORS
from eventcoder.codebook.files import read_yaml
from eventcoder.codebook.layers import Layers, layers_of, read_table
from eventcoder.codebook.values import Example, Frame, Operator, Pattern, Slot, Step
from eventcoder.errors import CodebookError
from eventcoder.types.codes import EventCode

FLAGS = ("symmetric", "turning", "reciprocal")
FRAME_KEYS = {"source", "target", "noun_source", "noun_target", *FLAGS}
PATTERN_KEYS = set(
    "id code frame verbs nouns with without needs victims passive operator examples misses note drop "
    "before after subject back silent".split()
)
PARTIES = frozenset({"<source>", "<target>", "<actor>"})


def trigger_words(trigger: str) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
    """Return the words before the inflected word of a trigger, that word, and those after it.

    The inflected word is the first, unless another one is marked.

    >>> trigger_words("break off"), trigger_words("wire *tap")
    (((), 'break', ('off',)), (('wire',), 'tap', ()))
    """
    words = trigger.split()
    at = next((place for place, word in enumerate(words) if word.startswith("*")), 0)
    return tuple(words[:at]), words[at].removeprefix("*"), tuple(words[at + 1 :])


def read_operators(
    layers: Layers, events: Mapping[str, EventCode], dropped: frozenset[str] = frozenset()
) -> dict[str, Operator]:
    """Return the operators of operators.csv with their rows of compositions.csv.

    A composition into a dropped code gives nothing. Raises CodebookError for one into a code the ontology lacks.
    """
    codes: dict[str, dict[str, str]] = defaultdict(dict)
    for where, row in read_table(layers, COMPOSITIONS):
        code = "-" if row["code"] in dropped else row["code"]
        if code not in ("=", "-", "own") and code not in events:
            raise CodebookError(f"{where}: unknown event code {code!r}")
        codes[row["operator"]][row["of"]] = code
    found = {}
    for _, row in read_table(layers, OPERATORS):
        order = tuple(part for part in row["target"].split("|") if part)
        found[row["operator"]] = Operator(row["operator"], order, row["keep"] == "yes", codes[row["operator"]])
    return found


class Wording(NamedTuple):
    """How one language words events.

    Patterns, support verbs, things that act on behalf of somebody, the words of topics that are no politics, word sets
    that patterns name, and phrases that make a "sentence" or a whole "story" be passed over.
    """

    patterns: tuple[Pattern, ...]
    light_verbs: tuple[str, ...]
    instruments: frozenset[str]
    discards: Mapping[str, frozenset[str]]
    word_sets: Mapping[str, tuple[str, ...]]
    passed_over: Mapping[str, str]


def read_patterns(
    layers: Layers,
    language: str,
    events: Mapping[str, EventCode],
    operators: Mapping[str, Operator],
    dropped: frozenset[str] = frozenset(),
) -> Wording:
    """Return the patterns, support verbs and instruments of one language from patterns/<language>*.yaml, in file order.

    Patterns of an extending codebook stand before those of the codebook it extends; one with the same id changes the
    keys it gives and keeps the others, `drop: true` removes it; those of dropped codes are removed too, but for what
    they do as operators. Raises CodebookError naming the file and the pattern
    for unknown codes, frames, operators or keys.
    """
    known = Known({}, events, operators, {})
    light: list[str] = []
    instruments: set[str] = set()
    discards: dict[str, frozenset[str]] = {}
    passed_over: dict[str, str] = {}
    merged: dict[str, tuple[str, dict[str, Any]]] = {}
    coded = layers_of(layers, "patterns")
    for folder in layers:
        own: dict[str, tuple[str, dict[str, Any]]] = {}
        for path in sorted((folder / "patterns").glob(f"{language}*.yaml")):
            data = read_yaml(path)
            known.frames.update(_frames(path, data))
            known.word_sets.update(_word_sets(path, data))
            light.extend(data.get("light_verbs") or [])
            if folder not in coded:
                continue
            instruments.update(data.get("instruments") or [])
            for topic, words in (data.get("discards") or {}).items():
                discards[topic] = discards.get(topic, frozenset()) | frozenset(words)
            passed_over.update(_passed_over(path, data))
            for where, raw in _raw_patterns(path, data):
                if raw["id"] in own:
                    raise CodebookError(f"{where}: this id stands twice")
                own[raw["id"]] = where, {**merged.pop(raw["id"], ("", {}))[1], **raw}
        merged = own | merged
    kept = [(where, _without(raw, dropped)) for where, raw in merged.values() if not _is_dropped(raw, dropped)]
    patterns = tuple(_pattern(raw, where, known) for where, raw in kept)
    lists = tuple(dict.fromkeys(light)), frozenset(instruments), discards
    return Wording(patterns, *lists, known.word_sets, passed_over)


class Known(NamedTuple):
    """What patterns may name."""

    frames: dict[str, Frame]
    events: Mapping[str, EventCode]
    operators: Mapping[str, Operator]
    word_sets: dict[str, tuple[str, ...]]


def _word_sets(path: Path, data: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, words in (data.get("word_sets") or {}).items():
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise CodebookError(f"{path}: word_sets: {name}: must be a list of words; put numbers in quotes")
        yield f"<{name}>", tuple(words)


def _passed_over(path: Path, data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for reach, phrases in (data.get("pass_over") or {}).items():
        if reach not in ("sentence", "story"):
            raise CodebookError(f"{path}: pass_over: {reach!r} must be sentence or story")
        yield from ((str(phrase), reach) for phrase in phrases or ())


def _is_dropped(raw: Mapping[str, Any], dropped: frozenset[str]) -> bool:
    return bool(raw.get("drop")) or (raw.get("code") in dropped and not raw.get("operator"))


def _without(raw: dict[str, Any], dropped: frozenset[str]) -> dict[str, Any]:
    """Return a pattern without what it says about dropped codes."""
    if not dropped:
        return raw
    examples = [e for e in raw.get("examples") or () if not any(event[1] in dropped for event in e["events"])]
    kept = {key: None if raw.get(key) in dropped else raw.get(key) for key in ("code", "back")}
    return {**raw, **kept, "examples": examples}


def _frames(path: Path, data: Mapping[str, Any]) -> Iterator[tuple[str, Frame]]:
    for name, raw in (data.get("frames") or {}).items():
        if not isinstance(name, str):
            raise CodebookError(f"{path}: frame {name!r}: YAML reads this word as true or false; write it in quotes")
        yield name, _frame(raw, f"{path}: frame {name}")


def _raw_patterns(path: Path, data: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, raw in enumerate(data.get("patterns") or [], start=1):
        if not isinstance(raw, dict) or not isinstance(raw.get("id"), str):
            raise CodebookError(f"{path}: pattern number {number}: a pattern is a mapping with an id")
        yield f"{path}: pattern {raw['id']}", raw


def _frame(raw: Any, where: str) -> Frame:
    unknown = set(raw) - FRAME_KEYS
    if unknown:
        raise CodebookError(f"{where}: unknown key {sorted(unknown)[0]!r}; known: {', '.join(sorted(FRAME_KEYS))}")
    slots = {key: tuple(_slot(text) for text in raw.get(key) or ()) for key in FRAME_KEYS.difference(FLAGS)}
    sides = (slots["source"], slots["target"], slots["noun_source"], slots["noun_target"])
    symmetric, turning, reciprocal = (bool(raw.get(flag)) for flag in FLAGS)
    return Frame(*sides, symmetric=symmetric, turning=turning, reciprocal=reciprocal)


def _slot(text: str) -> Slot:
    role, _, marker = text.partition(":")
    return Slot(role.strip(), marker.strip())


def _pattern(raw: Any, where: str, known: Known) -> Pattern:
    _check_pattern(raw, where, known)
    return Pattern(
        pattern_id=raw["id"],
        code=raw.get("code"),
        operator=raw.get("operator"),
        frame=known.frames[raw["frame"]],
        verbs=_triggers(raw, "verbs", where, known),
        nouns=_triggers(raw, "nouns", where, known),
        content=frozenset(raw.get("with") or ()),
        without=frozenset(raw.get("without") or ()),
        needs=frozenset(raw.get("needs") or _needs(raw.get("code"), known.events)),
        passive=raw.get("passive"),
        examples=_examples(raw, where),
        source="/".join(Path(where).parts[-2:]),
        before=_steps(raw.get("before"), f"{where}: before", known),
        after=_steps(raw.get("after"), f"{where}: after", known),
        subject=_steps(raw.get("subject"), f"{where}: subject", known),
        back=raw.get("back"),
        silent=bool(raw.get("silent")),
    )


def _triggers(raw: Any, key: str, where: str, known: Known) -> tuple[str, ...]:
    """Return the words of a pattern, those of word sets filled in."""
    found: list[str] = []
    for word in raw.get(key) or ():
        if word.startswith("<") and word not in known.word_sets:
            raise CodebookError(f"{where}: {key}: {word} is not one of word_sets")
        found.extend(known.word_sets.get(word, (word,)))
    return tuple(found)


def _steps(raw: Any, where: str, known: Known) -> tuple[Step, ...]:
    """Return a word sequence. Raises CodebookError for a word set that is not given."""
    found: list[Step] = []
    for step in raw or ():
        words = step if isinstance(step, list) else [step]
        if not all(isinstance(word, str) and word for word in words):
            raise CodebookError(f"{where}: {step!r} is no word; put numbers, true and false in quotes")
        unknown = [w for w in words if w.startswith("<") and w not in PARTIES and w not in known.word_sets]
        if unknown:
            raise CodebookError(f"{where}: {unknown[0]} is neither a party nor one of word_sets")
        found.append(tuple(step) if isinstance(step, list) else step)
    return tuple(found)


def _needs(code: str | None, events: Mapping[str, EventCode]) -> set[str]:
    return {"target"} if code and events[code].requires_target else {"any"}


def _check_pattern(raw: Any, where: str, known: Known) -> None:
    unknown = set(raw) - PATTERN_KEYS
    if unknown:
        raise CodebookError(f"{where}: unknown key {sorted(unknown)[0]!r}; known: {', '.join(sorted(PATTERN_KEYS))}")
    for code in (raw.get("code"), raw.get("back")):
        if code is not None and (not isinstance(code, str) or code not in known.events):
            raise CodebookError(f'{where}: unknown event code {code!r}; write it in quotes, as in "042"')
    if raw.get("operator") not in (None, *known.operators):
        raise CodebookError(f"{where}: unknown operator {raw['operator']!r}; known: {', '.join(known.operators)}")
    if raw.get("frame") not in known.frames:
        raise CodebookError(f"{where}: unknown frame {raw.get('frame')!r}; known: {', '.join(sorted(known.frames))}")
    if not (raw.get("verbs") or raw.get("nouns")):
        raise CodebookError(f"{where}: give at least one of verbs, nouns")
    for key in ("verbs", "nouns", "with", "without", "needs"):
        listed = raw.get(key) or []
        odd = [word for word in listed if not isinstance(word, str)] if isinstance(listed, list) else [listed]
        if odd:
            raise CodebookError(f"{where}: {key}: must be a list of words; put numbers, true and false in quotes")


def _examples(raw: Any, where: str) -> tuple[Example, ...]:
    found = []
    for example in raw.get("examples") or ():
        try:
            tuples = tuple((str(s), str(c), str(t)) for s, c, t in example["events"])
            found.append(Example(example["text"], tuples))
        except (KeyError, TypeError, ValueError) as problem:
            raise CodebookError(f"{where}: an example needs text and events [[source, code, target]]") from problem
    found.extend(Example(text, ()) for text in raw.get("misses") or ())
    return tuple(found)
