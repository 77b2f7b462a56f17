"""Mend phrases of number and time a parser took for prepositional phrases: "more than 300 women", "in 1940 forces"."""

import re
from collections.abc import Iterator

from eventcoder.languages.en.cues import Cues
from eventcoder.languages.en.draft import NOMINAL, Draft
from eventcoder.types.text import Word

_LONGEST = 3
_DATES = frozenset({"NUM", "NOUN", "PROPN"})
_YEAR = re.compile(r"1\d{3}|20\d{2}")


class QuantityMender:
    """Gives counted nouns and dates the place in the tree they have without their number words."""

    def __init__(self, draft: Draft, cues: Cues) -> None:
        """Take the tree and the cue words."""
        self._draft = draft
        self._words = draft.words
        self._cues = cues

    def mend(self) -> None:
        """Mend every number with the words that round it, and dates before the subject."""
        numbers = [w for w in self._words if w.upos == "NUM" or w.norm in self._cues.numbers]
        for word in numbers:
            if word.deprel in ("case", "advmod", "mark") and word.norm in self._cues.numbers:
                self._draft.retag(word.index, "NUM", "nummod")
            self._unround(word)
        self._part_date()

    def _unround(self, number: Word) -> None:
        """Hang "more than", "at least" on the number, and the counted noun where the whole phrase hung."""
        rounding = list(self._rounding(number.index))
        if not rounding:
            return
        noun = self._counted(number.index)
        if self._words[noun].upos not in NOMINAL or self._words[noun].head == noun:
            return
        above = self._words[noun].head
        if above in rounding:
            top = self._words[above]
            if top.head == above:
                return
            self._draft.move(noun, top.head, "obj" if top.deprel in ("advmod", "obl") else top.deprel)
        for index in rounding:
            for child in list(self._draft.children[index]):
                if child not in rounding and child != number.index and child != noun:
                    self._draft.move(child, noun, self._words[child].deprel)
        for index in rounding:
            self._draft.move(index, number.index, "advmod")
            self._draft.retag(index, "ADV", "advmod")

    def _rounding(self, number: int) -> Iterator[int]:
        """Yield the words right before a number that say how exact it is."""
        for length in range(min(_LONGEST, number), 0, -1):
            start = number - length
            if " ".join(w.norm for w in self._words[start:number]) in self._cues.rounding:
                yield from range(start, number)
                return

    def _counted(self, number: int) -> int:
        """Return the noun a number counts, or the number itself."""
        at = self._words[number].head
        if at > number and self._words[at].upos in ("NOUN", "PROPN") and self._words[number].deprel != "conj":
            return at
        return number

    def _part_date(self) -> None:
        """Part a date from the noun after it: "in 1940 German forces occupied", "on Monday Egypt said"."""
        before = [w for w in self._words[1:] if w.head > w.index and w.upos in _DATES]
        for date in before:
            if date.head <= date.index or not self._is_date(date):
                continue
            noun, mark = self._words[date.head], self._opening(date.index)
            if mark.deprel != "case" or mark.head != noun.index or noun.head == noun.index:
                continue
            if noun.upos in ("NOUN", "PROPN") and not self._is_date(noun):
                self._draft.move(date.index, noun.head, "obl")
                for child in [c for c in self._draft.children[noun.index] if mark.index <= c < date.index]:
                    self._draft.move(child, date.index, self._words[child].deprel)

    def _opening(self, index: int) -> Word:
        """Return the word before a noun and its adjectives and numerals."""
        at = index - 1
        while at > 0 and self._words[at].upos in ("ADJ", "DET", "NUM"):
            at -= 1
        return self._words[at]

    def _is_date(self, word: Word) -> bool:
        return bool(_YEAR.fullmatch(word.norm)) or word.norm.removesuffix("s") in self._cues.times
