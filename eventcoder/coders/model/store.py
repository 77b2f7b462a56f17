"""Keep trained models in folders: weights in an npz file without pickle, everything about them in a JSON card."""

import hashlib
import io
import json
import zipfile
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.lib import format as npy

from eventcoder.codebook.values import Codebook
from eventcoder.coders.encoders import needed_encoder
from eventcoder.coders.model.decide import Judge
from eventcoder.coders.model.features import FEATURES
from eventcoder.coders.model.heads import Head
from eventcoder.coders.model.mix import Mixer
from eventcoder.coders.model.vectors import SceneVectors
from eventcoder.errors import ModelError

FORMAT: Final = 1
WEIGHTS: Final = "weights.npz"
CARD: Final = "card.json"
_HEADS: Final = ("event", "root", "code")
_REMEDY: Final = "train it again with `eventcoder train`"
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """A trained model: its judge, what mixes it with the rules, and the lowest probability of an event for either.

    `loose` is how often an event of the rules is right that no candidate stands for. `card` is what the model says of
    itself: data, licence, scores, library versions.
    """

    judge: Judge
    mixer: Mixer
    threshold: float
    mixed_threshold: float
    loose: float
    card: dict[str, Any]

    @property
    def model_id(self) -> str:
        """Return eight digits of the hash of the weights."""
        return str(self.card["weights_sha256"])[:8]

    def ensure_fits(self, codebook: Codebook) -> None:
        """Raise ModelError when the model gives codes the codebook does not have."""
        if self.card.get("features") != FEATURES:
            found, own = self.card.get("features"), self.card.get("eventcoder")
            raise ModelError(
                f"the model was trained by eventcoder {own} on features {found!r}, and this one reads features "
                f"{FEATURES}: {_REMEDY}, or install eventcoder {own}"
            )
        missing = sorted(set(self.judge.code.labels) - codebook.events.keys())
        if missing:
            told = self.card["codebook"]
            raise ModelError(
                f"the model was trained for codebook {told['name']} {told['version']} and gives codes that "
                f"{codebook.name} {codebook.version} lacks ({', '.join(missing[:5])}); {_REMEDY} "
                f"--codebook {codebook.name}"
            )


def save_model(model: Model, folder: Path) -> None:
    """Write a model to a folder; the same model gives the same bytes.

    The card is written last, so that a folder without one is an unfinished model.
    """
    folder.mkdir(parents=True, exist_ok=True)
    weights = _packed(model)
    (folder / CARD).unlink(missing_ok=True)
    (folder / WEIGHTS).write_bytes(weights)
    card = {**model.card, "format": FORMAT, "weights_sha256": hashlib.sha256(weights).hexdigest()}
    (folder / CARD).write_text(json.dumps(card, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")


def _packed(model: Model) -> bytes:
    """Return the arrays of a model as an npz file without dates; weights as 8-bit shares of the largest of a label."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in _arrays(model).items():
            raw = io.BytesIO()
            npy.write_array(raw, array, allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy", _EPOCH), raw.getvalue(), zipfile.ZIP_DEFLATED, 9)
    return packed.getvalue()


def _arrays(model: Model) -> dict[str, Any]:
    judge = model.judge
    arrays: dict[str, Any] = {
        "thresholds": np.array([model.threshold, model.mixed_threshold, model.loose]),
        "platt": np.array([judge.slope, judge.offset]),
        "mixer.names": np.array(sorted(model.mixer.weights), dtype="U32"),
        "mixer.weights": np.array([model.mixer.weights[name] for name in sorted(model.mixer.weights)]),
    }
    for name in _HEADS:
        head: Head = getattr(judge, name)
        scale = np.maximum(np.abs(head.weights).max(axis=0, initial=0.0), 1e-6) / 127
        arrays[f"{name}.labels"] = np.array(head.labels, dtype="U8")
        arrays[f"{name}.columns"] = head.columns
        arrays[f"{name}.weights"] = np.round(head.weights / scale).astype(np.int8)
        arrays[f"{name}.scale"] = scale.astype(np.float32)
        arrays[f"{name}.bias"] = head.bias.astype(np.float32)
        if judge.vectors is not None:
            arrays[f"{name}.dense"] = head.dense.astype(np.float32)
    return arrays


def load_model(folder: str | Path) -> Model:
    """Return the model in a folder.

    Raises ModelError where there is none, or it is incomplete, was changed after training, has another format, or needs
    an encoder that is not here.
    """
    place = Path(folder)
    card = _card(place)
    try:
        raw = (place / WEIGHTS).read_bytes()
    except OSError as problem:
        raise ModelError(f"{place / WEIGHTS}: cannot be read: {problem}; {_REMEDY}") from problem
    if hashlib.sha256(raw).hexdigest() != card.get("weights_sha256"):
        raise ModelError(f"{place / WEIGHTS}: is not what was trained (cut short or changed); {_REMEDY}")
    vectors = SceneVectors(needed_encoder(card["encoder"], place)) if "encoder" in card else None
    try:
        return _unpacked(place / WEIGHTS, card, vectors)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as problem:
        raise ModelError(f"{place / WEIGHTS}: is no model of this eventcoder: {problem}; {_REMEDY}") from problem


@lru_cache(maxsize=1)
def default_model() -> Model:
    """Return the model of the package, read once."""
    return load_model(Path(str(files("eventcoder") / "coders" / "model" / "default")))


def _card(place: Path) -> dict[str, Any]:
    try:
        card = json.loads((place / CARD).read_text("utf-8"))
    except FileNotFoundError as problem:
        raise ModelError(f"{place}: holds no model ({CARD} is missing); {_REMEDY}") from problem
    except (OSError, ValueError) as problem:
        raise ModelError(f"{place / CARD}: cannot be read: {problem}; {_REMEDY}") from problem
    if not isinstance(card, dict) or card.get("format") != FORMAT:
        found = card.get("format") if isinstance(card, dict) else None
        raise ModelError(
            f"{place / CARD}: has model format {found!r}, and this eventcoder reads {FORMAT}: {_REMEDY}, or install "
            "the version of eventcoder that made it"
        )
    return card


def _unpacked(path: Path, card: dict[str, Any], vectors: SceneVectors | None) -> Model:
    with np.load(path, allow_pickle=False) as arrays:
        event, root, code = (_head(arrays, name) for name in _HEADS)
        slope, offset = (float(one) for one in arrays["platt"])
        threshold, mixed, loose = (float(one) for one in arrays["thresholds"])
        names = [str(name) for name in arrays["mixer.names"]]
        mixer = Mixer(dict(zip(names, map(float, arrays["mixer.weights"]), strict=True)))
    return Model(Judge(event, root, code, slope, offset, vectors), mixer, threshold, mixed, loose, card)


def _head(arrays: Any, key: str) -> Head:
    weights = arrays[f"{key}.weights"].astype(np.float32) * arrays[f"{key}.scale"]
    labels = tuple(str(one) for one in arrays[f"{key}.labels"])
    columns, bias = arrays[f"{key}.columns"], arrays[f"{key}.bias"]
    if weights.shape != (len(columns), len(labels)) or bias.shape != (len(labels),):
        raise ValueError(f"{key} has arrays of different sizes")
    dense = arrays[f"{key}.dense"] if f"{key}.dense" in arrays else np.zeros((0, len(labels)), dtype=np.float32)
    return Head(labels, columns, weights, bias, dense)
