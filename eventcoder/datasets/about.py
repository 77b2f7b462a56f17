"""What the people who publish a dataset say about it; the rest of its description is found out."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Self

from eventcoder.errors import UsageError


@dataclass(frozen=True, slots=True)
class About:
    """Title, licences, authors and citation of a dataset; empty where nothing was said.

    `licence` is the licence of codes and tables, `text_licence` that of the news sentences in them, each an SPDX
    identifier or a URL. `authors` are names as a citation prints them, "Family, Given" for a person.
    """

    title: str = ""
    description: str = ""
    licence: str = ""
    text_licence: str = ""
    authors: tuple[str, ...] = ()
    url: str = ""
    doi: str = ""
    keywords: tuple[str, ...] = ()

    @classmethod
    def from_table(cls, table: Mapping[str, Any], origin: str) -> Self:
        """Return what the table [dataset] of a settings file says.

        Raises UsageError, naming `origin` and the key, for an unknown key or a value of the wrong kind.
        """
        kinds = {one.name: type(one.default) for one in fields(cls)}
        if unknown := sorted(table.keys() - kinds.keys()):
            raise UsageError(f"{origin}: [dataset] has no key {unknown[0]!r}; known: {', '.join(sorted(kinds))}")
        given: dict[str, Any] = {
            key: _value(value, kinds[key], f"{origin}: [dataset] {key}") for key, value in table.items()
        }
        return cls(**given)

    def to_json(self) -> dict[str, Any]:
        """Return what was said, without what was not."""
        return {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(self).items() if value}


def _value(value: object, kind: type, where: str) -> str | tuple[str, ...]:
    if kind is str and isinstance(value, str):
        return value
    if kind is tuple and isinstance(value, list) and all(isinstance(one, str) for one in value):
        return tuple(value)
    raise UsageError(f"{where}: must be {'text' if kind is str else 'a list of texts'}")
