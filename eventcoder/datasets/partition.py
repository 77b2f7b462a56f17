"""Which files a table of a version is written to: one, or one for each year of publication where it is large."""

import shutil
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from eventcoder.datasets.manifest import UNDATED
from eventcoder.datasets.parquet import ROWS_PER_GROUP, TableWriter, copy_table
from eventcoder.stored import Stored, parts_of

YEARLY_ROWS: Final = 1_000_000
"""A table of events with more rows than this is written year by year."""

_YEARLY: Final = frozenset({"events"})
_YEAR: Final = "published_year"


def write_files(
    folder: Path, table: str, rows: pa.Table | Stored, schema: pa.Schema, emptied: Collection[str] = ()
) -> list[str]:
    """Write a table of a version into `folder`, and return the names of its files in the order of the rows.

    The columns in `emptied` become null in every row. Raises ValueError when rows do not fit the schema, or when those
    of one year do not stand together.
    """
    if table in _YEARLY and rows.num_rows > YEARLY_ROWS:
        return _by_year(folder, table, rows, schema, emptied)
    name = f"{table}.parquet"
    if isinstance(rows, Stored) and len(rows.paths) == 1 and not emptied and _as_written(rows, schema):
        shutil.copyfile(rows.paths[0], folder / name)
    else:
        copy_table(folder / name, rows, schema, emptied)
    return [name]


def _as_written(rows: Stored, schema: pa.Schema) -> bool:
    return bool(rows.schema.equals(schema, check_metadata=True))


def _by_year(
    folder: Path, table: str, rows: pa.Table | Stored, schema: pa.Schema, emptied: Collection[str]
) -> list[str]:
    (folder / table).mkdir()
    names: list[str] = []
    writer: TableWriter | None = None
    for part in parts_of(rows, ROWS_PER_GROUP):
        for year, run in _runs(part):
            name = f"{table}/{UNDATED if year is None else f'{year:04}'}.parquet"
            if writer is None or name != names[-1]:
                if writer is not None:
                    writer.close()
                if name in names:
                    raise ValueError(f"its rows of {year or UNDATED} do not stand together")
                names.append(name)
                writer = TableWriter(folder / name, schema)
            writer.append(run, emptied)
    if writer is not None:
        writer.close()
    return names


def _runs(part: pa.Table) -> Iterator[tuple[int | None, pa.Table]]:
    """Yield the stretches of rows of one year, None for rows without one."""
    ends = pc.run_end_encode(part[_YEAR].combine_chunks())
    start = 0
    for year, end in zip(ends.values.to_pylist(), ends.run_ends.to_pylist(), strict=True):
        yield year, part.slice(start, end - start)
        start = end
