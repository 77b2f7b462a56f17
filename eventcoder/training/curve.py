"""How scores grow with the number of gold sentences."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, Final

from eventcoder.codebook.load import load_codebook
from eventcoder.errors import InputError
from eventcoder.evaluation.gold import GoldSentence, read_gold
from eventcoder.evaluation.matching import Predicted
from eventcoder.evaluation.scores import report, scored
from eventcoder.training.calibrate import Held, Way, predicted_of, seen_by
from eventcoder.training.gather import Gathered, gather
from eventcoder.training.material import GOLD, Material, ensure_learnable, examples_of, split
from eventcoder.training.train import Fitted, Told, TrainRequest, fit
from eventcoder.types.codes import EventCode

SHARES: Final = (0.125, 0.25, 0.5, 1.0)


def learning_curve(request: TrainRequest, told: Told, shares: Sequence[float] = SHARES) -> list[dict[str, Any]]:
    """Return the scores on the test part of models trained on growing shares of the training part.

    A smaller share lies within every larger one; the order is that of a hash, so it is the same in every run. A share
    too small to learn from is told and left out.
    """
    book = load_codebook(request.codebook)
    vectors = request.vectors(told)
    training, test = split(read_gold(request.gold))
    ensure_learnable(training, book.events)
    ranked = sorted(training, key=lambda one: hashlib.sha256(f"curve {one.text}".encode()).hexdigest())
    told(f"reading {len(ranked) + len(test)} gold sentences and the examples of the codebook")
    gold, _ = gather([Material(one, GOLD) for one in ranked], request.codebook)
    examples, _ = gather(examples_of(book) if request.weights.examples else (), request.codebook)
    seen, _ = gather([Material(one, GOLD) for one in test], request.codebook)
    points: list[dict[str, Any]] = []
    for share in shares:
        names = {one.key for one in ranked[: max(1, round(share * len(ranked)))]}
        told(f"training on {len(names)} gold sentences")
        part = [one for one in gold if one.material.sentence.key in names]
        try:
            fitted = fit([*part, *examples], request.weights, book.events, vectors=vectors)
        except InputError as problem:
            told(f"{len(names)} gold sentences give no model: {problem}")
            if share == shares[-1] and not points:
                raise
            continue
        points.append({"sentences": len(names), **test_scores(fitted, seen, test, book.events)})
    return points


def test_scores(
    fitted: Fitted, seen: Sequence[Gathered], test: Sequence[GoldSentence], codes: Mapping[str, EventCode]
) -> dict[str, float]:
    """Return F1 of whole tuples and of detection, by coder, on gathered sentences of the test part."""
    held = [seen_by(fitted.judge, one) for one in seen]
    scale = (fitted.judge.slope, fitted.judge.offset)
    found: dict[str, float] = {}
    for name, mixer, threshold in (
        ("model", None, fitted.threshold),
        ("hybrid", fitted.mixer, fitted.mixed_threshold),
    ):
        whole = report(scored(test, _predicted(held, Way(codes, scale, mixer), threshold)))
        found |= {f"{name}_tuple_f1": whole["tuple"]["f1"], f"{name}_detection_f1": whole["detection"]["f1"]}
    return found


def _predicted(held: Sequence[Held], way: Way, threshold: float) -> dict[str, list[Predicted]]:
    found: dict[str, list[Predicted]] = {}
    for one in held:
        scene = one.gathered.opinion.scene
        kept = way.kept(one, way.proposals(one), threshold)
        found.setdefault(one.gold.key, []).extend(predicted_of(scene, p.triple, p.code) for p in kept)
    return found
