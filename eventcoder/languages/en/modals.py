"""Read auxiliaries that are acts of the speaker: "Russia says Israel must stop", "we will not negotiate"."""

from collections.abc import Iterator, Mapping, Sequence

from eventcoder.languages.en.arguments import ArgumentReader
from eventcoder.languages.en.cues import Cues
from eventcoder.languages.protocol import Argument, Clause, Reading
from eventcoder.types.text import Word

_SUBJECTS = ("nsubj", "nsubj:pass")


class ModalReader:
    """Makes a clause of an auxiliary whose verb says what is demanded or refused."""

    def __init__(self, arguments: ArgumentReader, cues: Cues) -> None:
        """Take the argument reader of the sentence and the cue words."""
        self._arguments = arguments
        self._tree = arguments.tree
        self._cues = cues

    def read(self, readings: Mapping[int, tuple[Reading, ...]]) -> Iterator[Clause]:
        """Yield a clause for each coded auxiliary that demands of another or refuses one's own deed."""
        for index in sorted(readings):
            word = self._tree.words[index]
            if word.deprel != "aux" or word.head == index:
                continue
            verbs = tuple(r for r in readings[index] if r.pos == "verb")
            verb = self._tree.words[word.head]
            subjects = self._subjects(verb)
            inverted = subjects and index < min(a.head for a in subjects)  # "should X attack, ...": a condition
            if not verbs or not subjects or inverted or self._arguments.passive(verb.index):
                continue
            if word.norm in self._cues.obliging:
                yield from self._demand(index, verbs, verb, subjects)
            elif word.norm in self._cues.permitting:
                yield from self._refusal(index, verbs, verb)
            elif word.norm in self._cues.future and self.negated(verb.index):
                yield self._clause(index, verbs, [a._replace(role="subj") for a in subjects], self._speech(verb))

    def negated(self, index: int) -> bool:
        """Return whether a negator stands with the verb."""
        return any(w.norm in self._cues.negators for w in self._tree.children(index, "advmod", "aux"))

    def _demand(
        self, index: int, verbs: tuple[Reading, ...], verb: Word, subjects: Sequence[Argument]
    ) -> Iterator[Clause]:
        """Yield what a speaker named in the sentence demands of somebody else."""
        speech = self._speech(verb)
        speakers = [] if speech is None else list(self._subjects(self._tree.words[speech]))
        if speakers and speech is not None:
            asked = [a._replace(role="obj") for a in subjects]
            yield self._clause(index, verbs, [*speakers, *asked], speech)

    def _refusal(self, index: int, verbs: tuple[Reading, ...], verb: Word) -> Iterator[Clause]:
        """Yield what a speaker tells another that he may not do: "told Canada it could not use the port"."""
        speech = self._speech(verb)
        subjects = self._tree.children(verb.index, *_SUBJECTS)
        if speech is None or not self.negated(verb.index) or any(w.upos != "PRON" for w in subjects):
            return
        told = list(self._arguments.of_verb(speech, False))
        asked = [
            a._replace(role="obj", marker="") for a in told if a.role == "obj" or (a.role, a.marker) == ("obl", "to")
        ]
        speakers = [a for a in told if a.role == "subj"]
        if speakers and asked:
            yield self._clause(index, verbs, [*speakers, *asked[:1]], speech)

    def _speech(self, verb: Word) -> int | None:
        """Return the speech verb whose content the clause is."""
        for child in self._tree.children(verb.index, "parataxis"):
            if self._arguments.lemma(child.index) in self._cues.speech:
                return child.index
        governor = self._tree.words[verb.head]
        inside = verb.deprel in ("ccomp", "parataxis") and self._arguments.lemma(governor.index) in self._cues.speech
        return governor.index if inside else None

    def _subjects(self, verb: Word) -> list[Argument]:
        return [a for a in self._arguments.of_verb(verb.index, False) if a.role == "subj"]

    def _clause(
        self, index: int, readings: tuple[Reading, ...], arguments: Sequence[Argument], parent: int | None
    ) -> Clause:
        relation = "root" if parent is None else "reported"
        return Clause(index, readings, tuple(dict.fromkeys(arguments)), parent=parent, relation=relation)
