"""Linear models over hashed features: a score is a bias and a sum of weights, so that parts are summed once."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from eventcoder.coders.model.features import Hashed

Floats = NDArray[np.float32]


def _nothing() -> Floats:
    return np.zeros((0, 0), dtype=np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Head:
    """One linear model: `columns` are the features it knows, sorted; `weights` has a row a feature, a column a label.

    A head with one label is a yes-or-no question. `dense` has a row for each number of the vector an encoder gives, and
    no row where the model has no encoder.
    """

    labels: tuple[str, ...]
    columns: Hashed
    weights: Floats
    bias: Floats
    dense: Floats = field(default_factory=_nothing)

    def sums(self, parts: Sequence[Hashed]) -> Floats:
        """Return what each part adds to the score of each label, one row a part; one look-up serves all parts."""
        found = np.zeros((len(parts), len(self.labels)), dtype=np.float32)
        if not len(self.columns) or not parts:
            return found
        sizes = np.fromiter(map(len, parts), dtype=np.int64, count=len(parts))
        features = np.concatenate(parts)
        at = np.searchsorted(self.columns, features)
        at[at == len(self.columns)] = 0
        known = self.columns[at] == features
        owners = np.repeat(np.arange(len(parts)), sizes)[known]
        if len(owners):
            present, starts = np.unique(owners, return_index=True)
            found[present] = np.add.reduceat(self.weights[at[known]], starts, axis=0)
        return found


def sigmoid(score: float) -> float:
    """Return the logistic function, safe for scores of any size."""
    return float(1 / (1 + np.exp(-np.clip(score, -30, 30))))


def softmax(scores: Floats) -> Floats:
    """Return probabilities that sum to one."""
    raised = np.exp(scores - scores.max())
    shares: Floats = raised / raised.sum()
    return shares
