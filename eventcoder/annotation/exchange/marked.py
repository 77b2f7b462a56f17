"""Sentences with marked events, as span and relation tools have them, and what their results decide."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from eventcoder.annotation.cells import comparable, utf16_length
from eventcoder.annotation.queue import Session, Task, judged
from eventcoder.annotation.row_cells import Problem
from eventcoder.annotation.vocabulary import Vocabulary
from eventcoder.types.annotation import Coding, Decision
from eventcoder.types.text import Span

ENDS = ("source", "target")


@dataclass(frozen=True, slots=True)
class MarkedSpan:
    """Words and the code they stand for: an event code on trigger words, an actor code on the words of an actor."""

    span: Span
    code: str


@dataclass(frozen=True, slots=True)
class MarkedEvent:
    """One event: its trigger, and the actors whose words are marked; None where the sentence does not name them."""

    trigger: MarkedSpan
    source: MarkedSpan | None = None
    target: MarkedSpan | None = None


@dataclass(frozen=True, slots=True)
class MarkedSentence:
    """One task of a tool. `sheet` and `sentence` say where it belongs; `done` whether an annotator finished it."""

    sheet: str
    sentence: str
    text: str
    language: str
    events: tuple[MarkedEvent, ...] = ()
    done: bool = True


def marked_sentences(tasks: Iterable[Task], sheet: str) -> list[MarkedSentence]:
    """Return tasks as sentences with marked events; what is proposed without words in the sentence is not marked."""
    found: dict[str, MarkedSentence] = {}
    for task in tasks:
        passage = task.passage
        one = found.get(passage.sentence_id)
        if one is None:
            one = MarkedSentence(sheet, passage.sentence_id, passage.text, passage.language)
        if task.seen is not None and task.seen.trigger is not None:
            one = replace(one, events=(*one.events, _event(task.seen, task.seen.trigger)))
        found[passage.sentence_id] = one
    return list(found.values())


def _event(coding: Coding, trigger: Span) -> MarkedEvent:
    ends = ((coding.source, coding.source_span), (coding.target, coding.target_span))
    marked = (MarkedSpan(span, code) if code and span else None for code, span in ends)
    return MarkedEvent(MarkedSpan(trigger, coding.code), *marked)


def placed(text: str, start: Any, end: Any, words: Any = None) -> Span:
    """Return a span a tool gives, in code points; tools that count in UTF-16 are understood where the words tell.

    Raises ValueError where the span does not lie in the text, or other words stand there.
    """
    if not (isinstance(start, int) and isinstance(end, int)) or not 0 <= start < end:
        raise ValueError(f"no span: {start!r} to {end!r}")
    direct = Span(start, end)
    if end <= len(text) and (words is None or direct.cut(text) == words):
        return direct
    counted = _from_utf16(text, start, end)
    if counted is not None and (words is None or counted.cut(text) == words):
        return counted
    raise ValueError(f"the words {words!r} do not stand at {start} to {end} of the sentence")


def _from_utf16(text: str, start: int, end: int) -> Span | None:
    raw = text.encode("utf-16-le")
    if 2 * end > len(raw):
        return None
    try:
        first = len(raw[: 2 * start].decode("utf-16-le"))
        return Span(first, first + len(raw[2 * start : 2 * end].decode("utf-16-le")))
    except UnicodeDecodeError:
        return None


def utf16_span(text: str, span: Span) -> tuple[int, int]:
    """Return a span counted as Java and JavaScript count: in UTF-16 units."""
    return utf16_length(text[: span.start]), utf16_length(text[: span.end])


@dataclass(frozen=True, slots=True)
class Decided:
    """What results of a tool decide, and what is wrong with them."""

    decisions: tuple[Decision, ...]
    problems: tuple[Problem, ...]
    open_tasks: int


def decided(
    results: Iterable[MarkedSentence],
    tasks: Sequence[Task],
    session: Session,
    vocabulary: Vocabulary,
    now: datetime,
) -> Decided:
    """Return what finished sentences decide about the tasks.

    An event on the trigger of a proposal confirms or corrects it; proposals whose trigger is no longer marked are
    rejected; other events are added; a sentence without proposals and events is one without event.
    """
    by_sentence: dict[str, list[Task]] = {}
    for task in tasks:
        by_sentence.setdefault(task.passage.sentence_id, []).append(task)
    decisions: list[Decision] = []
    problems: list[Problem] = []
    seen: set[str] = set()
    for one in results:
        given = by_sentence.get(one.sentence)
        try:
            if given is None or comparable(given[0].passage.text) != comparable(one.text):
                raise ValueError("no sentence of this round, or one whose words were changed")
            if one.done:
                decisions += _judge(one, given, session, vocabulary, now)
                seen.add(one.sentence)
        except ValueError as problem:
            problems.append(Problem(f"sentence {one.sentence}", f"{problem}: {one.text[:60]!r}"))
    return Decided(tuple(decisions), tuple(problems), len(by_sentence.keys() - seen))


def _judge(
    one: MarkedSentence, tasks: Sequence[Task], session: Session, vocabulary: Vocabulary, now: datetime
) -> list[Decision]:
    left = list(one.events)
    decisions = []
    for task in tasks:
        if task.seen is None:
            continue
        event = _match(task.seen, left)
        if event is None:
            decisions.append(judged(session, task, "rejected", None, now))
            continue
        left.remove(event)
        chosen = _coding(event, task.seen, vocabulary)
        verdict = "confirmed" if chosen == task.seen else "corrected"
        decisions.append(judged(session, task, verdict, chosen, now))
    first = tasks[0]
    decisions += [judged(session, first, "added", _coding(event, None, vocabulary), now) for event in left]
    return decisions or [judged(session, first, "confirmed", None, now)]


def _match(seen: Coding, events: Sequence[MarkedEvent]) -> MarkedEvent | None:
    """Return the event on the trigger of a proposal that is most like it."""
    same = [event for event in events if event.trigger.span == seen.trigger]
    return max(same, key=lambda event: _likeness(event, seen), default=None)


def _likeness(event: MarkedEvent, seen: Coding) -> int:
    actors = ((event.source, seen.source), (event.target, seen.target))
    return (event.trigger.code == seen.code) + sum((one.code if one else None) == code for one, code in actors)


def _coding(event: MarkedEvent, seen: Coding | None, vocabulary: Vocabulary) -> Coding:
    """Return the coding of a marked event; an actor nobody could mark because the sentence does not name it stays."""
    ends: dict[str, Any] = {}
    for name in ENDS:
        marked: MarkedSpan | None = getattr(event, name)
        kept = seen is not None and marked is None and getattr(seen, f"{name}_span") is None
        ends[name] = vocabulary.actor(marked.code) if marked else getattr(seen, name) if kept else None
        ends[f"{name}_span"] = marked.span if marked else None
    code = vocabulary.event(event.trigger.code)
    return Coding(code, day=seen.day if seen else None, trigger=event.trigger.span, **ends)


def linked(
    spans: Mapping[Any, MarkedSpan], relations: Iterable[tuple[Any, Any, str]], events: Iterable[Any]
) -> tuple[MarkedEvent, ...]:
    """Return events from spans by id, relations (trigger id, actor id, "source" or "target"), and the trigger ids.

    Several actors of one end make several events. Raises ValueError for relations that lead nowhere.
    """
    actors: dict[Any, dict[str, list[MarkedSpan | None]]] = {one: {} for one in events}
    for trigger, actor, name in relations:
        end = name.strip().casefold()
        if trigger not in actors or actor not in spans or end not in ENDS:
            raise ValueError(f"a relation {name!r} leads from no event to an actor; known: {', '.join(ENDS)}")
        actors[trigger].setdefault(end, []).append(spans[actor])
    return tuple(
        MarkedEvent(spans[trigger], source, target)
        for trigger, ends in actors.items()
        for source in ends.get("source", [None])
        for target in ends.get("target", [None])
    )
