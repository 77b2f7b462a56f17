"""Carry the dictionaries of a PETRARCH or TABARI folder over into a codebook of ours."""

import csv
from collections.abc import Callable, Iterable
from pathlib import Path

from eventcoder.codebook.importers.lines import Left, Report, read_lines
from eventcoder.codebook.importers.petrarch_actors import read_actor_file
from eventcoder.codebook.importers.petrarch_agents import read_agent_file
from eventcoder.codebook.layers import find_layers
from eventcoder.codebook.load import read_codebook
from eventcoder.errors import UsageError

_LAST = 36
_ACTOR_COLUMNS = ("id", "code", "start", "end", "kind")
_TOML = """name = "{name}"
version = "0.1.0"
extends = "{base}"
licence = "{licence}"
authors = ["See the imported dictionaries"]
description = "Imported from {files}."

[provenance]
actors = "Imported; each row's note names file and line. What could not be carried over stands in import-report.csv."
"""


def import_petrarch(folder: Path, out: Path, language: str, base: str = "cameo", licence: str = "unknown") -> Report:
    """Write a codebook that extends `base` from the actor, agent and discard files of a folder; return the report.

    Files are known by their names: those with "actor", "agent" and "discard" in them. The report is written beside the
    codebook as import-report.csv too. Raises UsageError when there is nothing to import or `out` exists.
    """
    if out.exists():
        raise UsageError(f"{out}: exists already; choose another name")
    files = sorted(path for path in folder.glob("*.txt") if path.is_file())
    report = Report()
    roles = read_codebook(find_layers(base)).roles
    actors = _rows(files, "actor", lambda path: read_actor_file(path, language, frozenset(roles), report))
    agents = _rows(files, "agent", lambda path: read_agent_file(path, language, report))
    if not actors and not agents:
        raise UsageError(f"{folder}: no actor or agent dictionary; they are known by actor or agent in their names")
    for path in files:
        _leave(path, report)
    (out / "actors").mkdir(parents=True)
    _write(out / "actors" / "imported.csv", (*_ACTOR_COLUMNS, f"name_{language}", "note"), _distinct(actors))
    _write(out / "agents.csv", ("id", "role", f"name_{language}", "note"), _distinct(agents))
    known = set(roles)
    new = sorted({row["role"] for row in agents} - known)
    rows = [{"role": r, "priority": str(roles.get(r[:3], _LAST)), "definition": "Imported."} for r in new]
    _write(out / "roles.csv", ("role", "definition", "priority"), rows)
    text = _TOML.format(name=out.name, base=base, licence=licence, files=", ".join(path.name for path in files))
    (out / "codebook.toml").write_text(text, encoding="utf-8")
    _write(out / "import-report.csv", ("file", "row", "text", "why"), [_as_row(left) for left in report.left])
    return report


def _rows(files: Iterable[Path], word: str, read: Callable[[Path], list[dict[str, str]]]) -> list[dict[str, str]]:
    return [row for path in files if word in path.name.lower() for row in read(path)]


def _leave(path: Path, report: Report) -> None:
    """Report what has no place in our files: discards and verb patterns."""
    lower = path.name.lower()
    if "actor" in lower or "agent" in lower:
        return
    why = "discards are not carried over" if "discard" in lower else "only actors and agents are carried over"
    report.left.extend(Left(path.name, line.number, line.text.strip(), why) for line in read_lines(path, report))


def _distinct(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return the rows with ids that differ between files, too; rows of one entry keep one id."""
    owner: dict[str, str] = {}
    found = []
    for row in rows:
        origin = row["note"]
        entry, again = row["id"], 1
        while owner.setdefault(entry, origin) != origin:
            again += 1
            entry = f"{row['id']}-{again}"
        found.append({**row, "id": entry})
    return found


def _as_row(left: Left) -> dict[str, str]:
    return {name: str(value) for name, value in left._asdict().items()}


def _write(path: Path, columns: Iterable[str], rows: Iterable[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(columns), restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
