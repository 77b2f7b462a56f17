"""Precision, recall and F1 of events against gold: over all, and by language, root code and publisher."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from eventcoder.evaluation.gold import GoldSentence
from eventcoder.evaluation.levels import DETECTION, FALSE_RATE, MACRO
from eventcoder.evaluation.matching import LEVELS, Matched, Predicted, match, strict

Predictions = Mapping[str, Sequence[Predicted]]
Counts = NDArray[np.int64]
RESAMPLES: Final = 1000
_SEED = 20260801


class Score(NamedTuple):
    """Precision, recall and F1, 0 to 1, with the counts behind them and the 95 % interval of F1."""

    precision: float
    recall: float
    f1: float
    true: int
    false: int
    missed: int
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Scored:
    """Sentences matched at every level, ready to be summed: `counts` has one row (true, false, missed) a sentence."""

    gold: tuple[GoldSentence, ...]
    counts: Mapping[str, Counts]
    matched: tuple[Matched, ...]

    def of(self, chosen: Sequence[int]) -> "Scored":
        """Return the part with the sentences at these positions."""
        at = np.array(chosen, dtype=np.int64)
        return Scored(
            tuple(self.gold[i] for i in chosen),
            {level: counts[at] for level, counts in self.counts.items()},
            tuple(self.matched[i] for i in chosen),
        )


def scored(gold: Sequence[GoldSentence], predictions: Predictions, *, alternatives: bool = True) -> Scored:
    """Match the predictions of every sentence, by key, at every level.

    Without `alternatives` only the preferred actors and code of a tuple count.
    """
    counts: dict[str, list[tuple[int, int, int]]] = {level: [] for level in (DETECTION, *LEVELS)}
    matched = []
    for sentence in gold:
        found = predictions.get(sentence.key, ())
        tuples = sentence.tuples if alternatives else tuple(map(strict, sentence.tuples))
        counts[DETECTION].append(_detected(sentence, found))
        for level, agrees in LEVELS.items():
            result = match(found, tuples, agrees)
            counts[level].append(result.counts)
            if level == "tuple":
                matched.append(result)
    arrays = {level: np.array(rows, dtype=np.int64).reshape(-1, 3) for level, rows in counts.items()}
    return Scored(tuple(gold), arrays, tuple(matched))


def _detected(sentence: GoldSentence, found: Sequence[Predicted]) -> tuple[int, int, int]:
    """Return whether a sentence counts for detection; one with optional tuples only counts neither way."""
    if sentence.required:
        return (1, 0, 0) if found else (0, 0, 1)
    return (0, int(bool(found) and not sentence.tuples), 0)


def f1_of(counts: Counts) -> NDArray[np.float64]:
    """Return F1 of counts whose last axis is (true, false, missed); 0 where nothing is true."""
    doubled = 2.0 * counts[..., 0]
    total = doubled + counts[..., 1] + counts[..., 2]
    values: NDArray[np.float64] = np.divide(doubled, total, out=np.zeros_like(doubled), where=total > 0)
    return values


def resampled(counts: Counts, seed: int = _SEED) -> Counts:
    """Return the summed counts of RESAMPLES bootstrap samples of the sentences; the same samples for a seed."""
    rows = len(counts)
    weights = np.random.default_rng(seed).multinomial(rows, np.full(rows, 1 / rows), size=RESAMPLES)
    summed: Counts = weights @ counts
    return summed


def score(counts: Counts) -> Score:
    """Return the micro-averaged score of the sentences, with a bootstrap interval over sentences."""
    true, false, missed = (int(n) for n in counts.sum(axis=0)) if len(counts) else (0, 0, 0)
    low, high = np.percentile(f1_of(resampled(counts)), [2.5, 97.5]) if len(counts) else (0.0, 0.0)
    return Score(
        precision=round(true / (true + false), 4) if true + false else 0.0,
        recall=round(true / (true + missed), 4) if true + missed else 0.0,
        f1=round(float(f1_of(np.array([true, false, missed]))), 4),
        true=true,
        false=false,
        missed=missed,
        low=round(float(low), 4),
        high=round(float(high), 4),
    )


def by_root(scored: Scored) -> dict[str, Counts]:
    """Return the counts of whole tuples by root code, one row for each.

    Found and missed ones count for the root of the gold, false ones for that of the prediction.
    """
    totals: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for result in scored.matched:
        for _, gold in result.pairs:
            totals[gold.codes[0][:2]][0] += 1
        for predicted in result.false:
            totals[predicted.code[:2]][1] += 1
        for gold in result.missed:
            totals[gold.codes[0][:2]][2] += 1
    return {root: np.array([totals[root]], dtype=np.int64) for root in sorted(totals)}


def macro(scored: Scored) -> float:
    """Return the mean F1 of whole tuples over the root codes the gold requires."""
    values = [float(f1_of(counts[0])) for counts in by_root(scored).values() if counts[0][0] + counts[0][2]]
    return round(sum(values) / len(values), 4) if values else 0.0


def report(scored: Scored) -> dict[str, Any]:
    """Return all scores as plain data: one entry a level, macro F1, and false events on sentences without one."""
    negatives = [at for at, one in enumerate(scored.gold) if not one.tuples]
    wrong = int(scored.counts[DETECTION][negatives, 1].sum()) if negatives else 0
    return {
        "sentences": len(scored.gold),
        "required_tuples": sum(len(one.required) for one in scored.gold),
        **{level: score(counts)._asdict() for level, counts in scored.counts.items()},
        MACRO: macro(scored),
        "negatives": len(negatives),
        FALSE_RATE: wrong,
    }


def parts(scored: Scored) -> dict[str, dict[str, Any]]:
    """Return the scores by language and publisher, and those of whole tuples by root code."""
    return {
        "language": _by(scored, lambda one: one.language),
        "publisher": _by(scored, lambda one: one.publisher),
        "root": {root: score(counts)._asdict() for root, counts in by_root(scored).items()},
    }


def _by(whole: Scored, key: Callable[[GoldSentence], str]) -> dict[str, Any]:
    places: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(whole.gold):
        places[key(one)].append(at)
    return {name: report(whole.of(places[name])) for name in sorted(places) if name}
