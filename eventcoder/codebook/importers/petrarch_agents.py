"""Carry over agent dictionaries: role nouns with their plurals, and words that are filled in for markers."""

import re
from collections.abc import Iterator
from pathlib import Path

from eventcoder.codebook.importers.lines import Left, Line, Report, plain_name, read_lines, slug, split_codes

_PLURAL = re.compile(r"\{([^}]*)\}")
_MARKER = re.compile(r"!\w+!")
_ROLE = re.compile(r"[A-Z]{3}([A-Z]{3}){0,3}")
_CODE = re.compile(r"~?([A-Z]+)~?")


def read_agent_file(path: Path, language: str, report: Report) -> list[dict[str, str]]:
    """Return rows of our agent dictionary for a PETRARCH agent file, one a noun.

    Markers such as !PERSON! are replaced by each of their words. Roles are kept as they are; roles.csv may lack some.
    """
    markers: dict[str, list[str]] = {}
    taken: set[str] = set()
    rows: list[dict[str, str]] = []
    for line in read_lines(path, report):
        marker, sign, words = line.text.partition("=")
        if sign and _MARKER.fullmatch(marker.strip()):
            markers[marker.strip()] = [word.strip() for word in words.split(",") if word.strip()]
        else:
            rows.extend(_rows(line, markers, language, path, taken, report))
    report.count("agent rows", len(rows))
    return rows


def _rows(
    line: Line, markers: dict[str, list[str]], language: str, path: Path, taken: set[str], report: Report
) -> Iterator[dict[str, str]]:
    head, codes = split_codes(line.text)
    role = _role(codes)
    first = "yes" if codes and codes[0].rstrip().endswith("~") else ""
    if role is None:
        report.left.append(Left(path.name, line.number, line.text.strip(), "has no code of the form [~ROLE]"))
        return
    translated = _translation(line)
    if translated:
        entry = slug(plain_name(head), taken, line.number)
        yield {**_row(entry, role, language, translated, f"{path.name}:{line.number}"), "first": first}
        return
    plural = _PLURAL.search(head)
    name = _PLURAL.sub("", head).strip()
    forms = [form for form in (name, plural.group(1).strip() if plural else "") if form]
    for filled in _filled(forms, markers):
        if any("!" in form for form in filled):
            report.left.append(Left(path.name, line.number, line.text.strip(), "has a marker that is not defined"))
            continue
        written = "/".join(plain_name(form).lower() for form in filled)
        entry = slug(plain_name(filled[0]), taken, line.number)
        row = _row(entry, role, language, written.replace("|", " "), f"{path.name}:{line.number}")
        yield {**row, "first": first}


def _row(entry: str, role: str, language: str, name: str, note: str) -> dict[str, str]:
    return {"id": entry, "role": role, f"name_{language}": name, "note": note}


def _translation(line: Line) -> str:
    """Return the name in another script that some dictionaries write behind the code or in the comment."""
    behind = line.text.rpartition("]")[2].strip(" ?\t") or line.comment
    words = [word.strip("?.,") for word in behind.split()]
    return " ".join(word for word in words if word and not any(c.isascii() and c.isalnum() for c in word))


def _role(codes: list[str]) -> str | None:
    found = _CODE.fullmatch(codes[0]) if codes else None
    return found.group(1) if found and _ROLE.fullmatch(found.group(1)) else None


def _filled(forms: list[str], markers: dict[str, list[str]]) -> Iterator[list[str]]:
    """Yield the forms with each word of the first marker they hold filled in."""
    found = next((m for form in forms for m in _MARKER.findall(form) if m in markers), None)
    if found is None:
        yield forms
        return
    for word in markers[found]:
        yield [form.replace(found, word) for form in forms]
