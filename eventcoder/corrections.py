"""Lay what people decided over the tables of a build before they are checked."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from eventcoder.annotation.ledger import read_ledger
from eventcoder.annotation.replay import Replayed, replay, wanted_texts
from eventcoder.codebook.naming import actor_names
from eventcoder.codebook.values import Codebook
from eventcoder.datasets.parquet import TableWriter
from eventcoder.resolve.stories import story_of
from eventcoder.schemas import DOCUMENTS, PROPOSED, SENTENCES
from eventcoder.stored import Stored
from eventcoder.tables import Lookups
from eventcoder.types.annotation import Decision
from eventcoder.types.events import DocumentOutcome

_BATCH: Final = 65_536


@dataclass(frozen=True, slots=True)
class Spooled:
    """The tables of a build on their way to the checks."""

    events: Stored
    sentences: Stored
    documents: Stored


def correct(made: Spooled, folder: Path, annotations: Path, dataset: str, book: Codebook) -> tuple[Spooled, Replayed]:
    """Return the tables with every decision of a dataset's ledger replayed, and what became of each decision.

    What changes is written anew to `folder`; only the documents that decisions are about are held in memory. Without
    decisions the tables come back as they are. Raises InputError naming file and line of a broken ledger.
    """
    decisions = read_ledger(annotations, dataset)
    if not decisions:
        return made, Replayed(PROPOSED.empty_table())
    sentences = _sentences(made.sentences, decisions)
    known = {*sentences["doc_id"].to_pylist(), *(one.passage.doc_id for one in decisions)}
    lookups = Lookups(book.events, book.countries, frozenset(book.roles), _documents(made.documents, known))
    touched = pa.array(sorted(known), pa.string())
    done = replay(decisions, _filtered(made.events, "doc_id", touched), sentences, lookups, actor_names(book))
    changed = {
        "events": (_others(made.events, touched), [_with_stories(done.events)]),
        "sentences": ((_with_outcomes(part, done.outcomes) for part in made.sentences.batches(_BATCH)), []),
        "documents": ((_with_counts(part, done.changes) for part in made.documents.batches(_BATCH)), []),
    }
    schemas = {"events": PROPOSED, "sentences": SENTENCES, "documents": DOCUMENTS}
    written = {
        table: _written(folder / f"{table}-corrected.parquet", schemas[table], chain(*parts))
        for table, parts in changed.items()
    }
    return Spooled(**written), done


def _sentences(stored: Stored, decisions: Iterable[Decision]) -> pa.Table:
    wanted = pa.array(sorted(wanted_texts(decisions)), pa.string())
    return _filtered(stored, "text", wanted)


def _documents(stored: Stored, doc_ids: Iterable[str]) -> dict[str, DocumentOutcome]:
    rows = _filtered(stored, "doc_id", pa.array(sorted(doc_ids), pa.string())).to_pylist()
    return {row["doc_id"]: DocumentOutcome(**{_field(name): value for name, value in row.items()}) for row in rows}


def _field(column: str) -> str:
    return "published" if column == "published_date" else column


def _filtered(stored: Stored, column: str, wanted: pa.Array) -> pa.Table:
    parts = [part.filter(pc.is_in(part[column], value_set=wanted)) for part in stored.batches(_BATCH)]
    return pa.concat_tables([stored.schema.empty_table(), *parts])


def _others(events: Stored, doc_ids: pa.Array) -> Iterator[pa.Table]:
    """Yield the events of all other documents."""
    for part in events.batches(_BATCH):
        yield part.filter(pc.invert(pc.is_in(part["doc_id"], value_set=doc_ids)))


def _written(target: Path, schema: pa.Schema, parts: Iterable[pa.Table]) -> Stored:
    with TableWriter(target, schema) as writer:
        for part in parts:
            writer.append(part)
    return Stored.at(target)


def _with_stories(events: pa.Table) -> pa.Table:
    """Return events in which what people added belongs to the story of its article, as all other events do."""
    if not events["story_id"].null_count:
        return events
    columns = (events[name].to_pylist() for name in ("story_id", "doc_id", "article_no"))
    return _replaced(events, "story_id", [story or story_of(*place) for story, *place in zip(*columns, strict=True)])


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
