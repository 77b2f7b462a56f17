"""Tables as the data frames the suite looks at, with the columns that other tables and the codebook add."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, TypeAlias

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from eventcoder.checks.context import CheckContext
from eventcoder.checks.suite import Claim
from eventcoder.tables import PROPOSED, SCHEMAS, root_of

Table: TypeAlias = pa.Table | Path
"""A table in memory, or the Parquet file that holds it."""

ROW_TABLES: Final = ("events", "sentences", "documents")

_HEAVY: Final = frozenset({"sentence", "text"})
_IDS: Final[Mapping[str, set[str]]] = {"events": {"event_id"}, "sentences": {"sentence_id"}, "documents": {"doc_id"}}

_SOURCES: Final[Mapping[str, tuple[str, ...]]] = {
    "sentence_outcome": ("sentence_id",),
    "codebook_root": ("event_code",),
    "codebook_quad_class": ("event_code",),
    "source_prefix": ("source_actor",),
    "target_prefix": ("target_actor",),
    "speaker_prefix": ("speaker_actor",),
    "offset_length": ("start", "end"),
    "text_length": (),
}
"""Columns a frame has beyond its table, and what each is made from."""


def row_counts(tables: Mapping[str, Table]) -> tuple[tuple[str, int], ...]:
    """Return how many rows each table has whose rows are checked."""
    return tuple((name, _rows(tables[name])) for name in ROW_TABLES)


def frames(
    tables: Mapping[str, Table], context: CheckContext, claims: tuple[Claim, ...]
) -> Iterator[tuple[pd.DataFrame, tuple[Claim, ...]]]:
    """Yield frames one after another, each with the claims about it and only the columns these look at.

    `tables` holds events, sentences and documents, and quarantine where rows have been moved there already. Claims
    about the text of sentences get a frame of their own, because Great Expectations hashes and copies all it is given.
    A column a table lacks is left out, so that the claims about it break by name instead of all claims failing.
    """
    for name in ROW_TABLES:
        about = tuple(claim for claim in claims if claim.table == name)
        heavy = tuple(claim for claim in about if _HEAVY & set(claim.columns))
        light = tuple(claim for claim in about if not _HEAVY & set(claim.columns))
        for group in (light, heavy):
            if group:
                yield _row_frame(name, tables, context, {c for claim in group for c in claim.columns}), group
    if about := tuple(claim for claim in claims if claim.table == "columns"):
        yield _columns(tables), about
    if about := tuple(claim for claim in claims if claim.table == "counts"):
        yield _counts(tables, context), about


def _row_frame(name: str, tables: Mapping[str, Table], context: CheckContext, wanted: set[str]) -> pd.DataFrame:
    rows = _read(tables[name], wanted | _IDS[name] | {need for one in wanted for need in _SOURCES.get(one, ())})
    for one in sorted(wanted & _SOURCES.keys()):
        if set(rows.column_names).issuperset(_SOURCES[one]):
            rows = rows.append_column(one, _derived(one, rows, tables, context))
    frame: pd.DataFrame = rows.select([one for one in rows.column_names if one in wanted | _IDS[name]]).to_pandas(
        date_as_object=False  # an object date cannot be compared with the bounds of a claim
    )
    return frame


def _rows(table: Table) -> int:
    return int(pq.read_metadata(table).num_rows) if isinstance(table, Path) else int(table.num_rows)


def _read(table: Table, columns: set[str]) -> pa.Table:
    if isinstance(table, Path):
        found = pq.read_schema(table).names
        return pq.read_table(table, columns=[name for name in found if name in columns])
    return table.select([name for name in table.column_names if name in columns])


def _derived(name: str, rows: pa.Table, tables: Mapping[str, Table], context: CheckContext) -> pa.ChunkedArray:
    if name == "sentence_outcome":
        listed = _read(tables["sentences"], {"sentence_id", "outcome"})
        at = pc.index_in(rows["sentence_id"], value_set=listed["sentence_id"].combine_chunks())
        return pc.fill_null(pc.take(listed["outcome"], at), "unlisted")
    if name == "text_length":
        return _text_lengths(tables["sentences"])
    if name == "offset_length":
        return pc.subtract(rows["end"], rows["start"])
    if name.endswith("_prefix"):
        return pc.utf8_slice_codeunits(rows[_SOURCES[name][0]], 0, 3)
    codes = sorted(context.codes)
    at = pc.index_in(rows["event_code"], value_set=pa.array(codes, pa.string()))
    if name == "codebook_root":
        return pc.take(pa.array([root_of(code, context.codes) for code in codes], pa.string()), at)
    return pc.take(pa.array([context.codes[code].quad_class for code in codes], pa.int8()), at)


def _text_lengths(sentences: Table) -> pa.ChunkedArray:
    """Return code points per text, holding no more than a part of a file's texts at a time."""
    if not isinstance(sentences, Path):
        return pc.utf8_length(sentences["text"])
    with pq.ParquetFile(sentences) as file:
        chunks = [pc.utf8_length(batch["text"]) for batch in file.iter_batches(columns=["text"])]
    return pa.chunked_array(chunks, pa.int32())


def _columns(tables: Mapping[str, Table]) -> pd.DataFrame:
    rows = [row for name in ROW_TABLES for row in _column_rows(name, tables[name])]
    return pd.DataFrame(rows, columns=["table", "column", "found", "declared"], dtype="str")


def _column_rows(name: str, table: Table) -> list[tuple[str, str, str, str]]:
    schema = pq.read_schema(table) if isinstance(table, Path) else table.schema
    declared = PROPOSED if name == "events" else SCHEMAS[name]
    found_types = {one.name: str(one.type) for one in schema}
    declared_types = {one.name: str(one.type) for one in declared}
    columns = [*declared_types, *(column for column in found_types if column not in declared_types)]
    return [(name, one, found_types.get(one, "missing"), declared_types.get(one, "undeclared")) for one in columns]


def _counts(tables: Mapping[str, Table], context: CheckContext) -> pd.DataFrame:
    documents = _read(tables["documents"], {"sentences", "events"})
    outcomes = _read(tables["sentences"], {"outcome"})
    held = [_read(tables[name], {"sentence_id"}) for name in ("events", "quarantine") if name in tables]
    coded = pc.sum(pc.equal(outcomes["outcome"], "coded")).as_py() if outcomes.num_columns else 0
    events_held = sum(_rows(tables[name]) for name in ("events", "quarantine") if name in tables)
    row = {
        "documents_in": context.documents,
        "documents_listed": _rows(tables["documents"]),
        "sentences_of_documents": _sum(documents, "sentences"),
        "sentences_listed": _rows(tables["sentences"]),
        "sentences_coded": coded or 0,
        "sentences_with_events": _distinct(held),
        "events_proposed": context.proposed,
        "events_accounted": events_held + context.rejected,
        "events_held": events_held,
        "events_of_documents": _sum(documents, "events"),
    }
    return pd.DataFrame([row])


def _sum(table: pa.Table, column: str) -> int:
    return (pc.sum(table[column]).as_py() or 0) if column in table.column_names else 0


def _distinct(held: list[pa.Table]) -> int:
    chunks = [chunk for one in held if one.num_columns for chunk in one["sentence_id"].chunks]
    return int(pc.count_distinct(pa.chunked_array(chunks, pa.string()), mode="only_valid").as_py())
