"""Datelines: the place, day and agency that a news story opens with ("ANKARA, Aug 7 (Reuters) -")."""

import re
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from eventcoder.languages.dates import find_dates
from eventcoder.text.cues import cue_fold, page_cues, text_languages

_HEAD = 130
_DASH = r"(?:-{1,2}|[–—―ـ])"
# A place, possibly with a country and a day; never a clause.
_PLACE = r"(?P<place>[^\n().:!?؟«»\"“”/]{2,60}?(?:\.[^\n().:!?؟«»\"“”/]{1,20}?)?)"
_QUOTED = r"[«“\"'(]?\s?(?P<agency>%s)\s?[»”\"')]?"
_DAY_MONTH = re.compile(r"(?<![\d.:/-])(\d{1,2})\s?[-/.]\s?(\d{1,2})(?:\s?[-/.]\s?(\d{4}))?(?![\d.:])")
_CAPITALS = re.compile(
    r"(?P<place>[^\W\d_]{2}[^\W\d_'’.-]*(?: [^\W\d_'’.-]+){0,3}(?:, [^\W\d_][\w. ]{1,30}?)?)\s*(?:--|[–—]| -)\s+"
)
_MAX_PLACE_WORDS = 8
# Without a dash behind the brackets only a bare town opens a dateline.
_MAX_TOWN_WORDS = 2
_AFTERTHOUGHT = re.compile(rf"\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{4}}\s*{_DASH}\s*")
# A story dated 31 December may come in on 2 January; further apart the year is taken as it stands.
_TURN_OF_YEAR = timedelta(days=300)


class Dateline(NamedTuple):
    """What a dateline says. `end` is the offset where the prose begins; `published` None when no day is given."""

    end: int
    agency: str | None
    published: date | None


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], int], ...]:
    """Return the shapes of datelines, each with how many words its place may have."""
    agency = _QUOTED % page_cues().agencies
    inner = rf"(?P<agency>{page_cues().agencies})"
    return (
        (
            re.compile(rf"{_PLACE}[\s,،/–—-]*\(\s*{inner}[^()\n]{{0,30}}\)[\s,،]*(?:{_DASH}|[:.]|$)\s*"),
            _MAX_PLACE_WORDS,
        ),
        (
            re.compile(rf"(?P<place>[^\n().:!?؟«»\"“”]{{2,70}}?)\s*/\s*{inner}\s*/\s*(?:{_DASH}|:)?\s*"),
            _MAX_PLACE_WORDS,
        ),
        (re.compile(rf"{_PLACE}\s*(?:{_DASH}|[/،,])\s*{agency}\s*(?:{_DASH}|[:/]|$)\s*"), _MAX_PLACE_WORDS),
        (re.compile(rf"{_PLACE}\s*:\s*[«“\"]\s?{inner}\s?[»”\"]\s*(?:{_DASH}|[:/]|$)?\s*"), _MAX_PLACE_WORDS),
        (re.compile(rf"{_PLACE} \d{{1,2}}[-/]\d{{1,2}}[-/]\d{{4}}\s+{inner}\s*{_DASH}\s*"), _MAX_PLACE_WORDS),
        (re.compile(rf"{_PLACE}\s*\(\s?{inner}\s?\)\s+"), _MAX_TOWN_WORDS),
        (re.compile(rf"\(?\s?{inner}\s?\)?\s*(?:{_DASH}|:)\s*"), 0),
        (re.compile(rf"\(\s?{inner}\s?\)\s*"), 0),
    )


def read_dateline(paragraph: str, anchor: date | None) -> Dateline | None:
    """Return the dateline a paragraph opens with, None when it opens with prose.

    `anchor` is the day the input gives; it supplies the year of a dateline that names day and month only, and without
    it such a dateline gives no date.
    """
    line = paragraph[:_HEAD].split("\n", 1)[0]
    for pattern, words in _patterns():
        found = pattern.match(line)
        if found is None or (words and not _is_place(found["place"], words)):
            continue
        if found.end() == len(line) and len(line) == _HEAD:
            continue
        name = page_cues().agency_names[re.sub(r"\s", "", found["agency"])]
        dated = _AFTERTHOUGHT.match(line, found.end())
        end = dated.end() if dated else found.end()
        return Dateline(end, name, _day(line[:end], anchor))
    found = _CAPITALS.match(line)
    if found is not None and _town(found["place"]).isupper():
        return Dateline(found.end(), None, _day(found[0], anchor))
    return None


def _town(place: str) -> str:
    return place.split(",", 1)[0]


def _is_place(place: str, limit: int) -> bool:
    """Return whether the words may be a town with its day: few enough, and of few none that names an agency."""
    words = place.split()
    if limit == _MAX_TOWN_WORDS and not page_cues().agency_words.isdisjoint(map(cue_fold, words)):
        return False
    return len(words) <= limit and any(char.isalpha() for char in place)


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
    """Return the day in the year it names, else in the anchor's year, minding the turn of the year."""
    if year is None and anchor is None:
        return None
    for candidate in [year] if year or anchor is None else [anchor.year, anchor.year - 1, anchor.year + 1]:
        try:
            found = date(candidate or 0, month, day)
        except ValueError:
            continue
        if year or anchor is None or abs(found - anchor) < _TURN_OF_YEAR:
            return found
    return None
