"""Tables as the data frames the suite looks at, with the columns that other tables and the codebook add."""

from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from eventcoder.checks.context import CheckContext
from eventcoder.checks.suite import Claim
from eventcoder.tables import PROPOSED, SCHEMAS, root_of

Table: TypeAlias = pa.Table | Path
"""A table in memory, or the Parquet file that holds it."""

_SEEN = ("events", "sentences", "documents")


def frames(tables: Mapping[str, Table], context: CheckContext, claims: tuple[Claim, ...]) -> dict[str, pd.DataFrame]:
    """Return a frame for every table a claim can be about, with the columns the claims look at.

    `tables` holds events, sentences and documents, and quarantine where rows have been moved there already. A column a
    table lacks is left out, so that the claims about it break by name instead of all claims failing.
    """
    wanted = {name: {c for claim in claims if claim.table == name for c in claim.columns} for name in _SEEN}
    events = _read(tables["events"], wanted["events"] | {"sentence_id", "event_code"} | _PREFIXED)
    sentences = _read(tables["sentences"], wanted["sentences"] | {"sentence_id", "outcome"})
    documents = _read(tables["documents"], wanted["documents"] | {"sentences", "events"})
    held = _read(tables["quarantine"], {"sentence_id"}) if "quarantine" in tables else None
    derived = _with_derived(events, sentences, context)
    return {
        "events": _frame(derived.select([name for name in derived.column_names if name in wanted["events"]])),
        "sentences": _frame(sentences),
        "documents": _frame(documents),
        "columns": _columns(tables),
        "counts": _counts(events, sentences, documents, held, context),
    }


_ENDS = ("source", "target", "speaker")
_PREFIXED = {f"{end}_actor" for end in _ENDS}


def _read(table: Table, columns: set[str]) -> pa.Table:
    if isinstance(table, Path):
        found = pq.read_schema(table).names
        return pq.read_table(table, columns=[name for name in found if name in columns])
    return table.select([name for name in table.column_names if name in columns])


def _frame(table: pa.Table) -> pd.DataFrame:
    """Return a frame with str, datetime64 and plain numeric columns: object dates cannot be compared with bounds."""
    frame: pd.DataFrame = table.to_pandas(date_as_object=False)
    return frame


def _with_derived(events: pa.Table, sentences: pa.Table, context: CheckContext) -> pa.Table:
    names = set(events.column_names)
    if "sentence_id" in names and {"sentence_id", "outcome"} <= set(sentences.column_names):
        at = pc.index_in(events["sentence_id"], value_set=sentences["sentence_id"].combine_chunks())
        outcome = pc.fill_null(pc.take(sentences["outcome"], at), "unlisted")
        events = events.append_column("sentence_outcome", outcome)
    if "event_code" in names:
        codes = sorted(context.codes)
        at = pc.index_in(events["event_code"], value_set=pa.array(codes, pa.string()))
        roots = pa.array([root_of(code, context.codes) for code in codes], pa.string())
        classes = pa.array([context.codes[code].quad_class for code in codes], pa.int8())
        events = events.append_column("codebook_root", pc.take(roots, at))
        events = events.append_column("codebook_quad_class", pc.take(classes, at))
    for end in _ENDS:
        if f"{end}_actor" in names:
            prefix = pc.utf8_slice_codeunits(events[f"{end}_actor"], 0, 3)
            events = events.append_column(f"{end}_prefix", prefix)
    return events


def _columns(tables: Mapping[str, Table]) -> pd.DataFrame:
    rows = [row for name in _SEEN for row in _column_rows(name, tables[name])]
    return pd.DataFrame(rows, columns=["table", "column", "found", "declared"], dtype="str")


def _column_rows(name: str, table: Table) -> list[tuple[str, str, str, str]]:
    schema = pq.read_schema(table) if isinstance(table, Path) else table.schema
    declared = PROPOSED if name == "events" else SCHEMAS[name]
    found_types = {one.name: str(one.type) for one in schema}
    declared_types = {one.name: str(one.type) for one in declared}
    columns = [*declared_types, *(column for column in found_types if column not in declared_types)]
    return [(name, one, found_types.get(one, "missing"), declared_types.get(one, "undeclared")) for one in columns]


def _counts(
    events: pa.Table, sentences: pa.Table, documents: pa.Table, held: pa.Table | None, context: CheckContext
) -> pd.DataFrame:
    quarantined = held.num_rows if held is not None else 0
    outcomes = sentences["outcome"] if "outcome" in sentences.column_names else pa.array([], pa.string())
    row = {
        "documents_in": context.documents,
        "documents_listed": documents.num_rows,
        "sentences_of_documents": _sum(documents, "sentences"),
        "sentences_listed": sentences.num_rows,
        "sentences_coded": pc.sum(pc.equal(outcomes, "coded")).as_py() or 0,
        "sentences_with_events": _distinct(events, held),
        "events_proposed": context.proposed,
        "events_accounted": events.num_rows + quarantined + context.rejected,
        "events_held": events.num_rows + quarantined,
        "events_of_documents": _sum(documents, "events"),
    }
    return pd.DataFrame([row])


def _sum(table: pa.Table, column: str) -> int:
    return (pc.sum(table[column]).as_py() or 0) if column in table.column_names else 0


def _distinct(events: pa.Table, held: pa.Table | None) -> int:
    columns = [one["sentence_id"] for one in (events, held) if one is not None and "sentence_id" in one.column_names]
    chunks = [chunk for column in columns for chunk in column.chunks]
    return int(pc.count_distinct(pa.chunked_array(chunks, pa.string()), mode="only_valid").as_py())
