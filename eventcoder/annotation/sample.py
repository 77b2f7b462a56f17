"""Which sentences to judge: drawn with a seed and with known probabilities, so that later scores can be unbiased."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from eventcoder.errors import UsageError

KINDS: Final[Mapping[str, str]] = {
    "random": "every sentence alike",
    "stratified": "the same number from each language, root or country (--by)",
    "uncertain": "the more wrong events are to be expected, the likelier; rare languages and roots before common ones",
    "disagreement": "sentences about which rule and model coder differ",
    "unmatched": "sentences of which an actor is missing",
}
STRATA: Final = ("language", "root", "country")
_RARE: Final = 0.05
"""How likely a sentence without the wanted trait is, relative to one with it: never zero, else nothing could be said
about such sentences."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """How to draw. `size` counts sentences; `uncoded` is the share of those without a proposal, 0 to 1.

    `by` names columns of STRATA.
    """

    kind: str = "random"
    size: int = 100
    uncoded: float = 0.25
    by: tuple[str, ...] = ()
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Drawn:
    """A sentence of a sample: its id, its stratum, and how likely it was to be drawn; its weight is the inverse."""

    sentence_id: str
    stratum: str
    probability: float


def draw(events: pa.Table, sentences: pa.Table, how: Drawing, excluded: Collection[str] = frozenset()) -> list[Drawn]:
    """Draw sentences of a version, in an order that is random but the same for the same seed.

    Sentences in `excluded`, by id, and those that failed are out of the frame. Fewer than `size` come back where there
    are fewer. Raises UsageError for a kind the version cannot serve.
    """
    if how.kind not in KINDS:
        raise UsageError(f"no sample is called {how.kind!r}; known: {', '.join(KINDS)}")
    if unknown := [name for name in how.by if name not in STRATA]:
        raise UsageError(f"a sample cannot be stratified by {unknown[0]!r}; known: {', '.join(STRATA)}")
    if how.kind == "stratified" and not how.by:
        raise UsageError(f"a stratified sample needs --by, once or more: {', '.join(STRATA)}")
    if how.kind == "disagreement" and not pc.any(pc.is_valid(events["agreement"])).as_py():
        raise UsageError("disagreement is known where the version was coded by a combined coder; this one was not")
    frame = _frame(events, sentences, excluded)
    groups = _strata(frame, how)
    random = np.random.default_rng(how.seed)
    drawn = [one for (name, rows), size in groups for one in _draw(name, rows, size, how.kind, random)]
    return [drawn[at] for at in random.permutation(len(drawn))]


@dataclass(frozen=True, slots=True)
class _Unit:
    sentence_id: str
    language: str
    outcome: str
    events: tuple[Mapping[str, Any], ...]


def _frame(events: pa.Table, sentences: pa.Table, excluded: Collection[str]) -> list[_Unit]:
    columns = ["event_root", "source_country", "source_actor", "target_actor", "confidence", "agreement"]
    by_sentence: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in events.select(["sentence_id", *columns]).to_pylist():
        by_sentence[row["sentence_id"]].append(row)
    rows = sentences.select(["sentence_id", "language", "outcome"])
    rows = rows.filter(pc.invert(pc.is_in(rows["outcome"], value_set=pa.array(["failed", "rejected"]))))
    units = [
        _Unit(row["sentence_id"], row["language"], row["outcome"], tuple(by_sentence[row["sentence_id"]]))
        for row in rows.to_pylist()
        if row["sentence_id"] not in excluded
    ]
    return sorted(units, key=lambda one: one.sentence_id)


def _strata(frame: Sequence[_Unit], how: Drawing) -> list[tuple[tuple[str, list[_Unit]], int]]:
    """Return the strata, each with how many sentences to draw from it: coded and uncoded ones apart, then by `by`."""
    sides = {name: [one for one in frame if bool(one.events) == (name == "coded")] for name in ("coded", "uncoded")}
    uncoded = min(round(how.size * how.uncoded), len(sides["uncoded"]))
    sizes = {"coded": min(how.size - uncoded, len(sides["coded"])), "uncoded": uncoded}
    found = []
    for side, units in sides.items():
        cells: dict[str, list[_Unit]] = defaultdict(list)
        for one in units:
            cells["/".join([side, *(_trait(one, name) for name in how.by)])].append(one)
        allotted = _allotted({name: len(some) for name, some in cells.items()}, sizes[side])
        found += [((name, cells[name]), allotted[name]) for name in sorted(cells)]
    return found


def _trait(unit: _Unit, name: str) -> str:
    """Return the value a sentence is stratified by; that of its first event for what is a matter of events."""
    if name == "language":
        return unit.language
    first = unit.events[0] if unit.events else {}
    return first.get({"root": "event_root", "country": "source_country"}[name]) or "none"


def _allotted(available: Mapping[str, int], size: int) -> dict[str, int]:
    """Share `size` out equally; what a small stratum cannot give goes to the others."""
    given = dict.fromkeys(sorted(available), 0)
    while (left := size - sum(given.values())) > 0:
        open_ones = [name for name in given if given[name] < available[name]]
        if not open_ones:
            break
        for name in open_ones[:left]:
            given[name] += max(1, min(left // len(open_ones), available[name] - given[name]))
    return given


def _draw(name: str, units: Sequence[_Unit], size: int, kind: str, random: np.random.Generator) -> list[Drawn]:
    """Draw systematically with probabilities proportional to size, from units in random order."""
    if not size:
        return []
    chances = inclusion(_measures(units, kind), size)
    order = random.permutation(len(units))
    steps = np.cumsum(chances[order])
    points = random.uniform() + np.arange(size)
    chosen = np.minimum(np.searchsorted(steps, points, side="right"), len(units) - 1)
    return [Drawn(units[order[at]].sentence_id, name, float(chances[order[at]])) for at in dict.fromkeys(chosen)]


def inclusion(measures: npt.NDArray[np.float64], size: int) -> npt.NDArray[np.float64]:
    """Return probabilities that sum to `size`, proportional to positive measures; none above 1.

    >>> inclusion(np.array([1.0, 1.0, 8.0]), 2)
    array([0.5, 0.5, 1. ])
    """
    certain = np.zeros(len(measures), bool)
    while True:
        left = max(size - int(certain.sum()), 0)
        rest = np.where(certain, 0.0, measures)
        chances = np.where(certain, 1.0, left * rest / max(rest.sum(), np.finfo(float).tiny))
        over = chances > 1.0
        if not over.any():
            return chances
        certain |= over


def _measures(units: Sequence[_Unit], kind: str) -> npt.NDArray[np.float64]:
    """Return how much each sentence is wanted.

    An uncertain one counts by the square root of how many there are of its language and root: rare ones teach more.
    """
    measures = np.array([_measure(one, kind) for one in units])
    if kind != "uncertain":
        return measures
    kinds = [(one.language, _trait(one, "root")) for one in units]
    counts = Counter(kinds)
    common: npt.NDArray[np.float64] = np.sqrt([counts[one] for one in kinds])
    return measures / common


def _measure(unit: _Unit, kind: str) -> float:
    if kind == "uncertain":
        return max(_RARE, sum(1.0 - one["confidence"] for one in unit.events)) if unit.events else 1.0
    if kind == "disagreement":
        return 1.0 if any(one["agreement"] in ("rule", "model", "differ") for one in unit.events) else _RARE
    if kind == "unmatched":
        missing = any(one["source_actor"] is None or one["target_actor"] is None for one in unit.events)
        return 1.0 if missing or unit.outcome == "no_actor" else _RARE
    return 1.0


def shared_out(drawn: Sequence[Drawn], annotators: Sequence[str], overlap: float) -> dict[str, tuple[str, ...]]:
    """Return who judges each sentence of a sample, by id: `overlap` (0 to 1) of each one's share is judged by all.

    The sample is in random order, so its first sentences are a fair choice of it.
    """
    common = common_size(len(drawn), len(annotators), overlap)
    names = {one.sentence_id: tuple(annotators) for one in drawn[:common]}
    for at, one in enumerate(drawn[common:]):
        names[one.sentence_id] = (annotators[at % len(annotators)],)
    return names


def common_size(distinct: int, annotators: int, overlap: float) -> int:
    """Return how many of `distinct` sentences all judge, when that is to be `overlap` of each annotator's share.

    >>> common_size(180, 2, 0.2)
    20
    """
    if annotators == 1:
        return 0
    return round(distinct * overlap / (overlap + annotators * (1 - overlap)))


def distinct_size(share: int, annotators: int, overlap: float) -> int:
    """Return how many sentences to draw so that each annotator has `share` of them.

    >>> distinct_size(100, 2, 0.2)
    180
    """
    common = round(share * overlap) if annotators > 1 else 0
    return common + annotators * (share - common)
