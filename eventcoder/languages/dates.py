"""Calendar dates in running text and in date fields, for every language with a dates.yaml."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from eventcoder.languages.date_words import DateWords, date_languages, date_words
from eventcoder.types.text import Span

_CUE_WINDOW = 120
_EPOCH = re.compile(r"\d{10}|\d{13}")
_ISO = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?=[T ]?\d\d[:.]|[TZ]?$|[+ ])")
_MAX_FIELD = 120


class DateMention(NamedTuple):
    """A date the text names.

    `span` is half-open in the text. `day` is the day itself, the first of the month or the first of January, as
    `precision` ("day", "month", "year") says. `explicit` is False for words that mean nothing without an anchor
    ("yesterday", "last week"); a calendar day whose year came from the anchor is explicit.
    """

    span: Span
    day: date
    precision: str
    explicit: bool


def find_dates(text: str, language: str, anchor: date | None) -> list[DateMention]:
    """Return the dates named in text, in text order, spans disjoint.

    `anchor` is the day of publication: relative words and dates without a year need it and are skipped without it. A
    date without a year is the nearest one on or before the anchor, unless the words around it speak of the future.
    Durations and open stretches ("for two days", "since 1990", "1980-1988") are not dates. A language without calendar
    words yields none. Takes time linear in the text.
    """
    if language not in date_languages():
        return []
    words = date_words(language)
    folded, kept = words.fold(text)
    if not words.trigger.search(folded):
        return []
    mentions = []
    for found in _longest(words, folded, text if kept is None and words.capital else None):
        mention = _read(words, folded, found, anchor)
        if mention is not None:
            mentions.append(mention if kept is None else mention._replace(span=_unfolded(mention.span, kept)))
    return mentions


def parse_date(text: str) -> date | None:
    """Return the day a whole date field names, None when it names none or more than one day could be meant.

    Reads ISO 8601, RFC 2822, Unix seconds and milliseconds, and written dates of every language ("26th, June 2025
    GMT", "7 Ağustos 2025 14:30"). The day is the one written, whatever the time zone. Of 07/08/2025 the first number
    is the day.
    """
    field = text.strip()
    if not field or len(field) > _MAX_FIELD:
        return None
    return _iso(field) or _epoch(field) or _written(field) or _mail(field)


def _iso(field: str) -> date | None:
    found = _ISO.match(field)
    return _date(*(int(part) for part in found.groups())) if found else None


def _epoch(field: str) -> date | None:
    if not _EPOCH.fullmatch(field):
        return None
    seconds = int(field) / (1000 if len(field) == 13 else 1)
    return datetime.fromtimestamp(seconds, UTC).date()


def _mail(field: str) -> date | None:
    try:
        return parsedate_to_datetime(field).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _written(field: str) -> date | None:
    """Return the one full date that the languages find in the field; day before month where they disagree."""
    for language in sorted(date_languages(), key=lambda code: date_words(code).capital):
        days = {mention.day for mention in find_dates(field, language, None) if mention.precision == "day"}
        if len(days) == 1:
            return days.pop()
    return None


def _longest(words: DateWords, folded: str, cased: str | None) -> Iterator[re.Match[str]]:
    """Yield the matches of all forms that do not overlap: earliest first, then longest, then the preferred form."""
    found = []
    for rank, form in words.may_hold(folded):
        found += [(hit.start(), -hit.end(), rank, hit) for hit in form.finditer(folded) if _cased(hit, cased)]
    found.sort(key=lambda entry: entry[:3])
    reached = 0
    for start, _, _, hit in found:
        if start >= reached:
            reached = hit.end()
            yield hit


def _cased(hit: re.Match[str], cased: str | None) -> bool:
    """Return whether a lone month or weekday is written as a name; beside a number any case will do."""
    if cased is None:
        return True
    groups = hit.groupdict()
    if groups.get("day") or groups.get("year"):
        return True
    return all(cased[hit.start(name)].isupper() for name in ("month", "weekday") if groups.get(name))


def _unfolded(span: Span, kept: list[int]) -> Span:
    return Span(kept[span.start], kept[span.end - 1] + 1)


def _read(words: DateWords, folded: str, hit: re.Match[str], anchor: date | None) -> DateMention | None:
    """Return what a match means, None when its surroundings or the calendar forbid it."""
    groups = {name: value for name, value in hit.groupdict().items() if value is not None}
    explicit = bool({"day", "ordinal", "month", "year"} & groups.keys())
    before, after = folded[max(0, hit.start() - _CUE_WINDOW) : hit.start()], folded[hit.end() : hit.end() + 20]
    guard = words.not_before[explicit]
    if (guard and guard.search(before)) or (words.not_after and words.not_after.match(after)):
        return None
    values = {name: _value(words, name, text) for name, text in groups.items() if name != "range"}
    values["direction"] = values.get("past", values.get("future", values.get("present")))
    if anchor is None and not {"year", "month", "mon"} & groups.keys():
        return None
    if values["direction"] is None and _future(words, folded, hit):
        values["direction"] = 1
    try:
        resolved = _absolute(values, anchor, "range" in groups) if explicit else _relative(values, anchor)
    except (ValueError, OverflowError):  # counting from the anchor left the calendar
        return None
    return resolved and DateMention(Span(*hit.span()), *resolved, explicit)


def _value(words: DateWords, name: str, text: str) -> object:
    known = words.values.get(name, {})
    key = re.sub(r"\s+", " ", text)
    full = words.values.get(f"{name}_full", {})
    return known.get(key, full.get(key)) if key in known or key in full else int(text)


def _future(words: DateWords, folded: str, hit: re.Match[str]) -> bool:
    before = folded[max(0, hit.start() - _CUE_WINDOW) : hit.start()]
    ahead = folded[hit.end() : hit.end() + 2 * _CUE_WINDOW]
    return bool(
        (words.future_before and words.future_before.search(before))
        or (words.future_after and words.future_after.match(ahead))
    )


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _absolute(values: dict[str, object], anchor: date | None, is_range: bool) -> tuple[date, str] | None:
    """Return day and precision of a match that names a calendar date."""
    day = values.get("day", values.get("ordinal"))
    month = values.get("month", values.get("mon"))
    year = values.get("year")
    if not isinstance(month, int):
        return (date(year, 1, 1), "year") if isinstance(year, int) else None
    day = None if is_range else day
    if not isinstance(year, int):
        return _without_year(month, day, values, anchor) if anchor else None
    found = _date(year, month, day if isinstance(day, int) else 1)
    return (found, "day" if day else "month") if found else None


def _without_year(month: int, day: object, values: dict[str, object], anchor: date) -> tuple[date, str] | None:
    """Return the occurrence of a month, or of a day in it, that is meant by a text of the anchor's day.

    A weekday beside the day settles the year where it fits one of the last years; a unit beside the month ("June of
    last year") names the year.
    """
    direction = values["direction"]
    number = day if isinstance(day, int) else 1
    precision = "day" if isinstance(day, int) else "month"
    if values.get("unit") == "year" and isinstance(direction, int):
        found = _date(anchor.year + direction, month, number)
        return (found, precision) if found else None
    limit = anchor if precision == "day" else anchor.replace(day=1)
    years = range(anchor.year, anchor.year + 9) if direction == 1 else range(anchor.year, anchor.year - 9, -1)
    days = [found for year in years if (found := _date(year, month, number))]
    days = [found for found in days if (found >= limit if direction == 1 else found <= limit)]
    fitting = [found for found in days[:2] if found.weekday() == values.get("weekday")]
    return ((fitting or days)[0], precision) if days else None


def _relative(values: dict[str, object], anchor: date | None) -> tuple[date, str] | None:
    """Return day and precision of a match that counts from the anchor."""
    if anchor is None:
        return None
    direction = values["direction"]
    offset, weekday, unit, number = (values.get(name) for name in ("offset", "weekday", "unit", "number"))
    if isinstance(offset, int):
        return anchor + timedelta(days=offset), "day"
    if isinstance(weekday, int):
        return _weekday(weekday, direction, values, anchor), "day"
    pair = values.get("pair")
    if isinstance(pair, list):
        number, unit = pair
    if isinstance(number, int):
        return _stepped(anchor, str(unit), -number)
    if isinstance(direction, int):
        return _period(anchor, str(unit), direction)
    return None


def _weekday(weekday: int, direction: object, values: dict[str, object], anchor: date) -> date:
    if direction == 1:
        return anchor + timedelta(days=(weekday - anchor.weekday() - 1) % 7 + 1)
    back = (anchor.weekday() - weekday) % 7
    return anchor - timedelta(days=7 if back == 0 and "past" in values else back)


def _period(anchor: date, unit: str, direction: int) -> tuple[date, str] | None:
    """Return the week's month, the month or the year that lies `direction` steps from the anchor's."""
    if unit in ("day", "hour"):
        return None
    return _stepped(anchor, unit, direction)


def _stepped(anchor: date, unit: str, steps: int) -> tuple[date, str] | None:
    """Return the day, month or year `steps` units from the anchor's; weeks are kept to the month."""
    if unit == "hour":
        return anchor + timedelta(hours=steps), "day"
    if unit == "day":
        return anchor + timedelta(days=steps), "day"
    if unit == "week":
        return (anchor + timedelta(weeks=steps)).replace(day=1), "month"
    if unit == "month":
        months = anchor.year * 12 + anchor.month - 1 + steps
        return date(months // 12, months % 12 + 1, 1), "month"
    return date(anchor.year + steps, 1, 1), "year"
