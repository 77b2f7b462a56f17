"""What training tells in the terminal, and the model card as a page of Markdown."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_LEVELS = ("detection", "root", "code", "tuple", "tuple_exact")


def card_lines(card: Mapping[str, Any]) -> Iterator[str]:
    """Yield the scores of a model card as a table, then its calibration."""
    yield f"{'test part':<12}{'coder':<8}{'n':>5}" + "".join(f"{level:>13}" for level in _LEVELS) + f"{'false':>10}"
    scores = card["test"]["scores"]
    for part in scores["rule"]:
        for coder in scores:
            one = scores[coder][part]
            cells = "".join(f"{one[level]['f1']:>13.3f}" for level in _LEVELS)
            false = f"{one['negatives_with_event']} of {one['negatives']}"
            yield f"{part:<12}{coder:<8}{one['sentences']:>5}{cells}{false:>10}"
    for coder, one in card["test"]["calibration"].items():
        yield f"{coder}: expected calibration error {one['expected_calibration_error']:.3f} on {one['events']} events"


def curve_lines(points: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield a learning curve as a table."""
    if points:
        yield "".join(f"{name:>20}" for name in points[0])
    for point in points:
        yield "".join(f"{value:>20.3f}" if isinstance(value, float) else f"{value:>20}" for value in point.values())


def card_page(card: Mapping[str, Any]) -> str:
    """Return a model card as Markdown: use, data, scores, calibration with its reliability table, limits."""
    lines = [
        f"# {card['name']}",
        "",
        card["use"],
        "",
        f"Licence: {card['licence']}. Trained by eventcoder {card['eventcoder']} on codebook "
        f"{card['codebook']['name']} {card['codebook']['version']}.",
        "",
        *_data(card),
        *_scores(card["test"]["scores"]),
        *_calibration(card),
        "## Limits",
        "",
        *(f"- {limit}" for limit in card["limits"]),
    ]
    return "\n".join(lines) + "\n"


def _data(card: Mapping[str, Any]) -> Iterator[str]:
    yield "## Data"
    yield ""
    for one in card["data"]:
        yield f"- `{one['file']}`, SHA-256 `{one['sha256']}`"
    told = ", ".join(f"{count} {kind}" for kind, count in card["sentences"].items())
    yield f"- sentences learned from: {told}; weights {card['weights']}"
    if encoder := card.get("encoder"):
        yield f"- needs the encoder `{encoder['name']}`, SHA-256 `{encoder['sha256']}`"
    yield f"- libraries: {', '.join(f'{name} {number}' for name, number in card['libraries'].items())}"
    yield ""


def _scores(scores: Mapping[str, Any]) -> Iterator[str]:
    yield "## Scores on the test part"
    yield ""
    yield "F1 with accepted alternatives, 95 % interval of the tuple; `false`: sentences without an event that got one."
    yield ""
    yield "| part | coder | sentences | " + " | ".join(_LEVELS) + " | interval | strict tuple | false |"
    yield "|---" * (len(_LEVELS) + 6) + "|"
    for part in scores["rule"]:
        for coder in scores:
            one = scores[coder][part]
            cells = " | ".join(f"{one[level]['f1']:.3f}" for level in _LEVELS)
            interval = f"{one['tuple']['low']:.2f}-{one['tuple']['high']:.2f}"
            false = f"{one['negatives_with_event']} of {one['negatives']}"
            rest = f"{interval} | {one['strict_tuple_f1']:.3f} | {false}"
            yield f"| {part} | {coder} | {one['sentences']} | {cells} | {rest} |"
    yield ""


def _calibration(card: Mapping[str, Any]) -> Iterator[str]:
    yield "## Calibration"
    yield ""
    for coder, one in card["test"]["calibration"].items():
        held = card["held_out"][coder]
        yield (
            f"`{coder}`: expected calibration error {one['expected_calibration_error']:.3f} on {one['events']} events "
            f"of the test part, {held['expected_calibration_error']:.3f} on {held['events']} held out of the rest. "
            f"Events are kept from probability {held['threshold']}; thresholds for a precision on held-out sentences: "
            f"{held['threshold_for_precision']}."
        )
        yield ""
        yield "| probability | share right | events | |"
        yield "|---|---|---|---|"
        for bar in one["bins"]:
            drawn = "#" * round(20 * bar["right"])
            yield f"| {bar['probability']:.2f} | {bar['right']:.2f} | {bar['events']} | `{drawn:<20}` |"
        yield ""
