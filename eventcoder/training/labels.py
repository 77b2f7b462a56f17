"""Find the candidates of a scene that the gold tuples mean, since gold names no trigger."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from eventcoder.coders.model.scene import Scene, Triple
from eventcoder.evaluation.gold import GoldTuple

_CERTAIN: Final = 3.0


class Label(NamedTuple):
    """What a candidate is: an event of a code, or "" for none."""

    code: str


def labelled(
    scene: Scene, gold: Sequence[GoldTuple], scores: Mapping[Triple, Mapping[str, float]] | None = None
) -> dict[Triple, Label]:
    """Return the candidates that are certain to be an event or none; those left out may be either.

    A tuple is meant by the candidate with its actors whose trigger has its root code and which has most of the actors
    for arguments; `scores` of an earlier model, by root, help where the codebook does not know the trigger. Candidates
    with the countries of any tuple are left out unless the meant one is certain and theirs is another trigger.
    """
    triples = list(scene.triples())
    found: dict[Triple, Label] = {}
    spared: set[Triple] = set()
    for one in gold:
        same = [triple for triple in triples if _countries(scene, triple, one)]
        spared.update(same)
        if one.required or one.mirror:
            meant = _meant(scene, same, one, scores)
            if meant is not None:
                triple, certain = meant
                found[triple] = Label(_code(scene, triple, one))
                if certain:
                    spared -= {t for t in same if t.trigger != triple.trigger and not _supported(scene, t, gold)}
    return {**{t: Label("") for t in triples if t not in spared}, **found}


def _actor(scene: Scene, at: int | None) -> str:
    return "" if at is None else scene.mentions[at].actor.code


def _countries(scene: Scene, triple: Triple, one: GoldTuple) -> bool:
    source, target = _actor(scene, triple.source), _actor(scene, triple.target)
    return source[:3] in {a[:3] for a in one.sources} and target[:3] in {a[:3] for a in one.targets}


def _supported(scene: Scene, triple: Triple, gold: Sequence[GoldTuple]) -> bool:
    """Return whether the codebook gives the trigger a root of any tuple of the sentence."""
    roots = {code[:2] for code in scene.triggers[triple.trigger].codes}
    return bool(roots & {code[:2] for one in gold for code in one.codes})


def _meant(
    scene: Scene, same: Sequence[Triple], one: GoldTuple, scores: Mapping[Triple, Mapping[str, float]] | None
) -> tuple[Triple, bool] | None:
    ranked = [(_fit(scene, triple, one), triple) for triple in same]
    if not ranked:
        return None
    root = one.codes[0][:2]
    best, triple = max(
        ranked,
        key=lambda r: (r[0] + (scores or {}).get(r[1], {}).get(root, 0.0), -r[1].trigger, str(r[1])),
    )
    return triple, best >= _CERTAIN


def _fit(scene: Scene, triple: Triple, one: GoldTuple) -> float:
    """Return how well a candidate fits a tuple; _CERTAIN or more where the codebook gives its trigger the root."""
    trigger = scene.triggers[triple.trigger]
    roots = {code[:2] for code in one.codes}
    fit = 3.0 if trigger.code[:2] in roots else 2.0 if roots & {code[:2] for code in trigger.codes} else 0.0
    for at, accepted in ((triple.source, one.sources), (triple.target, one.targets)):
        if at is None:
            fit += 0.5
            continue
        held = trigger.roles.get(at, ())
        fit += 0.6 * bool(held) + 0.2 * any(not argument.shared for argument in held)
        fit += 0.4 * (_actor(scene, at) == accepted[0]) + 0.2 * (_actor(scene, at) in accepted)
    fit -= 0.5 * (trigger.clause.readings[0].pos == "verb" and not trigger.codes and not trigger.operators)
    return fit


def _code(scene: Scene, triple: Triple, one: GoldTuple) -> str:
    """Return the code to learn: the one the codebook gives the trigger if it is accepted, else the preferred one."""
    known = scene.triggers[triple.trigger].code
    root = one.codes[0][:2]
    return known if known in one.codes and known[:2] == root else one.codes[0]
