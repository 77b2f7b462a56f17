"""What is known of an Arabic verb's clause while its arguments are assigned."""

from dataclasses import dataclass, field

from eventcoder.languages.ar.clauses_phrases import Phrase
from eventcoder.languages.protocol import Argument, Reading


@dataclass(slots=True)
class Draft:
    """A clause in the making.

    shared and object_shared tell that subject or object stand in another clause; further are second objects; gendered
    is False where a lent subject need not agree.
    """

    predicate: int
    readings: tuple[Reading, ...]
    subjects: tuple[Phrase, ...] = ()
    objects: tuple[Phrase, ...] = ()
    agents: tuple[Phrase, ...] = ()
    obliques: list[tuple[str, Phrase]] = field(default_factory=list)
    inherited: tuple[Argument, ...] = ()
    shared: bool = False
    object_shared: bool = False
    gendered: bool = True
    further: tuple[Phrase, ...] = ()
    passive: bool = False
    relation: str = "root"
    parent: int | None = None
