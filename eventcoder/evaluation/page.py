"""Evaluation in one self-contained HTML page, and in lines for the terminal."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from eventcoder.evaluation.compare import Difference, confusion, faults
from eventcoder.evaluation.levels import DETECTION, FALSE_RATE
from eventcoder.evaluation.matching import LEVELS
from eventcoder.evaluation.scores import Scored
from eventcoder.evaluation.sheets import confusion_rows

_TEMPLATE: Final = "page.html.j2"
_SHOWN: Final = (DETECTION, "root", "code", "source", "target", "tuple", "tuple_exact", "tuple_date")


def evaluation_page(results: Mapping[str, Mapping[str, Any]], scored: Mapping[str, Scored], gold: Sequence[str]) -> str:
    """Return a page with the scores, confusions and errors of each coder; `results` holds evaluate's plain data."""
    loader = PackageLoader("eventcoder.evaluation", ".")
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template(_TEMPLATE).render(
        results=results,
        levels=(DETECTION, *LEVELS),
        gold=gold,
        confusions={name: confusion_rows(confusion(one)) for name, one in scored.items()},
        faults={name: list(faults(one)) for name, one in scored.items()},
    )


def score_lines(results: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """Yield the scores of coders as a table: over all, then by language."""
    yield (
        f"{'part':<6}{'coder':<16}{'n':>5}" + "".join(f"{level:>12}" for level in _SHOWN) + f"{'macro':>8}{'false':>12}"
    )
    parts = {"all": {name: one["all"] for name, one in results.items()}}
    for name, one in results.items():
        for language, found in one["language"].items():
            parts.setdefault(language, {})[name] = found
    for part, found in parts.items():
        for name, one in found.items():
            cells = "".join(f"{one[level]['f1']:>12.3f}" for level in _SHOWN)
            false = f"{one[FALSE_RATE]} of {one['negatives']}"
            yield f"{part:<6}{name[-15:]:<16}{one['sentences']:>5}{cells}{one['macro_f1']:>8.3f}{false:>12}"
    yield "F1. tuple: root code and both countries, tuple_exact: code and both actors, tuple_date: tuple and day."
    yield "macro: mean tuple F1 of the root codes; false: sentences without an event that got one."


def comparison_lines(told: Mapping[str, Mapping[str, Any]], names: Sequence[str]) -> Iterator[str]:
    """Yield a comparison of two coders as a table, one row a level."""
    yield f"{'level':<16}{names[0][-12:]:>13}{names[1][-12:]:>13}{'difference':>12}{'95 % interval':>18}" + (
        f"{'bootstrap p':>13}{'only right':>14}{'McNemar p':>11}"
    )
    for level, one in told.items():
        interval = f"{one['low']:+.3f} {one['high']:+.3f}"
        only = f"{one['only_right'][0]} / {one['only_right'][1]}"
        yield f"{level:<16}{one['f1'][0]:>13.3f}{one['f1'][1]:>13.3f}{one['difference']:>+12.3f}{interval:>18}" + (
            f"{one['p_bootstrap']:>13.3f}{only:>14}{one['p_mcnemar']:>11.3f}"
        )
    yield "F1; only right: sentences that the first, or the second, alone has wholly right at this level."


def difference_lines(differences: Sequence[Difference], most: int) -> Iterator[str]:
    """Yield the first sentences where two coders differ, with the gold; [*] marks the better one."""
    for one in differences[:most]:
        marks = {"first": ("*", " "), "second": (" ", "*")}.get(one.better, (" ", " "))
        yield ""
        yield f"{one.key} ({one.language}) {one.text}"
        yield f"    gold   {one.gold or 'nothing'}"
        yield f"  {marks[0]} first  {one.first or 'nothing'}"
        yield f"  {marks[1]} second {one.second or 'nothing'}"
    if len(differences) > most:
        yield f"\n{len(differences) - most} more; --out FOLDER writes all"
