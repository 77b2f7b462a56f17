"""Tables: CSV, TSV and Parquet."""

import csv
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from eventcoder.errors import InputError
from eventcoder.ingest.jsonl import row_place, text_lines
from eventcoder.ingest.options import ReadOptions
from eventcoder.ingest.records import find_columns, to_document
from eventcoder.ingest.sources import Source, open_source
from eventcoder.types.text import Document, FailedDocument

Read = Document | FailedDocument
_DELIMITERS = "\t;,|"
_BATCH = 64


def read_csv(source: Source, options: ReadOptions) -> Iterator[Read]:
    """Yield the documents of a CSV or TSV file with a header row; rows are counted as a spreadsheet counts them.

    Raises InputError when there is no column with text.
    """
    csv.field_size_limit(options.max_line_bytes)  # the module's own limit is below a long article
    lines = _Lines(source, options)
    first = next(lines, "")
    number = 1
    if first.lower().startswith("sep="):  # a spreadsheet's note to itself
        first, number = next(lines, ""), 2
    rows = csv.reader(lines, delimiter=_delimiter(first, source))
    header = next(csv.reader([first], delimiter=_delimiter(first, source)), [])
    columns = text_columns(header, options)
    while True:
        number += 1
        place = row_place(source, number)
        try:
            row = next(rows)
        except StopIteration:
            break
        except csv.Error as problem:
            yield place.failed(f"the row cannot be read: {problem}")
            continue
        if lines.overlong:
            lines.overlong = False
            yield place.failed(f"the row is longer than the {options.max_line_bytes:,} bytes allowed")
        elif any(cell.strip() for cell in row):
            yield to_document(dict(zip(header, row, strict=False)), columns, place, options)


class _Lines:
    """The lines of a file for the csv module; `overlong` says that the last row held a line over the limit."""

    def __init__(self, source: Source, options: ReadOptions) -> None:
        self._lines = text_lines(source, options)
        self.overlong = False

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        _, line = next(self._lines)
        if line is None:
            self.overlong = True
            return "\n"
        return line.replace("\x00", "")


def text_columns(header: Sequence[str], options: ReadOptions) -> dict[str, str]:
    """Return role -> column of a table; a table of one column holds the text in it.

    Raises InputError when no column can be the text.
    """
    columns = find_columns(header, options)
    if "text" not in columns and len(header) == 1 and header[0].strip():
        columns["text"] = header[0]
    if "text" not in columns:
        named = ", ".join(name.strip() for name in header if name.strip()) or "no header"
        raise InputError(f"has no column that looks like text ({named}); name the column")
    return columns


def _delimiter(header: str, source: Source) -> str:
    if source.path.name.lower().removesuffix(".gz").endswith((".tsv", ".tab")):
        return "\t"
    return max(_DELIMITERS, key=lambda mark: (header.count(mark), mark == ","))


def read_parquet(source: Source, options: ReadOptions) -> Iterator[Read]:
    """Yield the documents of a Parquet file, read some rows at a time; rows are counted from 1."""
    with tempfile.TemporaryDirectory(prefix="eventcoder-") as scratch:
        path = _unpacked(source, Path(scratch))
        try:
            with pq.ParquetFile(path) as file:
                columns = text_columns(file.schema_arrow.names, options)
                yield from _rows(file, columns, source, options)
        except (pa.ArrowException, OSError) as problem:
            raise InputError(f"is no readable Parquet file: {_line(problem)}") from problem


def _unpacked(source: Source, scratch: Path) -> Path:
    """Return the path of the file itself, or of its content where it is gzipped."""
    with source.path.open("rb") as file:
        if file.read(2) != b"\x1f\x8b":
            return source.path
    target = scratch / "table.parquet"
    with open_source(source) as packed, target.open("wb") as plain:
        shutil.copyfileobj(packed, plain)
    return target


def _rows(file: Any, columns: dict[str, str], source: Source, options: ReadOptions) -> Iterator[Read]:
    number = 0
    for batch in file.iter_batches(batch_size=_BATCH, columns=sorted(set(columns.values()))):
        for at in range(batch.num_rows):
            number += 1
            record = {name: _cell(batch.column(name)[at]) for name in batch.schema.names}
            yield to_document(record, columns, row_place(source, number), options)


def _cell(cell: Any) -> Any:
    """Return a cell as a Python value; a moment finer than microseconds or outside the calendar as text."""
    try:
        return cell.as_py()
    except (ValueError, OverflowError):
        return str(cell.cast(pa.string()))


def _line(problem: Exception) -> str:
    return str(problem).split("\n", 1)[0][:200]
