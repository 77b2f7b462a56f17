"""Tables as the data frames the suite looks at, with the columns that other tables and the codebook add."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from eventcoder.checks.context import CheckContext
from eventcoder.checks.drift import drift
from eventcoder.checks.suite import Claim
from eventcoder.stored import Stored, parts_of
from eventcoder.tables import PROPOSED, SCHEMAS, root_of

Table: TypeAlias = pa.Table | Stored
"""A table in memory, or in Parquet files."""

ROW_TABLES: Final = ("events", "sentences", "documents")

PART_ROWS: Final = 200_000

_IDS: Final = {"events": "event_id", "sentences": "sentence_id", "documents": "doc_id"}

_SOURCES: Final[Mapping[str, tuple[str, ...]]] = {
    "sentence_is_coded": ("sentence_id",),
    "codebook_root": ("event_code",),
    "codebook_quad_class": ("event_code",),
    "codebook_goldstein": ("event_code",),
    "source_prefix": ("source_actor",),
    "target_prefix": ("target_actor",),
    "speaker_prefix": ("speaker_actor",),
    "offset_length": ("start", "end"),
    "text_length": ("text",),
}
"""Columns a frame has beyond its table, and what each is made from."""


@dataclass(frozen=True, slots=True)
class Part:
    """A frame with the claims about it; its first row is row number `start` of its table."""

    frame: pd.DataFrame
    claims: tuple[Claim, ...]
    start: int = 0


def row_counts(tables: Mapping[str, Table]) -> tuple[tuple[str, int], ...]:
    """Return how many rows each table has whose rows are checked."""
    return tuple((name, int(tables[name].num_rows)) for name in ROW_TABLES)


def frames(
    tables: Mapping[str, Table],
    context: CheckContext,
    claims: tuple[Claim, ...],
    before: Mapping[str, Table] | None = None,
) -> Iterator[Part]:
    """Yield frames one after another, each with the claims about it and only the columns these look at.

    `tables` holds events, sentences and documents, and quarantine where rows have been moved there already. A table of
    more than PART_ROWS rows comes in parts, because Great Expectations hashes and copies all it is given; claims that
    compare rows with each other see it whole. A column a table lacks is left out, so that the claims about it break by
    name instead of all claims failing. `before` holds events and sentences of the version to compare with.
    """
    coded = _coded(tables["sentences"])
    for name in ROW_TABLES:
        about = tuple(claim for claim in claims if claim.table == name)
        large = tables[name].num_rows > PART_ROWS
        whole = tuple(claim for claim in about if claim.compares_rows) if large else about
        if whole:
            rows = _read(tables[name], _needed(name, whole))
            yield Part(_row_frame(name, rows, coded, context, whole), whole)
        if large and (single := tuple(claim for claim in about if not claim.compares_rows)):
            start = 0
            for rows in parts_of(tables[name], PART_ROWS, _needed(name, single)):
                yield Part(_row_frame(name, rows, coded, context, single), single, start)
                start += rows.num_rows
    if about := tuple(claim for claim in claims if claim.table == "columns"):
        yield Part(_columns(tables), about)
    if about := tuple(claim for claim in claims if claim.table == "counts"):
        yield Part(_counts(tables, context), about)
    if about := tuple(claim for claim in claims if claim.table == "drift"):
        yield Part(drift(before, tables), about)


def _wanted(name: str, claims: tuple[Claim, ...]) -> set[str]:
    return {_IDS[name]} | {column for claim in claims for column in claim.columns}


def _needed(name: str, claims: tuple[Claim, ...]) -> set[str]:
    wanted = _wanted(name, claims)
    return wanted | {source for one in wanted for source in _SOURCES.get(one, ())}


def _row_frame(
    name: str, rows: pa.Table, coded: pa.Array, context: CheckContext, claims: tuple[Claim, ...]
) -> pd.DataFrame:
    wanted = _wanted(name, claims)
    for one in sorted(wanted & _SOURCES.keys()):
        if set(rows.column_names).issuperset(_SOURCES[one]):
            rows = rows.append_column(one, _derived(one, rows, coded, context))
    frame: pd.DataFrame = rows.select([one for one in rows.column_names if one in wanted]).to_pandas(
        date_as_object=False  # an object date cannot be compared with the bounds of a claim
    )
    return frame


def _read(table: Table, columns: set[str]) -> pa.Table:
    if isinstance(table, Stored):
        return table.read(columns)
    return table.select([name for name in table.column_names if name in columns])


def _coded(sentences: Table) -> pa.Array:
    """Return the ids of the sentences said to be coded."""
    listed = _read(sentences, {"sentence_id", "outcome"})
    if listed.num_columns < 2:
        return pa.array([], pa.string())
    return listed.filter(pc.equal(listed["outcome"], "coded"))["sentence_id"].combine_chunks()


def _derived(name: str, rows: pa.Table, coded: pa.Array, context: CheckContext) -> pa.ChunkedArray:
    if name == "sentence_is_coded":
        return pc.is_in(rows["sentence_id"], value_set=coded)
    if name == "text_length":
        return pc.utf8_length(rows["text"])
    if name == "offset_length":
        return pc.subtract(rows["end"], rows["start"])
    if name.endswith("_prefix"):
        return pc.utf8_slice_codeunits(rows[_SOURCES[name][0]], 0, 3)
    codes = sorted(context.codes)
    at = pc.index_in(rows["event_code"], value_set=pa.array(codes, pa.string()))
    if name == "codebook_root":
        return pc.take(pa.array([root_of(code, context.codes) for code in codes], pa.string()), at)
    if name == "codebook_goldstein":
        return pc.take(pa.array([context.codes[code].goldstein for code in codes], pa.float32()), at)
    return pc.take(pa.array([context.codes[code].quad_class for code in codes], pa.int8()), at)


def _columns(tables: Mapping[str, Table]) -> pd.DataFrame:
    rows = [row for name in ROW_TABLES for row in _column_rows(name, tables[name])]
    return pd.DataFrame(rows, columns=["table", "column", "found", "declared"], dtype="str")


def _column_rows(name: str, table: Table) -> list[tuple[str, str, str, str]]:
    declared = PROPOSED if name == "events" else SCHEMAS[name]
    found_types = {one.name: str(one.type) for one in table.schema}
    declared_types = {one.name: str(one.type) for one in declared}
    columns = [*declared_types, *(column for column in found_types if column not in declared_types)]
    return [(name, one, found_types.get(one, "missing"), declared_types.get(one, "undeclared")) for one in columns]


def _counts(tables: Mapping[str, Table], context: CheckContext) -> pd.DataFrame:
    documents = _read(tables["documents"], {"sentences", "events"})
    outcomes = _read(tables["sentences"], {"outcome"})
    held = [
        _read(tables[name], {"sentence_id", "review_status"}) for name in ("events", "quarantine") if name in tables
    ]
    coded = pc.sum(pc.equal(outcomes["outcome"], "coded")).as_py() if outcomes.num_columns else 0
    events_held = sum(tables[name].num_rows for name in ("events", "quarantine") if name in tables)
    row = {
        "documents_in": context.documents,
        "documents_listed": tables["documents"].num_rows,
        "sentences_of_documents": _sum(documents, "sentences"),
        "sentences_listed": tables["sentences"].num_rows,
        "sentences_without_words": _nulls(tables["sentences"], "text"),
        "sentences_withheld": tables["sentences"].num_rows if context.withheld else 0,
        "sentences_coded": coded or 0,
        "sentences_with_events": _distinct(held),
        "events_proposed": context.proposed,
        "events_accounted": events_held + context.rejected,
        "events_held": events_held,
        "events_of_documents": _sum(documents, "events"),
        "events_decided": context.reviewed,
        "events_reviewed": sum(map(_reviewed, held)),
        "decisions_stale": context.stale,
    }
    return pd.DataFrame([row])


def _nulls(table: Table, column: str) -> int:
    """Return how many rows are null in a column, without holding more than a part of it."""
    return sum(part[column].null_count for part in parts_of(table, PART_ROWS, {column}) if part.num_columns)


def _sum(table: pa.Table, column: str) -> int:
    return (pc.sum(table[column]).as_py() or 0) if column in table.column_names else 0


def _reviewed(held: pa.Table) -> int:
    """Return how many rows say that a person confirmed, corrected or added them."""
    if "review_status" not in held.column_names:
        return 0
    return int(pc.sum(pc.not_equal(held["review_status"], "uncorrected")).as_py() or 0)


def _distinct(held: list[pa.Table]) -> int:
    chunks = [chunk for one in held if "sentence_id" in one.column_names for chunk in one["sentence_id"].chunks]
    return int(pc.count_distinct(pa.chunked_array(chunks, pa.string()), mode="only_valid").as_py())
