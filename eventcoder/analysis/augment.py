"""Varies training sentences: clauses cut out of longer ones, missing full stops, headline case."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from eventcoder.analysis.treebank import GoldSentence
from eventcoder.types.text import Word

SHORTEST_CLAUSE = 4


@dataclass(frozen=True, slots=True)
class Augmentation:
    """How often a sentence is varied in an epoch, as probabilities; the kinds are drawn one by one.

    clause: a clause of it stands alone. unmarked: its last punctuation mark is missing. lower, upper: all its
    letters are small or capital.
    """

    clause: float = 0.15
    unmarked: float = 0.1
    lower: float = 0.0
    upper: float = 0.0

    def __call__(self, sentence: GoldSentence, chance: random.Random) -> GoldSentence:
        """Return the sentence or a variant of it."""
        words = sentence.words
        if chance.random() < self.clause:
            words = clause(words, chance)
        if chance.random() < self.unmarked:
            words = unmarked(words)
        case = chance.random()
        if case < self.lower:
            words = recased(words, str.lower)
        elif case < self.lower + self.upper:
            words = recased(words, str.upper)
        return sentence._replace(words=words)


def clause(words: Sequence[Word], chance: random.Random) -> tuple[Word, ...]:
    """Return one clause below the root as a sentence of its own, or all words where there is none.

    A clause is a verb with everything below it, when that is one stretch of words, less the conjunction before it.
    """
    below = _below(words)
    found = []
    for word in words:
        part = below[word.index]
        inside = part[-1] - part[0] + 1 == len(part) and SHORTEST_CLAUSE <= len(part) < len(words)
        if word.upos == "VERB" and word.head != word.index and inside:
            found.append((word, part))
    if not found:
        return tuple(words)
    top, part = chance.choice(found)
    while words[part[0]].upos in ("CCONJ", "SCONJ", "PUNCT") and len(below[part[0]]) == 1:
        part = part[1:]
    return _renumbered([words[index] for index in part], top.index)


def unmarked(words: Sequence[Word]) -> tuple[Word, ...]:
    """Return the words without the punctuation mark at the end, if there is one and nothing hangs on it."""
    last = words[-1]
    bare = last.upos == "PUNCT" and all(word.head != last.index for word in words)
    return tuple(words[:-1] if bare and len(words) > 1 else words)


def recased(words: Sequence[Word], case: Callable[[str], str]) -> tuple[Word, ...]:
    """Return the words in another case; offsets stay those of the original text."""
    return tuple(word._replace(text=case(word.text)) for word in words)


def _below(words: Sequence[Word]) -> list[list[int]]:
    """Return for each word the indexes of the words at and below it, in text order."""
    below: list[list[int]] = [[] for _ in words]
    for word in words:
        place = word.index
        while True:
            below[place].append(word.index)
            if words[place].head == place:
                break
            place = words[place].head
    return below


def _renumbered(words: Sequence[Word], top: int) -> tuple[Word, ...]:
    numbers = {word.index: position for position, word in enumerate(words)}
    return tuple(
        word._replace(
            index=numbers[word.index],
            head=numbers[top if word.index == top else word.head],
            deprel="root" if word.index == top else word.deprel,
        )
        for word in words
    )
