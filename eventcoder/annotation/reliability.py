"""Krippendorff's alpha and Cohen's kappa with bootstrap intervals, as plain matrix arithmetic.

Alpha follows Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011); kappa follows Cohen, "A coefficient of
agreement for nominal scales", Educational and Psychological Measurement 20 (1960). Intervals are percentiles of a
bootstrap over groups of units (all events of a sentence together), because judgements of one sentence depend on each
other.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

Matrix: TypeAlias = npt.NDArray[np.float64]
Value: TypeAlias = Hashable
Distance: TypeAlias = Callable[[Value, Value], float]

RESAMPLES: Final = 1000
_PART: Final = 50
_BOUNDS: Final = (2.5, 97.5)


@dataclass(frozen=True, slots=True)
class Coefficient:
    """A coefficient with its 95% interval; all None where the values do not vary, so that nothing can be said.

    `units` is how many units at least two annotators judged; `observed` the share of pairs of judgements that are the
    same, 0 to 1.
    """

    value: float | None
    low: float | None
    high: float | None
    units: int
    observed: float | None


def nominal(one: Value, other: Value) -> float:
    """Return 0 for equal values, 1 for others."""
    return float(one != other)


def alpha(
    answers: Sequence[Sequence[Value | None]],
    groups: Sequence[Value] | None = None,
    distance: Distance = nominal,
    *,
    seed: int = 1,
    resamples: int = RESAMPLES,
) -> Coefficient:
    """Return Krippendorff's alpha of answers[annotator][unit], None where there is no answer.

    `groups` names the group of each unit, for the bootstrap; each is its own by default. `distance` gives the squared
    difference of two values, symmetric and 0 for equal ones.
    """
    counts, values = _counts(answers)
    paired = counts.sum(axis=1) > 1
    counts = counts[paired]
    if not len(counts):
        return Coefficient(None, None, None, 0, None)
    apart = np.array([[distance(one, other) for other in values] for one in values])
    observed = ((counts @ apart) * counts).sum(axis=1) / (counts.sum(axis=1) - 1)
    same = (
        1
        - ((counts @ (1 - np.eye(len(values)))) * counts).sum() / (counts.sum(axis=1) * (counts.sum(axis=1) - 1)).sum()
    )
    value = _alphas(np.ones((1, len(counts))), observed, counts, apart)[0]
    chosen = [group for group, used in zip(groups or range(len(paired)), paired, strict=True) if used]
    found = [_alphas(part, observed, counts, apart) for part in _resamples(chosen, seed, resamples)]
    return Coefficient(*_interval(value, found), len(counts), float(same))


def kappa(
    first: Sequence[Value | None],
    second: Sequence[Value | None],
    groups: Sequence[Value] | None = None,
    *,
    seed: int = 1,
    resamples: int = RESAMPLES,
) -> Coefficient:
    """Return Cohen's kappa of two annotators' answers to the same units; units that one left open are passed over."""
    named = groups or range(len(first))
    both = [(a, b, group) for a, b, group in zip(first, second, named, strict=True) if a is not None and b is not None]
    if not both:
        return Coefficient(None, None, None, 0, None)
    values = sorted({value for a, b, _ in both for value in (a, b)}, key=repr)
    place = {value: at for at, value in enumerate(values)}
    sides = [np.eye(len(values))[[place[pair[side]] for pair in both]] for side in (0, 1)]
    agreed = (sides[0] * sides[1]).sum(axis=1)
    value = _kappas(np.ones((1, len(both))), agreed, sides)[0]
    found = [_kappas(part, agreed, sides) for part in _resamples([group for *_, group in both], seed, resamples)]
    return Coefficient(*_interval(value, found), len(both), float(agreed.mean()))


def _counts(answers: Sequence[Sequence[Value | None]]) -> tuple[Matrix, list[Value]]:
    """Return how often each unit (row) got each value (column), and the values."""
    values = sorted({value for row in answers for value in row if value is not None}, key=repr)
    place = {value: at for at, value in enumerate(values)}
    counts = np.zeros((len(answers[0]) if answers else 0, len(values)))
    for row in answers:
        given = [(unit, place[value]) for unit, value in enumerate(row) if value is not None]
        if given:
            units, found = zip(*given, strict=True)
            np.add.at(counts, (list(units), list(found)), 1)
    return counts, values


def _alphas(weights: Matrix, observed: Matrix, counts: Matrix, apart: Matrix) -> Matrix:
    """Return alpha for each row of unit weights; not a number where nothing varies."""
    totals = weights @ counts
    every = totals.sum(axis=1)
    expected = ((totals @ apart) * totals).sum(axis=1) / (every * (every - 1))
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Matrix = 1 - (weights @ observed) / every / expected
    return np.where(expected > 0, found, np.nan)


def _kappas(weights: Matrix, agreed: Matrix, sides: Sequence[Matrix]) -> Matrix:
    every = weights.sum(axis=1)
    chance = ((weights @ sides[0]) * (weights @ sides[1])).sum(axis=1) / every**2
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Matrix = ((weights @ agreed) / every - chance) / (1 - chance)
    return np.where(chance < 1, found, np.nan)


def _resamples(groups: Sequence[Value], seed: int, resamples: int) -> Sequence[Matrix]:
    """Return how often each unit stands in each resample, in parts that fit memory; groups are drawn whole."""
    names = {name: at for at, name in enumerate(dict.fromkeys(groups))}
    member = np.array([names[name] for name in groups])
    random = np.random.default_rng(seed)
    sizes = [min(_PART, resamples - start) for start in range(0, resamples, _PART)]
    chance = np.full(len(names), 1 / len(names))
    return [random.multinomial(len(names), chance, size=size).astype(float)[:, member] for size in sizes]


def _interval(value: float, found: Sequence[Matrix]) -> tuple[float | None, float | None, float | None]:
    if np.isnan(value):
        return None, None, None
    known = np.concatenate(found) if found else np.array([])
    known = known[~np.isnan(known)]
    if not len(known):
        return float(value), None, None
    low, high = np.percentile(known, _BOUNDS)
    return float(value), float(low), float(high)
