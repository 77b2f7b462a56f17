"""Export layouts: the events of a version in the file formats the field already uses."""

import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pc_csv

from eventcoder.datasets.cells import MADE, guarded, unguarded
from eventcoder.datasets.versions import DatasetVersion
from eventcoder.errors import DatasetError, UnknownName
from eventcoder.plain_yaml import parse_yaml
from eventcoder.schemas import EVENTS

_DELIMITERS: Final = {"tab": "\t", "comma": ",", "none": ""}
_LABEL: Final = 80
_BATCH: Final = 65_536


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a layout: made from a column of the events table by a function of MADE, or constant, or empty."""

    name: str
    source: str | None
    made: str
    constant: str | None


@dataclass(frozen=True, slots=True)
class Layout:
    """One export layout. `delimiter` is empty for Stata; `guard` disarms formulas; `cannot_carry` says what is lost."""

    name: str
    about: str
    ending: str
    delimiter: str
    header: bool
    guard: bool
    columns: tuple[Column, ...]
    cannot_carry: tuple[str, ...]

    @property
    def schema(self) -> pa.Schema:
        """Return the columns with the types they have in a file of this layout."""
        empty = EVENTS.empty_table()
        return pa.schema([pa.field(one.name, _cells(one, empty).type) for one in self.columns])


def layout_names() -> tuple[str, ...]:
    """Return the names of the layouts, sorted."""
    folder = files("eventcoder.datasets") / "layouts"
    return tuple(sorted(one.name.removesuffix(".yaml") for one in folder.iterdir() if one.name.endswith(".yaml")))


def read_layout(name: str) -> Layout:
    """Return a layout by name. Raises UnknownName for any other name."""
    if name not in layout_names():
        raise UnknownName("layout", name, list(layout_names()))
    data: dict[str, Any] = parse_yaml((files("eventcoder.datasets") / "layouts" / f"{name}.yaml").read_text("utf-8"))
    columns = (
        Column(one["name"], one.get("from"), one.get("as", "same"), one.get("constant")) for one in data["columns"]
    )
    return Layout(
        name=data["layout"],
        about=data["about"],
        ending=data["ending"],
        delimiter=_DELIMITERS[data["delimiter"]],
        header=data["header"],
        guard=data.get("guard", False),
        columns=tuple(columns),
        cannot_carry=tuple(data["cannot_carry"]),
    )


def export(version: DatasetVersion, layout: Layout, path: Path, *, unique: bool = False, force: bool = False) -> int:
    """Write the events of a version to a file in a layout, and return how many.

    `unique` leaves out events that repeat another; `force` replaces a file that is there. The file appears whole or not
    at all. Raises DatasetError when the version holds no events, or the file is there or cannot be written.
    """
    if "events" not in version.tables:
        raise DatasetError(f"{version.folder}: holds no events")
    if path.exists() and not force:
        raise DatasetError(f"{path}: is there already; say --force to replace it")
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        rows = _written(version, layout, part, unique)
        os.replace(part, path)
    except OSError as problem:
        raise DatasetError(f"{path}: cannot be written: {problem.strerror or problem}") from problem
    finally:
        part.unlink(missing_ok=True)
    return rows


def _written(version: DatasetVersion, layout: Layout, path: Path, unique: bool) -> int:
    if not layout.delimiter:
        table = pa.concat_tables([layout.schema.empty_table(), *_tables(version, layout, unique)])
        _write_stata(table, path)
        return int(table.num_rows)
    options = pc_csv.WriteOptions(
        include_header=layout.header, delimiter=layout.delimiter, quoting_style="needed", quoting_header="needed"
    )
    rows = 0
    with pc_csv.CSVWriter(path, layout.schema, write_options=options) as writer:
        for table in _tables(version, layout, unique):
            writer.write_table(table)
            rows += table.num_rows
    return rows


def _tables(version: DatasetVersion, layout: Layout, unique: bool) -> Iterator[pa.Table]:
    for rows in version.stored("events").batches(_BATCH):
        if unique:
            rows = rows.filter(pc.is_null(rows["duplicate_of"]))
        cells = [_cells(one, rows) for one in layout.columns]
        if layout.guard:
            cells = [guarded(column) for column in cells]
        yield pa.table(cells, schema=layout.schema)


def _cells(column: Column, rows: pa.Table) -> pa.ChunkedArray:
    if column.source is not None:
        return MADE[column.made](rows[column.source])
    if column.constant is not None:
        return pa.chunked_array([pa.array([column.constant] * rows.num_rows, pa.string())])
    return pa.chunked_array([pa.nulls(rows.num_rows, pa.string())])


def _write_stata(table: pa.Table, path: Path) -> None:
    import pandas as pd

    frame = table.to_pandas()
    texts = [one.name for one in table.schema if pa.types.is_string(one.type)]
    labels = {one.name: one.metadata[b"about"].decode()[:_LABEL] for one in EVENTS if one.name in frame}
    for name in frame.columns:
        if name in texts:
            frame[name] = frame[name].astype(object).where(frame[name].notna(), "")
        elif pd.api.types.is_bool_dtype(frame[name]):
            frame[name] = frame[name].astype("int8")
    frame.to_stata(
        path, write_index=False, version=118, variable_labels=labels, convert_strl=[n for n in texts if n == "sentence"]
    )


def read_export(path: Path, layout: Layout) -> pa.Table:
    """Return a file that was written in a delimited layout, with the types it was written with: codes are text.

    Empty text reads as null. Raises DatasetError when the file is not of the layout.
    """
    schema = layout.schema
    try:
        table = pc_csv.read_csv(
            path,
            read_options=pc_csv.ReadOptions(column_names=None if layout.header else schema.names),
            parse_options=pc_csv.ParseOptions(delimiter=layout.delimiter, newlines_in_values=True),
            convert_options=pc_csv.ConvertOptions(
                column_types=schema, strings_can_be_null=True, quoted_strings_can_be_null=False, null_values=[""]
            ),
        )
    except (pa.ArrowException, OSError) as problem:
        raise DatasetError(f"{path}: is not of the layout {layout.name}: {problem}") from problem
    if table.schema.names != schema.names:
        raise DatasetError(f"{path}: is not of the layout {layout.name}: its columns are others")
    columns = [unguarded(column) for column in table.columns] if layout.guard else table.columns
    return pa.table(columns, schema=schema)
