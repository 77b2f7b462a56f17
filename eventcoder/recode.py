"""Code the same news with two codebooks and tell which events differ."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from eventcoder.ingest.batches import batches
from eventcoder.ingest.options import ReadOptions
from eventcoder.ingest.read import read_inputs
from eventcoder.pipeline import Tools, load_tools, process
from eventcoder.types.events import Actor, Event
from eventcoder.types.text import Document, FailedDocument

_BATCH = (64, 200_000)
Trigger = tuple[str, int, int]


class Recoded(NamedTuple):
    """What one trigger of a sentence gives with the old and the new codebook; () for nothing."""

    sentence: str
    trigger: str
    old: tuple[str, ...]
    new: tuple[str, ...]

    def line(self) -> str:
        """Return the difference in one line."""
        old, new = (", ".join(events) or "nothing" for events in (self.old, self.new))
        return f"{old}  =>  {new}  *{self.trigger}* {self.sentence}"


def recode(one: str, other: str, inputs: Sequence[str], reading: ReadOptions) -> Iterator[Recoded]:
    """Yield the triggers whose events differ between two codebooks, in text order.

    Raises InputError when an input cannot be found, CodebookError when a codebook cannot be loaded.
    """
    tools = load_tools(one, "rule"), load_tools(other, "rule")
    for batch in batches(read_inputs(tuple(inputs), reading), *_BATCH):
        yield from _differences(batch, *tools)


def _differences(batch: Sequence[Document | FailedDocument], old: Tools, new: Tools) -> Iterator[Recoded]:
    before, after = (_by_trigger(process(batch, tools).events) for tools in (old, new))
    for trigger in dict.fromkeys((*before, *after)):
        event = (before.get(trigger) or after[trigger])[0]
        codes = [tuple(sorted(map(_shown, events.get(trigger, ())))) for events in (before, after)]
        if codes[0] != codes[1]:
            yield Recoded(event.sentence.text, event.trigger.cut(event.sentence.text), codes[0], codes[1])


def _by_trigger(events: Iterable[Event]) -> dict[Trigger, list[Event]]:
    found: dict[Trigger, list[Event]] = defaultdict(list)
    for event in events:
        found[event.sentence.sentence_id, event.trigger.start, event.trigger.end].append(event)
    return found


def _shown(event: Event) -> str:
    return f"{_code(event.source)} -{event.code}-> {_code(event.target)}"


def _code(actor: Actor | None) -> str:
    return actor.code if actor else "---"
