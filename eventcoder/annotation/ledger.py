"""The ledger: plain lines that are only ever appended, one file for each annotator and round.

    annotations/<dataset>/<round>/<annotator>.jsonl     what one person decided, in the order of deciding
    annotations/<dataset>/<round>/adjudication.jsonl    what was settled where annotators differed

Two programs may append at once: each takes a lock, writes whole lines and waits until the disk has them. A line that
a crash left half written was never acknowledged; the next append moves it to <file>.torn, and readers pass over it.
"""

import hashlib
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from eventcoder.annotation.records import from_line, to_line
from eventcoder.errors import InputError, UsageError
from eventcoder.lock import locked
from eventcoder.types.annotation import Decision, ensure_annotator

ADJUDICATION: Final = "adjudication"
_SUFFIX: Final = ".jsonl"
_LOCK: Final = ".lock"
_WAIT: Final = 60.0
_ID_LENGTH: Final = len('{"id": "0123456789abcdef"')
"""How much of a line its id takes, so that a known decision is found without reading all others."""


def ledger_folder(root: Path, dataset: str, round_name: str) -> Path:
    """Return the folder of a round; it need not exist. Raises UsageError for names that cannot be folders."""
    for name in (dataset, round_name):
        if not name or name.startswith(".") or set(name) & set('/\\:*?"<>|\0'):
            raise UsageError(f"{name!r} cannot name a round or dataset of annotations: letters, digits, '-', '_', '.'")
    return root / dataset / round_name


def round_names(root: Path, dataset: str) -> tuple[str, ...]:
    """Return the rounds of a dataset in the order of their names; empty where there are none."""
    folder = root / dataset
    if not folder.is_dir():
        return ()
    return tuple(sorted(one.name for one in folder.iterdir() if one.is_dir() and not one.name.startswith(".")))


def append(folder: Path, decisions: Sequence[Decision]) -> int:
    """Append decisions to the files of a round, each to that of its annotator, and return how many were new.

    A decision whose id stands there already is passed over. They are on the disk when this returns.
    Raises InputError where a file there cannot be read, DatasetError when another program holds the lock for a minute.
    """
    if not decisions:
        return 0
    folder.mkdir(parents=True, exist_ok=True)
    with locked(folder / _LOCK, _WAIT):
        return sum(_append(folder / name, some) for name, some in _by_file(decisions).items())


def _by_file(decisions: Iterable[Decision]) -> dict[str, list[Decision]]:
    found: dict[str, list[Decision]] = {}
    for one in decisions:
        name = ADJUDICATION if one.adjudicated else ensure_annotator(one.annotator)
        found.setdefault(name + _SUFFIX, []).append(one)
    return found


def _append(path: Path, decisions: Sequence[Decision]) -> int:
    with path.open("a+b") as file:
        content = _mended(file.fileno(), path)
        lines = {one.decision_id: to_line(one).encode("utf-8") for one in decisions}
        fresh = [line for line in lines.values() if line[:_ID_LENGTH] not in content]
        file.write(b"".join(fresh))
        file.flush()
        os.fsync(file.fileno())
    return len(fresh)


def _mended(handle: int, path: Path) -> bytes:
    """Return the whole lines of a file; one without an end is moved to the file beside.

    The caller holds the lock, so nobody is still writing it.
    """
    content = path.read_bytes()
    whole = content.rfind(b"\n") + 1
    if whole < len(content):
        with path.with_name(path.name + ".torn").open("ab") as torn:
            torn.write(content[whole:] + b"\n")
            torn.flush()
            os.fsync(torn.fileno())
        os.ftruncate(handle, whole)
    return content[:whole]


def read_file(path: Path) -> list[Decision]:
    """Return the decisions of one file, in its order; none where it does not exist.

    A last line without an end is passed over. Raises InputError naming file and line of any other that is no decision.
    """
    if not path.exists():
        return []
    content = path.read_bytes()
    found = []
    for number, line in enumerate(content[: content.rfind(b"\n") + 1].splitlines(), 1):
        try:
            found.append(from_line(line.decode("utf-8")))
        except ValueError as problem:
            raise InputError(f"{path}:{number}: {problem}") from problem
    return found


def read_round(folder: Path) -> list[Decision]:
    """Return the decisions of a round in the order they were made. Raises InputError as `read_file` does."""
    files = sorted(folder.glob(f"*{_SUFFIX}")) if folder.is_dir() else []
    return _ordered(one for path in files if not path.name.startswith(".") for one in read_file(path))


def read_ledger(root: Path, dataset: str) -> list[Decision]:
    """Return the decisions of all rounds of a dataset in the order they were made; none where there are none."""
    return _ordered(one for name in round_names(root, dataset) for one in read_round(root / dataset / name))


def _ordered(decisions: Iterable[Decision]) -> list[Decision]:
    return sorted(decisions, key=lambda one: one.at)  # those of one moment stay in the order of their file


def ledger_hash(decisions: Iterable[Decision]) -> str:
    """Return a hash of decisions that does not depend on files or order; that of no decisions is empty."""
    ids = sorted(one.decision_id for one in decisions)
    return hashlib.sha256("\n".join(ids).encode()).hexdigest() if ids else ""
