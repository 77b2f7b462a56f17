"""The tables of a dataset version: one Arrow schema each, columns described where they are declared.

An empty table has the same schema as a full one. Codes are strings. Offsets are half-open [start, end) in code points.
"""

from collections.abc import Mapping
from typing import Final

import pyarrow as pa

SCHEMA_VERSION: Final = "2"  # 2: the opinions of rule and model coder, and the year of publication

_COORDINATES = pa.float64()
_TEXT = pa.string()
_TEXTS = pa.list_(pa.field("element", pa.string()))  # the name Parquet gives it, so that a file reads back as declared
_REQUIRED, _NULLABLE = False, True


def _schema(name: str, *columns: tuple[str, pa.DataType, bool, str]) -> pa.Schema:
    fields = [pa.field(column, kind, nullable, metadata={"about": about}) for column, kind, nullable, about in columns]
    return pa.schema(fields, metadata={"table": name, "schema_version": SCHEMA_VERSION})


def _actor(end: str, does: str) -> tuple[tuple[str, pa.DataType, bool, str], ...]:
    return (
        (f"{end}_country", _TEXT, _NULLABLE, f"ISO 3166-1 alpha-3 country of who {does}; null for generic prefixes"),
        (f"{end}_role", _TEXT, _NULLABLE, "primary three-letter CAMEO role, null for a bare country"),
        (f"{end}_name", _TEXT, _NULLABLE, "canonical name in the codebook"),
        (f"{end}_entry", _TEXT, _NULLABLE, "codebook entry the name was resolved to"),
    )


def _mention(end: str) -> tuple[tuple[str, pa.DataType, bool, str], ...]:
    return (
        (f"{end}_text", _TEXT, _NULLABLE, "the words as printed, null when the sentence does not name the actor"),
        (f"{end}_start", pa.int32(), _NULLABLE, "code points into the sentence, inclusive"),
        (f"{end}_end", pa.int32(), _NULLABLE, "code points into the sentence, exclusive"),
    )


EVENTS: Final = _schema(
    "events",
    ("event_id", _TEXT, _REQUIRED, "hash of the evidence: unique, same in every run"),
    ("doc_id", _TEXT, _REQUIRED, "document the event was read in"),
    ("article_no", pa.int16(), _REQUIRED, "article of the document"),
    ("sentence_no", pa.int32(), _REQUIRED, "sentence of the article"),
    ("sentence_id", _TEXT, _REQUIRED, "row of the sentences table"),
    ("sentence", _TEXT, _NULLABLE, "the sentence as printed, null when text is withheld"),
    ("language", _TEXT, _REQUIRED, "ISO 639-1"),
    ("publisher", _TEXT, _NULLABLE, "as the input gives it"),
    ("url", _TEXT, _NULLABLE, "as the input gives it"),
    ("title", _TEXT, _NULLABLE, "of the document, as the input gives it"),
    ("published_date", pa.date32(), _NULLABLE, "of the article, null when neither article nor input gives one"),
    ("published_year", pa.int16(), _NULLABLE, "year of published_date; large versions have a file of events for each"),
    ("event_date", pa.date32(), _NULLABLE, "day the event happened; the first day where precision is month or year"),
    ("event_date_precision", _TEXT, _NULLABLE, "day, month or year"),
    ("event_date_basis", _TEXT, _NULLABLE, "text: the sentence says it; published: taken from the publication date"),
    ("source_actor", _TEXT, _NULLABLE, "CAMEO actor code of who acts, null when the sentence does not say"),
    ("target_actor", _TEXT, _NULLABLE, "CAMEO actor code of who is acted on, null only where the codebook allows it"),
    *_actor("source", "acts"),
    *_actor("target", "is acted on"),
    *_mention("source"),
    *_mention("target"),
    ("event_code", _TEXT, _REQUIRED, "code of the event ontology, leading zero kept"),
    ("event_root", _TEXT, _REQUIRED, "root code: the ancestor without a parent"),
    ("event_name", _TEXT, _REQUIRED, "name of the code in the codebook"),
    ("plover_type", _TEXT, _NULLABLE, "PLOVER event type by crosswalk, null where it names none"),
    ("plover_mode", _TEXT, _NULLABLE, "PLOVER mode by crosswalk"),
    ("plover_contexts", _TEXTS, _REQUIRED, "PLOVER contexts by crosswalk, possibly empty"),
    ("quad_class", pa.int8(), _REQUIRED, "1 verbal cooperation, 2 material cooperation, 3 verbal, 4 material conflict"),
    ("goldstein", pa.float32(), _REQUIRED, "Goldstein score of the code, -10 to 10"),
    ("polarity", _TEXT, _REQUIRED, "affirmed or negated"),
    ("modality", _TEXT, _REQUIRED, "actual, intended or hypothetical"),
    ("reported", pa.bool_(), _REQUIRED, "told as somebody's words"),
    ("speaker_actor", _TEXT, _NULLABLE, "CAMEO actor code of who said it"),
    ("trigger_text", _TEXT, _NULLABLE, "the words that gave the code, null when text is withheld"),
    ("trigger_start", pa.int32(), _REQUIRED, "code points into the sentence, inclusive"),
    ("trigger_end", pa.int32(), _REQUIRED, "code points into the sentence, exclusive"),
    ("rule_id", _TEXT, _REQUIRED, "codebook pattern or model that gave the code"),
    ("coder", _TEXT, _REQUIRED, "rule, model, hybrid or human"),
    ("confidence", pa.float32(), _REQUIRED, "0 to 1"),
    ("rule_code", _TEXT, _NULLABLE, "hybrid coder: the rule coder's code for these actors, null where it saw none"),
    ("model_code", _TEXT, _NULLABLE, "hybrid coder: the model's code for these actors, null where it saw none"),
    ("model_probability", pa.float32(), _NULLABLE, "hybrid coder: the model's calibrated probability, 0 to 1"),
    ("agreement", _TEXT, _NULLABLE, "hybrid coder: both, rule, model, or differ where the codes do; else null"),
    ("place_name", _TEXT, _NULLABLE, "where it happened, null if unknown"),
    ("place_country", _TEXT, _NULLABLE, "ISO 3166-1 alpha-3"),
    ("geonames_id", pa.int64(), _NULLABLE, "GeoNames identifier"),
    ("latitude", _COORDINATES, _NULLABLE, "degrees, WGS 84"),
    ("longitude", _COORDINATES, _NULLABLE, "degrees, WGS 84"),
    ("story_id", _TEXT, _NULLABLE, "same for events of one story"),
    ("duplicate_of", _TEXT, _NULLABLE, "event_id of the event this one repeats"),
    ("review_status", _TEXT, _REQUIRED, "uncorrected, confirmed, corrected or added"),
    ("reviewer", _TEXT, _NULLABLE, "who reviewed it"),
)

SENTENCES: Final = _schema(
    "sentences",
    ("sentence_id", _TEXT, _REQUIRED, "hash of document, place and words"),
    ("doc_id", _TEXT, _REQUIRED, "document it stands in"),
    ("article_no", pa.int16(), _REQUIRED, "article of the document"),
    ("sentence_no", pa.int32(), _REQUIRED, "sentence of the article"),
    ("start", pa.int32(), _REQUIRED, "code points into the document's text, inclusive"),
    ("end", pa.int32(), _REQUIRED, "code points into the document's text, exclusive"),
    ("text", _TEXT, _NULLABLE, "as printed, null when text is withheld"),
    ("language", _TEXT, _REQUIRED, "ISO 639-1"),
    ("published_date", pa.date32(), _NULLABLE, "of the article"),
    ("outcome", _TEXT, _REQUIRED, "coded, no_actor, no_event, filtered, rejected or failed"),
    ("reason", _TEXT, _NULLABLE, "what filtered it, or why it failed"),
)

DOCUMENTS: Final = _schema(
    "documents",
    ("doc_id", _TEXT, _REQUIRED, "document"),
    ("origin", _TEXT, _REQUIRED, "input file, and row where it has rows"),
    ("outcome", _TEXT, _REQUIRED, "built or failed"),
    ("reason", _TEXT, _NULLABLE, "why it failed"),
    ("title", _TEXT, _NULLABLE, "as the input gives it"),
    ("publisher", _TEXT, _NULLABLE, "as the input gives it"),
    ("url", _TEXT, _NULLABLE, "as the input gives it"),
    ("published_date", pa.date32(), _NULLABLE, "as the input gives it"),
    ("articles", pa.int32(), _REQUIRED, "articles found in it"),
    ("sentences", pa.int32(), _REQUIRED, "its rows in the sentences table"),
    ("events", pa.int32(), _REQUIRED, "events proposed from it, quarantined ones included, rejected ones not"),
)

CODES: Final = _schema(
    "codes",
    ("code", _TEXT, _REQUIRED, "event code, leading zero kept"),
    ("parent", _TEXT, _NULLABLE, "code one level up, null for a root"),
    ("name", _TEXT, _REQUIRED, "name in the codebook"),
    ("definition", _TEXT, _REQUIRED, "what it means"),
    ("quad_class", pa.int8(), _REQUIRED, "1 verbal cooperation, 2 material cooperation, 3 verbal, 4 material conflict"),
    ("goldstein", pa.float64(), _REQUIRED, "Goldstein score, -10 to 10"),
    ("plover_type", _TEXT, _NULLABLE, "PLOVER event type"),
    ("plover_mode", _TEXT, _NULLABLE, "PLOVER mode"),
    ("plover_contexts", _TEXTS, _REQUIRED, "PLOVER contexts"),
    ("requires_target", pa.bool_(), _REQUIRED, "whether an event of this code must have a target"),
)


def _relaxed(schema: pa.Schema) -> pa.Schema:
    return pa.schema([one.with_nullable(True) for one in schema], metadata=schema.metadata)


PROPOSED: Final = _relaxed(EVENTS)
"""EVENTS before the checks: a faulty row can still be held, with nulls where a code is unknown."""

QUARANTINE: Final = pa.schema(
    [
        *PROPOSED,
        pa.field("expectations", _TEXTS, False, metadata={"about": "names of the checks the row failed"}),
    ],
    metadata={"table": "quarantine", "schema_version": SCHEMA_VERSION},
)

SCHEMAS: Final[Mapping[str, pa.Schema]] = {
    "events": EVENTS,
    "sentences": SENTENCES,
    "documents": DOCUMENTS,
    "quarantine": QUARANTINE,
    "codes": CODES,
}

WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "events": ("sentence", "title", "source_text", "target_text", "trigger_text"),
    "quarantine": ("sentence", "title", "source_text", "target_text", "trigger_text"),
    "sentences": ("text",),
    "documents": ("title",),
    "codes": (),
}
"""The columns that hold words of the news, which a version without text leaves null; offsets and ids stay."""

EVENT_ORDER: Final = ("published_date", "doc_id", "article_no", "sentence_no", "trigger_start", "event_id")
