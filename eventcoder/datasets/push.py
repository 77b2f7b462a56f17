"""Copying a version to another place: a folder, or any URL fsspec can write to."""

from pathlib import Path
from typing import Final

from eventcoder.datasets.manifest import MANIFEST, read_manifest
from eventcoder.datasets.names import checked_name
from eventcoder.datasets.remote import file_system
from eventcoder.datasets.verify import verify
from eventcoder.errors import DatasetError

_WITHOUT_FOLDERS: Final = frozenset({"s3", "gs", "gcs", "abfs", "az"})
"""Object stores, where making a folder would make a bucket that somebody misspelt."""


def push(folder: Path, url: str) -> str:
    """Copy a version to `url`/<name>/<version> and return that address.

    The manifest is written last, so a copy that was cut off is no version, and the next attempt completes it.
    Raises DatasetError when the version is not as published, is there already, or cannot be written; UsageError when
    fsspec or what it needs for this kind of URL is not installed.
    """
    if faults := verify(folder):
        raise DatasetError(f"{folder}: not as published, so it is not copied: {faults[0]}")
    manifest = read_manifest(folder)
    system, root = file_system(url)
    target = f"{root}/{checked_name(manifest['name'])}/{manifest['version']}"
    address = f"{url.rstrip('/')}/{manifest['name']}/{manifest['version']}"
    try:
        if system.exists(f"{target}/{MANIFEST}"):
            raise DatasetError(f"{address}: is there already, and versions never change")
        if not _WITHOUT_FOLDERS & {system.protocol, *system.protocol}:
            for inner in sorted({name.rpartition("/")[0] for name in manifest["files"]}):
                system.makedirs(f"{target}/{inner}", exist_ok=True)
        for name in [*sorted(manifest["files"]), MANIFEST]:
            system.put_file(str(folder / name), f"{target}/{name}")
            if system.size(f"{target}/{name}") != (folder / name).stat().st_size:
                raise DatasetError(f"{address}/{name}: did not arrive whole")
    except OSError as problem:
        raise DatasetError(f"{address}: cannot be written: {problem.strerror or problem}") from problem
    return address
