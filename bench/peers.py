"""Code the validation records of the PETRARCH family with their own dictionaries and score the tuples.

    python bench/peers.py --records FILE.xml --dictionaries FOLDER [--errors OUT.csv]

Imports the actor and agent dictionaries of FOLDER, codes the text of every record marked for evaluation, and prints one
JSON line. A tuple is (source, code, target); `root_f1` compares the first two digits of the code. `right` is the share
of the expected events whose tuple is found, `extra` counts found tuples that are not expected.
"""

import argparse
import csv
import json
import tempfile
import time
from collections import Counter
from datetime import date
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from eventcoder.codebook.importers.petrarch import import_petrarch
from eventcoder.pipeline import Tools, load_tools, process
from eventcoder.types.text import Document

Tuple = tuple[str, str, str]


class Record(NamedTuple):
    """One validation record: its text, its day, and the events it must give."""

    name: str
    text: str
    day: date
    events: tuple[Tuple, ...]


def records(path: Path) -> list[Record]:
    """Return the records marked for evaluation; the file is no quite well-formed XML."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    root = etree.fromstring(path.read_bytes(), parser)
    found = []
    for sentence in root.iter("Sentence"):
        text = sentence.find("Text")
        if sentence.get("evaluate") != "true" or text is None:
            continue
        digits = sentence.get("date")
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
        events = tuple(
            (e.get("sourcecode", ""), e.get("eventcode", ""), e.get("targetcode", ""))
            for e in sentence.iter("EventCoding")
            if e.get("eventcode")
        )
        found.append(Record(sentence.get("id"), " ".join("".join(text.itertext()).split()), day, events))
    return found


def coded(record: Record, tools: Tools) -> tuple[Tuple, ...]:
    """Return the tuples of a record; events without a source or target are left out, as the peer does."""
    document = Document(record.name, record.text, "peers", published=record.day, language="en")
    events = process([document], tools).events
    found = ((e.source.code, e.code, e.target.code) for e in events if e.source and e.target)
    return tuple(dict.fromkeys(found))


def scores(pairs: list[tuple[tuple[Tuple, ...], tuple[Tuple, ...]]], name: str) -> dict[str, float]:
    """Return precision, recall and F1 of found against expected tuples, counted record by record."""
    right = sum(sum((Counter(wanted) & Counter(found)).values()) for wanted, found in pairs)
    wanted_all, found_all = (sum(len(pair[side]) for pair in pairs) for side in (0, 1))
    precision = right / found_all if found_all else 0.0
    recall = right / wanted_all if wanted_all else 0.0
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return {f"{name}_p": round(precision, 3), f"{name}_r": round(recall, 3), f"{name}_f1": round(f1, 3)}


def rooted(tuples: tuple[Tuple, ...]) -> tuple[Tuple, ...]:
    """Return the tuples with root codes, without repeats."""
    return tuple(dict.fromkeys((source, code[:2], target) for source, code, target in tuples))


def write_errors(path: Path, cases: list[Record], found: list[tuple[Tuple, ...]]) -> None:
    """Write the records that differ, expected tuples beside found ones."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("record", "expected", "found", "text"))
        for case, tuples in zip(cases, found, strict=True):
            if set(case.events) != set(tuples):
                shown = ("; ".join(" ".join(t) for t in side) for side in (case.events, tuples))
                writer.writerow((case.name, *shown, case.text))


def main() -> None:
    """Import, code, score and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=Path, required=True)
    parser.add_argument("--dictionaries", type=Path, required=True)
    parser.add_argument("--errors", type=Path)
    given = parser.parse_args()
    cases = records(given.records)
    with tempfile.TemporaryDirectory() as folder:
        report = import_petrarch(given.dictionaries, Path(folder) / "peer", "en")
        tools = load_tools(str(Path(folder) / "peer"), "rule", ["en"])
        coded(cases[0], tools)
        start = time.process_time()
        found = [coded(case, tools) for case in cases]
        seconds = time.process_time() - start
    pairs = [(case.events, tuples) for case, tuples in zip(cases, found, strict=True)]
    if given.errors:
        write_errors(given.errors, cases, found)
    result: dict[str, object] = {**scores(pairs, "tuple")}
    result["root_f1"] = scores([(rooted(a), rooted(b)) for a, b in pairs], "root")["root_f1"]
    result |= {
        "records": len(cases),
        "events": sum(len(case.events) for case in cases),
        "extra": sum(len(set(tuples) - set(wanted)) for wanted, tuples in pairs),
        "sentences_per_s": round(len(cases) / seconds, 1),
        "imported": report.carried,
        "left_behind": len(report.left),
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main()
