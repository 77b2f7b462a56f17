"""Write actors and agents as PETRARCH dictionaries."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

from eventcoder.codebook.files import read_day, variants
from eventcoder.codebook.layers import Row, find_layers
from eventcoder.codebook.lint_sources import Sources, read_sources
from eventcoder.codebook.show import actor_groups


def export_petrarch(name: str, out: Path, language: str) -> list[Path]:
    """Write the actors and agents of a codebook in one language and return the two files.

    Names are in capitals with underscores; a period's end is its last day, as PETRARCH has it. Entries without a name
    in the language are left out. Raises CodebookError when the codebook cannot be read.
    """
    sources = read_sources(find_layers(name))
    out.mkdir(parents=True, exist_ok=True)
    files = {
        f"{sources.settings['name']}.actors.txt": _actors(sources, language),
        f"{sources.settings['name']}.agents.txt": _agents(sources, language),
    }
    for file, lines in files.items():
        (out / file).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return [out / file for file in files]


def _actors(sources: Sources, language: str) -> Iterator[str]:
    yield f"# Actors of the codebook {sources.settings['name']} {sources.settings['version']}"
    for rows in actor_groups(sources).values():
        columns = [f"{use}_{language}" for use in ("name", "adjective", "people")]
        names = list(dict.fromkeys(v for _, c in rows for column in columns for v in variants(c.get(column, ""))))
        if names:
            yield _written(names[0])
            yield from (f"+{_written(other)}" for other in names[1:])
            yield from _periods(rows)


def _periods(rows: Iterable[Row]) -> Iterator[str]:
    for where, cells in rows:
        start, end = (read_day(cells.get(column, ""), where) for column in ("start", "end"))
        yield f"\t[{cells['code']}{_dates(start, end)}]"


def _dates(start: date | None, end: date | None) -> str:
    last = f"{end - timedelta(days=1):%Y%m%d}" if end else ""
    if start and end:
        return f" {start:%Y%m%d}-{last}"
    if start:
        return f" >{start:%Y%m%d}"
    return f" <{end:%Y%m%d}" if end else ""


def _agents(sources: Sources, language: str) -> Iterator[str]:
    yield f"# Agents of the codebook {sources.settings['name']} {sources.settings['version']}"
    for _, cells in sources.tables["agents"]:
        for variant in variants(cells.get(f"name_{language}", "")):
            yield _agent(variant, cells)


def _agent(variant: str, cells: Mapping[str, str]) -> str:
    forms = [_written(form) for form in variant.split("/")]
    plural = f" {{{forms[1]}}}" if len(forms) > 1 else ""
    return f"{forms[0]}{plural} [~{cells['role']}]"


def _written(name: str) -> str:
    return "_".join(name.upper().split())
