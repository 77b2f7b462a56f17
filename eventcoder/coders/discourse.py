"""What earlier sentences and the scene of an article lend to a sentence: antecedents, names and countries."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from eventcoder.codebook.names import Piece, Token
from eventcoder.codebook.values import ActorEntry, ActorPeriod, AgentEntry, PlaceEntry, Written
from eventcoder.coders.actors import ActorReader, likeliest_place
from eventcoder.languages.protocol import Language
from eventcoder.types.events import Actor, Event
from eventcoder.types.text import Word

_LANDS = ("country", "territory")
# bodies known by name everywhere: to name one says nothing of where a scene lies
_PLACELESS = ("company", "media", "ngo")
# bodies that act outside their own country more than others do: asked for the scene last
_ABROAD = ("armed_group",)
Pair = tuple[Actor, ...]


class Discourse:
    """The running state of one article; start a new one for each article."""

    def __init__(self, reader: ActorReader, language: Callable[[str], Language]) -> None:
        """Begin with nobody mentioned and no scene."""
        self._reader = reader
        self._language = language
        self._subject: Actor | None = None
        self._fresh = False
        self._speaker: Actor | None = None
        self._country: str | None = None
        self._parties: Pair = ()
        self._roles: dict[str, Actor] = {}
        self._introduced: dict[str, ActorEntry] = {}

    # ---- what a sentence asks ----------------------------------------------------------------------------------

    def recall(self, language: str, tokens: Sequence[Token], pieces: Sequence[Piece]) -> tuple[Piece, ...]:
        """Return the pieces of a sentence with the names that earlier ones introduced: "Minister Ann Roe ... Roe"."""
        if not self._introduced:
            return tuple(pieces)
        spoken = self._language(language)
        cased = getattr(spoken, "cased", True)
        taken = {i for piece in pieces for i in range(piece.start, piece.end)}
        found = []
        for at, token in enumerate(tokens):
            if at not in taken and (not cased or token.text[:1].isupper()):
                entries = (self._introduced.get(key) for key in spoken.name_keys(token.norm))
                if entry := next(filter(None, entries), None):
                    found.append(Piece(at, at + 1, (Written(token.text, "name", entry),)))
        return tuple(sorted((*pieces, *found), key=lambda piece: piece.start))

    def antecedent(
        self, word: Word, pieces: Sequence[Piece], day: date | None, *, human: bool | None = None
    ) -> Actor | None:
        """Return who a pronoun stands for: the speaker for the first person, else the latest actor before it.

        human: whether it stands for a person, as "him" does, or for a country or body, as "it" does; None: for either.
        """
        if "Person=1" in word.feats:
            return self._bare(self._speaker)
        if "Person=2" in word.feats:
            return None
        before = [p for p in pieces if p.end <= word.index]
        bare: Actor | None = None
        body: Actor | None = None
        for at in range(len(before) - 1, -1, -1):
            fits = not human or any(_human(sense) for sense in before[at].senses)
            if not fits and (body or not any(_named_body(sense) for sense in before[at].senses)):
                continue
            phrase = [before[at]] if human is None else _phrase(before, at)
            for found in self._reader.read(phrase, before[at].start, day):
                actor = Actor(found.code, found.name, found.entry)
                if not fits:  # "the UN envoy ... him": known by the name of his body
                    body = body or actor
                elif found.country:
                    return actor
                else:
                    bare = bare or actor
        return self._bare(self._subject) or bare or body

    def together(self, index: int, pieces: Sequence[Piece], day: date | None) -> Pair:
        """Return whom "the two sides" at word `index` means: the only two lands named before it, else the last pair."""
        named: dict[str, Actor] = {}
        for piece in pieces:
            for found in self._reader.read([piece], piece.start, day) if piece.end <= index else ():
                if found.country:
                    named.setdefault(found.code[:3], Actor(found.code, found.name, found.entry))
        return tuple(named.values()) if len(named) == 2 else self._parties

    def same_role(self, role: str, keys: Sequence[str]) -> Actor | None:
        """Return the last actor of a role whom one of these nouns named: whom "the minister" means."""
        found = (self._roles.get(key) for key in keys)
        return self._bare(next((actor for actor in found if actor and actor.code[3:] == role), None))

    def left_out(self) -> Actor | None:
        """Return who acts where a sentence leaves its subject out: the subject of the sentence before."""
        return self._bare(self._subject) if self._fresh else None

    def scene(self, start: int, end: int, pieces: Sequence[Piece]) -> str | None:
        """Return the country of a bare role at words [start, end): of the nearest place or land, else the article's."""
        near = sorted(
            (p for p in pieces if p.start >= end or p.end <= start), key=lambda p: (p.start < start, abs(p.start - end))
        )
        for piece in near:
            if place := likeliest_place(piece):
                return place.country
        near = [p for p in near if not any(getattr(sense.entry, "kind", "") in _PLACELESS for sense in p.senses)]
        near.sort(key=lambda p: any(getattr(sense.entry, "kind", "") in _ABROAD for sense in p.senses))
        near.sort(key=lambda p: p.start > end and _describes(p, pieces))
        named = (found.code[:3] for piece in near for found in self._reader.read([piece], piece.start, None))
        return next((code for code in named if code in self._reader.countries), self._country)

    def speaker(self) -> Actor | None:
        """Return the last speaker, without a place in the present sentence."""
        return self._bare(self._speaker)

    # ---- what a sentence tells ---------------------------------------------------------------------------------

    def spoken_by(self, speaker: Actor | None) -> None:
        """Remember the last speaker."""
        self._speaker = speaker or self._speaker

    def introduce(self, keys: Sequence[str], name: str, actor: Actor) -> None:
        """Remember a person by the keys of the last word of the name."""
        entry = ActorEntry(actor.entry or "", "person", name, (ActorPeriod(actor.code, None, None),))
        for key in keys:
            self._introduced[key] = entry

    def in_role(self, keys: Iterable[str], actor: Actor) -> None:
        """Remember who was last named by the words of a role noun."""
        if actor.code[:3] in self._reader.countries:
            self._roles |= dict.fromkeys(keys, actor)

    def after(self, events: Sequence[Event], pieces: Sequence[Piece]) -> None:
        """Take note of a finished sentence: its subject, who met whom, and the country it plays in."""
        subject = next((event.source for event in events if event.source), None)
        self._subject, self._fresh = subject or self._subject, subject is not None
        pairs = [(e.source, e.target) for e in events if e.source and e.target]
        self._parties = next(((s, t) for s, t in pairs if s.code[:3] != t.code[:3]), self._parties)
        for piece in pieces:
            for sense in piece.senses:
                entry = sense.entry
                if isinstance(entry, PlaceEntry):
                    self._country = self._country or entry.country
                elif isinstance(entry, ActorEntry) and entry.kind in _LANDS and sense.use == "name":
                    self._country = self._country or entry.periods[-1].code

    @staticmethod
    def _bare(actor: Actor | None) -> Actor | None:
        return Actor(actor.code, actor.name, actor.entry) if actor else None


def _human(sense: Written) -> bool:
    """Return whether a sense is a person, a role noun or a people."""
    entry = sense.entry
    person = isinstance(entry, ActorEntry) and entry.kind == "person"
    return isinstance(entry, AgentEntry) or person or sense.use == "people"


def _named_body(sense: Written) -> bool:
    """Return whether a sense is the name of a body between states, which may stand for somebody of it."""
    return sense.use == "name" and isinstance(sense.entry, ActorEntry) and sense.entry.kind == "igo"


def _phrase(pieces: Sequence[Piece], at: int) -> list[Piece]:
    """Return a piece with those that stand right beside it: "Turkish" with "minister", "Togo" with "'s king"."""
    start, end = at, at + 1
    while start and pieces[start].start - pieces[start - 1].end in (0, 1):
        start -= 1
    while end < len(pieces) and pieces[end - 1].end == pieces[end].start:
        end += 1
    return list(pieces[start:end])


def _describes(piece: Piece, pieces: Sequence[Piece]) -> bool:
    """Return whether a piece stands beside a role noun, whose country it tells: "four French tourists"."""
    roles = (p for p in pieces if any(isinstance(sense.entry, AgentEntry) for sense in p.senses))
    return any(piece.start == role.end or piece.end == role.start for role in roles)
