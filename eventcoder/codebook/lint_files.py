"""Faults of the files themselves: characters nobody sees, and numbers eaten by a spreadsheet program."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from eventcoder.codebook.codes import is_event_code
from eventcoder.codebook.files import read_text
from eventcoder.codebook.lint_sources import Fault, RawPattern, Sources
from eventcoder.errors import CodebookError

CODE_COLUMNS: Mapping[str, tuple[str, ...]] = {"events": ("code", "parent"), "compositions": ("of", "code")}
_JOINERS = "\u200c\u200d"
_DAY_FIRST = re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{2,4}")
_SERIAL = re.compile(r"\d{5}(?:\.0)?")
_SUFFIXES = (".csv", ".yaml", ".toml")


def text_faults(sources: Sources) -> Iterator[Fault]:
    """Yield text that is not in NFC, and control, invisible and direction characters, line by line."""
    for path in sorted(p for p in sources.folder.rglob("*") if p.suffix in _SUFFIXES):
        try:
            text = read_text(path)
        except CodebookError:
            continue
        for number, line in enumerate(text.splitlines(), start=1):
            yield from _line_faults(f"{path}:{number}", line, sources)


def _line_faults(where: str, line: str, sources: Sources) -> Iterator[Fault]:
    composed = unicodedata.normalize("NFC", line)
    if composed != line:
        at = next(i for i, (a, b) in enumerate(zip(line, composed + "\0", strict=False)) if a != b)
        part = line[max(at - 10, 0) : at + 10]
        yield sources.fault(where, "nfc", f"not in Unicode normal form C near {part!r}", "save the text as NFC")
    for stray in dict.fromkeys(c for c in line if _stray(c)):
        name = unicodedata.name(stray, "control character")
        wrong = f"U+{ord(stray):04X} ({name.lower()}) at column {line.index(stray) + 1}"
        yield sources.fault(where, "stray-character", wrong, "delete it")


def _stray(character: str) -> bool:
    category = unicodedata.category(character)
    return character != "\t" and character not in _JOINERS and (category in ("Cc", "Cf", "Co") or character == "\ufffd")


def zero_faults(sources: Sources) -> Iterator[Fault]:
    """Yield codes that lost their leading zero in a spreadsheet program, in tables and patterns."""
    known = sources.codes("events", "code") | {whole for _, whole in _eaten_codes(sources)}
    for table, columns in CODE_COLUMNS.items():
        parents = _parents(sources) if table == "events" else {}
        for where, cells in sources.own[table]:
            for column in columns:
                whole = whole_code(cells.get(column, ""), known, parents.get(where, "") if column == "code" else "")
                if whole:
                    yield _zero_fault(where, cells[column], whole, sources)
    for patterns in sources.patterns.values():
        for found in patterns:
            if sources.is_own(found.where):
                yield from _pattern_zeros(found, known, sources)


def _pattern_zeros(found: RawPattern, known: set[str], sources: Sources) -> Iterator[Fault]:
    code: Any = found.raw.get("code")
    whole = whole_code(str(code), known, "") if isinstance(code, int | str) else None
    if whole and not isinstance(code, bool):
        yield _zero_fault(found.where, str(code), whole, sources)


def _zero_fault(where: str, cell: str, whole: str, sources: Sources) -> Fault:
    right = f"write {whole} and keep the column as text, or run with --fix"
    return sources.fault(where, "eaten-zero", f"code {cell} has lost its leading zero", right)


def _eaten_codes(sources: Sources) -> Iterator[tuple[str, str]]:
    """Yield the codes that own rows of events.csv must have had."""
    parents = _parents(sources)
    for where, cells in sources.own["events"]:
        whole = whole_code(cells.get("code", ""), set(), parents[where])
        if whole:
            yield where, whole


def _parents(sources: Sources) -> dict[str, str]:
    """Return the parent of each own code, with its zero, by where it stands."""
    return {
        where: whole_code(cells.get("parent", ""), set(), "") or cells.get("parent", "")
        for where, cells in sources.own["events"]
    }


def whole_code(cell: str, known: set[str], parent: str) -> str | None:
    """Return the code with the zero it has lost; None when it has lost none.

    "42" can only be 042. "10" is a code itself, so that it counts as 010 only under the parent 01.

    >>> whole_code("42", set(), ""), whole_code("10", set(), "01"), whole_code("10", set(), "")
    ('042', '010', None)
    """
    if not cell.isdecimal() or not cell.isascii() or cell.startswith("0"):
        return None
    whole = f"0{cell}"
    if not is_event_code(whole):
        return None
    if not is_event_code(cell):
        return whole
    if parent:
        return whole if whole.startswith(parent) and not cell.startswith(parent) else None
    return whole if known and cell not in known and whole in known else None


def date_advice(cell: str) -> str:
    """Return how a date should be written, with a word on what the spreadsheet program did to this one."""
    if _DAY_FIRST.fullmatch(cell) or _SERIAL.fullmatch(cell):
        return "a spreadsheet program has changed it; format the column as text and write YYYY-MM-DD"
    return "write YYYY, YYYY-MM or YYYY-MM-DD"
