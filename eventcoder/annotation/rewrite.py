"""Event rows as people want them: read as codings, corrected, added."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from eventcoder.tables import Lookups, actor_columns, code_columns, to_events_table
from eventcoder.types.annotation import Coding, Decision, day_of, day_text
from eventcoder.types.events import Actor, Event, EventDate
from eventcoder.types.text import Sentence, Span, digest

Names: TypeAlias = Callable[[str], tuple[str | None, str | None]]
"""Gives the name and the codebook entry of an actor code, None where the code alone does not tell."""

_ENDS = ("country", "role", "name", "entry", "text", "start", "end")


def coding_of(row: Mapping[str, Any]) -> Coding:
    """Return what an event row says, as a person is shown it. Raises ValueError for a row no check would let pass."""
    return Coding(
        code=row["event_code"],
        source=row["source_actor"],
        target=row["target_actor"],
        day=day_text(row["event_date"], row["event_date_precision"]),
        trigger=span_of(row, "trigger"),
        source_span=span_of(row, "source"),
        target_span=span_of(row, "target"),
    )


def span_of(row: Mapping[str, Any], name: str) -> Span | None:
    """Return where the trigger, source or target words of an event row stand; None where nothing says so."""
    start, end = row[f"{name}_start"], row[f"{name}_end"]
    return Span(start, end) if start is not None and end is not None and start < end else None


def corrected_row(row: Mapping[str, Any], chosen: Coding, lookups: Lookups, names: Names) -> dict[str, Any]:
    """Return the columns of a row that change when it is made to say what a person chose.

    The event_id stays, so that the row can be followed from version to version; so do coder, rule and confidence, which
    tell who proposed it.
    """
    changed = code_columns(chosen.code, lookups.codes)
    text = row["sentence"]
    for end, code, span in (
        ("source", chosen.source, chosen.source_span),
        ("target", chosen.target, chosen.target_span),
    ):
        if code != row[f"{end}_actor"] or span != span_of(row, end):
            empty: dict[str, Any] = {f"{end}_{name}": None for name in ("actor", *_ENDS)}
            same = code == row[f"{end}_actor"]
            actor = _actor(code, span, text, (row[f"{end}_name"], row[f"{end}_entry"]) if same else None, names)
            changed |= empty | actor_columns(end, actor, lookups)
    if chosen.trigger is not None and chosen.trigger != span_of(row, "trigger"):
        start, stop = chosen.trigger
        changed |= {"trigger_text": text[start:stop], "trigger_start": start, "trigger_end": stop}
    if chosen.day != day_text(row["event_date"], row["event_date_precision"]):
        changed |= _date(chosen.day, row)
    return changed


def added_row(
    place: Mapping[str, Any], decision: Decision, reviewers: str, lookups: Lookups, names: Names
) -> dict[str, Any]:
    """Return the event row of what a person added to a sentence, given the sentence's row."""
    chosen = decision.chosen
    assert chosen is not None
    text = place["text"]
    sentence = Sentence(
        place["doc_id"], place["article_no"], place["sentence_no"], Span(place["start"], place["end"]),
        text, place["language"], place["published_date"],
    )  # fmt: skip
    event = Event(
        sentence=sentence,
        code=chosen.code,
        source=_actor(chosen.source, chosen.source_span, text, None, names),
        target=_actor(chosen.target, chosen.target_span, text, None, names),
        trigger=chosen.trigger or Span(len(text) - len(text.lstrip()), len(text.rstrip())),
        rule_id="human",
        coder="human",
        when=EventDate(*day_of(chosen.day), "text") if chosen.day else None,
        review_status="added",
        reviewer=reviewers,
    )
    row: dict[str, Any] = to_events_table([event], lookups).to_pylist()[0]
    return row | {"event_id": digest(event.event_id, decision.item.key)}


def _actor(
    code: str | None, span: Span | None, text: str, known: tuple[str | None, str | None] | None, names: Names
) -> Actor | None:
    if code is None:
        return None
    name, entry = known or names(code)
    return Actor(code, name, entry, span.cut(text) if span else None, span)


def _date(day: str | None, row: Mapping[str, Any]) -> dict[str, Any]:
    if day is None:
        return {"event_date": None, "event_date_precision": None, "event_date_basis": None}
    found, precision = day_of(day)
    basis = "published" if precision == "day" and found == row["published_date"] else "text"
    return {"event_date": found, "event_date_precision": precision, "event_date_basis": basis}
