"""The conversions between the values of the domain and the tables of a dataset version."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from eventcoder.schemas import (
    CODES,
    DOCUMENTS,
    EVENT_ORDER,
    EVENTS,
    PROPOSED,
    QUARANTINE,
    SCHEMA_VERSION,
    SCHEMAS,
    SENTENCES,
)
from eventcoder.types.codes import EventCode
from eventcoder.types.events import Actor, DocumentOutcome, Event, SentenceOutcome

__all__ = [
    "CODES",
    "DOCUMENTS",
    "EVENTS",
    "EVENT_ORDER",
    "PROPOSED",
    "QUARANTINE",
    "SCHEMAS",
    "SCHEMA_VERSION",
    "SENTENCES",
    "Lookups",
    "actor_columns",
    "actor_parts",
    "code_columns",
    "from_codes_table",
    "promoted",
    "root_of",
    "sorted_events",
    "to_codes_table",
    "to_documents_table",
    "to_events_table",
    "to_sentences_table",
]


@dataclass(frozen=True, slots=True)
class Lookups:
    """What the conversion of events joins to them: the ontology, real countries, roles, and what is known of documents.

    `countries` holds ISO 3166-1 alpha-3 codes; `roles` the codebook's role codes; `documents` is keyed by doc_id, and a
    document missing from it leaves publisher, url and title null.
    """

    codes: Mapping[str, EventCode]
    countries: frozenset[str]
    roles: frozenset[str]
    documents: Mapping[str, DocumentOutcome] = field(default_factory=dict)


def root_of(code: str, codes: Mapping[str, EventCode]) -> str | None:
    """Return the ancestor of `code` that has no parent, None when the ontology does not lead to one."""
    seen: set[str] = set()
    while code not in seen and (known := codes.get(code)) is not None:
        if known.parent is None:
            return code
        seen.add(code)
        code = known.parent
    return None


def actor_parts(code: str, countries: frozenset[str], roles: frozenset[str]) -> tuple[str | None, str | None]:
    """Return country and primary role of an actor code; None for what it does not say.

    >>> actor_parts("TURGOV", frozenset({"TUR"}), frozenset({"GOV", "IGO"}))
    ('TUR', 'GOV')
    >>> actor_parts("IGOUNO", frozenset({"TUR"}), frozenset({"GOV", "IGO"}))
    (None, 'IGO')
    """
    parts = [code[at : at + 3] for at in range(0, len(code), 3)]
    country = parts.pop(0) if parts and parts[0] in countries else None
    return country, next((part for part in parts if part in roles), None)


def to_events_table(events: Iterable[Event], lookups: Lookups, *, withhold_text: bool = False) -> pa.Table:
    """Return events as a PROPOSED table, in the order given.

    A code the ontology does not know leaves its name, root and scores null, for the checks to find.
    """
    rows = [_event_row(event, lookups, withhold_text) for event in events]
    return pa.Table.from_pylist(rows, schema=PROPOSED)


def _event_row(event: Event, lookups: Lookups, withhold_text: bool) -> dict[str, Any]:
    sentence = event.sentence
    document = lookups.documents.get(sentence.doc_id)
    return {
        "event_id": event.event_id,
        "doc_id": sentence.doc_id,
        "article_no": sentence.article_no,
        "sentence_no": sentence.sentence_no,
        "sentence_id": sentence.sentence_id,
        "sentence": None if withhold_text else sentence.text,
        "language": sentence.language,
        "publisher": document.publisher if document else None,
        "url": document.url if document else None,
        "title": document.title if document else None,
        "published_date": sentence.published,
        "published_year": sentence.published.year if sentence.published else None,
        **_date_columns(event),
        **actor_columns("source", event.source, lookups),
        **actor_columns("target", event.target, lookups),
        **code_columns(event.code, lookups.codes),
        "polarity": event.polarity,
        "modality": event.modality,
        "reported": event.reported,
        "speaker_actor": event.speaker,
        "trigger_text": event.trigger.cut(sentence.text),
        "trigger_start": event.trigger.start,
        "trigger_end": event.trigger.end,
        "rule_id": event.rule_id,
        "coder": event.coder,
        "confidence": event.confidence,
        **_opinion_columns(event),
        **_place_columns(event),
        "story_id": event.story_id,
        "duplicate_of": event.duplicate_of,
        "review_status": event.review_status,
        "reviewer": event.reviewer,
    }


def _date_columns(event: Event) -> dict[str, Any]:
    when, published = event.when, event.sentence.published
    if when is not None:
        return {
            "event_date": when.day,
            "event_date_precision": when.precision,
            "event_date_basis": when.basis,
        }
    if published is None:
        return {}
    return {"event_date": published, "event_date_precision": "day", "event_date_basis": "published"}


def actor_columns(end: str, actor: Actor | None, lookups: Lookups) -> dict[str, Any]:
    """Return the columns of one end, "source" or "target", of an event; none of them where nobody is named."""
    if actor is None:
        return {}
    country, role = actor_parts(actor.code, lookups.countries, lookups.roles)
    return {
        f"{end}_actor": actor.code,
        f"{end}_country": country,
        f"{end}_role": role,
        f"{end}_name": actor.name,
        f"{end}_entry": actor.entry,
        f"{end}_text": actor.text,
        f"{end}_start": actor.span.start if actor.span else None,
        f"{end}_end": actor.span.end if actor.span else None,
    }


def code_columns(code: str, codes: Mapping[str, EventCode]) -> dict[str, Any]:
    """Return the columns the ontology joins to an event code; the code alone where it is unknown."""
    known = codes.get(code)
    if known is None:
        return {"event_code": code, "plover_contexts": []}
    return {
        "event_code": code,
        "event_root": root_of(code, codes),
        "event_name": known.name,
        "plover_type": known.plover_type,
        "plover_mode": known.plover_mode,
        "plover_contexts": list(known.plover_contexts),
        "quad_class": known.quad_class,
        "goldstein": known.goldstein,
    }


def _opinion_columns(event: Event) -> dict[str, Any]:
    if event.opinions is None:
        return {}
    columns = ("rule_code", "model_code", "model_probability", "agreement")
    return {name: getattr(event.opinions, name) for name in columns}


def _place_columns(event: Event) -> dict[str, Any]:
    if event.where is None:
        return {}
    return {
        "place_name": event.where.name,
        "place_country": event.where.country or None,
        "geonames_id": event.where.geonames_id,
        "latitude": event.where.latitude,
        "longitude": event.where.longitude,
    }


def to_sentences_table(outcomes: Iterable[SentenceOutcome], *, withhold_text: bool = False) -> pa.Table:
    """Return sentences with their outcomes, in the order given."""
    return pa.Table.from_pylist(
        [
            {
                "sentence_id": one.sentence.sentence_id,
                "doc_id": one.sentence.doc_id,
                "article_no": one.sentence.article_no,
                "sentence_no": one.sentence.sentence_no,
                "start": one.sentence.span.start,
                "end": one.sentence.span.end,
                "text": None if withhold_text else one.sentence.text,
                "language": one.sentence.language,
                "published_date": one.sentence.published,
                "outcome": one.outcome,
                "reason": one.reason,
            }
            for one in outcomes
        ],
        schema=SENTENCES,
    )


def to_documents_table(outcomes: Iterable[DocumentOutcome]) -> pa.Table:
    """Return inputs with their outcomes, in the order given."""
    columns = [name for name in DOCUMENTS.names if name != "published_date"]
    rows = [{**{name: getattr(one, name) for name in columns}, "published_date": one.published} for one in outcomes]
    return pa.Table.from_pylist(rows, schema=DOCUMENTS)


def to_codes_table(codes: Mapping[str, EventCode]) -> pa.Table:
    """Return the event ontology, ordered by code, so that a version explains its own codes."""
    rows = [{name: getattr(codes[code], name) for name in CODES.names} for code in sorted(codes)]
    return pa.Table.from_pylist(rows, schema=CODES)


def from_codes_table(table: pa.Table) -> dict[str, EventCode]:
    """Return the event ontology a version carries, by code."""
    rows: Sequence[dict[str, Any]] = table.to_pylist()
    return {row["code"]: EventCode(**{**row, "plover_contexts": tuple(row["plover_contexts"])}) for row in rows}


def sorted_events(table: pa.Table) -> pa.Table:
    """Return event rows in EVENT_ORDER, undated ones last: the order every version publishes.

    Columns are moved one after another, so that a caller that keeps no table of its own never pays for two.
    """
    schema, columns = table.schema, table.columns
    order = pc.sort_indices(table, sort_keys=[(name, "ascending") for name in EVENT_ORDER])
    del table
    for at in range(len(columns)):
        columns[at] = columns[at].take(order).combine_chunks()
    return pa.table(columns, schema=schema)


def promoted(events: pa.Table, gone: Collection[str]) -> pa.Table:
    """Return events of which no row repeats one that is `gone`, by event_id.

    The first row that repeated it takes its place, and the others repeat that one instead.
    """
    first: dict[str, str] = {}
    originals: list[str | None] = []
    if not pc.any(pc.is_in(events["duplicate_of"], value_set=pa.array(gone, pa.string()))).as_py():
        return events
    for own, named in zip(events["event_id"].to_pylist(), events["duplicate_of"].to_pylist(), strict=True):
        if named is None or named not in gone:
            originals.append(named)
        else:
            heir = first.setdefault(named, own)
            originals.append(None if heir == own else heir)
    at = events.schema.get_field_index("duplicate_of")
    return events.set_column(at, PROPOSED.field("duplicate_of"), pa.array(originals, pa.string()))
