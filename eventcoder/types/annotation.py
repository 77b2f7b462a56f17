"""Annotation values: what a person saw of a sentence, and what they decided."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from eventcoder.types.codes import ActorCode
from eventcoder.types.text import Span, digest

VERDICTS: Final = ("confirmed", "corrected", "rejected", "added", "undone")
_DAY: Final = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_PRECISIONS: Final = {4: ("year", "-01-01"), 7: ("month", "-01"), 10: ("day", "")}
_NAME: Final = re.compile(r"[\w][\w.-]{0,63}")


def day_text(day: date | None, precision: str | None) -> str | None:
    """Return a date as text that says its precision: "2025-08-07", "2025-08" or "2025"; None for none.

    >>> day_text(date(2025, 8, 1), "month")
    '2025-08'
    """
    if day is None:
        return None
    return day.isoformat()[: {"year": 4, "month": 7}.get(precision or "day", 10)]


def day_of(text: str) -> tuple[date, str]:
    """Return the first day and the precision of a date as text. Raises ValueError for anything else.

    >>> day_of("2025-08")
    (datetime.date(2025, 8, 1), 'month')
    """
    if not _DAY.fullmatch(text):
        raise ValueError(f"not a date: {text!r}; write 2025-08-07, 2025-08 or 2025")
    precision, rest = _PRECISIONS[len(text)]
    try:
        return date.fromisoformat(text + rest), precision
    except ValueError as problem:
        raise ValueError(f"no such day: {text!r}") from problem


@dataclass(frozen=True, slots=True)
class Coding:
    """One event as a person saw or chose it.

    `source` and `target` are actor codes, None where nobody is named; one of them is given. `day` is text that says its
    precision (see `day_text`). Spans point into the sentence; None where the words were not marked.
    """

    code: str
    source: str | None
    target: str | None
    day: str | None = None
    trigger: Span | None = None
    source_span: Span | None = None
    target_span: Span | None = None

    def __post_init__(self) -> None:
        """Raise ValueError for codes, dates and spans that cannot be."""
        if not self.code or (self.source is None and self.target is None):
            raise ValueError("an event needs a code and a source or a target")
        for actor in (self.source, self.target):
            if actor is not None:
                ActorCode(actor)
        if self.day is not None:
            day_of(self.day)
        for span in (self.trigger, self.source_span, self.target_span):
            if span is not None and not 0 <= span.start < span.end:
                raise ValueError(f"no span: {span}")

    @property
    def triple(self) -> tuple[str, str, str]:
        """Return source, code and target; "" for nobody."""
        return self.source or "", self.code, self.target or ""

    @property
    def choice(self) -> tuple[str, str, str, str]:
        """Return what two annotators must share to agree: source, code, target and date; not the words they marked."""
        return *self.triple, self.day or ""

    def fits(self, text: str) -> bool:
        """Return whether every span lies in the text."""
        return all(span is None or span.end <= len(text) for span in (self.trigger, self.source_span, self.target_span))


@dataclass(frozen=True, slots=True)
class Passage:
    """The sentence a person looked at. Its words identify it; document and id say where it stood then."""

    text: str
    language: str
    doc_id: str
    sentence_id: str
    published: date | None = None

    @property
    def key(self) -> str:
        """Return a hash of the words alone, which stays when documents move or are named otherwise."""
        return digest(self.text)


@dataclass(frozen=True, slots=True)
class Item:
    """What one decision is about: a proposal, an event nobody proposed, or the absence of events from a sentence.

    `kind` is "proposal", "added" or "none". Two annotators who decide about the same thing share the `key`.
    """

    kind: str
    key: str

    @classmethod
    def proposal(cls, passage: Passage, seen: Coding) -> "Item":
        """Return the item of an event a coder proposed: its sentence, its tuple, and where its trigger stands."""
        trigger = f"{seen.trigger.start}:{seen.trigger.end}" if seen.trigger else ""
        return cls("proposal", digest("proposal", passage.text, *seen.triple, trigger))

    @classmethod
    def addition(cls, passage: Passage, chosen: Coding) -> "Item":
        """Return the item of an event a person added: its sentence and its tuple."""
        return cls("added", digest("added", passage.text, *chosen.triple))

    @classmethod
    def none(cls, passage: Passage) -> "Item":
        """Return the item of "this sentence holds no event"."""
        return cls("none", digest("none", passage.text))


@dataclass(frozen=True, slots=True)
class Decision:
    """One judgement of one person, as the ledger keeps it.

    `verdict` is one of VERDICTS. `seen` is the proposal that was shown, None where none was; `chosen` the event that
    holds, None where none does. `at` knows its time zone. `version` names the dataset version the person worked on,
    `codebook` the hash of its codebook. `blind` says that proposals were withheld from them; `adjudicated` that the
    judgement settles differing ones. `undoes` is the id of the decision that is taken back by the verdict "undone".
    `via` is where it was made: "sheet", "page" or the name of another tool.
    """

    annotator: str
    at: datetime
    verdict: str
    item: Item
    passage: Passage
    seen: Coding | None = None
    chosen: Coding | None = None
    note: str = ""
    version: str = ""
    codebook: str = ""
    via: str = "sheet"
    blind: bool = False
    adjudicated: bool = False
    undoes: str | None = None

    def __post_init__(self) -> None:
        """Raise ValueError where verdict, seen and chosen do not fit each other."""
        ensure_annotator(self.annotator)
        if self.at.tzinfo is None:
            raise ValueError("the time of a decision must know its time zone")
        if self.verdict not in VERDICTS:
            raise ValueError(f"no verdict is called {self.verdict!r}; known: {', '.join(VERDICTS)}")
        if (self.verdict == "undone") != (self.undoes is not None):
            raise ValueError("a decision names what it takes back when, and only when, its verdict is undone")
        if self.verdict in ("corrected", "added") and self.chosen is None:
            raise ValueError(f"{self.verdict}: the event that holds is missing")
        if self.verdict in ("corrected", "rejected") and self.seen is None:
            raise ValueError(f"{self.verdict}: the event that was seen is missing")
        if any(one and not one.fits(self.passage.text) for one in (self.seen, self.chosen)):
            raise ValueError("words are marked outside the sentence")

    @property
    def decision_id(self) -> str:
        """Return a hash of who decided when about what, and of the outcome."""
        outcome = "" if self.chosen is None else "\x1e".join(self.chosen.choice)
        parts = (self.verdict, outcome, self.note, self.undoes or "", self.via, str(self.adjudicated))
        return digest(self.annotator, self.at.isoformat(), self.item.kind, self.item.key, *parts)

    @property
    def answer(self) -> tuple[str, ...]:
        """Return what two annotators must share to agree about an item; empty where no event holds."""
        return self.chosen.choice if self.chosen else ()


def ensure_annotator(name: str) -> str:
    """Return a name that may stand in a ledger and in a file name. Raises ValueError otherwise.

    Letters of any script, digits, "_", "-" and "."; at most 64; "adjudication" names the adjudicated decisions.
    """
    if not _NAME.fullmatch(name) or name.casefold() == "adjudication":
        raise ValueError(f"{name!r} cannot name an annotator: letters, digits, '-', '_' and '.', at most 64")
    return name
