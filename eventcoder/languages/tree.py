"""Walk a dependency tree: children, phrases, conjuncts. Shared by the languages that read clauses off a parse."""

from collections.abc import Collection, Iterator, Sequence

from eventcoder.types.text import Word

_OUTSIDE = frozenset({"acl", "acl:relcl", "advcl", "parataxis", "ccomp", "xcomp", "csubj", "discourse"})
_COORDINATED = frozenset({"conj", "cc"})


class Tree:
    """The words of one sentence with their children at hand."""

    def __init__(self, words: Sequence[Word]) -> None:
        """Index the children of every word, in text order."""
        self.words = words
        self._children: list[list[Word]] = [[] for _ in words]
        for word in words:
            if word.head != word.index:
                self._children[word.head].append(word)

    def children(self, index: int, *deprels: str) -> list[Word]:
        """Return the dependents of a word, those with one of the relations when any are given."""
        found = self._children[index]
        return [word for word in found if word.deprel in deprels] if deprels else found

    def case(self, index: int) -> str:
        """Return the adposition of a noun: norms of its case children joined by a space, "" when it has none."""
        marks = []
        for word in self._children[index]:
            if word.deprel == "case":
                marks.append(word.norm)
                marks.extend(part.norm for part in self._children[word.index] if part.deprel == "fixed")
        return " ".join(marks)

    def conjuncts(self, index: int) -> Iterator[int]:
        """Yield the word and the words coordinated with it."""
        yield index
        for word in self._children[index]:
            if word.deprel == "conj":
                yield from self.conjuncts(word.index)

    def descends(self, index: int, ancestor: int) -> bool:
        """Return whether ancestor governs the word, directly or not; a word does not descend from itself."""
        for _ in self.words:
            above = self.words[index].head
            if above == index:
                return False
            if above == ancestor:
                return True
            index = above
        return False

    def phrase(self, index: int, inner: Collection[str]) -> tuple[int, int]:
        """Return [start, end) of the noun phrase of a word: contiguous words around it.

        Adjectives, determiners, compounds, genitives, appositions and phrases with an adposition in `inner` belong to
        it; relative clauses, conjuncts and other prepositional phrases do not.
        """
        inside = set(self._inside(index, inner))
        start = end = index
        while start - 1 in inside:
            start -= 1
        while end + 1 in inside:
            end += 1
        while end > index and self.words[end].upos in ("PUNCT", "CCONJ"):
            end -= 1
        while start < index and self.words[start].upos in ("PUNCT", "CCONJ"):
            start += 1
        return start, end + 1

    def _inside(self, index: int, inner: Collection[str]) -> Iterator[int]:
        stack = [index]
        while stack:
            at = stack.pop()
            yield at
            for word in self._children[at]:
                if word.deprel in _OUTSIDE or (at == index and word.deprel == "case"):
                    continue
                if word.deprel in _COORDINATED and not self._coordinated_modifier(word, at, index):
                    continue
                if word.deprel in ("nmod", "obl") and self._foreign(word.index, inner):
                    continue
                stack.append(word.index)

    def _coordinated_modifier(self, word: Word, at: int, index: int) -> bool:
        """Return whether a conjunct belongs to a modifier: "British and French ministers", "kings of Iran and Iraq"."""
        if at == index:
            return False
        names = word.upos in ("PROPN", "CCONJ") and "Number=Plur" in self.words[index].feats
        return word.index < index or (names and self.words[at].upos == "PROPN")

    def _foreign(self, index: int, inner: Collection[str]) -> bool:
        marker = self.case(index)
        return bool(marker) and marker not in inner and not marker.startswith("'")
