"""From the candidates of a sentence to what the model thinks of each, and to the events to keep."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from eventcoder.coders.model.features import Hashed, SceneFeatures
from eventcoder.coders.model.heads import Floats, Head, sigmoid, softmax
from eventcoder.coders.model.scene import Scene, Triple
from eventcoder.coders.model.vectors import SceneVectors

_WORTH_A_ROOT: Final = -3.9  # log odds of about 0.02


DOUBT: Final = 0.1
"""Below this probability the hybrid coder drops an event of the rules: they are more precise on news than on gold."""

Trusted = frozenset[tuple[Triple, str]]
"""Candidates with their root code."""


class Proposal(NamedTuple):
    """A candidate as an event of one root: calibrated probability that it is one, and its code."""

    triple: Triple
    probability: float
    root: str
    code: str


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """What the heads say of a candidate: log odds that it is an event, share of each root, score of each code."""

    triple: Triple
    event: float
    shares: Floats
    codes: Floats

    def raw(self, root: int) -> float:
        """Return the probability, not yet calibrated, of an event of the root at this position."""
        return sigmoid(self.event) * float(self.shares[root])


@dataclass(frozen=True, slots=True, eq=False)
class Judge:
    """Three heads: is a candidate an event, of which root, of which code; and their calibration.

    `slope` and `offset` turn the log odds of the heads into calibrated ones (Platt scaling). `vectors` adds what an
    encoder makes of the sentence, for heads that were trained with it.
    """

    event: Head
    root: Head
    code: Head
    slope: float = 1.0
    offset: float = 0.0
    vectors: SceneVectors | None = None

    def views(self, scene: Scene, always: Collection[Triple] = (), features: SceneFeatures | None = None) -> list[View]:
        """Return the view of every candidate that is `always` wanted or not out of the question, in scene order.

        `features` of the scene save time where several judges look at it.
        """
        triples = list(scene.triples())
        features = features or SceneFeatures(scene)
        parts = [features.parts(one) for one in triples]
        vector = None if self.vectors is None else self.vectors.of(scene)
        events = _totals(self.event, parts, vector)[:, 0]
        left = [at for at, one in enumerate(triples) if events[at] > _WORTH_A_ROOT or one in always]
        roots = _totals(self.root, [parts[at] for at in left], vector)
        codes = _totals(self.code, [parts[at][:1] for at in left], vector)
        return [View(triples[at], float(events[at]), softmax(roots[row]), codes[row]) for row, at in enumerate(left)]

    def proposals(self, views: Sequence[View]) -> list[Proposal]:
        """Return every candidate as an event of its likeliest root."""
        return [self.proposal(one, int(one.shares.argmax())) for one in views]

    def proposal(self, view: View, root: int) -> Proposal:
        """Return a candidate as an event of the root at this position."""
        label = self.root.labels[root]
        return Proposal(view.triple, self.calibrated(view.raw(root)), label, self.code_of(view, label))

    def calibrated(self, raw: float) -> float:
        """Return the calibrated probability."""
        return sigmoid(self.slope * log_odds(raw) + self.offset)

    def code_of(self, view: View, root: str) -> str:
        """Return the best code of a root."""
        own = [at for at, label in enumerate(self.code.labels) if label[:2] == root]
        return self.code.labels[max(own, key=lambda at: float(view.codes[at]))] if own else f"{root}0"


def log_odds(probability: float) -> float:
    """Return the log odds of a probability, which is kept a millionth away from 0 and 1."""
    bounded = min(max(probability, 1e-6), 1 - 1e-6)
    return float(np.log(bounded / (1 - bounded)))


def _totals(head: Head, parts: Sequence[Sequence[Hashed]], vector: Floats | None) -> Floats:
    """Return the scores of candidates, one row each; parts that candidates share are summed once.

    `vector` is that of their sentence.
    """
    places: dict[int, int] = {}
    distinct: list[Hashed] = []
    for own in parts:
        for part in own:
            if id(part) not in places:
                places[id(part)] = len(distinct)
                distinct.append(part)
    sums = head.sums(distinct)
    total = np.tile(head.bias, (len(parts), 1))
    for turn in range(len(parts[0]) if parts else 0):
        total += sums[[places[id(own[turn])] for own in parts]]
    return total if vector is None else total + vector @ head.dense


def chosen(
    scene: Scene, proposals: Sequence[Proposal], threshold: float, trusted: Trusted = frozenset()
) -> list[Proposal]:
    """Return the proposals to keep, likeliest first, none that says again or less precisely what another says.

    What is `trusted`, because the rules say it, is kept unless its probability is below DOUBT.
    """
    kept: list[Proposal] = []
    taken: set[tuple[object, ...]] = set()
    for one in sorted(proposals, key=lambda p: (-p.probability, p.triple[2], str(p.triple), p.code)):
        keys = set(_claims(scene, one))
        enough = min(threshold, DOUBT) if (one.triple, one.root) in trusted else threshold
        if one.probability >= enough and not keys & taken:
            kept.append(one)
            taken |= keys | set(_forbidden(scene, one))
    return kept


def ends_of(scene: Scene, triple: Triple) -> tuple[str, str]:
    """Return the countries of source and target, "" for one that is not named."""
    source, target = (None if at is None else scene.mentions[at].actor.code[:3] for at in triple[:2])
    return source or "", target or ""


def _claims(scene: Scene, one: Proposal) -> Iterator[tuple[object, ...]]:
    source, target = ends_of(scene, one.triple)
    yield ("tuple", source, target, one.root)
    yield ("trigger", one.triple.trigger, source, target)


def _forbidden(scene: Scene, one: Proposal) -> Iterator[tuple[object, ...]]:
    """Yield what may not be said beside a kept proposal: the same with one end left out, or with that end filled."""
    source, target = ends_of(scene, one.triple)
    if source and target:
        for left in ((source, ""), ("", target)):
            yield ("tuple", *left, one.root)
            yield ("trigger", one.triple.trigger, *left)
        return
    for other in {mention.actor.code[:3] for mention in scene.mentions}:
        yield ("trigger", one.triple.trigger, source or other, target or other)
