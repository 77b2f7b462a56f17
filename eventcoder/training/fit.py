"""Fit the linear heads of a judge on labelled candidates."""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from eventcoder.coders.model.decide import Judge
from eventcoder.coders.model.features import Hashed, SceneFeatures
from eventcoder.coders.model.heads import Floats, Head
from eventcoder.coders.model.vectors import SceneVectors
from eventcoder.errors import InputError
from eventcoder.training.gather import Gathered
from eventcoder.training.labels import labelled
from eventcoder.training.material import Weights

_SEEN_AT_LEAST: Final = 2
_PENALTY: Final = {"event": 0.3, "root": 1.0, "code": 1.0}
_ITERATIONS: Final = 300
_TOLERANCE: Final = 1e-3


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled candidate: its code, "" for no event, how much it counts, its features, and those of its trigger.

    `vector` is what an encoder makes of its sentence, empty without one.
    """

    code: str
    weight: float
    features: Hashed
    trigger: Hashed
    vector: Floats


def rows_of(gathered: Gathered, weights: Weights, vectors: SceneVectors | None = None) -> list[Row]:
    """Return the labelled candidates of a sentence."""
    weight = weights.of(gathered.material.origin)
    scene = gathered.opinion.scene
    features = SceneFeatures(scene)
    vector = vectors.of(scene) if vectors else np.zeros(0, dtype=np.float32)
    found = []
    for triple, label in labelled(scene, gathered.material.sentence.tuples).items():
        parts = features.parts(triple)
        found.append(Row(label.code, weight, np.concatenate(parts), parts[0], vector))
    return found


def fit_judge(rows: Sequence[Row], vectors: SceneVectors | None = None) -> Judge:
    """Return a judge that is not yet calibrated; `vectors` are those the rows were made with.

    Raises InputError where no row is an event.
    """
    events = [row for row in rows if row.code]
    if not events:
        raise InputError(
            "no event of the gold is between actors that the codebook finds in the sentences: add the actors to the "
            "codebook (`eventcoder discover` lists candidates), or more sentences to the gold"
        )

    def head(kind: str, chosen: Sequence[Row], labels: Sequence[str]) -> Head:
        own = [row.trigger if kind == "code" else row.features for row in chosen]
        dense = np.array([row.vector for row in chosen], dtype=np.float32)
        return fit_head(Known(own, dense), labels, [row.weight for row in chosen], _PENALTY[kind])

    return Judge(
        event=head("event", rows, ["event" if row.code else "" for row in rows]),
        root=head("root", events, [row.code[:2] for row in events]),
        code=head("code", events, [row.code for row in events]),
        vectors=vectors,
    )


class Known(NamedTuple):
    """What is known of candidates: hashed features, and vectors, a row each, of no columns without an encoder."""

    features: Sequence[Hashed]
    vectors: Floats


def fit_head(known: Known, labels: Sequence[str], weights: Sequence[float], penalty: float) -> Head:
    """Return a logistic regression of the labels; with the labels "" and another it is a yes-or-no head.

    `penalty` is the inverse strength of the L2 regularisation.
    """
    columns, counts = np.unique(np.concatenate(known.features), return_counts=True)
    columns = columns[counts >= _SEEN_AT_LEAST].astype(np.uint32)
    classes = sorted(set(labels))
    size = known.vectors.shape[1]
    if len(classes) == 1:
        return _constant(classes[0], size)
    matrix = _matrix(known.features, columns)
    if size:
        matrix = hstack([matrix, csr_matrix(known.vectors)]).tocsr()
    model = LogisticRegression(C=penalty, max_iter=_ITERATIONS, tol=_TOLERANCE)
    with warnings.catch_warnings():
        # many rare codes are no mistake here: they are the classes
        warnings.filterwarnings("ignore", message="The number of unique classes", category=UserWarning)
        model.fit(matrix, np.array(labels), sample_weight=np.array(weights))
    weight: NDArray[Any] = model.coef_.T.astype(np.float32)
    bias: NDArray[Any] = model.intercept_.astype(np.float32)
    names = tuple(str(one) for one in model.classes_)
    if classes[0] == "":
        names = names[1:]
    elif len(classes) == 2:
        weight, bias = np.hstack([-weight, weight]) / 2, np.concatenate([-bias, bias]) / 2
    return Head(names, columns, weight[: len(columns)], bias, weight[len(columns) :])


def _constant(label: str, size: int) -> Head:
    empty = np.empty(0, dtype=np.uint32)
    zeros = [np.zeros(shape, dtype=np.float32) for shape in ((0, 1), (1,), (size, 1))]
    return Head((label,), empty, *zeros)


def _matrix(features: Sequence[Hashed], columns: Hashed) -> csr_matrix:
    indices, ends = [], [0]
    for one in features:
        at = np.searchsorted(columns, one)
        at[at == len(columns)] = 0
        indices.append(np.unique(at[columns[at] == one]))
        ends.append(ends[-1] + len(indices[-1]))
    joined = np.concatenate(indices)
    return csr_matrix((np.ones(len(joined), dtype=np.float32), joined, ends), shape=(len(features), len(columns)))
