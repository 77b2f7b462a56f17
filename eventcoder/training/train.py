"""Train a model: gather, fit, calibrate on held-out folds, choose thresholds, and write the card."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from eventcoder.codebook.load import load_codebook
from eventcoder.codebook.values import Codebook
from eventcoder.coders.encoders import load_encoder
from eventcoder.coders.model.decide import Judge
from eventcoder.coders.model.mix import Mixer
from eventcoder.coders.model.store import Model, load_model, save_model
from eventcoder.coders.model.vectors import SceneVectors
from eventcoder.evaluation.gold import GoldSentence, read_gold
from eventcoder.ingest.options import ReadOptions
from eventcoder.training import card
from eventcoder.training.calibrate import (
    Held,
    Way,
    best_threshold,
    fit_mixer,
    held_out,
    judged,
    plain_scaled,
    precision_threshold,
    reliability,
    seen_by,
)
from eventcoder.training.fit import fit_judge, rows_of
from eventcoder.training.gather import Gathered, gather
from eventcoder.training.material import GOLD, Material, Weights, ensure_learnable, examples_of, split
from eventcoder.training.report import card_page
from eventcoder.training.weak import weak_material
from eventcoder.types.codes import EventCode

_PRECISIONS: Final = (0.7, 0.8, 0.9)
Told = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class TrainRequest:
    """What to train on and where to put the model; `news` is coded by the rules for weak labels.

    `precision` sets the thresholds to the lowest probability that reaches this share of right events on held-out
    sentences; None chooses those of the best F1. `encoder` names what adds vectors to the features, as load_encoder
    takes it; "" for none.
    """

    gold: tuple[Path, ...]
    out: Path
    reading: ReadOptions
    codebook: str = "cameo"
    weights: Weights = Weights()
    news: tuple[str, ...] = ()
    precision: float | None = None
    encoder: str = ""

    def vectors(self, told: Told) -> SceneVectors | None:
        """Return what encodes scenes, the only thing that may be downloaded, or None; ModelError where it cannot."""
        if not self.encoder:
            return None
        told(f"loading the encoder {self.encoder}")
        return SceneVectors(load_encoder(self.encoder, fetch=True))


@dataclass(frozen=True, slots=True)
class Fitted:
    """A calibrated judge and mixer with their thresholds, and how they did on the sentences they were held from."""

    judge: Judge
    mixer: Mixer
    threshold: float
    mixed_threshold: float
    loose: float
    held: dict[str, Any]


def train(request: TrainRequest, told: Told = lambda line: None) -> Model:
    """Train a model on the training part of the gold, score it on the test part, and write it to its folder.

    The same input with the same library versions gives the same bytes. Raises InputError for gold that is not of the
    form or too little to learn from, ModelError or CodebookError where codebook or parsers cannot be used.
    """
    book = load_codebook(request.codebook)
    training, test = split(read_gold(request.gold))
    ensure_learnable(training, book.events)
    material = [Material(one, GOLD) for one in training] if request.weights.gold else []
    material += examples_of(book) if request.weights.examples else ()
    material += weak_material(request.news, request.codebook, request.reading) if request.weights.rules else ()
    vectors = request.vectors(told)
    told(f"reading {len(material)} sentences")
    gathered, _ = gather(material, request.codebook)
    told(f"fitting on {len(gathered)} sentences that name somebody")
    fitted = fit(gathered, request.weights, book.events, request.precision, vectors)
    told(f"scoring on {len(test)} sentences of the test part")
    model = Model(
        fitted.judge,
        fitted.mixer,
        fitted.threshold,
        fitted.mixed_threshold,
        fitted.loose,
        card.opening(request.gold, material, request.weights, book) | card.encoder(vectors) | {"held_out": fitted.held},
    )
    save_model(model, request.out)
    scores = card.scores(test, request.codebook, request.out)
    calibration = _test_calibration(load_model(request.out), test, request.codebook, book)
    done = replace(model, card={**model.card, "test": {"scores": scores, "calibration": calibration}})
    save_model(done, request.out)
    (request.out / "README.md").write_text(card_page(done.card), "utf-8")
    return load_model(request.out)


def fit(
    gathered: Sequence[Gathered],
    weights: Weights,
    codes: Mapping[str, EventCode],
    precision: float | None = None,
    vectors: SceneVectors | None = None,
) -> Fitted:
    """Fit judge and mixer; calibration and thresholds come from folds, the judge from everything."""
    rows = [rows_of(one, weights, vectors) for one in gathered]
    held = held_out(gathered, rows, vectors)
    scale, mixer = plain_scaled(held, codes), fit_mixer(held)
    views = {"model": Way(codes, scale, None), "hybrid": Way(codes, scale, mixer)}
    pairs = {name: list(judged(held, way)) for name, way in views.items()}
    thresholds = {}
    for name, way in views.items():
        wanted = precision_threshold(pairs[name], precision) if precision else None
        thresholds[name] = best_threshold(held, way) if wanted is None else wanted
    judge = fit_judge([row for own in rows for row in own], vectors)
    told = {
        name: {
            **reliability(pairs[name]),
            "threshold": thresholds[name],
            "threshold_for_precision": _steps(pairs[name]),
        }
        for name in views
    }
    return Fitted(
        replace(judge, slope=scale[0], offset=scale[1]),
        mixer,
        thresholds["model"],
        thresholds["hybrid"],
        _loose(held),
        told,
    )


def _steps(pairs: Sequence[tuple[float, bool]]) -> dict[str, float | None]:
    return {str(wanted): precision_threshold(pairs, wanted) for wanted in _PRECISIONS}


def _loose(held: Sequence[Held]) -> float:
    """Return the share right of the rules' events that no candidate stands for, with one right and one wrong added."""
    events = [(one, event) for one in held for event in one.gathered.opinion.loose]
    good = sum(any(event.code[:2] == t.codes[0][:2] for t in one.gold.tuples) for one, event in events)
    return round((good + 1) / (len(events) + 2), 4)


def _test_calibration(
    model: Model, test: Sequence[GoldSentence], codebook: str, book: Codebook
) -> dict[str, dict[str, Any]]:
    gathered, _ = gather([Material(one, GOLD) for one in test], codebook)
    held = [seen_by(model.judge, one) for one in gathered]
    scale = (model.judge.slope, model.judge.offset)
    views = {"model": Way(book.events, scale, None), "hybrid": Way(book.events, scale, model.mixer)}
    return {name: reliability(list(judged(held, way))) for name, way in views.items()}
