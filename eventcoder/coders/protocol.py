"""What a coder answers. Coders are found by entry point; the pipeline sees only these values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from eventcoder.codebook.names import Piece, Token
from eventcoder.coders.discourse import Discourse
from eventcoder.languages.protocol import Reading
from eventcoder.types.events import Actor, Event, EventDate
from eventcoder.types.text import Sentence, Span, Word


class When(Protocol):
    """Tells the date of a trigger, given all triggers of the sentence that compete for its dates."""

    def __call__(self, trigger: Span, triggers: Sequence[Span]) -> EventDate | None:
        """Return the date; None when neither text nor publication tells."""
        ...


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence as its words alone show it, before it is parsed: names, role nouns and triggers.

    `passed` is the phrase for which it is to be passed over, and whether that goes for the "sentence" or the "story".
    """

    sentence: Sentence
    pieces: tuple[Piece, ...]
    readings: Mapping[int, tuple[Reading, ...]]
    coded: bool
    topic: str | None = None
    tokens: tuple[Token, ...] = ()
    passed: tuple[str, str] | None = None

    @property
    def promising(self) -> bool:
        """Return whether a parse could lead to an event."""
        return bool(self.pieces and self.coded and not self.topic and not self.passed)


class Coder(Protocol):
    """Turns sentences into proposed events. Made with a codebook, and where to get a language from by its code."""

    @property
    def name(self) -> str:
        """Return the name it is registered under."""
        ...

    @property
    def model_id(self) -> str:
        """Return what tells its trained model from others, "" for a coder without one."""
        ...

    def discourse(self) -> Discourse:
        """Return the state to carry through the sentences of one article."""
        ...

    def who(self, name: str, language: str, day: date | None) -> Actor | None:
        """Return the actor a name means on a day, for bylines; None when the codebook does not know it."""
        ...

    def look(self, sentence: Sentence, norms: Sequence[str], offsets: Sequence[tuple[int, int]]) -> Candidate:
        """Return what the words alone show, and by `promising` whether the sentence is worth a parse."""
        ...

    def code(self, candidate: Candidate, words: Sequence[Word], discourse: Discourse, when: When) -> list[Event]:
        """Return the events of one parsed sentence, in text order, and let the discourse take note of it."""
        ...
