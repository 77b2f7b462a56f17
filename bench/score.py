"""Score a coder on gold files with a scorer given by path, and print one Markdown table.

    python bench/score.py SCORER.py GOLD.jsonl [GOLD.jsonl ...] [--coder rule] [--part test] [--errors errors.csv]

Every row of a GOLD file (`id`, `text`, `lang`, `doc_date` or `date`) goes in as a document of its own. SCORER.py takes
PREDICTIONS and GOLD and prints one JSON line; for hand-coded tuples it is called with --strict too. The table has
precision,
recall and F1 of detection, root, and root with countries, lenient, then the strict F1 of root with countries and of
the exact
tuple, and how many negative sentences got an event. --errors writes every sentence with a miss or a false tuple.
"""

import argparse
import csv
import hashlib
import json
import subprocess
import sys
import tempfile
from collections import Counter
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from eventcoder.pipeline import Tools, load_tools, process
from eventcoder.types.events import Event
from eventcoder.types.text import Document

Rows = list[dict[str, Any]]


def predicted(rows: Rows, tools: Tools) -> Rows:
    """Return one prediction a coded event, as the scorer reads it."""
    found: Rows = []
    for start in range(0, len(rows), 256):
        documents = [_document(row) for row in rows[start : start + 256]]
        found += [_prediction(event) for event in process(documents, tools).events]
    return found


def _document(row: dict[str, Any]) -> Document:
    day = row.get("doc_date") or row.get("date")
    published = date.fromisoformat(day) if day else None
    return Document(str(row["id"]), row["text"], str(row["id"]), published=published, language=row["lang"])


def _prediction(event: Event) -> dict[str, Any]:
    return {
        "id": event.sentence.doc_id,
        "source_actor": event.source.code if event.source else "",
        "target_actor": event.target.code if event.target else "",
        "event_code": event.code,
        "event_date": event.when.day.isoformat() if event.when else "",
    }


def scored(scorer: Path, predictions: Path, gold: Path, *flags: str) -> dict[str, Any]:
    """Return the JSON line the scorer prints."""
    printed = subprocess.check_output([sys.executable, str(scorer), str(predictions), str(gold), *flags], text=True)
    result: dict[str, Any] = json.loads(printed)
    return result


def line(gold: Path, rows: Rows, predictions: Rows, scorer: Path) -> list[str]:
    """Return the rows of the table for one gold file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "predictions.jsonl"
        path.write_text("".join(json.dumps(p, ensure_ascii=False) + "\n" for p in predictions), encoding="utf-8")
        lenient = scored(scorer, path, gold)
        if lenient["kind"] == "label":
            return [
                f"| {gold.stem} | {len(rows)} | macro F1 {lenient['macro_f1']:.3f} accuracy {lenient['accuracy']:.3f} |"
            ]
        if lenient["kind"] == "detection":
            kinds = [kind for kind, value in lenient.items() if isinstance(value, dict)]
            return [f"| {gold.stem} {kind} | {len(rows)} | {_prf(lenient[kind])} |" for kind in kinds]
        strict = scored(scorer, path, gold, "--strict")
    cells = [_prf(lenient[key]) for key in ("detection", "root", "tuple_root_country")]
    cells += [f"{strict[key]['f1']:.2f}" for key in ("tuple_root_country", "tuple_exact")]
    coded = {p["id"] for p in predictions}
    negatives = [row["id"] for row in rows if row.get("negative") and not row.get("tuples")]
    cells.append(f"{sum(name in coded for name in negatives)} of {len(negatives)}")
    return [f"| {gold.stem} | {len(rows)} | {' | '.join(cells)} |"]


def _prf(score: dict[str, float]) -> str:
    return f"{score['p']:.2f} {score['r']:.2f} {score['f1']:.2f}"


def errors(gold: Path, rows: Rows, predictions: Rows) -> list[list[str]]:
    """Return the sentences whose tuples are not exactly the gold ones, gold beside predicted."""
    by_id: dict[str, list[str]] = {}
    for p in predictions:
        by_id.setdefault(p["id"], []).append(f"{p['source_actor']} {p['event_code']} {p['target_actor']}")
    found = []
    for row in rows:
        required = [t for t in row.get("tuples", []) if not t.get("optional") and not t.get("mirror")]
        want = sorted(f"{t['source_code']} {t['code']} {t['target_code']}" for t in required)
        got = sorted(by_id.get(str(row["id"]), []))
        if want != got:
            found.append([gold.stem, str(row["id"]), row["text"], "; ".join(want), "; ".join(got)])
    return found


def error_classes(missed: list[list[str]]) -> list[str]:
    """Return, for each file, how its wrong sentences are wrong; roots and countries are compared, strictly."""
    found: dict[str, Counter[str]] = {}
    for file, _, _, gold, got in missed:
        wanted, predicted = ([t.split(" ") for t in cell.split("; ") if cell] for cell in (gold, got))
        counts = found.setdefault(file, Counter())
        counts["event on a sentence without one"] += len(predicted) if not wanted else 0
        for source, code, target in wanted:
            same = [p for p in predicted if p[1][:2] == code[:2]]
            counts[_class(source, target, same, bool(predicted))] += 1
    return [f"- {file}: " + ", ".join(f"{n} {kind}" for kind, n in c.most_common() if n) for file, c in found.items()]


def _class(source: str, target: str, same: list[list[str]], any_event: bool) -> str:
    if not same:
        return "another event found, this one not" if any_event else "nothing found in the sentence"
    left = any(p[0][:3] == source[:3] for p in same)
    right = any(p[2][:3] == target[:3] for p in same)
    sides = {(True, True): "full code or role differs", (False, True): "source", (True, False): "target"}
    return sides.get((left, right), "both sides") + ("" if left and right else " wrong or missing")


def _part(gold: Path, part: str | None) -> Path:
    """Return a file with the sentences of one part of the split in annotations/README.md; the file itself for None."""
    if part is None:
        return gold
    path = Path(tempfile.mkdtemp()) / f"{gold.stem}_{part}.jsonl"
    lines = gold.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(x for x in lines if (_first_byte(x) < 51) == (part == "test")), encoding="utf-8")
    return path


def _first_byte(line: str) -> int:
    return hashlib.sha256(json.loads(line)["text"].encode("utf-8")).digest()[0]


def main() -> None:
    """Code the gold files and print the table."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("scorer", type=Path)
    arguments.add_argument("gold", nargs="+", type=Path)
    arguments.add_argument("--coder", default="rule")
    arguments.add_argument("--codebook", default="cameo")
    arguments.add_argument("--errors", type=Path)
    arguments.add_argument("--part", choices=("train", "test"), help="of sentences split as annotations/README.md says")
    options = arguments.parse_args()
    tools = load_tools(options.codebook, options.coder)
    print("| file | rows | detection P R F1 | root P R F1 | root+countries P R F1 | strict | exact strict | false |")
    print("|---|---|---|---|---|---|---|---|")
    missed: list[list[str]] = []
    for gold in map(partial(_part, part=options.part), options.gold):
        rows = [json.loads(text) for text in gold.open(encoding="utf-8")]
        predictions = predicted(rows, tools)
        print("\n".join(line(gold, rows, predictions, options.scorer)), flush=True)
        missed += errors(gold, rows, predictions)
    print("\nHow the wrong sentences are wrong:\n\n" + "\n".join(error_classes(missed)))
    if options.errors:
        with options.errors.open("w", encoding="utf-8-sig", newline="") as out:
            csv.writer(out).writerows([["file", "id", "text", "gold", "predicted"], *missed])


if __name__ == "__main__":
    main()
