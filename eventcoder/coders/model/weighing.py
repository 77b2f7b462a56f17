"""The learned coders with notes: what they made of each candidate of a sentence, and which features weighed."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from eventcoder.codebook.values import Codebook
from eventcoder.coders.discourse import Discourse
from eventcoder.coders.model.coder import HybridCoder, ModelCoder, Weighed
from eventcoder.coders.model.decide import Judge, Proposal, View
from eventcoder.coders.model.features import feature_names, hashed
from eventcoder.coders.model.heads import Head
from eventcoder.coders.model.mix import options
from eventcoder.coders.model.scene import Scene, Triple
from eventcoder.coders.model.store import Model
from eventcoder.coders.protocol import Candidate, When
from eventcoder.languages.protocol import Language
from eventcoder.types.text import Span, Word

MOST_TOLD: Final = 8
"""How many proposals of a sentence that are not kept are told, likeliest first."""
MOST_FEATURES: Final = 6
_LEAST: Final = 0.02

Weight = tuple[str, float]


@dataclass(frozen=True, slots=True)
class ProposalTrace:
    """One candidate with a root: who, what, how likely, and why.

    `event` are the features that weighed most for or against an event at all, `root` those for its root, in log odds,
    heaviest first; `mixed` the evidence by which the hybrid coder set the model's figure against the rules, empty in
    the model coder. `rule` is the code of the rules, None where they are silent.
    """

    source: str | None
    target: str | None
    code: str
    trigger: str
    span: Span
    probability: float
    threshold: float
    kept: bool
    rule: str | None
    event: tuple[Weight, ...]
    root: tuple[Weight, ...]
    mixed: tuple[Weight, ...]


class WeighingCoder(ModelCoder):
    """Codes as the model coder does, and notes why; `proposals` holds, by sentence id, what was weighed."""

    def __init__(self, codebook: Codebook, language: Callable[[str], Language], model: str = "") -> None:
        """Take what the coder takes. Raises ModelError as it does."""
        super().__init__(codebook, language, model)
        self.proposals: dict[str, tuple[ProposalTrace, ...]] = {}

    def weigh(self, candidate: Candidate, words: Sequence[Word], discourse: Discourse, when: When) -> Weighed:
        """Return what is made of one parsed sentence, and note it."""
        weighed = super().weigh(candidate, words, discourse, when)
        self.proposals[candidate.sentence.sentence_id] = _told(weighed, self._model)
        return weighed


class WeighingHybridCoder(WeighingCoder, HybridCoder):
    """Codes as the hybrid coder does, and notes why."""


def _told(weighed: Weighed, model: Model) -> tuple[ProposalTrace, ...]:
    """Return what is kept, and of the rest the likeliest; of those that read alike, one."""
    likeliest = sorted(weighed.proposals, key=lambda p: (p not in weighed.kept, -p.probability))
    views = {view.triple: view for view in weighed.views}
    mixed = _mixed(weighed, model)
    told: dict[tuple[object, ...], ProposalTrace] = {}
    for one in likeliest[: len(weighed.kept) + MOST_TOLD]:
        if one in weighed.kept or one.probability >= _LEAST:
            trace = _trace(weighed, model, views[one.triple], one, mixed)
            told.setdefault((trace.source, trace.code, trace.target, trace.span), trace)
    return tuple(told.values())


def _trace(
    weighed: Weighed, model: Model, view: View, one: Proposal, mixed: dict[tuple[Triple, str], tuple[Weight, ...]]
) -> ProposalTrace:
    scene, judge, opinion = weighed.scene, model.judge, weighed.opinion
    ends = [None if at is None else scene.mentions[at].actor.code for at in one.triple[:2]]
    span = scene.reading.trigger(scene.triggers[one.triple.trigger].clause.predicate)
    rule = opinion.events.get(one.triple) if opinion else None
    labels = judge.root.labels
    return ProposalTrace(
        source=ends[0],
        target=ends[1],
        code=one.code,
        trigger=span.cut(scene.reading.sentence.text),
        span=span,
        probability=one.probability,
        threshold=model.mixed_threshold if opinion else model.threshold,
        kept=one in weighed.kept,
        rule=rule.code if rule else None,
        event=_weights(judge, judge.event, 0, scene, view.triple),
        root=_weights(judge, judge.root, labels.index(one.root), scene, view.triple) if one.root in labels else (),
        mixed=mixed.get((one.triple, one.root), ()),
    )


def _weights(judge: Judge, head: Head, label: int, scene: Scene, triple: Triple) -> tuple[Weight, ...]:
    """Return the features of a candidate that move the score of a label most; all an encoder says is one of them."""
    names = list(feature_names(scene, triple))
    sums = head.sums([hashed([name]) for name in names])[:, label]
    weights = list(zip(names, map(float, sums), strict=True))
    if judge.vectors is not None:
        weights.append(("encoder", float(judge.vectors.of(scene) @ head.dense[:, label])))
    return _heaviest(weights)


def _mixed(weighed: Weighed, model: Model) -> dict[tuple[Triple, str], tuple[Weight, ...]]:
    """Return for each candidate with a root what the mixer made of its evidence."""
    if weighed.opinion is None:
        return {}
    known = model.mixer.weights
    return {
        (view.triple, root): _heaviest((name, known.get(name, 0.0) * value) for name, value in evidence.items())
        for view, root, evidence in options(model.judge, weighed.opinion, weighed.views)
    }


def _heaviest(weights: Iterable[Weight]) -> tuple[Weight, ...]:
    told = [(name, round(weight, 2)) for name, weight in weights]
    return tuple(sorted((one for one in told if one[1]), key=lambda one: -abs(one[1]))[:MOST_FEATURES])
