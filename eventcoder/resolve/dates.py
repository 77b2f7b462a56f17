"""Choose the date of each event among the dates its sentence names."""

import re
from collections.abc import Sequence

from eventcoder.languages.dates import DateMention
from eventcoder.types.events import EventDate
from eventcoder.types.text import Sentence, Span

_BREAK = re.compile(r"[,،;؛:]")
_BREAK_COST = 30


def event_date(
    sentence: Sentence, dates: Sequence[DateMention], trigger: Span, triggers: Sequence[Span]
) -> EventDate | None:
    """Return when the event of a trigger happened; None when neither text nor publication date tells.

    A date belongs to the trigger it stands nearest to in the sentence, a comma or colon between them counting as thirty
    characters. A trigger without a date of its own takes the only date of the sentence, else the publication date.
    """
    own = [mention for mention in dates if _owner(sentence, mention, triggers) == trigger]
    chosen = own or (list(dates) if len(dates) == 1 else [])
    if chosen:
        mention = min(chosen, key=lambda m: (m.precision != "day", _distance(sentence, m.span, trigger)))
        return EventDate(mention.day, mention.precision, "text")
    return EventDate(sentence.published, "day", "published") if sentence.published else None


def _owner(sentence: Sentence, mention: DateMention, triggers: Sequence[Span]) -> Span | None:
    return min(triggers, key=lambda trigger: _distance(sentence, mention.span, trigger), default=None)


def _distance(sentence: Sentence, one: Span, other: Span) -> int:
    start, end = min(one.end, other.end), max(one.start, other.start)
    return max(end - start, 0) + _BREAK_COST * len(_BREAK.findall(sentence.text, start, max(start, end)))
