"""What is learned from: gold sentences, the examples of the codebook's patterns, and news the rules have coded."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Final, NamedTuple

from eventcoder.codebook.values import Codebook
from eventcoder.errors import InputError
from eventcoder.evaluation.gold import GoldSentence, GoldTuple

GOLD: Final = "gold"
EXAMPLES: Final = "examples"
RULES: Final = "rules"
_TEST_BELOW: Final = 51


@dataclass(frozen=True, slots=True)
class Weights:
    """How much a sentence of each kind counts, a gold sentence 1 by default; 0 leaves the kind out."""

    gold: float = 1.0
    examples: float = 0.5
    rules: float = 0.1

    def of(self, origin: str) -> float:
        """Return the weight of a kind of material."""
        return {GOLD: self.gold, EXAMPLES: self.examples, RULES: self.rules}[origin]


class Material(NamedTuple):
    """One sentence to learn from, and where it comes from."""

    sentence: GoldSentence
    origin: str


def is_test(text: str) -> bool:
    """Return whether a sentence belongs to the test part: the first byte of the SHA-256 of its text is below 51."""
    return hashlib.sha256(text.encode("utf-8")).digest()[0] < _TEST_BELOW


def split(gold: Iterable[GoldSentence]) -> tuple[list[GoldSentence], list[GoldSentence]]:
    """Return the training part and the test part, by text alone, as annotations/README.md defines it."""
    train: list[GoldSentence] = []
    test: list[GoldSentence] = []
    for one in gold:
        (test if is_test(one.text) else train).append(one)
    return train, test


def examples_of(codebook: Codebook) -> Iterator[Material]:
    """Yield the example sentences of the patterns with their tuples; sentences of several patterns come once.

    Near misses say only what does not happen by one pattern, so they are left out.
    """
    for language, book in sorted(codebook.languages.items()):
        tuples: dict[str, list[GoldTuple]] = {}
        for pattern in book.patterns:
            for example in pattern.examples:
                made = (GoldTuple((source,), (target,), (code,)) for source, code, target in example.events)
                held = tuples.setdefault(example.text, []) if example.events else []
                held += [one for one in made if one not in held]
        for text, found in tuples.items():
            yield Material(GoldSentence(f"{language}:{text}", text, language, None, tuple(found)), EXAMPLES)


def ensure_learnable(gold: Sequence[GoldSentence], codes: Mapping[str, object], fewest: int = 30) -> None:
    """Raise InputError for labels outside the codebook, too few sentences, or sentences of one class only."""
    for one in gold:
        unknown = [code for t in one.tuples for code in t.codes[:1] if code not in codes]
        if unknown:
            raise InputError(f"{one.where}: has the code {unknown[0]!r}, which the codebook does not know")
    if len(gold) < fewest:
        raise InputError(
            f"{len(gold)} gold sentences are too few to train on; at least {fewest} are needed, and some hundreds a "
            "language are better: `eventcoder annotate export` makes sheets for more"
        )
    positive = sum(bool(one.required) for one in gold)
    if positive in (0, len(gold)):
        what = "no sentence has an event" if positive == 0 else "every sentence has an event"
        raise InputError(f"{what}: a model learns from both sentences with events and sentences without")
    roots = {code[:2] for one in gold for t in one.required for code in t.codes[:1]}
    if len(roots) < 2:
        raise InputError(f"all events have the root {roots.pop()}: a model needs at least two roots to tell apart")


def ensure_both(truth: Sequence[bool]) -> None:
    """Raise InputError unless some held-out candidates are right and some wrong: else nothing can be calibrated."""
    if len(set(truth)) < 2:
        share = "all" if truth and truth[0] else "none"
        raise InputError(
            f"{share} of the {len(truth)} events proposed for held-out sentences are right: these gold sentences are "
            "too few or too much alike to calibrate on; some hundreds with and without events are needed"
        )


def shipped_gold() -> tuple[Path, ...]:
    """Return the gold files that come with the package, in an installed wheel or in a checkout, in order."""
    inside = Path(str(resources.files("eventcoder"))) / "annotations"
    folder = inside if inside.is_dir() else inside.parent.parent / "annotations"
    found = tuple(sorted((folder / "sentences").glob("*.jsonl")))
    if not found:
        raise InputError(f"{folder}: holds no gold sentences; name files of your own with --gold")
    return found
