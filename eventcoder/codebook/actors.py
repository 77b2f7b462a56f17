"""Read the actor, agent and place dictionaries."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from eventcoder.codebook.columns import ACTORS, AGENTS, PLACES, ROLES
from eventcoder.codebook.files import read_day, variants
from eventcoder.codebook.layers import Layers, by_precedence, read_table
from eventcoder.codebook.values import ActorEntry, ActorPeriod, AgentEntry, PlaceEntry, Written
from eventcoder.errors import CodebookError
from eventcoder.types.codes import ActorCode

_USES = (("name", "name"), ("adjective", "adjective"), ("people", "people"))
Dictionary = dict[str, list[Written]]


def read_actors(layers: Layers, languages: list[str]) -> tuple[Dictionary, list[ActorEntry]]:
    """Return the written names of every language, and the entries, of all actors/*.csv of a codebook.

    Rows with one id are the dated periods of one actor, whose kind is that of the latest: a region of one country may
    have become another. Raises CodebookError naming file and row.
    """
    rows: dict[str, list[tuple[str, dict[str, str]]]] = defaultdict(list)
    for where, row in by_precedence(layers, read_table(layers, ACTORS), "id"):
        rows[row["id"]].append((where, row))
    written: Dictionary = defaultdict(list)
    entries = []
    for entry_id, group in rows.items():
        entry = _entry(entry_id, group)
        entries.append(entry)
        for language in languages:
            for use, column in _USES:
                written[language].extend(_named(entry, group, use, f"{column}_{language}"))
    return written, entries


def _named(entry: ActorEntry, group: list[tuple[str, dict[str, str]]], use: str, column: str) -> Iterator[Written]:
    """Yield the names of an actor; one that stands on some of its rows only means it in the periods of these rows."""
    rows: dict[str, list[tuple[str, dict[str, str]]]] = defaultdict(list)
    for where, row in group:
        for text in variants(row.get(column, "")):
            rows[text].append((where, row))
    for text, some in rows.items():
        limited = entry if len(some) == len(group) else replace(entry, periods=_periods(some))
        yield Written(text, use, limited)


def _entry(entry_id: str, group: list[tuple[str, dict[str, str]]]) -> ActorEntry:
    first = group[0][1]
    latest = max((row for _, row in group), key=lambda row: row.get("start", ""))
    names = variants(first.get("name_en", "")) or variants(first.get("name_ar", "")) or [entry_id]
    return ActorEntry(entry_id, latest["kind"], names[0], _periods(group), _short(group[0][0], 2))


def _periods(group: list[tuple[str, dict[str, str]]]) -> tuple[ActorPeriod, ...]:
    periods = []
    for where, row in group:
        try:
            ActorCode(row["code"])
        except ValueError as problem:
            raise CodebookError(f"{where}: {problem}; write three capital letters a part, as in TURGOV") from problem
        start, end = read_day(row.get("start", ""), where), read_day(row.get("end", ""), where)
        if start and end and start >= end:
            raise CodebookError(f"{where}: the period ends ({end}) before it starts ({start})")
        periods.append(ActorPeriod(row["code"], start, end))
    return tuple(sorted(periods, key=lambda p: (p.start is not None, p.start, p.code)))


def read_agents(layers: Layers, languages: list[str], roles: dict[str, int]) -> Dictionary:
    """Return the written role nouns of every language; a slash separates irregular forms of one noun.

    Raises CodebookError for a role that roles.csv does not define.
    """
    written: Dictionary = defaultdict(list)
    for where, row in by_precedence(layers, read_table(layers, AGENTS), "id"):
        if row["role"] not in roles:
            raise CodebookError(f"{where}: unknown role {row['role']!r}; known: {', '.join(sorted(roles))}")
        title, first = row.get("note", "").startswith("title"), row.get("first") == "yes"
        entry = AgentEntry(row["id"], row["role"], title, _short(where, 1), first)
        for language in languages:
            for variant in variants(row.get(f"name_{language}", "")):
                forms = (form.strip() for form in variant.split("/"))
                written[language].extend(Written(form, "agent", entry) for form in forms if form)
    return written


def read_places(layers: Layers, languages: list[str]) -> Dictionary:
    """Return the written place names of every language; a place without one is looked for under its English name."""
    written: Dictionary = defaultdict(list)
    for where, row in by_precedence(layers, read_table(layers, PLACES), "id"):
        place = _place(where, row)
        for language in languages:
            names = variants(row.get(f"name_{language}", "")) or variants(row.get("name_en", ""))
            written[language].extend(Written(text, "place", place) for text in names)
    return written


def _place(where: str, row: dict[str, str]) -> PlaceEntry:
    try:
        return PlaceEntry(
            row["id"],
            variants(row["name_en"])[0] if row.get("name_en") else row["id"],
            row["country"],
            float(row["latitude"]),
            float(row["longitude"]),
            int(row.get("population") or 0),
            int(row["geonames_id"]) if row.get("geonames_id") else None,
        )
    except ValueError as problem:
        raise CodebookError(f"{where}: {problem}; latitude and longitude are decimal degrees") from problem


def read_roles(layers: Layers) -> dict[str, int]:
    """Return the priority of every role code, lower is more primary."""
    return dict(_roles(layers))


def read_stateless(layers: Layers) -> frozenset[str]:
    """Return the roles that do not take the country a text plays in: those with "no" in the column `scene`."""
    return frozenset(row["role"] for _, row in read_table(layers, ROLES) if row.get("scene") == "no")


def _roles(layers: Layers) -> Iterator[tuple[str, int]]:
    for where, row in read_table(layers, ROLES):
        try:
            yield row["role"], int(row["priority"])
        except ValueError as problem:
            raise CodebookError(f"{where}: priority must be a whole number, not {row['priority']!r}") from problem


def _short(where: str, depth: int) -> str:
    """Return the last `depth` parts of "path:line": evidence that is the same on every machine."""
    return "/".join(Path(where).parts[-depth:])
