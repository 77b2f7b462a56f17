"""Carry over actor dictionaries: names, synonyms, and codes with dates."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from eventcoder.codebook.importers.lines import Left, Line, Report, plain_name, read_lines, slug, split_codes
from eventcoder.types.codes import ActorCode

_RESTRICTED = re.compile(r"(\S+?)\s*(?:([<>])\s*(\d+)|\s(\d+)\s*-\s*(\d+))?\s*")
_NOBODY = re.compile(r"[-+#*]{3}|")
_CENTURY = 30
Period = tuple[str, str, str]


@dataclass(slots=True)
class _Entry:
    line: Line
    names: list[str]
    codes: list[tuple[int, str]] = field(default_factory=list)


def read_actor_file(path: Path, language: str, roles: Collection[str], report: Report) -> list[dict[str, str]]:
    """Return rows of our actor dictionary for a PETRARCH or TABARI actor file.

    Ends are inclusive there and exclusive here. Bad dates, codes that are no actor codes and entries without a code are
    left behind and reported. A bare three-letter code is taken for a country, so that role nouns can be joined to it,
    unless it is one of these roles.
    """
    taken: set[str] = set()
    rows: list[dict[str, str]] = []
    for entry in _entries(path, report):
        rows.extend(_rows(entry, language, roles, path, taken, report))
    report.count("actor rows", len(rows))
    return rows


def _entries(path: Path, report: Report) -> Iterator[_Entry]:
    entry: _Entry | None = None
    for line in read_lines(path, report):
        name, codes = split_codes(line.text)
        numbered = [(line.number, code) for code in codes]
        if line.text[0] == "+" or (line.text[0].isspace() and not name):
            if entry is None:
                report.left.append(Left(path.name, line.number, line.text.strip(), "belongs to no entry"))
                continue
            entry.names += [name[1:].strip()] if name.startswith("+") else []
            entry.codes += numbered
        else:
            if entry:
                yield entry
            entry = _Entry(line, [name], numbered)
    if entry:
        yield entry


def _rows(
    entry: _Entry, language: str, roles: Collection[str], path: Path, taken: set[str], report: Report
) -> Iterator[dict[str, str]]:
    names = [name for name in dict.fromkeys(map(plain_name, entry.names)) if name]
    read = [(number, code, _period(code, path, number, report)) for number, code in entry.codes]
    periods = [period for _, _, period in read if period]
    holding = {period for period, _, _ in _held(periods)}
    for number, code, period in read:
        if period and period not in holding:
            report.left.append(
                Left(path.name, number, f"[{code}]", "never holds: other codes of the entry cover its days")
            )
    if not names or not periods:
        if not entry.codes:
            report.left.append(Left(path.name, entry.line.number, entry.line.text.strip(), "has no code"))
        return
    entry_id = slug(names[0], taken, entry.line.number)
    for code, start, end in carved(periods):
        dated = bool(start or end)
        land = len(code) == 3 and code not in roles
        kind = "country" if land else "person" if dated else "organisation"
        yield {
            "id": entry_id,
            "code": code,
            "start": start,
            "end": end,
            "kind": kind,
            f"name_{language}": "|".join(name.replace("|", " ") for name in names),
            "note": f"{path.name}:{entry.line.number}",
        }


def carved(periods: Sequence[Period]) -> list[Period]:
    """Return periods that do not overlap: of those that cover a day the first dated one holds, else the undated one.

    >>> carved([("HOB", "", ""), ("HOBGOV", "2012-11-09", "2013-01-20")])
    [('HOB', '', '2012-11-09'), ('HOBGOV', '2012-11-09', '2013-01-20'), ('HOB', '2013-01-20', '')]
    """
    return [(code, start, end) for (code, _, _), start, end in _held(periods)]


def _held(periods: Sequence[Period]) -> list[tuple[Period, str, str]]:
    """Return which period holds from when to when."""
    ranked = [*(p for p in periods if p[1] or p[2]), *(p for p in periods if not (p[1] or p[2]))]
    days = ["", *sorted({day for _, start, end in periods for day in (start, end) if day})]
    found: list[tuple[Period, str, str]] = []
    for start, end in zip(days, [*days[1:], ""], strict=True):
        inside = (p for p in ranked if p[1] <= start and (not p[2] or (start < p[2] and end)))
        holding = next(inside, None)
        if holding and found and found[-1][0] == holding and found[-1][2] == start:
            found[-1] = (holding, found[-1][1], end)
        elif holding:
            found.append((holding, start, end))
    return found


def _period(text: str, path: Path, number: int, report: Report) -> tuple[str, str, str] | None:
    """Return code, start and exclusive end of "CODE", "CODE < DATE", "CODE > DATE" or "CODE FROM-TO"."""
    found = _RESTRICTED.fullmatch(text)
    why = None
    if not found:
        why = "cannot be read as a code with dates"
    elif _NOBODY.fullmatch(found.group(1)):
        why = "stands for nobody"
    else:
        try:
            return _dated(found)
        except ValueError as problem:
            why = str(problem)
    report.left.append(Left(path.name, number, f"[{text}]", why))
    return None


def _dated(found: "re.Match[str]") -> tuple[str, str, str]:
    code = ActorCode(found.group(1).upper()).text
    sign, single, first, last = found.groups()[1:]
    if sign == "<":
        return code, "", _day(single).isoformat()
    if sign == ">":
        return code, _day(single).isoformat(), ""
    if not first:
        return code, "", ""
    start, end = _day(first), _day(last)
    if end < start:
        raise ValueError("ends before it starts")
    return code, start.isoformat(), (end + timedelta(days=1)).isoformat()


def _day(digits: str) -> date:
    """Return the day of YYMMDD or YYYYMMDD; two-digit years up to 30 are of this century."""
    if len(digits) == 6:
        digits = ("20" if int(digits[:2]) <= _CENTURY else "19") + digits
    if len(digits) != 8:
        raise ValueError(f"{digits} is no date")
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError as problem:
        raise ValueError(f"{digits} is no date") from problem
    if not 1800 <= day.year <= 2100:
        raise ValueError(f"{digits} lies outside 1800-2100")
    return day
