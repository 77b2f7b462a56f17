"""What an encoder makes of a scene: the vector of its sentence, by which all its candidates can be judged."""

from collections import OrderedDict
from typing import Final

import numpy as np

from eventcoder.coders.encoders import Encoder
from eventcoder.coders.model.heads import Floats
from eventcoder.coders.model.scene import Scene

_SCALE: Final = 3.0
"""Makes a unit vector weigh about as much as ten of the hundred or so sparse features of a candidate."""
_REMEMBERED: Final = 20_000


class SceneVectors:
    """Vectors of sentences; those met lately are not encoded again.

    A second vector for the words of each clause cost four times the encoding and changed no score (bench/RESULTS.md).
    """

    def __init__(self, encoder: Encoder) -> None:
        """Take a loaded encoder."""
        self.encoder = encoder
        self._known: OrderedDict[str, Floats] = OrderedDict()

    def of(self, scene: Scene) -> Floats:
        """Return the vector of the scene's sentence."""
        text = scene.reading.sentence.text
        if text not in self._known:
            self._known[text] = self.encoder([text])[0].astype(np.float32) * _SCALE
        self._known.move_to_end(text)
        if len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
        return self._known[text]
