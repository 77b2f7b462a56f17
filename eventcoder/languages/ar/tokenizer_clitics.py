"""Weighs the ways an Arabic word may fall into proclitics, stem and enclitic."""

import zlib
from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from eventcoder.languages.ar.word_list import listed

BUCKETS = 1 << 15

Weights = npt.NDArray[np.float32]


class Split(NamedTuple):
    """One way to cut a word: the proclitics in order, what remains, and the enclitic or ""."""

    proclitics: tuple[str, ...]
    stem: str
    enclitic: str

    @property
    def lengths(self) -> tuple[int, ...]:
        """Return the lengths of the parts in text order."""
        parts = (*self.proclitics, self.stem, self.enclitic)
        return tuple(len(part) for part in parts if part)


class Clitics:
    """Lists and describes the splits of a word; what is a clitic is data."""

    def __init__(self, data: dict[str, Any], names: Collection[str] = ()) -> None:
        proclitics = data["proclitics"]
        self._conjunctions: list[str] = proclitics["conjunctions"]
        self._inner: list[str] = [*proclitics["prepositions"], proclitics["future"]]
        self._future: str = proclitics["future"]
        self._imperfect = tuple(data["imperfect"])
        self._enclitics: list[str] = data["enclitics"]
        self._short = frozenset(data["short_stems"])
        self._article: str = data["article"]
        self._whole = frozenset(data["whole"]) | frozenset(names)
        self._names = frozenset(names)

    def cut_number(self, word: str) -> bool:
        """Return whether a word is one proclitic before a number: ب15."""
        return word[1:].isdigit() and word[0] in (*self._conjunctions, *self._inner)

    def splits(self, word: str) -> Iterator[Split]:
        """Yield the possible splits of a bare word, the uncut one first."""
        yield Split((), word, "")
        if word in self._whole or not word.isalpha():
            return
        for proclitics, rest in self._heads(word):
            if proclitics:
                yield Split(proclitics, rest, "")
            if rest in self._whole:
                continue
            for enclitic in self._enclitics:
                stem = rest.removesuffix(enclitic)
                if len(stem) < len(rest) and (len(stem) > 1 or (not proclitics and stem in self._short)):
                    yield Split(proclitics, stem, enclitic)

    def _heads(self, word: str) -> Iterator[tuple[tuple[str, ...], str]]:
        yield (), word
        for first in (*self._conjunctions, *self._inner):
            rest = word[1:]
            if not word.startswith(first) or not self._follows(first, rest):
                continue
            yield (first,), rest
            if first in self._conjunctions:
                for second in self._inner:
                    if rest.startswith(second) and self._follows(second, rest[1:]):
                        yield (first, second), rest[1:]

    def _follows(self, clitic: str, rest: str) -> bool:
        return len(rest) > 1 and (clitic != self._future or rest.startswith(self._imperfect))

    def known(self, split: Split) -> int:
        """Return 2 for a stem that is a name, 1 for a dictionary word, 0 for an unknown one."""
        stem = split.stem
        forms = [stem]
        if split.proclitics and split.proclitics[-1] == "ل" and stem.startswith("ل"):
            forms += [stem[1:], "ا" + stem]
        if split.enclitic:
            forms += [stem[:-1] + "ة"] if stem.endswith("ت") else [stem + "ا"] if stem.endswith("و") else []
        if any(form in self._names for form in forms):
            return 2
        return int(any(map(listed, forms)))

    def features(self, word: str, split: Split) -> list[int]:
        """Return the bucket of every feature of a split."""
        before, stem, after = "+".join(split.proclitics), split.stem, split.enclitic
        known, whole = min(self.known(split), 1), int(listed(word))
        names = [
            f"p{before}", f"s{after}", f"ps{before}|{after}", f"k{known}{whole}", f"pk{before}|{known}{whole}",
            f"sk{after}|{known}{whole}", f"psk{before}|{after}|{known}{whole}",
            f"pa{before}|{stem.startswith(self._article)}|{known}", f"sa{after}|{stem.startswith(self._article)}",
            f"pl{before}|{min(len(stem), 7)}", f"sl{after}|{min(len(stem), 7)}",
            f"p1{before}|{stem[:1]}", f"p2{before}|{stem[:2]}", f"p3{before}|{stem[:3]}",
            f"s1{after}|{stem[-1:]}", f"s2{after}|{stem[-2:]}", f"s3{after}|{stem[-3:]}",
            f"w{before}|{after}|{word}", f"pw{before}|{stem}", f"sw{after}|{stem}", f"st{stem}",
            f"d{before}|{word[:1] == word[1:2]}|{known}",
        ]  # fmt: skip
        return [zlib.crc32(name.encode()) % BUCKETS for name in names]
