"""Calendar words of one language, read from its data file and made into patterns."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from eventcoder.plain_yaml import parse_yaml

_BLANK = r"\s{1,3}"
# Every form has one of these slots, or a number.
_TRIGGERS = ("month", "weekday", "offset", "unit", "pair")
_GROUP = re.compile(r"\\[()]|\([^()]*\)")
_NUMERIC = {
    "day": r"(?P<day>0?[1-9]|[12]\d|3[01])",
    "mon": r"(?P<mon>0?[1-9]|1[0-2])",
    "year": r"(?P<year>(?:1[5-9]|20)\d\d)",
}


@dataclass(frozen=True, slots=True)
class DateForm:
    """One way to write a date; `needs` are the slots without which a text does not hold it."""

    pattern: re.Pattern[str]
    needs: frozenset[str]


@dataclass(frozen=True, slots=True)
class DateWords:
    """What find_dates needs to know about one language.

    `values` maps a slot name and a folded word to what the word stands for. `forms` come in order of preference; a text
    that `trigger` does not find in holds none of them, and `slots` tell which slots a text may fill.
    """

    fold_table: dict[int, str]
    marks: frozenset[str]
    capital: bool
    values: dict[str, dict[str, Any]]
    trigger: re.Pattern[str]
    slots: dict[str, re.Pattern[str]]
    forms: tuple[DateForm, ...]
    not_before: dict[bool, re.Pattern[str] | None]
    not_after: re.Pattern[str] | None
    future_before: re.Pattern[str] | None
    future_after: re.Pattern[str] | None

    def may_hold(self, folded: str) -> Iterator[tuple[int, re.Pattern[str]]]:
        """Yield the forms a folded text may hold, each with its rank."""
        filled = {slot for slot, pattern in self.slots.items() if pattern.search(folded)}
        yield from ((rank, form.pattern) for rank, form in enumerate(self.forms) if form.needs <= filled)

    def fold(self, text: str) -> tuple[str, list[int] | None]:
        """Return text folded for matching, and the offset of each kept character (None when all were kept)."""
        kept = None
        if not self.marks.isdisjoint(text):
            kept = [at for at, char in enumerate(text) if char not in self.marks]
            text = "".join(text[at] for at in kept)
        return text.translate(self.fold_table).lower(), kept


@cache
def date_words(language: str) -> DateWords:
    """Return the calendar words of a language by its ISO 639-1 code; read once.

    Raises FileNotFoundError when the language has no dates.yaml.
    """
    source = files("eventcoder.languages").joinpath(language, "dates.yaml")
    data = parse_yaml(source.read_text(encoding="utf-8"))
    fold_table = str.maketrans({"İ": "i", **data["fold"]})
    values = {slot: _folded(words, fold_table) for slot, words in _slots(data).items()}
    slots = {**_NUMERIC, **_slot_patterns(values), "suffix": data["suffix"]}
    forms = tuple(DateForm(_compile(form, slots, data["lead"]), _needs(form)) for form in data["forms"])
    guards = data["not_before_of"]
    return DateWords(
        fold_table=fold_table,
        marks=frozenset(data["marks"]),
        capital=data["capital"],
        values=values,
        trigger=re.compile("[0-9]|" + _choice({word: 0 for slot in _TRIGGERS for word in values[slot]})),
        slots={slot: re.compile(slots[slot]) for form in forms for slot in form.needs},
        forms=forms,
        not_before={
            True: _preceding(guards["absolute"], fold_table, data["lead"]),
            False: _preceding(guards["relative"], fold_table, data["lead"]),
        },
        not_after=_any(data["not_after"]),
        future_before=_any(data["future_before"]),
        future_after=_any(data["future_after"]),
    )


@cache
def date_languages() -> tuple[str, ...]:
    """Return the codes of all languages that have calendar words, sorted."""
    folder = files("eventcoder.languages")
    found = (entry.name for entry in folder.iterdir() if entry.is_dir() and entry.joinpath("dates.yaml").is_file())
    return tuple(sorted(found))


def _slots(data: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return word -> value for each slot of a dates.yaml."""
    months_full, weekdays_full = _inverted(data["months"]), _inverted(data["weekdays"])
    direction = {word: -1 for word in data["past"]} | {word: 1 for word in data["future"]}
    return {
        "month": months_full | _inverted(data["months_short"]),
        "month_full": months_full,
        "weekday": weekdays_full | _inverted(data["weekdays_short"]),
        "weekday_full": weekdays_full,
        "ordinal": _inverted(data["ordinals"]),
        "number": _inverted(data["numbers"]),
        "unit": _inverted(data["units"]),
        "pair": dict(data["pairs"]),
        "offset": _inverted(data["offsets"]),
        "past": {word: value for word, value in direction.items() if value < 0},
        "future": {word: value for word, value in direction.items() if value > 0},
        "present": dict.fromkeys(data["present"], 0),
    }


def _inverted(lists: dict[Any, list[str]]) -> dict[str, Any]:
    return {word: value for value, words in lists.items() for word in words}


def _folded(words: dict[str, Any], fold_table: dict[int, str]) -> dict[str, Any]:
    return {unicodedata.normalize("NFC", word).translate(fold_table).lower(): value for word, value in words.items()}


def _slot_patterns(values: dict[str, dict[str, Any]]) -> dict[str, str]:
    """Return the pattern of each word slot; a month may carry its twin name ("آب / أغسطس")."""
    patterns = {}
    for slot, words in values.items():
        group = slot.removesuffix("_full")
        choice = _choice(words)
        patterns[slot] = f"(?P<{group}>{choice})"
        if group == "month":
            patterns[slot] += rf"(?: ?[/(] ?(?:{choice})\)?)?"
        if slot == "number":
            patterns[slot] = rf"(?P<number>\d{{1,2}}|{choice})"
    return patterns


def _choice(words: dict[str, Any]) -> str:
    """Return an alternation, longest first so that "kanun al-awwal" wins over a shorter name inside it."""
    if not words:
        return r"(?!)"
    return "|".join(re.escape(word).replace(r"\ ", _BLANK) for word in sorted(words, key=lambda w: (-len(w), w)))


def _compile(form: str, slots: dict[str, str], lead: str) -> re.Pattern[str]:
    body = re.sub(r"\{([a-z]\w*)\}", lambda found: slots[found[1]].replace(" ?", "\x00"), form.replace(" ?", "\x00"))
    body = body.replace(" ", _BLANK).replace("\x00", r"\s{0,2}")
    return re.compile(rf"(?<!\w)(?<!\d[-–./]){lead}(?:{body})(?!\w)(?![-–./:,]\d)")


def _needs(form: str) -> frozenset[str]:
    """Return the slots a form always fills: those outside its groups, which may be optional or alternatives."""
    while (shorter := _GROUP.sub("", form)) != form:
        form = shorter
    return frozenset(re.findall(r"\{([a-z]\w*)\}", form)) - {"suffix"}


def _preceding(words: list[str], fold_table: dict[int, str], lead: str) -> re.Pattern[str] | None:
    if not words:
        return None
    choice = "|".join(word if "\\" in word else word.translate(fold_table) for word in words)
    return re.compile(rf"(?:^|\W){lead}(?:{choice})\s+$")


def _any(fragments: list[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(fragments)) if fragments else None
