"""Tell each deed once: link the events of all documents of a build that repeat each other. Nothing is removed."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from eventcoder.resolve.repeats import Told, repeats

_TOLD: Final = ("event_id", "source_actor", "event_code", "target_actor", "event_date", "event_date_basis")

LINKED: Final = (*_TOLD, "event_date_precision", "story_id", "duplicate_of")
"""The columns `linked` needs; it keeps any others as they are."""


def linked(events: pa.Table, same: Mapping[str, str], *, one_a_day: bool = False) -> pa.Table:
    """Return event rows, in the same order, with `story_id` and `duplicate_of` across documents.

    `same` maps the story of an article to the story it shares with others (resolve.stories.same_stories). Events of one
    story that tell one deed point at the one that tells it best. With `one_a_day`, events with the same source, target,
    code and day point at the first of them wherever they stand, as the one-a-day filter of the field has it.
    """
    stories = _shared(events["story_id"], same)
    kept = _within_stories(events, stories, frozenset(same.values()))
    events = _with(events, "story_id", stories)
    if kept:
        events = _with(events, "duplicate_of", _renamed(events, kept))
    return _with(events, "duplicate_of", _daily(events)) if one_a_day else events


def _shared(stories: pa.ChunkedArray, same: Mapping[str, str]) -> pa.ChunkedArray:
    if not same:
        return stories
    own = pa.array(list(same), pa.string())
    at = pc.index_in(stories, value_set=own)
    return pc.coalesce(pa.array(list(same.values()), pa.string()).take(at.combine_chunks()), stories)


def _within_stories(events: pa.Table, stories: pa.ChunkedArray, several: frozenset[str]) -> dict[str, str]:
    """Return the repeats across the articles of a story; those within one document are linked already."""
    held = pc.and_(
        pc.is_in(stories, value_set=pa.array(sorted(several), pa.string())), pc.is_null(events["duplicate_of"])
    )
    rows = events.select([*_TOLD]).append_column("story", stories).filter(held)
    groups: dict[str, list[Told]] = {}
    for row in rows.to_pylist():
        groups.setdefault(row["story"], []).append(_told(row))
    return {event: kept for group in groups.values() for event, kept in repeats(group).items()}


def _told(row: Mapping[str, Any]) -> Told:
    source, target = row["source_actor"] or "", row["target_actor"] or ""
    published = row["event_date_basis"] == "published"
    return Told(row["event_id"], source, row["event_code"], target, row["event_date"], published)


def _renamed(events: pa.Table, kept: Mapping[str, str]) -> pa.Array:
    """Return `duplicate_of` with what was found across documents; what stands there already is followed to its end."""
    found = []
    for own, named in zip(events["event_id"].to_pylist(), events["duplicate_of"].to_pylist(), strict=True):
        chosen = kept.get(named or own, named)
        found.append(None if chosen == own else chosen)
    return pa.array(found, pa.string())


def _daily(events: pa.Table) -> pa.Array:
    """Return `duplicate_of` with one event left for each source, target, code and day."""
    first: dict[tuple[Any, ...], str] = {}
    heir: dict[str, str] = {}
    columns: list[Sequence[Any]] = [events[name].to_pylist() for name in (*_TOLD[:5], "event_date_precision")]
    given = events["duplicate_of"].to_pylist()
    for (own, *deed, day, precision), named in zip(zip(*columns, strict=True), given, strict=True):
        if named is None and day is not None and precision == "day":
            kept = first.setdefault((*deed, day), own)
            if kept != own:
                heir[own] = kept
    return pa.array([heir.get(named or own, named) for own, named in zip(columns[0], given, strict=True)], pa.string())


def _with(events: pa.Table, name: str, column: pa.Array | pa.ChunkedArray) -> pa.Table:
    at = events.schema.get_field_index(name)
    return events.set_column(at, events.schema.field(at), column)
