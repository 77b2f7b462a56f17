"""Read a codebook for the linter: everything that can be read, with a fault for everything that cannot."""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple

from eventcoder.codebook.columns import (
    ACTORS,
    AGENTS,
    COMPOSITIONS,
    EVENTS,
    OPERATORS,
    PLACES,
    ROLES,
    TableForm,
)
from eventcoder.codebook.files import read_text, read_yaml
from eventcoder.codebook.layers import Key, Layers, Row, layers_of, overlaid, read_settings, rows_by_key
from eventcoder.errors import CodebookError

FORMS: Mapping[str, TableForm] = {
    "events": EVENTS,
    "roles": ROLES,
    "agents": AGENTS,
    "actors": ACTORS,
    "places": PLACES,
    "operators": OPERATORS,
    "compositions": COMPOSITIONS,
}
_LINE = re.compile(r":(\d+)(?:: |$)")


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault: where it stands, what is wrong and what would be right. `row` is the line in the file, 1 the header.

    A codebook with an "error" does not do what its author means; a "warning" is worth a look.
    """

    file: str
    row: int
    check: str
    wrong: str
    right: str
    severity: str = "error"

    def line(self) -> str:
        """Return the fault in one line."""
        return f"{self.file}:{self.row}: {self.severity}: {self.wrong}; {self.right} [{self.check}]"


class RawPattern(NamedTuple):
    """A pattern as its file has it, and "path:line"."""

    where: str
    raw: Mapping[str, Any]


@dataclass(slots=True)
class Sources:
    """A codebook as its files have it; `own` lacks the rows of extended codebooks that `tables` has."""

    layers: Layers
    settings: Mapping[str, Any]
    tables: dict[str, list[Row]] = field(default_factory=dict)
    own: dict[str, list[Row]] = field(default_factory=dict)
    patterns: dict[str, list[RawPattern]] = field(default_factory=dict)
    frames: dict[str, dict[str, RawPattern]] = field(default_factory=dict)
    word_sets: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        """Return the codebook's own folder."""
        return self.layers[-1]

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the languages the codebook says it has."""
        return tuple(self.settings["languages"])

    def codes(self, table: str, column: str) -> set[str]:
        """Return what stands in a column."""
        return {cells.get(column, "") for _, cells in self.tables[table]} - {""}

    def is_own(self, where: str) -> bool:
        """Return whether "path:line" lies in the codebook's own folder."""
        return Path(where.rsplit(":", 1)[0]).is_relative_to(self.folder)

    def fault(self, where: str, check: str, wrong: str, right: str, severity: str = "error") -> Fault:
        """Return a fault at "path:line"."""
        path, _, line = where.rpartition(":")
        return Fault(self.relative(Path(path)), int(line), check, wrong, right, severity)

    def relative(self, path: Path) -> str:
        """Return a path as a reader of the codebook folder sees it."""
        return path.relative_to(self.folder).as_posix() if path.is_relative_to(self.folder) else path.as_posix()


def read_sources(layers: Layers) -> Sources:
    """Read a codebook, noting what cannot be read.

    Raises CodebookError when codebook.toml, or the codebook this one extends, cannot be read at all.
    """
    sources = Sources(layers, read_settings(layers))
    for name, form in FORMS.items():
        sources.own[name] = [row for path in _files(layers[-1], form.files) for row in _rows(path, form, sources)]
        lower = layers_of(layers, name)[:-1]
        below = [rows_by_key(folder, form, own=bool(depth)) for depth, folder in enumerate(lower)]
        sources.tables[name] = overlaid([*below, _keyed(sources.own[name], form)], form)
    for language in sources.languages:
        _read_patterns(language, sources)
    return sources


def _files(folder: Path, files: str) -> list[Path]:
    return sorted(folder.glob(files))


def _keyed(rows: Sequence[Row], form: TableForm) -> Mapping[Key, list[Row]]:
    grouped: dict[Key, list[Row]] = defaultdict(list)
    for where, cells in rows:
        whole = {**dict.fromkeys(form.required, ""), **cells}
        grouped[tuple(cells.get(column, "") for column in form.key)].append((where, whole))
    return grouped


def _rows(path: Path, form: TableForm, sources: Sources) -> Iterator[Row]:
    """Yield the rows of a CSV file, whatever is wrong with it."""
    try:
        text = read_text(path)
    except CodebookError as problem:
        sources.faults.append(sources.fault(_where(path, problem), "unreadable", _said(problem), "save it as UTF-8"))
        return
    delimiter = max(",;\t", key=text.split("\n", 1)[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        names = [name.strip() for name in next(reader, [])]
        sources.faults.extend(_header_faults(path, names, form, sources))
        for row in reader:
            where = f"{path}:{reader.line_num}"
            if any(row[len(names) :]):
                wrong = f"{len(row)} cells, but {len(names)} columns"
                sources.faults.append(
                    sources.fault(where, "cells", wrong, f'quote cells that hold a {delimiter!r}: "a{delimiter} b"')
                )
            if any(cell.strip() for cell in row):
                cells = [cell.strip() for cell in row] + [""] * (len(names) - len(row))
                yield where, dict(zip(names, cells, strict=False))
    except csv.Error as problem:
        where = f"{path}:{reader.line_num}"
        sources.faults.append(sources.fault(where, "unreadable", f"not CSV: {problem}", "look for a stray quote"))


def _header_faults(path: Path, names: Sequence[str], form: TableForm, sources: Sources) -> Iterator[Fault]:
    known = form.columns(sources.languages)
    needed = form.key if len(sources.layers) > 1 else (*form.key, *form.required)
    for name in needed:
        if name not in names:
            yield sources.fault(
                f"{path}:1", "columns", f"column {name!r} is missing", f"the columns are {', '.join(known)}"
            )
    for name in names:
        if name not in known:
            near = get_close_matches(name, known, 1)
            right = f"write {near[0]!r}" if near else f"known: {', '.join(known)}"
            yield sources.fault(f"{path}:1", "columns", f"column {name!r} is not read", right, "warning")
        elif names.count(name) > 1:
            yield sources.fault(f"{path}:1", "columns", f"column {name!r} stands twice", "keep one")


def _read_patterns(language: str, sources: Sources) -> None:
    merged: dict[str, RawPattern] = {}
    frames: dict[str, RawPattern] = {}
    word_sets = sources.word_sets.setdefault(language, {})
    coded = layers_of(sources.layers, "patterns")
    for folder in sources.layers:
        own: dict[str, RawPattern] = {}
        for path in _files(folder / "patterns", f"{language}*.yaml"):
            data = _yaml(path, sources)
            frames |= {str(n): RawPattern(f"{path}:1", {"frame": f}) for n, f in (data.get("frames") or {}).items()}
            word_sets |= {f"<{name}>": words for name, words in (data.get("word_sets") or {}).items()}
            if folder not in coded:
                continue
            for found in _file_patterns(path, data, sources):
                name = found.raw["id"]
                if name in own:
                    sources.faults.append(
                        sources.fault(found.where, "duplicate-id", f"{name} stands twice", "rename one")
                    )
                base = merged.pop(name, None)
                own[name] = RawPattern(found.where, {**(base.raw if base else {}), **found.raw})
        merged = own | merged
    sources.patterns[language] = [found for found in merged.values() if not found.raw.get("drop")]
    sources.frames[language] = frames


def _yaml(path: Path, sources: Sources) -> dict[str, Any]:
    try:
        return read_yaml(path)
    except CodebookError as problem:
        right = "look at indentation, quotes and brackets there and in the line above"
        sources.faults.append(sources.fault(_where(path, problem), "unreadable", _said(problem), right))
        return {}


def _file_patterns(path: Path, data: Mapping[str, Any], sources: Sources) -> Iterator[RawPattern]:
    listed = data.get("patterns") or []
    lines = _lines_of_ids(read_text(path)) if listed else {}
    for number, raw in enumerate(listed if isinstance(listed, list) else [listed], start=1):
        if isinstance(raw, dict) and isinstance(raw.get("id"), str):
            yield RawPattern(f"{path}:{lines.get(raw['id'], 1)}", raw)
        else:
            wrong, right = f"pattern number {number} is no mapping with an id", "begin it with - id: NAME"
            sources.faults.append(sources.fault(f"{path}:1", "pattern", wrong, right))


def _lines_of_ids(text: str) -> dict[str, int]:
    found = re.compile(r"\bid[\"']?:\s*[\"']?([^\s\"',}]+)")
    return {m.group(1): number for number, line in enumerate(text.splitlines(), 1) for m in found.finditer(line)}


def _where(path: Path, problem: CodebookError) -> str:
    line = _LINE.search(str(problem).removeprefix(str(path)))
    return f"{path}:{line.group(1) if line else 1}"


def _said(problem: CodebookError) -> str:
    return str(problem).split(": ", 1)[-1]
