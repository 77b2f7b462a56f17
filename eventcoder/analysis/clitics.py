"""Learns from a treebank how Arabic words fall into clitics and stems."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from eventcoder.analysis.treebank import GoldSentence
from eventcoder.languages.ar.tokenizer_clitics import BUCKETS, Clitics, Weights

Floats = npt.NDArray[np.float64]
Indexes = npt.NDArray[np.int64]
Lesson = tuple[str, tuple[int, ...]]

# lessons are worth this much of a treebank word: they say what is possible, not how often it happens
LESSON_WORTH = 0.3
STEPS = 300
PACE = 0.1


class Choices(NamedTuple):
    """Words to learn from as arrays: a row of features for every split, splits of a word side by side."""

    features: Indexes
    starts: Indexes
    gold: Indexes
    worth: Floats


def gold_splits(sentences: Iterable[GoldSentence], scan: Any) -> Iterator[Lesson]:
    """Yield every Arabic word of a treebank with the lengths of its parts; `scan` matches an orthographic token."""
    for sentence in sentences:
        starts = {word.start for word in sentence.words}
        for match in scan.finditer(sentence.text):
            if "\u0620" <= match.group()[0] <= "\u064a":
                cuts = sorted({match.start()} | {start for start in starts if match.start() < start < match.end()})
                ends = [*cuts[1:], match.end()]
                yield match.group(), tuple(end - start for start, end in zip(cuts, ends, strict=True))


def lessons(data: dict[str, Any]) -> Iterator[Lesson]:
    """Yield the words of tokenizer.yaml's lessons, alone and behind every proclitic that fits them."""
    conjunctions, prepositions = data["proclitics"]["conjunctions"], data["proclitics"]["prepositions"]
    future, article = data["proclitics"]["future"], data["article"]
    words = data["lessons"]
    for word in {*words["perfects"], *words["imperfects"], *words["nouns"]}:
        yield word, (len(word),)
        yield from ((clitic + word, (1, len(word))) for clitic in conjunctions)
    for word in words["imperfects"]:
        yield future + word, (1, len(word))
        yield from ((clitic + future + word, (1, 1, len(word))) for clitic in conjunctions)
    for word in words["nouns"]:
        definite = article + word
        yield definite, (len(definite),)
        yield from ((clitic + definite, (1, len(definite))) for clitic in conjunctions)
        yield from ((clitic + word, (1, len(word))) for clitic in prepositions[:2])
        yield "ب" + definite, (1, len(definite))
        yield "ل" + definite[1:], (1, len(definite) - 1)


def train_clitics(clitics: Clitics, gold: Iterable[Lesson], taught: Iterable[Lesson], penalty: float = 0.3) -> Weights:
    """Return the weights that make the gold splits likeliest, shrunk by `penalty` on their squares."""
    counts: Counter[Lesson] = Counter(gold)
    worth = {lesson: float(count) for lesson, count in counts.items()}
    for lesson in taught:
        worth.setdefault(lesson, LESSON_WORTH)
    return np.asarray(_lowest(_choices(clitics, worth), penalty), dtype=np.float32)


def _lowest(choices: Choices, penalty: float) -> Floats:
    """Return the weights of least loss, by Adam on all choices at once: the loss is convex."""
    weights, mean, square = np.zeros(BUCKETS), np.zeros(BUCKETS), np.zeros(BUCKETS)
    for step in range(1, STEPS + 1):
        gradient = _loss_gradient(weights, choices, penalty)
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.99 * square + 0.01 * gradient * gradient
        pace = PACE * (1 - step / (STEPS + 1)) * (1 - 0.99**step) ** 0.5 / (1 - 0.9**step)
        weights -= pace * mean / (np.sqrt(square) + 1e-8)
    return weights


def _choices(clitics: Clitics, worth: dict[Lesson, float]) -> Choices:
    features: list[list[int]] = []
    starts, gold, kept = [0], list[int](), list[float]()
    for (word, lengths), value in worth.items():
        splits = list(clitics.splits(word))
        fitting = [index for index, split in enumerate(splits) if split.lengths == lengths]
        if len(splits) > 1 and fitting:
            gold.append(starts[-1] + fitting[0])
            features += [clitics.features(word, split) for split in splits]
            starts.append(len(features))
            kept.append(value)
    return Choices(np.array(features), np.array(starts), np.array(gold), np.array(kept))


def _loss_gradient(weights: Floats, choices: Choices, penalty: float) -> Floats:
    """Return the gradient of the negative log likelihood plus the penalty."""
    starts = choices.starts
    owner = np.repeat(np.arange(len(choices.gold)), np.diff(starts))
    scores = weights[choices.features].sum(axis=1)
    raised = np.exp(scores - np.maximum.reduceat(scores, starts[:-1])[owner])
    excess = raised / np.add.reduceat(raised, starts[:-1])[owner] * choices.worth[owner]
    excess[choices.gold] -= choices.worth
    copies = np.repeat(excess, choices.features.shape[1])
    gradient = np.bincount(choices.features.ravel(), copies, minlength=BUCKETS).astype(np.float64)
    return gradient + penalty * weights


def save_clitics(weights: Weights, path: Path) -> None:
    """Write the weights in half precision to a compressed numpy file."""
    np.savez_compressed(path, weights=weights.astype(np.float16))


def split_scores(gold: Sequence[Lesson], found: Sequence[tuple[int, ...]]) -> dict[str, float]:
    """Return the share of words split exactly, and precision, recall and F1 of the cuts."""
    exact = right = wanted = given = 0
    for (_, lengths), guess in zip(gold, found, strict=True):
        cuts, guesses = (set(np.cumsum(parts)[:-1].tolist()) for parts in (lengths, guess))
        exact += lengths == guess
        right, wanted, given = right + len(cuts & guesses), wanted + len(cuts), given + len(guesses)
    return {
        "exact": exact / len(gold),
        "precision": right / max(given, 1),
        "recall": right / max(wanted, 1),
        "f1": 2 * right / max(wanted + given, 1),
    }
