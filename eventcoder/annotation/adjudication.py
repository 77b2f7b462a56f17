"""Settle what annotators see differently: which events are in dispute, and what a ruling means for each of them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from eventcoder.annotation.matching import EventUnit, SentenceUnit, sentence_units
from eventcoder.annotation.settle import latest
from eventcoder.types.annotation import Coding, Decision, Item, Passage


@dataclass(frozen=True, slots=True)
class Dispute:
    """One event annotators differ about: the answers of all who judged the sentence, and the coding most of them have.

    `answers` gives each annotator's coding, None where they see no such event. `items` are all items a ruling settles,
    the one it is about first. `proposal` is what the coder proposed, None where people found the event.
    """

    passage: Passage
    answers: tuple[tuple[str, Coding | None], ...]
    offered: Coding
    items: tuple[tuple[Item, Coding], ...]
    proposal: Coding | None

    @property
    def row(self) -> str:
        """Return what identifies it in a sheet, as long as nobody changes an answer."""
        return Item.proposal(self.passage, self.offered).key


def disputes(decisions: Sequence[Decision]) -> list[Dispute]:
    """Return the events that annotators judged differently and nobody has ruled on, in the order of judging."""
    ruled = {item for (_, adjudicated, item) in latest(decisions) if adjudicated}
    found = [
        _dispute(unit, event) for unit in sentence_units(decisions) for event in unit.events if _differs(unit, event)
    ]
    return [one for one in found if not any(item in ruled for item, _ in one.items)]


def _differs(unit: SentenceUnit, event: EventUnit) -> bool:
    if not event.codings:
        return False  # all who judged it rejected it, and nobody else has it
    return event.codings.keys() != unit.judges or len({coding.choice for coding in event.codings.values()}) > 1


def _dispute(unit: SentenceUnit, event: EventUnit) -> Dispute:
    counts = Counter(coding.choice for coding in event.codings.values())
    most = max(counts.values())
    offered = next(coding for coding in event.codings.values() if counts[coding.choice] == most)
    about = {one.item: one.seen or one.chosen for one in event.decisions.values()}
    items = [(item, coding) for item, coding in about.items() if coding is not None]
    items.sort(key=lambda one: one[0].kind != "proposal")
    answers = tuple((name, event.codings.get(name)) for name in sorted(unit.judges))
    return Dispute(unit.passage, answers, offered, tuple(items), event.seen)


def ruling(dispute: Dispute, draft: Decision) -> list[Decision]:
    """Return the decisions a ruling consists of: one on the event itself, and one that refuses each rival of it.

    `draft` is the adjudicator's answer to the coding offered. A proposal is confirmed or corrected in place; an event
    people added is added as it was ruled.
    """
    chosen = draft.chosen
    decisions = []
    proposal = next((item for item, _ in dispute.items if item.kind == "proposal"), None)
    if proposal is not None and dispute.proposal is not None:
        verdict = "rejected" if chosen is None else "confirmed" if chosen == dispute.proposal else "corrected"
        decisions.append(replace(draft, verdict=verdict, item=proposal, seen=dispute.proposal))
    elif chosen is not None:
        addition = Item.addition(dispute.passage, chosen)
        decisions.append(replace(draft, verdict="added", item=addition, seen=None))
    settled = {one.item for one in decisions}
    refused = [(item, coding) for item, coding in dispute.items if item not in settled]
    return decisions + [
        replace(draft, verdict="rejected", item=item, seen=coding, chosen=None) for item, coding in refused
    ]


def rulings(found: Iterable[Dispute], drafts: Iterable[Decision]) -> list[Decision]:
    """Return what the answers of an adjudicator mean; what they add of their own stays as it is."""
    by_row = {one.row: one for one in found}
    decided = []
    for draft in drafts:
        dispute = by_row.get(draft.item.key)
        decided += ruling(dispute, draft) if dispute else [draft]
    return decided
