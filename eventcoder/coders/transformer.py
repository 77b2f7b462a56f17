"""A transformer exported to ONNX, run on one CPU thread.

A folder holds `tokenizer.json`, one `*.onnx` (of several the one called model.onnx, with a `*_data` or `*.data` file of
large weights beside it) and, for inference models, `config.json` with `id2label`: the files most models publish, or
`optimum-cli export onnx` makes. ONNX is a graph of numbers, so that nothing of a stranger's model is executed or
unpickled.
"""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from eventcoder.errors import ModelError

Vectors = NDArray[np.float32]
_BATCH: Final = 32
_LONGEST: Final = 256
_ENTAILS: Final = "entailment"


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

    @property
    def sha256(self) -> str:
        """Return the hash of tokenizer and graph, whatever folder they lie in."""
        graph = self._graph()
        return sha256_of([self._file("tokenizer.json"), graph, *_large_weights(graph)])

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


def _large_weights(graph: Path) -> list[Path]:
    """Return the files beside a graph that hold weights too large for it."""
    names = (f"{graph.name}_data", f"{graph.name}.data")
    return [graph.with_name(name) for name in names if graph.with_name(name).is_file()]


def sha256_of(files: Sequence[Path]) -> str:
    """Return one hash of the contents of files, in their order; raise ModelError for one that cannot be read."""
    whole = hashlib.sha256()
    for path in files:
        try:
            with path.open("rb") as file:
                whole.update(hashlib.file_digest(file, "sha256").digest())
        except OSError as problem:
            raise ModelError(f"{path}: cannot be read: {problem}") from problem
    return whole.hexdigest()
