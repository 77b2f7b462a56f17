"""Rows that lie in Parquet files: one file, or several that follow each other."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq


@dataclass(frozen=True, slots=True)
class Stored:
    """A table in files of one schema, whose rows are those of the first file, then those of the second, and so on.

    Files are opened one by one, never as a folder: names such as year=2024 above them add no column.
    """

    paths: tuple[Path, ...]

    @classmethod
    def at(cls, *paths: Path) -> "Stored":
        """Return the table in these files, in this order."""
        return cls(paths)

    @property
    def schema(self) -> pa.Schema:
        """Return the columns."""
        return pq.read_schema(self.paths[0])

    @property
    def num_rows(self) -> int:
        """Return how many rows there are, without reading them."""
        return sum(int(pq.read_metadata(path).num_rows) for path in self.paths)

    def read(self, columns: Collection[str] | None = None) -> pa.Table:
        """Return all rows, with the columns named that exist, in the order of the file; all of them when None."""
        return pa.concat_tables(list(self._files(columns)))

    def batches(self, rows: int, columns: Collection[str] | None = None) -> Iterator[pa.Table]:
        """Yield the rows in tables of at most `rows`, with the columns `read` would give."""
        for path in self.paths:
            with pq.ParquetFile(path) as file:
                for batch in file.iter_batches(batch_size=rows, columns=_present(file, columns)):
                    yield pa.Table.from_batches([batch])

    def where(self, condition: Any) -> pa.Table:
        """Return the rows that meet a pyarrow expression or filter, skipping row groups that cannot hold one."""
        return pa.concat_tables([pq.read_table(path, filters=condition, partitioning=None) for path in self.paths])

    def _files(self, columns: Collection[str] | None) -> Iterator[pa.Table]:
        for path in self.paths:
            with pq.ParquetFile(path) as file:
                yield file.read(columns=_present(file, columns))


def parts_of(table: pa.Table | Stored, rows: int, columns: Collection[str] | None = None) -> Iterator[pa.Table]:
    """Yield a table from memory or files in parts of at most `rows`, in order, with the columns that are named."""
    if isinstance(table, Stored):
        yield from table.batches(rows, columns)
        return
    kept = table if columns is None else table.select([name for name in table.column_names if name in columns])
    yield from (kept.slice(start, rows) for start in range(0, kept.num_rows, rows))


def _present(file: pq.ParquetFile, columns: Collection[str] | None) -> list[str] | None:
    if columns is None:
        return None
    return [name for name in file.schema_arrow.names if name in columns]
