"""Event values: what a coder proposes and what a dataset row says."""

from dataclasses import dataclass
from datetime import date

from eventcoder.types.text import Sentence, Span, digest


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor as coded: code, and the evidence for it. `span` points into the sentence; None when not named there."""

    code: str
    name: str | None = None
    entry: str | None = None
    text: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class EventDate:
    """When it happened: precision day, month or year; basis "text" or "published"."""

    day: date
    precision: str
    basis: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where it happened; coordinates in degrees WGS 84."""

    name: str
    country: str
    geonames_id: int | None
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Opinions:
    """What each coder of a combined one says about an event; a code is None where that coder saw none.

    `model_probability` is the model's calibrated probability, 0 to 1, that `model_code` happened between these actors.
    """

    rule_code: str | None
    model_code: str | None
    model_probability: float

    @property
    def agreement(self) -> str:
        """Return both, rule, model, or differ where the two saw different codes."""
        if self.rule_code is None or self.model_code is None:
            return "model" if self.rule_code is None else "rule"
        return "both" if self.rule_code == self.model_code else "differ"


@dataclass(frozen=True, slots=True)
class Event:
    """One proposed event of one sentence, before the codebook's names and scores are joined to it.

    `trigger` points into the sentence. `target` is None only where the codebook allows an event without one;
    `source` is None where the sentence does not name it (agentless passive, dropped subject without antecedent).
    """

    sentence: Sentence
    code: str
    source: Actor | None
    target: Actor | None
    trigger: Span
    rule_id: str
    coder: str = "rule"
    confidence: float = 1.0
    polarity: str = "affirmed"
    modality: str = "actual"
    reported: bool = False
    speaker: str | None = None
    when: EventDate | None = None
    where: Place | None = None
    story_id: str | None = None
    duplicate_of: str | None = None
    review_status: str = "uncorrected"
    reviewer: str | None = None
    opinions: Opinions | None = None

    @property
    def event_id(self) -> str:
        """Return a stable hash of the evidence: same evidence, same id, on every machine and in every run."""
        ends = [f"{a.code}@{a.span.start if a.span else ''}" if a else "" for a in (self.source, self.target)]
        return digest(self.sentence.sentence_id, *ends, self.code, f"{self.trigger.start}:{self.trigger.end}")


@dataclass(frozen=True, slots=True)
class SentenceOutcome:
    """What became of a sentence: coded, no_actor, no_event, filtered, rejected or failed, and why."""

    sentence: Sentence
    outcome: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentOutcome:
    """What became of an input document: built or failed, and why; counts of what it held."""

    doc_id: str
    origin: str
    outcome: str
    reason: str | None = None
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: date | None = None
    articles: int = 0
    sentences: int = 0
    events: int = 0
