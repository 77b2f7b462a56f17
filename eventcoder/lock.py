"""One writer at a time: a lock the system lets go of when its holder dies."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from eventcoder.errors import DatasetError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_PAUSE: Final = 0.05


@contextmanager
def locked(path: Path, wait: float) -> Iterator[None]:
    """Hold the lock file `path` while the body runs, waiting up to `wait` seconds for another holder.

    Raises DatasetError when the other one does not finish in time.
    """
    with path.open("a+b") as file:
        deadline = time.monotonic() + wait
        while not _taken(file):
            if time.monotonic() >= deadline:
                raise DatasetError(f"{path}: another program is writing here and has not finished in {wait:g} s")
            time.sleep(_PAUSE)
        try:
            yield
        finally:
            _release(file)


def _taken(file: IO[bytes]) -> bool:
    try:
        if sys.platform == "win32":
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _release(file: IO[bytes]) -> None:
    if sys.platform == "win32":
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)
    else:
        fcntl.flock(file, fcntl.LOCK_UN)
