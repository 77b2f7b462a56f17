"""The versions of a dataset, and reading them: datasets/<name>/<major.minor.patch>/."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from eventcoder.datasets.manifest import read_manifest, table_files
from eventcoder.datasets.names import Version, checked_name
from eventcoder.errors import DatasetError
from eventcoder.schemas import SCHEMAS
from eventcoder.stored import Stored

LATEST = "latest"


@dataclass(frozen=True, slots=True)
class DatasetVersion:
    """A published version: where it lies, and its manifest."""

    name: str
    version: Version
    folder: Path
    manifest: Mapping[str, Any]

    @property
    def tables(self) -> tuple[str, ...]:
        """Return the tables it holds, by name."""
        return tuple(name for name in SCHEMAS if table_files(self.manifest["files"], name))

    def rows(self, table: str) -> int:
        """Return how many rows a table has, 0 when the version does not hold it."""
        files = self.manifest["files"]
        return sum(int(files[name].get("rows", 0)) for name in table_files(files, table))

    def stored(self, table: str) -> Stored:
        """Return the rows of a table, on disk. Raises DatasetError when the version does not hold it."""
        if table not in self.tables:
            raise DatasetError(f"{self.folder}: no table {table!r}; there are {', '.join(self.tables)}")
        return Stored(tuple(self.folder / name for name in table_files(self.manifest["files"], table)))


def version_numbers(root: Path, name: str) -> tuple[Version, ...]:
    """Return the version numbers that have a folder, oldest first by semantic order; empty for an unknown dataset."""
    folder = root / checked_name(name)
    if not folder.is_dir():
        return ()
    return tuple(
        sorted(Version.parse(one.name) for one in folder.iterdir() if one.is_dir() and Version.is_one(one.name))
    )


def dataset_names(root: Path) -> tuple[str, ...]:
    """Return the names of the datasets under `root` that have a version, sorted."""
    if not root.is_dir():
        return ()
    folders = (one for one in root.iterdir() if one.is_dir() and not one.name.startswith("."))
    return tuple(sorted(one.name for one in folders if any(Version.is_one(inner.name) for inner in one.iterdir())))


def list_versions(root: Path, name: str) -> tuple[DatasetVersion, ...]:
    """Return the versions of a dataset, oldest first. Raises DatasetError when one cannot be read."""
    return tuple(read_version(root, name, str(number)) for number in version_numbers(root, name))


def read_version(root: Path, name: str, version: str = LATEST) -> DatasetVersion:
    """Return one version of a dataset, the highest number when `version` is "latest".

    Raises DatasetError, naming the versions there are, when there is no such version.
    """
    known = version_numbers(root, name)
    if not known:
        raise DatasetError(f"{root / name}: no version has been published here")
    number = known[-1] if version == LATEST else Version.parse(version)
    if number not in known:
        raise DatasetError(f"{root / name}: no version {number}; there are {', '.join(str(one) for one in known)}")
    folder = root / name / str(number)
    return DatasetVersion(name, number, folder, read_manifest(folder))


def read_table(version: DatasetVersion, table: str = "events", columns: list[str] | None = None) -> pa.Table:
    """Return a table of a version, all columns unless some are named. Raises DatasetError when it does not hold it."""
    stored = version.stored(table)
    if unknown := [name for name in columns or () if name not in stored.schema.names]:
        raise DatasetError(f"{version.folder}: {table} has no column {unknown[0]!r}")
    rows = stored.read(columns)
    return rows.select(columns) if columns is not None else rows
