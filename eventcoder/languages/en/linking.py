"""Mend how clauses and conjuncts hang on each other: "who accused him", "killed Roe and two others", "sent men to"."""

from eventcoder.languages.en.draft import NOMINAL, LexicalMender

_RELATIVE = frozenset({"who", "whom", "which"})
_LOOSE_CLAUSES = frozenset({"advcl", "ccomp", "parataxis", "conj", "dep", "acl"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_CLAUSAL = frozenset({"nsubj", "nsubj:pass", "cop", "aux", "aux:pass", "mark", "obj", "case"})
_NAMING = frozenset({"nmod", "compound", "appos", "flat"})


class LinkMender(LexicalMender):
    """Hangs clauses and conjuncts where word order and agreement put them."""

    def mend(self) -> None:
        """Mend hyphened names, relative clauses, conjuncts of objects, titled names and purposes."""
        self._part()
        for index in sorted(self._readings):
            if self._words[index].upos == "VERB":
                self._conjuncts(index)
                self._past_beside_infinitive(index)
                self._agent_of_noun(index)
                self._object_of_gerund(index)
                self._purpose(index)
                self._garden_path(index)
        for word in list(self._words):
            if word.deprel in _SUBJECTS and word.upos == "PROPN":
                self._titles(word.index)

    def _past_beside_infinitive(self, verb: int) -> None:
        """Hang a past tense joined to an infinitive on the verb above: "used gas to disperse them and arrested"."""
        word, first = self._words[verb], self._words[self._words[verb].head]
        above = self._words[first.head]
        joined = word.deprel == "conj" and first.upos == "VERB" and above.upos == "VERB" and above.index < first.index
        past = "Tense=Past" in word.feats and "VerbForm=Fin" in word.feats
        marks = {self._words[c].norm for c in self._draft.children[first.index]}
        if joined and past and "to" in marks and "have" not in marks and above.index != first.index:
            self._draft.move(verb, above.index, "conj")

    def _part(self) -> None:
        """Mend what the parser parted or joined at a hyphen, a semicolon or a relative pronoun."""
        for word in self._words[1:-2]:
            if word.norm in self._cues.articles and self._words[word.index + 1].text == "-":
                self._article_name(word.index)
            elif word.norm == ";":
                self._part_clauses(word.index)
        for word in list(self._words):
            if word.norm in _RELATIVE and word.index > 1:
                self._relative(word.index)

    def _article_name(self, article: int) -> None:
        """Make one name of "Ali al-Amin" where the parser parted it at the hyphen."""
        draft, last = self._draft, self._words[article + 2]
        first = self._words[article - 1]
        if first.upos != "PROPN" or last.upos not in NOMINAL or not last.text[:1].isupper():
            return
        while first.deprel in ("flat", "compound") and first.head < first.index:
            first = self._words[first.head]
        if (
            draft.governs(first.index, last.index)
            or draft.governs(last.index, first.index)
            or first.head == first.index
        ):
            return
        owner = any(self._words[c].norm in ("'s", "\u2019s", "'") for c in draft.children[last.index])
        if not owner and last.head != last.index:
            draft.move(last.index, first.head, first.deprel)
        draft.move(first.index, last.index, "compound")

    def _part_clauses(self, semicolon: int) -> None:
        """Let no clause before a semicolon hang on a verb behind it: each half has its own main verb."""
        draft = self._draft
        verbs = [w for w in self._words[:semicolon] if w.upos in ("VERB", "AUX")]
        mains = [w for w in verbs if w.head == w.index or w.head > semicolon or "VerbForm=Fin" in w.feats]
        if not mains:
            return
        main = next((w for w in mains if w.head == w.index), mains[0])
        for word in list(self._words[:semicolon]):
            crossing = word.head > semicolon and word.index != main.index and word.upos == "VERB"
            if crossing and word.index > main.index and not draft.governs(word.index, main.index):
                draft.move(word.index, main.index, "advcl" if word.norm.endswith("ing") else "conj")
        for word in list(self._words[semicolon + 1 :]):
            if word.head == main.index and word.upos == "VERB" and word.deprel in ("advcl", "acl", "xcomp"):
                draft.relabel(word.index, "parataxis")

    def _relative(self, pronoun: int) -> None:
        """Hang the clause of "..., who accused him" on the noun before the comma."""
        draft, verb = self._draft, self._words[self._words[pronoun].head]
        if verb.index < pronoun or verb.deprel not in _LOOSE_CLAUSES or verb.upos not in ("VERB", "AUX"):
            return
        at = pronoun - 2 if self._words[pronoun - 1].norm == "," else pronoun - 1
        noun = self._words[at]
        if noun.upos not in ("NOUN", "PROPN") or noun.index == verb.index:
            return
        while noun.head > verb.head and noun.head < pronoun and self._words[noun.head].upos in NOMINAL:
            if noun.deprel not in ("flat", "compound"):
                break
            noun = self._words[noun.head]
        if noun.deprel == "flat":
            noun = self._words[noun.head]
        if not draft.governs(verb.index, noun.index):
            draft.move(verb.index, noun.index, "acl:relcl")

    def _conjuncts(self, verb: int) -> None:
        """Join a noun after "and" to the object before it, where the parser joined it to the verb."""
        for child in [c for c in self._draft.children[verb] if self._words[c].deprel == "conj" and c > verb]:
            labels = self._draft.labels(child)
            if self._words[child].upos not in NOMINAL or labels & _CLAUSAL or "cc" not in labels:
                continue
            joint = min(c for c in self._draft.children[child] if self._words[c].deprel == "cc")
            before = self._words[joint - 2 if self._words[joint - 1].norm == "," else joint - 1]
            while before.deprel in ("flat", "compound") and before.head != before.index:
                before = self._words[before.head]
            if before.upos in NOMINAL and verb < before.index < child and before.deprel in ("obj", "obl", "nmod"):
                self._draft.move(child, before.index, "conj")

    def _agent_of_noun(self, verb: int) -> None:
        """Hang "by the court" of "ignored calls by the court" on the noun: an active verb has no agent phrase."""
        labels = self._draft.labels(verb)
        objects = [c for c in self._draft.children[verb] if self._words[c].deprel == "obj" and c > verb]
        if not objects or labels & {"aux:pass", "nsubj:pass"} or not labels & _SUBJECTS:
            return
        for agent in [c for c in self._draft.children[verb] if self._words[c].deprel == "obl:agent"]:
            if agent > objects[-1]:
                self._draft.move(agent, objects[-1], "nmod")

    def _object_of_gerund(self, verb: int) -> None:
        """Give "withdrew troops from Sinai allowing" its object, which the parser made the subject of the gerund."""
        labels = self._draft.labels(verb)
        if labels & {"obj", "cop", "aux:pass", "nsubj:pass", "ccomp"}:
            return
        for gerund in [c for c in self._draft.children[verb] if self._words[c].norm.endswith("ing") and c > verb]:
            if "aux" in self._draft.labels(gerund) or self._words[gerund].upos != "VERB":
                continue
            inner = [c for c in self._draft.children[gerund] if self._words[c].deprel == "nsubj" and c > verb]
            if (
                inner
                and self._nearest_noun(verb, inner[0])
                and any(self._words[at].deprel == "case" for at in range(inner[0] + 1, gerund))
            ):
                self._draft.move(inner[0], verb, "obj")

    def _nearest_noun(self, verb: int, noun: int) -> bool:
        """Return whether only what may stand before a noun stands between verb and noun."""
        between = self._words[verb + 1 : noun]
        return all(w.upos in ("DET", "ADJ", "NUM", "NOUN", "PROPN", "PRON", "ADV") for w in between)

    def _purpose(self, verb: int) -> None:
        """Hang "to pay for aid" on the verb where the parser hung it on a time: "gave money this year to pay for"."""
        for time in [c for c in self._draft.children[verb] if self._words[c].norm in self._cues.times and c > verb]:
            for task in list(self._draft.children[time]):
                marks = [self._words[c].norm for c in self._draft.children[task] if self._words[c].deprel == "mark"]
                if self._words[task].deprel == "acl" and "to" in marks:
                    self._draft.move(task, verb, "advcl")

    def _garden_path(self, verb: int) -> None:
        """Make "called" the main verb of "the premier called for talks after X resigned", taken for a participle."""
        draft, word = self._draft, self._words[verb]
        if word.deprel != "acl" or word.head > verb or "by" in (self._words[c].norm for c in draft.children[verb]):
            return
        past = any(
            r.pos == "verb" and "Tense=Past" in r.feats and r.lemma in self._cues.active for r in self._readings[verb]
        )
        top = next((w for w in self._words if w.head == w.index), None)
        if not past or top is None or top.index < verb or top.upos not in ("VERB", "AUX"):
            return
        subject = self._words[word.head]
        while subject.head != top.index and subject.head != subject.index and subject.index < verb:
            subject = self._words[subject.head]
        opening = [w for w in self._words[verb : top.index] if w.deprel == "mark" and w.norm in self._cues.openings]
        if subject.head != top.index or subject.deprel not in _SUBJECTS or len(opening) != 1:
            return
        draft.crown(verb)
        draft.make_verb(verb)
        draft.move(subject.index, verb, "nsubj")
        draft.move(top.index, verb, "advcl")
        for child in list(draft.children[verb]):
            if self._words[child].deprel == "advcl" and child != top.index and opening[0].head == child:
                draft.move(opening[0].index, top.index, "mark")

    def _titles(self, name: int) -> None:
        """Make two parties of "Premier Roe and his counterpart Poe", where the first hung on the second as a title."""
        for title in [c for c in self._draft.children[name] if self._words[c].deprel in _NAMING and c < name]:
            others = [c for c in self._draft.children[title] if self._words[c].deprel == "conj" and title < c < name]
            if len(others) != 1 or self._words[others[0]].upos != "NOUN" or "case" in self._draft.labels(title):
                continue
            if any(w.norm == "," for w in self._words[others[0] : name]):
                continue
            other, label, head = others[0], self._words[name].deprel, self._words[name].head
            self._draft.move(title, head, label)
            self._draft.move(name, title, "conj")
            joint = [c for c in self._draft.children[other] if self._words[c].deprel == "cc"]
            self._draft.move(other, name, "compound")
            for child in joint:
                self._draft.move(child, name, "cc")
            return
