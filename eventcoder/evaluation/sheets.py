"""Write errors, confusions and differences as CSV that a spreadsheet opens without harm."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from eventcoder.evaluation.compare import Difference, Fault

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def write_faults(path: Path, faults: Iterable[Fault]) -> None:
    """Write missed and false tuples, one a row."""
    _write(path, Fault._fields, faults)


def write_differences(path: Path, differences: Iterable[Difference]) -> None:
    """Write the sentences two coders code differently, one a row."""
    _write(path, Difference._fields, differences)


def confusion_rows(counts: Mapping[tuple[str, str], int]) -> list[list[str]]:
    """Return a confusion matrix as rows: a header, then one row a gold root; "none" stands last."""
    names = sorted({name for pair in counts for name in pair}, key=lambda name: (name == "none", name))
    rows = [[gold, *(str(counts.get((gold, found), 0)) for found in names)] for gold in names]
    return [["gold", *names], *rows]


def write_confusion(path: Path, counts: Mapping[tuple[str, str], int]) -> None:
    """Write a confusion matrix; rows are gold roots, columns predicted ones."""
    header, *rows = confusion_rows(counts)
    _write(path, header, rows)


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write UTF-8 with a byte order mark, for Excel; a cell that would be a formula gets an apostrophe."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row] for row in rows)
