"""Show whether uncertain sentences teach the model more than random ones; print one table.

    python bench/active.py [GOLD.jsonl ...] [--start 60] [--step 60] [--steps 6] [--seeds 3]

The training part of the gold plays the unlabelled pool. From the same random start, one learner asks for the sentences
it is least sure of, the other for random ones; both learn the examples of the codebook too. The score is F1 of whole
tuples (root code, both countries) of the model coder on the test part, at the best threshold, averaged over seeds.
"""

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from eventcoder.codebook.load import load_codebook
from eventcoder.coders.model.decide import Judge, chosen
from eventcoder.evaluation.gold import GoldSentence, read_gold
from eventcoder.evaluation.matching import LEVELS, match
from eventcoder.training.calibrate import legal, predicted_of, seen_by
from eventcoder.training.fit import Row, fit_judge, rows_of
from eventcoder.training.gather import Gathered, gather
from eventcoder.training.material import GOLD, Material, Weights, examples_of, shipped_gold, split

CODEBOOK = "cameo"
GRID = tuple(np.arange(0.1, 0.8, 0.1))


class Pool:
    """Gathered sentences with their training rows, by key of the gold sentence."""

    def __init__(self, gold: Sequence[GoldSentence], examples: Sequence[Row]) -> None:
        """Read the sentences once."""
        self.keys = [one.key for one in gold]
        self._examples = list(examples)
        self._scenes: dict[str, list[Gathered]] = {key: [] for key in self.keys}
        for one in gather([Material(one, GOLD) for one in gold], CODEBOOK)[0]:
            self._scenes[one.material.sentence.key].append(one)
        self._rows = {key: [r for one in own for r in rows_of(one, Weights())] for key, own in self._scenes.items()}

    def judge(self, labelled: Sequence[str]) -> Judge:
        """Return a judge trained on these sentences and the examples."""
        return fit_judge([row for key in labelled for row in self._rows[key]] + self._examples)

    def doubt(self, judge: Judge, key: str) -> float:
        """Return how unsure a judge is of a sentence: how near to even odds its most doubtful candidate is."""
        views = [view for one in self._scenes[key] for view in seen_by(judge, one).views]
        return max((-abs(judge.proposal(v, int(v.shares.argmax())).probability - 0.5) for v in views), default=-0.5)


def best_f1(judge: Judge, test: Sequence[Gathered]) -> float:
    """Return the F1 of whole tuples at the best threshold."""
    codes = load_codebook(CODEBOOK).events
    held = [seen_by(judge, one) for one in test]
    seen = [(one, legal(judge.proposals(one.views), codes)) for one in held]
    found = []
    for threshold in GRID:
        counts = np.zeros(3)
        for one, proposals in seen:
            scene = one.gathered.opinion.scene
            events = [predicted_of(scene, p.triple, p.code) for p in chosen(scene, proposals, threshold)]
            counts += match(events, one.gold.tuples, LEVELS["tuple"]).counts
        found.append(2 * counts[0] / max(2 * counts[0] + counts[1] + counts[2], 1))
    return float(max(found))


def run(pool: Pool, test: Sequence[Gathered], options: argparse.Namespace, seed: int, uncertain: bool) -> list[float]:
    """Return the scores after the start and after each step."""
    order = sorted(pool.keys)
    random.Random(seed).shuffle(order)
    labelled, left = order[: options.start], order[options.start :]
    scores = []
    for step in range(options.steps + 1):
        judge = pool.judge(labelled)
        scores.append(best_f1(judge, test))
        if step < options.steps:
            ranked = sorted(left, key=lambda key: -pool.doubt(judge, key)) if uncertain else left
            labelled += ranked[: options.step]
            left = [key for key in left if key not in set(labelled)]
    return scores


def main() -> None:
    """Run both learners and print their scores."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("gold", nargs="*", type=Path)
    for name, value in (("start", 60), ("step", 60), ("steps", 6), ("seeds", 3)):
        arguments.add_argument(f"--{name}", type=int, default=value)
    options = arguments.parse_args()
    train, test = split(read_gold(options.gold or shipped_gold()))
    examples = gather(examples_of(load_codebook(CODEBOOK)), CODEBOOK)[0]
    pool = Pool(train, [row for one in examples for row in rows_of(one, Weights())])
    seen = gather([Material(one, GOLD) for one in test], CODEBOOK)[0]
    seeds = range(options.seeds)
    mean = {kind: np.mean([run(pool, seen, options, s, kind) for s in seeds], axis=0) for kind in (True, False)}
    print("| sentences labelled | uncertain | random |\n|---|---|---|")
    for step in range(options.steps + 1):
        print(f"| {options.start + step * options.step} | {mean[True][step]:.3f} | {mean[False][step]:.3f} |")


if __name__ == "__main__":
    main()
