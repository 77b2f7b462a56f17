"""What the coders `model` and `hybrid` weighed in a sentence, as plain data."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any, Final

from eventcoder.coders.model.weighing import ProposalTrace, WeighingCoder, WeighingHybridCoder
from eventcoder.pipeline import BatchResult, Tools
from eventcoder.types.codes import EventCode
from eventcoder.types.events import Event

Row = dict[str, Any]
_CODERS: Final = {"model": WeighingCoder, "hybrid": WeighingHybridCoder}


def learned(coder: str) -> bool:
    """Return whether a coder, with or without the folder of its model, weighs by a model."""
    return coder.partition(":")[0] in _CODERS


def watched(tools: Tools, coder: str) -> WeighingCoder:
    """Let tools code with a learned coder that takes notes, and return it. Raises ModelError as the coder does."""
    name, _, folder = coder.partition(":")
    watching = _CODERS[name](tools.codebook, tools.language, folder)
    tools.coder = watching
    return watching


def weighed(coder: WeighingCoder, sentence_id: str, result: BatchResult, codes: Mapping[str, EventCode]) -> Row:
    """Return what a coder that takes notes made of a sentence: what it kept, and the likeliest of the rest."""
    told = coder.proposals.get(sentence_id, ())
    events = [event for event in result.events if event.sentence.sentence_id == sentence_id]
    return {
        "coder": coder.name,
        "model": coder.model_id,
        "proposals": [_proposal(one, events, codes) for one in told],
    }


def _proposal(one: ProposalTrace, events: Iterable[Event], codes: Mapping[str, EventCode]) -> Row:
    row = asdict(one)
    row["span"] = list(one.span)
    row["name"] = codes[one.code].name
    row["event_id"] = next((event.event_id for event in events if one.kept and _same(event, one)), None)
    for part in ("event", "root", "mixed"):
        row[part] = [{"feature": name, "log_odds": weight} for name, weight in getattr(one, part)]
    return row


def _same(event: Event, one: ProposalTrace) -> bool:
    ends = tuple(actor.code if actor else None for actor in (event.source, event.target))
    return ends == (one.source, one.target) and (event.code, event.trigger) == (one.code, one.span)
