"""Mend what parsers trained on web text get wrong in news: verbs read as modifiers or nouns, objects without a preposition."""

from collections.abc import Mapping, Sequence

from eventcoder.languages.en.cues import Cues
from eventcoder.languages.protocol import Reading
from eventcoder.types.text import Word

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_MODIFIER = frozenset({"amod", "compound", "nmod", "nmod:poss"})
_TOP = frozenset({"root", "parataxis", "ccomp", "dep", "conj", "advcl"})
_BARE = frozenset(
    {"obl", "xcomp", "nmod", "dep", "obl:tmod", "nmod:tmod", "compound", "appos", "ccomp", "advmod", "conj"}
)
_BEFORE = frozenset(
    {"compound", "nmod", "obl", "amod", "dep", "appos", "obl:npmod", "nmod:poss", "vocative", "obj", "det", "advmod"}
)
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "expl"})


class Mender:
    """Mends the tree of one sentence; the lexicon of coded words tells where a verb may stand."""

    def __init__(self, words: Sequence[Word], readings: Mapping[int, tuple[Reading, ...]], cues: Cues) -> None:
        """Take the parsed words, the readings of the coded ones, and the cue words."""
        self._words = list(words)
        self._readings = readings
        self._cues = cues
        self._children: list[list[int]] = [[] for _ in words]
        for word in words:
            if word.head != word.index:
                self._children[word.head].append(word.index)

    def mended(self) -> Sequence[Word]:
        """Return the words with better heads, relations and parts of speech, in the same order."""
        for index in sorted(self._readings):
            if self._is_verb(index) or self._after_modal(index):
                self._promote(index)
            elif self._is_clause(index):
                self._lift(index)
        self._pair()
        for index in sorted(self._readings):
            if self._words[index].upos == "VERB" and any(r.pos == "verb" for r in self._readings[index]):
                self._find_subject(index)
                self._find_accused(index)
                self._find_object(index)
        return self._words

    # ---- finite verbs taken for modifiers or nouns -----------------------------------------------------------------

    def _is_verb(self, index: int) -> bool:
        """Return whether the word is the finite verb of its clause although the parser made it a modifier or noun."""
        word = self._words[index]
        feats = [r.feats for r in self._readings[index] if r.pos == "verb"]
        if not any("VerbForm=Fin" in f for f in feats) or not self._between_noun_phrases(index):
            return False
        past = any("VerbForm=Fin|Tense=Past" in f for f in feats)
        head = self._words[word.head]
        if word.deprel in _MODIFIER and head.index > index:
            top = head.deprel in _TOP or self._hangs_bare(head, index)
            return top and (past or self._verbless(head.index)) and not self._determined(index)
        if word.upos in ("NOUN", "PROPN", "ADJ") and word.deprel in _TOP:
            return past or (self._verbless(index) and not self._determined(index))
        return False

    def _hangs_bare(self, noun: Word, verb: int) -> bool:
        """Return whether the noun after a verb was hung on the noun before it without a preposition: "rebels freed men"."""
        before = self._words[verb - 1]
        timed = before.norm in self._cues.times
        loose = noun.deprel in ("nmod", "appos", "obl") and noun.head < verb and self._bare_noun(noun.index)
        return loose and (timed or self._words[noun.head].head == noun.head)

    def _after_modal(self, index: int) -> bool:
        """Return whether an auxiliary right before the word makes it an infinitive although the parser saw none."""
        word = self._words[index]
        if word.upos in ("VERB", "AUX") or not any("VerbForm=Inf" in r.feats for r in self._readings[index]):
            return False
        before = self._words[index - 1] if index else None
        return before is not None and before.norm in self._cues.future | self._cues.possible and before.upos == "AUX"

    def _is_clause(self, index: int) -> bool:
        """Return whether a participle after the top noun is the finite verb of the sentence: "Activists gathered outside"."""
        word = self._words[index]
        head = self._words[word.head]
        if word.deprel != "acl" or head.index > index or word.upos != "VERB" or not self._verbless(index):
            return False
        top = head if head.head == head.index else self._words[head.head]
        if top.head != top.index or top.upos not in ("NOUN", "PROPN"):
            return False
        children = [self._words[c].deprel for c in self._children[index]]
        lemmas = {r.lemma for r in self._readings[index] if "Tense=Past" in r.feats}
        return bool(lemmas) and ("obj" in children or "ccomp" in children or bool(lemmas & self._cues.active))

    def _lift(self, index: int) -> None:
        """Make a verb the root, and the noun that was it the subject."""
        noun = self._words[self._words[index].head]
        top = noun.index if noun.head == noun.index else noun.head
        self._children[noun.index].remove(index)
        self._words[index] = self._words[index]._replace(head=index, deprel="root", feats="VerbForm=Fin")
        self._attach(top, index, "nsubj")

    def _pair(self) -> None:
        """Join the second party of "between A and B" to the first where the parser parted them."""
        for word in self._words:
            if word.norm != "between" or word.deprel != "case" or word.head <= word.index:
                continue
            first = word.head
            if any(self._words[c].deprel == "conj" for c in self._children[first]):
                continue
            joint = next((w.index for w in self._words[first + 1 : first + 6] if w.norm == "and"), None)
            second = self._noun_after(joint) if joint is not None else None
            if second is not None and second != first and not self._governs(second, first):
                if second in self._children[self._words[second].head]:
                    self._children[self._words[second].head].remove(second)
                self._attach(second, first, "conj")

    def _noun_after(self, index: int) -> int | None:
        """Return the head of the noun phrase that starts right after a word."""
        at = index + 1
        while at < len(self._words) and self._words[at].upos in ("DET", "ADJ", "NUM", "PUNCT"):
            at += 1
        while at + 1 < len(self._words) and self._words[at + 1].upos in ("NOUN", "PROPN"):
            at += 1
        return at if at < len(self._words) and self._words[at].upos in _NOMINAL else None

    def _governs(self, one: int, other: int) -> bool:
        """Return whether one word stands above another in the tree."""
        for _ in self._words:
            above = self._words[other].head
            if above == other:
                return False
            if above == one:
                return True
            other = above
        return True

    def _between_noun_phrases(self, index: int) -> bool:
        """Return whether a name or noun ends right before the word, and something that may be an object starts after it."""
        if index == 0 or index + 1 >= len(self._words):
            return False
        before, after = self._words[index - 1], self._words[index + 1]
        return (
            before.upos in ("PROPN", "NOUN", "NUM")
            and before.text[-1:].isalnum()
            and after.upos not in ("PUNCT", "VERB", "AUX", "CCONJ")
            and after.norm not in ("of", "'s", "by", "against", "between")
        )

    def _determined(self, index: int) -> bool:
        return any(self._words[c].deprel in ("det", "nmod:poss", "case") and c < index for c in self._children[index])

    def _verbless(self, index: int) -> bool:
        """Return whether no finite verb governs or follows the word in its clause: a headline or a mistaken verb."""
        return not any(
            w.upos in ("VERB", "AUX")
            and w.index != index
            and "VerbForm=Fin" in w.feats
            and w.deprel in ("root", "cop", "aux", "ccomp")
            for w in self._words
        )

    def _promote(self, index: int) -> None:
        """Make the word a verb, and where it modified the noun after it, that noun its object."""
        word = self._words[index]
        head = self._words[word.head]
        self._words[index] = word._replace(upos="VERB", feats="VerbForm=Fin")
        if word.deprel not in _MODIFIER or head.index < index:
            return
        top = index if head.head == head.index else head.head
        deprel = "acl" if head.deprel in ("nmod", "appos", "obl") else head.deprel
        self._words[index] = self._words[index]._replace(head=top, deprel=deprel)
        self._children[head.index].remove(index)
        if top != index:
            self._children[top].remove(head.index)
            self._children[top].append(index)
        self._attach(head.index, index, "obj")
        for child in list(self._children[head.index]):
            verbal = self._words[child].upos == "VERB" and self._words[child].deprel in ("conj", "advcl", "parataxis")
            if child < index or verbal or self._words[child].deprel == "punct":
                self._children[head.index].remove(child)
                self._attach(child, index, self._words[child].deprel)

    def _attach(self, child: int, head: int, deprel: str) -> None:
        self._words[child] = self._words[child]._replace(head=head, deprel=deprel)
        self._children[head].append(child)

    def _relabel(self, child: int, deprel: str) -> None:
        self._words[child] = self._words[child]._replace(deprel=deprel)

    # ---- subjects and objects under a wrong name ---------------------------------------------------------------------

    def _find_subject(self, index: int) -> None:
        """Call the noun right before a finite verb its subject, when it has none."""
        word = self._words[index]
        children = self._children[index]
        if any(self._words[c].deprel in _SUBJECTS for c in children) or word.deprel in ("acl", "acl:relcl", "amod"):
            return
        if any(self._words[c].deprel == "mark" and self._words[c].norm == "to" for c in children):
            return
        left = [
            c for c in children if c < index and self._words[c].deprel in _BEFORE and self._may_be_subject(c, index)
        ]
        if not left or self._words[index - 1].upos == "PUNCT":
            self._fetch_subject(index)
            return
        subject = max(left)
        self._relabel(subject, "nsubj")
        for child in list(children):
            if child < subject and self._words[child].deprel in (
                "amod",
                "compound",
                "det",
                "nummod",
                "nmod:poss",
                "nmod",
            ):
                children.remove(child)
                self._attach(child, subject, self._words[child].deprel)

    def _may_be_subject(self, child: int, index: int) -> bool:
        """Return whether a word may be the subject: a bare noun, or a name taken for an adjective right before the verb."""
        word = self._words[child]
        return self._bare_noun(child) or (word.upos == "ADJ" and child + 1 == index and word.text[:1].isupper())

    def _fetch_subject(self, index: int) -> None:
        """Take the nearest noun phrase before a main verb as its subject when the parser hung that elsewhere."""
        word = self._words[index]
        if word.deprel not in ("root", "ccomp", "parataxis", "conj") or "VerbForm=Inf" in word.feats:
            return
        if word.deprel == "conj" and not self._after_coordinated_name(index):
            return
        for at in range(index - 1, -1, -1):
            other = self._words[at]
            if (
                other.upos in ("VERB", "SCONJ")
                or other.norm in (";", ":")
                or (other.upos == "PRON" and other.deprel == "nsubj")
            ):
                return
            if (
                other.upos == "PROPN"
                and other.deprel in ("appos", "conj", "dep", "nmod", "root", "parataxis")
                and self._bare_noun(at)
            ):
                if other.head != at and at in self._children[other.head]:
                    self._children[other.head].remove(at)
                elif other.head == at:
                    self._replace_root(at, index)
                    return
                self._attach(at, index, "nsubj")
                return

    def _after_coordinated_name(self, index: int) -> bool:
        """Return whether the verb hangs on a name as its conjunct: "India and Pakistan agreed"."""
        head = self._words[self._words[index].head]
        return head.upos == "PROPN" and head.deprel == "root" and head.index < index

    def _replace_root(self, noun: int, index: int) -> None:
        """Make the verb the root and the noun that was it the subject."""
        self._children[noun].remove(index) if index in self._children[noun] else None
        self._words[index] = self._words[index]._replace(head=index, deprel="root")
        self._attach(noun, index, "nsubj")

    def _find_accused(self, index: int) -> None:
        """Give "accuses Russia of having done" its object, where the parser made it the subject of the gerund."""
        for child in list(self._children[index]):
            if self._words[child].deprel not in ("ccomp", "advcl", "xcomp"):
                continue
            inner = self._children[child]
            marks = [
                c for c in inner if self._words[c].deprel == "mark" and self._words[c].norm in ("of", "from", "to")
            ]
            subjects = [c for c in inner if self._words[c].deprel == "nsubj" and index < c and marks and c < marks[0]]
            for subject in subjects:
                inner.remove(subject)
                self._attach(subject, index, "obj")

    def _find_object(self, index: int) -> None:
        """Call a noun after an active verb its object when nothing stands between that would make it another thing."""
        children = self._children[index]
        labels = {self._words[c].deprel for c in children}
        if "obj" in labels or "cop" in labels:
            return
        bare = frozenset({"xcomp"}) if labels & {"aux:pass", "nsubj:pass"} else _BARE
        right = sorted(c for c in children if c > index and self._words[c].deprel in bare and self._bare_noun(c))
        for child in right:
            if self._words[child].norm not in self._cues.times and self._words[child].upos != "NUM":
                if not any(self._words[k].deprel == "case" for k in self._children[child]):
                    self._relabel(child, "obj")
                return

    def _bare_noun(self, index: int) -> bool:
        """Return whether the word is a noun without preposition or possessive mark."""
        if self._words[index].upos not in _NOMINAL:
            return False
        return not any(self._words[k].deprel in ("case", "mark", "cc", "cop") for k in self._children[index])
