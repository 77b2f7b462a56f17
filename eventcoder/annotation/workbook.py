"""Write sheets for annotators: .xlsx that Excel, LibreOffice and Google Sheets read, and CSV."""

import csv
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from eventcoder.annotation.cells import chunks, csv_safe, shortened
from eventcoder.annotation.layout import EDITABLE, Line, segments
from eventcoder.annotation.wording import RIGHT_TO_LEFT, Wording

_WIDTHS: Final[Mapping[str, float]] = {
    "no": 6, "before": 26, "sentence": 62, "after": 26, "verdict": 11, "source": 22, "code": 30, "target": 22,
    "date": 12, "source_words": 18, "trigger_words": 18, "target_words": 18, "note": 28, "confidence": 11,
    "coders": 20, "published": 12, "row": 18, "sheet": 24, "problem": 44, "answers": 28,
}  # fmt: skip
BY: Final = "by:"
"""Begins the name of a column that holds the answers of one annotator, whose name follows and is its heading."""

_HIDDEN: Final = frozenset({"row", "sheet"})
_CHOICES: Final = {"verdict": "verdicts", "source": "actors", "target": "actors", "code": "events"}
_TONES: Final = {"": "#FFFFFF", "unsure": "#FFF2CC", "differs": "#FBD9B5"}
_MACHINE: Final = {"": "#F2F2F2", "unsure": "#FFF2CC", "differs": "#FBD9B5"}
_MARKS: Final[Mapping[str, Mapping[str, Any]]] = {
    "": {},
    "source": {"bold": True, "font_color": "#0B5394"},
    "target": {"bold": True, "font_color": "#CC0000"},
    "trigger": {"bold": True, "underline": 1, "font_color": "#B45F06"},
}
_FONT: Final[Mapping[str, Any]] = {"font_name": "Arial", "font_size": 11}
_LINE: Final = 15.5
_HIGHEST: Final = 400.0
_LISTS: Final = "_lists"
_ALLOWED: Final = {
    name: True
    for name in (
        *("select_locked_cells", "select_unlocked_cells", "format_cells", "format_columns", "format_rows"),
        *("insert_rows", "delete_rows", "sort", "autofilter"),
    )
}


@dataclass(frozen=True, slots=True)
class Book:
    """What a workbook holds: rows under `columns`, the lists to choose from, the codes with their meaning.

    `lists` has "actors" and "events" as cells show them. `codes` are rows of code, name and meaning. `spare` is how
    many empty rows follow for additions. `created` is the time in its properties, so that the same sheet has the same
    bytes.
    """

    words: Wording
    columns: tuple[str, ...]
    lines: Sequence[Line]
    lists: Mapping[str, Sequence[str]]
    codes: Sequence[tuple[str, str, str]]
    created: datetime
    identity: str
    spare: int = 0
    verdicts: Sequence[str] = field(default=())


def write_workbook(path: Path, book: Book) -> None:
    """Write a workbook. No text becomes a formula or a link; cells that are too long are cut and kept whole apart.

    Raises OSError where the file cannot be written, such as one that is open in Excel.
    """
    with path.open("ab"):
        pass  # the library would tell of it only in an error of its own, after all work
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(path, options) as made:
        made.set_properties({"title": book.identity, "created": book.created.replace(tzinfo=None)})
        made.set_custom_property("eventcoder sheet", book.identity)
        _Writer(made, book).write()


class _Writer:
    """Writes one workbook; formats are made once, as a workbook wants them."""

    def __init__(self, made: xlsxwriter.Workbook, book: Book) -> None:
        self._made, self._book = made, book
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}
        self._styles: dict[tuple[str, str, str], Format] = {}
        self._marks = {name: self._format(**mark) for name, mark in _MARKS.items()}
        self._long: list[tuple[str, str, str]] = []

    def write(self) -> None:
        """Write all sheets, that of the rows first and shown."""
        words = self._book.words.words
        review = self._sheet(words["review"])
        self._instructions(self._sheet(words["instructions"]))
        self._codes(self._sheet(words["codes"]))
        self._lists(self._sheet(_LISTS))
        self._review(review)
        if self._long:
            self._texts(self._sheet(words["texts"]))

    def _sheet(self, name: str) -> Worksheet:
        sheet = self._made.add_worksheet(name)
        if self._book.words.right_to_left:
            sheet.right_to_left()
        return sheet

    def _format(self, **wanted: Any) -> Format:
        key = tuple(sorted({**_FONT, **wanted}.items()))
        if key not in self._formats:
            self._formats[key] = self._made.add_format(dict(key))
        return self._formats[key]

    def _style(self, column: str, line: Line) -> dict[str, Any]:
        """Return how a cell looks; codes begin where the sheet begins, whatever script their names are in."""
        if column in ("verdict", "source", "code", "target", "note"):
            return _style(column, line) | _order(self._book.words.language)
        return _style(column, line)

    def _review(self, sheet: Worksheet) -> None:
        book = self._book
        head = self._format(
            bold=True, bg_color="#1F3864", font_color="#FFFFFF", text_wrap=True, valign="vcenter", border=1
        )
        for at, column in enumerate(book.columns):
            sheet.set_column(at, at, _width(column), None, {"hidden": column in _HIDDEN})
            sheet.write_string(0, at, _heading(column, book.words), head)
        sheet.set_row(0, 32)
        for row, line in enumerate(book.lines, 1):
            sheet.set_row(row, _height(line, book.columns))
            for at, column in enumerate(book.columns):
                self._cell(sheet, row, at, column, line)
        last = len(book.lines) + book.spare
        self._spare(sheet, len(book.lines) + 1, last)
        self._choices(sheet, last)
        self._colours(sheet, last)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(last, 1), len(book.columns) - 1)
        sheet.protect("", _ALLOWED)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.activate()

    def _cell(self, sheet: Worksheet, row: int, at: int, column: str, line: Line) -> None:
        text = line.cells.get(column, "")
        key = (column, line.tone, line.language)
        form = self._styles.get(key) or self._styles.setdefault(key, self._format(**self._style(column, line)))
        if not text:
            sheet.write_blank(row, at, None, form)
            return
        short = shortened(text, self._book.words.words["cut"].format(no=line.cells.get("no", "")))
        if short != text:
            self._long.append((line.cells.get("no", ""), _heading(column, self._book.words), text))
        parts = segments(short, line.marks) if column == "sentence" and line.marks else []
        if len(parts) > 1:
            pieces = [piece for name, part in parts for piece in (self._marks[name], part)]
            sheet.write_rich_string(row, at, *pieces, form)
        else:
            sheet.write_string(
                row, at, short, self._format(**self._style(column, line), **_MARKS[parts[0][0]]) if parts else form
            )

    def _spare(self, sheet: Worksheet, first: int, last: int) -> None:
        editable = {"no", *EDITABLE}
        line = Line({}, self._book.words.language)
        for row in range(first, last + 1):
            for at, column in enumerate(self._book.columns):
                style = self._style(column, line) | (
                    {"locked": False, "bg_color": "#FFFFFF"} if column in editable else {}
                )
                sheet.write_blank(row, at, None, self._format(**style))

    def _choices(self, sheet: Worksheet, last: int) -> None:
        for at, column in enumerate(self._book.columns):
            if last and (name := _CHOICES.get(column)):
                sheet.data_validation(1, at, last, at, self._validation(name))

    def _validation(self, name: str) -> dict[str, Any]:
        if name == "verdicts":
            return {"validate": "list", "source": [*self._book.verdicts], "ignore_blank": True}
        letter = "AB"[("actors", "events").index(name)]
        source = f"={_LISTS}!${letter}$1:${letter}${len(self._book.lists[name])}"
        # A code typed without its name is right too, so nothing is refused here: the import checks every cell.
        return {"validate": "list", "source": source, "ignore_blank": True, "show_error": False}

    def _colours(self, sheet: Worksheet, last: int) -> None:
        """Colour the verdict once it is given, so that open rows are seen at once."""
        shades = {"confirmed": "#D9EAD3", "corrected": "#CFE2F3", "rejected": "#F4CCCC", "added": "#D9D2E9"}
        at = self._book.columns.index("verdict")
        for verdict, shade in shades.items():
            rule = {"type": "cell", "criteria": "==", "value": f'"{self._book.words.verdicts[verdict]}"'}
            sheet.conditional_format(
                1, at, max(last, 1), at, {**rule, "format": self._made.add_format({"bg_color": shade})}
            )

    def _instructions(self, sheet: Worksheet) -> None:
        order = _order(self._book.words.language)
        sheet.set_column(0, 0, 110)
        sheet.hide_gridlines(2)
        sheet.write_string(0, 0, self._book.words.words["instructions"], self._format(bold=True, font_size=14, **order))
        for row, text in enumerate(self._book.words.instructions, 1):
            sheet.write_string(row, 0, f"{row}. {text}", self._format(text_wrap=True, valign="top", **order))
            sheet.set_row(row, 18 * (1 + len(text) // 105))
        sheet.protect("", {"format_columns": True, "format_rows": True})
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)

    def _codes(self, sheet: Worksheet) -> None:
        head = self._format(bold=True, bg_color="#1F3864", font_color="#FFFFFF")
        for at, (word, width) in enumerate((("code", 12), ("name", 44), ("definition", 90))):
            sheet.set_column(at, at, width)
            sheet.write_string(0, at, self._book.words.words[word], head)
        for row, cells in enumerate(self._book.codes, 1):
            root = len(cells[0]) == 2 and cells[0].isdigit()
            for at, text in enumerate(cells):
                sheet.write_string(row, at, text, self._format(text_wrap=True, valign="top", num_format="@", bold=root))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(self._book.codes), 2)

    def _lists(self, sheet: Worksheet) -> None:
        for at, name in enumerate(("actors", "events")):
            for row, text in enumerate(self._book.lists[name]):
                sheet.write_string(row, at, text)
        sheet.hide()

    def _texts(self, sheet: Worksheet) -> None:
        sheet.set_column(1, 1, 20)
        sheet.set_column(2, 2, 120)
        pieces = [(no, heading, part) for no, heading, text in self._long for part in chunks(text)]
        for row, cells in enumerate(pieces):
            for at, text in enumerate(cells):
                sheet.write_string(row, at, text, self._format(text_wrap=at == 2, valign="top"))


def _style(column: str, line: Line) -> dict[str, Any]:
    editable = column in EDITABLE
    style: dict[str, Any] = {
        "locked": not editable,
        "text_wrap": column not in _HIDDEN,
        "valign": "top",
        "num_format": "@",
        "border": 1,
        "border_color": "#D0D0D0",
        "bg_color": (_TONES if editable else _MACHINE)[line.tone],
    }
    if column in ("before", "sentence", "after", "source_words", "trigger_words", "target_words"):
        style |= _order(line.language)
    if column == "sentence":
        style |= {"font_size": 12, "bg_color": _TONES[line.tone]}
    if column in ("before", "after"):
        style |= {"font_color": "#666666", "font_size": 10}
    return style


def _width(column: str) -> float:
    return _WIDTHS["answers" if column.startswith(BY) else column]


def _heading(column: str, words: Wording) -> str:
    return column.removeprefix(BY) if column.startswith(BY) else words.columns[column]


def _height(line: Line, columns: Iterable[str]) -> float:
    """Return how high a row must be, in points, to show its wrapped cells; programs do not all find out themselves."""
    rows = (
        math.ceil(len(line.cells.get(column, "")) * (1.15 if column == "sentence" else 1.0) / _width(column))
        for column in columns
        if column not in _HIDDEN
    )
    return min(_HIGHEST, 4 + _LINE * max(1, max(rows, default=1)))


def _order(language: str) -> dict[str, Any]:
    right = language in RIGHT_TO_LEFT
    return {"reading_order": 2 if right else 1, "align": "right" if right else "left"}


def write_csv(path: Path, words: Wording, columns: Sequence[str], lines: Iterable[Line]) -> None:
    """Write the same rows as CSV that Excel reads as UTF-8; what looks like a formula gets an apostrophe before it."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([words.columns[column] for column in columns])
        writer.writerows([csv_safe(line.cells.get(column, "")) for column in columns] for line in lines)
