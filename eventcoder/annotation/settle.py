"""From all that was ever decided to what holds now: taken back, thought over, agreed upon, adjudicated."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from eventcoder.types.annotation import Decision, Item


@dataclass(frozen=True, slots=True)
class Settled:
    """What holds of one item: `decision` is the latest of those who agree, None while they differ.

    `judged` holds the decision of each annotator who judged the item, by name; an annotator who judged the sentence but
    did not add this event is named in `against`.
    """

    item: Item
    decision: Decision | None
    judged: tuple[Decision, ...]
    against: tuple[str, ...] = ()

    @property
    def reviewers(self) -> str:
        """Return who stands behind it, as "amal, bilal"."""
        if self.decision is not None and self.decision.adjudicated:
            return self.decision.annotator
        return ", ".join(sorted({one.annotator for one in self.judged}))


def standing(decisions: Iterable[Decision]) -> list[Decision]:
    """Return the decisions that were not taken back, in the order given; an undoing may itself be undone."""
    made = list(decisions)
    undoings: dict[str, list[str]] = defaultdict(list)
    for one in made:
        if one.undoes is not None:
            undoings[one.undoes].append(one.decision_id)

    def gone(decision_id: str) -> bool:
        return any(not gone(undoing) for undoing in undoings.get(decision_id, ()))

    return [one for one in made if one.undoes is None and not gone(one.decision_id)]


def latest(decisions: Iterable[Decision]) -> dict[tuple[str, bool, Item], Decision]:
    """Return the standing decision of each annotator (and of each adjudicator) about each item, the last one winning.

    "This sentence holds no event" no longer stands once its author names an event of the sentence, and the other way
    round takes back what the author added to it.
    """
    found: dict[tuple[str, bool, Item], Decision] = {}
    by_passage: dict[tuple[str, bool, str], list[tuple[str, bool, Item]]] = defaultdict(list)
    for one in standing(decisions):
        author = (one.annotator, one.adjudicated)
        key = (*author, one.item)
        rivals = by_passage[*author, one.passage.key]
        for rival in [other for other in rivals if _excludes(one, found[other])]:
            del found[rival]
            rivals.remove(rival)
        if key not in found:
            rivals.append(key)
        found[key] = one
    return found


def _excludes(one: Decision, other: Decision) -> bool:
    if one.item.kind == "none":
        return other.item.kind == "added"
    return other.item.kind == "none" and one.chosen is not None


def settle(decisions: Iterable[Decision]) -> list[Settled]:
    """Return what holds of every item, in the order the items were first decided.

    An adjudicated decision holds over all others. Otherwise all who judged the item must agree on source, code, target
    and date, and nobody who judged the sentence may have left out an event that another one added to it; else nothing
    holds. Proposals count as left out by those from whom they were withheld.
    """
    held = latest(decisions)
    ruled = {item: one for (_, adjudicated, item), one in held.items() if adjudicated}
    items: dict[Item, dict[str, Decision]] = {item: {} for *_, item in held}
    judges: dict[str, dict[str, _Judge]] = defaultdict(dict)
    for (name, adjudicated, item), one in held.items():
        if not adjudicated:
            items[item][name] = one
            judge = judges[one.passage.key].setdefault(name, _Judge())
            judge.blind |= one.blind
            chosen = ruled.get(item, one).chosen
            judge.triples |= {chosen.triple} if chosen else set()
    return [_settled(item, by_name, ruled.get(item), judges) for item, by_name in items.items()]


@dataclass(slots=True)
class _Judge:
    """What one annotator thinks of a sentence: the tuples it holds, and whether proposals were withheld from them."""

    blind: bool = False
    triples: set[tuple[str, str, str]] = field(default_factory=set)

    def opposes(self, one: Decision) -> bool:
        if one.item.kind == "proposal":
            return self.blind and one.chosen is not None and one.chosen.triple not in self.triples
        return bool(self.triples) if one.chosen is None else one.chosen.triple not in self.triples


def _settled(
    item: Item, by_name: Mapping[str, Decision], ruling: Decision | None, judges: Mapping[str, Mapping[str, _Judge]]
) -> Settled:
    judged = tuple(by_name[name] for name in sorted(by_name))
    if ruling is not None:
        return Settled(item, ruling, judged)
    others = judges[judged[0].passage.key]
    against = tuple(name for name in sorted(others) if name not in by_name and others[name].opposes(judged[0]))
    agreed = not against and len({one.answer for one in judged}) == 1
    return Settled(item, max(judged, key=lambda one: one.at) if agreed else None, judged, against)
