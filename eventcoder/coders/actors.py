"""Turn the names and role nouns of a phrase into dated actor codes."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from eventcoder.codebook.names import Piece
from eventcoder.codebook.values import ActorEntry, ActorPeriod, AgentEntry, Codebook, PlaceEntry, Written

_LANDS = frozenset({"country", "territory", "region", "ethnic", "religious"})
_PEOPLES = frozenset({"ethnic", "religious"})
_SITES = frozenset({"country", "territory", "region", "capital"})
_COUNTRY = 3  # letters of a country code, which comes first
_BODIES = frozenset({"party", "company", "media", "ngo", "organisation"})
CIVILIAN = "CVL"
_UNKNOWN_SIZE = 10**9  # above the population of any place
FORMER = "ELI"


@dataclass(frozen=True, slots=True)
class Found:
    """An actor read off words [start, end): code without or with country, and where it comes from.

    `country` tells whether the code names a country or other named body; a bare role ("CVL") does not. `people` is the
    ethnic or religious group of such a role, which stands for the country where the text gives none.
    """

    code: str
    start: int
    end: int
    name: str | None
    entry: str | None
    country: bool
    people: str = ""


class ActorReader:
    """Composes actor codes; knows the role priorities of the codebook and nothing else."""

    def __init__(self, codebook: Codebook) -> None:
        """Take role priorities, the lower the more primary, countries, and roles without one, from a codebook."""
        self.roles = codebook.roles
        self.coding = codebook.coding
        self.countries = codebook.countries
        self.stateless = codebook.stateless

    def read(self, pieces: Sequence[Piece], head: int, day: date | None, *, place: bool = False) -> list[Found]:
        """Return the actors of one noun phrase; [] when its words name nobody.

        Named persons and bodies win over role nouns, a role noun takes the country of the phrase, several nationality
        words with one role noun give an actor each. A place alone is an actor only when `place` is true.
        """
        if self.coding.roles_join == "all":
            return self.joined(pieces, day)
        bodies = [(p, e) for p in pieces for e in [self._body(p, day)] if e]
        agents = [(p, s.entry) for p in pieces for s in p.senses if isinstance(s.entry, AgentEntry) and s.entry.role]
        lands = [(p, land) for p in pieces for land in [self._land(p, day)] if land]
        if agents:
            # "Delhi police", "a Copenhagen judge": beside a role noun a capital is where they are, not the government
            bodies = [b for b in bodies if b[1].kind != "capital"]
        if bodies:
            chosen = self._choose_body(bodies, head)
            code = self._code(chosen[1], day) or ""
            if chosen[1].kind == "person" and code.endswith(FORMER):
                code = self._office(bodies, agents, head, day) or code
            if chosen[1].kind == "capital" and place:
                code = code[:3]
            if chosen[1].kind in _BODIES:
                code = _qualified(code, chosen[0], lands)
            return [Found(code, *_extent(pieces), chosen[1].name, chosen[1].entry_id, True)]
        if agents:
            return self._agent_actors(agents, lands, pieces, head)
        named = [(p, land) for p, land in lands if place or land.use != "place"]
        return [Found(_land_code(land), p.start, p.end, land.name, land.entry_id, True) for p, land in named[:1]]

    def joined(self, pieces: Sequence[Piece], day: date | None) -> list[Found]:
        """Return the actor of one name with its role nouns, or of role nouns alone, as the codebook joins them."""
        if self.coding.roles_join != "all" or not pieces:
            return self.read(pieces, pieces[0].start, day, place=True) if pieces else []
        entries = [(p, s.entry) for p in pieces for s in p.senses]
        named = [(p, code, e) for p, e in entries if isinstance(e, ActorEntry) for code in [self._code(e, day)] if code]
        places = [(p, e.country, e) for p, e in entries if isinstance(e, PlaceEntry)]
        agents = [e for _, e in sorted(((p.start, e) for p, e in entries if isinstance(e, AgentEntry)), key=_start)]
        if not (named or places):
            role = "".join(dict.fromkeys(agent.role for agent in agents))
            return [Found(role, *_extent(pieces), None, None, False)] if role and self.coding.bare_roles else []
        _, code, entry = (named or places)[0]
        for agent in agents:
            new = "".join(part for part in _parts(agent.role) if part not in _parts(code))
            code = new + code if agent.first else code + new
        return [Found(code, *_extent(pieces), entry.name, entry.entry_id, True)]

    def _code(self, entry: ActorEntry, day: date | None) -> str | None:
        """Return the code an entry has on day; without a day, the likeliest one.

        That is a person's most primary and then latest office, and for a body the code it had longest; a body that a
        text names before its time or after its end is taken as it was then.
        """
        if day is not None and (entry.kind == "person" or entry.code_on(day)):
            return entry.code_on(day)
        if entry.kind != "person":
            years = Counter[str]()
            for period in entry.periods:
                years[period.code] += _years(period)
            return years.most_common(1)[0][0]
        latest = list(enumerate(entry.periods))
        return min(latest, key=lambda p: (self.roles.get(p[1].code[3:6], 0), -p[0]))[1].code

    def _body(self, piece: Piece, day: date | None) -> ActorEntry | None:
        """Return the named person or body of a piece: the entry whose dates fit best."""
        entries = [s.entry for s in piece.senses if isinstance(s.entry, ActorEntry) and s.use == "name"]
        dated = [(e, code) for e in entries if e.kind not in _LANDS for code in [self._code(e, day)] if code]
        return min(dated, key=lambda d: (d[1].endswith(FORMER), d[0].kind != "person"))[0] if dated else None

    def _office(
        self,
        bodies: Sequence[tuple[Piece, ActorEntry]],
        agents: Sequence[tuple[Piece, AgentEntry]],
        head: int,
        day: date | None,
    ) -> str | None:
        """Return the code of the office beside a former official's name: the text speaks of the time in office.

        None where no body and no role stands beside it, or one that says that the time is over.
        """
        roles = [agent for agent in agents if not agent[1].title]
        if any(agent.role == FORMER for _, agent in roles):
            return None
        person = next(entry for _, entry in bodies if entry.kind == "person")
        body = next((entry for _, entry in bodies if entry.kind != "person"), None)
        if body:
            return self._code(body, day)
        return _join((self._code(person, day) or "")[:3], self._role(roles, head)[0]) if roles else None

    def _choose_body(self, bodies: Sequence[tuple[Piece, ActorEntry]], head: int) -> tuple[Piece, ActorEntry]:
        persons = [b for b in bodies if b[1].kind == "person"]
        covering = [b for b in bodies if b[0].start <= head < b[0].end]
        return (persons or covering or list(bodies))[0]

    def _land(self, piece: Piece, day: date | None) -> "_Land | None":
        for sense in piece.senses:
            entry = sense.entry
            if isinstance(entry, ActorEntry) and entry.kind in _LANDS:
                code = self._code(entry, day) or entry.periods[0].code
                return _Land(code, sense.use, entry.name, entry.entry_id, entry.kind)
        place = likeliest_place(piece)
        return _Land(place.country, "place", place.name, place.entry_id, "place") if place else None

    def _agent_actors(
        self,
        agents: Sequence[tuple[Piece, AgentEntry]],
        lands: "Sequence[tuple[Piece, _Land]]",
        pieces: Sequence[Piece],
        head: int,
    ) -> list[Found]:
        role, entry = self._role(agents, head)
        start, end = _extent(pieces)
        countries = list(
            dict.fromkeys(land.code for _, land in lands if land.kind not in ("ethnic", "religious", "region"))
        )
        others = list(dict.fromkeys(land.code for _, land in lands))
        if not countries and all(land.kind in _PEOPLES for _, land in lands):
            if not (others or self.coding.bare_roles):
                return []
            return [Found(role, start, end, None, entry, False, others[0] if others else "")]
        several = [
            found
            for use in ("adjective", "name")
            for found in [[land.code for _, land in lands if land.use == use and land.code in countries]]
            if len(found) > 1 and len({land.use for _, land in lands}) == 1
        ]
        chosen = several[0] if several else (countries or others)[:1]
        return [Found(_join(code, role), start, end, None, entry, True) for code in dict.fromkeys(chosen)]

    def _role(self, agents: Sequence[tuple[Piece, AgentEntry]], head: int) -> tuple[str, str]:
        """Return the most telling role: no mere title, and of those the head's own before the most primary."""
        real = [a for a in agents if not a[1].title] or list(agents)
        piece, entry = min(real, key=lambda a: (not a[0].start <= head < a[0].end, self.roles.get(a[1].role, 99)))
        return entry.role, entry.entry_id


def likeliest_place(piece: Piece) -> PlaceEntry | None:
    """Return the largest place of a name; regions and places of unknown size come first."""
    places = [sense.entry for sense in piece.senses if isinstance(sense.entry, PlaceEntry)]
    return max(places, key=lambda place: place.population or _UNKNOWN_SIZE, default=None)


def is_land(sense: Written) -> bool:
    """Return whether a piece is the name of a town, region, country or capital, not of its people."""
    entry = sense.entry
    if isinstance(entry, PlaceEntry):
        return True
    return isinstance(entry, ActorEntry) and sense.use == "name" and entry.kind in _SITES


def _qualified(code: str, body: Piece, lands: "Sequence[tuple[Piece, _Land]]") -> str:
    """Return the code of a body with the country of the adjective right behind its name (the Labour Party of X)."""
    behind = [land.code for piece, land in lands if piece.start == body.end and land.use == "adjective"]
    return behind[0] + code[_COUNTRY:] if behind and len(behind[0]) == _COUNTRY else code


def _years(period: ActorPeriod) -> int:
    """Return how many years a period lasts; an open one counts as five."""
    return max(period.end.year - period.start.year, 1) if period.start and period.end else 5


@dataclass(frozen=True, slots=True)
class _Land:
    code: str
    use: str
    name: str
    entry_id: str
    kind: str


def _land_code(land: _Land) -> str:
    return _join(land.code, CIVILIAN) if land.use == "people" else land.code


def _join(country: str, role: str) -> str:
    """Return country and role as one code; a body such as IGOUNO keeps its code."""
    return country + role if len(country) == 3 else country


def _start(at: tuple[int, AgentEntry]) -> int:
    return at[0]


def _parts(code: str) -> list[str]:
    return [code[at : at + 3] for at in range(0, len(code), 3)]


def _extent(pieces: Iterable[Piece]) -> tuple[int, int]:
    listed = list(pieces)
    return min(p.start for p in listed), max(p.end for p in listed)
