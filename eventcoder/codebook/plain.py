"""Turn a codebook into plain lists and back: what is hashed, and what is kept between runs."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from eventcoder.codebook.values import (
    ActorEntry,
    ActorPeriod,
    AgentEntry,
    Codebook,
    Coding,
    Example,
    Frame,
    LanguageBook,
    Operator,
    Pattern,
    PlaceEntry,
    Slot,
    Step,
    Written,
)
from eventcoder.types.codes import EventCode

Plain = dict[str, Any]
PlainBook = tuple[Plain, dict[str, Plain]]
Entry = ActorEntry | AgentEntry | PlaceEntry

_KINDS: tuple[type[Any], ...] = (ActorEntry, AgentEntry, PlaceEntry)
_CONTEXTS = EventCode.__slots__.index("plover_contexts")
_SLOTS = ("source", "target", "noun_source", "noun_target")


def to_plain(book: Codebook) -> PlainBook:
    """Return what all languages of a codebook share, and the part of each language."""
    entries = {id(item.entry): item.entry for part in book.languages.values() for item in part.written}
    order = {name: number for number, name in enumerate(entries)}
    shared = {
        "name": book.name,
        "version": book.version,
        "digest": book.digest,
        "events": [[getattr(event, name) for name in event.__slots__] for event in book.events.values()],
        "roles": dict(book.roles),
        "stateless": sorted(book.stateless),
        "operators": [[o.name, o.target, o.keep, dict(o.codes)] for o in book.operators.values()],
        "entries": [_plain_entry(entry) for entry in entries.values()],
        "countries": sorted(book.countries),
        "actor_codes": sorted(book.actor_codes),
        "coding": list(book.coding),
    }
    return shared, {code: _plain_language(part, order) for code, part in book.languages.items()}


def from_plain(shared: Plain, languages: Mapping[str, Plain]) -> Codebook:
    """Return the codebook that `to_plain` was given, with the languages given here.

    Raises KeyError, TypeError, IndexError or ValueError for anything that `to_plain` did not make.
    """
    entries = [_entry(item) for item in shared["entries"]]
    return Codebook(
        name=shared["name"],
        version=shared["version"],
        digest=shared["digest"],
        events={row[0]: _event(row) for row in shared["events"]},
        roles=shared["roles"],
        stateless=frozenset(shared["stateless"]),
        operators={row[0]: Operator(row[0], tuple(row[1]), row[2], row[3]) for row in shared["operators"]},
        languages={code: _language(code, part, entries) for code, part in languages.items()},
        countries=frozenset(shared["countries"]),
        actor_codes=frozenset(shared["actor_codes"]),
        coding=Coding(*shared["coding"]),
    )


def _event(row: Sequence[Any]) -> EventCode:
    fields: list[Any] = [*row]
    fields[_CONTEXTS] = tuple(fields[_CONTEXTS])
    return EventCode(*fields)


def _plain_entry(entry: Entry) -> list[Any]:
    if isinstance(entry, ActorEntry):
        periods = [[p.code, p.start and p.start.isoformat(), p.end and p.end.isoformat()] for p in entry.periods]
        return [0, entry.entry_id, entry.kind, entry.name, periods, entry.source]
    return [_KINDS.index(type(entry)), *(getattr(entry, name) for name in entry.__slots__)]


def _entry(row: Sequence[Any]) -> Entry:
    if row[0]:
        found: Entry = _KINDS[row[0]](*row[1:])
        return found
    _, entry_id, kind, name, periods, source = row
    return ActorEntry(entry_id, kind, name, tuple(ActorPeriod(c, _day(s), _day(e)) for c, s, e in periods), source)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _plain_language(part: LanguageBook, entries: Mapping[int, int]) -> Plain:
    frames = {pattern.frame: None for pattern in part.patterns}
    order = {frame: number for number, frame in enumerate(frames)}
    return {
        "written": [[item.text, item.use, entries[id(item.entry)]] for item in part.written],
        "frames": [_plain_frame(frame) for frame in frames],
        "patterns": [_plain_pattern(pattern, order[pattern.frame]) for pattern in part.patterns],
        "light_verbs": part.light_verbs,
        "instruments": sorted(part.instruments),
        "discards": {topic: sorted(words) for topic, words in part.discards.items()},
        "word_sets": part.word_sets,
        "passed_over": part.passed_over,
    }


def _language(code: str, plain: Plain, entries: Sequence[Entry]) -> LanguageBook:
    frames = [_frame(row) for row in plain["frames"]]
    written = tuple([Written(text, use, entries[number]) for text, use, number in plain["written"]])
    patterns = tuple(_pattern(row, frames) for row in plain["patterns"])
    discards = {topic: frozenset(words) for topic, words in plain["discards"].items()}
    word_sets = {name: tuple(words) for name, words in plain["word_sets"].items()}
    lists = tuple(plain["light_verbs"]), frozenset(plain["instruments"]), discards
    return LanguageBook(code, written, patterns, *lists, word_sets, plain["passed_over"])


def _plain_frame(frame: Frame) -> list[Any]:
    return [[[slot.role, slot.marker] for slot in getattr(frame, name)] for name in _SLOTS] + [
        frame.symmetric,
        frame.turning,
        frame.reciprocal,
    ]


def _frame(row: Sequence[Any]) -> Frame:
    source, target, noun_source, noun_target = (_slots(slots) for slots in row[:4])
    return Frame(source, target, noun_source, noun_target, *row[4:])


def _slots(rows: Iterable[Sequence[str]]) -> tuple[Slot, ...]:
    return tuple(Slot(*row) for row in rows)


def _plain_pattern(pattern: Pattern, frame: int) -> list[Any]:
    return [
        *(pattern.pattern_id, pattern.code, pattern.operator, frame, pattern.verbs, pattern.nouns),
        *(sorted(pattern.content), sorted(pattern.without), sorted(pattern.needs), pattern.passive),
        *([[example.text, example.events] for example in pattern.examples], pattern.source),
        *(pattern.before, pattern.after, pattern.subject, pattern.back, pattern.silent),
    ]


def _pattern(row: Sequence[Any], frames: Sequence[Frame]) -> Pattern:
    name, code, operator, frame, verbs, nouns, content, without, needs, passive, examples, source = row[:12]
    before, after, subject, back, silent = row[12:]
    return Pattern(
        *(name, code, operator, frames[frame], tuple(verbs), tuple(nouns)),
        *(frozenset(content), frozenset(without), frozenset(needs), passive),
        *(tuple(_example(*example) for example in examples), source),
        before=_steps(before),
        after=_steps(after),
        subject=_steps(subject),
        back=back,
        silent=silent,
    )


def _steps(rows: Iterable[Any]) -> tuple[Step, ...]:
    return tuple(row if isinstance(row, str) else tuple(row) for row in rows)


def _example(text: str, events: Iterable[Sequence[str]]) -> Example:
    return Example(text, tuple((source, code, target) for source, code, target in events))
