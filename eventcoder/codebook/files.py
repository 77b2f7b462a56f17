"""Read CSV and YAML files of a codebook; every fault names file and row."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from eventcoder.errors import CodebookError
from eventcoder.plain_yaml import parse_yaml

MAX_BYTES = 64 * 1024 * 1024


def read_bytes(path: Path) -> bytes:
    """Return the content of a codebook file. Raises CodebookError when it cannot be read or is larger than 64 MiB."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise CodebookError(f"{path}: {size} bytes; the limit is {MAX_BYTES}")
        return path.read_bytes()
    except OSError as problem:
        raise CodebookError(f"{path}: cannot be read: {problem.strerror}") from problem


def read_text(path: Path) -> str:
    """Return the text of a codebook file, UTF-8 with or without BOM, or UTF-16 as Excel saves it.

    Raises CodebookError when the file is missing, larger than 64 MiB or in another encoding.
    """
    raw = read_bytes(path)
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as problem:
        line = raw[: problem.start].count(b"\n") + 1
        raise CodebookError(f"{path}:{line}: not {encoding} text; save the file as UTF-8") from problem


def read_rows(path: Path, required: tuple[str, ...]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield ("path:line", row) for every row of a CSV file with comma, semicolon or tab; cells are stripped.

    The line is the one a row ends on. Cells missing at the end of a row are blank. Raises CodebookError when a required
    column is missing, a row has more cells than the header, or the file is no CSV.
    """
    text = read_text(path)
    delimiter = max(",;\t", key=text.split("\n", 1)[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        names = [name.strip() for name in next(reader, [])]
        missing = [name for name in required if name not in names]
        if missing:
            raise CodebookError(f"{path}:1: column {missing[0]!r} is missing; found: {', '.join(names)}")
        for row in reader:
            if len(row) > len(names) and any(row[len(names) :]):
                raise CodebookError(
                    f"{path}:{reader.line_num}: more cells than columns; quote cells that hold a {delimiter!r}"
                )
            if any(row):
                cells = [cell.strip() for cell in row] + [""] * (len(names) - len(row))
                yield f"{path}:{reader.line_num}", dict(zip(names, cells, strict=False))
    except csv.Error as problem:
        raise CodebookError(f"{path}:{reader.line_num}: not CSV: {problem}") from problem


def read_yaml(path: Path) -> dict[str, Any]:
    """Return the mapping a YAML file holds; no code is ever run from it.

    Raises CodebookError with the line when it is not valid YAML or not a mapping.
    """
    try:
        data = parse_yaml(read_text(path))
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        raise CodebookError(f"{path}{line}: not valid YAML: {getattr(problem, 'problem', problem)}") from problem
    if not isinstance(data, dict):
        raise CodebookError(f"{path}: must hold a mapping with 'language' and 'patterns'")
    return data


def read_day(text: str, where: str) -> date | None:
    """Return the first day of YYYY, YYYY-MM or YYYY-MM-DD; None for an empty cell.

    Raises CodebookError for anything else, and for years outside 1800-2100.
    """
    if not text:
        return None
    parts = text.split("-")
    try:
        year, month, day = (int(part) for part in (parts + ["1", "1"])[:3])
        found = date(year, month, day)
    except ValueError as problem:
        raise CodebookError(f"{where}: not a date: {text!r}; write YYYY, YYYY-MM or YYYY-MM-DD") from problem
    if len(parts) > 3 or not 1800 <= year <= 2100:
        raise CodebookError(f"{where}: date {text!r} is outside 1800-2100")
    return found


def variants(cell: str) -> list[str]:
    """Return the `|`-separated variants of a cell, empty ones dropped."""
    if "|" not in cell:
        return [cell] if cell else []
    return [part for part in map(str.strip, cell.split("|")) if part]
