"""What earlier sentences and the scene of an article lend to a sentence: antecedents and countries."""

from collections.abc import Sequence
from datetime import date

from eventcoder.codebook.names import Piece
from eventcoder.codebook.values import ActorEntry, PlaceEntry
from eventcoder.coders.actors import ActorReader
from eventcoder.types.events import Actor
from eventcoder.types.text import Word

_LANDS = ("country", "territory")


class Discourse:
    """The running state of one article; start a new one for each article."""

    def __init__(self, reader: ActorReader) -> None:
        """Begin with nobody mentioned and no scene."""
        self._reader = reader
        self._subject: Actor | None = None
        self._speaker: Actor | None = None
        self._country: str | None = None

    def antecedent(self, word: Word, pieces: Sequence[Piece], day: date | None) -> Actor | None:
        """Return who a pronoun stands for: the speaker for the first person, else the latest actor before it."""
        if "Person=1" in word.feats:
            return self._bare(self._speaker)
        if "Person=2" in word.feats:
            return None
        before = [p for p in pieces if p.end <= word.index]
        for piece in reversed(before):
            for found in self._reader.read([piece], piece.start, day):
                if found.country:
                    return Actor(found.code, found.name, found.entry)
        return self._bare(self._subject)

    def scene(self, start: int, end: int, pieces: Sequence[Piece]) -> str | None:
        """Return the country of a bare role at words [start, end): of the nearest place or land, else the article's."""
        near = sorted(
            (p for p in pieces if p.start >= end or p.end <= start), key=lambda p: (p.start < start, abs(p.start - end))
        )
        for piece in near:
            for sense in piece.senses:
                if isinstance(sense.entry, PlaceEntry):
                    return sense.entry.country
        named = [found.code[:3] for piece in near for found in self._reader.read([piece], piece.start, None)]
        lands = dict.fromkeys(code for code in named if code in self._reader.countries)
        return next(iter(lands), self._country)

    def speaker(self) -> Actor | None:
        """Return the last speaker, without a place in the present sentence."""
        return self._bare(self._speaker)

    def spoken_by(self, speaker: Actor | None) -> None:
        """Remember the last speaker."""
        self._speaker = speaker or self._speaker

    def after(self, subject: Actor | None, pieces: Sequence[Piece]) -> None:
        """Take note of a finished sentence: its subject, and the country it plays in."""
        self._subject = subject or self._subject
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
