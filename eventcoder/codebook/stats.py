"""Count what a codebook covers, and what it leaves open."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from eventcoder.codebook.layers import Row, find_layers
from eventcoder.codebook.lint_sources import Sources, read_sources
from eventcoder.codebook.show import actor_groups

Counts = dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Stats:
    """Coverage of a codebook.

    `roots` has for each root code the number of codes, and for each language its patterns and the codes with a pattern.
    `names` has for each language how many actors, agents and places have a name in it. `countries` has the actors by
    the first three letters of their codes, most first. `unnamed` lists actor ids without a name in a language,
    `open_ended` ids of persons whose last office has no end, `undated` ids of persons without any date.
    """

    roots: Counts
    names: Counts
    countries: dict[str, int]
    kinds: dict[str, int]
    unnamed: dict[str, list[str]]
    open_ended: list[str]
    undated: list[str]


def stats(name: str) -> Stats:
    """Return what a codebook covers. Raises CodebookError when it cannot be read."""
    sources = read_sources(find_layers(name))
    actors = actor_groups(sources)
    first = {entry: rows[0][1] for entry, rows in actors.items()}
    persons = {entry: rows for entry, rows in actors.items() if first[entry]["kind"] == "person"}
    return Stats(
        roots=_roots(sources),
        names=_names(sources, first),
        countries=_counted(cells["code"][:3] for cells in first.values()),
        kinds=_counted(cells["kind"] for cells in first.values()),
        unnamed={
            language: [entry for entry, rows in actors.items() if not _named(rows, language)]
            for language in sources.languages
        },
        open_ended=_ids(persons, lambda rows: any(c.get("start") and not c.get("end") for _, c in rows)),
        undated=_ids(persons, lambda rows: not any(c.get("start") or c.get("end") for _, c in rows)),
    )


def _ids(rows: Mapping[str, list[Row]], claim: Callable[[list[Row]], bool]) -> list[str]:
    return [entry for entry, group in rows.items() if claim(group)]


def _roots(sources: Sources) -> Counts:
    found: Counts = {}
    for _, cells in sources.tables["events"]:
        found.setdefault(cells["code"][:2], {"codes": 0})["codes"] += 1
    for language, patterns in sources.patterns.items():
        codes = [str(p.raw["code"]) for p in patterns if p.raw.get("code")]
        for root, counts in found.items():
            counts[f"{language} patterns"] = sum(code[:2] == root for code in codes)
            counts[f"{language} codes"] = len({code for code in codes if code[:2] == root})
    return found


def _names(sources: Sources, actors: Mapping[str, Mapping[str, str]]) -> Counts:
    tables: dict[str, list[Mapping[str, str]]] = {
        "actors": list(actors.values()),
        "agents": [cells for _, cells in sources.tables["agents"]],
        "places": [cells for _, cells in sources.tables["places"]],
    }
    return {
        table: {"all": len(rows), **{x: sum(bool(r.get(f"name_{x}")) for r in rows) for x in sources.languages}}
        for table, rows in tables.items()
    }


def _named(rows: Iterable[Row], language: str) -> bool:
    return any(cells.get(f"{use}_{language}") for _, cells in rows for use in ("name", "adjective", "people"))


def _counted(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items(), key=lambda item: (-item[1], item[0])))
