"""Show which sentences teach the model most when a person labels them; print one table.

    python bench/active.py [GOLD.jsonl ...] [--start 100] [--step 150] [--steps 3] [--seeds 5] [--strategy NAME ...]

The training part of the gold is cut anew for each seed: two thirds play the unlabelled pool, one third is scored on.
From the same random start each strategy asks for the sentences it wants to have labelled, `step` at a time. The score
is F1 of whole tuples (root code, both countries) of the model coder at the best threshold; the figures are means over
the seeds, the differences to `random` with their standard error over the seeds.
"""

import argparse
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa

from eventcoder.annotation.sample import Drawing, draw
from eventcoder.codebook.load import load_codebook
from eventcoder.coders.model.decide import Judge, Proposal, View, chosen
from eventcoder.coders.model.features import SceneFeatures
from eventcoder.evaluation.gold import GoldSentence, read_gold
from eventcoder.evaluation.matching import LEVELS, match
from eventcoder.training.calibrate import legal, predicted_of
from eventcoder.training.fit import fit_judge, rows_of
from eventcoder.training.gather import Gathered, gather
from eventcoder.training.material import GOLD, Material, Weights, shipped_gold, split

CODEBOOK = "cameo"
GRID = tuple(np.arange(0.1, 0.8, 0.1))
LOWEST = 0.05
KEPT = 0.3
POOL = 2 / 3
Seen = list[tuple[Gathered, list[View]]]


class Sentences:
    """Gathered sentences with their features and training rows, by key of the gold sentence, read once."""

    def __init__(self, gold: Sequence[GoldSentence]) -> None:
        """Parse the sentences and lay the rules over them."""
        self.keys = sorted(one.key for one in gold)
        self.codes = load_codebook(CODEBOOK).events
        self._scenes: dict[str, list[tuple[Gathered, SceneFeatures]]] = {key: [] for key in self.keys}
        for one in gather([Material(one, GOLD) for one in gold], CODEBOOK)[0]:
            self._scenes[one.material.sentence.key].append((one, SceneFeatures(one.opinion.scene)))
        # roots stand for codes here: only roots are scored, and the head for codes takes most of the time
        self._rows = {
            key: [replace(r, code=r.code[:2]) for one, _ in own for r in rows_of(one, Weights())]
            for key, own in self._scenes.items()
        }

    def judge(self, labelled: Sequence[str]) -> Judge:
        """Return a judge trained on these sentences."""
        return fit_judge([row for key in labelled for row in self._rows[key]])

    def seen(self, judge: Judge, key: str) -> Seen:
        """Return the scenes of a sentence with the views of a judge."""
        return [(one, judge.views(one.opinion.scene, one.opinion.events, known)) for one, known in self._scenes[key]]

    def f1(self, judge: Judge, keys: Sequence[str]) -> float:
        """Return the F1 of whole tuples at the best threshold."""
        seen = [
            (one, legal(judge.proposals(views), self.codes)) for key in keys for one, views in self.seen(judge, key)
        ]
        return max(_f1(seen, threshold) for threshold in GRID)


def _f1(seen: Sequence[tuple[Gathered, list[Proposal]]], threshold: float) -> float:
    counts = np.zeros(3)
    for one, proposals in seen:
        scene = one.opinion.scene
        events = [predicted_of(scene, p.triple, p.code) for p in chosen(scene, proposals, threshold)]
        counts += match(events, one.material.sentence.tuples, LEVELS["tuple"]).counts
    return float(2 * counts[0] / max(2 * counts[0] + counts[1] + counts[2], 1))


def _likely(judge: Judge, seen: Seen) -> Iterator[tuple[Gathered, Proposal]]:
    """Yield the proposals of a sentence that do not repeat each other, with what they were made of."""
    for one, views in seen:
        yield from ((one, p) for p in chosen(one.opinion.scene, judge.proposals(views), LOWEST))


def doubt(judge: Judge, seen: Seen) -> float:
    """Return how near to even odds the most doubtful candidate is."""
    proposals = [p for _, views in seen for p in judge.proposals(views)]
    return max((-abs(p.probability - 0.5) for p in proposals), default=-0.5)


def errors(judge: Judge, seen: Seen) -> float:
    """Return how many wrong decisions are to be expected: the sum of the smaller of the two probabilities."""
    return sum(min(p.probability, 1 - p.probability) for _, p in _likely(judge, seen))


def events(judge: Judge, seen: Seen) -> float:
    """Return how many events are to be expected."""
    return sum(p.probability for _, p in _likely(judge, seen))


def differences(judge: Judge, seen: Seen) -> float:
    """Return how many decisions of model and rules are to be expected to differ."""
    total = 0.0
    for one, p in _likely(judge, seen):
        total += 1 - p.probability if (p.triple, p.root) in one.opinion.trusted else p.probability
    return total


STRATEGIES: dict[str, Callable[[Judge, Seen], float]] = {
    "doubt": doubt,
    "errors": errors,
    "events": events,
    "differences": differences,
    "balanced": errors,
}


def drawn(judge: Judge, seen: dict[str, Seen], step: int, seed: int) -> list[str]:
    """Return what `annotate export --sample uncertain` draws of a version that the judge has coded."""
    rows = [(key, p) for key, own in seen.items() for _, p in _likely(judge, own) if p.probability >= KEPT]
    nothing = pa.nulls(len(rows), pa.string())
    events = pa.table(
        {
            "sentence_id": pa.array([key for key, _ in rows], pa.string()),
            "event_root": pa.array([p.root for _, p in rows], pa.string()),
            "confidence": pa.array([p.probability for _, p in rows], pa.float64()),
            **dict.fromkeys(("source_country", "source_actor", "target_actor", "agreement"), nothing),
        }
    )
    coded = {key for key, _ in rows}
    told = [
        {"sentence_id": key, "language": _kind(judge, own)[0], "outcome": "coded" if key in coded else "no_event"}
        for key, own in seen.items()
    ]
    how = Drawing("uncertain", step, seed=seed)
    return [one.sentence_id for one in draw(events, pa.Table.from_pylist(told), how)]


def asked(sentences: Sentences, judge: Judge, left: Sequence[str], step: int, name: str) -> list[str]:
    """Return the sentences a strategy wants labelled next; `left` is in random order."""
    if name == "random":
        return list(left[:step])
    seen = {key: sentences.seen(judge, key) for key in left}
    if name == "uncertain":
        return drawn(judge, seen, step, len(left))
    worth = {key: STRATEGIES[name](judge, own) for key, own in seen.items()}
    if name != "balanced":
        return sorted(left, key=lambda key: -worth[key])[:step]
    return _balanced(judge, seen, worth, step)


def _balanced(judge: Judge, seen: dict[str, Seen], worth: dict[str, float], step: int) -> list[str]:
    """Return the sentences worth most; each is worth less the more of its language and likeliest root are chosen."""
    kinds = {key: _kind(judge, own) for key, own in seen.items()}
    counts: Counter[tuple[str, str]] = Counter()
    found: list[str] = []
    left = set(seen)
    for _ in range(min(step, len(left))):
        best = max(sorted(left), key=lambda key: worth[key] / (1 + counts[kinds[key]]) ** 0.5)
        counts[kinds[best]] += 1
        left.remove(best)
        found.append(best)
    return found


def _kind(judge: Judge, seen: Seen) -> tuple[str, str]:
    best = max((p for _, p in _likely(judge, seen)), key=lambda p: p.probability, default=None)
    language = seen[0][0].material.sentence.language if seen else ""
    return language, best.root if best else ""


def run(sentences: Sentences, options: argparse.Namespace, seed: int, names: Sequence[str]) -> list[list[float]]:
    """Return for each strategy its scores after the start, which all share, and after each step."""
    order = list(sentences.keys)
    random.Random(seed).shuffle(order)
    size = round(POOL * len(order))
    pool, scored_on = order[:size], order[size:]
    first = sentences.judge(pool[: options.start])
    start = sentences.f1(first, scored_on)
    found = []
    for name in names:
        judge, labelled, left = first, pool[: options.start], pool[options.start :]
        scores = [start]
        for _ in range(options.steps):
            new = asked(sentences, judge, left, options.step, name)
            labelled = [*labelled, *new]
            left = [key for key in left if key not in set(new)]
            judge = sentences.judge(labelled)
            scores.append(sentences.f1(judge, scored_on))
        found.append(scores)
        print(f"seed {seed} {name}: {', '.join(f'{one:.3f}' for one in scores)}", file=sys.stderr, flush=True)
    return found


def main() -> None:
    """Run all strategies and print their scores."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("gold", nargs="*", type=Path)
    for name, value in (("start", 100), ("step", 150), ("steps", 3), ("seeds", 5)):
        arguments.add_argument(f"--{name}", type=int, default=value)
    known = ("uncertain", *STRATEGIES)
    arguments.add_argument("--strategy", action="append", choices=known, help="repeatable; all by default")
    options = arguments.parse_args()
    sentences = Sentences(split(read_gold(options.gold or shipped_gold()))[0])
    names = ["random", *(options.strategy or known)]
    runs = np.array([run(sentences, options, seed, names) for seed in range(options.seeds)])
    found = {name: runs[:, at] for at, name in enumerate(names)}
    print(f"| sentences labelled | {' | '.join(names)} |\n{'|---' * (len(names) + 1)}|")
    for step in range(options.steps + 1):
        cells = [f"{found['random'][:, step].mean():.3f}"]
        for name in names[1:]:
            gains = found[name][:, step] - found["random"][:, step]
            error = gains.std(ddof=1) / len(gains) ** 0.5 if len(gains) > 1 else float("nan")
            cells.append(f"{found[name][:, step].mean():.3f} ({gains.mean():+.3f} ± {error:.3f})")
        print(f"| {options.start + step * options.step} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
