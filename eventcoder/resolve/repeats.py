"""Find the events that tell one deed again: headline and body, a lead and its translation, copies of one report."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, NamedTuple

from eventcoder.types.events import Event

_LATE: Final = timedelta(days=7)
"""A deed without a date of its own is dated by publication; news tells it at most about a week late."""

_COPIED: Final = timedelta(days=1)
"""A report is printed elsewhere on the same day or the next."""


class Told(NamedTuple):
    """What an event says, as far as telling it again goes; "" and None stand for what it does not say.

    `published` is True where the day is only that of publication.
    """

    event_id: str
    source: str
    code: str
    target: str
    day: date | None
    published: bool = False

    @property
    def detail(self) -> int:
        """Return how much it says: named sides first, then how precisely."""
        return 100 * bool(self.source) + 100 * bool(self.target) + len(self.source + self.target + _stem(self.code))


def link_repeats(events: Sequence[Event]) -> list[Event]:
    """Return the events of one document, in the same order; a repeat points at the one that tells the deed best."""
    kept = repeats(_told(event) for event in events)
    return [replace(e, duplicate_of=kept[e.event_id]) if e.event_id in kept else e for e in events]


def _told(event: Event) -> Told:
    source, target = (actor.code if actor else "" for actor in (event.source, event.target))
    when = event.when
    if when is None:
        return Told(event.event_id, source, event.code, target, None)
    return Told(event.event_id, source, event.code, target, when.day, when.basis == "published")


def repeats(told: Iterable[Told]) -> dict[str, str]:
    """Return, for every event that repeats another, the id of the one to keep: the most detailed, else the first.

    Two events tell one deed when neither says anything the other denies: the sides are equal, or one names the other
    more closely (TUR and TURGOV) or not at all; the code is equal or more general; the day is the same, or one has only
    the day of publication and the other lies at most a week before it. What is known of a deed adds up, so two
    telling different things are never one because a third is vague.
    """
    deeds: list[_Deed] = []
    known: dict[tuple[str, str, str], list[_Deed]] = {}
    for one in told:
        keys = _keys(one)
        deed = next((d for key in keys for d in known.get(key, ()) if d.may_be(one)), None)
        if deed is None:
            deed = _Deed.first(one)
            deeds.append(deed)
        else:
            deed.hear(one)
        for key in keys:
            if deed not in known.setdefault(key, []):
                known[key].append(deed)
    found: dict[str, str] = {}
    for deed in deeds:
        best = max(deed.told, key=lambda t: t.detail)
        found |= {t.event_id: best.event_id for t in deed.told if t.event_id != best.event_id}
    return found


def _keys(told: Told) -> list[tuple[str, str, str]]:
    """Return what two events that tell one deed have in common at least: the root code and the land of one side."""
    sides = (("source", told.source), ("target", told.target))
    return [(told.code[:2], name, side[:3]) for name, side in sides if side]


@dataclass(slots=True, eq=False)
class _Deed:
    """One deed, all that has been told of it, and the most that is known of its sides and kind."""

    told: list[Told]
    source: str
    code: str
    target: str

    @classmethod
    def first(cls, told: Told) -> "_Deed":
        return cls([told], told.source, _stem(told.code), told.target)

    def may_be(self, other: Told) -> bool:
        """Return whether `other` may tell this deed."""
        sides = _agree(self.source, other.source) and _agree(self.target, other.target)
        return sides and _agree(self.code, _stem(other.code)) and all(_one_day(t, other) for t in self.told)

    def hear(self, other: Told) -> None:
        """Add what `other` knows."""
        self.told.append(other)
        self.source = max(self.source, other.source, key=len)
        self.target = max(self.target, other.target, key=len)
        self.code = max(self.code, _stem(other.code), key=len)


def _stem(code: str) -> str:
    """Return the digits that mean something: 190 says no more than its root."""
    return code[:2] + code[2:].rstrip("0")


def _agree(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _one_day(one: Told, other: Told) -> bool:
    if one.day is None or other.day is None or one.day == other.day:
        return True
    apart = abs(one.day - other.day)
    if one.published and other.published:
        return apart <= _COPIED
    late, early = (one, other) if one.day > other.day else (other, one)
    return late.published and not early.published and apart <= _LATE
