"""One event told in three languages: counted against floors that only ever rise."""

import csv
import json
from pathlib import Path

import pytest

from eventcoder.pipeline import Tools, load_tools, process
from eventcoder.types.text import Document

ROOT = Path(__file__).parent.parent
FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text(encoding="utf-8"))["trilingual"]


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with (ROOT / "annotations/trilingual/events.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def tools() -> Tools:
    return load_tools("cameo", "rule")


def told(row: dict[str, str], language: str, tools: Tools) -> bool:
    """Return whether the event is found with its root and both countries, in either direction."""
    events = process([Document(row["id"], row[language], row["id"], language=language)], tools).events
    found = {(e.source.code[:3] if e.source else "", e.code[:2], e.target.code[:3] if e.target else "") for e in events}
    roots = {code[:2] for code in [row["code"], *row["code_alt"].split("|")] if code}
    source, target = row["source"][:3], row["target"][:3]
    return any({(source, root, target), (target, root, source)} & found for root in roots)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["ar", "tr", "en"])
def test_the_same_event_gives_the_same_tuple(language, rows, tools):
    missed = [row["id"] for row in rows if not told(row, language, tools)]
    assert len(rows) - len(missed) >= FLOORS[language], missed
