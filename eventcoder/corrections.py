"""Lay what people decided over the tables of a build before they are checked."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from eventcoder.annotation.ledger import read_ledger
from eventcoder.annotation.replay import Replayed, replay, wanted_texts
from eventcoder.codebook.naming import actor_names
from eventcoder.codebook.values import Codebook
from eventcoder.datasets.parquet import TableWriter
from eventcoder.schemas import DOCUMENTS, SENTENCES
from eventcoder.tables import Lookups
from eventcoder.types.annotation import Decision
from eventcoder.types.events import DocumentOutcome


@dataclass(frozen=True, slots=True)
class Spooled:
    """The tables of a build on their way to the checks: events in memory, the others as files."""

    events: pa.Table
    sentences: Path
    documents: Path


def correct(made: Spooled, annotations: Path, dataset: str, book: Codebook) -> tuple[Spooled, Replayed]:
    """Return the tables with every decision of a dataset's ledger replayed, and what became of each decision.

    Without decisions the tables come back as they are. Raises InputError naming file and line of a broken ledger.
    """
    decisions = read_ledger(annotations, dataset)
    if not decisions:
        return made, Replayed(made.events)
    sentences = _sentences(made.sentences, decisions)
    known = {*sentences["doc_id"].to_pylist(), *(one.passage.doc_id for one in decisions)}
    lookups = Lookups(book.events, book.countries, frozenset(book.roles), _documents(made.documents, known))
    done = replay(decisions, made.events, sentences, lookups, actor_names(book))
    corrected = Spooled(
        done.events,
        _rewritten(made.sentences, SENTENCES, lambda part: _with_outcomes(part, done.outcomes), bool(done.outcomes)),
        _rewritten(made.documents, DOCUMENTS, lambda part: _with_counts(part, done.changes), bool(done.changes)),
    )
    return corrected, done


def _sentences(path: Path, decisions: Iterable[Decision]) -> pa.Table:
    wanted = pa.array(sorted(wanted_texts(decisions)), pa.string())
    return _filtered(path, "text", wanted)


def _documents(path: Path, doc_ids: Iterable[str]) -> dict[str, DocumentOutcome]:
    rows = _filtered(path, "doc_id", pa.array(sorted(doc_ids), pa.string())).to_pylist()
    return {row["doc_id"]: DocumentOutcome(**{_field(name): value for name, value in row.items()}) for row in rows}


def _field(column: str) -> str:
    return "published" if column == "published_date" else column


def _filtered(path: Path, column: str, wanted: pa.Array) -> pa.Table:
    with pq.ParquetFile(path) as file:
        parts = [batch.filter(pc.is_in(batch[column], value_set=wanted)) for batch in file.iter_batches()]
        return pa.Table.from_batches(parts, file.schema_arrow)


def _rewritten(path: Path, schema: pa.Schema, change: Callable[[pa.Table], pa.Table], needed: bool) -> Path:
    if not needed:
        return path
    target = path.with_stem(f"{path.stem}-corrected")
    with pq.ParquetFile(path) as file, TableWriter(target, schema) as writer:
        for batch in file.iter_batches():
            writer.append(change(pa.Table.from_batches([batch])))
    return target


def _with_outcomes(part: pa.Table, outcomes: Mapping[str, str]) -> pa.Table:
    ids = part["sentence_id"].to_pylist()
    new = [outcomes.get(one) for one in ids]
    part = _replaced(part, "outcome", [new or old for new, old in zip(new, part["outcome"].to_pylist(), strict=True)])
    reasons = zip(ids, part["reason"].to_pylist(), strict=True)
    return _replaced(part, "reason", [None if one in outcomes else reason for one, reason in reasons])


def _with_counts(part: pa.Table, changes: Mapping[str, int]) -> pa.Table:
    counts = zip(part["doc_id"].to_pylist(), part["events"].to_pylist(), strict=True)
    return _replaced(part, "events", [count + changes.get(doc_id, 0) for doc_id, count in counts])


def _replaced(part: pa.Table, column: str, values: list[Any]) -> pa.Table:
    at = part.schema.get_field_index(column)
    return part.set_column(at, part.schema.field(at), pa.array(values, part.schema.field(at).type))
