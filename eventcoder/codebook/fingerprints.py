"""A short hash of every entry of a codebook, so that versions of a dataset can say which entry changed."""

import hashlib
from collections import defaultdict
from dataclasses import fields
from typing import Any, Final

from eventcoder.codebook.values import AgentEntry, Codebook, PlaceEntry

_DIGITS: Final = 12
_IGNORED: Final = frozenset({"source", "examples"})
"""Fields that say where an entry stands and how it is tested, not what it means."""


def fingerprints(book: Codebook) -> dict[str, str]:
    """Return a hash by "pattern:<id>" and "entry:<id>", over what each means in every language; places are left out.

    The order of rows and files, file names, line numbers and examples do not matter.
    """
    parts: defaultdict[str, set[str]] = defaultdict(set)
    for language, part in book.languages.items():
        for pattern in part.patterns:
            parts[f"pattern:{pattern.pattern_id}"].add(f"{language} {_meaning(pattern)}")
        for written in part.written:
            if not isinstance(written.entry, PlaceEntry):
                named = f"{language} {written.text!r} {written.use}"
                parts[f"entry:{written.entry.entry_id}"] |= {named, _meaning(written.entry)}
    return {key: _digest(parts[key]) for key in sorted(parts)}


def _meaning(entry: Any) -> str:
    if isinstance(entry, AgentEntry):
        return f"agent {entry.role} {entry.title} {entry.first}"
    return " ".join(
        f"{one.name}={_plain(getattr(entry, one.name))}" for one in fields(entry) if one.name not in _IGNORED
    )


def _plain(value: Any) -> str:
    return repr(sorted(value)) if isinstance(value, frozenset) else repr(value)


def _digest(parts: set[str]) -> str:
    return hashlib.sha256("\n".join(sorted(parts)).encode("utf-8")).hexdigest()[:_DIGITS]
