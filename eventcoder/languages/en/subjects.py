"""Read the phrases of an English sentence, and the subjects a clause shares with the one above it."""

from collections.abc import Iterator, Mapping

from eventcoder.languages.en.cues import Cues
from eventcoder.languages.protocol import Argument, Reading
from eventcoder.languages.tree import Tree
from eventcoder.types.text import Word

SUBJECTS = ("nsubj", "nsubj:pass")
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_CONTROLLED = frozenset({"of", "from", "for", "with"})


class SubjectReader:
    """Finds noun phrases, and who acts in clauses without a subject of their own."""

    def __init__(self, tree: Tree, cues: Cues, coded: Mapping[int, tuple[Reading, ...]]) -> None:
        """Take the mended tree, the cue words, and the readings of the coded words."""
        self.coded = coded
        self.tree = tree
        self.words = tree.words
        self.cues = cues

    def lemma(self, index: int) -> str:
        """Return the base form of a word; of a coded one that of its likeliest reading, else as the parser sees it."""
        readings = self.coded.get(index)
        return readings[0].lemma if readings else self.words[index].lemma

    # ---- phrases ----------------------------------------------------------------------------------------

    def _argument(self, role: str, marker: str, head: int, shared: bool = False) -> Iterator[Argument]:
        for index in self.tree.conjuncts(head):
            some = self.words[index].norm in self.cues.someone
            start, end = self.tree.phrase(index, self.cues.inner | self.cues.within if some else self.cues.inner)
            for name in self._joined_names(index, start):
                yield Argument(role, marker, name, start, name + 1, shared)
                start = name + 2
            yield Argument(role, marker, self._carried_head(index), start, end, shared)

    def _joined_names(self, index: int, start: int) -> Iterator[int]:
        """Yield the names before a noun that are joined to it by "and": "UK and EU negotiators" are two parties."""
        for at in range(start, index - 1):
            if (
                self.words[at].upos == "PROPN"
                and self.words[at + 1].norm == "and"
                and self.words[at + 2].upos == "PROPN"
            ):
                yield at

    def _antecedent(self, index: int, verb: int) -> int:
        """Return the head noun a relative pronoun stands for, or the word itself."""
        word = self.words[index]
        if word.norm in _RELATIVE and word.upos in ("PRON", "DET", "SCONJ"):
            at = self.words[verb]
            for _ in range(3):
                if at.deprel in ("acl:relcl", "acl"):
                    return at.head
                at = self.words[at.head]
        return index

    def _carried_head(self, index: int) -> int:
        """Return the event noun a carrier noun stands for, or the noun itself."""
        if index in self.coded or self.words[index].lemma not in self.cues.carriers:
            return index
        return max((w.index for w in self.tree.children(index, "compound") if w.index in self.coded), default=index)

    # ---- inherited subjects ----------------------------------------------------------------------------------------

    def _inherited(self, index: int) -> Iterator[Argument]:
        """Yield the subject a clause without one shares with its governor."""
        word = self.words[index]
        if word.deprel in ("acl", "acl:relcl", "amod"):
            yield from self._noun_subject(word)
            return
        if word.deprel not in ("conj", "xcomp", "advcl", "ccomp", "parataxis", "obl", "dep") or word.head == index:
            return
        controllers = self._controllers(word)
        for controller in controllers:
            yield from self._argument("subj", "", self._antecedent(controller, word.head))
        if not controllers:
            yield from self._inherited(word.head)

    def _noun_subject(self, word: Word) -> Iterator[Argument]:
        """Yield the subject of a clause that hangs on a noun: the noun, or whose plan or promise the noun is."""
        marks = {m.norm for m in self.tree.children(word.index, "mark")}
        ranked = any(w.norm in self.cues.ranks for w in self.tree.children(word.head, "amod"))
        if word.deprel == "acl" and ("of" in marks or ranked) and self.tree.children(word.head, "cop"):
            for subject in self.tree.children(word.head, *SUBJECTS):
                yield from self._argument("subj", "", subject.index)
            return
        if word.deprel == "acl" and word.norm.endswith("ing") and self.words[word.head].lemma in self.cues.utterances:
            yield from self._governor_subject(word)
            return
        if word.deprel == "acl" and "to" in marks:
            for owner in self.tree.children(word.head, "nmod:poss", "nmod"):
                marker = self.tree.case(owner.index)
                if not marker or marker.startswith("'"):
                    yield from self._argument("subj", "", owner.index)
                    return
            yield from (
                self._inherited(word.head) if self.words[word.head].deprel != "obj" else self._governor_subject(word)
            )
            return
        yield from self._argument("subj", "", word.head)

    def _governor_subject(self, word: Word) -> Iterator[Argument]:
        governor = self.words[word.head].head
        for subject in self.tree.children(governor, *SUBJECTS):
            yield from self._argument("subj", "", self._antecedent(subject.index, governor))

    def _main(self, word: Word) -> Word:
        """Return the verb a clause hangs on; of "told X to leave, accusing it of", the first."""
        governor = self.words[word.head]
        loose = word.deprel == "advcl" and word.norm.endswith("ing") and self.words[word.index - 1].upos == "PUNCT"
        return self.words[governor.head] if loose and governor.deprel == "xcomp" else governor

    def _controllers(self, word: Word) -> list[int]:
        """Return the heads of the phrases that act in an infinitive, gerund or coordinate clause."""
        governor = self._main(word)
        marks = {m.norm for m in self.tree.children(word.index, "mark")}
        objects = [o.index for o in self.tree.children(governor.index, "obj", "iobj")]
        directed = word.deprel == "xcomp" and ("to" not in marks or self.lemma(governor.index) in self.cues.infinitive)
        if objects and (directed or (word.deprel == "advcl" and marks & _CONTROLLED)):
            return objects[:1]
        markers = self.cues.oblique_control.get(self.lemma(governor.index))
        if markers and word.deprel in ("xcomp", "advcl", "ccomp") and "to" in marks:
            asked = [o.index for o in self.tree.children(governor.index, "obl") if self.tree.case(o.index) in markers]
            if asked:
                return asked
        return [s.index for s in self.tree.children(governor.index, *SUBJECTS)]
