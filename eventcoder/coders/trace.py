"""What a coder that takes notes tells about a sentence: its clauses, patterns and events, each with the reasons."""

from dataclasses import dataclass

from eventcoder.codebook.values import Pattern
from eventcoder.coders.origins import ActorTrace
from eventcoder.types.events import Event, EventDate
from eventcoder.types.text import Sentence, Span


@dataclass(frozen=True, slots=True)
class PatternTrace:
    """One pattern of a trigger: whether it fired, and if not, why.

    `outcome` is fired, refused, lacks words (none of its content words is there) or not reached (another fired first).
    """

    pattern_id: str
    row: str
    code: str | None
    operator: str | None
    outcome: str
    because: str = ""


@dataclass(frozen=True, slots=True)
class ArgumentTrace:
    """One argument of a clause and the actors it names; `lent` tells that it was taken over from another predicate."""

    role: str
    marker: str
    text: str
    span: Span
    lent: bool
    actors: tuple[ActorTrace, ...]


@dataclass(frozen=True, slots=True)
class ClauseTrace:
    """One clause as it was coded; `verdict` says what became of it, in words, when it gave no event."""

    text: str
    span: Span
    lemma: str
    pos: str
    passive: bool
    negated: bool
    modality: str
    person: int
    parent: str | None
    relation: str
    arguments: tuple[ArgumentTrace, ...]
    patterns: tuple[PatternTrace, ...]
    verdict: str | None = None


@dataclass(frozen=True, slots=True)
class EventTrace:
    """Why an event is what it is; `dropped` says why it is not published after all.

    `content` holds the words of the pattern's `with` that stand in the clause. `steps` tells how operators changed the
    code; `found_date` is the date of the trigger before a date ahead of publication gives way to that of publication.
    """

    event: Event
    pattern: Pattern
    lemma: str
    content: tuple[str, ...]
    steps: tuple[str, ...]
    source: ActorTrace | None
    target: ActorTrace | None
    found_date: EventDate | None
    dropped: str | None = None


@dataclass(frozen=True, slots=True)
class SentenceTrace:
    """What the coder saw in a sentence; without clauses when it was never parsed.

    `coded` tells whether one of the triggers can give an event by itself; `topic` holds the words that showed that the
    sentence is about a topic whose language of conflict is no politics.
    """

    sentence: Sentence
    names: tuple[str, ...]
    triggers: tuple[str, ...]
    coded: bool = True
    topic: tuple[str, ...] = ()
    clauses: tuple[ClauseTrace, ...] = ()
    events: tuple[EventTrace, ...] = ()
