"""Small tables and records of a whole version, to publish in tests."""

from dataclasses import replace
from datetime import UTC, datetime

import pyarrow as pa
from table_makers import CODES, context, tables

from eventcoder.datasets.manifest import BuildRecord, InputRecord
from eventcoder.schemas import EVENTS, QUARANTINE
from eventcoder.tables import sorted_events, to_codes_table

Tables = dict[str, pa.Table]
BOOK = {"pattern:visit-1": "a1", "entry:entry": "b1"}


def stamp() -> datetime:
    return datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def full(*doc_ids: str) -> Tables:
    """Return all tables of a version that holds these documents, two events in each."""
    made = tables(doc_ids or ("d1",))
    made["events"] = sorted_events(made["events"]).cast(EVENTS)
    return {**made, "quarantine": QUARANTINE.empty_table(), "codes": to_codes_table(CODES)}


def record(**more: object) -> BuildRecord:
    """Return what a build would say of `full()`, with some of it said otherwise."""
    build = BuildRecord(
        (InputRecord("a.txt", "0" * 64, 3),), "cameo", "0.1.0", "f" * 64, "rule", "1", proposed=2,
        checks={"passed": 1, "failed": 0, "claims": []}, limits=context().to_json(), entries=BOOK,
    )  # fmt: skip
    return replace(build, **more)
