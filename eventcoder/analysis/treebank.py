"""Reads CoNLL-U files into sentences of gold words with character offsets."""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from eventcoder.errors import InputError
from eventcoder.types.text import Word

_COLUMNS = 10


class GoldSentence(NamedTuple):
    """One annotated sentence: `text` is rebuilt from the words, and their offsets point into it."""

    text: str
    words: tuple[Word, ...]
    source: str


class _Row(NamedTuple):
    """A word row, or a multiword range ("7-8") with only its surface and spacing."""

    number: str
    form: str
    lemma: str
    upos: str
    feats: str
    head: str
    deprel: str
    spaced: bool


def read_treebank(path: Path, sources: Collection[str] = (), *, merge: bool = False) -> Iterator[GoldSentence]:
    """Yield the sentences of a CoNLL-U file in file order.

    sources: names in `# src =` comments to keep; empty keeps all. merge: whether a multiword token becomes one word
    (its first part gives lemma and tag, and wins where features clash). Raises InputError with file and line where a
    row does not have ten columns.
    """
    source = ""
    rows: list[_Row] = []
    for number, line in enumerate(_lines(path), start=1):
        if line.startswith("# src ="):
            source = line.partition("=")[2].strip()
        elif line and not line.startswith("#"):
            rows.append(_row(line, path, number))
        elif not line and rows:
            if not sources or source in sources:
                yield _sentence(rows, source, merge=merge)
            rows = []


def _lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n")
    yield ""


def _row(line: str, path: Path, number: int) -> _Row:
    columns = line.split("\t")
    if len(columns) != _COLUMNS:
        raise InputError(f"{path}:{number}: {len(columns)} columns; CoNLL-U has {_COLUMNS}")
    name, form, lemma, upos, _, feats, head, deprel, _, misc = columns
    return _Row(name, form, lemma, upos, "" if feats == "_" else feats, head, deprel, "SpaceAfter=No" not in misc)


def _sentence(rows: Iterable[_Row], source: str, *, merge: bool) -> GoldSentence:
    words: list[_Row] = []
    numbers: dict[str, int] = {"0": -1}
    for surface, parts in _tokens(rows):
        pieces = [_merged(surface, parts)] if merge and len(parts) > 1 else parts
        for position, part in enumerate(parts):
            numbers[part.number] = len(words) + min(position, len(pieces) - 1)
        words += pieces
    return _placed(words, numbers, source)


def _tokens(rows: Iterable[_Row]) -> Iterator[tuple[str, list[_Row]]]:
    """Yield each orthographic token's surface with its words; a space can follow only the last of them."""
    surface, last, spaced, parts = "", "", True, list[_Row]()
    for row in rows:
        if "-" in row.number:
            surface, last, spaced = row.form, row.number.partition("-")[2], row.spaced
        elif last:
            parts.append(row._replace(spaced=False))
            if row.number == last:
                parts[-1] = row._replace(spaced=spaced and row.spaced)
                yield surface, parts
                last, parts = "", []
        elif row.number.isdigit():
            yield row.form, [row]


def _merged(surface: str, parts: list[_Row]) -> _Row:
    inside = {part.number for part in parts}
    top = next((part for part in parts if part.head not in inside), parts[0])
    feats = {name: value for part in reversed(parts) for name, _, value in _pairs(part.feats)}
    joined = "|".join(f"{name}={feats[name]}" for name in sorted(feats, key=str.lower))
    return parts[0]._replace(
        number=top.number, form=surface, feats=joined, head=top.head, deprel=top.deprel, spaced=parts[-1].spaced
    )


def _pairs(feats: str) -> list[tuple[str, str, str]]:
    return [feature.partition("=") for feature in feats.split("|") if feature]


def _placed(rows: list[_Row], numbers: dict[str, int], source: str) -> GoldSentence:
    text, words = "", list[Word]()
    for index, row in enumerate(rows):
        head = numbers[row.head]
        start = len(text)
        text += row.form
        words.append(
            Word(
                index, start, len(text), row.form, row.form, row.lemma, row.upos, row.feats,
                index if head < 0 else head, row.deprel,
            )
        )  # fmt: skip
        text += " " if row.spaced else ""
    return GoldSentence(text.rstrip(), tuple(words), source)
