"""Faults of the actor dictionary: codes, dates, and names that mean too much."""

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import NamedTuple, TypeVar

from eventcoder.codebook.files import read_day, read_text, variants
from eventcoder.codebook.layers import Row
from eventcoder.codebook.lint_files import date_advice
from eventcoder.codebook.lint_sources import Fault, Sources
from eventcoder.errors import CodebookError
from eventcoder.languages.protocol import Language
from eventcoder.types.codes import ActorCode

KINDS = (
    "country territory region capital igo person ministry military police armed_group party organisation ngo company "
    "media ethnic religious"
).split()
_LANDS = ("country", "territory", "region", "ethnic", "religious")
_T = TypeVar("_T")
_K = TypeVar("_K", bound=Hashable)
_COMMON = Path(__file__).with_name("common-words.csv")


class Period(NamedTuple):
    """One row of the actor dictionary with its dates read; `start` and `end` are None where open or unreadable."""

    where: str
    cells: Mapping[str, str]
    start: date | None
    end: date | None

    def overlaps(self, other: "Period") -> bool:
        """Return whether the half-open periods share a day."""
        return (self.start or date.min) < (other.end or date.max) and (other.start or date.min) < (self.end or date.max)


class Use(NamedTuple):
    """One written name of one actor row."""

    text: str
    period: Period


def actor_faults(sources: Sources) -> Iterator[Fault]:
    """Yield faults of codes, kinds, names and dates, row by row, and periods of one actor that overlap."""
    prefixes = _prefixes(sources)
    roles = sources.codes("roles", "role")
    for where, cells in sources.tables["actors"]:
        if sources.is_own(where):
            yield from _code_faults(where, cells["code"], prefixes, roles, sources)
            yield from _row_faults(where, cells, sources)
            yield from _date_faults(where, cells, sources)
    for group in _by(periods(sources), lambda period: period.cells["id"]).values():
        yield from _overlaps(group, sources)


def _prefixes(sources: Sources) -> tuple[set[str], set[str]]:
    """Return the codes of countries, and what else may begin an actor code."""
    rows = [cells for _, cells in sources.tables["actors"]]
    countries = {cells["code"] for cells in rows if cells["kind"] in ("country", "territory")}
    others = {cells["code"][:3] for cells in rows if cells["kind"] in ("region", "ethnic", "religious", "igo")}
    return countries, others | {role[:3] for role in sources.codes("roles", "role")}


def _code_faults(
    where: str, code: str, prefixes: tuple[set[str], set[str]], roles: set[str], sources: Sources
) -> Iterator[Fault]:
    try:
        ActorCode(code)
    except ValueError:
        right = "write capital letters, three a part: country and role, as in ALBGOV"
        yield sources.fault(where, "actor-code", f"{code!r} is no actor code", right)
        return
    countries, others = prefixes
    if code[:3] not in countries | others:
        right = "begin with the code of a country in actors/, or with a role such as IGO or NGO"
        yield sources.fault(where, "unknown-code", f"{code[:3]} in {code} is neither country nor role", right)
    elif code[:3] in countries and len(code) > 3 and not {code[3:6], code[3:9]} & roles:
        right = f"write one of {', '.join(sorted(roles))}, or add the role to roles.csv"
        yield sources.fault(where, "unknown-role", f"{code[3:6]} in {code} is no role of this codebook", right)


def _row_faults(where: str, cells: Mapping[str, str], sources: Sources) -> Iterator[Fault]:
    if cells["kind"] not in KINDS:
        wrong, right = f"{cells['kind']!r} is no kind of actor", f"write one of {', '.join(KINDS)}"
        yield sources.fault(where, "kind", wrong, right)
    uses = [f"{use}_{language}" for use in ("name", "adjective", "people") for language in sources.languages]
    if not any(cells.get(column) for column in uses):
        wrong, right = f"{cells['id']} has no name in any language", "write at least one name_ column"
        yield sources.fault(where, "no-name", wrong, right)


def _date_faults(where: str, cells: Mapping[str, str], sources: Sources) -> Iterator[Fault]:
    days = {}
    for column in ("start", "end"):
        try:
            days[column] = read_day(cells.get(column, ""), "")
        except CodebookError as problem:
            wrong = f"{column}: {str(problem).removeprefix(': ').partition(';')[0]}"
            yield sources.fault(where, "date", wrong, date_advice(cells[column]))
    start, end = days.get("start"), days.get("end")
    if start and end and start >= end:
        right = "exchange them" if start > end else "the end is the first day on which the row no longer holds"
        yield sources.fault(where, "inverted-dates", f"ends {end} before it starts {start}", right)


def periods(sources: Sources) -> list[Period]:
    """Return all actor rows with their dates; dates that cannot be read count as open."""
    return [Period(where, cells, _day(cells, "start"), _day(cells, "end")) for where, cells in sources.tables["actors"]]


def _day(cells: Mapping[str, str], column: str) -> date | None:
    try:
        return read_day(cells.get(column, ""), "")
    except CodebookError:
        return None


def _overlaps(group: Iterable[Period], sources: Sources) -> Iterator[Fault]:
    for one, other in combinations(group, 2):
        if one.overlaps(other) and sources.is_own(other.where):
            codes = f"{one.cells['code']} and {other.cells['code']}"
            wrong = f"{other.cells['id']} is {codes} at the same time (see line {one.where.rpartition(':')[2]})"
            if codes.split(" and ")[0] == other.cells["code"]:
                yield sources.fault(other.where, "overlap", wrong, "join the two rows", "warning")
            else:
                yield sources.fault(other.where, "overlap", wrong, "end one period where the other starts")


def name_faults(sources: Sources, languages: Mapping[str, Language]) -> Iterator[Fault]:
    """Yield names that two actors share, that are role nouns, or that are everyday words."""
    for code, language in languages.items():
        uses = [Use(text, p) for p in periods(sources) for text in variants(p.cells.get(f"name_{code}", ""))]
        yield from _shared_names(_by(uses, partial(_use_key, language=language)), code, sources)
        agents = _agent_keys(sources.tables["agents"], code, language)
        common = _common_words(code, language)
        for use in uses:
            if sources.is_own(use.period.where):
                yield from _meaning_faults(use, agents.get(_key(use.text, language)), common, language, sources)


def _use_key(use: Use, language: Language) -> tuple[str, ...]:
    return _key(use.text, language)


def _key(text: str, language: Language) -> tuple[str, ...]:
    return next(iter(language.phrase_keys(text)), ())


def _agent_keys(rows: Iterable[Row], code: str, language: Language) -> dict[tuple[str, ...], Mapping[str, str]]:
    names = (
        (form, cells) for _, cells in rows for v in variants(cells.get(f"name_{code}", "")) for form in v.split("/")
    )
    return {_key(form.strip(), language): cells for form, cells in names}


def _common_words(code: str, language: Language) -> dict[str, str]:
    rows = csv.DictReader(io.StringIO(read_text(_COMMON)))
    return {language.fold(row["word"]): row["means"] for row in rows if row["language"] == code}


def _meaning_faults(
    use: Use, agent: Mapping[str, str] | None, common: Mapping[str, str], language: Language, sources: Sources
) -> Iterator[Fault]:
    if _explained(use.period):
        return
    if agent:
        bare = use.period.cells["code"] == agent["role"]
        right = f"leave it to {agent['id']} in agents.csv, which takes the country from the text"
        right += "" if bare else ", unless only one country has something of that name"
        severity = "error" if bare else "warning"
        wrong = f"{use.text!r} names a kind of actor"
        yield sources.fault(use.period.where, "agent-among-actors", wrong, right, severity)
    folded = language.fold(use.text)
    if folded in common and not use.text.isupper() and use.period.cells["kind"] not in _LANDS:
        right = "list the full name only, or say why in note: ambiguous: ..."
        wrong = f"{use.text!r} is also an everyday word ({common[folded]})"
        yield sources.fault(use.period.where, "common-word", wrong, right, "warning")


def _shared_names(uses: Mapping[tuple[str, ...], list[Use]], code: str, sources: Sources) -> Iterator[Fault]:
    told: set[tuple[str, str]] = set()
    for group in uses.values():
        for one, other in combinations(group, 2):
            ids = (one.period.cells["id"], other.period.cells["id"])
            if ids[0] == ids[1] or ids in told or not one.period.overlaps(other.period):
                continue
            if sources.is_own(other.period.where) and not (_explained(one.period) or _explained(other.period)):
                told.add(ids)
                yield _shared(one, other, code, sources)


def _shared(one: Use, other: Use, code: str, sources: Sources) -> Fault:
    codes = (one.period.cells["code"], other.period.cells["code"])
    severity = "warning" if codes[0] == codes[1] else "error"
    actors = [f"{use.period.cells['id']} ({use.period.cells['code']})" for use in (one, other)]
    wrong = f"name_{code} {other.text!r} is {actors[0]} and {actors[1]}"
    right = "leave the name to one of them, date them apart, or say why in note: ambiguous: ..."
    return sources.fault(other.period.where, "shared-name", wrong, right, severity)


def _explained(period: Period) -> bool:
    return period.cells.get("note", "").startswith("ambiguous")


def _by(items: Iterable[_T], key: Callable[[_T], _K]) -> dict[_K, list[_T]]:
    grouped: dict[_K, list[_T]] = defaultdict(list)
    for item in items:
        grouped[key(item)].append(item)
    return grouped
