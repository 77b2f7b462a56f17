"""Choose the date of each event among the dates its sentence names."""

from collections.abc import Sequence
from datetime import date

from eventcoder.languages.dates import DateMention
from eventcoder.types.events import EventDate
from eventcoder.types.text import Span


def event_date(
    dates: Sequence[DateMention], trigger: Span, triggers: Sequence[Span], published: date | None
) -> EventDate | None:
    """Return when the event of a trigger happened; None when neither text nor publication date tells.

    A date belongs to the trigger it stands nearest to, one before the date being preferred; a trigger without a date of
    its own takes the only date of the sentence, else the publication date.
    """
    own = [mention for mention in dates if _owner(mention, triggers) == trigger]
    chosen = own or (list(dates) if len(dates) == 1 else [])
    if chosen:
        mention = min(chosen, key=lambda m: _distance(m.span, trigger))
        return EventDate(mention.day, mention.precision, "text")
    return EventDate(published, "day", "published") if published else None


def _owner(mention: DateMention, triggers: Sequence[Span]) -> Span | None:
    """Return the trigger a date stands nearest to; the distance to one that follows the date counts double."""
    return min(
        triggers, key=lambda t: _distance(mention.span, t) * (2 if t.start >= mention.span.end else 1), default=None
    )


def _distance(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)
