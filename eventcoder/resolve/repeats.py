"""Link events that tell the same deed again."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from eventcoder.types.events import Event


def link_repeats(events: Iterable[Event]) -> Iterator[Event]:
    """Yield the events of one document; a repeat of source, code, target and date points at the first."""
    first: dict[tuple[str, str, str, str], str] = {}
    for event in events:
        key = (
            event.source.code if event.source else "",
            event.code,
            event.target.code if event.target else "",
            event.when.day.isoformat() if event.when else "",
        )
        kept = first.setdefault(key, event.event_id)
        yield event if kept == event.event_id else replace(event, duplicate_of=kept)
