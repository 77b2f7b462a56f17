"""Publishing: a version appears whole, by one rename, or not at all."""

import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from eventcoder.datasets.contents import NO_PAGES, Page, contents
from eventcoder.datasets.manifest import CORRECTIONS, MANIFEST, BuildRecord, make_manifest, to_json
from eventcoder.datasets.names import Version, checked_name
from eventcoder.datasets.parquet import content_sha256, file_sha256
from eventcoder.datasets.partition import write_files
from eventcoder.datasets.propose import Proposal, proposal
from eventcoder.datasets.versions import DatasetVersion, read_version, version_numbers
from eventcoder.errors import DatasetError, UsageError
from eventcoder.lock import locked
from eventcoder.schemas import SCHEMAS, WORDS
from eventcoder.stored import Stored

FIRST: Final = Version(1, 0, 0)
_TEMPORARY: Final = ".publishing-"
REMOVED: Final = ".removing-"
LOCK: Final = ".lock"
_WAIT: Final = 600.0


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing did; `created` is False when the tables equal those of `version`, and nothing was written."""

    folder: Path
    version: Version
    created: bool

    def __str__(self) -> str:
        """Return the outcome in words."""
        return f"published {self.version}" if self.created else f"unchanged, {self.version}"


def publish(
    root: Path,
    name: str,
    tables: Mapping[str, pa.Table | Stored],
    build: BuildRecord,
    *,
    now: datetime,
    version: str | None = None,
    wait: float = _WAIT,
    pages: Mapping[str, Page] = NO_PAGES,
) -> Published:
    """Publish tables as a new version under `root`/`name`, or say that the latest one is equal to them.

    A table is given in memory or as Parquet files of its schema, events in their published order. Without `version`,
    the first is 1.0.0, and each later one is what `proposal` finds fit. `wait` is how many seconds to wait for another
    build that is publishing the same dataset. `pages` are files to add, each written from what the version says.

    Raises UsageError for a bad name or version, DatasetError when the version exists, when its number does not say that
    columns changed, when another build does not finish, or when the disk refuses: then nothing is published.
    """
    folder = root / checked_name(name)
    wished = Version.parse(version) if version is not None else None
    if now.tzinfo is None:
        raise UsageError("the time of publishing must know its time zone")
    try:
        with _work_folder(folder, wait) as work:
            return _publish(work, root, name, tables, build, wished, now, pages)
    except OSError as problem:
        told = problem.strerror or str(problem)
        raise DatasetError(f"{folder}: cannot be written, so nothing was published: {told}") from problem


@contextmanager
def _work_folder(folder: Path, wait: float) -> Iterator[Path]:
    """Yield an empty folder beside the versions of a dataset, with the dataset locked; remove it in the end."""
    folder.mkdir(parents=True, exist_ok=True)
    with locked(folder / LOCK, wait):
        swept(folder)
        work = folder / f"{_TEMPORARY}{secrets.token_hex(8)}"
        work.mkdir()
        try:
            yield work
        finally:
            shutil.rmtree(work, ignore_errors=True)


def _publish(
    work: Path,
    root: Path,
    name: str,
    tables: Mapping[str, pa.Table | Stored],
    build: BuildRecord,
    wished: Version | None,
    now: datetime,
    pages: Mapping[str, Page],
) -> Published:
    files: dict[str, dict[str, Any]] = {}
    for table in sorted(tables):
        files |= _written(work, table, tables[table], build.withheld)
    latest = read_version(root, name) if version_numbers(root, name) else None
    if latest is not None and wished in (None, latest.version) and _equal(files, latest):
        return Published(latest.folder, latest.version, created=False)
    if build.fates:
        files[CORRECTIONS] = _extra(work / CORRECTIONS, to_json({"fates": list(build.fates)}))
    draft = make_manifest(name, str(FIRST), str(latest.version) if latest else None, build, files, now)
    proposed = proposal(latest, DatasetVersion(name, FIRST, work, draft)) if latest else None
    number = _number(root, name, wished, proposed, latest)
    draft["version"] = str(number)
    release = DatasetVersion(name, number, work, draft)
    for path, content in contents(release, latest, build, _part(latest, number, proposed), pages).items():
        files[path] = _extra(work / path, content)
    _extra(work / MANIFEST, to_json(make_manifest(name, str(number), draft["parent"], build, files, now)))
    target = root / name / str(number)
    for inner in (work, *(one for one in work.iterdir() if one.is_dir())):
        _synced(inner)
    os.rename(work, target)
    _synced(target.parent)
    return Published(target, number, created=True)


def _written(work: Path, table: str, rows: pa.Table | Stored, withheld: bool) -> dict[str, dict[str, Any]]:
    """Write a table, and return what the manifest says of its files, by name."""
    if table not in SCHEMAS:
        raise UsageError(f"no table is called {table!r}; known: {', '.join(SCHEMAS)}")
    if isinstance(rows, Stored) and rows.schema.names != SCHEMAS[table].names:
        raise DatasetError(f"{rows.paths[0]}: does not have the columns of the {table} table")
    try:
        names = write_files(work, table, rows, SCHEMAS[table], WORDS[table] if withheld else ())
    except ValueError as problem:
        raise DatasetError(f"the {table} table cannot be published: {problem}") from problem
    return {name: _stated(work / name, table) for name in names}


def _stated(path: Path, table: str) -> dict[str, Any]:
    _flush(path)
    return {
        "sha256": file_sha256(path),
        "bytes": path.stat().st_size,
        "rows": pq.read_metadata(path).num_rows,
        "content_sha256": content_sha256(path),
        "columns": {one.name: str(one.type) for one in SCHEMAS[table]},
    }


def _extra(path: Path, content: bytes) -> dict[str, Any]:
    path.write_bytes(content)
    _flush(path)
    return {"sha256": file_sha256(path), "bytes": len(content)}


def _equal(files: Mapping[str, Mapping[str, Any]], latest: DatasetVersion) -> bool:
    published = {path: one for path, one in latest.manifest["files"].items() if path.endswith(".parquet")}
    same = ("content_sha256", "rows", "columns")
    return files.keys() == published.keys() and all(
        files[path][key] == published[path].get(key) for path in files for key in same
    )


def _number(
    root: Path, name: str, wished: Version | None, proposed: Proposal | None, latest: DatasetVersion | None
) -> Version:
    if latest is None or proposed is None:
        return wished or FIRST
    number = wished or proposed.number
    if number in version_numbers(root, name) or (root / name / str(number)).exists():
        raise DatasetError(f"{root / name}: version {number} is published already, and versions never change")
    if proposed.columns and number.major == latest.version.major:
        raise DatasetError(f"since {latest.version}, {proposed.reason}: so the next version is {proposed.number}")
    return number


def _part(latest: DatasetVersion | None, number: Version, proposed: Proposal | None) -> tuple[str, str]:
    """Return which part of the number went up, and why."""
    if latest is None or proposed is None:
        return "first", ""
    if number == proposed.number:
        return proposed.part, proposed.reason
    was = latest.version
    part = "major" if number.major != was.major else "minor" if number.minor != was.minor else "patch"
    return part, f"chosen by hand; {proposed.number} was proposed, {proposed.reason}"


def swept(folder: Path) -> None:
    """Remove what builds and prunes that died left behind; the caller must hold the lock, so that none is running."""
    for mark in (_TEMPORARY, REMOVED):
        for left in folder.glob(f"{mark}*"):
            shutil.rmtree(left, ignore_errors=True)


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _synced(folder: Path) -> None:
    """Make names in a folder survive a power cut, where the system can sync a folder at all."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
