"""Read event patterns and operators."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from eventcoder.codebook.columns import COMPOSITIONS, OPERATORS
from eventcoder.codebook.files import read_yaml
from eventcoder.codebook.layers import Layers, read_table
from eventcoder.codebook.values import Example, Frame, Operator, Pattern, Slot
from eventcoder.errors import CodebookError
from eventcoder.types.codes import EventCode

FRAME_KEYS = {"source", "target", "noun_source", "noun_target", "symmetric"}
PATTERN_KEYS = set(
    "id code frame verbs nouns with without needs victims passive operator examples misses note drop".split()
)


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

    Patterns, support verbs, things that act on behalf of somebody, and the words of topics that are no politics.
    """

    patterns: tuple[Pattern, ...]
    light_verbs: tuple[str, ...]
    instruments: frozenset[str]
    discards: Mapping[str, frozenset[str]]


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
    frames: dict[str, Frame] = {}
    light: list[str] = []
    instruments: set[str] = set()
    discards: dict[str, frozenset[str]] = {}
    merged: dict[str, tuple[str, dict[str, Any]]] = {}
    for folder in layers:
        files = [(path, read_yaml(path)) for path in sorted((folder / "patterns").glob(f"{language}*.yaml"))]
        own: dict[str, tuple[str, dict[str, Any]]] = {}
        for path, data in files:
            light.extend(data.get("light_verbs") or [])
            instruments.update(data.get("instruments") or [])
            for topic, words in (data.get("discards") or {}).items():
                discards[topic] = discards.get(topic, frozenset()) | frozenset(words)
            frames.update(_frames(path, data))
            for where, raw in _raw_patterns(path, data):
                if raw["id"] in own:
                    raise CodebookError(f"{where}: this id stands twice")
                own[raw["id"]] = where, {**merged.pop(raw["id"], ("", {}))[1], **raw}
        merged = own | merged
    kept = [(where, _without(raw, dropped)) for where, raw in merged.values() if not _is_dropped(raw, dropped)]
    patterns = tuple(_pattern(raw, where, frames, events, operators) for where, raw in kept)
    return Wording(patterns, tuple(dict.fromkeys(light)), frozenset(instruments), discards)


def _is_dropped(raw: Mapping[str, Any], dropped: frozenset[str]) -> bool:
    return bool(raw.get("drop")) or (raw.get("code") in dropped and not raw.get("operator"))


def _without(raw: dict[str, Any], dropped: frozenset[str]) -> dict[str, Any]:
    """Return a pattern without what it says about dropped codes."""
    if not dropped:
        return raw
    examples = [e for e in raw.get("examples") or () if not any(event[1] in dropped for event in e["events"])]
    return {**raw, "code": None if raw.get("code") in dropped else raw.get("code"), "examples": examples}


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
    slots = {key: tuple(_slot(text) for text in raw.get(key) or ()) for key in FRAME_KEYS - {"symmetric"}}
    return Frame(
        slots["source"], slots["target"], slots["noun_source"], slots["noun_target"], bool(raw.get("symmetric"))
    )


def _slot(text: str) -> Slot:
    role, _, marker = text.partition(":")
    return Slot(role.strip(), marker.strip())


def _pattern(
    raw: Any,
    where: str,
    frames: Mapping[str, Frame],
    events: Mapping[str, EventCode],
    operators: Mapping[str, Operator],
) -> Pattern:
    _check_pattern(raw, where, frames, events, operators)
    passive = raw.get("passive")
    return Pattern(
        pattern_id=raw["id"],
        code=raw.get("code"),
        operator=raw.get("operator"),
        frame=frames[raw["frame"]],
        verbs=tuple(raw.get("verbs") or ()),
        nouns=tuple(raw.get("nouns") or ()),
        content=frozenset(raw.get("with") or ()),
        without=frozenset(raw.get("without") or ()),
        needs=frozenset(raw.get("needs") or _needs(raw.get("code"), events)),
        passive=passive,
        examples=_examples(raw, where),
        source="/".join(Path(where).parts[-2:]),
    )


def _needs(code: str | None, events: Mapping[str, EventCode]) -> set[str]:
    return {"target"} if code and events[code].requires_target else {"any"}


def _check_pattern(
    raw: Any,
    where: str,
    frames: Mapping[str, Frame],
    events: Mapping[str, EventCode],
    operators: Mapping[str, Operator],
) -> None:
    unknown = set(raw) - PATTERN_KEYS
    if unknown:
        raise CodebookError(f"{where}: unknown key {sorted(unknown)[0]!r}; known: {', '.join(sorted(PATTERN_KEYS))}")
    code = raw.get("code")
    if code is not None and (not isinstance(code, str) or code not in events):
        raise CodebookError(f'{where}: unknown event code {code!r}; write it in quotes, as in "042"')
    if raw.get("operator") not in (None, *operators):
        raise CodebookError(f"{where}: unknown operator {raw['operator']!r}; known: {', '.join(operators)}")
    if raw.get("frame") not in frames:
        raise CodebookError(f"{where}: unknown frame {raw.get('frame')!r}; known: {', '.join(sorted(frames))}")
    if not (raw.get("verbs") or raw.get("nouns")):
        raise CodebookError(f"{where}: give at least one of verbs, nouns")


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
