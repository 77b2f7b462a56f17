"""Datelines: the place, day and agency that a news story opens with ("ANKARA, Aug 7 (Reuters) -")."""

import re
from datetime import date
from functools import cache
from typing import NamedTuple

from eventcoder.languages.dates import find_dates
from eventcoder.text.cues import page_cues, text_languages

_HEAD = 130
_DASH = r"(?:-{1,2}|[–—―ـ])"
# A place, possibly with a country and a day; never a clause.
_PLACE = r"(?P<place>[^\n().:!?؟«»\"“”/]{2,60}?(?:\.[^\n().:!?؟«»\"“”/]{1,20}?)?)"
_QUOTED = r"[«“\"'(]?\s?(?P<agency>%s)\s?[»”\"')]?"
_DAY_MONTH = re.compile(r"(?<![\d.:/-])(\d{1,2})\s?[-/]\s?(\d{1,2})(?:\s?[-/]\s?(\d{4}))?(?![\d.:])")
_CAPITALS = re.compile(
    r"(?P<place>[^\W\d_]{2}[^\W\d_'’.-]*(?: [^\W\d_'’.-]+){0,3}(?:, [^\W\d_][\w. ]{1,30}?)?)\s*(?:--|[–—]| -)\s+"
)
_MAX_PLACE_WORDS = 8


class Dateline(NamedTuple):
    """What a dateline says. `end` is the offset where the prose begins; `published` None when no day is given."""

    end: int
    agency: str | None
    published: date | None


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], bool], ...]:
    """Return the shapes of datelines, each with whether it opens with a place."""
    agency = _QUOTED % page_cues().agencies
    inner = rf"(?P<agency>{page_cues().agencies})"
    return (
        (re.compile(rf"{_PLACE}[\s,،/–—-]*\(\s*{inner}[^()\n]{{0,30}}\)[\s,،]*(?:{_DASH}|[:.]|$)\s*"), True),
        (re.compile(rf"(?P<place>[^\n().:!?؟«»\"“”]{{2,70}}?)\s*/\s*{inner}\s*/\s*(?:{_DASH}|:)?\s*"), True),
        (re.compile(rf"{_PLACE}\s*(?:{_DASH}|[/،,])\s*{agency}\s*(?:{_DASH}|[:/]|$)\s*"), True),
        (re.compile(rf"\(?\s?{inner}\s?\)?\s*(?:{_DASH}|:)\s*"), False),
        (re.compile(rf"\(\s?{inner}\s?\)\s*"), False),
    )


def read_dateline(paragraph: str, anchor: date | None) -> Dateline | None:
    """Return the dateline a paragraph opens with, None when it opens with prose.

    `anchor` is the day the input gives; it supplies the year of a dateline that names day and month only, and without
    it such a dateline gives no date.
    """
    line = paragraph[:_HEAD].split("\n", 1)[0]
    for pattern, has_place in _patterns():
        found = pattern.match(line)
        if found is None or (has_place and not _is_place(found["place"])):
            continue
        if found.end() == len(line) and len(line) == _HEAD:
            continue
        name = page_cues().agency_names[re.sub(r"\s", "", found["agency"])]
        return Dateline(found.end(), name, _day(line[: found.end()], anchor))
    found = _CAPITALS.match(line)
    if found is not None and _town(found["place"]).isupper():
        return Dateline(found.end(), None, _day(found[0], anchor))
    return None


def _town(place: str) -> str:
    return place.split(",", 1)[0]


def _is_place(words: str) -> bool:
    return len(words.split()) <= _MAX_PLACE_WORDS and any(char.isalpha() for char in words)


def _day(head: str, anchor: date | None) -> date | None:
    """Return the day a dateline names, in the year nearest to the anchor when it names none."""
    found = _DAY_MONTH.search(head)
    if found is not None:
        day, month = int(found[1]), int(found[2])
        return _nearest(day, month, int(found[3]) if found[3] else None, anchor)
    for language in text_languages():
        for mention in find_dates(head, language, anchor):
            if mention.precision == "day" and mention.explicit:
                year = mention.day.year if find_dates(head, language, None) else None
                return _nearest(mention.day.day, mention.day.month, year, anchor)
    return None


def _nearest(day: int, month: int, year: int | None, anchor: date | None) -> date | None:
    years = [year] if year else [anchor.year - 1, anchor.year, anchor.year + 1] if anchor else []
    days = []
    for candidate in years:
        try:
            days.append(date(candidate, month, day))
        except ValueError:
            continue
    return min(days, key=lambda found: abs((found - (anchor or found)).days), default=None)
