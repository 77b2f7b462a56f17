"""Versions at addresses that fsspec reads and writes: s3://, gs://, memory:// and others."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from eventcoder.datasets.manifest import MANIFEST, checked_manifest, table_files
from eventcoder.datasets.names import Version, checked_name
from eventcoder.datasets.versions import LATEST
from eventcoder.errors import DatasetError, UsageError


def is_address(root: str) -> bool:
    """Return whether a place of datasets is an address and no folder."""
    return "://" in root


def file_system(url: str) -> tuple[Any, str]:
    """Return the fsspec file system of an address, and the path in it.

    Raises UsageError when fsspec or what it needs for this kind of address is not installed.
    """
    try:
        from fsspec.core import url_to_fs

        system, root = url_to_fs(url)
    except (ImportError, ValueError) as problem:
        raise UsageError(f"{url}: cannot be reached: {problem}; pip install fsspec and what it needs") from problem
    return system, str(root).rstrip("/")


@dataclass(frozen=True, slots=True)
class RemoteVersion:
    """A version at an address, and its manifest."""

    address: str
    system: Any
    folder: str
    manifest: Mapping[str, Any]

    def read(self, table: str, columns: list[str] | None = None) -> pa.Table:
        """Return a table, all columns unless some are named; only these are fetched.

        Raises DatasetError when there is no such table or column, or it cannot be read.
        """
        files = table_files(self.manifest["files"], table)
        if not files:
            raise DatasetError(f"{self.address}: no table {table!r}")
        try:
            parts = [self._part(f"{self.folder}/{name}", columns) for name in files]
        except (OSError, pa.ArrowException) as problem:
            raise DatasetError(f"{self.address}: {table} cannot be read: {problem}") from problem
        whole = pa.concat_tables(parts)
        if unknown := [name for name in columns or () if name not in whole.column_names]:
            raise DatasetError(f"{self.address}: {table} has no column {unknown[0]!r}")
        return whole if columns is None else whole.select(columns)

    def _part(self, path: str, columns: list[str] | None) -> pa.Table:
        with self.system.open(path, "rb") as opened, pq.ParquetFile(opened) as file:
            return file.read(columns=columns)


def remote_version(url: str, name: str, version: str = LATEST) -> RemoteVersion:
    """Return a version of the dataset `name` at the address `url`, the highest number when `version` is "latest".

    A copy that was cut off has no manifest and is no version. Raises DatasetError, naming the versions there are.
    """
    system, root = file_system(url)
    place = f"{root}/{checked_name(name)}"
    try:
        known = _numbers(system, place)
        number = (known[-1] if known else None) if version == LATEST else Version.parse(version)
        if number is None or number not in known:
            there = ", ".join(str(one) for one in known) or "none"
            raise DatasetError(f"{url.rstrip('/')}/{name}: no version {version}; there are: {there}")
        data = json.loads(system.cat_file(f"{place}/{number}/{MANIFEST}"))
    except (OSError, ValueError) as problem:
        raise DatasetError(f"{url.rstrip('/')}/{name}: cannot be read: {problem}") from problem
    address = f"{url.rstrip('/')}/{name}/{number}"
    return RemoteVersion(address, system, f"{place}/{number}", checked_manifest(data, f"{address}/{MANIFEST}"))


def _numbers(system: Any, place: str) -> list[Version]:
    """Return the versions that have arrived whole, oldest first."""
    if not system.exists(place):
        return []
    names = [str(one).rstrip("/").rpartition("/")[2] for one in system.ls(place, detail=False)]
    found = [Version.parse(one) for one in names if Version.is_one(one)]
    return sorted(one for one in found if system.exists(f"{place}/{one}/{MANIFEST}"))
