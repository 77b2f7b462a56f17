"""What an encoder makes of a scene: for each trigger the vector of its sentence and that of the words of its clause."""

from collections import OrderedDict
from collections.abc import Sequence
from typing import Final

import numpy as np

from eventcoder.coders.encoders import Encoder
from eventcoder.coders.model.heads import Floats
from eventcoder.coders.model.scene import Scene, Trigger
from eventcoder.types.text import Word

_SCALE: Final = 10.0
"""Puts unit vectors on the scale of the hundred or so sparse features of a candidate: one penalty serves both."""
_REMEMBERED: Final = 20_000


class SceneVectors:
    """Vectors by trigger; texts that were met lately are not encoded again."""

    def __init__(self, encoder: Encoder) -> None:
        """Take a loaded encoder."""
        self.encoder = encoder
        self._known: OrderedDict[str, Floats] = OrderedDict()

    def of(self, scene: Scene) -> Floats:
        """Return a row for each trigger: its sentence's vector, then its clause's."""
        words = scene.reading.words
        sentence = scene.reading.sentence.text
        texts = [_clause_text(sentence, words, trigger) for trigger in scene.triggers]
        known = self._encoded([sentence, *texts])
        rows = [np.concatenate([known[sentence], known[one]]) for one in texts]
        return np.array(rows, dtype=np.float32).reshape(len(rows), -1) * _SCALE

    def _encoded(self, texts: Sequence[str]) -> dict[str, Floats]:
        distinct = list(dict.fromkeys(texts))
        found = {one: self._known[one] for one in distinct if one in self._known}
        new = [one for one in distinct if one not in found]
        if new:
            found |= dict(zip(new, self.encoder(new), strict=True))
        for one in distinct:
            self._known[one] = found[one]
            self._known.move_to_end(one)
        while len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
        return found


def _clause_text(sentence: str, words: Sequence[Word], trigger: Trigger) -> str:
    """Return the words from the first of a clause to its last, arguments taken from elsewhere left out."""
    own = [argument for argument in trigger.clause.arguments if not argument.shared]
    predicate = trigger.clause.predicate
    first = min([predicate, *(argument.start for argument in own)])
    last = max([predicate + 1, *(argument.end for argument in own)])
    return sentence[words[first].start : words[last - 1].end]
