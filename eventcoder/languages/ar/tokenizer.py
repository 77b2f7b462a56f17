"""Cuts Arabic sentences into words; clitics are words of their own, names are never cut."""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import lru_cache
from pathlib import Path

import numpy as np

from eventcoder.languages.ar.tokenizer_clitics import Clitics, Split, Weights
from eventcoder.languages.tokenizer import Offsets, folded_names, read_data, scanner

_ARABIC = re.compile("[\u0620-\u064a]")
# a conjunction or preposition before the article, as in the second word of "Justice and Development"
_ATTACHED = re.compile("[وفبك]ال...|[وف]?لل...")
CACHED_WORDS = 200_000


class ArabicTokenizer:
    """Chooses the likeliest split of every word by weights learnt from a treebank.

    `lengths` gives the lengths of a written word's parts in text order.
    """

    def __init__(
        self,
        clitics: Clitics,
        scan: re.Pattern[str],
        marks: re.Pattern[str],
        weights: Weights,
        inner: Mapping[str, Collection[str]] | None = None,
    ) -> None:
        """Take what is cut and how; `inner` has words that stay whole only behind one of the words given for them."""
        self._clitics = clitics
        self._inner = inner or {}
        self._scan = scan
        self._marks = marks
        self._weights = weights
        self.lengths = lru_cache(maxsize=CACHED_WORDS)(self._choose)

    def __call__(self, text: str) -> Offsets:
        """Return the half-open offsets of the words in text order."""
        pieces: Offsets = []
        before = ""
        for match in self._scan.finditer(text):
            start, end = match.span()
            if end - start > 1 and _ARABIC.match(text, start):
                lengths, before = self._between(before, match.group()), match.group()
                for length in lengths:
                    pieces.append((start, start + length))
                    start += length
            else:
                pieces.append((start, end))
        return pieces

    def _between(self, before: str, word: str) -> tuple[int, ...]:
        """Return the lengths of a word's parts: part of a name stays whole, the same word elsewhere is cut."""
        if word not in self._inner or before in self._inner[word]:
            return self.lengths(word)
        heads = 2 if word[1:].startswith("لل") else 1
        return (*[1] * heads, len(word) - heads)

    def best(self, word: str) -> Split:
        """Return the likeliest split of a word without vowel signs; the uncut one wins a tie."""
        splits = list(self._clitics.splits(word))
        if len(splits) == 1:
            return splits[0]
        scores = self._weights[[self._clitics.features(word, split) for split in splits]].sum(axis=1)
        return splits[int(np.argmax(scores))]

    def _choose(self, written: str) -> tuple[int, ...]:
        """Return the lengths of a word's parts; vowel signs go with the letter before them."""
        bare = self._marks.sub("", written)
        if not bare:
            return (len(written),)
        lengths = (1, len(bare) - 1) if self._clitics.cut_number(bare) else self.best(bare).lengths
        if len(bare) == len(written):
            return lengths
        letters = [index for index, letter in enumerate(written) if not self._marks.match(letter)] + [len(written)]
        ends = [letters[sum(lengths[: part + 1])] for part in range(len(lengths))]
        return tuple(end - start for start, end in zip([0, *ends], ends, strict=False))


def make_tokenizer(names: Collection[str] = (), weights: Weights | None = None) -> ArabicTokenizer:
    """Return the Arabic tokenizer; `names` are words it must not cut, `weights` None takes the shipped ones."""
    data = read_data(Path(__file__).with_name("tokenizer.yaml"))
    marks = re.compile(f"[{data.marks}]")
    whole = folded_names(_without_joined(name) for name in names)
    bare = [marks.sub("", word) for word in whole]
    if weights is None:
        with np.load(Path(__file__).with_name("tokenizer.npz"), allow_pickle=False) as stored:
            weights = stored["weights"].astype(np.float32)
    return ArabicTokenizer(Clitics(data.extra, bare), scanner(data), marks, weights, _inner(names))


def _inner(names: Collection[str]) -> dict[str, set[str]]:
    """Return the words with particle and article that stand inside names and begin none, with the words before them."""
    written = [name.split() for name in names]
    inner: dict[str, set[str]] = defaultdict(set)
    for words in written:
        for before, word in zip(words, words[1:], strict=False):
            if _ATTACHED.match(word):
                inner[word].add(before)
    heads = {words[0] for words in written if words}
    return {word: before for word, before in inner.items() if word not in heads}


def _without_joined(name: str) -> str:
    """Return a name without words that begin with waw and no article behind its first: and with an ordinary word."""
    first, *others = name.split() or [""]
    return " ".join((first, *(word for word in others if not word.startswith("و") or _ATTACHED.match(word))))
