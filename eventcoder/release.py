"""From the tables of a build to a published version: check, quarantine, describe, publish."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Final

import pyarrow as pa

from eventcoder.checks.context import CheckContext
from eventcoder.checks.report import CheckReport
from eventcoder.checks.run import quarantine, run_checks
from eventcoder.checks.suite import Claim, joined_claims, plugin_claims, shipped_claims
from eventcoder.datasets.manifest import BuildRecord
from eventcoder.datasets.parquet import TableWriter, file_sha256
from eventcoder.datasets.publish import Published, publish
from eventcoder.datasets.scratch import scratch_folder
from eventcoder.datasets.versions import read_version
from eventcoder.errors import DatasetError, UsageError
from eventcoder.project import Project
from eventcoder.report.quality import quality_page
from eventcoder.schemas import EVENTS, QUARANTINE, SCHEMAS, WORDS
from eventcoder.stored import Stored

_HIDDEN: Final = frozenset(column for columns in WORDS.values() for column in columns)


@dataclass(frozen=True, slots=True)
class ReleaseOptions:
    """How to publish.

    `version` is the number, None for the one that what changed calls for. `withhold` leaves out the words of the news.
    `allow` names claims that are overridden: what fails them is published, and the manifest says so. `project` holds
    the settings of eventcoder.toml.
    """

    version: str | None = None
    withhold: bool = False
    allow: tuple[str, ...] = ()
    project: Project = Project()


def suite(project: Project) -> tuple[Claim, ...]:
    """Return the claims a version must keep: the shipped ones, those of installed packages, and the project's own.

    Raises CodebookError when two have one name.
    """
    return joined_claims(shipped_claims(), plugin_claims(), project.claims)


def ensure_claims(names: Collection[str], project: Project) -> None:
    """Raise UsageError for a name that no claim has, naming those close to it."""
    known = [claim.name for claim in suite(project)]
    if unknown := [name for name in names if name not in known]:
        close = ", ".join(get_close_matches(unknown[0], known, n=3)) or "none; quality.json of a version lists them all"
        raise UsageError(f"no claim is called {unknown[0]!r}, so it cannot be allowed; close to it: {close}")


@dataclass(frozen=True, slots=True)
class Released:
    """What became of the tables: the version, the verdicts, and how many events it holds and refuses."""

    published: Published
    report: CheckReport
    events: int
    quarantined: int


def release(
    root: Path,
    name: str,
    tables: Mapping[str, pa.Table | Stored],
    record: BuildRecord,
    context: CheckContext,
    options: ReleaseOptions,
    *,
    now: datetime,
) -> Released:
    """Check tables and publish what passes as a new version of the dataset `name` under `root`.

    `tables` holds events as proposed, in their published order, and sentences, documents and codes; `record` says how
    they were made.
    Raises CheckFailed when an error-level claim stops publishing, DatasetError when the version cannot be written.
    """
    checked = {table: rows for table, rows in tables.items() if table in SCHEMAS and table != "codes"}
    report = run_checks(checked, context, suite(options.project), _before(root, name)).allowing(options.allow)
    report.ensure_publishable()
    record = replace(
        record,
        checks=report.summary(_HIDDEN if options.withhold else ()),
        limits=replace(context, withheld=options.withhold).to_json(),
        withheld=options.withhold,
        about=options.project.about,
    )
    with scratch_folder(root) as folder:
        parted = _parted(tables["events"], report, folder)
        published = publish(
            root,
            name,
            {**tables, **parted},
            record,
            now=now,
            version=options.version,
            pages={"quality.html": quality_page},
        )
        return Released(published, report, parted["events"].num_rows, parted["quarantine"].num_rows)


def _parted(events: pa.Table | Stored, report: CheckReport, folder: Path) -> dict[str, Stored]:
    """Write what may be published and what is refused to two files in `folder`."""
    paths = {"events": folder / "events.parquet", "quarantine": folder / "quarantine.parquet"}
    with TableWriter(paths["events"], EVENTS) as kept, TableWriter(paths["quarantine"], QUARANTINE) as refused:
        try:
            for good, bad in quarantine(events, report):
                kept.append(good)
                refused.append(bad)
        except ValueError as problem:
            raise DatasetError(f"the events table cannot be published: {problem}") from problem
    return {table: Stored.at(path) for table, path in paths.items()}


def _before(root: Path, name: str) -> dict[str, Stored] | None:
    """Return the tables of the latest version to compare with; None where there is none, or it is damaged."""
    try:
        latest = read_version(root, name)
    except DatasetError:
        return None
    if not {"events", "sentences"} <= set(latest.tables):
        return None
    found = {table: latest.stored(table) for table in ("events", "sentences")}
    stated = {latest.folder / name: one["sha256"] for name, one in latest.manifest["files"].items()}
    whole = all(path.is_file() and file_sha256(path) == stated[path] for one in found.values() for path in one.paths)
    return found if whole else None
