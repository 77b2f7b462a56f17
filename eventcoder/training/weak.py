"""Weak labels: what the rules say of news nobody has annotated."""

from collections.abc import Iterator, Sequence

from eventcoder.evaluation.gold import GoldSentence, GoldTuple
from eventcoder.ingest.batches import batches
from eventcoder.ingest.options import ReadOptions
from eventcoder.ingest.read import read_inputs
from eventcoder.pipeline import load_tools, process
from eventcoder.training.material import RULES, Material
from eventcoder.types.events import Event
from eventcoder.types.text import Sentence


def weak_material(inputs: Sequence[str], codebook: str, reading: ReadOptions) -> Iterator[Material]:
    """Yield the sentences of the inputs that the rules code, with their events.

    Sentences without an event are left out: silence of the rules is no evidence. Raises InputError when an input
    cannot be found.
    """
    if not inputs:
        return
    tools = load_tools(codebook, "rule")
    for batch in batches(read_inputs(tuple(inputs), reading), 256, 400_000):
        found: dict[str, list[Event]] = {}
        for event in process(batch, tools).events:
            found.setdefault(event.sentence.sentence_id, []).append(event)
        yield from (Material(_gold(events[0].sentence, events), RULES) for events in found.values())


def _gold(sentence: Sentence, events: Sequence[Event]) -> GoldSentence:
    tuples = tuple(
        GoldTuple((one.source.code if one.source else "",), (one.target.code if one.target else "",), (one.code,))
        for one in events
    )
    return GoldSentence(sentence.sentence_id, sentence.text, sentence.language, sentence.published, tuples)
