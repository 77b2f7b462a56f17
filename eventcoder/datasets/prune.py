"""Removing old versions, never the last good one."""

import os
import secrets
import shutil
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from eventcoder.datasets.names import Version, checked_name
from eventcoder.datasets.publish import LOCK, REMOVED, swept
from eventcoder.datasets.verify import verify
from eventcoder.datasets.versions import version_numbers
from eventcoder.errors import DatasetError
from eventcoder.lock import locked

_WAIT: Final = 60.0


@dataclass(frozen=True, slots=True)
class Pruning:
    """What pruning removes and keeps, oldest first; `good` is the newest version that is as published, if any is."""

    removed: tuple[Version, ...]
    kept: tuple[Version, ...]
    good: Version | None


def pruning(root: Path, name: str, keep: int = 1, versions: Collection[Version] = ()) -> Pruning:
    """Return what would be removed: all but the newest `keep`, or the versions named.

    The newest version that verifies is never removed, whatever is asked for; where none verifies, nothing is.
    Raises DatasetError when there is no such dataset or version.
    """
    known = version_numbers(root, checked_name(name))
    if not known:
        raise DatasetError(f"{root / name}: no version has been published here")
    if unknown := [str(one) for one in versions if one not in known]:
        raise DatasetError(f"{root / name}: no version {unknown[0]}; there are {', '.join(map(str, known))}")
    wished = [one for one in known if one in versions] if versions else list(known[: len(known) - max(keep, 0)])
    good = next((one for one in reversed(known) if not verify(root / name / str(one))), None)
    removed = tuple(one for one in wished if good is not None and one != good)
    return Pruning(removed, tuple(one for one in known if one not in removed), good)


def prune(root: Path, name: str, keep: int = 1, versions: Collection[Version] = ()) -> Pruning:
    """Remove what `pruning` says, each version by one rename, so that none is ever seen half removed.

    Raises DatasetError where a version cannot be removed, or another build is publishing.
    """
    folder = root / checked_name(name)
    if not folder.is_dir():
        raise DatasetError(f"{folder}: no version has been published here")
    with locked(folder / LOCK, _WAIT):
        swept(folder)
        planned = pruning(root, name, keep, versions)
        for version in planned.removed:
            gone = folder / f"{REMOVED}{secrets.token_hex(8)}"
            try:
                os.rename(folder / str(version), gone)
                shutil.rmtree(gone)
            except OSError as problem:
                raise DatasetError(f"{folder / str(version)}: cannot be removed: {problem.strerror}") from problem
        return planned
