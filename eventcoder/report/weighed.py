"""What a learned coder weighed in a sentence, as lines a person reads on a terminal."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from eventcoder.report.direction import isolated

Row = Mapping[str, Any]
_PARTS: Final = (("event", "for an event at all"), ("root", "for its root code"), ("mixed", "beside the rules"))


def weighed_lines(told: Row, event_id: str | None = None) -> Iterator[str]:
    """Yield what was kept and what was not, likeliest first, each with the features that weighed most, in log odds.

    With an event id only its candidate shows its features.
    """
    yield ""
    yield f"weighed by {told['coder']} with model {told['model']}"
    if not told["proposals"]:
        yield "  nothing: the sentence was not parsed, or no candidate had a chance"
    for one in told["proposals"]:
        chance = f"{one['probability']:.2f}, needs {one['threshold']:.2f}"
        if told["coder"] == "hybrid":
            chance += f", rules {one['rule'] or 'silent'}"
        yield from _candidate(one, chance, full=event_id in (None, one["event_id"]) and one["kept"])


def _candidate(one: Row, chance: str, *, full: bool) -> Iterator[str]:
    kept = "kept" if one["kept"] else "not "
    ends = f"{one['source'] or '---'} -{one['code']}-> {one['target'] or '---'}"
    yield f"  {kept} {ends}  {one['name']}, by {isolated(one['trigger'])}: {chance}"
    if full:
        yield from (f"         {title}: {_weights(one[part])}" for part, title in _PARTS if one[part])


def _weights(weights: Sequence[Row]) -> str:
    return ", ".join(f"{isolated(one['feature'])} {one['log_odds']:+.2f}" for one in weights)
