"""Read what a row of a sheet says, cell by cell; every problem is kept with its place and what would be right."""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, TypeVar

from eventcoder.annotation.cells import comparable, printable, shortened, typed
from eventcoder.annotation.layout import ANSWERS
from eventcoder.annotation.queue import Task
from eventcoder.annotation.sheet_files import ReadRow
from eventcoder.annotation.vocabulary import Vocabulary
from eventcoder.types.annotation import Coding, Passage, day_of
from eventcoder.types.text import Span

_T = TypeVar("_T")
_NAMED: Final = ("source", "trigger", "target")
_FIRST_YEAR: Final = 1000
_YEARS_AHEAD: Final = 2


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a sheet: where ("Review!E12"), what, and what would be right."""

    where: str
    what: str

    def __str__(self) -> str:
        """Return it in one line."""
        return f"{self.where}: {self.what}"


@dataclass(slots=True)
class RowReader:
    """Collects the problems of one row while its cells are read."""

    row: ReadRow
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, column: str, what: str) -> None:
        """Keep a problem with a cell."""
        self.problems.append(Problem(self.row.place(column), what))

    def read(self, column: str, convert: Callable[[str], _T]) -> _T | None:
        """Return what a cell means; None, with the problem kept, where `convert` raises ValueError."""
        try:
            return convert(self.row.cells.get(column, ""))
        except ValueError as problem:
            self.wrong(column, str(problem))
            return None


@dataclass(frozen=True, slots=True)
class CodingReader:
    """Reads the event of a row: legal codes, dates that can be, words that stand in the sentence."""

    vocabulary: Vocabulary
    now: datetime

    def coding(self, reader: RowReader, task: Task, addition: bool) -> Coding | None:
        """Return the event a row shows, None where it shows none; what was not touched keeps its exact words."""
        row = reader.row
        if not any(row.cells.get(column) for column in ANSWERS):
            return None
        shown = None if addition else task.seen
        code = self._event(reader, shown)
        source = self._actor(reader, "source", shown.source if shown else None)
        target = self._actor(reader, "target", shown.target if shown else None)
        day = reader.read("date", self._day)
        old = {"source": shown.source_span, "trigger": shown.trigger, "target": shown.target_span} if shown else {}
        anchor = shown.trigger.start if shown and shown.trigger else 0
        words = [_words(task.passage, old.get(name), anchor) for name in _NAMED]
        spans = [reader.read(f"{name}_words", one) for name, one in zip(_NAMED, words, strict=True)]
        if (
            not reader.problems
            and code is not None
            and not (shown and (source, target) == (shown.source, shown.target))
        ):
            self._ensure_sound(reader, code, source, target)
        if reader.problems or code is None:
            return None
        return Coding(code, source, target, day, spans[1], spans[0], spans[2])

    def _ensure_sound(self, reader: RowReader, code: str, source: str | None, target: str | None) -> None:
        """Keep the problems of an event whose cells are right one by one."""
        if source is None and target is None:
            reader.wrong("source", "source and target are both empty; at least one is needed")
        elif source == target:
            reader.wrong(
                "target", f"source and target are both {source}; an event needs two parties, or one left empty"
            )
        elif target is None and self.vocabulary.events[code].requires_target:
            reader.wrong("target", f"{self.vocabulary.event_text(code)} needs a target")

    def _actor(self, reader: RowReader, column: str, shown: str | None) -> str | None:
        if same_text(reader.row.cells.get(column, ""), self.vocabulary.actor_text(shown)):
            return shown
        return reader.read(column, self.vocabulary.actor)

    def _event(self, reader: RowReader, shown: Coding | None) -> str | None:
        cell = reader.row.cells.get("code", "")
        if shown and same_text(cell, self.vocabulary.event_text(shown.code)):
            return shown.code
        if not cell:
            reader.wrong("code", "the event code is missing")
            return None
        if "code" in reader.row.numbers and cell.lstrip("-").isdigit():
            return reader.read("code", lambda text: self.vocabulary.event_number(int(text)))
        return reader.read("code", self.vocabulary.event)

    def _day(self, cell: str) -> str | None:
        text = typed(cell)
        if not text:
            return None
        try:
            found, _ = day_of(text)
        except ValueError as problem:
            near = ", ".join(_near_days(text))
            raise ValueError(f"{problem}; near: {near}" if near else str(problem)) from problem
        if not date(_FIRST_YEAR, 1, 1) <= found <= date(self.now.year + _YEARS_AHEAD, 12, 31):
            raise ValueError(f"the date {text} is out of range: {_FIRST_YEAR} to {self.now.year + _YEARS_AHEAD}")
        return text


def _near_days(text: str) -> list[str]:
    """Return what a date written in another order may mean: day first, then month first."""
    numbers = re.fullmatch(r"(\d{1,2})[./ -](\d{1,2})[./ -](\d{4})", text)
    if numbers is None:
        return []
    one, other, year = map(int, numbers.groups())
    found = []
    for day, month in ((one, other), (other, one)):
        with suppress(ValueError):
            found.append(date(year, month, day).isoformat())
    return list(dict.fromkeys(found))


def same_text(cell: str, expected: str) -> bool:
    """Return whether a cell still says what was written, as far as spreadsheet programs keep it."""
    if comparable(cell) == comparable(expected):
        return True
    cut = shortened(printable(expected), "")
    return len(cut) < len(expected) and comparable(cell).startswith(comparable(cut))


def _words(passage: Passage, old: Span | None, anchor: int) -> Callable[[str], Span | None]:
    """Return a function that finds words in the sentence: at their `old` place if they were not touched.

    Elsewhere the occurrence nearest to the old place, or to the anchor, is meant. It raises ValueError for words that
    do not stand in the sentence.
    """
    text = printable(passage.text)

    def find(words: str) -> Span | None:
        if not words:
            return None
        if old is not None and comparable(old.cut(text)) == comparable(words):
            return old
        starts = [found.start() for found in re.finditer(re.escape(words), text)]
        if not starts:
            raise ValueError(f"the words {words!r} do not stand in the sentence; copy them from it exactly")
        start = min(starts, key=lambda at: abs(at - (old.start if old else anchor)))
        return Span(start, start + len(words))

    return find
