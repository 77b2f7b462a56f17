"""Running the suite over the tables of a build, and taking out the event rows that fell short."""

import gc
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa

from eventcoder.checks.context import CheckContext
from eventcoder.checks.report import CheckReport, ClaimResult, joined
from eventcoder.checks.suite import Claim, shipped_claims
from eventcoder.tables import EVENTS, QUARANTINE, promoted


def run_checks(
    tables: Mapping[str, pa.Table | Path],
    context: CheckContext,
    claims: tuple[Claim, ...] | None = None,
    before: Mapping[str, pa.Table | Path] | None = None,
) -> CheckReport:
    """Return the verdict on every claim, the shipped ones unless others are given.

    `tables` holds events (as proposed), sentences and documents, each in memory or as a Parquet file, and quarantine
    when a version that was published already is checked again. `before` holds the events and sentences of the version
    before, where there is one: what moved since then is warned of.
    """
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
    from eventcoder.checks.frames import frames, row_counts
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
    tables: Mapping[str, pa.Table | Path],
    context: CheckContext,
    claims: tuple[Claim, ...],
    before: Mapping[str, pa.Table | Path] | None = None,
) -> Path:
    """Write Great Expectations' own pages about the checks into `folder`, and return the first of them.

    Unlike the quality page of a version, they load files from the network when a browser opens them.
    """
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
    from eventcoder.checks.frames import frames
    from eventcoder.checks.gx import write_data_docs

    parts = (
        (f"{part.claims[0].table}-{part.start}", part.frame, part.claims)
        for part in frames(tables, context, claims, before)
    )
    return write_data_docs(folder, parts, context.values())


def quarantine(events: pa.Table, report: CheckReport) -> tuple[pa.Table, pa.Table]:
    """Return the rows of `events` that may be published, and the others with the claims each failed.

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
    held = sorted(failed)
    refused = events.take(pa.array(held, pa.int64())).append_column(
        QUARANTINE.field("expectations"), pa.array([failed[row] for row in held], pa.list_(pa.string()))
    )
    stays = pa.array([row for row in range(events.num_rows) if row not in failed], pa.int64()) if held else None
    kept = events if stays is None else _kept(events.take(stays), refused)
    return kept.cast(EVENTS), refused.cast(QUARANTINE)


def _kept(stays: pa.Table, refused: pa.Table) -> pa.Table:
    listed = set(stays["event_id"].to_pylist())
    return promoted(stays, frozenset(refused["event_id"].drop_null().to_pylist()) - listed)
