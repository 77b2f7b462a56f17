"""Load a codebook folder into one immutable value."""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from eventcoder.codebook.actors import read_actors, read_agents, read_places, read_roles, read_stateless
from eventcoder.codebook.cache import cache_key, read_cached, write_cached
from eventcoder.codebook.codes import CAMEO, is_event_code
from eventcoder.codebook.columns import EVENTS
from eventcoder.codebook.hash import content_hash
from eventcoder.codebook.layers import Layers, find_layers, read_settings, read_table
from eventcoder.codebook.patterns import read_operators, read_patterns
from eventcoder.codebook.plain import PlainBook, to_plain
from eventcoder.codebook.values import Codebook, Coding, LanguageBook
from eventcoder.errors import CodebookError
from eventcoder.types.codes import EventCode

_CODING = {"roles_join": ("countries", "all"), "bare_roles": (True, False), "modality": ("kept", "ignored")}


def load_codebook(name: str, languages: tuple[str, ...] | None = None) -> Codebook:
    """Load a codebook by name or path, all its languages or only those asked for; from the cache where nothing changed.

    Raises CodebookError naming file and row of the first fault.
    """
    layers = find_layers(name)
    key = cache_key(layers)
    with _no_collection():
        book = read_cached(key, languages)
        if book is None:
            whole, plain = _read(layers)
            write_cached(key, plain)
            wanted = {code: part for code, part in whole.languages.items() if languages is None or code in languages}
            book = replace(whole, languages=wanted)
    return book


@contextmanager
def _no_collection() -> Iterator[None]:
    """Make many values without looking for garbage among them, which would take half of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def read_codebook(layers: Layers) -> Codebook:
    """Read the files of a codebook. Raises CodebookError naming file and row of the first fault."""
    return _read(layers)[0]


def _read(layers: Layers) -> tuple[Codebook, PlainBook]:
    """Return a codebook and the same as plain lists."""
    settings = read_settings(layers)
    wanted = settings["languages"]
    events = read_events(layers)
    roles = read_roles(layers)
    dropped = dropped_codes(layers, events)
    operators = read_operators(layers, events, dropped)
    actors, entries = read_actors(layers, wanted)
    agents = read_agents(layers, wanted, roles)
    places = read_places(layers, wanted)
    books = {}
    for code in wanted:
        wording = read_patterns(layers, code, events, operators, dropped)
        written = (*actors.get(code, ()), *agents.get(code, ()), *places.get(code, ()))
        books[code] = LanguageBook(code, written, *wording)
    book = Codebook(
        name=str(settings["name"]),
        version=str(settings["version"]),
        digest="",
        events=events,
        roles=roles,
        stateless=read_stateless(layers),
        operators=operators,
        languages=books,
        countries=frozenset(p.code for e in entries if e.kind in ("country", "territory") for p in e.periods),
        actor_codes=frozenset(p.code for e in entries for p in e.periods),
        coding=_coding(settings, layers),
    )
    shared, parts = to_plain(book)
    shared["digest"] = content_hash((shared, parts))
    return replace(book, digest=shared["digest"]), (shared, parts)


def _coding(settings: Mapping[str, Any], layers: Layers) -> Coding:
    """Return the table [coding] of codebook.toml. Raises CodebookError for what it cannot say."""
    given = settings.get("coding") or {}
    for key, value in given.items():
        if value not in _CODING.get(key, ()):
            known = "; ".join(f"{name} = {' or '.join(map(str, values))}" for name, values in _CODING.items())
            raise CodebookError(f"{layers[-1] / 'codebook.toml'}: coding: {key} = {value!r}; known: {known}")
    return Coding(**given)


def read_events(layers: Layers) -> dict[str, EventCode]:
    """Return the event ontology by code, in file order.

    Raises CodebookError for a malformed code or number, a duplicate, or an unknown parent.
    """
    found: dict[str, EventCode] = {}
    ontology = str(read_settings(layers).get("ontology", CAMEO))
    for where, row in read_table(layers, EVENTS):
        try:
            if not is_event_code(row["code"], ontology):
                raise ValueError(f"not an event code: {row['code']!r}")
            event = _event(row)
        except ValueError as problem:
            raise CodebookError(f"{where}: {problem}") from problem
        if row["code"] in found:
            raise CodebookError(f"{where}: code {row['code']!r} stands twice")
        if row["parent"] and row["parent"] not in found:
            raise CodebookError(f"{where}: parent {row['parent']!r} is not an earlier row")
        found[row["code"]] = event
    return found


def dropped_codes(layers: Layers, events: Mapping[str, EventCode]) -> frozenset[str]:
    """Return the codes of extended codebooks that an extending one drops: what would code them codes nothing."""
    below = (read_table(layers[:depth], EVENTS) for depth in range(1, len(layers)))
    return frozenset(cells["code"] for rows in below for _, cells in rows) - events.keys()


def _number(row: dict[str, str], column: str) -> float:
    try:
        return float(row[column])
    except ValueError as problem:
        raise ValueError(f"{column} is {row[column]!r}, not a number; codebook lint lists all faults") from problem


def _event(row: dict[str, str]) -> EventCode:
    return EventCode(
        code=row["code"],
        parent=row["parent"] or None,
        name=row["name"],
        definition=row["definition"],
        quad_class=int(_number(row, "quad_class")),
        goldstein=_number(row, "goldstein"),
        plover_type=row.get("plover_type") or None,
        plover_mode=row.get("plover_mode") or None,
        plover_contexts=tuple(part for part in row.get("plover_contexts", "").split("|") if part),
        requires_target=row.get("requires_target") == "yes",
    )
