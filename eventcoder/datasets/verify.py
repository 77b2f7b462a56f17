"""Checking a published version against its own manifest."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from eventcoder.datasets.manifest import MANIFEST, read_manifest, table_files, table_of
from eventcoder.datasets.parquet import content_sha256, file_sha256
from eventcoder.errors import DatasetError
from eventcoder.schemas import SCHEMA_VERSION, SCHEMAS
from eventcoder.stored import Stored


@dataclass(frozen=True, slots=True)
class Fault:
    """Something about a version that is not as published; `where` is a file of it or a relation between its tables."""

    where: str
    problem: str

    def __str__(self) -> str:
        """Return the fault in one line."""
        return f"{self.where}: {self.problem}"


def verify(folder: Path) -> list[Fault]:
    """Return what differs between a version folder and its manifest, in a stable order; empty when nothing does.

    Files are compared by hash, tables also by schema, rows and content, and the tables with each other by their counts.
    """
    try:
        manifest = read_manifest(folder)
    except DatasetError as problem:
        return [Fault(MANIFEST, str(problem))]
    files: Mapping[str, Any] = manifest["files"]
    faults = [*_identity(folder, manifest), *_strangers(folder, files)]
    for name in sorted(files):
        faults += _file_faults(folder, name, files[name], manifest)
    return faults or list(_conservation(folder, manifest))


def _identity(folder: Path, manifest: Mapping[str, Any]) -> Iterator[Fault]:
    if folder.resolve().name != manifest["version"]:
        yield Fault(MANIFEST, f"says version {manifest['version']}, but stands in folder {folder.resolve().name}")


def _strangers(folder: Path, files: Mapping[str, Any]) -> Iterator[Fault]:
    folders = {name.partition("/")[0] for name in files if "/" in name}
    for found in sorted(folder.iterdir()):
        if found.name in folders and found.is_dir() and not found.is_symlink():
            names = [f"{found.name}/{inner.name}" for inner in sorted(found.iterdir())]
        else:
            names = [found.name]
        yield from (Fault(name, "is not in the manifest") for name in names if name not in files and name != MANIFEST)


def _file_faults(folder: Path, name: str, stated: Mapping[str, Any], manifest: Mapping[str, Any]) -> Iterator[Fault]:
    path = folder / name
    plain = table_of(name) is not None or not {"/", "\\"} & set(name)
    if not plain or name in (".", "..") or path.is_symlink() or (path.parent != folder and path.parent.is_symlink()):
        yield Fault(name, "is not a plain file name, and was not opened")
    elif not path.is_file():
        yield Fault(name, "is missing")
    elif file_sha256(path) != stated["sha256"]:
        yield Fault(name, "its bytes have changed since it was published")
    elif name.endswith(".parquet"):
        yield from _table_faults(name, path, stated, manifest)


def _table_faults(name: str, path: Path, stated: Mapping[str, Any], manifest: Mapping[str, Any]) -> Iterator[Fault]:
    try:
        schema, rows = pq.read_schema(path), pq.read_metadata(path).num_rows
        content = content_sha256(path)
    except (pa.ArrowException, OSError) as problem:
        yield Fault(name, f"is not readable Parquet: {problem}")
        return
    if rows != stated.get("rows"):
        yield Fault(name, f"has {rows} rows, the manifest says {stated.get('rows')}")
    if {one.name: str(one.type) for one in schema} != stated.get("columns"):
        yield Fault(name, "its columns are not those of the manifest")
    table = table_of(name)
    if manifest.get("schema_version") == SCHEMA_VERSION and table and not schema.equals(SCHEMAS[table]):
        yield Fault(name, f"its columns are not those of schema version {SCHEMA_VERSION}")
    if content != stated.get("content_sha256"):
        yield Fault(name, "its rows have not the hash of the manifest")


def _conservation(folder: Path, manifest: Mapping[str, Any]) -> Iterator[Fault]:
    files = manifest["files"]
    rows = {table: sum(files[name].get("rows", 0) for name in table_files(files, table)) for table in SCHEMAS}
    if not all(table_files(files, table) for table in ("events", "sentences", "documents")):
        return
    held = rows["events"] + rows["quarantine"]
    accounted = held + manifest.get("events_rejected", 0)
    if accounted != manifest.get("events_proposed"):
        problem = (
            f"{accounted} events are kept, quarantined or rejected, but {manifest.get('events_proposed')} proposed"
        )
        yield Fault("events", problem)
    documents = Stored.at(*(folder / name for name in table_files(files, "documents"))).read(["sentences", "events"])
    for column, found in (("sentences", rows["sentences"]), ("events", held)):
        counted = pc.sum(documents[column]).as_py() or 0
        if counted != found:
            yield Fault(column, f"documents count {counted}, but {found} are listed")
