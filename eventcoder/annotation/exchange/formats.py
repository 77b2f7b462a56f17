"""The tools tasks can be exchanged with, by name."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from eventcoder.annotation.exchange import doccano, inception, label_studio, prodigy
from eventcoder.annotation.exchange.marked import MarkedSentence


@dataclass(frozen=True, slots=True)
class Format:
    """How a tool's files are written and read; `config` is a file to set it up with, by its suffix, if it needs one."""

    suffix: str
    write: Callable[[Iterable[MarkedSentence]], str]
    read: Callable[[str], list[MarkedSentence]]
    config: tuple[str, str] | None = None


FORMATS: Final[Mapping[str, Format]] = {
    "label-studio": Format(".json", label_studio.write, label_studio.read, (".xml", label_studio.CONFIG)),
    "doccano": Format(".jsonl", doccano.write, doccano.read),
    "prodigy": Format(".jsonl", prodigy.write, prodigy.read),
    "inception": Format(".json", inception.write, inception.read),
}
