"""A parse tree while it is being mended."""

from collections.abc import Mapping, Sequence

from eventcoder.languages.en.cues import Cues
from eventcoder.languages.protocol import Reading
from eventcoder.types.text import Word

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})


class Draft:
    """The words of one sentence with heads and relations that may still change."""

    def __init__(self, words: Sequence[Word]) -> None:
        """Take the words as parsed."""
        self.words = list(words)
        self.children: list[list[int]] = [[] for _ in words]
        for word in words:
            if word.head != word.index:
                self.children[word.head].append(word.index)

    def labels(self, index: int) -> set[str]:
        """Return the relations of a word's dependents."""
        return {self.words[child].deprel for child in self.children[index]}

    def relabel(self, index: int, deprel: str) -> None:
        """Give a word another relation to its head."""
        self.words[index] = self.words[index]._replace(deprel=deprel)

    def retag(self, index: int, upos: str, deprel: str) -> None:
        """Give a word another part of speech and another relation to its head."""
        self.words[index] = self.words[index]._replace(upos=upos, deprel=deprel)

    def move(self, index: int, head: int, deprel: str) -> None:
        """Hang a word on another head."""
        old = self.words[index].head
        if old != index:
            self.children[old].remove(index)
        self.words[index] = self.words[index]._replace(head=head, deprel=deprel)
        self.children[head].append(index)

    def crown(self, index: int) -> None:
        """Make a word the root; the word that was it is left where it was, and must be moved under it."""
        old = self.words[index].head
        if old != index:
            self.children[old].remove(index)
        self.words[index] = self.words[index]._replace(head=index, deprel="root")

    def make_verb(self, index: int) -> None:
        """Call a word a finite verb."""
        self.words[index] = self.words[index]._replace(upos="VERB", feats="VerbForm=Fin")

    def bare_noun(self, index: int) -> bool:
        """Return whether the word is a noun without preposition, conjunction, copula or subordinator."""
        if self.words[index].upos not in NOMINAL:
            return False
        return not self.labels(index) & {"case", "mark", "cc", "cop"}

    def governs(self, one: int, other: int) -> bool:
        """Return whether one word stands above another."""
        for _ in self.words:
            above = self.words[other].head
            if above == other:
                return False
            if above == one:
                return True
            other = above
        return True


class LexicalMender:
    """Changes a draft with the help of the words the codebook knows."""

    def __init__(self, draft: Draft, readings: Mapping[int, tuple[Reading, ...]], cues: Cues) -> None:
        """Take the tree, the readings of the coded words, and the cue words."""
        self._draft = draft
        self._words = draft.words
        self._readings = readings
        self._cues = cues
