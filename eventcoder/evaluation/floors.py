"""Floors: the lowest scores a project accepts, set in its settings file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from eventcoder.errors import UsageError
from eventcoder.evaluation.levels import DETECTION, FALSE_RATE, LEVEL_NAMES, MACRO

_KNOWN: Final = (DETECTION, *LEVEL_NAMES, MACRO, FALSE_RATE)


@dataclass(frozen=True, slots=True)
class Floor:
    """The lowest F1 of a level in a part ("" for all, else a language), or the highest share of false sentences."""

    part: str
    level: str
    value: float


def floors_of(table: Any, where: str) -> tuple[Floor, ...]:
    """Return the floors of an [evaluation] table: scores by name, and tables of them by language.

    Raises UsageError for a score that has no such name or does not lie in 0 to 1.
    """
    if not isinstance(table, dict):
        raise UsageError(f"{where}: evaluation must be a table, written [evaluation]")
    return tuple(_floors(table, "", where))


def _floors(table: Mapping[str, Any], part: str, where: str) -> Iterator[Floor]:
    for name, value in table.items():
        if isinstance(value, dict) and not part:
            yield from _floors(value, name, where)
        elif name not in _KNOWN:
            raise UsageError(f"{where}: no score is called {name!r}; known: {', '.join(_KNOWN)}")
        elif isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 1:
            raise UsageError(f"{where}: the floor of {name} must lie in 0 to 1, not {value!r}")
        else:
            yield Floor(part, name, float(value))


def below(floors: tuple[Floor, ...], whole: Mapping[str, Any], languages: Mapping[str, Any]) -> list[str]:
    """Return in words which floors are not reached; a language without gold reaches none of its floors."""
    told = []
    for floor in floors:
        found = languages.get(floor.part) if floor.part else whole
        reached = _reached(found, floor.level) if found else 0.0
        fails = reached > floor.value if floor.level == FALSE_RATE and found else reached < floor.value or not found
        if fails:
            what = f"{floor.part} {floor.level}".strip()
            limit = "more than" if floor.level == FALSE_RATE else "below"
            told.append(f"{what} is {reached:.3f}, {limit} {floor.value:.3f}")
    return told


def _reached(report: Mapping[str, Any], level: str) -> float:
    if level == FALSE_RATE:
        return float(report[level] / report["negatives"]) if report["negatives"] else 0.0
    value = report[level]
    return float(value if level == MACRO else value["f1"])
