"""The values a codebook is made of; all frozen, all read from data files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from eventcoder.types.codes import EventCode


@dataclass(frozen=True, slots=True)
class ActorPeriod:
    """The code an actor has in the half-open period [start, end); None is unbounded."""

    code: str
    start: date | None
    end: date | None

    def covers(self, day: date) -> bool:
        """Return whether day lies in the period."""
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)


@dataclass(frozen=True, slots=True)
class ActorEntry:
    """A named actor of the actor dictionary with its dated codes, earliest first."""

    entry_id: str
    kind: str
    name: str
    periods: tuple[ActorPeriod, ...]
    source: str = ""

    def code_on(self, day: date) -> str | None:
        """Return the code valid on day; None when no period covers it."""
        return next((p.code for p in self.periods if p.covers(day)), None)


@dataclass(frozen=True, slots=True)
class AgentEntry:
    """A role noun of the agent dictionary.

    A title ("leader", "spokesman") yields its role only where nothing says more. The role of one that comes `first`
    stands before the code of the named actor: "MSF Chad" is NGOTCD.
    """

    entry_id: str
    role: str
    title: bool = False
    source: str = ""
    first: bool = False


@dataclass(frozen=True, slots=True)
class PlaceEntry:
    """A city or region; coordinates in degrees WGS 84."""

    entry_id: str
    name: str
    country: str
    latitude: float
    longitude: float
    population: int
    geonames_id: int | None


@dataclass(frozen=True, slots=True)
class Slot:
    """Where in a clause an actor is looked for: a role and, for obliques, the markers allowed ("" any)."""

    role: str
    marker: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """Which slots fill source and target, in order of preference; separate for verbs and event nouns.

    Of a `turning` frame source and target change places where the verb is passive; in a `reciprocal` one several doers
    do it to each other where nobody else is named ("both broke off relations").
    """

    source: tuple[Slot, ...]
    target: tuple[Slot, ...]
    noun_source: tuple[Slot, ...]
    noun_target: tuple[Slot, ...]
    symmetric: bool = False
    turning: bool = False
    reciprocal: bool = False


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence and the tuples (source, code, target) it must yield; no tuples for a near miss."""

    text: str
    events: tuple[tuple[str, str, str], ...]


Step = str | tuple[str, ...]
"""One place of a word sequence: words, the name of a word set or of a party in angle brackets, or a choice of words."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One event pattern: which words in what frame mean which code.

    `before` and `after` are word sequences that must stand on that side of the trigger, in this order, `subject` one
    that must stand in its subject. `back` is the
    code of the same act told from the target to the source. A `silent` pattern codes nothing, and no later one either.
    """

    pattern_id: str
    code: str | None
    operator: str | None
    frame: Frame
    verbs: tuple[str, ...]
    nouns: tuple[str, ...]
    content: frozenset[str]
    without: frozenset[str]
    needs: frozenset[str]
    passive: bool | None
    examples: tuple[Example, ...]
    source: str = ""
    before: tuple[Step, ...] = ()
    after: tuple[Step, ...] = ()
    subject: tuple[Step, ...] = ()
    back: str | None = None
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Operator:
    """How a governing word changes the event it embeds.

    `target` lists where the target comes from, in order: addressee, embedded_source, embedded_target. `keep` says
    whether the embedded event is coded too. `codes` maps a prefix of the embedded code to the resulting code ("="
    keeps it, "-" drops it, "own" is the pattern's own code).
    """

    name: str
    target: tuple[str, ...]
    keep: bool
    codes: Mapping[str, str]

    def compose(self, embedded: str, own: str | None) -> str | None:
        """Return the code of the combination, by the longest matching prefix; None when nothing is to be coded."""
        for length in range(len(embedded), -1, -1):
            code = self.codes.get(embedded[:length])
            if code is not None:
                return {"=": embedded, "-": None, "own": own}.get(code, code)
        return own


class Written(NamedTuple):
    """One written name or noun: how it is printed, in which use, and whom it means.

    `use` is "name" (proper name), "adjective" (nationality), "people" (inhabitants), "agent" (role noun),
    "place", or "together" (those last named side by side: "the two sides").
    """

    text: str
    use: str
    entry: ActorEntry | AgentEntry | PlaceEntry


@dataclass(frozen=True, slots=True)
class LanguageBook:
    """The part of a codebook in one language: written names and patterns."""

    language: str
    written: tuple[Written, ...]
    patterns: tuple[Pattern, ...]
    light_verbs: tuple[str, ...]
    instruments: frozenset[str]
    discards: Mapping[str, frozenset[str]]
    word_sets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    passed_over: Mapping[str, str] = field(default_factory=dict)


class Coding(NamedTuple):
    """How a codebook wants sentences read, where scholars differ; the table [coding] of codebook.toml.

    `roles_join` "countries" gives only countries the role of a noun beside them, "all" every named actor. `bare_roles`
    tells whether a role noun without a country is an actor. `modality` "kept" codes plans as intentions and nothing
    that is merely possible, "ignored" codes both as if they had happened.
    """

    roles_join: str = "countries"
    bare_roles: bool = True
    modality: str = "kept"


@dataclass(frozen=True, slots=True)
class Codebook:
    """Everything a coder knows about events and actors, read once and never changed."""

    name: str
    version: str
    digest: str
    events: Mapping[str, EventCode]
    roles: Mapping[str, int]
    stateless: frozenset[str]
    operators: Mapping[str, Operator]
    languages: Mapping[str, LanguageBook]
    countries: frozenset[str]
    actor_codes: frozenset[str]
    coding: Coding = Coding()
