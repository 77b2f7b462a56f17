"""Read judgements that no verb of judging carries: "said the raid was a crime", "called the ban illegal"."""

from collections.abc import Iterator, Mapping, Sequence

from eventcoder.languages.en.arguments import ArgumentReader
from eventcoder.languages.en.cues import Cues
from eventcoder.languages.en.subjects import SUBJECTS
from eventcoder.languages.protocol import Argument, Clause, Reading
from eventcoder.types.text import Word

# roles that only clauses of judgement have, so that patterns of judgement never fit another clause
JUDGE = "judge"
JUDGED = "judged"
_DEEPEST = 4


class VerdictReader:
    """Makes a clause of a word that judges somebody in the mouth of a speaker."""

    def __init__(self, arguments: ArgumentReader, cues: Cues) -> None:
        """Take the argument reader of the sentence and the cue words."""
        self._arguments = arguments
        self._tree = arguments.tree
        self._words = arguments.words
        self._cues = cues

    def read(self, readings: Mapping[int, tuple[Reading, ...]]) -> Iterator[Clause]:
        """Yield a clause for each coded word of judgement whose speaker and judged party the sentence has."""
        for index in sorted(readings):
            judging = dict.fromkeys(Reading(r.lemma, "verb") for r in readings[index] if r.lemma in self._cues.verdicts)
            if judging and not self._negated(index):
                yield from self._clauses(index, tuple(judging))

    def _clauses(self, index: int, judging: tuple[Reading, ...]) -> Iterator[Clause]:
        for speech, judged, relation in self._uses(index):
            speakers = self._speakers(speech, index)
            if speakers and judged:
                named = [a._replace(role=JUDGED, marker="") for a in judged]
                yield Clause(
                    index, judging, tuple(dict.fromkeys([*speakers, *named])), parent=speech, relation=relation
                )
                return

    def _named_by(self, index: int) -> int | None:
        """Return the verb of naming that a word of judgement completes: "called the ban illegal"."""
        word = self._words[index]
        for _ in range(_DEEPEST):
            governor = self._words[word.head]
            if governor.index == word.index:
                return None
            if self._arguments.lemma(governor.index) in self._cues.naming and governor.index < index:
                return governor.index
            if governor.upos in ("VERB", "AUX"):
                return None
            word = governor
        return None

    def _uses(self, index: int) -> Iterator[tuple[int, list[Argument], str]]:
        """Yield the verb a judgement hangs on, whom it judges, and how it hangs there, likeliest use first."""
        naming = self._named_by(index)
        if naming is not None:
            yield naming, self._named(naming, index), "complement"
        predicate = self._predicate(index)
        if predicate is not None:
            speech = self._speech(self._words[predicate])
            if speech is not None:
                yield speech, self._subjects(predicate), "reported"

    def _predicate(self, index: int) -> int | None:
        """Return the head of the clause that judges: the word itself, or the noun it qualifies, after a copula."""
        word = self._words[index]
        verbal = word.upos == "VERB" and word.deprel in ("ccomp", "root", "conj", "parataxis")
        if verbal or self._tree.children(index, "cop"):
            return index
        if word.deprel == "amod" and self._tree.children(word.head, "cop"):
            return word.head
        return None

    def _named(self, naming: int, index: int) -> list[Argument]:
        """Return whom a verb of naming names: its object, or the noun between the two."""
        found = [a for a in self._arguments.of_verb(naming, False) if a.role == "obj" and a.head != index]
        if self._arguments.passive(naming) or found:
            return [a for a in found if a.start > index or a.end <= index]
        between = [w for w in self._words[naming + 1 : index] if w.upos in ("NOUN", "PROPN", "PRON")]
        return [Argument("obj", "", between[-1].index, naming + 1, between[-1].index + 1)] if between else []

    def _subjects(self, predicate: int) -> list[Argument]:
        found = [a for a in self._arguments.of_verb(predicate, False) if a.role == "subj" and not a.shared]
        if all(self._words[a.head].norm == "it" for a in found):
            # "it was damning that the ministry did nothing": whoever the clause is about is judged
            for deed in self._tree.children(predicate, "ccomp", "csubj", "xcomp", "advcl"):
                found += [a for a in self._arguments.of_verb(deed.index, False) if a.role == "subj" and not a.shared]
        return found

    def _speakers(self, speech: int, index: int) -> Sequence[Argument]:
        role = "agent" if self._arguments.passive(speech) else "subj"
        found = [a for a in self._arguments.of_verb(speech, role == "agent") if a.role == role]
        return [a._replace(role=JUDGE, marker="") for a in found if not a.start <= index < a.end]

    def _speech(self, verb: Word) -> int | None:
        """Return the verb of saying or thinking whose content a clause is."""
        for child in self._tree.children(verb.index, "parataxis"):
            if self._is_speech(child.index) and self._tree.children(child.index, *SUBJECTS):
                return child.index
        for _ in range(_DEEPEST):
            governor = self._words[verb.head]
            if governor.index == verb.index:
                return None
            if verb.deprel in ("ccomp", "parataxis") and self._is_speech(governor.index):
                return governor.index
            if verb.deprel != "conj":
                return None
            verb = governor
        return None

    def _is_speech(self, index: int) -> bool:
        return self._arguments.lemma(index) in self._cues.speech

    def _negated(self, index: int) -> bool:
        at = [index, self._words[index].head] if self._words[index].deprel == "amod" else [index]
        return any(w.norm in self._cues.negators for i in at for w in self._tree.children(i, "advmod", "aux", "det"))
