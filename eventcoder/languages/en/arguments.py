"""Find the arguments of English verbs and event nouns in a mended tree."""

from collections.abc import Iterator

from eventcoder.languages.en.asides import AsideReader
from eventcoder.languages.en.subjects import SUBJECTS
from eventcoder.languages.protocol import Argument
from eventcoder.types.text import Word

_VERBAL = frozenset({"VERB", "AUX"})
_DEEPEST = 3
_OCCASIONAL = frozenset({"on", "during", "after", "at", "in", "before", "following", "for", "amid", "from"})


class ArgumentReader(AsideReader):
    """Reads the arguments of the predicates of one sentence."""

    def passive(self, index: int) -> bool:
        """Return whether the verb stands in the passive, as a finite verb or as a participle."""
        tree, word = self.tree, self.words[index]
        by = any(tree.case(w.index) == "by" for w in tree.children(index, "obl"))
        if self.lemma(index) in self.cues.suffering:
            return True  # who dies in an attack is hit by it
        if self._stative(index) and not by and not tree.children(index, "obl:agent"):
            return False
        if tree.children(index, "aux:pass", "nsubj:pass", "obl:agent"):
            return True
        bare = self._participle(word)
        if word.deprel == "conj" and bare and self.words[word.head].upos == "ADV" and tree.children(word.head, "cop"):
            return True  # "was heavily and unjustly criticized", its adverbs taken for the predicate
        if word.deprel == "conj" and bare and not tree.children(index, *SUBJECTS, "aux", "obj"):
            return self.passive(word.head) if self.words[word.head].upos in _VERBAL else False
        headline = word.deprel in ("root", "parataxis") and self.lemma(index) in self.cues.undergone
        if headline and bare and not tree.children(index, "obj", "iobj", "ccomp", "aux", "compound:prt"):
            return True
        return word.deprel in ("acl", "advcl", "amod") and bare and not tree.children(index, "obj", "mark", "nsubj")

    def _stative(self, index: int) -> bool:
        """Return whether a participle tells what its subject means to do: "is opposed to", "are scheduled to meet"."""
        if self.lemma(index) not in self.cues.scheduled:
            return self.lemma(index) in self.cues.stative
        tasks = self.tree.children(index, "xcomp", "advcl")
        return any(m.norm == "to" for task in tasks for m in self.tree.children(task.index, "mark"))

    @staticmethod
    def _participle(word: Word) -> bool:
        if word.norm.endswith("ing") or "Tense=Pres" in word.feats or "VerbForm=Inf" in word.feats:
            return False
        return "VerbForm=Part" in word.feats or word.norm.endswith(("ed", "en", "wn", "ht", "ung", "ld", "de", "t"))

    # ---- verbs -------------------------------------------------------------------------------------------------------

    def of_verb(self, index: int, passive: bool) -> Iterator[Argument]:
        """Yield subject, objects and obliques of a verb; phrases that hang on its objects come last, as obliques."""
        subjects = self.tree.children(index, *SUBJECTS)
        own = [a for s in subjects for a in self._argument("subj", "", self._antecedent(s.index, index))]
        if not own:
            own = [a._replace(shared=True) for a in self._inherited(index)]
        for argument in own:
            yield argument._replace(role="obj") if passive else argument
        yield from self._each_other(index, own)
        yield from self._resumed(index)
        late: list[Argument] = []
        for word in self.tree.children(index, "obj"):
            yield from self._argument("obj", "", self._antecedent(word.index, index))
            late.extend(self._attached(word.index))
            yield from self._cargo(word.index)
        yield from self._gap(index, passive)
        for word in self.tree.children(index, "iobj"):
            yield from self._argument("obl", "to", word.index)
        yield from self._obliques(index)
        for subject in subjects:
            late.extend(self._attached(subject.index) if passive else ())
        for argument in (*self._late_obliques(index), *late):
            by = passive and argument.role == "obl" and argument.marker == "by"
            yield argument._replace(role="agent") if by else argument
        yield from self._described(index)
        yield from self._beyond(index)
        yield from self._particles(index)

    def _described(self, index: int) -> Iterator[Argument]:
        """Yield what a verb makes of its object: a name as another object, a noun or adjective as predicate."""
        for word in self.tree.children(index, "xcomp"):
            if word.upos == "PROPN" and not self.tree.children(word.index, "case", "mark"):
                yield from self._argument("obj", "", word.index)
            elif word.upos in ("NOUN", "ADJ") and word.index not in self.coded:
                start, end = self.tree.phrase(word.index, self.cues.inner)
                yield Argument("pred", "", word.index, start, end)

    def _obliques(self, index: int) -> Iterator[Argument]:
        passive = self.passive(index)
        for word in self.tree.children(index, "obl", "obl:agent", "nmod", "advmod"):
            if word.deprel == "advmod" and word.upos not in ("NOUN", "PROPN"):
                continue
            marker = self._marker(word.index)
            first, _, rest = marker.partition(" ")
            if not rest and first in self.cues.particles and self._follows(first, index):
                yield from self._argument("obj", "", word.index)
                continue
            if first != "out" and rest in self.cues.inner | self.cues.party and self._follows(first, index):
                # "dropped in on Latvia": the first is a particle of the verb
                yield Argument("prt", first, index + 1, index + 1, index + 2)
                marker = rest
            agent = word.deprel == "obl:agent" or (passive and marker == "by")
            yield from self._argument("agent" if agent else self._oblique(marker, word.index), marker, word.index)

    def _marker(self, index: int) -> str:
        """Return the adposition of a noun, "out of" also where the parser took "out" for a particle of the verb."""
        marker = self.tree.case(index)
        if marker != "of":
            return marker
        at = next(w.index for w in self.tree.children(index, "case"))
        return "out of" if at and self.words[at - 1].norm == "out" else marker

    def _follows(self, norm: str, index: int) -> bool:
        return index + 1 < len(self.words) and self.words[index + 1].norm == norm

    def _late_obliques(self, index: int) -> Iterator[Argument]:
        for word in self.tree.children(index, "obl", "obl:agent", "nmod"):
            yield from self._attached(word.index)

    def _particles(self, index: int) -> Iterator[Argument]:
        """Yield words that tell what a verb means: its particle, the "that" of its content, the deed that caused it."""
        near = [w.index for w in self.tree.children(index, "compound:prt", "advmod") if w.norm in self.cues.particles]
        after = self.words[index + 1] if index + 1 < len(self.words) else None
        if after and after.norm in self.cues.particles and (after.head == index or after.upos != "DET"):
            near.append(index + 1)
        for clause in self.tree.children(index, "ccomp", "xcomp", "advcl"):
            marks = [w.index for w in self.tree.children(clause.index, "mark") if w.norm in ("that", "to", "against")]
            asked = any(self.words[at].norm == "to" for at in marks) and self.lemma(index) in self.cues.infinitive
            near.extend([*marks, clause.index] if asked else marks)
        if self.lemma(index) in self.cues.undergone:
            # "were killed when a bus plunged into a ravine": how it came about
            for cause in self.tree.children(index, "advcl"):
                near.extend((cause.index, *(w.index for w in self.tree.children(cause.index, "nsubj"))))
        word = self.words[index]
        if word.deprel == "advcl" and word.norm.endswith("ing") and not self.tree.children(index, "mark", "nsubj"):
            # "stormed a base, killing two": the killing is part of the storming
            near.extend((word.head, *(w.index for w in self.tree.children(word.head, "nsubj", "obj", "obl"))))
        for at in dict.fromkeys(near):
            yield Argument("prt", self.words[at].norm, at, at, at + 1)

    def _gap(self, index: int, passive: bool) -> Iterator[Argument]:
        """Yield the head of a relative clause as the object it lacks: "the camp that rebels attacked"."""
        word = self.words[index]
        if word.deprel != "acl:relcl" or passive or self.tree.children(index, "obj"):
            return
        subjects = self.tree.children(index, "nsubj")
        if subjects and self._antecedent(subjects[0].index, index) != word.head:
            start, end = self.tree.phrase(word.head, self.cues.inner)
            yield Argument("obj", "", word.head, start, end, True)

    # ---- nouns -------------------------------------------------------------------------------------------------------

    def of_noun(self, index: int) -> Iterator[Argument]:
        """Yield genitives, modifiers and prepositional phrases of an event noun."""
        seen: set[int] = set()
        if self.words[index].deprel == "compound":
            yield from (a for a in self.of_noun(self.words[index].head) if a.head != index)
        for word in self.tree.children(index, "nmod", "nmod:poss", "nsubj", "obl", "obl:agent", "obj"):
            marker = self.tree.case(word.index)
            seen.add(word.index)
            if not marker or marker.startswith("'"):
                yield from self._argument("gen" if word.index < index else "obj", "", word.index)
            else:
                yield from self._argument("obl", marker, word.index)
                # what follows with "of" belongs to the phrase already: "on the sidelines of the assembly"
                yield from (a for a in self._attached(word.index) if a.marker != "of")
        yield from self._purpose(index, 0)
        yield from self._next_phrase(index, seen)
        yield from self._agent_phrase(index)
        yield from self._existential(index)
        yield from self._occasion(index)
        for word in self.tree.children(index, "amod", "compound", "nummod", "det"):
            if word.upos != "DET" and word.index < index:
                yield from self._modifier(word)

    def _agent_phrase(self, index: int) -> Iterator[Argument]:
        """Yield who does it in "welcomed a visit to Chad by Sudan", which the parser hung on the active verb."""
        verb = self.words[index].head
        if self.words[verb].upos not in _VERBAL or self.words[index].deprel == "obl:agent" or self.passive(verb):
            return
        for word in self.tree.children(verb, "obl", "obl:agent"):
            if word.index > index and self.tree.case(word.index) == "by" and verb < index:
                yield from self._argument("obl", "by", word.index)

    def _purpose(self, index: int, depth: int) -> Iterator[Argument]:
        """Yield the parties of what an event noun is for: "an effort to end the war between Chad and Sudan"."""
        for verb in self.tree.children(index, "acl", "xcomp") if depth < _DEEPEST else ():
            yield from self._purpose(verb.index, depth + 1)
            for thing in self.tree.children(verb.index, "obj"):
                for word in self.tree.children(thing.index, "nmod"):
                    if self.tree.case(word.index) in ("between", "among"):
                        yield from self._argument("obl", "between", word.index)

    def carried(self, index: int) -> bool:
        """Return whether a noun that modifies another is the event itself: "mediation effort", "bombing campaign"."""
        head = self.words[index].head
        return head not in self.coded and self.words[head].lemma in self.cues.carriers

    def _existential(self, index: int) -> Iterator[Argument]:
        """Yield what the verb has in "there was a protest in Homs", "clashes broke out between X and Y"."""
        word = self.words[index]
        if word.deprel == "nsubj" and self.lemma(word.head) in self.cues.occurring:
            for phrase in self.tree.children(word.head, "obl", "nmod"):
                marker = self.tree.case(phrase.index)
                yield from self._argument(self._oblique(marker, phrase.index), marker, phrase.index)
        verbs = [word.head] if word.deprel in ("nsubj", "obj") else [c.index for c in self.tree.children(index, "cop")]
        for verb in verbs:
            if any(self.tree.children(at, "expl") for at in (verb, index)):
                for place in self.tree.children(verb, "obl"):
                    yield from self._argument("obl", self.tree.case(place.index), place.index)

    def _occasion(self, index: int) -> Iterator[Argument]:
        """Yield who acts on the occasion of a meeting or journey: "after talks in Chad, the minister said"."""
        word = self.words[index]
        head = self.words[word.head]
        if self.lemma(index) in self.cues.requests and self.tree.case(index) in ("at", "on", "upon", "despite"):
            # "closed it at the request of Chad", "went ahead despite an appeal by Chad": who is asked
            for subject in self.tree.children(head.index, "nsubj"):
                yield from self._argument("obl", "to", self._antecedent(subject.index, head.index), True)
        if self.lemma(index) not in self.cues.occasions or word.deprel not in ("obl", "advcl", "nmod"):
            return
        if self.tree.case(index) not in _OCCASIONAL or not (
            head.upos in _VERBAL or self.tree.children(head.index, "cop")
        ):
            return
        for subject in self.tree.children(head.index, *SUBJECTS):
            yield from self._argument("subj", "", self._antecedent(subject.index, head.index), True)

    def _modifier(self, word: Word) -> Iterator[Argument]:
        """Yield what stands before an event noun: "Israeli", "US-led", "Russian-Ukrainian"."""
        for part in self.tree.conjuncts(word.index):
            left = [c.index for c in self.tree.children(part) if c.index < part and c.upos != "PUNCT"]
            noun = self.words[part].upos in ("NOUN", "PROPN") and self.words[part].deprel == "compound"
            role = "attr" if self.words[part].norm in self.cues.attributes and not left else "mod"
            yield Argument(role, "noun" if noun else "adj", part, min([part, *left]), part + 1)

    def _next_phrase(self, index: int, seen: set[int]) -> Iterator[Argument]:
        """Yield the prepositional phrase right after the noun where the parser hung it elsewhere."""
        at = index + 1
        if at >= len(self.words) or self.words[at].deprel != "case" or self.words[at].norm not in self.cues.party:
            return
        head = self.words[at].head
        if head <= at or head in seen or self.tree.descends(head, index):
            return
        yield from self._argument("obl", self.tree.case(head), head)
        yield from self._attached(head)
