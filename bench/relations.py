"""Train and score relation classifiers on sentences with marked source and target; print one JSON line.

    python bench/relations.py --train TRAIN.jsonl --test TEST.jsonl [--encoder e5|use|FOLDER]
    python bench/relations.py --train TRAIN.jsonl --folds 5 [--encoder e5|use|FOLDER]
    python bench/relations.py --train TRAIN.jsonl --hold 300 [--encoder e5|use|FOLDER]

Records have `marked` (the English sentence with <s>, </s>, <t>, </t>), `gold_root` (PLOVER type) and `gold_quad` (1 to
4). With --folds the training file is scored by cross-validation, with --hold so many of its records, drawn at random,
are kept apart and scored. Logistic regressions over words and characters, the
words between the two, and what clauses and codebook patterns say are averaged; an encoder adds another over sentence
embeddings. sentences/s is of everything from text to label; like the seconds to train it is measured in CPU time, which
on a quiet core is the time that passes.
"""

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from relation_features import Analyser, Marked, unmarked
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedKFold

from eventcoder.coders.encoders import Encoder, load_encoder

Rows = list[dict[str, Any]]
CONFLICT = "3"


def same(value: Any) -> Any:
    """Return features that are already a list of strings."""
    return value


class Views:
    """The sparse views of a sentence: text, words between the parties, analysis."""

    def __init__(self) -> None:
        """Make one vectoriser a view."""
        words = {"sublinear_tf": True, "min_df": 2}
        self._text = [
            TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), **words),
            TfidfVectorizer(ngram_range=(1, 2), **words),
        ]
        self._between = TfidfVectorizer(ngram_range=(1, 3), sublinear_tf=True)
        self._analysis = [TfidfVectorizer(analyzer=same, binary=True, min_df=2) for _ in range(3)]

    def fit(self, sentences: Sequence[Marked], features: Sequence[list[str]]) -> list[csr_matrix]:
        """Learn the vocabularies and return the views."""
        return self._views(sentences, features, "fit_transform")

    def of(self, sentences: Sequence[Marked], features: Sequence[list[str]]) -> list[csr_matrix]:
        """Return the views: all together, and analysis alone."""
        return self._views(sentences, features, "transform")

    def _views(self, sentences: Sequence[Marked], features: Sequence[list[str]], method: str) -> list[csr_matrix]:
        texts = [one.text for one in sentences]
        made = [getattr(one, method)(texts) for one in self._text]
        made.append(getattr(self._between, method)([one.between for one in sentences]))
        choices: list[Callable[[str], bool]] = [_is_pattern, _is_other, _is_fit]
        chosen = [[list(filter(wanted, one)) for one in features] for wanted in choices]
        analysis = [getattr(v, method)(one) for v, one in zip(self._analysis, chosen, strict=True)]
        return [hstack([*made, *analysis]).tocsr(), hstack(analysis).tocsr()]


def _is_pattern(feature: str) -> bool:
    return feature.startswith("any")


def _is_other(feature: str) -> bool:
    return not _is_pattern(feature)


def _is_fit(feature: str) -> bool:
    return feature.startswith(("fit", "party_fit", "party_code", "operator", "governor_op", "roles", "party_state"))


class Remembering:
    """An encoder that encodes no text twice, since folds share their texts."""

    def __init__(self, encoder: Encoder) -> None:
        """Take a loaded encoder."""
        self._encoder = encoder
        self._known: dict[str, np.ndarray] = {}

    def __call__(self, texts: Sequence[str]) -> np.ndarray:
        """Return a vector a text."""
        new = [one for one in dict.fromkeys(texts) if one not in self._known]
        if new:
            self._known |= dict(zip(new, self._encoder(new), strict=True))
        return np.array([self._known[one] for one in texts])


class Classifier:
    """An average of logistic regressions over views of a sentence."""

    def __init__(self, analyser: Analyser, embed: Remembering | None, analysis_alone: bool = True) -> None:
        """Take what analyses sentences, an encoder or None, and whether one member sees nothing but the analysis."""
        self._analyser, self._embed = analyser, embed
        self._sparse = slice(None if analysis_alone else 1)
        self._views = Views()
        self._models: list[LogisticRegression] = []
        self.classes: np.ndarray = np.empty(0)

    def fit(self, sentences: Sequence[Marked], labels: Sequence[str]) -> None:
        """Train all members."""
        sparse = self._views.fit(sentences, self._analyser.features(sentences))[self._sparse]
        views = [*((view, 10.0) for view in sparse), *((view, 30.0) for view in self._dense(sentences))]
        self._models = []
        for view, strength in views:
            model = LogisticRegression(C=strength, class_weight="balanced", max_iter=500)
            self._models.append(model.fit(view, labels))
        self.classes = self._models[0].classes_

    def probabilities(self, sentences: Sequence[Marked]) -> np.ndarray:
        """Return the average probability of each class."""
        sparse = self._views.of(sentences, self._analyser.features(sentences))[self._sparse]
        views = [*sparse, *self._dense(sentences)]
        return np.mean([m.predict_proba(view) for m, view in zip(self._models, views, strict=True)], axis=0)

    def _dense(self, sentences: Sequence[Marked]) -> list[np.ndarray]:
        if self._embed is None:
            return []
        whole = self._embed([one.text for one in sentences])
        between = self._embed([one.between for one in sentences])
        return [np.hstack([whole, between])]


def scores(rows: Rows, found: Sequence[str], quads: dict[str, str]) -> dict[str, float]:
    """Return macro-F1 of roots, quad classes, and cooperation or conflict."""
    gold_quads, found_quads = [str(row["gold_quad"]) for row in rows], [quads[label] for label in found]
    sides = [[quad >= CONFLICT for quad in own] for own in (gold_quads, found_quads)]
    gold = [row["gold_root"] for row in rows]
    return {
        "root_macro_f1": round(float(f1_score(gold, found, average="macro")), 4),
        "root_accuracy": round(float(np.mean([a == b for a, b in zip(gold, found, strict=True)])), 4),
        "quad_macro_f1": round(float(f1_score(gold_quads, found_quads, average="macro")), 4),
        "binary_macro_f1": round(float(f1_score(*sides, average="macro")), 4),
    }


def _fitted(rows: Rows, model: Classifier) -> None:
    model.fit([unmarked(row["marked"]) for row in rows], [row["gold_root"] for row in rows])


def _found(rows: Rows, model: Classifier) -> list[str]:
    shares = model.probabilities([unmarked(row["marked"]) for row in rows])
    return [str(model.classes[at]) for at in shares.argmax(axis=1)]


def _quads(rows: Rows) -> dict[str, str]:
    counts: dict[str, Counter[str]] = {}
    for row in rows:
        counts.setdefault(row["gold_root"], Counter())[str(row["gold_quad"])] += 1
    return {root: count.most_common(1)[0][0] for root, count in counts.items()}


def main() -> None:
    """Train, score, print."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--train", type=Path, required=True)
    arguments.add_argument("--test", type=Path)
    arguments.add_argument("--folds", type=int, default=5)
    arguments.add_argument("--hold", type=int, help="score so many records kept apart at random instead")
    arguments.add_argument("--encoder", help="e5, use, or a folder with a transformer in ONNX")
    options = arguments.parse_args()
    train: Rows = [json.loads(line) for line in options.train.open(encoding="utf-8")]
    started = time.process_time()
    analyser = Analyser("en")
    embed = Remembering(load_encoder(options.encoder)) if options.encoder else None
    test: Rows = [json.loads(line) for line in options.test.open(encoding="utf-8")] if options.test else []
    if options.hold:
        random.Random(0).shuffle(train)
        train, test = train[options.hold :], train[: options.hold]
    if not test:
        found = [""] * len(train)
        folds = StratifiedKFold(options.folds, shuffle=True, random_state=0)
        for inside, outside in folds.split(train, [row["gold_root"] for row in train]):
            model = Classifier(analyser, embed)
            _fitted([train[i] for i in inside], model)
            for at, label in zip(outside, _found([train[i] for i in outside], model), strict=True):
                found[at] = label
        told = {**scores(train, found, _quads(train)), "encoder": options.encoder}
        print(json.dumps({"folds": options.folds, **told}))
        return
    model = Classifier(analyser, embed)
    _fitted(train, model)
    trained = time.process_time()
    found = _found(test, model)
    speed = len(test) / (time.process_time() - trained)
    figures = {"sentences_per_second": round(speed, 1), "seconds_to_train": round(trained - started, 1)}
    print(json.dumps({**scores(test, found, _quads(train)), **figures, "encoder": options.encoder}))


if __name__ == "__main__":
    main()
