"""Carry the dictionaries of a PETRARCH or TABARI folder over into a codebook of ours."""

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from eventcoder.codebook.codes import is_event_code
from eventcoder.codebook.files import read_bytes
from eventcoder.codebook.importers.lines import Left, Report, read_lines
from eventcoder.codebook.importers.petrarch_actors import read_actor_file
from eventcoder.codebook.importers.petrarch_agents import read_agent_file
from eventcoder.codebook.importers.petrarch_steps import plain_words
from eventcoder.codebook.importers.petrarch_verbs import read_verb_file
from eventcoder.codebook.importers.write import write_codes, write_patterns, write_roles, write_table
from eventcoder.codebook.layers import find_layers
from eventcoder.codebook.load import read_codebook
from eventcoder.errors import UsageError

_KINDS = ("actor", "agent", "discard", "verb")
_BLOCK_HEADS = 3
_HEAD = re.compile(rb"^---\s*\S.*\[[^\]]*\]\s*---", re.MULTILINE)
_ACTOR_COLUMNS = ("id", "code", "start", "end", "kind")
_TOML = """name = "{name}"
version = "0.1.0"
extends = "{base}"
licence = "{licence}"
authors = ["See the imported dictionaries"]
description = "Imported from {files}."
{reading}
[provenance]
actors = "Imported; each row's note names file and line. What could not be carried over stands in import-report.csv."
"""
_ONTOLOGY = """ontology = "CAMEO with others"   # has codes that are not CAMEO
"""
_READING = """# Only what was imported is coded; delete names here to add what the extended codebook has.
without = [{parts}]

[coding]                # as PETRARCH reads sentences
roles_join = "all"
bare_roles = false
modality = "ignored"
"""


def import_petrarch(folder: Path, out: Path, language: str, base: str = "cameo", licence: str = "unknown") -> Report:
    """Write a codebook that extends `base` from the dictionaries of a folder; return the report.

    Files are known by their names: those with "actor", "agent", "discard" and "verb" in them; one that begins its
    blocks with --- is a verb file whatever its name. With verbs the imported files stand alone: patterns, actors,
    agents and places of `base` are left out. The report is written beside the codebook as import-report.csv too.
    Raises UsageError when there is nothing to import or `out` exists.
    """
    if out.exists():
        raise UsageError(f"{out}: exists already; choose another name")
    files = sorted(path for path in folder.glob("*.txt") if path.is_file())
    kinds = {path: _kind(path) for path in files}
    if not {"actor", "agent", "verb"} & set(kinds.values()):
        raise UsageError(f"{folder}: no actor or agent dictionary; they are known by actor or agent in their names")
    report = Report()
    book = read_codebook(find_layers(base))
    verbs = [(path, read_verb_file(path, report)) for path in files if kinds[path] == "verb"]
    codes = {code for _, found in verbs for code in found.codes}
    actors = _rows(kinds, "actor", lambda path: read_actor_file(path, language, book.roles.keys(), report))
    agents = _rows(kinds, "agent", lambda path: read_agent_file(path, language, report))
    discards = [path for path in files if kinds[path] == "discard"]
    passed = {reach: words for reach, words in _discards(discards, report).items() if words}
    for path in (path for path in files if not kinds[path]):
        why = "is no dictionary of actors, agents, verbs or discards"
        report.left.extend(Left(path.name, line.number, line.text.strip(), why) for line in read_lines(path, report))
    (out / "actors").mkdir(parents=True)
    (out / "patterns").mkdir()
    write_table(out / "actors" / "imported.csv", (*_ACTOR_COLUMNS, f"name_{language}", "note"), _distinct(actors))
    write_table(out / "agents.csv", ("id", "role", "first", f"name_{language}", "note"), _distinct(agents))
    write_roles(out, {row["role"] for row in agents}, book)
    if verbs or passed:
        write_patterns(out, language, verbs, passed)
        write_codes(out, codes, book)
    parts = ["patterns", *(["actors", "places"] if actors else []), *(["agents"] if agents else [])] if verbs else []
    own = "" if all(map(is_event_code, codes)) else _ONTOLOGY
    reading = own + _READING.format(parts=", ".join(f'"{part}"' for part in parts)) if verbs else ""
    names = ", ".join(path.name for path in files)
    text = _TOML.format(name=out.name, base=base, licence=licence, files=names, reading=reading)
    (out / "codebook.toml").write_text(text, encoding="utf-8")
    write_table(out / "import-report.csv", ("file", "row", "text", "why"), [_as_row(left) for left in report.left])
    return report


def _kind(path: Path) -> str:
    """Return what a dictionary holds, by its name, else "verb" when its lines begin blocks of verbs; "" for others."""
    named = next((kind for kind in _KINDS if kind in path.name.lower()), "")
    return named or ("verb" if len(_HEAD.findall(read_bytes(path))) >= _BLOCK_HEADS else "")


def _rows(kinds: Mapping[Path, str], kind: str, read: Callable[[Path], list[dict[str, str]]]) -> list[dict[str, str]]:
    return [row for path, found in kinds.items() if found == kind for row in read(path)]


def _discards(files: Iterable[Path], report: Report) -> dict[str, list[str]]:
    """Return the phrases for which a sentence or, marked by +, a whole story is passed over."""
    found: dict[str, list[str]] = {"sentence": [], "story": []}
    for path in files:
        for line in read_lines(path, report):
            text = line.text.strip()
            words = plain_words(text.partition("[")[0])
            if words:
                found["story" if text.startswith("+") else "sentence"].append(words)
            else:
                report.left.append(Left(path.name, line.number, text, "has no words"))
    report.count("discards", sum(map(len, found.values())))
    return {reach: list(dict.fromkeys(words)) for reach, words in found.items()}


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
