"""Load a codebook folder into one immutable value."""

import hashlib
import tomllib
from importlib import resources
from pathlib import Path
from typing import Any

from eventcoder.codebook.actors import read_actors, read_agents, read_places, read_roles
from eventcoder.codebook.files import read_rows, read_text
from eventcoder.codebook.patterns import read_operators, read_patterns
from eventcoder.codebook.values import Codebook, LanguageBook
from eventcoder.errors import CodebookError, UnknownName
from eventcoder.types.codes import CameoCode, EventCode


def shipped_codebooks() -> Path:
    """Return the folder of the codebooks that come with the package, in an installed wheel or in a checkout."""
    inside = Path(str(resources.files("eventcoder"))) / "codebooks"
    return inside if inside.is_dir() else inside.parent.parent / "codebooks"


def find_codebook(name: str) -> Path:
    """Return the folder of a codebook given by path or by the name of a shipped one.

    Raises UnknownName when there is neither.
    """
    for folder in (Path(name), shipped_codebooks() / name):
        if (folder / "codebook.toml").is_file():
            return folder
    raise UnknownName("codebook", name, sorted(p.parent.name for p in shipped_codebooks().glob("*/codebook.toml")))


def load_codebook(name: str, languages: tuple[str, ...] | None = None) -> Codebook:
    """Load a codebook by name or path, all its languages or only those asked for.

    Raises CodebookError naming file and row of the first fault.
    """
    folder = find_codebook(name)
    settings = _settings(folder)
    wanted = [code for code in settings["languages"] if languages is None or code in languages]
    events = read_events(folder / "events.csv")
    roles = read_roles(folder / "roles.csv")
    operators = read_operators(folder, events)
    actors, entries = read_actors(folder, wanted)
    agents = read_agents(folder / "agents.csv", wanted, roles)
    places = read_places(folder / "places.csv", wanted) if (folder / "places.csv").is_file() else {}
    books = {}
    for code in wanted:
        patterns, light = read_patterns(folder, code, events, operators)
        written = (*actors.get(code, ()), *agents.get(code, ()), *places.get(code, ()))
        books[code] = LanguageBook(code, written, patterns, light)
    return Codebook(
        name=settings["name"],
        version=str(settings["version"]),
        digest=_digest(folder),
        events=events,
        roles=roles,
        operators=operators,
        languages=books,
        countries=frozenset(p.code for e in entries if e.kind in ("country", "territory") for p in e.periods),
        actor_codes=frozenset(p.code for e in entries for p in e.periods),
    )


def read_events(path: Path) -> dict[str, EventCode]:
    """Return the event ontology by code, in file order.

    Raises CodebookError for a malformed code or number, a duplicate, or an unknown parent.
    """
    found: dict[str, EventCode] = {}
    for where, row in read_rows(path, ("code", "parent", "name", "definition", "quad_class", "goldstein")):
        try:
            CameoCode(row["code"])
            event = _event(row)
        except ValueError as problem:
            raise CodebookError(f"{where}: {problem}") from problem
        if row["code"] in found:
            raise CodebookError(f"{where}: code {row['code']!r} stands twice")
        if row["parent"] and row["parent"] not in found:
            raise CodebookError(f"{where}: parent {row['parent']!r} is not an earlier row")
        found[row["code"]] = event
    return found


def _event(row: dict[str, str]) -> EventCode:
    return EventCode(
        code=row["code"],
        parent=row["parent"] or None,
        name=row["name"],
        definition=row["definition"],
        quad_class=int(row["quad_class"]),
        goldstein=float(row["goldstein"]),
        plover_type=row.get("plover_type") or None,
        plover_mode=row.get("plover_mode") or None,
        plover_contexts=tuple(part for part in row.get("plover_contexts", "").split("|") if part),
        requires_target=row.get("requires_target") == "yes",
    )


def _settings(folder: Path) -> dict[str, Any]:
    path = folder / "codebook.toml"
    try:
        settings = tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as problem:
        raise CodebookError(f"{path}: {problem}") from problem
    for key in ("name", "version", "languages"):
        if key not in settings:
            raise CodebookError(f"{path}: {key!r} is missing")
    return settings


def _digest(folder: Path) -> str:
    """Return a SHA-256 over names and content of all data files, line ends unified."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".csv", ".yaml", ".toml"):
            total.update(path.relative_to(folder).as_posix().encode())
            total.update(read_text(path).replace("\r\n", "\n").encode())
    return total.hexdigest()
