"""Print how far the two independent codings of our own sentences agree, before their differences were settled.

    python bench/agreement.py [FOLDER]

FOLDER, `annotations` unless given, has `first/LANGUAGE.tsv` and `second/LANGUAGE.tsv` in the form that
annotations/README.md gives. "event" is whether a sentence has a required tuple: the share of sentences on which both
say the same, and Cohen's kappa. The F1 columns match the tuples of a sentence one to one; a pair counts as "lenient"
when one coder accepts what the other prefers, as "strict" when the preferred codes are the same. A required tuple that
the other coder has as optional counts neither way, except in the last column, which is root and countries again; a
meeting or agreement counts in either direction. Rows told in three languages stand apart, being short and plain.
"""

import argparse
import csv
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from scipy.optimize import linear_sum_assignment
from sklearn.metrics import cohen_kappa_score

from eventcoder.evaluation.gold import GoldTuple
from eventcoder.evaluation.matching import LEVELS, Predicted, strict

Pair = tuple[tuple[GoldTuple, ...], tuple[GoldTuple, ...]]
Agrees = Callable[[GoldTuple, GoldTuple], bool]

COLUMNS: Final = (
    ("root", "root"),
    ("root and countries", "tuple"),
    ("full code", "code"),
    ("source", "source"),
    ("target", "target"),
    ("all in full", "tuple_exact"),
)


class Row(NamedTuple):
    """One line of the table: what it covers and the sentences as both coded them."""

    name: str
    pairs: Sequence[Pair]


def coded(path: Path) -> dict[str, tuple[GoldTuple, ...]]:
    """Return the tuples of every sentence of a TSV file, by id.

    Exits with file and line for a row that is not of the form.
    """
    found: dict[str, tuple[GoldTuple, ...]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file, delimiter="\t"), 2):
            try:
                found[row["id"]] = tuple(map(_tuple, filter(None, row["tuples"].split(" ; "))))
            except (KeyError, ValueError) as problem:
                sys.exit(f"{path}:{number}: write id, a tab and tuples such as TURGOV 042|040 SYR: {problem}")
    return found


def _tuple(told: str) -> GoldTuple:
    source, code, target = told.lstrip("?~").split(" ")
    return GoldTuple(_actors(source), _actors(target), tuple(code.split("|")), told[0] not in "?~", told[0] == "~")


def _actors(told: str) -> tuple[str, ...]:
    return tuple("" if one == "-" else one for one in told.split("|"))


def lenient_or_strict(level: str, only_preferred: bool) -> Agrees:
    """Return the test of two tuples at a level: that one coder accepts what the other prefers, or prefers the same."""
    agrees = LEVELS[level]

    def test(one: GoldTuple, other: GoldTuple) -> bool:
        if only_preferred:
            return agrees(_preferred(one), strict(other))
        return agrees(_preferred(one), other) or agrees(_preferred(other), one)

    return test


def _preferred(one: GoldTuple) -> Predicted:
    return Predicted(one.sources[0], one.targets[0], one.codes[0])


def counts(pair: Pair, agrees: Agrees) -> tuple[int, int, int]:
    """Return how many required tuples of a sentence both coders have, only the first, and only the second."""
    first, second = pair
    turned = {_preferred(one) for side in pair for one in side if one.mirror}
    worth = np.array([[_worth(a, b, agrees, turned) for b in second] for a in first]).reshape(len(first), len(second))
    used = [(r, c) for r, c in zip(*linear_sum_assignment(worth, maximize=True), strict=True) if worth[r, c]]
    both = sum(first[r].required and second[c].required for r, c in used)
    left = (
        sum(one.required for at, one in enumerate(first) if at not in {r for r, _ in used}),
        sum(one.required for at, one in enumerate(second) if at not in {c for _, c in used}),
    )
    return both, *left


def _worth(one: GoldTuple, other: GoldTuple, agrees: Agrees, turned: set[Predicted]) -> float:
    back = replace(one, sources=one.targets, targets=one.sources)
    if not agrees(one, other) and not (_turns(one, turned) and agrees(back, other)):
        return 0.0
    return 100.0 if one.required and other.required else 1.0 if one.required or other.required else 0.0


def _turns(one: GoldTuple, turned: set[Predicted]) -> bool:
    return any((one.targets[0], one.sources[0]) == (other.source, other.target) for other in turned)


def f1(pairs: Sequence[Pair], agrees: Agrees) -> float:
    """Return F1 over all sentences; which coder is taken for the gold makes no difference to it."""
    both, first, second = np.array([counts(pair, agrees) for pair in pairs]).sum(axis=0)
    return float(2 * both / (2 * both + first + second))


def f1_of_required(pairs: Sequence[Pair], agrees: Agrees) -> float:
    """Return F1 when a tuple that only one of the two requires counts against them even where the other has it."""
    both = sum(counts(pair, agrees)[0] for pair in pairs)
    return 2 * both / sum(one.required for pair in pairs for side in pair for one in side)


def cells(row: Row) -> Iterator[str]:
    """Yield the cells of one line of the table."""
    present = [[any(one.required for one in side) for side in pair] for pair in row.pairs]
    first, second = zip(*present, strict=True)
    yield row.name
    yield str(len(row.pairs))
    yield f"{sum(a == b for a, b in present) / len(present):.1%}"
    kappa = cohen_kappa_score(first, second) if len({*first, *second}) > 1 else 1.0
    yield f"{kappa:.2f}"
    for _, level in COLUMNS:
        yield " / ".join(f"{f1(row.pairs, lenient_or_strict(level, only)):.2f}" for only in (False, True))
    agreeing = [lenient_or_strict("tuple", only) for only in (False, True)]
    yield " / ".join(f"{f1_of_required(row.pairs, agrees):.2f}" for agrees in agreeing)


def rows(folder: Path) -> Iterator[Row]:
    """Yield the sentences of each language, of all, and the rows told in three languages."""
    every: list[Pair] = []
    told: list[Pair] = []
    for path in sorted((folder / "first").glob("*.tsv")):
        first, second = coded(path), coded(folder / "second" / path.name)
        if first.keys() != second.keys():
            sys.exit(f"{path.stem}: the codings differ in the sentences {sorted(first.keys() ^ second.keys())[:5]}")
        own = [(first[key], second[key]) for key in first if key.startswith(path.stem)]
        told += [(first[key], second[key]) for key in first if not key.startswith(path.stem)]
        every += own
        yield Row(path.stem, own)
    if not every:
        sys.exit(f"{folder}: has no first/LANGUAGE.tsv and second/LANGUAGE.tsv")
    yield Row("all", every)
    yield Row("trilingual rows", told)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("annotations"))
    header = ["sentences of", "number", "event", "kappa", *(name for name, _ in COLUMNS), "both require it"]
    print("F1 of tuples: lenient / strict\n")
    print(f"| {' | '.join(header)} |\n|{'---|' * len(header)}")
    for row in rows(parser.parse_args().folder):
        print(f"| {' | '.join(cells(row))} |")


if __name__ == "__main__":
    main()
