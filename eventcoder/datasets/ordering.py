"""Putting the events of a build in their published order, with a bounded number of rows in memory."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from eventcoder.datasets.parquet import TableWriter
from eventcoder.schemas import EVENT_ORDER
from eventcoder.stored import Stored
from eventcoder.tables import sorted_events

_SORTED_ROWS: Final = 131_072
_READ_ROWS: Final = 65_536
_RANK: Final = "rank"


def ordered(events: Stored, folder: Path) -> Stored:
    """Return the events in EVENT_ORDER, undated ones last: `events` itself where they are, or a file in `folder`.

    Many rows are first dealt out to files by their rank, then sorted file by file.
    """
    target = folder / "ordered.parquet"
    if events.num_rows <= _SORTED_ROWS:
        with TableWriter(target, events.schema) as writer:
            writer.append(sorted_events(events.read()))
        return Stored.at(target)
    ranks = _ranks(events)
    if ranks is None:
        return events
    with TableWriter(target, events.schema) as writer:
        for path in _dealt(events, ranks, folder):
            with pa.memory_map(str(path)) as source:
                writer.append(_by_rank(pa.ipc.open_file(source).read_all()))
            path.unlink()
    return Stored.at(target)


def with_columns(events: Stored, columns: pa.Table, target: Path) -> Stored:
    """Return the events with some columns replaced, row by row: `events` itself where nothing changes, or `target`."""
    if events.read(columns.column_names).select(columns.column_names).equals(columns):
        return events
    start = 0
    with TableWriter(target, events.schema) as writer:
        for part in events.batches(_READ_ROWS):
            for name in columns.column_names:
                at = part.schema.get_field_index(name)
                part = part.set_column(at, part.schema.field(at), columns[name].slice(start, part.num_rows))
            writer.append(part)
            start += part.num_rows
    return Stored.at(target)


def _ranks(events: Stored) -> pa.Array | None:
    """Return which place each row has in the order, None where every row is in its place."""
    order = pc.sort_indices(events.read(EVENT_ORDER), sort_keys=[(name, "ascending") for name in EVENT_ORDER])
    order = order.cast(pa.int64())
    places = pa.array(np.arange(len(order)))
    return None if order.equals(places) else pc.inverse_permutation(order).cast(pa.int64())


def _dealt(events: Stored, ranks: pa.Array, folder: Path) -> Iterator[Path]:
    """Write rows to files by rank, _SORTED_ROWS in each, and yield the files in order."""
    count = -(-len(ranks) // _SORTED_ROWS)
    paths = [folder / f"ranked-{number}.arrow" for number in range(count)]
    schema = events.schema.append(pa.field(_RANK, pa.int64()))
    options = pa.ipc.IpcWriteOptions(compression="lz4")
    with ExitStack() as stack:
        writers = [stack.enter_context(pa.ipc.new_file(str(path), schema, options=options)) for path in paths]
        start = 0
        for part in events.batches(_READ_ROWS):
            rank = ranks.slice(start, part.num_rows)
            start += part.num_rows
            part = part.append_column(schema.field(_RANK), rank)
            number = pc.divide(rank, _SORTED_ROWS)
            for one in pc.unique(number).to_pylist():
                writers[one].write_table(part.filter(pc.equal(number, one)))
    yield from paths


def _by_rank(rows: pa.Table) -> pa.Table:
    return rows.take(pc.sort_indices(rows[_RANK])).drop_columns([_RANK])
