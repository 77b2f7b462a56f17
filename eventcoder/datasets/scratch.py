"""Where a build keeps what is not published yet: a folder that disappears with the build, however it ends."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from eventcoder.errors import DatasetError
from eventcoder.lock import locked

_PREFIX: Final = ".building-"
_ALIVE: Final = ".alive"
# A folder is made a moment before it is locked; one younger than this may belong to a build that is just starting.
_SETTLED_SECONDS: Final = 5.0


@contextmanager
def scratch_folder(parent: Path) -> Iterator[Path]:
    """Yield an empty folder inside `parent`, which is made where it is missing; remove it in the end.

    Folders that killed builds left behind are removed too; those of builds that still run are locked and stay. A parent
    made here is removed again when it stays empty. Raises DatasetError when `parent` cannot be written.
    """
    new = not parent.exists()
    try:
        parent.mkdir(parents=True, exist_ok=True)
        made = tempfile.TemporaryDirectory(prefix=_PREFIX, dir=parent, ignore_cleanup_errors=True)
    except OSError as problem:
        raise DatasetError(f"{parent}: cannot be written: {problem.strerror}") from problem
    try:
        with made, locked(Path(made.name, _ALIVE), wait=0):
            _sweep(parent, Path(made.name))
            yield Path(made.name)
    finally:
        if new:
            with suppress(OSError):
                parent.rmdir()


def _sweep(parent: Path, own: Path) -> None:
    """Remove the folders of builds that died. Ages are measured by the clock of the disk, against the own folder."""
    settled = own.stat().st_mtime - _SETTLED_SECONDS
    for left in parent.glob(f"{_PREFIX}*"):
        try:
            if left == own or left.is_symlink() or left.stat().st_mtime > settled:
                continue
            with locked(left / _ALIVE, wait=0):
                pass
            shutil.rmtree(left, ignore_errors=True)
        except (DatasetError, OSError):
            continue
