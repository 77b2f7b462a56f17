"""Train and score the detection of one event type in Arabic sentences; print one JSON line a type.

    python bench/gsr.py GSR.jsonl [--test TEST.jsonl] [--encoder e5|use|FOLDER]

Records have `id`, `text`, `event_type` (ASSAULT or PROTEST) and `label` (yes, easy no, difficult no, ambiguous); the
ambiguous are left out. Without --test, three documents in ten, by a hash of the document's name, are held out. The
classifier is that of bench/relations.py without marked parties and without the member over analysis alone; its
threshold comes from cross-validation on the training part, whole documents at a time. `one_annotator_f1` is what a
single one of the annotators, whose votes are in `accept` and `total`, is expected to reach on the scored records.
"""

import argparse
import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
from relation_features import Analyser, Marked
from relations import Classifier, Remembering
from sklearn.metrics import precision_recall_fscore_support
from sklearn.model_selection import StratifiedGroupKFold

from eventcoder.coders.encoders import load_encoder

Rows = list[dict[str, Any]]
YES = "yes"
TEST_BELOW = 77  # of 256, about three in ten
FOLDS = 4
GRID = np.arange(0.1, 0.9, 0.02)


def held_out(row: dict[str, Any]) -> bool:
    """Return whether a record's document is held out; all its sentences go together."""
    return hashlib.sha256(document(row).encode()).digest()[0] < TEST_BELOW


def document(row: dict[str, Any]) -> str:
    """Return the name of a record's document."""
    return str(row["id"]).rpartition("-")[0] or str(row["id"])


def one_annotator(rows: Rows) -> float:
    """Return the F1 that one annotator drawn from those of each record is expected to reach."""
    votes = np.array([row["accept"] / row["total"] for row in rows])
    truth = np.array([row["label"] == YES for row in rows])
    return float(2 * votes[truth].sum() / (votes.sum() + truth.sum()))


def probabilities(train: Rows, test: Rows, analyser: Analyser, embed: Remembering | None) -> np.ndarray:
    """Return the probability of the event in each test record."""
    model = Classifier(analyser, embed, analysis_alone=False)
    model.fit([_plain(row) for row in train], ["yes" if row["label"] == YES else "no" for row in train])
    return model.probabilities([_plain(row) for row in test])[:, list(model.classes).index("yes")]


def _plain(row: dict[str, Any]) -> Marked:
    return Marked(row["text"], None, None)


def threshold(train: Rows, analyser: Analyser, embed: Remembering | None) -> float:
    """Return the threshold with the best F1 in cross-validation."""
    truth = np.array([row["label"] == YES for row in train])
    found = np.zeros(len(train))
    folds = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=0)
    for inside, outside in folds.split(train, truth, [document(row) for row in train]):
        parts = ([train[i] for i in inside], [train[i] for i in outside])
        found[outside] = probabilities(*parts, analyser, embed)
    return float(max(GRID, key=lambda at: _prf(truth, found >= at)[2]))


def _prf(truth: np.ndarray, found: np.ndarray) -> tuple[float, float, float]:
    scores = precision_recall_fscore_support(truth, found, average="binary", zero_division=0.0)
    return float(scores[0]), float(scores[1]), float(scores[2])


def main() -> None:
    """Train, score, print."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("train", type=Path)
    arguments.add_argument("--test", type=Path)
    arguments.add_argument("--encoder", help="e5, use, or a folder with a transformer in ONNX")
    options = arguments.parse_args()
    rows: Rows = [json.loads(line) for line in options.train.open(encoding="utf-8")]
    test: Rows = [json.loads(line) for line in options.test.open(encoding="utf-8")] if options.test else []
    train = rows if test else [row for row in rows if not held_out(row)]
    test = test or [row for row in rows if held_out(row)]
    analyser, embed = Analyser("ar"), Remembering(load_encoder(options.encoder)) if options.encoder else None
    for kind in sorted({row["event_type"] for row in rows}):
        parts = [[r for r in part if r["event_type"] == kind and r["label"] != "ambiguous"] for part in (train, test)]
        at = threshold(parts[0], analyser, embed)
        yes = probabilities(*parts, analyser, embed) >= at
        precision, recall, f1 = _prf(np.array([row["label"] == YES for row in parts[1]]), yes)
        told = {"event_type": kind, "train": len(parts[0]), "test": len(parts[1]), "threshold": round(at, 2)}
        found = {"precision": precision, "recall": recall, "f1": f1, "one_annotator_f1": one_annotator(parts[1])}
        print(json.dumps({**told, **{name: round(value, 4) for name, value in found.items()}}))


if __name__ == "__main__":
    main()
