"""Faults of the event ontology, roles, agents, places and operators."""

from collections import Counter
from collections.abc import Iterator, Mapping

from eventcoder.codebook.codes import CAMEO, is_event_code
from eventcoder.codebook.lint_files import whole_code
from eventcoder.codebook.lint_sources import Fault, Sources

QUAD_CLASSES = ("1", "2", "3", "4")
_SPECIAL = ("=", "-", "own")


def event_faults(sources: Sources) -> Iterator[Fault]:
    """Yield faults of events.csv: malformed and unknown codes, scores out of range, missing crosswalks."""
    known = sources.codes("events", "code")
    types = sources.codes("events", "plover_type")
    crossed = {cells["code"][:2] for _, cells in sources.tables["events"] if cells.get("plover_type")}
    for where, cells in _own_merged(sources, "events"):
        code = cells["code"]
        if not is_event_code(code, str(sources.settings.get("ontology", CAMEO))):
            if not whole_code(code, set(), ""):
                right = "write two to four digits, the first two 01 to 20, as in 042 or 1823"
                yield sources.fault(where, "event-code", f"{code!r} is no event code", right)
            continue
        yield from _parent_faults(where, code, cells.get("parent", ""), known, sources)
        yield from _score_faults(where, cells, sources)
        if types and not cells.get("plover_type") and code[:2] in crossed:
            right = f"write one of {', '.join(sorted(types))}"
            yield sources.fault(where, "crosswalk", f"code {code} has no PLOVER type", right, "warning")
        if cells.get("requires_target", "") not in ("", "yes", "no"):
            wrong = f"requires_target is {cells['requires_target']!r}"
            yield sources.fault(where, "yes-or-no", wrong, "write yes or no")
        for column in ("name", "definition"):
            if not cells.get(column):
                yield sources.fault(where, "blank", f"code {code} has no {column}", "say in words what it means")
    yield from _twice(sources, "events", "code")


def _parent_faults(where: str, code: str, parent: str, known: set[str], sources: Sources) -> Iterator[Fault]:
    if parent and parent not in known and f"0{parent}" not in known:
        right = f"add a row for it, or write {code[:-1]}"
        yield sources.fault(where, "unknown-code", f"parent {parent!r} is no code of this codebook", right)
    elif parent and not code.startswith(parent) and not code.startswith(f"0{parent}"):
        wrong = f"code {code} does not begin with its parent {parent}"
        yield sources.fault(where, "parent", wrong, "a code is its parent's digits and one more")
    elif not parent and len(code) > 2 and code.isdecimal():
        yield sources.fault(where, "parent", f"code {code} has no parent", f"write {code[:-1]} or {code[:2]}")


def _score_faults(where: str, cells: Mapping[str, str], sources: Sources) -> Iterator[Fault]:
    if cells.get("quad_class") not in QUAD_CLASSES:
        right = "write 1 verbal cooperation, 2 material cooperation, 3 verbal conflict or 4 material conflict"
        yield sources.fault(where, "quad-class", f"quad_class is {cells.get('quad_class', '')!r}", right)
    score = cells.get("goldstein", "")
    if not _is_number(score, -10, 10):
        right = "write a number from -10 to 10 with a point, as in -4.5"
        yield sources.fault(where, "goldstein", f"goldstein is {score!r}", right)


def role_faults(sources: Sources) -> Iterator[Fault]:
    """Yield roles that are no three-letter codes or have no priority."""
    for where, cells in _own_merged(sources, "roles"):
        role = cells["role"]
        if not role or len(role) % 3 or not (role.isascii() and role.isalpha() and role.isupper()):
            yield sources.fault(where, "role", f"{role!r} is no role", "write three capital letters a part, as in GOV")
        if not cells.get("priority", "").isdecimal():
            right = "write a whole number; the lower comes first in an actor code"
            yield sources.fault(where, "priority", f"priority is {cells.get('priority', '')!r}", right)
    yield from _twice(sources, "roles", "role")


def agent_faults(sources: Sources) -> Iterator[Fault]:
    """Yield agents of unknown roles, without names, or listed twice."""
    roles = sources.codes("roles", "role")
    for where, cells in _own_merged(sources, "agents"):
        if cells["role"] not in roles:
            right = f"write one of {', '.join(sorted(roles))}, or add the role to roles.csv"
            yield sources.fault(where, "unknown-role", f"{cells['role']!r} is no role of this codebook", right)
        if not any(cells.get(f"name_{language}") for language in sources.languages):
            yield sources.fault(where, "no-name", f"{cells['id']} has no name", "write at least one name_ column")
    yield from _twice(sources, "agents", "id")


def place_faults(sources: Sources) -> Iterator[Fault]:
    """Yield places outside the globe or in countries that no actor stands for."""
    countries = {cells["code"] for _, cells in sources.tables["actors"]}
    for where, cells in _own_merged(sources, "places"):
        for column, limit in (("latitude", 90), ("longitude", 180)):
            if not _is_number(cells.get(column, ""), -limit, limit):
                right = f"write decimal degrees from -{limit} to {limit}"
                yield sources.fault(where, "coordinates", f"{column} is {cells.get(column, '')!r}", right)
        if cells.get("country") not in countries:
            right = "write the code of a country that actors/ has"
            wrong = f"country {cells.get('country', '')!r} is not known"
            yield sources.fault(where, "unknown-country", wrong, right, "warning")
    yield from _twice(sources, "places", "id")


def operator_faults(sources: Sources) -> Iterator[Fault]:
    """Yield compositions of unknown operators and codes."""
    operators, codes = sources.codes("operators", "operator"), sources.codes("events", "code")
    for where, cells in _own_merged(sources, "compositions"):
        if cells["operator"] not in operators:
            wrong, right = f"{cells['operator']!r} is no operator", f"write one of {', '.join(sorted(operators))}"
            yield sources.fault(where, "unknown-operator", wrong, right)
        code, of = cells.get("code", ""), cells.get("of", "")
        if code not in codes and code not in _SPECIAL and not whole_code(code, codes, ""):
            wrong = f"{code!r} is no code of this codebook"
            yield sources.fault(
                where, "unknown-code", wrong, "write a code, or = to keep, - to drop, own for the verb's"
            )
        if of not in codes and of != "" and not whole_code(of, codes, ""):
            wrong = f"{of!r} is no code of this codebook"
            yield sources.fault(where, "unknown-code", wrong, "write a code, or leave it blank for all others")


def setting_faults(sources: Sources) -> Iterator[Fault]:
    """Yield what codebook.toml lacks."""
    where = f"{sources.folder / 'codebook.toml'}:1"
    for key, right in (("licence", 'as in licence = "CC-BY-4.0"'), ("authors", 'as in authors = ["Ada Example"]')):
        if key not in sources.settings:
            yield sources.fault(where, "settings", f"{key} is not stated", right, "warning")


def _own_merged(sources: Sources, table: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield this codebook's own rows as they are after they were laid over the extended codebook's."""
    return ((where, cells) for where, cells in sources.tables[table] if sources.is_own(where))


def _twice(sources: Sources, table: str, column: str) -> Iterator[Fault]:
    counts = Counter(cells.get(column, "") for _, cells in sources.own[table])
    seen: set[str] = set()
    for where, cells in sources.own[table]:
        value = cells.get(column, "")
        if counts[value] > 1 and value in seen:
            right = "keep one row; names go into one cell, with | between them"
            yield sources.fault(where, "duplicate", f"{column} {value!r} stands twice", right)
        seen.add(value)


def _is_number(text: str, low: float, high: float) -> bool:
    try:
        return low <= float(text) <= high
    except ValueError:
        return False
