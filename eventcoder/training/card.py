"""What a model says of itself: data, licence, libraries, scores, limits."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from eventcoder import __version__
from eventcoder.codebook.values import Codebook
from eventcoder.coders.model.features import FEATURES
from eventcoder.coders.model.vectors import SceneVectors
from eventcoder.evaluate import coded
from eventcoder.evaluation.gold import GoldSentence
from eventcoder.evaluation.scores import Predictions, report, scored
from eventcoder.pipeline import load_tools
from eventcoder.training.calibrate import FOLDS
from eventcoder.training.material import Material, Weights

_LIBRARIES: Final = ("numpy", "scipy", "scikit-learn", "spacy")
_LEVELS: Final = ("detection", "root", "code", "tuple", "tuple_exact")
_USE: Final = (
    "Proposes events for people to check or count in the aggregate, in the languages of its training data. Not for "
    "decisions about single persons."
)
_LIMITS: Final = (
    "The gold sentences were written by the project and are shorter and tidier than news; expect lower scores on news.",
    "Root codes and kinds of actors that are rare in the training part are learned poorly.",
    "Only actors that the codebook names, or role nouns and nationalities of it, can be source or target.",
)


def opening(gold: Sequence[Path], material: Sequence[Material], weights: Weights, book: Codebook) -> dict[str, Any]:
    """Return the card of a model before it is scored."""
    return {
        "name": "eventcoder model coder",
        "eventcoder": __version__,
        "use": _USE,
        "limits": list(_LIMITS),
        "licence": "that of its training data; Apache-2.0 for the data of this repository",
        "codebook": {"name": book.name, "version": book.version, "sha256": book.digest},
        "features": FEATURES,
        "data": [{"file": path.name, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()} for path in gold],
        "sentences": dict(sorted(Counter(f"{one.origin} {one.sentence.language}" for one in material).items())),
        "weights": {"gold": weights.gold, "examples": weights.examples, "rules": weights.rules},
        "folds": FOLDS,
        "libraries": {name: version(name) for name in _LIBRARIES},
    }


def encoder(vectors: SceneVectors | None) -> dict[str, Any]:
    """Return what a card says of the encoder that the model needs; nothing for none."""
    return {} if vectors is None else {"encoder": vectors.encoder.record()}


def scores(test: Sequence[GoldSentence], codebook: str, folder: Path) -> dict[str, Any]:
    """Return the scores of rule, model and hybrid coder on the test part, over all and by language."""
    found = {}
    for name in ("rule", f"model:{folder}", f"hybrid:{folder}"):
        predictions = coded(test, load_tools(codebook, name))
        languages = sorted({one.language for one in test})
        own = {language: [one for one in test if one.language == language] for language in languages}
        found[name.partition(":")[0]] = {
            part: _short(chosen, predictions) for part, chosen in {"all": list(test), **own}.items()
        }
    return found


def _short(gold: Sequence[GoldSentence], predictions: Predictions) -> dict[str, Any]:
    whole = report(scored(gold, predictions))
    strictly = report(scored(gold, predictions, alternatives=False))
    told = {level: {k: whole[level][k] for k in ("precision", "recall", "f1", "low", "high")} for level in _LEVELS}
    rest = {name: whole[name] for name in ("sentences", "negatives", "negatives_with_event", "macro_f1")}
    return {**told, **rest, "strict_tuple_f1": strictly["tuple"]["f1"]}
