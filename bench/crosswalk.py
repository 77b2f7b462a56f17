"""Compare a codebook's CAMEO-to-PLOVER crosswalk with the table of the PLOVER project.

    python bench/crosswalk.py CAMEO2PLOVER.txt [--codebook plover] [--contexts]

Prints a line for every code whose type or mode differs (contexts too, when asked for), then one JSON line with counts.
"""

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from eventcoder.codebook.load import load_codebook
from eventcoder.types.codes import EventCode

_LINE = re.compile(r"\s*(\d{2,4})\s*:\s*([^#]*)")
NOTHING = "none"


class Crossed(NamedTuple):
    """What a CAMEO code becomes in PLOVER."""

    event_type: str
    mode: str
    contexts: frozenset[str]


def read_table(path: Path) -> dict[str, Crossed]:
    """Return the project's table by CAMEO code; of a code that stands twice the first line counts."""
    found: dict[str, Crossed] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        match = _LINE.match(line)
        if match:
            cells = [cell.strip() for cell in match.group(2).split(",")] + ["", ""]
            found.setdefault(match.group(1), Crossed(cells[0], cells[1], frozenset(cells[2].split())))
    return found


def ours(event: EventCode) -> Crossed:
    """Return what a code of ours becomes."""
    return Crossed(event.plover_type or "", event.plover_mode or "", frozenset(event.plover_contexts))


def differences(theirs: dict[str, Crossed], events: dict[str, EventCode], contexts: bool) -> Iterator[str]:
    """Yield a line for every code that differs."""
    for code, event in events.items():
        if not code.isdecimal() or not event.plover_type:
            continue
        mine, other = ours(event), theirs.get(code)
        if other is None:
            yield f"{code}\ttheirs: no line\tours: {mine.event_type} {mine.mode or NOTHING}\t{event.name}"
        elif mine[:2] != other[:2]:
            told = (f"{side.event_type} {side.mode or NOTHING}" for side in (other, mine))
            yield "{}\ttheirs: {}\tours: {}\t{}".format(code, *told, event.name)
        if contexts and other and mine.contexts != other.contexts:
            told = (" ".join(sorted(side.contexts)) or NOTHING for side in (other, mine))
            yield "{}\tcontexts: {}\tours: {}\t{}".format(code, *told, event.name)


def main() -> None:
    """Read, compare and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", type=Path)
    parser.add_argument("--codebook", default="plover")
    parser.add_argument("--contexts", action="store_true")
    given = parser.parse_args()
    theirs = read_table(given.table)
    events = dict(load_codebook(given.codebook).events)
    for line in differences(theirs, events, given.contexts):
        print(line)
    both = [(ours(event), theirs[code]) for code, event in events.items() if code in theirs and event.plover_type]
    counts = {
        "codes_in_both": len(both),
        "same_type": sum(mine.event_type == other.event_type for mine, other in both),
        "same_type_and_mode": sum(mine[:2] == other[:2] for mine, other in both),
        "same_contexts": sum(mine.contexts == other.contexts for mine, other in both),
        "only_theirs": sorted(theirs.keys() - {code for code, event in events.items() if event.plover_type}),
    }
    print(json.dumps(counts))


if __name__ == "__main__":
    main()
