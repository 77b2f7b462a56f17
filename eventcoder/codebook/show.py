"""Look one thing up in a codebook: a code, a role, an actor, an agent or a pattern, with all that bears on it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from eventcoder.codebook.files import variants
from eventcoder.codebook.layers import Row, find_layers
from eventcoder.codebook.lint_sources import RawPattern, Sources, read_sources
from eventcoder.errors import UsageError

_KEYS = (("events", "code"), ("roles", "role"), ("agents", "id"), ("places", "id"))


@dataclass(frozen=True, slots=True)
class Card:
    """One entry: which table, its key, where it stands, and what it says, in the order of the columns."""

    table: str
    key: str
    where: str
    says: Mapping[str, str]

    def lines(self) -> list[str]:
        """Return the card for reading."""
        head = f"{self.key}  ({self.table}, {self.where})"
        return [head, *(f"    {name}: {value}" for name, value in self.says.items() if value)]


def show(name: str, what: str) -> list[Card]:
    """Return all entries of a codebook whose code, id or name is `what`.

    Raises UsageError with near misses when there is none, CodebookError when the codebook cannot be read.
    """
    sources = read_sources(find_layers(name))
    cards = [*_rows(sources, what), *_actors(sources, what), *_patterns(sources, what)]
    if not cards:
        near = get_close_matches(what, sorted(_known(sources)), 5, 0.6)
        hint = f"; near: {', '.join(near)}" if near else "; look for words with: eventcoder codebook search"
        raise UsageError(f"{name} has no {what!r}{hint}")
    return cards


def actor_groups(sources: Sources) -> dict[str, list[Row]]:
    """Return the rows of each actor by id."""
    groups: dict[str, list[Row]] = {}
    for where, cells in sources.tables["actors"]:
        groups.setdefault(cells["id"], []).append((where, cells))
    return groups


def actor_card(entry: str, rows: Iterable[Row], sources: Sources) -> Card:
    """Return the card of an actor with its periods and all its names."""
    listed = list(rows)
    where, first = listed[0]
    periods = ", ".join(period_text(cells) for _, cells in listed)
    columns = [c for c in first if c.partition("_")[0] in ("name", "adjective", "people")]
    names = {c: "|".join(dict.fromkeys(v for _, cells in listed for v in variants(cells.get(c, "")))) for c in columns}
    says = {"codes": periods, "kind": first["kind"], **names}
    says |= {"wikidata": first.get("wikidata", ""), "note": first.get("note", "")}
    return Card("actors", entry, _place(where, sources), says)


def period_text(cells: Mapping[str, str]) -> str:
    """Return code and period of an actor row: "TURGOV [2003-03-14, 2014-08-28)"."""
    if not (cells.get("start") or cells.get("end")):
        return cells["code"]
    return f"{cells['code']} [{cells.get('start') or '...'}, {cells.get('end') or '...'})"


def _place(where: str, sources: Sources) -> str:
    fault = sources.fault(where, "", "", "")
    return f"{fault.file}:{fault.row}"


def _rows(sources: Sources, what: str) -> Iterator[Card]:
    for table, column in _KEYS:
        for where, cells in sources.tables[table]:
            if cells[column] == what or (table == "agents" and what in _names(cells)):
                says = {name: value for name, value in cells.items() if name != column}
                yield Card(table, cells[column], _place(where, sources), says | _related(sources, table, cells))


def _names(cells: Mapping[str, str]) -> set[str]:
    return {v for column, cell in cells.items() if column.startswith("name_") for v in variants(cell)}


def _related(sources: Sources, table: str, cells: Mapping[str, str]) -> dict[str, str]:
    """Return what else of the codebook refers to an entry."""
    if table == "events":
        found = {f"patterns ({c})": _ids(ps, cells["code"]) for c, ps in sources.patterns.items()}
        below = [c["code"] for _, c in sources.tables["events"] if c.get("parent") == cells["code"]]
        return {"children": ", ".join(below), **found}
    if table == "roles":
        return {"agents": ", ".join(c["id"] for _, c in sources.tables["agents"] if c["role"] == cells["role"])}
    return {}


def _ids(patterns: Iterable[RawPattern], code: str) -> str:
    return ", ".join(p.raw["id"] for p in patterns if p.raw.get("code") == code)


def _actors(sources: Sources, what: str) -> Iterator[Card]:
    for entry, rows in actor_groups(sources).items():
        codes = {cells["code"] for _, cells in rows}
        if what == entry or what in codes or any(what in _names(cells) for _, cells in rows):
            yield actor_card(entry, rows, sources)


def _patterns(sources: Sources, what: str) -> Iterator[Card]:
    for found in (p for patterns in sources.patterns.values() for p in patterns):
        if found.raw["id"] == what:
            says = {key: pattern_value(value) for key, value in found.raw.items() if key != "id"}
            yield Card("patterns", what, _place(found.where, sources), says)


def pattern_value(value: object) -> str:
    """Return a value of a pattern in one line."""
    if isinstance(value, list):
        return ", ".join(pattern_value(item) for item in value)
    if isinstance(value, dict):
        return "; ".join(f"{key}: {pattern_value(item)}" for key, item in value.items())
    return str(value)


def _known(sources: Sources) -> set[str]:
    keys = {cells[column] for table, column in _KEYS for _, cells in sources.tables[table]}
    ids = {p.raw["id"] for patterns in sources.patterns.values() for p in patterns}
    actors = {value for _, cells in sources.tables["actors"] for value in (cells["id"], cells["code"])}
    return keys | ids | actors
