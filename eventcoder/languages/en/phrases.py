"""Mend phrases a parser took for clauses ("under mortar fire") and the reverse ("had harsh words for")."""

from eventcoder.languages.en.draft import NOMINAL, LexicalMender

_BEFORE_NOUNS = frozenset({"under", "with", "at", "from", "by", "in", "on", "of", "against", "over", "into", "between"})
_HAVE = frozenset({"have", "has", "had", "having"})
_INFLECTED = ("ing", "ed", "en")


class PhraseMender(LexicalMender):
    """Tells nouns that look like verbs by the preposition before them, and "have" that has an object."""

    def mend(self) -> None:
        """Mend every word after a preposition, and every "have" over a noun."""
        for index in range(1, len(self._words)):
            if self._verb_after_preposition(index):
                self._name(index)
        self._mend_participles()
        for word in list(self._words):
            if word.norm in _HAVE and word.deprel == "aux" and self._possesses(word.head):
                self._possess(word.index)
        for word in list(self._words):
            if word.deprel == "nsubj" and word.upos == "NOUN":
                self._join_title(word.index)
            elif word.norm in self._cues.directions and word.deprel in ("conj", "appos") and self._far(word.index):
                self._draft.relabel(word.index, "parataxis")
        for index, readings in self._readings.items():
            if self._words[index].upos == "VERB" and any(r.lemma in self._cues.asking for r in readings):
                self._raise_task(index)

    def _mend_participles(self) -> None:
        """Mend adjectives taken for infinitives, and participles taken for verbs or the reverse."""
        for word in list(self._words):
            if word.deprel == "case" and self._named(word.index):
                self._draft.retag(word.index, "PROPN", "compound")
            elif word.norm == "to" and word.deprel == "mark":
                self._read_recipient(word.head)
            elif word.upos == "VERB" and self._counts(word.index):
                self._qualify(word.index)
            elif word.upos == "VERB" and word.deprel == "amod" and self._begun(word.index):
                self._begin(word.index)

    def _named(self, index: int) -> bool:
        """Return whether a preposition in capitals is a first name behind a title: "Foreign Minister Per Olsen"."""
        if not 0 < index < len(self._words) - 1 or not self._words[index].text[:1].isupper():
            return False
        title, name = self._words[index - 1], self._words[index + 1]
        behind = title.deprel in ("nmod", "compound") and title.head in (index, self._words[index].head)
        return behind and name.upos == "PROPN" and title.index < self._words[index].head

    def _read_recipient(self, index: int) -> None:
        """Read "to local people" as a phrase where the parser made an infinitive of its adjective."""
        word = self._words[index]
        objects = [c for c in self._draft.children[index] if self._words[c].deprel == "obj" and c > index]
        if word.upos != "ADJ" or index in self._readings or not objects or "cop" in self._draft.labels(index):
            return
        noun = objects[0]
        self._draft.move(noun, word.head, "obl")
        for child in list(self._draft.children[index]):
            self._draft.move(child, noun, "case" if self._words[child].deprel == "mark" else self._words[child].deprel)
        self._draft.retag(index, "ADJ", "amod")
        self._draft.move(index, noun, "amod")

    def _counts(self, index: int) -> bool:
        """Return whether a participle between number and noun was taken for a verb: "two wounded men were freed"."""
        before = [c for c in self._draft.children[index] if c < index and self._words[c].deprel != "punct"]
        objects = [c for c in self._draft.children[index] if self._words[c].deprel == "obj" and c > index]
        if (
            len(before) != 1
            or before[0] != index - 1
            or len(objects) != 1
            or not self._words[index].norm.endswith("ed")
        ):
            return False
        counted = self._words[index - 1].upos in ("NUM", "DET", "ADJ")
        return counted and self._next_verb(index, objects[0]) is not None

    def _next_verb(self, index: int, noun: int) -> int | None:
        """Return the verb whose first word stands right behind a noun, and which the parser hung on the verb before."""
        for verb in self._draft.children[index]:
            first = min([verb, *(c for c in self._draft.children[verb] if self._words[c].deprel.startswith("aux"))])
            if self._words[verb].upos == "VERB" and first == noun + 1 and "cc" not in self._draft.labels(verb):
                return verb
        return None

    def _qualify(self, index: int) -> None:
        """Make a participle an adjective of the noun after it, and that noun the subject of the verb that follows."""
        draft, word = self._draft, self._words[index]
        noun = next(c for c in draft.children[index] if self._words[c].deprel == "obj" and c > index)
        verb = self._next_verb(index, noun)
        if verb is None:
            return
        if word.head == index:
            draft.crown(verb)
        else:
            draft.move(verb, word.head, word.deprel)
        draft.move(noun, verb, "nsubj:pass" if "aux:pass" in draft.labels(verb) else "nsubj")
        draft.move(index - 1, noun, "nummod")
        for child in [c for c in draft.children[index] if c not in (noun, verb)]:
            draft.move(child, verb, self._words[child].deprel)
        draft.retag(index, "ADJ", "amod")
        draft.move(index, noun, "amod")

    def _begun(self, index: int) -> bool:
        """Return whether a gerund before its object was taken for its adjective: "began airlifting tents"."""
        verb = self._words[index - 1] if index else None
        noun = self._words[self._words[index].head]
        if verb is None or verb.lemma not in self._cues.stages or not self._words[index].norm.endswith("ing"):
            return False
        return verb.upos == "VERB" and noun.head == verb.index and noun.deprel == "obj" and noun.index > index

    def _begin(self, index: int) -> None:
        """Make the gerund what is begun, and the noun after it its object."""
        verb, noun = index - 1, self._words[index].head
        self._draft.move(index, verb, "xcomp")
        self._draft.move(noun, index, "obj")

    def _join_title(self, noun: int) -> None:
        """Hang a role noun on the name right after it where the parser made two subjects: "former leader Jan Kok"."""
        name = self._words[noun + 1] if noun + 1 < len(self._words) else None
        if name and name.upos == "PROPN" and name.deprel == "nsubj" and name.head == self._words[noun].head:
            self._draft.move(noun, name.index, "compound")

    def _far(self, direction: int) -> bool:
        """Return whether a word of direction tells a distance and is no second party: "50 km west of the town"."""
        return not any(self._words[c].deprel == "cc" for c in self._draft.children[direction])

    def _raise_task(self, verb: int) -> None:
        """Hang "to leave" of "ordered the envoy to leave" on the verb, where the parser hung it on the object."""
        for asked in [c for c in self._draft.children[verb] if self._words[c].deprel == "obj" and c > verb]:
            for task in list(self._draft.children[asked]):
                marks = [self._words[c].norm for c in self._draft.children[task] if self._words[c].deprel == "mark"]
                if self._words[task].deprel == "acl" and "to" in marks:
                    self._draft.move(task, verb, "xcomp")

    def _verb_after_preposition(self, index: int) -> bool:
        """Return whether a base form tagged as verb follows a preposition, after which no verb can stand."""
        word, before = self._words[index], self._words[index - 1]
        if word.upos != "VERB" or before.norm not in _BEFORE_NOUNS or before.upos not in ("ADP", "SCONJ"):
            return False
        if word.norm.endswith(_INFLECTED) or word.deprel not in ("advcl", "acl", "xcomp", "obl", "nmod", "ccomp"):
            return False
        return before.head == index and not {"nsubj", "aux"} & self._draft.labels(index)

    def _name(self, index: int) -> None:
        """Make the word a noun; the noun after it, taken for its object, becomes the head of the phrase."""
        draft, word = self._draft, self._words[index]
        label = "nmod" if self._words[word.head].upos in NOMINAL else "obl"
        objects = [c for c in draft.children[index] if self._words[c].deprel == "obj" and c > index]
        draft.retag(index, "NOUN", label)
        if objects and all(w.upos in ("NOUN", "ADJ", "PROPN") for w in self._words[index + 1 : objects[0] + 1]):
            noun = objects[0]
            draft.move(noun, word.head, label)
            for child in list(draft.children[index]):
                draft.move(child, noun, self._words[child].deprel)
            draft.move(index, noun, "compound")
            index = noun
        for child in draft.children[index]:
            if self._words[child].deprel == "mark":
                draft.relabel(child, "case")

    def _possesses(self, index: int) -> bool:
        """Return whether a noun with a subject is what somebody has."""
        labels = self._draft.labels(index)
        return self._words[index].upos == "NOUN" and "nsubj" in labels and "cop" not in labels

    def _possess(self, index: int) -> None:
        """Make "have" the verb, and the noun it hung on its object."""
        draft, noun = self._draft, self._words[self._words[index].head]
        draft.make_verb(index)
        if noun.head == noun.index:
            draft.crown(index)
        else:
            draft.move(index, noun.head, noun.deprel)
        draft.move(noun.index, index, "obj")
        for child in list(draft.children[noun.index]):
            if self._words[child].deprel in ("nsubj", "aux", "punct", "advcl", "parataxis", "mark"):
                draft.move(child, index, self._words[child].deprel)
