"""Match the events of a sentence with its gold tuples, one to one, required ones first."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

import numpy as np
from scipy.optimize import linear_sum_assignment

from eventcoder.evaluation.gold import GoldTuple


class Predicted(NamedTuple):
    """One predicted event: actor codes, "" for nobody, event code, and ISO date, "" for none."""

    source: str
    target: str
    code: str
    day: str = ""


Agrees = Callable[[Predicted, GoldTuple], bool]


class Matched(NamedTuple):
    """How a sentence came out: pairs (predicted, required gold), false events, missed gold; optional ones absorb."""

    pairs: tuple[tuple[Predicted, GoldTuple], ...]
    absorbed: tuple[tuple[Predicted, GoldTuple], ...]
    false: tuple[Predicted, ...]
    missed: tuple[GoldTuple, ...]

    @property
    def counts(self) -> tuple[int, int, int]:
        """Return true positives, false positives and false negatives."""
        return len(self.pairs), len(self.false), len(self.missed)


def _root(predicted: Predicted, gold: GoldTuple) -> bool:
    return predicted.code[:2] in {code[:2] for code in gold.codes}


def _country(code: str, accepted: Sequence[str]) -> bool:
    return code[:3] in {one[:3] for one in accepted}


def _countries(predicted: Predicted, gold: GoldTuple) -> bool:
    return _country(predicted.source, gold.sources) and _country(predicted.target, gold.targets)


def sides(predicted: Predicted, gold: GoldTuple) -> tuple[bool, bool, bool]:
    """Return whether root code, source country and target country agree."""
    source, target = _country(predicted.source, gold.sources), _country(predicted.target, gold.targets)
    return _root(predicted, gold), source, target


def _exact(predicted: Predicted, gold: GoldTuple) -> bool:
    return predicted.code in gold.codes and predicted.source in gold.sources and predicted.target in gold.targets


def _dated(predicted: Predicted, gold: GoldTuple) -> bool:
    return _root(predicted, gold) and _countries(predicted, gold) and predicted.day.startswith(gold.day)


LEVELS: Final[Mapping[str, Agrees]] = {
    "root": _root,
    "code": lambda p, g: p.code in g.codes,
    "source": lambda p, g: p.source in g.sources,
    "source_country": lambda p, g: _country(p.source, g.sources),
    "target": lambda p, g: p.target in g.targets,
    "target_country": lambda p, g: _country(p.target, g.targets),
    "countries": _countries,
    "tuple": lambda p, g: _root(p, g) and _countries(p, g),
    "tuple_exact": _exact,
    "tuple_date": _dated,
}
"""What must agree: the root code, the full code, full actor codes or their countries, and combinations of these.

`tuple` is root code with both countries, the usual measure; `tuple_date` asks for the day too where the gold has one.
A country is the first three letters of an actor code, which may be a generic prefix such as IGO.
"""


def strict(gold: GoldTuple) -> GoldTuple:
    """Return a gold tuple without its alternatives."""
    return replace(gold, sources=gold.sources[:1], targets=gold.targets[:1], codes=gold.codes[:1])


def match(predicted: Sequence[Predicted], gold: Sequence[GoldTuple], agrees: Agrees) -> Matched:
    """Return the matching that fills most required tuples, and of those the one that absorbs most optional ones."""
    found = sorted(set(predicted))
    used: dict[int, int] = {}
    if found and gold:
        worth = np.array([[_worth(p, g, agrees) for g in gold] for p in found])
        rows, columns = linear_sum_assignment(worth, maximize=True)
        used = {int(r): int(c) for r, c in zip(rows, columns, strict=True) if worth[r, c] > 0}
    pairs = tuple((found[r], gold[c]) for r, c in sorted(used.items()) if gold[c].required)
    absorbed = tuple((found[r], gold[c]) for r, c in sorted(used.items()) if not gold[c].required)
    taken = set(used.values())
    return Matched(
        pairs,
        absorbed,
        tuple(p for at, p in enumerate(found) if at not in used),
        tuple(g for at, g in enumerate(gold) if g.required and at not in taken),
    )


def _worth(predicted: Predicted, gold: GoldTuple, agrees: Agrees) -> float:
    """Return what a pair is worth: a required tuple more than all optional ones, exact pairs a little more."""
    if not agrees(predicted, gold):
        return 0.0
    return (1000.0 if gold.required else 1.0) + 0.001 * _exact(predicted, gold)
