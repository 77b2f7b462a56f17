"""Read gold sentences: JSON lines in the form of annotations/README.md, or CSV with one row a tuple."""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from eventcoder.errors import InputError

_NOBODY: Final = frozenset({"", "---", "NONE", "NAN", "NULL"})
_CODE: Final = re.compile(r"[0-9]{2,4}")


@dataclass(frozen=True, slots=True)
class GoldTuple:
    """One event a careful coder reads in a sentence; the first of each list is preferred, the others are accepted.

    "" among sources or targets means that nobody is named. `required` is False for optional and mirror tuples, which
    are neither missed nor false. `day` is an ISO date, "" where the gold gives none.
    """

    sources: tuple[str, ...]
    targets: tuple[str, ...]
    codes: tuple[str, ...]
    required: bool = True
    mirror: bool = False
    day: str = ""

    @property
    def first(self) -> tuple[str, str, str, str]:
        """Return the preferred source, target and code, and the day."""
        return self.sources[0], self.targets[0], self.codes[0], self.day


@dataclass(frozen=True, slots=True)
class GoldSentence:
    """One sentence with its tuples; () for a sentence without an event. `where` names file and line for messages."""

    key: str
    text: str
    language: str
    published: date | None
    tuples: tuple[GoldTuple, ...]
    publisher: str = ""
    where: str = ""

    @property
    def required(self) -> tuple[GoldTuple, ...]:
        """Return the tuples that must be found."""
        return tuple(one for one in self.tuples if one.required)


def plain_text(text: str) -> str:
    """Return a text with single spaces, by which predictions and gold find each other."""
    return " ".join(text.split())


def actor(value: object) -> str:
    """Return an actor code in capitals, "" for what means nobody."""
    text = str("" if value is None else value).strip().upper()
    return "" if text in _NOBODY else text


def read_gold(paths: Iterable[Path]) -> list[GoldSentence]:
    """Return the gold sentences of JSONL and CSV files, in order.

    Raises InputError, with file and line, for what is not of the form, and for files without a sentence. An id that
    occurs twice is set apart by "#2"; a repeat of a tuple in its sentence is not required twice.
    """
    found: list[GoldSentence] = []
    seen: dict[str, int] = {}
    for path in paths:
        rows = list(_csv(path) if path.suffix.lower() in (".csv", ".tsv") else _jsonl(path))
        if not rows:
            raise InputError(f"{path}: holds no gold sentence")
        for where, record in rows:
            one = _sentence(where, record)
            seen[one.key] = seen.get(one.key, 0) + 1
            found.append(one if seen[one.key] == 1 else replace(one, key=f"{one.key}#{seen[one.key]}"))
    return found


def _jsonl(path: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for number, line in enumerate(_lines(path), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except ValueError as problem:
            raise InputError(f"{path}:{number}: is no JSON: {problem}") from problem
        if not isinstance(record, dict):
            raise InputError(f"{path}:{number}: must be an object with id, text, lang and tuples")
        yield f"{path}:{number}", record


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        raise InputError(f"{path}: cannot be read as UTF-8 text: {problem}") from problem


def _csv(path: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the rows of a CSV or TSV file gathered by sentence; a row without a code adds no tuple."""
    rows = csv.DictReader(_lines(path), delimiter="\t" if path.suffix.lower() == ".tsv" else ",")
    gathered: dict[str, tuple[str, dict[str, Any]]] = {}
    for number, row in enumerate(rows, 2):
        if not row.get("text"):
            raise InputError(f"{path}:{number}: has no text; columns text, lang, source, code, target are read")
        key = row.get("id") or plain_text(row["text"])
        _, record = gathered.setdefault(key, (f"{path}:{number}", {**row, "id": key, "tuples": []}))
        if row.get("code") or row.get("event_code"):
            record["tuples"].append(row)
    yield from gathered.values()


def _sentence(where: str, record: Mapping[str, Any]) -> GoldSentence:
    text, language = record.get("text"), record.get("lang") or record.get("language")
    if not isinstance(text, str) or not text.strip():
        raise InputError(f"{where}: has no text")
    if not isinstance(language, str) or len(language) != 2:
        raise InputError(f"{where}: lang must be an ISO 639-1 code such as ar, tr or en, not {language!r}")
    listed = record.get("tuples")
    if not isinstance(listed, list):
        raise InputError(f"{where}: tuples must be a list, empty for a sentence without an event")
    tuples: list[GoldTuple] = []
    for one in listed:
        made = _tuple(where, one)
        repeated = any(other.first == made.first for other in tuples)
        tuples.append(replace(made, required=False) if repeated else made)
    return GoldSentence(
        key=str(record.get("id") or plain_text(text)),
        text=text,
        language=language,
        published=_day(where, record.get("doc_date") or record.get("date")),
        tuples=tuple(tuples),
        publisher=str(record.get("publisher") or record.get("corpus") or ""),
        where=where,
    )


def _tuple(where: str, record: object) -> GoldTuple:
    if not isinstance(record, Mapping):
        raise InputError(f"{where}: a tuple must be an object with source_code, target_code and code")
    code = record.get("code") or record.get("event_code")
    if not isinstance(code, str) or not _CODE.fullmatch(code.strip()):
        raise InputError(f"{where}: code must be text of two to four digits such as '042', not {code!r}")
    mirror = _truth(record.get("mirror"))
    return GoldTuple(
        sources=_with_others(_first_of(record, "source"), record.get("source_alt")),
        targets=_with_others(_first_of(record, "target"), record.get("target_alt")),
        codes=_with_others(code.strip(), record.get("code_alt")),
        required=not (mirror or _truth(record.get("optional"))),
        mirror=mirror,
        day=str(record.get("event_date") or "")[:10],
    )


def _first_of(record: Mapping[str, Any], end: str) -> object:
    names = (f"{end}_code", f"{end}_actor", end)
    return next((record[name] for name in names if name in record), "")


def _with_others(first: object, others: object) -> tuple[str, ...]:
    listed = others.split("|") if isinstance(others, str) else others if isinstance(others, list) else []
    more = [actor(one) for one in listed if isinstance(others, list) or str(one).strip()]
    return tuple(dict.fromkeys((actor(first), *more)))


def _truth(value: object) -> bool:
    return value is True or str(value).strip().lower() in ("true", "1", "yes")


def _day(where: str, value: object) -> date | None:
    if not value:
        return None
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError as problem:
        raise InputError(f"{where}: has the date {value!r}; 2025-08-07 would be right") from problem
