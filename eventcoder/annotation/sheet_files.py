"""Read the rows of a sheet as people really save it; files that may harm are refused before they are opened."""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from eventcoder.annotation.cells import csv_plain
from eventcoder.annotation.wording import column_of, wording
from eventcoder.errors import InputError

MOST_BYTES: Final = 200 * 1024 * 1024
"""How large a workbook may be when unpacked, all parts together; a CSV file likewise."""

MOST_ROWS: Final = 200_000
_MOST_COLUMNS: Final = 256
_MOST_PARTS: Final = 10_000
_RATIO: Final = 200
_HEADER_ROWS: Final = 20
_NEEDED: Final = frozenset({"verdict", "row", "no"})


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row of a sheet: its cells by column, as text, and where each stands, as "Review!E12".

    `numbers` are the cells that held a number instead of text, such as a code that lost its zero.
    """

    where: str
    cells: Mapping[str, str]
    places: Mapping[str, str]
    numbers: frozenset[str] = frozenset()

    def place(self, column: str) -> str:
        """Return where a cell stands; the row where the sheet has no such column."""
        return self.places.get(column, self.where)


def read_sheet(path: Path) -> list[ReadRow]:
    """Return the rows of a workbook (.xlsx) or CSV file that have anything in them, in the order of the file.

    Columns are known by their headings in any of the three languages, wherever they stand; others are passed over.
    Raises InputError, naming the file, for what is no such sheet, for macros, for parts that would unpack to more than
    MOST_BYTES, for entities in its XML, and for more than MOST_ROWS rows.
    """
    if not path.is_file():
        raise InputError(f"{path}: no such file")
    suffix = path.suffix.casefold()
    if suffix in (".csv", ".tsv", ".txt"):
        return _read_csv(path)
    if suffix != ".xlsx":
        raise InputError(
            f"{path}: save it as .xlsx or as CSV in UTF-8; {suffix or 'a file without ending'} is not read"
        )
    ensure_harmless(path)
    return _read_workbook(path)


def ensure_harmless(path: Path) -> None:
    """Raise InputError for a workbook that is none, holds macros, or would unpack to more than MOST_BYTES."""
    try:
        with zipfile.ZipFile(path) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as problem:
        raise InputError(f"{path}: is no .xlsx workbook, or is damaged or encrypted: {problem}") from problem
    if any("vbaproject" in part.filename.casefold() for part in parts):
        raise InputError(f"{path}: holds macros; save it as .xlsx without them")
    size, packed_size = sum(part.file_size for part in parts), max(path.stat().st_size, 1)
    if size > MOST_BYTES or len(parts) > _MOST_PARTS or (size > 2**20 and size / packed_size > _RATIO):
        raise InputError(f"{path}: would unpack to {size:,} bytes from {packed_size:,}; no sheet of ours is like that")


def _read_workbook(path: Path) -> list[ReadRow]:
    from defusedxml import DefusedXmlException
    from openpyxl import load_workbook

    try:
        with closing(load_workbook(path, read_only=True, data_only=True, keep_links=False)) as book:
            for sheet in book.worksheets:
                sheet.reset_dimensions()
                rows = sheet.iter_rows(values_only=True)
                if (found := _table(path, sheet.title, rows)) is not None:
                    return found
    except DefusedXmlException as problem:
        raise InputError(f"{path}: its XML declares entities, which no spreadsheet program writes") from problem
    except InputError:
        raise
    except Exception as problem:  # openpyxl raises whatever a broken part makes it stumble over
        raise InputError(f"{path}: cannot be read as a workbook: {type(problem).__name__}: {problem}") from problem
    raise InputError(f"{path}: no sheet with the headings {_headings()} was found; rename none of them")


def _read_csv(path: Path) -> list[ReadRow]:
    if path.stat().st_size > MOST_BYTES:
        raise InputError(f"{path}: larger than {MOST_BYTES:,} bytes")
    raw = path.read_bytes()
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as problem:
        raise InputError(f"{path}: is not UTF-8; save it as 'CSV UTF-8'") from problem
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    csv.field_size_limit(10 * 1024 * 1024)
    try:
        rows = [
            [csv_plain(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        ]
    except csv.Error as problem:
        raise InputError(f"{path}: cannot be read as CSV: {problem}") from problem
    found = _table(path, path.name, rows)
    if found is None:
        raise InputError(f"{path}: its first rows do not have the headings {_headings()}; rename none of them")
    return found


def _headings() -> str:
    return ", ".join(wording("en").columns[name] for name in sorted(_NEEDED))


def _table(path: Path, title: str, rows: Iterable[Iterable[Any]]) -> list[ReadRow] | None:
    """Return the rows under the headings, None where the first rows have none."""
    columns: dict[int, str] = {}
    found: list[ReadRow] = []
    for number, row in enumerate(rows, 1):
        if not columns:
            if number > _HEADER_ROWS:
                return None
            columns = _columns(path, title, number, row)
            continue
        values = {at: value for at, value in zip(range(_MOST_COLUMNS), row, strict=False) if value not in (None, "")}
        if any(at in columns for at in values):
            found.append(_row(title, number, columns, values))
        if len(found) > MOST_ROWS:
            raise InputError(f"{path}: more than {MOST_ROWS:,} rows on {title!r}")
    return found if columns else None


def _columns(path: Path, title: str, number: int, row: Iterable[Any]) -> dict[int, str]:
    known = [(at, column_of(str(value))) for at, value in enumerate(row) if value is not None]
    columns = {at: name for at, name in known if name is not None}
    if not set(columns.values()) >= _NEEDED:
        return {}
    names = list(columns.values())
    if doubled := sorted({name for name in names if names.count(name) > 1}):
        raise InputError(
            f"{path}: {title}!{number}: the heading {doubled[0]!r} stands twice; remove one of the columns"
        )
    return columns


def _row(title: str, number: int, columns: Mapping[int, str], values: Mapping[int, Any]) -> ReadRow:
    cells = {name: _text(values.get(at)) for at, name in columns.items()}
    places = {name: f"{title}!{letters(at)}{number}" for at, name in columns.items()}
    numeric = (name for at, name in columns.items() if isinstance(values.get(at), int | float))
    return ReadRow(f"{title}!{number}", cells, places, frozenset(numeric))


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def letters(at: int) -> str:
    """Return the letters of a column, counted from 0.

    >>> letters(0), letters(27)
    ('A', 'AB')
    """
    text = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        text = chr(65 + rest) + text
    return text
