"""Give codes back the leading zeros a spreadsheet program has eaten."""

import csv
import io
import os
import re
import tempfile
from pathlib import Path

from eventcoder.codebook.files import read_text
from eventcoder.codebook.layers import find_layers
from eventcoder.codebook.lint_files import CODE_COLUMNS, whole_code, zero_faults
from eventcoder.codebook.lint_sources import FORMS, Sources, read_sources


def fix_zeros(name: str) -> list[str]:
    """Write the lost zeros back into the codebook's own files and return "file:line: old -> new" for each.

    A CSV file that is mended is written anew as UTF-8 with commas; nothing else in it changes. Raises CodebookError
    when the codebook cannot be read, OSError when a file cannot be written.
    """
    sources = read_sources(find_layers(name))
    rows = {(fault.file, fault.row) for fault in zero_faults(sources)}
    mended: list[str] = []
    for file in sorted({file for file, _ in rows}):
        path = sources.folder / file
        lines = {row for name, row in rows if name == file}
        text = _csv(path, lines, sources, mended) if path.suffix == ".csv" else _yaml(path, lines, sources, mended)
        _replace(path, text)
    return mended


def _csv(path: Path, lines: set[int], sources: Sources, mended: list[str]) -> str:
    table = next(name for name, form in FORMS.items() if path.match(form.files))
    text = read_text(path)
    delimiter = max(",;\t", key=text.split("\n", 1)[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    names: list[str] = []
    for row in reader:
        names = names or [name.strip() for name in row]
        if reader.line_num in lines:
            row = _mended(row, names, table, sources, f"{sources.relative(path)}:{reader.line_num}", mended)
        writer.writerow(row)
    return out.getvalue()


def _mended(row: list[str], names: list[str], table: str, sources: Sources, where: str, mended: list[str]) -> list[str]:
    cells = dict(zip(names, map(str.strip, row), strict=False))
    parent = whole_code(cells.get("parent", ""), set(), "") or cells.get("parent", "")
    known = sources.codes("events", "code")
    for column in CODE_COLUMNS[table]:
        whole = whole_code(cells.get(column, ""), known, parent if column == "code" else "")
        if whole:
            mended.append(f"{where}: {cells[column]} -> {whole}")
            row = [whole if name == column else cell for name, cell in zip(names, row, strict=False)]
    return row


def _yaml(path: Path, lines: set[int], sources: Sources, mended: list[str]) -> str:
    """Return the text with the code of the patterns that begin on these lines quoted and whole."""
    text = read_text(path).splitlines(keepends=True)
    known = sources.codes("events", "code")
    for line in sorted(lines):
        for at in range(line - 1, len(text)):
            found = re.search(r"\bcode:\s*[\"']?([1-9][0-9]*)\b[\"']?", text[at])
            whole = whole_code(found.group(1), known, "") if found else None
            if found and whole:
                mended.append(f"{sources.relative(path)}:{at + 1}: {found.group(1)} -> {whole}")
                text[at] = text[at].replace(found.group(), f'code: "{whole}"', 1)
                break
    return "".join(text)


def _replace(path: Path, text: str) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
        file.write(text)
    os.replace(name, path)
