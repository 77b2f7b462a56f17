"""Names of actor codes: what a code alone says about who is meant."""

from collections.abc import Callable

from eventcoder.codebook.columns import ROLES, TRANSLATIONS
from eventcoder.codebook.layers import find_layers, read_table
from eventcoder.codebook.values import ActorEntry, Codebook

_RANKS = {"country": 0, "territory": 1}
"""A country's code means the country, whoever else has it: a region of it, an empire of the past."""


def actor_names(book: Codebook) -> Callable[[str], tuple[str | None, str | None]]:
    """Return a function that gives name and entry id of an actor code where the codebook has one actor of that code.

    A country's role, such as TURGOV, names nobody: whoever has that code is one of many. Nor does a code name a person,
    who has it for a while.
    """
    named = {code: (entry.name, entry.entry_id) for code, entry in _named(book).items()}
    return lambda code: named.get(code, (None, None))


def actor_labels(name: str, book: Codebook, language: str) -> dict[str, str]:
    """Return what every actor code of a codebook means, in a language where it has names in it, else as it is named.

    `name` is the name or folder of the codebook. Besides the codes of its actors there are bare roles. Raises
    CodebookError where its files cannot be read.
    """
    roles = {row["role"]: row.get("name") or row["role"] for _, row in read_table(find_layers(name), ROLES)}
    roles |= _translations(name, "roles", language)
    translated = _translated(book, language)
    names = {code: translated.get(entry.entry_id, entry.name) for code, entry in _named(book).items()}
    codes = {*book.actor_codes, *book.countries, *roles}
    return {code: roles.get(code) or names.get(code) or _composed(code, names, roles) for code in sorted(codes)}


def event_names(name: str, book: Codebook, language: str) -> dict[str, str]:
    """Return the names of the event codes in a language, as the codebook has them where it does not translate them.

    `name` is the name or folder of the codebook. Raises CodebookError where its files cannot be read.
    """
    translated = _translations(name, "events", language)
    return {code: translated.get(code, one.name) for code, one in book.events.items()}


def _translations(name: str, table: str, language: str) -> dict[str, str]:
    column = f"name_{language}"
    rows = (row for _, row in read_table(find_layers(name), TRANSLATIONS) if row["table"] == table)
    return {row["key"]: row[column] for row in rows if row.get(column)}


def _named(book: Codebook) -> dict[str, ActorEntry]:
    """Return the actor of each code that only one has, of those who come first in rank."""
    found: dict[str, dict[str, ActorEntry]] = {}
    for part in book.languages.values():
        for written in part.written:
            if isinstance(written.entry, ActorEntry) and written.entry.kind != "person":
                for code in {period.code for period in written.entry.periods if not _is_role(period.code, book)}:
                    found.setdefault(code, {})[written.entry.entry_id] = written.entry
    named = {}
    for code, entries in found.items():
        best = min(_RANKS.get(one.kind, 2) for one in entries.values())
        first = [one for one in entries.values() if _RANKS.get(one.kind, 2) == best]
        if len(first) == 1:
            named[code] = first[0]
    return named


def _is_role(code: str, book: Codebook) -> bool:
    parts = [code[at : at + 3] for at in range(3, len(code), 3)]
    return code[:3] in book.countries and bool(parts) and all(part in book.roles for part in parts)


def _translated(book: Codebook, language: str) -> dict[str, str]:
    """Return the first name each actor has in a language, by entry id."""
    names: dict[str, str] = {}
    part = book.languages.get(language)
    for written in part.written if part else ():
        if written.use == "name" and isinstance(written.entry, ActorEntry):
            names.setdefault(written.entry.entry_id, written.text)
    return names


def _composed(code: str, names: dict[str, str], roles: dict[str, str]) -> str:
    first, *rest = (code[at : at + 3] for at in range(0, len(code), 3))
    known = roles if first in roles else names
    return ", ".join([known.get(first, first), *(roles.get(part) or names.get(part, part) for part in rest)])
