"""Which event of one annotator is which event of another: the units that agreement and adjudication are about."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from eventcoder.annotation.settle import latest
from eventcoder.types.annotation import Coding, Decision, Passage

_ENOUGH: Final = 3.0
"""Points two events must share to be one: the same proposal, or the same words, or two of source, target and code."""


@dataclass(slots=True)
class EventUnit:
    """One event as several annotators see it: the coding of each who has it, and what the coder proposed, if anything.

    `decisions` holds the decision of each annotator who judged it, also of those who rejected it.
    """

    codings: dict[str, Coding] = field(default_factory=dict)
    decisions: dict[str, Decision] = field(default_factory=dict)

    @property
    def seen(self) -> Coding | None:
        """Return the proposal the event goes back to, None where people found it."""
        return next((one.seen for one in self.decisions.values() if one.item.kind == "proposal"), None)


@dataclass(slots=True)
class SentenceUnit:
    """A sentence with who judged it and the events any of them holds."""

    passage: Passage
    judges: set[str] = field(default_factory=set)
    events: list[EventUnit] = field(default_factory=list)

    @property
    def disagreement(self) -> int:
        """Return how many answers differ from that of another judge: events missing, codes, actors, dates."""
        found = 0
        for event in self.events:
            found += len(self.judges) - len(event.codings)
            parts = zip(*(coding.choice for coding in event.codings.values()), strict=True)
            found += sum(len(set(values)) - 1 for values in parts)
        return found


def sentence_units(decisions: Iterable[Decision], *, least: int = 2) -> list[SentenceUnit]:
    """Return the sentences that at least `least` annotators judged, in the order they were first judged.

    Decisions of adjudicators are passed over. Events of different annotators are one where they go back to one
    proposal, else where they share words, actors and code.
    """
    by_sentence: dict[str, dict[str, list[Decision]]] = defaultdict(lambda: defaultdict(list))
    for (name, adjudicated, _), one in latest(decisions).items():
        if not adjudicated:
            by_sentence[one.passage.key][name].append(one)
    return [_unit(judges) for judges in by_sentence.values() if len(judges) >= least]


def _unit(judges: Mapping[str, list[Decision]]) -> SentenceUnit:
    first = next(iter(judges.values()))[0]
    unit = SentenceUnit(first.passage, set(judges))
    for name in sorted(judges):
        _place(name, [one for one in judges[name] if one.item.kind != "none"], unit.events)
    return unit


def _place(name: str, decisions: list[Decision], events: list[EventUnit]) -> None:
    """Put the decisions of one annotator to the events they are about, best fits first, and the rest to new ones."""
    known = list(events)
    scores = sorted(
        ((_likeness(one, event), -at, -place) for at, one in enumerate(decisions) for place, event in enumerate(known)),
        reverse=True,
    )
    taken: dict[int, EventUnit] = {}
    for score, at, place in scores:
        if score >= _ENOUGH and -at not in taken and all(known[-place] is not other for other in taken.values()):
            taken[-at] = known[-place]
    for at, one in enumerate(decisions):
        event = taken.get(at)
        if event is None:
            event = EventUnit()
            events.append(event)
        event.decisions[name] = one
        if one.chosen is not None:
            event.codings[name] = one.chosen


def _likeness(one: Decision, event: EventUnit) -> float:
    return max((_points(one, other) for other in event.decisions.values()), default=0.0)


def _points(one: Decision, other: Decision) -> float:
    if one.item == other.item:
        return 10.0
    a, b = one.chosen or one.seen, other.chosen or other.seen
    if a is None or b is None or (one.item.kind == other.item.kind == "proposal"):
        return 0.0
    same = [x == y for x, y in zip(a.triple, b.triple, strict=True)]
    words = (
        a.trigger is not None
        and b.trigger is not None
        and a.trigger.start < b.trigger.end
        and b.trigger.start < a.trigger.end
    )
    return 2.0 * sum(same) + (0.5 if a.code[:2] == b.code[:2] else 0.0) + (3.0 if words else 0.0)
