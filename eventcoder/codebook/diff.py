"""Compare two codebooks entry by entry."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from eventcoder.codebook.layers import find_layers
from eventcoder.codebook.lint_sources import FORMS, Sources, read_sources
from eventcoder.codebook.show import actor_card, actor_groups, pattern_value

Entries = dict[tuple[str, str], dict[str, str]]
_APART = ("where", "drop", "note")


class Change(NamedTuple):
    """One difference: `old` or `new` is None when the entry is added or removed, `column` is then blank."""

    table: str
    key: str
    column: str
    old: str | None
    new: str | None

    def line(self) -> str:
        """Return the change in one line: + added, - removed, ~ changed."""
        if self.old is None:
            return f"+ {self.table} {self.key}: {self.new}"
        if self.new is None:
            return f"- {self.table} {self.key}: {self.old}"
        return f"~ {self.table} {self.key} {self.column}: {self.old or '(blank)'} -> {self.new or '(blank)'}"


def diff(one: str, other: str) -> list[Change]:
    """Return what the second codebook adds, removes and changes, sorted by table and key; notes do not count.

    Raises CodebookError when one of them cannot be read.
    """
    old, new = (_entries(read_sources(find_layers(name))) for name in (one, other))
    return [change for key in sorted(old.keys() | new.keys()) for change in _changes(key, old.get(key), new.get(key))]


def _changes(key: tuple[str, str], old: Mapping[str, str] | None, new: Mapping[str, str] | None) -> Iterator[Change]:
    if old is None or new is None:
        yield Change(*key, "", *(None if says is None else _summary(says) for says in (old, new)))
        return
    for column in dict.fromkeys((*old, *new)):
        if old.get(column, "") != new.get(column, ""):
            yield Change(*key, column, old.get(column, ""), new.get(column, ""))


def _summary(says: Mapping[str, str]) -> str:
    return ", ".join(value for value in says.values() if value)[:160]


def _entries(sources: Sources) -> Entries:
    found: Entries = {}
    for table, form in FORMS.items():
        if table != "actors":
            for _, cells in sources.tables[table]:
                found[table, " ".join(cells[column] for column in form.key)] = _kept(cells, form.key)
    for entry, rows in actor_groups(sources).items():
        found["actors", entry] = _kept(actor_card(entry, rows, sources).says, ())
    for patterns in sources.patterns.values():
        for pattern in patterns:
            says = {key: pattern_value(value) for key, value in pattern.raw.items()}
            found["patterns", pattern.raw["id"]] = _kept(says, ("id",))
    return found


def _kept(cells: Mapping[str, str], key: tuple[str, ...]) -> dict[str, str]:
    return {column: cell for column, cell in cells.items() if cell and column not in (*_APART, *key)}
