"""Calibrate a judge, weigh it against the rules, and choose thresholds, all on sentences it was not trained on."""

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression

from eventcoder.coders.model.decide import Judge, Proposal, View, chosen, ends_of, log_odds
from eventcoder.coders.model.mix import Evidence, Mixer, options
from eventcoder.coders.model.scene import Scene, Triple
from eventcoder.coders.model.vectors import SceneVectors
from eventcoder.evaluation.gold import GoldSentence, GoldTuple
from eventcoder.evaluation.matching import LEVELS, Predicted, match
from eventcoder.training.fit import Row, fit_judge
from eventcoder.training.gather import Gathered
from eventcoder.training.material import GOLD, ensure_both
from eventcoder.types.codes import EventCode

FOLDS: Final = 5
_LOWEST: Final = 0.05
_GRID: Final = tuple(round(0.05 * step, 2) for step in range(2, 19))
_BINS: Final = 10
_PLATEAU: Final = 0.01
MOST_FALSE: Final = 0.1
"""The largest share of sentences without an event that may get one, the limit the rules are held to as well."""


class Held(NamedTuple):
    """A gold sentence with the views of a judge that did not learn from it."""

    gathered: Gathered
    judge: Judge
    views: tuple[View, ...]

    @property
    def gold(self) -> GoldSentence:
        """Return the gold sentence."""
        return self.gathered.material.sentence


def held_out(
    gathered: Sequence[Gathered],
    rows: Sequence[Sequence[Row]],
    vectors: SceneVectors | None = None,
    folds: int = FOLDS,
) -> list[Held]:
    """Return the gold sentences, each seen by a judge trained without it; a fold is chosen by the text."""
    found = []
    for fold in range(folds):
        inside = [one.material.origin == GOLD and _fold(one, folds) == fold for one in gathered]
        judge = fit_judge([row for own, held in zip(rows, inside, strict=True) if not held for row in own], vectors)
        found += [seen_by(judge, one) for one, held in zip(gathered, inside, strict=True) if held]
    return found


def seen_by(judge: Judge, gathered: Gathered) -> Held:
    """Return a sentence with the views of a judge."""
    opinion = gathered.opinion
    return Held(gathered, judge, tuple(judge.views(opinion.scene, opinion.events.keys())))


def _fold(one: Gathered, folds: int) -> int:
    return zlib.crc32(one.material.sentence.text.encode("utf-8")) % folds


def legal(proposals: Sequence[Proposal], codes: Mapping[str, EventCode]) -> list[Proposal]:
    """Return the proposals that the codebook allows."""
    return [p for p in proposals if p.code in codes and not (codes[p.code].requires_target and p.triple.target is None)]


def right(scene: Scene, triple: Triple, root: str, gold: Sequence[GoldTuple]) -> bool | None:
    """Return whether a candidate with this root is in the gold, by countries; None where the gold leaves it open."""
    predicted = predicted_of(scene, triple, f"{root}0")
    agreeing = [one for one in gold if LEVELS["tuple"](predicted, one)]
    if any(one.required or one.mirror for one in agreeing):
        return True
    return None if agreeing else False


def predicted_of(scene: Scene, triple: Triple, code: str) -> Predicted:
    """Return a candidate with a code as it is scored."""
    source, target = (None if at is None else scene.mentions[at].actor.code for at in triple[:2])
    return Predicted(source or "", target or "", code)


def plain_scaled(held: Sequence[Held], codes: Mapping[str, EventCode]) -> tuple[float, float]:
    """Return slope and offset that make the probabilities of kept proposals agree with how often they are right.

    Raises InputError where all are right, or none.
    """
    odds, truth = [], []
    for one in held:
        scene = one.gathered.opinion.scene
        for proposal in chosen(scene, legal(one.judge.proposals(one.views), codes), _LOWEST):
            answer = right(scene, proposal.triple, proposal.root, one.gold.tuples)
            if answer is not None:
                odds.append([log_odds(proposal.probability)])
                truth.append(answer)
    ensure_both(truth)
    model = LogisticRegression(C=100.0).fit(np.array(odds), np.array(truth))
    return float(model.coef_[0][0]), float(model.intercept_[0])


def fit_mixer(held: Sequence[Held]) -> Mixer:
    """Return what weighs model and rules, learned on candidates of sentences that the judge did not know.

    Of the candidates that say the same of the same countries only the one that would be kept is learned from; the
    others would teach that weak candidates are right. Raises InputError where all are right, or none.
    """
    evidences, truth = [], []
    for one in held:
        for triple, root, evidence in _foremost(one):
            answer = right(one.gathered.opinion.scene, triple, root, one.gold.tuples)
            if answer is not None:
                evidences.append(evidence)
                truth.append(answer)
    ensure_both(truth)
    names = sorted({name for evidence in evidences for name in evidence})
    matrix = np.array([[evidence.get(name, 0.0) for name in names] for evidence in evidences])
    model = LogisticRegression(C=1.0, max_iter=2000).fit(matrix, np.array(truth))
    return Mixer({"": float(model.intercept_[0]), **dict(zip(names, map(float, model.coef_[0]), strict=True))})


def _foremost(one: Held) -> Iterator[tuple[Triple, str, Evidence]]:
    """Yield for each pair of countries and root the candidate of the rules, else the likeliest of the model."""
    best: dict[tuple[tuple[str, str], str], tuple[tuple[bool, float], tuple[Triple, str, Evidence]]] = {}
    opinion = one.gathered.opinion
    for view, root, evidence in options(one.judge, opinion, one.views):
        key = (ends_of(opinion.scene, view.triple), root)
        rank = (view.triple in opinion.events, view.event)
        if key not in best or rank > best[key][0]:
            best[key] = (rank, (view.triple, root, evidence))
    yield from (found for _, found in best.values())


@dataclass(frozen=True, slots=True)
class Way:
    """How a held-out sentence gets its calibrated proposals: by the model alone, or mixed with the rules."""

    codes: Mapping[str, EventCode]
    scale: tuple[float, float]
    mixer: Mixer | None

    def proposals(self, one: Held) -> list[Proposal]:
        """Return the legal proposals of a sentence."""
        judge = replace(one.judge, slope=self.scale[0], offset=self.scale[1])
        if self.mixer is None:
            return legal(judge.proposals(one.views), self.codes)
        return legal(self.mixer.proposals(judge, one.gathered.opinion, one.views), self.codes)

    def kept(self, one: Held, proposals: Sequence[Proposal], threshold: float) -> list[Proposal]:
        """Return the proposals that are kept at a threshold, as the coder keeps them."""
        trusted = one.gathered.opinion.trusted if self.mixer else frozenset()
        return chosen(one.gathered.opinion.scene, proposals, threshold, trusted)


def best_threshold(held: Sequence[Held], way: Way) -> float:
    """Return the lowest probability to keep: the middle of those that give F1 of whole tuples within .01 of the best.

    The best itself moves with every sentence; the middle of the plateau does not. Where the rules have a say, only
    probabilities count at which at most a share MOST_FALSE of the sentences without an event get one: news holds far
    more of them than the gold, so false events cost more there than F1 on gold shows.
    """
    seen = [(one, way.proposals(one)) for one in held]
    allowed = [threshold for threshold in _GRID if way.mixer is None or _spares(seen, way, threshold)]
    reached = {threshold: _f1(seen, way, threshold) for threshold in allowed or _GRID[-1:]}
    near = [threshold for threshold, f1 in reached.items() if f1 >= max(reached.values()) - _PLATEAU]
    return near[len(near) // 2]


def _spares(seen: Sequence[tuple[Held, list[Proposal]]], way: Way, threshold: float) -> bool:
    """Return whether few enough sentences without an event get one."""
    empty = [(one, proposals) for one, proposals in seen if not one.gold.tuples]
    false = sum(bool(way.kept(one, proposals, threshold)) for one, proposals in empty)
    return false <= MOST_FALSE * len(empty)


def _f1(seen: Sequence[tuple[Held, list[Proposal]]], way: Way, threshold: float) -> float:
    counts = np.zeros(3)
    for one, proposals in seen:
        scene = one.gathered.opinion.scene
        found = [predicted_of(scene, p.triple, p.code) for p in way.kept(one, proposals, threshold)]
        counts += match(found, one.gold.tuples, LEVELS["tuple"]).counts
    return float(2 * counts[0] / max(2 * counts[0] + counts[1] + counts[2], 1))


def judged(held: Sequence[Held], way: Way, lowest: float = _LOWEST) -> Iterator[tuple[float, bool]]:
    """Yield probability and truth of the kept proposals."""
    for one in held:
        for proposal in way.kept(one, way.proposals(one), lowest):
            answer = right(one.gathered.opinion.scene, proposal.triple, proposal.root, one.gold.tuples)
            if answer is not None:
                yield proposal.probability, answer


def reliability(pairs: Sequence[tuple[float, bool]]) -> dict[str, Any]:
    """Return the expected calibration error over ten equal bins, and for each its mean probability and share right."""
    bins = []
    error = 0.0
    for at in range(_BINS):
        inside = [(p, t) for p, t in pairs if at / _BINS <= p < (at + 1) / _BINS or (p == 1.0 and at == _BINS - 1)]
        if inside:
            mean, share = (float(np.mean([one[i] for one in inside])) for i in (0, 1))
            error += abs(mean - share) * len(inside) / len(pairs)
            bins.append({"events": len(inside), "probability": round(mean, 3), "right": round(share, 3)})
    return {"events": len(pairs), "expected_calibration_error": round(error, 4), "bins": bins}


def precision_threshold(pairs: Sequence[tuple[float, bool]], wanted: float) -> float | None:
    """Return the lowest probability above which a share `wanted` of events is right; None where no ten reach it."""
    ranked = sorted(pairs, reverse=True)
    shares = np.cumsum([truth for _, truth in ranked]) / np.arange(1, len(ranked) + 1)
    last = [at for at, one in enumerate(ranked) if at + 1 == len(ranked) or ranked[at + 1][0] < one[0]]
    enough = [at for at in last if shares[at] >= wanted and at >= 9]
    return round(ranked[enough[-1]][0], 4) if enough else None
