"""Read English clauses off the dependency tree, led by the coded words."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from eventcoder.languages.protocol import Argument, Clause, Reading
from eventcoder.languages.tree import Tree
from eventcoder.types.text import Word

_VERBAL = frozenset({"VERB", "AUX"})
_SUBJECTS = ("nsubj", "nsubj:pass")


class _Cues(NamedTuple):
    negators: frozenset[str]
    future: frozenset[str]
    possible: frozenset[str]
    conditional: frozenset[str]
    speech: frozenset[str]
    inner: frozenset[str]
    first_person: frozenset[str]


class ClauseReader:
    """Makes clauses; holds nothing but the cue words."""

    def __init__(self, cues: Mapping[str, Any]) -> None:
        """Take the cue words of clauses.yaml."""
        self._cues = _Cues(**{key: frozenset(words) for key, words in cues.items()})

    def read(self, words: Sequence[Word], readings: Mapping[int, tuple[Reading, ...]]) -> list[Clause]:
        """Return one clause for each coded word that is used as a predicate, in text order."""
        sentence = _Sentence(Tree(words), self._cues)
        found = []
        for index in sorted(readings):
            use = sentence.use(index, readings[index])
            if use:
                found.append(sentence.clause(index, use))
        return found


class _Sentence:
    """One sentence being read."""

    def __init__(self, tree: Tree, cues: _Cues) -> None:
        self.tree = tree
        self.words = tree.words
        self.cues = cues

    def use(self, index: int, readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
        """Return the readings that fit the word's use; () when it is no predicate here."""
        word = self.words[index]
        verbs = tuple(r for r in readings if r.pos == "verb")
        nouns = tuple(r for r in readings if r.pos == "noun")
        if word.upos in _VERBAL:
            return verbs if word.deprel not in ("aux", "aux:pass", "cop") else ()
        if word.upos in ("NOUN", "PROPN"):
            if verbs and self._headline_verb(word, verbs):
                return verbs
            return () if word.deprel == "compound" and self.words[word.head].upos == "PROPN" else nouns
        if word.upos == "ADJ" and verbs and (word.deprel in ("root", "acl", "ccomp", "xcomp", "advcl", "acl:relcl")):
            return verbs
        return ()

    def _headline_verb(self, word: Word, verbs: tuple[Reading, ...]) -> bool:
        """Return whether a word tagged as noun is the verb of a headline: "Israel strikes Gaza"."""
        finite = any("VerbForm=Fin" in r.feats for r in verbs)
        if not finite or any(w.upos in _VERBAL and "VerbForm=Fin" in w.feats for w in self.words):
            return False
        before = self.words[word.index - 1] if word.index else None
        after = self.words[word.index + 1] if word.index + 1 < len(self.words) else None
        named = before is not None and before.upos in ("PROPN", "NOUN") and before.norm != "the"
        return named and after is not None and after.upos not in ("PUNCT", "VERB", "AUX", "CCONJ") and after.norm not in ("of", "'s")

    def clause(self, index: int, readings: tuple[Reading, ...]) -> Clause:
        """Return the clause of the predicate at index."""
        verbal = readings[0].pos == "verb"
        passive = verbal and self._passive(index)
        arguments = list(self._verb_arguments(index, passive) if verbal else self._noun_arguments(index))
        parent, relation = self._parent(index)
        return Clause(
            predicate=index,
            readings=readings,
            arguments=tuple(dict.fromkeys(arguments)),
            passive=passive,
            negated=self._negated(index),
            modality=self._modality(index) if verbal else "actual",
            person=self._person(arguments),
            parent=parent,
            relation=relation,
        )

    # ---- arguments -------------------------------------------------------------------------------------------------

    def _argument(self, role: str, marker: str, head: int, shared: bool = False) -> Iterator[Argument]:
        for index in self.tree.conjuncts(head):
            start, end = self.tree.phrase(index, self.cues.inner)
            yield Argument(role, marker, index, start, end, shared)

    def _passive(self, index: int) -> bool:
        tree, word = self.tree, self.words[index]
        if tree.children(index, "aux:pass", "nsubj:pass", "obl:agent"):
            return True
        participle = word.norm.endswith(("ed", "en", "wn", "ht", "ung", "ld", "de", "t")) or "VerbForm=Part" in word.feats
        bare = participle and "Tense=Pres" not in word.feats and not word.norm.endswith("ing")
        if word.deprel == "conj" and bare and not tree.children(index, *_SUBJECTS, "aux"):
            return self._passive(word.head) if self.words[word.head].upos in _VERBAL else False
        return word.deprel in ("acl", "advcl", "amod") and bare and not tree.children(index, "obj", "mark", "nsubj")

    def _verb_arguments(self, index: int, passive: bool) -> Iterator[Argument]:
        subjects = self.tree.children(index, *_SUBJECTS)
        own = [a for s in subjects for a in self._argument("subj", "", self._antecedent(s.index, index))]
        if not own:
            own = [Argument(a.role, a.marker, a.head, a.start, a.end, True) for a in self._inherited(index)]
        for argument in own:
            yield argument._replace(role="obj") if passive else argument
        for word in self.tree.children(index, "obj"):
            yield from self._argument("obj", "", self._antecedent(word.index, index))
            yield from self._attached(word.index)
        yield from self._gap(index, passive)
        for word in self.tree.children(index, "iobj"):
            yield from self._argument("obl", "to", word.index)
        yield from self._obliques(index, passive)

    def _obliques(self, index: int, passive: bool) -> Iterator[Argument]:
        late: list[Argument] = []
        for word in self.tree.children(index, "obl", "obl:agent", "nmod"):
            marker = self.tree.case(word.index)
            agent = word.deprel == "obl:agent" or (passive and marker == "by")
            yield from self._argument("agent" if agent else "obl", marker, word.index)
            late.extend(self._attached(word.index))
        yield from late

    def _attached(self, index: int) -> Iterator[Argument]:
        """Yield the prepositional phrases that hang on an argument noun."""
        for head in self.tree.conjuncts(index):
            for word in self.tree.children(head, "nmod", "obl"):
                marker = self.tree.case(word.index)
                if marker and not marker.startswith("'"):
                    yield from self._argument("obl", marker, word.index)
                    yield from self._attached(word.index)

    def _noun_arguments(self, index: int) -> Iterator[Argument]:
        for word in self.tree.children(index, "nmod", "nsubj", "obl"):
            marker = self.tree.case(word.index)
            if not marker or marker.startswith("'"):
                yield from self._argument("gen", "", word.index)
            else:
                yield from self._argument("obl", marker, word.index)
                yield from self._attached(word.index)
        for word in self.tree.children(index, "amod", "compound", "nummod"):
            for part in self.tree.conjuncts(word.index):
                start = min([part, *(c.index for c in self.tree.children(part, "compound", "amod", "flat"))])
                yield Argument("mod", "", part, start, part + 1)

    def _antecedent(self, index: int, verb: int) -> int:
        """Return the head noun a relative pronoun stands for, or the word itself."""
        word = self.words[index]
        if word.upos in ("PRON", "DET", "SCONJ") and word.norm in ("who", "which", "that", "whom"):
            at = self.words[verb]
            if at.deprel in ("acl:relcl", "acl"):
                return at.head
        return index

    def _gap(self, index: int, passive: bool) -> Iterator[Argument]:
        """Yield the head of a relative clause as the object it lacks: "the camp that rebels attacked"."""
        word = self.words[index]
        if word.deprel != "acl:relcl" or passive or self.tree.children(index, "obj"):
            return
        subjects = self.tree.children(index, "nsubj")
        if subjects and self._antecedent(subjects[0].index, index) != word.head:
            start, end = self.tree.phrase(word.head, self.cues.inner)
            yield Argument("obj", "", word.head, start, end, True)

    def _inherited(self, index: int) -> Iterator[Argument]:
        """Yield the subject a clause without one shares with its governor."""
        word = self.words[index]
        governor = self.words[word.head]
        if word.deprel in ("acl", "acl:relcl", "amod"):
            yield from self._argument("subj", "", word.head)
            return
        if word.deprel not in ("conj", "xcomp", "advcl", "ccomp", "parataxis") or governor.index == index:
            return
        if governor.upos not in _VERBAL:
            subjects = self.tree.children(governor.index, *_SUBJECTS)
        elif word.deprel == "xcomp" and self.tree.children(governor.index, "obj"):
            subjects = self.tree.children(governor.index, "obj")
        else:
            subjects = self.tree.children(governor.index, *_SUBJECTS)
        if subjects:
            for subject in subjects:
                yield from self._argument("subj", "", self._antecedent(subject.index, governor.index))
        else:
            yield from self._inherited(governor.index)

    # ---- polarity, modality, place in the sentence -------------------------------------------------------------------

    def _negated(self, index: int) -> bool:
        return any(word.norm in self.cues.negators for word in self.tree.children(index, "advmod", "det", "aux", "cc:preconj"))

    def _modality(self, index: int) -> str:
        aux = {word.norm for word in self.tree.children(index, "aux")}
        marks = {word.norm for word in self.tree.children(index, "mark")}
        word = self.words[index]
        if marks & self.cues.conditional or aux & self.cues.possible:
            return "hypothetical"
        if aux & self.cues.future or "to" in marks:
            return "intended"
        if word.deprel in ("conj", "xcomp") and self.words[word.head].upos in _VERBAL and not aux and word.head != index:
            return self._modality(word.head) if word.deprel == "conj" else "actual"
        return "actual"

    def _person(self, arguments: Sequence[Argument]) -> int:
        return 1 if any(a.role == "subj" and self.words[a.head].norm in self.cues.first_person for a in arguments) else 3

    def _parent(self, index: int) -> tuple[int | None, str]:
        word = self.words[index]
        for child in self.tree.children(index, "parataxis"):
            if child.lemma in self.cues.speech:
                return child.index, "reported"
        if word.head == index:
            return None, "root"
        governor = self.words[word.head]
        if word.deprel == "conj":
            parent, relation = self._parent(word.head)
            return (parent, relation) if parent is not None else (word.head, "coordinate")
        if word.deprel in ("ccomp", "xcomp", "csubj"):
            return word.head, "reported" if governor.lemma in self.cues.speech and word.deprel == "ccomp" else "complement"
        if word.deprel in ("acl:relcl",):
            return word.head, "relative"
        if word.deprel == "acl":
            return word.head, "complement" if self.tree.children(index, "mark") else "relative"
        if word.deprel == "advcl":
            return word.head, self._adverbial(index)
        if word.deprel in ("obj", "obl", "nsubj", "nsubj:pass", "nmod", "obl:agent"):
            return word.head, "complement"
        return word.head, "adverbial"

    def _adverbial(self, index: int) -> str:
        marks = {word.norm for word in self.tree.children(index, "mark")}
        if "to" in marks:
            return "purpose"
        return "complement" if marks & {"from", "against", "of", "for"} else "adverbial"
