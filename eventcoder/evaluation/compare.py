"""Compare two coders on the same gold: paired bootstrap, McNemar's test, and the sentences where they differ."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from scipy.stats import binomtest

from eventcoder.evaluation.gold import GoldSentence, GoldTuple
from eventcoder.evaluation.levels import DETECTION
from eventcoder.evaluation.matching import Matched, Predicted, sides
from eventcoder.evaluation.scores import Predictions, Scored, f1_of, resampled


class Difference(NamedTuple):
    """A sentence two coders code differently: what each found, the gold, and which of them is right, "" for neither."""

    key: str
    language: str
    text: str
    gold: str
    first: str
    second: str
    better: str


def compare(first: Scored, second: Scored) -> dict[str, Any]:
    """Return, for every level, both F1, their difference with its 95 % interval, and two p-values.

    `p_bootstrap` is the two-sided share of paired resamples of the sentences in which the sign of the difference turns;
    `p_mcnemar` is the exact binomial test on the sentences that only one of the two gets wholly right.
    """
    return {level: _level(first.counts[level], second.counts[level]) for level in first.counts}


def _level(first: Any, second: Any) -> dict[str, Any]:
    samples = f1_of(resampled(second)) - f1_of(resampled(first))
    low, high = np.percentile(samples, [2.5, 97.5])
    turned = 2 * min(float((samples <= 0).mean()), float((samples >= 0).mean()))
    right = [(counts[:, 1:].sum(axis=1) == 0) for counts in (first, second)]
    only = [int((right[0] & ~right[1]).sum()), int((right[1] & ~right[0]).sum())]
    ones = [float(f1_of(counts.sum(axis=0))) for counts in (first, second)]
    return {
        "f1": [round(one, 4) for one in ones],
        "difference": round(ones[1] - ones[0], 4),
        "low": round(float(low), 4),
        "high": round(float(high), 4),
        "p_bootstrap": round(min(turned, 1.0), 4),
        "only_right": only,
        "p_mcnemar": round(float(binomtest(only[0], sum(only)).pvalue), 4) if sum(only) else 1.0,
    }


def differences(first: Scored, second: Scored, found: Sequence[Predictions]) -> Iterator[Difference]:
    """Yield the sentences that the two code differently, in the order of the gold; dates are not compared."""
    for at, sentence in enumerate(first.gold):
        one, other = (tuples_of(predictions.get(sentence.key, ())) for predictions in found)
        if one != other:
            worse = [_faults(scored, at) for scored in (first, second)]
            better = "" if worse[0] == worse[1] else "first" if worse[0] < worse[1] else "second"
            yield Difference(
                sentence.key, sentence.language, sentence.text, gold_of(sentence.required), one, other, better
            )


def _faults(scored: Scored, at: int) -> int:
    return int(scored.counts["tuple"][at, 1:].sum() + scored.counts[DETECTION][at, 1:].sum())


def tuples_of(events: Sequence[Predicted]) -> str:
    """Return events as text, sorted: "TURGOV 042 SYR; ISR 190 SYR", "---" for nobody."""
    told = {f"{one.source or '---'} {one.code} {one.target or '---'}" for one in events}
    return "; ".join(sorted(told))


def gold_of(tuples: Sequence[GoldTuple]) -> str:
    """Return gold tuples as text in the form of tuples_of, preferred codes only."""
    return tuples_of([Predicted(one.sources[0], one.targets[0], one.codes[0]) for one in tuples])


class Fault(NamedTuple):
    """One missed or false tuple: what was wanted and what was found, and in what they differ."""

    key: str
    language: str
    publisher: str
    fault: str
    gold: str
    predicted: str
    text: str


def faults(scored: Scored) -> Iterator[Fault]:
    """Yield every missed and every false tuple; a missed one stands beside the likeliest false one of its sentence."""
    for sentence, result in zip(scored.gold, scored.matched, strict=True):
        yield from (_told(sentence, gold, predicted) for gold, predicted in _beside(result))


def _beside(result: Matched) -> Iterator[tuple[GoldTuple | None, Predicted | None]]:
    left = list(result.false)
    for gold in result.missed:
        nearest = max(left, key=lambda p: _shared(p, gold), default=None)
        if nearest is not None and _shared(nearest, gold):
            left.remove(nearest)
            yield gold, nearest
        else:
            yield gold, None
    yield from ((None, predicted) for predicted in left)


def _shared(predicted: Predicted, gold: GoldTuple) -> int:
    root, *ends = sides(predicted, gold)
    return 2 * root + sum(ends)


def _told(sentence: GoldSentence, gold: GoldTuple | None, predicted: Predicted | None) -> Fault:
    return Fault(
        sentence.key,
        sentence.language,
        sentence.publisher,
        _kind(sentence, gold, predicted),
        gold_of([gold]) if gold else "",
        tuples_of([predicted]) if predicted else "",
        sentence.text,
    )


def _kind(sentence: GoldSentence, gold: GoldTuple | None, predicted: Predicted | None) -> str:
    if gold is None:
        return "false event" if sentence.tuples else "event on a sentence without one"
    if predicted is None:
        return "missed"
    root, source, target = sides(predicted, gold)
    if not root:
        return "root differs"
    return "source and target differ" if not (source or target) else "target differs" if source else "source differs"


def confusion(scored: Scored) -> dict[tuple[str, str], int]:
    """Return how often each root of the gold came out as which predicted root; "none" for missed and for false."""
    counts: dict[tuple[str, str], int] = {}
    for result in scored.matched:
        pairs = [(gold.codes[0][:2], gold.codes[0][:2]) for _, gold in result.pairs]
        pairs += [(g.codes[0][:2] if g else "none", p.code[:2] if p else "none") for g, p in _beside(result)]
        for pair in pairs:
            counts[pair] = counts.get(pair, 0) + 1
    return counts
