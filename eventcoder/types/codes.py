"""Codes are text for ever: "010" is never 10."""

import re
from dataclasses import dataclass

_CAMEO = re.compile(r"(0[1-9]|1[0-9]|20)[0-9]{0,2}")
_ACTOR = re.compile(r"[A-Z]{3}([A-Z]{3}){0,4}")


@dataclass(frozen=True, slots=True, order=True)
class CameoCode:
    """A CAMEO event code of two to four digits."""

    text: str

    def __post_init__(self) -> None:
        """Raise ValueError when the text is no CAMEO code."""
        if not _CAMEO.fullmatch(self.text):
            raise ValueError(f"not a CAMEO code: {self.text!r}")

    @property
    def root(self) -> str:
        """Return the first two digits."""
        return self.text[:2]


@dataclass(frozen=True, slots=True, order=True)
class ActorCode:
    """A CAMEO actor code: three-letter parts, country or generic prefix first ("TUR", "TURGOV", "IGOUNO")."""

    text: str

    def __post_init__(self) -> None:
        """Raise ValueError when the text is no actor code."""
        if not _ACTOR.fullmatch(self.text):
            raise ValueError(f"not an actor code: {self.text!r}")

    @property
    def country(self) -> str:
        """Return the first three letters: a country, or a generic prefix such as IGO."""
        return self.text[:3]

    @property
    def role(self) -> str | None:
        """Return the primary role, None for a bare country."""
        return self.text[3:6] or None


@dataclass(frozen=True, slots=True)
class EventCode:
    """One row of the event ontology: what a code means and how it scores.

    `parent` is the code one level up, None for a root. `quad_class` is 1 verbal cooperation, 2 material cooperation,
    3 verbal conflict or 4 material conflict; `goldstein` lies in -10 to 10. `plover_type` and `plover_mode` are None
    where the crosswalk names none.
    """

    code: str
    parent: str | None
    name: str
    definition: str
    quad_class: int
    goldstein: float
    plover_type: str | None = None
    plover_mode: str | None = None
    plover_contexts: tuple[str, ...] = ()
    requires_target: bool = False
