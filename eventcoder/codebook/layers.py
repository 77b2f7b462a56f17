"""Lay a codebook over the one it extends: files are overlaid row by row."""

import os
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

from eventcoder.codebook.columns import TableForm
from eventcoder.codebook.files import read_rows, read_text
from eventcoder.errors import CodebookError, UnknownName

Layers = tuple[Path, ...]
Row = tuple[str, dict[str, str]]
Key = tuple[str, ...]

PARTS = ("actors", "agents", "places", "patterns")
EMPTY = "(empty)"
_APART = ("start", "end")


def shipped_codebooks() -> Path:
    """Return the folder of the codebooks that come with the package, in an installed wheel or in a checkout."""
    inside = Path(str(resources.files("eventcoder"))) / "codebooks"
    return inside if inside.is_dir() else inside.parent.parent / "codebooks"


def known_codebooks() -> list[str]:
    """Return the names of the codebooks that come with the package, in order."""
    return sorted(path.parent.name for path in shipped_codebooks().glob("*/codebook.toml"))


def find_codebook(name: str) -> Path:
    """Return the folder of a codebook given by path or by the name of a shipped one.

    Raises UnknownName when there is neither.
    """
    for folder in (Path(name), shipped_codebooks() / name):
        if (folder / "codebook.toml").is_file():
            return folder
    raise UnknownName("codebook", name, known_codebooks())


def find_layers(name: str) -> Layers:
    """Return the folders a codebook consists of, the most basic first and its own last.

    `extends` in codebook.toml names a shipped codebook or a folder beside the one that says so. Raises CodebookError
    when codebooks extend each other in a circle.
    """
    folders = [find_codebook(name)]
    while base := read_own_settings(folders[-1]).get("extends"):
        beside = Path(os.path.normpath(folders[-1] / str(base)))
        folder = beside if (beside / "codebook.toml").is_file() else find_codebook(str(base))
        if folder.resolve() in {known.resolve() for known in folders}:
            raise CodebookError(f"{folders[-1] / 'codebook.toml'}: extends {base!r}, which extends this codebook")
        folders.append(folder)
    return tuple(reversed(folders))


def read_own_settings(folder: Path) -> dict[str, Any]:
    """Return what codebook.toml of a folder says. Raises CodebookError when it is no TOML."""
    path = folder / "codebook.toml"
    try:
        return tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as problem:
        raise CodebookError(f"{path}: {problem}; text stands in double quotes") from problem


def read_settings(layers: Layers) -> dict[str, Any]:
    """Return the settings of a codebook, those it does not give itself taken from the codebook it extends.

    Raises CodebookError when name, version or languages are missing or of the wrong type.
    """
    merged: dict[str, Any] = {}
    for folder in layers:
        merged |= read_own_settings(folder)
    path = layers[-1] / "codebook.toml"
    for key in ("name", "version", "languages"):
        if key not in merged:
            raise CodebookError(f"{path}: {key!r} is missing")
    if not isinstance(merged["languages"], list) or not all(isinstance(code, str) for code in merged["languages"]):
        raise CodebookError(f'{path}: languages must be a list such as ["ar", "tr", "en"]')
    return merged


def layers_of(layers: Layers, part: str) -> Layers:
    """Return the folders that a part of a codebook is read from: a table such as "actors", or "patterns".

    `without` in codebook.toml names the parts that are not taken from the extended codebooks.
    """
    start = 0
    for depth, folder in enumerate(layers):
        left = read_own_settings(folder).get("without") or []
        unknown = [name for name in left if name not in PARTS] if isinstance(left, list) else [left]
        if unknown:
            path = folder / "codebook.toml"
            raise CodebookError(f"{path}: without: {unknown[0]!r} is no part of a codebook; known: {', '.join(PARTS)}")
        start = depth if part in left else start
    return layers[start:]


def read_table(layers: Layers, form: TableForm) -> list[Row]:
    """Return the rows of one table of a codebook, with where each stands.

    A row of an extending codebook replaces those with the same key: a blank cell keeps what was there, "(empty)"
    empties it, a cell that begins with "|" adds variants, `drop` yes removes the entry. Raises CodebookError naming
    file and row.
    """
    chosen = layers_of(layers, form.name)
    return overlaid([rows_by_key(folder, form, own=bool(depth)) for depth, folder in enumerate(chosen)], form)


def overlaid(layers: Iterable[Mapping[Key, Sequence[Row]]], form: TableForm) -> list[Row]:
    """Return the rows of all layers, given by key and the most basic layer first, as `read_table` describes."""
    found: dict[Key, list[Row]] = {}
    for layer in layers:
        for name, rows in layer.items():
            laid = _lay(found.get(name, []), rows, form.required)
            if laid:
                found[name] = laid
            else:
                found.pop(name, None)
    return [row for rows in found.values() for row in rows]


def by_precedence(layers: Layers, rows: Sequence[Row], column: str) -> list[Row]:
    """Return rows in the order in which their names are preferred: own before extended ones, then by a column.

    The order of rows within and between files has no meaning.
    """
    starts = [str(folder) + os.sep for folder in reversed(layers[1:])]

    def key(row: Row) -> tuple[int, str]:
        return next((at for at, start in enumerate(starts) if row[0].startswith(start)), len(starts)), row[1][column]

    return sorted(rows, key=key)


def rows_by_key(folder: Path, form: TableForm, *, own: bool) -> Mapping[Key, list[Row]]:
    """Return the rows one folder has for a table; rows of an extending codebook (`own`) need no more than their key."""
    grouped: dict[Key, list[Row]] = defaultdict(list)
    for path in sorted(folder.glob(form.files)):
        for where, cells in read_rows(path, form.key if own else (*form.key, *form.required)):
            grouped[tuple(cells[column] for column in form.key)].append((where, cells))
    return grouped


def _lay(base: list[Row], own: Sequence[Row], required: Sequence[str]) -> list[Row]:
    """Return the rows of one entry after those of the extending codebook are laid over them; [] when it is dropped."""
    if any(cells.get("drop") == "yes" for _, cells in own):
        return []
    if not base:
        return [_complete(row, required) for row in own]
    if len(own) == 1 and not own[0][1].get("code"):
        return [(own[0][0], _inherited(cells, own[0][1], ())) for _, cells in base]
    return [(where, _inherited(base[0][1], cells, _APART)) for where, cells in own]


def _complete(row: Row, required: Sequence[str]) -> Row:
    where, cells = row
    missing = [column for column in required if column not in cells]
    if missing:
        raise CodebookError(f"{where}: a new entry needs the column {missing[0]!r}")
    return where, {column: "" if cell == EMPTY else cell for column, cell in cells.items()}


def _inherited(base: Mapping[str, str], own: Mapping[str, str], apart: Sequence[str]) -> dict[str, str]:
    """Return the cells of one row; columns in `apart` say something about this row only and are not taken over."""
    merged = {column: cell for column, cell in base.items() if column not in apart}
    for column, cell in own.items():
        if cell.startswith("|"):
            merged[column] = merged.get(column, "") + cell
        elif cell or column not in merged:
            merged[column] = "" if cell == EMPTY else cell
    return merged
