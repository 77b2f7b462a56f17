"""Read English clauses off the dependency tree, led by the coded words."""

from collections.abc import Mapping, Sequence
from typing import Any

from eventcoder.languages.en.arguments import ArgumentReader
from eventcoder.languages.en.cues import Cues
from eventcoder.languages.en.mending import mended
from eventcoder.languages.en.modals import ModalReader
from eventcoder.languages.en.subjects import SUBJECTS
from eventcoder.languages.en.verdicts import VerdictReader
from eventcoder.languages.protocol import Argument, Clause, Reading
from eventcoder.languages.tree import Tree
from eventcoder.types.text import Word

_VERBAL = frozenset({"VERB", "AUX"})
REFUSAL = Reading("refuse", "verb")
_OBJECTS = frozenset({"obj", "obl", "nsubj", "nsubj:pass", "nmod", "obl:agent"})


class ClauseReader:
    """Makes clauses; holds nothing but the cue words."""

    def __init__(self, cues: Mapping[str, Any]) -> None:
        """Take the content of clauses.yaml."""
        self._cues = Cues.of(cues)

    def read(self, words: Sequence[Word], readings: Mapping[int, tuple[Reading, ...]]) -> list[Clause]:
        """Return one clause for each coded word that is used as a predicate, in text order."""
        sentence = _Sentence(Tree(mended(words, readings, self._cues)), self._cues, readings)
        found = []
        for index in sorted(readings):
            use = sentence.use(index, readings[index])
            if use:
                found.append(sentence.clause(index, use))
        modal = list(ModalReader(sentence.arguments, self._cues).read(readings))
        verdicts = list(VerdictReader(sentence.arguments, self._cues).read(readings))
        found = _with_verdicts(found, verdicts)
        return sorted(_under_modals(found, modal, sentence.words) + modal, key=lambda clause: clause.predicate)


def _with_verdicts(clauses: list[Clause], verdicts: list[Clause]) -> list[Clause]:
    """Return the clauses with the judgements, without the verbs that only name one: "called the ban illegal"."""
    taken = {v.predicate for v in verdicts} | {v.parent for v in verdicts if v.relation == "complement"}
    return [c for c in clauses if c.predicate not in taken] + verdicts


def _under_modals(clauses: list[Clause], modal: list[Clause], words: Sequence[Word]) -> list[Clause]:
    """Return the clauses with the verbs of coded auxiliaries embedded under these, no longer negated or possible."""
    above = {words[clause.predicate].head: clause.predicate for clause in modal}
    return [
        c._replace(parent=above[c.predicate], relation="complement", negated=False, modality="actual")
        if c.predicate in above
        else c
        for c in clauses
    ]


class _Sentence:
    """One sentence being read."""

    def __init__(self, tree: Tree, cues: Cues, coded: Mapping[int, tuple[Reading, ...]]) -> None:
        self.tree = tree
        self.words = tree.words
        self.cues = cues
        self.coded = coded
        self.arguments = ArgumentReader(tree, cues, coded)

    # ---- verb, noun, or neither --------------------------------------------------------------------------------------

    def use(self, index: int, readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
        """Return the readings that fit the word's use; () when it is no predicate here."""
        word = self.words[index]
        modal = self.cues.future | self.cues.possible  # only auxiliaries are that: ModalReader; "willing" is no "will"
        verbs = tuple(r for r in readings if r.pos == "verb" and r.lemma not in modal)
        nouns = tuple(r for r in readings if r.pos == "noun")
        if word.upos in _VERBAL:
            return nouns if nouns and self._has_article(index) else self._verb_use(word, verbs)
        if word.upos in ("NOUN", "PROPN"):
            return verbs if verbs and self._headline_verb(word, verbs) else self._noun_use(word, verbs, nouns)
        return self._participle_use(word, verbs) if word.upos == "ADJ" else ()

    def _verb_use(self, word: Word, verbs: tuple[Reading, ...]) -> tuple[Reading, ...]:
        """Return the readings of a verb; "occupied" and "jailed" before a noun are states, no events."""
        if self._names(word):
            return ()
        state = word.deprel == "amod" and not self.tree.children(word.index, "obl", "obl:agent", "obj", "nsubj")
        return () if state or word.deprel in ("aux", "aux:pass", "cop") else verbs

    def _names(self, word: Word) -> bool:
        """Return whether "call" gives something a name: "calling it a violation" is no appeal."""
        objects = self.tree.children(word.index, "obj")
        named = len(objects) > 1 or any(w.upos in ("NOUN", "ADJ") for w in self.tree.children(word.index, "xcomp"))
        return word.lemma == "call" and bool(objects) and named

    def _noun_use(self, word: Word, verbs: tuple[Reading, ...], nouns: tuple[Reading, ...]) -> tuple[Reading, ...]:
        """Return the readings of a noun; one that only qualifies another noun, as in "aid worker", is no event."""
        if (word.upos == "PROPN" and word.norm in self.cues.times) or self._ground(word):
            return ()  # the month of March is no march
        if not nouns:
            governs = self.tree.children(word.index, "nmod", "obj")
            return tuple(r for r in verbs if governs and "VerbForm=Ger" in r.feats)
        return nouns if word.deprel != "compound" or self.arguments.carried(word.index) else ()

    def _ground(self, word: Word) -> bool:
        """Return whether a noun only tells in what spirit something else is done: "left the talks in protest at"."""
        return word.norm == "protest" and word.index > 0 and self.words[word.index - 1].norm == "in"

    def _participle_use(self, word: Word, verbs: tuple[Reading, ...]) -> tuple[Reading, ...]:
        """Return the verb readings of a word tagged as adjective where it stands like a verb."""
        felt = any(r.lemma in self.cues.feelings or r.lemma in self.cues.stative for r in verbs) or self._ahead(word)
        fits = word.deprel in ("root", "acl", "ccomp", "xcomp", "advcl", "acl:relcl", "conj", "parataxis")
        return verbs if fits and (felt or not self.tree.children(word.index, "cop")) else ()

    def _ahead(self, word: Word) -> bool:
        """Return whether an infinitive tells what somebody is "due to" or "ready to" do."""
        tasks = self.tree.children(word.index, "advcl", "xcomp", "ccomp")
        return word.lemma in self.cues.infinitive and any(
            mark.norm == "to" for task in tasks for mark in self.tree.children(task.index, "mark")
        )

    def _has_article(self, index: int) -> bool:
        """Return whether a word tagged as verb is a noun all the same: "the attack", "its visit to"."""
        marks = self.tree.children(index, "det", "case", "nmod:poss", "amod")
        return any(mark.index < index and mark.upos != "PART" for mark in marks)

    def _headline_verb(self, word: Word, verbs: tuple[Reading, ...]) -> bool:
        """Return whether a word tagged as noun is the verb of a headline: "Israel strikes Gaza"."""
        finite = any("VerbForm=Fin" in r.feats for r in verbs)
        if not finite or any(w.upos in _VERBAL and "VerbForm=Fin" in w.feats for w in self.words):
            return False
        before = self.words[word.index - 1] if word.index else None
        after = self.words[word.index + 1] if word.index + 1 < len(self.words) else None
        if before is None or after is None or before.upos not in ("PROPN", "NOUN"):
            return False
        return after.upos not in ("PUNCT", "VERB", "AUX", "CCONJ", "ADP") and after.norm != "'s"

    # ---- one clause --------------------------------------------------------------------------------------------------

    def clause(self, index: int, readings: tuple[Reading, ...]) -> Clause:
        """Return the clause of the predicate at index."""
        verbal = readings[0].pos == "verb" and self.words[index].upos not in ("NOUN", "PROPN")
        passive = verbal and self.arguments.passive(index)
        found = list(self.arguments.of_verb(index, passive) if verbal else self.arguments.of_noun(index))
        parent, relation = self._parent(index)
        negated, modality = self._negated(index), self._modality(index) if verbal else "actual"
        if negated and verbal and self._withholds(index, readings):
            # "did not allow", "cannot accept": a refusal
            readings, negated, modality = (REFUSAL,), False, "actual" if modality == "hypothetical" else modality
        return Clause(
            predicate=index,
            readings=readings,
            arguments=tuple(dict.fromkeys(found)),
            passive=passive,
            negated=negated,
            modality=modality,
            person=self._person(found),
            parent=parent,
            relation=relation,
        )

    def _withholds(self, index: int, readings: tuple[Reading, ...]) -> bool:
        """Return whether not to do it is an act: whoever does not grant what is asked refuses it."""
        aux = {word.norm for word in self.tree.children(index, "aux")}
        marks = self.tree.children(index, "mark")
        if marks or aux & (self.cues.future | self.cues.obliging) or not self.tree.children(index, *SUBJECTS):
            return False
        return any(r.lemma in self.cues.granting for r in readings)

    # ---- polarity, modality, place in the sentence -------------------------------------------------------------------

    def _negated(self, index: int) -> bool:
        negators = self.cues.negators
        near = self.tree.children(index, "advmod", "det", "aux", "cc:preconj", "mark")
        if any(w.norm in negators and not self._answer(w, index) for w in near):
            return True
        return any(
            w.norm in negators or any(d.norm in negators for d in self.tree.children(w.index, "det", "advmod"))
            for w in self.tree.children(index, "nsubj", "nsubj:pass", "obj")
            if not self._answer(w, index)
        )

    def _generic(self, index: int) -> bool:
        """Return whether anybody at all is meant: "before you attack someone"."""
        return any(w.norm == "you" for w in self.tree.children(index, *SUBJECTS))

    def _answer(self, negator: Word, index: int) -> bool:
        """Return whether a "no" is what is said: "said no to the offer"."""
        return negator.norm == "no" and negator.index == index + 1 and self.words[index].upos == "VERB"

    def _modality(self, index: int) -> str:
        aux = {word.norm for word in self.tree.children(index, "aux")}
        marks = {word.norm for word in self.tree.children(index, "mark")}
        word = self.words[index]
        if marks & self.cues.conditional or aux & self.cues.possible or self._generic(index):
            return "hypothetical"
        if "to" in marks and self._with_means(word):
            return "actual"
        if self._enacted(word, marks):
            return "hypothetical" if {word.head, self.words[word.head].head} & self.coded.keys() else "actual"
        if word.deprel == "advcl" and "to" in marks and self._relation(word, self.words[word.head]) == "purpose":
            return "hypothetical" if word.head in self.coded else "intended"
        if aux & self.cues.future or ("to" in marks and "have" not in aux and not self._told_of(word)):
            return "intended"
        governor = self.words[word.head]
        if word.deprel == "conj" and governor.upos in _VERBAL and not aux and word.head != index:
            return self._modality(word.head) if not self.tree.children(index, "nsubj", "nsubj:pass") else "actual"
        return "actual"

    def _enacted(self, word: Word, marks: set[str]) -> bool:
        """Return whether a purpose is the act itself, "marched to protest": no second act, and none still to come."""
        governor = self.arguments.lemma(word.head)
        asked = word.deprel == "xcomp" and governor in self.cues.infinitive
        deprels = ("advcl", "acl", "xcomp")
        enacted = self.arguments.lemma(word.index) in self.cues.enacted
        return word.deprel in deprels and "to" in marks and enacted and not asked

    def _with_means(self, word: Word) -> bool:
        """Return whether an infinitive tells what means were used for: "used tear gas to disperse", which was done."""
        verb = self.words[word.head]
        if word.deprel == "acl" and verb.deprel == "obj":
            verb = self.words[verb.head]
        used = verb.upos == "VERB" and self.arguments.lemma(verb.index) in self.cues.using
        return used and not self.tree.children(verb.index, "aux", "mark") and "VerbForm=Fin" in verb.feats

    def _told_of(self, word: Word) -> bool:
        """Return whether an infinitive tells what somebody was the first, last or only one to do: it was done."""
        near = [word.head, *(w.index for w in self.tree.children(word.head, "amod", "nummod"))]
        passive = self.tree.children(word.index, "aux:pass")
        return word.deprel == "acl" and not passive and any(self.words[at].norm in self.cues.ranks for at in near)

    def _person(self, arguments: Sequence[Argument]) -> int:
        first = (a.role == "subj" and self.words[a.head].norm in self.cues.first_person for a in arguments)
        return 1 if any(first) else 3

    def _parent(self, index: int) -> tuple[int | None, str]:
        """Return the governing predicate and how the clause hangs on it."""
        word = self.words[index]
        for child in self.tree.children(index, "parataxis"):
            if self.arguments.lemma(child.index) in self.cues.speech:
                return child.index, "reported"
        if word.head == index:
            return None, "root"
        if word.deprel == "conj":
            parent, relation = self._parent(word.head)
            return (parent, relation) if parent is not None else (word.head, "coordinate")
        governor = self.words[word.head]
        told = word.deprel in ("acl", "acl:relcl", "ccomp") and self.tree.children(word.index, "mark")
        if told and governor.upos == "NOUN" and governor.lemma in self.cues.contents:
            return governor.head, "complement"
        parent = governor.head if word.deprel == "compound" else word.head
        return parent, self._relation(word, governor)

    def _relation(self, word: Word, governor: Word) -> str:
        if word.deprel == "ccomp":
            return "reported" if self.arguments.lemma(governor.index) in self.cues.speech else "complement"
        if word.deprel == "nsubj" and self.tree.children(governor.index, "obj"):
            return "adverbial"
        if word.deprel == "compound":
            return self._relation(governor, self.words[governor.head])
        if word.deprel == "xcomp" and word.upos == "NOUN" and not self.tree.children(word.index, "mark"):
            return "adverbial"  # "consider it a violation": what something is, not what is considered
        if word.deprel in ("xcomp", "csubj") or word.deprel in _OBJECTS:
            return "complement"
        if word.deprel == "acl:relcl":
            return "relative"
        marks = {w.norm for w in self.tree.children(word.index, "mark")}
        if word.deprel == "acl":
            return "complement" if marks else "relative"
        if word.deprel == "advcl":
            return self._adverbial(marks, governor)
        return "adverbial"

    def _adverbial(self, marks: set[str], governor: Word) -> str:
        if "to" in marks:
            return "complement" if self.arguments.lemma(governor.index) in self.cues.infinitive else "purpose"
        return "complement" if marks & {"from", "against", "of", "for", "on", "with"} else "adverbial"
