"""The features of a scene as numbers: each is a string (see `looks`) hashed to 32 bits."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from eventcoder.coders.model.looks import end_features, pair_features, trigger_features
from eventcoder.coders.model.scene import Scene, Triple

FEATURES: Final = 1
"""Goes up whenever features change, so that a model is not used with features it was not trained on."""
Hashed = NDArray[np.uint32]


@lru_cache(maxsize=500_000)
def _number(text: str) -> int:
    return crc32(text.encode("utf-8", "surrogatepass"))


def hashed(features: Iterable[str]) -> Hashed:
    """Return the distinct features as 32-bit numbers."""
    return np.array(list(dict.fromkeys(map(_number, features))), dtype=np.uint32)


@dataclass(slots=True)
class SceneFeatures:
    """The features of one scene, each part computed once however many candidates share it."""

    scene: Scene
    _triggers: dict[int, Hashed] = field(default_factory=dict)
    _ends: dict[tuple[str, int | None, int], Hashed] = field(default_factory=dict)
    _pairs: dict[Triple, Hashed] = field(default_factory=dict)

    def trigger(self, at: int) -> Hashed:
        """Return the features of a trigger with its clause and surroundings."""
        if at not in self._triggers:
            self._triggers[at] = hashed(trigger_features(self.scene, at))
        return self._triggers[at]

    def end(self, end: str, mention: int | None, trigger: int) -> Hashed:
        """Return the features of a mention as "source" or "target" of a trigger; None is an end not named."""
        key = (end, mention, trigger)
        if key not in self._ends:
            self._ends[key] = hashed(end_features(self.scene, end, mention, trigger))
        return self._ends[key]

    def pair(self, triple: Triple) -> Hashed:
        """Return the features of the two ends together."""
        if triple not in self._pairs:
            self._pairs[triple] = hashed(pair_features(self.scene, triple))
        return self._pairs[triple]

    def parts(self, triple: Triple) -> tuple[Hashed, Hashed, Hashed, Hashed]:
        """Return the features of a candidate: of its trigger, source, target, and of the pair."""
        return (
            self.trigger(triple.trigger),
            self.end("source", triple.source, triple.trigger),
            self.end("target", triple.target, triple.trigger),
            self.pair(triple),
        )


def feature_names(scene: Scene, triple: Triple) -> Iterator[str]:
    """Yield the features of a candidate by name, those of its parts one after the other."""
    source, target, at = triple
    yield from dict.fromkeys(trigger_features(scene, at))
    yield from dict.fromkeys(end_features(scene, "source", source, at))
    yield from dict.fromkeys(end_features(scene, "target", target, at))
    yield from dict.fromkeys(pair_features(scene, triple))
