"""Weigh what the model and the rules say of a candidate against each other."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log

from eventcoder.coders.model.decide import Judge, Proposal, View, ends_of
from eventcoder.coders.model.heads import sigmoid
from eventcoder.coders.model.opinions import Opinion
from eventcoder.coders.model.scene import Triple

Evidence = Mapping[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class Mixer:
    """A logistic regression over a few figures; `weights` by name, "" the bias. Its result is calibrated."""

    weights: Mapping[str, float]

    def probability(self, evidence: Evidence) -> float:
        """Return the probability that a candidate with this evidence is an event of its root."""
        return sigmoid(self.weights.get("", 0.0) + sum(self.weights.get(k, 0.0) * v for k, v in evidence.items()))

    def proposals(self, judge: Judge, opinion: Opinion, views: Sequence[View]) -> list[Proposal]:
        """Return every candidate as an event of the model's root and, where it differs, of that of the rules."""
        found = []
        for view, root, evidence in options(judge, opinion, views):
            rule = opinion.events.get(view.triple)
            code = rule.code if rule and rule.code[:2] == root else judge.code_of(view, root)
            found.append(Proposal(view.triple, self.probability(evidence), root, code))
        return found


def options(judge: Judge, opinion: Opinion, views: Sequence[View]) -> Iterator[tuple[View, str, Evidence]]:
    """Yield the candidates with each root that model or rules give them, and the evidence for it."""
    said = _Said(opinion)
    best: dict[int, float] = {}
    for view in views:
        best[view.triple.trigger] = max(best.get(view.triple.trigger, -99.0), view.event)
    for view in views:
        rule = opinion.events.get(view.triple)
        liked = judge.root.labels[int(view.shares.argmax())]
        for root in dict.fromkeys([liked, rule.code[:2]] if rule else [liked]):
            if rule is None and said.has(view.triple, root):
                continue  # the rules' own choice among mentions of the same parties stands for all of them
            share = float(view.shares[judge.root.labels.index(root)]) if root in judge.root.labels else 0.0
            evidence = said.of(view.triple, root)
            evidence["event"] = view.event
            evidence["share"] = log(max(share, 1e-3))
            evidence["behind"] = best[view.triple.trigger] - view.event
            own = "exact" if "exact_same" in evidence else "silent" if "silent" in evidence else "other"
            evidence |= {f"event+{own}": view.event, f"share+{own}": evidence["share"], **_crowd(opinion, own)}
            yield view, root, {**evidence, **_standing(opinion, view.triple, root)}


def _crowd(opinion: Opinion, own: str) -> dict[str, float]:
    """Return how much a sentence holds: the more, the likelier a candidate is a chance pair."""
    counts = {"mentions": len(opinion.scene.mentions), "triggers": len(opinion.scene.triggers)}
    return {f"{name}+{own}": log(1 + count) for name, count in counts.items()}


def _standing(opinion: Opinion, triple: Triple, root: str) -> dict[str, float]:
    """Return whether the codebook knows the trigger, and which party is no argument of it."""
    trigger = opinion.scene.triggers[triple.trigger]
    outside = [at is not None and at not in trigger.roles for at in triple[:2]]
    return {
        "coded": float(bool(trigger.code)),
        "coded_same": float(trigger.code[:2] == root),
        "source_outside": float(outside[0]),
        "target_outside": float(outside[1]),
    }


class _Said:
    """What the rules say of a sentence, looked up by candidate, pair and trigger."""

    def __init__(self, opinion: Opinion) -> None:
        self._opinion = opinion
        scene = opinion.scene
        self._pairs: dict[tuple[str, str], set[str]] = {}
        self._triggers: dict[int, set[str]] = {}
        for triple, event in opinion.events.items():
            self._pairs.setdefault(ends_of(scene, triple), set()).add(event.code[:2])
            self._triggers.setdefault(triple.trigger, set()).add(event.code[:2])
        self._silent = not (opinion.events or opinion.loose)

    def has(self, triple: Triple, root: str) -> bool:
        """Return whether the rules give an event of this root between the countries of a candidate."""
        return root in self._pairs.get(ends_of(self._opinion.scene, triple), ())

    def of(self, triple: Triple, root: str) -> dict[str, float]:
        """Return the evidence of the rules for a candidate with a root."""
        if self._silent:
            return {"silent": 1.0}
        rule, scene = self._opinion.events.get(triple), self._opinion.scene
        language = scene.reading.sentence.language
        if rule is not None:
            same = rule.code[:2] == root
            ends = sum(actor is not None for actor in (rule.source, rule.target))
            spans = sum(actor is not None and actor.span is not None for actor in (rule.source, rule.target))
            told = {"exact_same": 1.0, f"exact_{language}": 1.0} if same else {"exact_differs": 1.0}
            return {**told, "one_sided": float(ends < 2), "carried": float(spans < ends)}
        pair = self._pairs.get(ends_of(scene, triple), set())
        trigger = self._triggers.get(triple.trigger, set())
        return {
            "other": 1.0,
            "pair_differs": float(bool(pair)),
            "trigger_same": float(root in trigger),
            "trigger_differs": float(bool(trigger) and root not in trigger),
            "one_sided": float(None in triple[:2]),
        }
