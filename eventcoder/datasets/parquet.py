"""Tables to Parquet and back: the same rows give the same bytes, however they arrive."""

import hashlib
from collections.abc import Collection, Iterator
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pc_csv
import pyarrow.parquet as pq

from eventcoder.stored import Stored, parts_of

ROWS_PER_GROUP: Final = 131_072
_HASHED_ROWS: Final = 65_536

_PLAIN: Final = frozenset({"event_id", "doc_id", "sentence_id", "sentence", "text", "title", "url", "origin"})
"""Text with few repeats, where a dictionary would be as long as the column; neighbours still share beginnings."""

_SPLIT: Final = frozenset({"latitude", "longitude"})


class TableWriter:
    """Writes one table to one Parquet file, batch by batch, holding at most one row group in memory.

    Row groups have ROWS_PER_GROUP rows whatever the sizes of the batches, so the file depends on the rows alone. The
    caller closes it, or uses it as a context manager.
    """

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        """Open `path`, which must not exist, for rows of `schema`."""
        if path.exists():
            raise FileExistsError(path)
        self._schema = schema
        self._waiting: list[pa.Table] = []
        self._waiting_rows = 0
        self._file = pq.ParquetWriter(path, schema, **_options(schema))
        self.rows = 0

    def append(self, table: pa.Table, emptied: Collection[str] = ()) -> None:
        """Add rows, in order, with the columns in `emptied` null; pyarrow.ArrowInvalid when they do not fit."""
        for at, one in enumerate(table.schema):
            if one.name in emptied:
                table = table.set_column(at, one, pa.nulls(table.num_rows, one.type))
        self._waiting.append(table.cast(self._schema))
        self._waiting_rows += table.num_rows
        self.rows += table.num_rows
        if self._waiting_rows >= ROWS_PER_GROUP:
            self._flush(keep=self._waiting_rows % ROWS_PER_GROUP)

    def close(self) -> None:
        """Write what is waiting and finish the file."""
        self._flush(keep=0)
        self._file.close()

    def _flush(self, keep: int) -> None:
        rows = pa.concat_tables([self._schema.empty_table(), *self._waiting]).combine_chunks()
        whole = rows.num_rows - keep
        for start in range(0, whole, ROWS_PER_GROUP):
            self._file.write_table(rows.slice(start, min(ROWS_PER_GROUP, whole - start)), row_group_size=ROWS_PER_GROUP)
        self._waiting = [rows.slice(whole)] if keep else []
        self._waiting_rows = keep

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file; after a failure it is closed as it is, for its owner to delete."""
        if kind is None:
            self.close()
        else:
            self._file.close()


def _options(schema: pa.Schema) -> dict[str, object]:
    texts = [one.name for one in schema if pa.types.is_string(one.type)]
    encoded = {name: "DELTA_BYTE_ARRAY" for name in texts if name in _PLAIN}
    encoded |= {one.name: "BYTE_STREAM_SPLIT" for one in schema if one.name in _SPLIT}
    dictionary = [name for name in texts if name not in _PLAIN]
    dictionary += [f"{one.name}.list.element" for one in schema if pa.types.is_list(one.type)]
    return {
        "compression": "zstd",
        "compression_level": 3,
        "use_dictionary": dictionary,
        "column_encoding": encoded,
        "write_page_index": True,
    }


def write_table(path: Path, table: pa.Table, schema: pa.Schema) -> None:
    """Write a table that is in memory, as TableWriter would."""
    copy_table(path, table, schema)


def copy_table(path: Path, rows: pa.Table | Stored, schema: pa.Schema, emptied: Collection[str] = ()) -> None:
    """Write rows from memory or other files, with the columns in `emptied` null in every row."""
    with TableWriter(path, schema) as writer:
        for part in parts_of(rows, ROWS_PER_GROUP):
            writer.append(part, emptied)


def content_sha256(path: Path) -> str:
    """Return a hash of a file's rows that does not depend on how Parquet happens to store them.

    It is the SHA-256 of the table as CSV: UTF-8, comma, LF, a header row, text quoted, null an empty unquoted field,
    lists joined by U+001F.
    """
    digest = hashlib.sha256()
    for number, batch in enumerate(_batches(path)):
        sink = pa.BufferOutputStream()
        options = pc_csv.WriteOptions(include_header=number == 0, quoting_style="needed")
        pc_csv.write_csv(batch, sink, options)
        digest.update(sink.getvalue())
    return digest.hexdigest()


def _batches(path: Path) -> Iterator[pa.Table]:
    with pq.ParquetFile(path) as file:
        yield _flat(file.schema_arrow.empty_table())
        for batch in file.iter_batches(batch_size=_HASHED_ROWS):
            yield _flat(pa.Table.from_batches([batch]))


def _flat(table: pa.Table) -> pa.Table:
    for at, one in enumerate(table.schema):
        if pa.types.is_list(one.type):
            table = table.set_column(at, one.name, pc.binary_join(table.column(at), "\x1f"))
    return table


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file's bytes in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
