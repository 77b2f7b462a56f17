"""Find words anywhere in a codebook: names, definitions, trigger words and examples, in any language."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from eventcoder.codebook.layers import find_layers
from eventcoder.codebook.lint_sources import Sources, read_sources
from eventcoder.codebook.show import pattern_value
from eventcoder.registry import find, names

_KEYS = {"events": "code", "roles": "role", "agents": "id", "actors": "id", "places": "id"}


class Hit(NamedTuple):
    """Where words were found: table, key of the entry, "file:line", column, and the cell."""

    table: str
    key: str
    where: str
    column: str
    cell: str

    def line(self) -> str:
        """Return the hit in one line."""
        return f"{self.table} {self.key}  {self.column}: {self.cell}  ({self.where})"


def search(name: str, words: str) -> list[Hit]:
    """Return the cells that hold all the words, spelling variants of each language folded, in file order.

    Raises CodebookError when the codebook cannot be read.
    """
    sources = read_sources(find_layers(name))
    folds = [find("language", code)().fold for code in sources.languages if code in names("language")]
    wanted = [{fold(word) for fold in (*folds, str.casefold)} for word in words.split()]
    return list(dict.fromkeys(hit for hit in _cells(sources) if _holds(hit.cell, wanted, folds)))


def _holds(cell: str, wanted: list[set[str]], folds: list[Callable[[str], str]]) -> bool:
    texts = {fold(cell) for fold in (*folds, str.casefold)}
    return all(any(word in text for word in spellings for text in texts) for spellings in wanted)


def _cells(sources: Sources) -> Iterator[Hit]:
    for table, key in _KEYS.items():
        for where, cells in sources.tables[table]:
            yield from _hits(table, cells[key], where, cells, sources)
    for patterns in sources.patterns.values():
        for found in patterns:
            says = {column: pattern_value(value) for column, value in found.raw.items()}
            yield from _hits("patterns", found.raw["id"], found.where, says, sources)


def _hits(table: str, key: str, where: str, cells: Mapping[str, str], sources: Sources) -> Iterator[Hit]:
    place = sources.fault(where, "", "", "")
    return (Hit(table, key, f"{place.file}:{place.row}", column, cell) for column, cell in cells.items() if cell)
