"""Find parties of a verb that stand in clauses or phrases below it: whom it killed, what it was for, who must act."""

from collections.abc import Iterator, Sequence

from eventcoder.languages.en.subjects import SUBJECTS, SubjectReader
from eventcoder.languages.protocol import Argument


class AsideReader(SubjectReader):
    """Reads arguments of a verb that the tree hangs on other words."""

    # ---- phrases on phrases ----------------------------------------------------------------------------------------

    def _attached(self, index: int) -> Iterator[Argument]:
        """Yield the prepositional phrases that hang on an argument noun."""
        for head in self.tree.conjuncts(index):
            for word in self.tree.children(head, "nmod", "obl", "obl:agent"):
                marker = self.tree.case(word.index)
                if marker and not marker.startswith("'"):
                    yield from self._argument(self._oblique(marker, word.index), marker, word.index)
                    yield from self._attached(word.index)

    def _oblique(self, marker: str, index: int) -> str:
        """Return the role of a prepositional phrase: one that only tells when or why is no party and holds none."""
        return "adv" if marker.partition(" ")[0] in self.cues.circumstances or self._phase(index) else "obl"

    def _phase(self, index: int) -> bool:
        """Return whether a noun is a part of a time: "at the end of August", "at the beginning of 1998"."""
        if self.words[index].norm not in self.cues.phases:
            return False
        times = self.tree.children(index, "nmod", "obl")
        return any(w.norm.removesuffix("s") in self.cues.times or w.norm.isdigit() for w in times)

    # ---- clauses below ---------------------------------------------------------------------------------------------

    def _beyond(self, index: int) -> Iterator[Argument]:
        """Yield the parties of a verb in the clauses that hang on it."""
        yield from self._aims(index)
        yield from self._hurt(index)
        yield from self._felt(index)
        yield from self._told(index)
        yield from self._conditions(index)

    def _each_other(self, index: int, subjects: Sequence[Argument]) -> Iterator[Argument]:
        """Yield the subjects once more as the other party: "accused each other", "fired at one another"."""
        for word in self.tree.children(index, "obj", "obl"):
            before = {w.norm for w in self.tree.children(word.index)}
            if (word.norm == "other" and "each" in before) or (word.norm == "another" and "one" in before):
                marker = self.tree.case(word.index)
                yield from (a._replace(role=word.deprel, marker=marker, head=word.index) for a in subjects)

    def _resumed(self, index: int) -> Iterator[Argument]:
        """Yield who did what a noun takes up: "Chad closed the border, a move that Sudan condemned"."""
        if self.words[index].deprel not in ("acl", "acl:relcl"):
            return
        noun = self.words[index].head
        word = self.words[noun]
        opened = noun > 2 and self.words[noun - 2].norm == "," and self.words[noun - 1].norm in ("a", "an")
        if word.lemma not in self.cues.resumptive or not opened:
            return
        for verb in reversed(self.words[:noun]):
            if verb.upos == "VERB" and "VerbForm=Fin" in verb.feats:
                for subject in self.tree.children(verb.index, *SUBJECTS):
                    yield from (a._replace(head=noun) for a in self._argument("obj", "", subject.index, True))
                return

    def _aims(self, index: int) -> Iterator[Argument]:
        """Yield objects and obliques of the infinitive that tells what for: "gave vaccines to help Chad"."""
        above = [index, *(w.index for w in self.tree.children(index, "obj"))]
        for aim in (w for at in above for w in self.tree.children(at, "advcl", "acl", "xcomp")):
            if any(m.norm == "to" for m in self.tree.children(aim.index, "mark")):
                for word in self.tree.children(aim.index, "obj", "obl"):
                    yield from self._argument("purp", self.tree.case(word.index), word.index, True)
                    yield from (a._replace(role="purp", shared=True) for a in self._attached(word.index))

    def _hurt(self, index: int) -> Iterator[Argument]:
        """Yield whom an act killed or wounded: "stormed a bus, killing two soldiers"."""
        for harm in self.tree.children(index, "advcl"):
            gerund = harm.norm.endswith("ing") and not self.tree.children(harm.index, "mark", "nsubj")
            read = {r.lemma for r in self.coded.get(harm.index, ())}
            if gerund and read & self.cues.undergone:
                for word in self.tree.children(harm.index, "obj"):
                    yield from self._argument("hurt", "", word.index, True)

    def _felt(self, index: int) -> Iterator[Argument]:
        """Yield about whom somebody feels something: "furious that Chad has closed the border"."""
        if self.lemma(index) in self.cues.feelings:
            for deed in self.tree.children(index, "ccomp"):
                for subject in self.tree.children(deed.index, *SUBJECTS):
                    yield from self._argument("obl", "about", subject.index, True)

    def _conditions(self, index: int) -> Iterator[Argument]:
        """Yield of whom a threat asks something: "threatened to leave unless Chad opens the border"."""
        below = [index, *(w.index for w in self.tree.children(index, "xcomp", "ccomp", "advcl"))]
        for clause in (w for at in below for w in self.tree.children(at, "advcl")):
            if any(m.norm in self.cues.conditional for m in self.tree.children(clause.index, "mark")):
                for subject in self.tree.children(clause.index, *SUBJECTS):
                    yield from self._argument("cond", "", subject.index, True)

    def _cargo(self, noun: int) -> Iterator[Argument]:
        """Yield whom a thing carries or whose it is: "a bus carrying pilgrims", "a villa belonging to the king"."""
        for clause in self.tree.children(noun, "acl", "acl:relcl"):
            if self.words[clause.index].lemma in self.cues.carrying:
                for word in self.tree.children(clause.index, "obj", "obl"):
                    if self.tree.case(word.index) in ("", "to"):
                        yield from self._argument("obj", "", word.index, True)

    def _told(self, index: int) -> Iterator[Argument]:
        """Yield of whom a report tells that is looked into: "investigate claims that Chad has broken the treaty"."""
        for report in self.tree.children(index, "obj"):
            if report.lemma in self.cues.contents:
                for deed in self.tree.children(report.index, "acl", "ccomp", "acl:relcl"):
                    if any(mark.norm == "that" for mark in self.tree.children(deed.index, "mark")):
                        for subject in self.tree.children(deed.index, *SUBJECTS):
                            yield from self._argument("obl", "about", subject.index, True)
