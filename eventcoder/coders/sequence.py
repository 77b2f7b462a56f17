"""Match the word sequences of a pattern, its `before` and `after`, with the words around its trigger."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from eventcoder.codebook.values import Pattern, Step
from eventcoder.languages.protocol import Language
from eventcoder.types.text import Word

Keys = frozenset[str]
Choice = Mapping[str, tuple[tuple[Keys, ...], ...]]
"""The phrases of a step by the keys of their first word: the keys of each further word."""
SOURCE, TARGET, ACTOR = "<source>", "<target>", "<actor>"


class Sides(NamedTuple):
    """The words before a trigger, after it, and of its subject, each in text order."""

    left: Sequence[Word]
    right: Sequence[Word]
    subject: Sequence[Word]


class Bound(NamedTuple):
    """Where a sequence found its parties, and how closely its words stand.

    source, target: the word index at which the party starts; None where the sequence names none. words: how many words
    it took up. last: the index of the last of them.
    """

    source: int | None = None
    target: int | None = None
    words: int = 0
    last: int = 0

    @property
    def rank(self) -> tuple[int, int]:
        """Return a key by which the best of several patterns comes first: more words, then nearer ones."""
        return -self.words, self.last


@dataclass(slots=True)
class _Trail:
    """What a match has come upon so far."""

    starts: Mapping[int, int]
    found: dict[str, int] = field(default_factory=dict)
    words: int = 0
    last: int = 0

    def note(self, step: Step, words: Sequence[Word], start: int, end: int) -> None:
        """Take down a step found at [start, end)."""
        if isinstance(step, str):
            self.found[step] = words[start].index
        if step not in (SOURCE, TARGET, ACTOR):
            self.words += end - start
            self.last = max(self.last, words[end - 1].index)


class SequenceMatcher:
    """Knows the phrases of every step of the patterns of one language."""

    def __init__(
        self,
        language: Language,
        word_sets: Mapping[str, Sequence[str]],
        keys: Callable[[Word], frozenset[str]],
    ) -> None:
        """Take a language, the word sets patterns may name, and what gives the base forms of a word."""
        self._language = language
        self._sets = word_sets
        self._keys = keys
        self._choices: dict[Step, Choice] = {}

    def match(self, pattern: Pattern, sides: Sides, starts: Mapping[int, int]) -> Bound | None:
        """Return the parties a pattern's sequences bind, None where its words do not stand there.

        `starts` gives, for the first word of each party, the index after its last.
        """
        trail = _Trail(starts)
        if not self._walk(pattern.subject, sides.subject, trail):
            return None
        after = self._walk(pattern.after, sides.right, trail)
        if not after or not self._walk_back(pattern.before, sides.left, trail):
            return None
        return Bound(trail.found.get(SOURCE), trail.found.get(TARGET), trail.words, trail.last)

    def _walk(self, steps: Sequence[Step], words: Sequence[Word], trail: "_Trail") -> bool:
        at = 0
        for step in steps:
            hit = next((h for p in range(at, len(words)) for h in [self._hit(step, words, p, trail.starts)] if h), None)
            if hit is None:
                return False
            trail.note(step, words, *hit)
            at = hit[1]
        return True

    def _walk_back(self, steps: Sequence[Step], words: Sequence[Word], trail: "_Trail") -> bool:
        end = len(words)
        for step in reversed(steps):
            hits = (self._hit(step, words, p, trail.starts) for p in range(end - 1, -1, -1))
            hit = next((h for h in hits if h and h[1] <= end), None)
            if hit is None:
                return False
            trail.note(step, words, *hit)
            end = hit[0]
        return True

    def _hit(self, step: Step, words: Sequence[Word], at: int, starts: Mapping[int, int]) -> tuple[int, int] | None:
        """Return [start, end) of the step at a place of the stretch; None when it is not there."""
        if step in (SOURCE, TARGET, ACTOR):
            stop = starts.get(words[at].index)
            if stop is None:
                return None
            return at, next((p for p in range(at, len(words)) if words[p].index >= stop), len(words))
        choice = self._choice(step)
        rests = (rest for key in self._keys(words[at]) for rest in choice.get(key, ()))
        ends = [end for rest in rests for end in [self._rest(rest, words, at + 1)] if end]
        return (at, max(ends)) if ends else None

    def _rest(self, rest: Sequence[Keys], words: Sequence[Word], at: int) -> int | None:
        for keys in rest:
            if at < len(words) and words[at].norm == "-":
                at += 1
            if at >= len(words) or not keys & self._keys(words[at]):
                return None
            at += 1
        return at

    def _choice(self, step: Step) -> Choice:
        known = self._choices.get(step)
        if known is None:
            known = self._choices[step] = self._indexed(self._phrases(step))
        return known

    def _phrases(self, step: Step) -> Iterable[str]:
        for word in (step,) if isinstance(step, str) else step:
            yield from self._sets.get(word, (word,))

    def _indexed(self, phrases: Iterable[str]) -> Choice:
        found: dict[str, dict[tuple[Keys, ...], None]] = {}
        for phrase in phrases:
            for words in self._language.phrase_keys(phrase):
                keys = [frozenset((word, *self._language.noun_keys(word))) for word in words]
                for key in keys[0] if keys else ():
                    found.setdefault(key, {})[tuple(keys[1:])] = None
        return {key: tuple(rests) for key, rests in found.items()}
