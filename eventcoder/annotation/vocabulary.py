"""Which codes a person may choose, how they are shown, and what a mistyped one may have meant."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Final

from eventcoder.annotation.cells import typed
from eventcoder.codebook.naming import actor_labels, event_names
from eventcoder.codebook.values import Codebook
from eventcoder.types.codes import ActorCode, EventCode

_NEAR: Final = 4
_NOBODY: Final = frozenset({"", "-", "--", "---", "—"})


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The legal codes of a codebook: events, and actors with what they mean in the annotator's language.

    `prefixes` are the first three letters an actor code may have, `parts` the three letters that may follow. `names`
    are the names of event codes in the annotator's language, where they are not those of the codebook.
    """

    events: Mapping[str, EventCode]
    actors: Mapping[str, str]
    prefixes: frozenset[str]
    parts: frozenset[str]
    names: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, name: str, book: Codebook, language: str) -> "Vocabulary":
        """Return the vocabulary of a codebook, given its name or folder, its value, and ISO 639-1 for the names."""
        triples = [[code[at : at + 3] for at in range(0, len(code), 3)] for code in book.actor_codes]
        return cls(
            events=book.events,
            actors=actor_labels(name, book, language),
            prefixes=frozenset({parts[0] for parts in triples} | book.countries | set(book.roles)),
            parts=frozenset({part for parts in triples for part in parts[1:]} | book.countries | set(book.roles)),
            names=event_names(name, book, language),
        )

    def event_text(self, code: str) -> str:
        """Return an event code with its name, as a cell shows it."""
        return f"{code} {self.event_name(code)}" if code in self.events else code

    def event_name(self, code: str) -> str:
        """Return the name of an event code the codebook has."""
        return self.names.get(code) or self.events[code].name

    def actor_text(self, code: str | None) -> str:
        """Return an actor code with what it means, as a cell shows it; empty for nobody."""
        if code is None:
            return ""
        label = self.actors.get(code)
        if label is None and self._unknown_part(code) is None:
            label = ", ".join(self.actors.get(code[at : at + 3], code[at : at + 3]) for at in range(0, len(code), 3))
        return f"{code} {label}" if label else code

    def event(self, text: str) -> str:
        """Return the event code a cell begins with. Raises ValueError with the nearest legal ones."""
        code = _code(text)
        if code in self.events:
            return code
        padded = [known for known in self.events if known.lstrip("0") == code.lstrip("0") and known != code]
        near = padded or self._near_events(text, code)
        told = ", ".join(map(self.event_text, near[:_NEAR]))
        raise ValueError(f"no event code {code!r}; {f'near: {told}' if told else 'the sheet of codes lists all'}")

    def event_number(self, number: int) -> str:
        """Return the code a spreadsheet turned into a number, when only one code can have been meant.

        Raises ValueError otherwise, such as for 10, which may have been 10 or 010.
        """
        found = [code for code in self.events if code.isdigit() and int(code) == number]
        if len(found) == 1:
            return found[0]
        near = ", ".join(map(self.event_text, found)) or "none"
        raise ValueError(f"the number {number} is no code; format the cell as text; near: {near}")

    def _near_events(self, text: str, code: str) -> list[str]:
        names = {self.event_name(code).casefold(): code for code in self.events}
        words = [names[name] for name in get_close_matches(text.casefold(), names, _NEAR, 0.7)]
        return words or get_close_matches(code, self.events, _NEAR, 0.5)

    def actor(self, text: str) -> str | None:
        """Return the actor code a cell begins with, None for nobody. Raises ValueError with the nearest legal ones."""
        if text.strip() in _NOBODY:
            return None
        code = _code(text)
        try:
            ActorCode(code)
            wrong = self._unknown_part(code)
            if wrong is None:
                return code
            told = f"no actor code {code!r}: {wrong!r} is unknown"
        except ValueError:
            told = f"no actor code {code!r}: three capital letters a part, as in TURGOV"
        raise ValueError(f"{told}; near: {', '.join(map(self.actor_text, self._near_actors(text, code))) or 'none'}")

    def _unknown_part(self, code: str) -> str | None:
        first, *rest = (code[at : at + 3] for at in range(0, len(code), 3))
        if first not in self.prefixes:
            return first
        return next((part for part in rest if part not in self.parts), None)

    def _near_actors(self, text: str, code: str) -> list[str]:
        names = {label.casefold(): known for known, label in self.actors.items()}
        words = [names[name] for name in get_close_matches(text.strip().casefold(), names, 2, 0.75)]
        return list(dict.fromkeys([*words, *get_close_matches(code.upper(), self.actors, _NEAR, 0.5)]))[:_NEAR]

    def actor_list(self, used: Iterable[str | None]) -> list[str]:
        """Return all actors as cells show them, in the order of their codes, with those a version uses besides."""
        return [self.actor_text(code) for code in sorted({*self.actors, *(code for code in used if code)})]

    def event_list(self) -> list[str]:
        """Return all events as cells show them, in the order of their codes."""
        return [self.event_text(code) for code in sorted(self.events)]


def _code(text: str) -> str:
    words = re.split(r"[\s:,]", typed(text).strip("'"), maxsplit=1)
    return words[0]
