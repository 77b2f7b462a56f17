"""Mend subjects, objects and coordinated names that a parser hung in the wrong place or under a wrong name."""

from collections.abc import Sequence

from eventcoder.languages.en.cues import Cues
from eventcoder.languages.en.draft import NOMINAL, Draft

_BARE = frozenset({"obl", "xcomp", "nmod", "dep", "compound", "appos", "ccomp", "advmod", "conj", "flat"})
_BEFORE = frozenset(
    {"compound", "nmod", "obl", "amod", "dep", "appos", "nmod:poss", "vocative", "obj", "det", "advmod"}
)
_PREMODIFIER = frozenset({"amod", "compound", "det", "nummod", "nmod:poss", "nmod"})
_LOOSE = frozenset({"appos", "conj", "dep", "nmod", "root", "parataxis"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "expl"})


class PartyMender:
    """Finds the subject and object of each coded verb where they stand in the text."""

    def __init__(self, draft: Draft, cues: Cues) -> None:
        """Take the tree, its verbs already mended, and the cue words."""
        self._draft = draft
        self._words = draft.words
        self._cues = cues

    def mend(self, verbs: Sequence[int]) -> None:
        """Mend the tree around the words that may be coded verbs."""
        self._part_names()
        self._join_adjectives()
        self._pair()
        for index in verbs:
            if self._words[index].upos == "VERB":
                self._find_subject(index)
                self._find_accused(index)
                self._find_object(index)

    # ---- coordinated names -------------------------------------------------------------------------------------------

    def _part_names(self) -> None:
        """Call a name after "and" a conjunct, which the parser took for a part of the name before."""
        for word in self._words:
            if word.deprel == "flat" and word.head < word.index and word.upos == "PROPN":
                before = self._words[word.index - 1]
                if before.deprel == "conj" and before.head == word.head:
                    self._draft.move(word.index, before.index, "flat")
                elif self._joined(word.head, word.index):
                    self._draft.relabel(word.index, "conj")

    def _joined(self, one: int, other: int) -> bool:
        """Return whether "and" stands between two words, the first before the second."""
        return any(w.norm == "and" and w.upos == "CCONJ" for w in self._words[one + 1 : other])

    def _join_adjectives(self) -> None:
        """Give "the German and French ministers" both adjectives, where the parser made the first a noun of its own."""
        for word in [w for w in self._words[:-2] if w.upos == "ADJ"]:
            joint = self._words[word.index + 1].norm == "and" and self._words[word.index + 2].upos in ("ADJ", "PROPN")
            if joint and word.deprel in ("nsubj", "nsubj:pass", "obj", "obl", "nmod"):
                noun = self._noun_after(word.index + 1)
                if noun is not None and self._words[noun].upos == "NOUN" and not self._draft.governs(word.index, noun):
                    self._draft.move(word.index, noun, "amod")

    def _pair(self) -> None:
        """Join the second party of "between A and B" to the first where the parser parted them."""
        for word in [w for w in self._words if w.norm == "between"]:
            if word.deprel != "case" or word.head <= word.index:
                continue
            first = word.head
            if "conj" in self._draft.labels(first):
                continue
            joint = next((w.index for w in self._words[first + 1 : first + 6] if w.norm == "and"), None)
            second = self._noun_after(joint) if joint is not None else None
            if second is not None and second != first and not self._draft.governs(second, first):
                self._draft.move(second, first, "conj")

    def _noun_after(self, index: int) -> int | None:
        """Return the head of the noun phrase that starts right after a word."""
        at = index + 1
        while at < len(self._words) and self._words[at].upos in ("DET", "ADJ", "NUM", "PUNCT"):
            at += 1
        while at + 1 < len(self._words) and self._words[at + 1].upos in ("NOUN", "PROPN"):
            at += 1
        return at if at < len(self._words) and self._words[at].upos in NOMINAL else None

    # ---- subjects ----------------------------------------------------------------------------------------------------

    def _find_subject(self, index: int) -> None:
        """Call the noun right before a finite verb its subject, when it has none."""
        word, children = self._words[index], self._draft.children[index]
        if self._draft.labels(index) & _SUBJECTS:
            self._find_fellows(index)
            return
        if word.deprel in ("acl", "acl:relcl", "amod"):
            return
        if any(self._words[c].deprel == "mark" and self._words[c].norm == "to" for c in children):
            return
        hyphen = index > 1 and self._words[index - 1].text == "-"
        near = index - 2 if hyphen else index - 1
        borrowed = self._draft.children[near] if near >= 0 and (hyphen or self._words[near].upos == "ADV") else []
        pool = [*children, *borrowed]
        left = [c for c in pool if c < index - 2 * hyphen and self._may_be_subject(c, index)]
        if not left or (self._words[index - 1].upos == "PUNCT" and not hyphen):
            self._fetch_subject(index)
            return
        subject = max(left)
        self._draft.move(subject, index, "nsubj")
        for child in list(children):
            if child < subject and self._words[child].deprel in _PREMODIFIER:
                self._draft.move(child, subject, self._words[child].deprel)

    def _find_fellows(self, index: int) -> None:
        """Call names before "and" subjects too, where only the last of "Norway, Ireland and Spain" was seen as one."""
        subjects = [c for c in self._draft.children[index] if self._words[c].deprel == "nsubj" and c < index]
        if len(subjects) != 1:
            return
        first = self._words[index].head
        coordinate = self._words[index].deprel == "conj" and self._after_coordinated_name(index)
        if coordinate and self._joined(first, subjects[0]):
            self._draft.crown(index)
            self._draft.move(first, index, "nsubj")
        if "cc" in self._draft.labels(subjects[0]):
            self._find_first_fellow(index, subjects[0])
            for child in list(self._draft.children[index]):
                if child < subjects[0] and self._words[child].upos == "PROPN" and self._draft.bare_noun(child):
                    self._draft.relabel(child, "nsubj")

    def _find_first_fellow(self, index: int, subject: int) -> None:
        """Call the noun right before the "and" of the subject a subject, which hung on the verb as something else."""
        joint = min(c for c in self._draft.children[subject] if self._words[c].deprel == "cc")
        for child in list(self._draft.children[index]):
            adjacent = child == joint - 1 or (child < joint and self._draft.governs(child, joint - 1))
            if adjacent and self._words[child].upos == "NOUN" and self._draft.bare_noun(child):
                self._draft.relabel(child, "nsubj")

    def _may_be_subject(self, child: int, index: int) -> bool:
        """Return whether a word may be the subject: a bare noun, or a name taken for an adjective before the verb."""
        word = self._words[child]
        if word.deprel not in _BEFORE:
            return False
        return self._draft.bare_noun(child) or (word.upos == "ADJ" and child + 1 == index and word.text[:1].isupper())

    def _fetch_subject(self, index: int) -> None:
        """Take the nearest name before a main verb as its subject when the parser hung that elsewhere."""
        word = self._words[index]
        if word.deprel not in ("root", "ccomp", "parataxis", "conj") or "VerbForm=Inf" in word.feats:
            return
        if word.deprel == "conj" and not self._after_coordinated_name(index):
            return
        for other in reversed(self._words[:index]):
            pronoun = other.upos == "PRON" and other.deprel == "nsubj"
            if other.upos in ("VERB", "SCONJ") or other.norm in (";", ":") or pronoun:
                return
            name = other.upos == "PROPN" or (other.upos == "NOUN" and other.index and other.text[:1].isupper())
            if name and other.deprel in _LOOSE and self._draft.bare_noun(other.index):
                if other.head == other.index:
                    self._draft.crown(index)
                self._draft.move(other.index, index, "nsubj")
                return

    def _after_coordinated_name(self, index: int) -> bool:
        """Return whether the verb hangs on a name as its conjunct: "India and Pakistan agreed"."""
        head = self._words[self._words[index].head]
        return head.upos == "PROPN" and head.deprel == "root" and head.index < index

    # ---- objects -----------------------------------------------------------------------------------------------------

    def _find_accused(self, index: int) -> None:
        """Give "accuses Russia of having done" its object, where the parser made it the subject of the gerund."""
        for child in list(self._draft.children[index]):
            if self._words[child].deprel not in ("ccomp", "advcl", "xcomp"):
                continue
            inner = [self._words[c] for c in self._draft.children[child]]
            marks = [w.index for w in inner if w.deprel == "mark" and w.norm in ("of", "from", "to")]
            for subject in [w.index for w in inner if w.deprel == "nsubj"]:
                if marks and index < subject < marks[0]:
                    self._draft.move(subject, index, "obj")

    def _find_object(self, index: int) -> None:
        """Call a noun after an active verb its object when nothing stands between that would make it another thing."""
        labels = self._draft.labels(index)
        if labels & {"obj", "cop"}:
            return
        bare = frozenset({"xcomp"}) if labels & {"aux:pass", "nsubj:pass"} else _BARE
        for child in sorted(self._draft.children[index]):
            word = self._words[child]
            if child < index or word.deprel not in bare or not self._draft.bare_noun(child):
                continue
            if word.norm not in self._cues.times and word.upos != "NUM":
                self._draft.relabel(child, "obj")
                return
        if "VerbForm=Fin" in self._words[index].feats and not labels & {"aux:pass", "nsubj:pass", "ccomp"}:
            self._fetch_object(index)

    def _fetch_object(self, index: int) -> None:
        """Take the noun phrase right after a finite verb as its object when the parser hung it on a noun before."""
        if index + 1 >= len(self._words) or self._words[index + 1].upos not in ("DET", "ADJ", "NUM", "NOUN", "PROPN"):
            return
        found = self._noun_after(index)
        while (
            found is not None and self._words[found].deprel in ("compound", "flat") and self._words[found].head > index
        ):
            above = self._words[found].head
            if above == found or self._words[above].upos not in NOMINAL:
                break
            found = above
        if found is None or self._words[found].norm in self._cues.times or not self._draft.bare_noun(found):
            return
        word = self._words[found]
        if word.head < index and word.deprel in _LOOSE and word.head != found and not self._draft.governs(found, index):
            self._draft.move(found, index, "obj")
