"""Running the suite over the tables of a build, and taking out the event rows that fell short."""

import gc
import os
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from eventcoder.checks.context import CheckContext
from eventcoder.checks.frames import PART_ROWS, Table, frames, row_counts
from eventcoder.checks.report import CheckReport, ClaimResult, joined
from eventcoder.checks.suite import Claim, shipped_claims
from eventcoder.stored import parts_of
from eventcoder.tables import EVENTS, PROPOSED, QUARANTINE


def run_checks(
    tables: Mapping[str, Table],
    context: CheckContext,
    claims: tuple[Claim, ...] | None = None,
    before: Mapping[str, Table] | None = None,
) -> CheckReport:
    """Return the verdict on every claim, the shipped ones unless others are given.

    `tables` holds events (as proposed), sentences and documents, each in memory or in Parquet files, and quarantine
    when a version that was published already is checked again. `before` holds the events and sentences of the version
    before, where there is one: what moved since then is warned of.
    """
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
    from eventcoder.checks.gx import judge

    suite = shipped_claims() if claims is None else claims
    values = context.values()
    found: dict[str, ClaimResult] = {}
    with _swept() as sweep:
        for part in frames(tables, context, suite, before):
            for result in judge(part.frame, part.claims, values):
                earlier = found.get(result.name)
                found[result.name] = joined(earlier, result, part.start) if earlier else result
            del part  # else it is held while the next one is made
            sweep()
    return CheckReport(tuple(found[claim.name] for claim in suite), row_counts(tables))


@contextmanager
def _swept() -> Iterator[Callable[[], object]]:
    """Yield a function that frees the frames Great Expectations ties into cycles, which would pile up.

    What was there before is left out of the search, so that it takes milliseconds.
    """
    gc.freeze()
    try:
        yield gc.collect
    finally:
        gc.unfreeze()


def data_docs(
    folder: Path,
    tables: Mapping[str, Table],
    context: CheckContext,
    claims: tuple[Claim, ...],
    before: Mapping[str, Table] | None = None,
) -> Path:
    """Write Great Expectations' own pages about the checks into `folder`, and return the first of them.

    Unlike the quality page of a version, they load files from the network when a browser opens them.
    """
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
    from eventcoder.checks.gx import write_data_docs

    parts = (
        (f"{part.claims[0].table}-{part.start}", part.frame, part.claims)
        for part in frames(tables, context, claims, before)
    )
    return write_data_docs(folder, parts, context.values())


def quarantine(events: Table, report: CheckReport) -> Iterator[tuple[pa.Table, pa.Table]]:
    """Yield, part by part, the rows of `events` that may be published, and the others with the claims each failed.

    `events` must be the table the report is about. Both keep the order of the rows. A kept row that repeated a
    quarantined one repeats the first kept row of the same original instead, or stands for itself where it is that row.
    Raises ValueError when the report is about another number of rows.
    """
    if dict(report.rows)["events"] != events.num_rows:
        raise ValueError(f"the report is about {dict(report.rows)['events']} events, not {events.num_rows}")
    failed: dict[int, list[str]] = {}
    for result in report.results:
        if result.quarantines:
            for row in result.rows:
                failed.setdefault(row, []).append(result.name)
    held, originals, start = sorted(failed), _originals(events, failed), 0
    for part in parts_of(events, PART_ROWS) if events.num_rows else (PROPOSED.empty_table(),):
        stop = start + part.num_rows
        inside = [row - start for row in held[bisect_left(held, start) : bisect_left(held, stop)]]
        refused = part.take(pa.array(inside, pa.int64())).append_column(
            QUARANTINE.field("expectations"), pa.array([failed[row + start] for row in inside], pa.list_(pa.string()))
        )
        changed = {row - start: value for row, value in originals.items() if start <= row < stop}
        yield _kept(part, inside, changed).cast(EVENTS), refused.cast(QUARANTINE)
        start = stop


def _kept(part: pa.Table, refused: list[int], originals: Mapping[int, str | None]) -> pa.Table:
    """Return the rows that are not refused, some of them with another `duplicate_of`."""
    if originals:
        column = part["duplicate_of"].to_pylist()
        for row, value in originals.items():
            column[row] = value
        at = part.schema.get_field_index("duplicate_of")
        part = part.set_column(at, PROPOSED.field("duplicate_of"), pa.array(column, pa.string()))
    if not refused:
        return part
    return part.filter(pc.invert(pc.is_in(pa.array(range(part.num_rows)), value_set=pa.array(refused, pa.int64()))))


def _originals(events: Table, failed: Collection[int]) -> dict[int, str | None]:
    """Return what the kept rows that repeat a refused one repeat instead, by row number."""
    if not failed:
        return {}
    ids, named = (
        pa.chunked_array([chunk for part in parts_of(events, PART_ROWS, {name}) for chunk in part[name].chunks])
        for name in ("event_id", "duplicate_of")
    )
    refused = ids.take(pa.array(sorted(failed), pa.int64())).drop_null().combine_chunks()
    heirs: dict[str, str] = {}
    found: dict[int, str | None] = {}
    for row in pc.indices_nonzero(pc.is_in(named, value_set=refused)).to_pylist():
        if row not in failed:
            heir = heirs.setdefault(named[row].as_py(), ids[row].as_py())
            found[row] = None if heir == ids[row].as_py() else heir
    return found
