"""What `annotate agreement` prints: coefficients by variable and language, confusions, sentences in dispute."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

_CONFUSIONS: Final = 10
_SENTENCES: Final = 5


def agreement_lines(found: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of a report, given what Agreement.to_json returns."""
    shown: tuple[str, ...] = ()
    for one in found["measured"]:
        names = tuple(one["annotators"])
        if names != shown:
            shown = names
            yield f"{', '.join(names)}"
            yield f"  {'':<9}{'':<9}{'units':>6}  {'same':>5}  {'alpha':<20} {'alpha, near roots':<20} kappa"
        if one["alpha"]["units"]:
            yield _row(one)
    differing = [one for one in found["confusions"] if one["one"] != one["other"]]
    if differing:
        yield "codes given to one event"
        yield from (f"  {one['one']:<6}{one['other']:<6}{one['count']:>5}" for one in differing[:_CONFUSIONS])
    if found["sentences"]:
        yield "most disagreed on"
    for unit in found["sentences"][:_SENTENCES]:
        yield f"  {unit['text']}"
        for event in unit["events"]:
            yield "    " + "; ".join(f"{name}: {answer}" for name, answer in event.items())


def _row(one: Mapping[str, Any]) -> str:
    alpha, near, kappa = (_coefficient(one[name]) for name in ("alpha", "near_alpha", "kappa"))
    units, same = one["alpha"]["units"], one["alpha"]["observed"]
    head = f"  {one['variable']:<9}{one['language']:<9}{units:>6}  {same:>5.0%}"
    return f"{head}  {alpha:<20} {near:<20} {kappa}".rstrip()


def _coefficient(one: Mapping[str, Any] | None) -> str:
    if one is None:
        return ""
    if one["value"] is None:
        return "no variation"
    interval = f" [{one['low']:.2f}, {one['high']:.2f}]" if one["low"] is not None else ""
    return f"{one['value']:.2f}{interval}"
