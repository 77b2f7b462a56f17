"""Place a pattern on a clause: do its words stand there, and which parties do they and its frame name."""

from collections.abc import Sequence
from itertools import takewhile

from eventcoder.codebook.values import Pattern, Slot
from eventcoder.coders.frames import Actors, fill, slots_of
from eventcoder.coders.lexicon import specificity
from eventcoder.coders.reading import SentenceReading
from eventcoder.coders.sequence import Bound, Sides
from eventcoder.languages.protocol import Argument, Clause, Reading

Filled = tuple[Actors, tuple[Argument, ...]]


class PatternPlacer:
    """Places patterns on the clauses of one sentence."""

    def __init__(self, sentence: SentenceReading) -> None:
        """Take the sentence."""
        self._sentence = sentence

    def _bound(self, pattern: Pattern, clause: Clause) -> Bound | None:
        """Return the parties the word sequences of a pattern bind; None where its words do not stand there."""
        if not (pattern.before or pattern.after or pattern.subject):
            return Bound()
        left, right = self._sentence.sides(clause.predicate)
        subjects = [a for a in clause.arguments if a.role in ("subj", "obj") and a.end <= clause.predicate]
        about = [w for w in left if any(a.start <= w.index < a.end for a in subjects)]
        starts = {p.start: p.end for p in self._sentence.parties(self._sentence.day(clause))}
        return self._sentence.lexicon.sequences.match(pattern, Sides(left, right, about), starts)

    def _sides(self, pattern: Pattern, clause: Clause, reading: Reading) -> tuple[Actors, Actors]:
        """Return the sources and targets of a pattern: those its word sequences bind, else those of its frame."""
        source_slots, target_slots = slots_of(pattern.frame, reading, clause.passive)
        bound = self._bound(pattern, clause) or Bound()
        wanted = [(bound.source, source_slots, False), (bound.target, target_slots, True)]
        if any(slot.role == "before" for slot in target_slots):
            # the passive subject first: what else stands after the verb is the other party
            (targets, _), (sources, _) = self._pair(wanted[::-1], clause, pattern.frame.symmetric)
        else:
            (sources, _), (targets, _) = self._pair(wanted, clause, pattern.frame.symmetric)
        sources = sources or self._implied(clause)
        if pattern.frame.symmetric and len(sources) == 1 and not targets:
            targets = self._sentence.rivals(sources[0], clause)
        return sources, targets

    def _pair(
        self, wanted: Sequence[tuple[int | None, tuple[Slot, ...], bool]], clause: Clause, symmetric: bool = False
    ) -> list[Filled]:
        """Return two parties, the second from words that the first does not take; a bound place comes before slots."""
        found: list[Filled] = []
        for start, slots, ground in wanted:
            taken = found[0][1] if found else ()
            filled = self._party_at(start, clause)
            filled = filled or fill(self._sentence, slots, clause, taken, ground=ground, symmetric=symmetric)
            found.append(filled)
        return found

    def _party_at(self, start: int | None, clause: Clause) -> Filled | None:
        found = [p for p in self._sentence.parties(self._sentence.day(clause)) if p.start == start]
        if not found:
            return None
        place = Argument("before", "", found[0].start, found[0].start, found[0].end)
        return self._sentence.party_actors(found[0]), (place,)

    def _closest(self, first: Pattern, later: Sequence[Pattern], clause: Clause) -> Pattern:
        """Return of patterns that ask for as many words the one whose words are most and stand nearest."""
        if not (first.before or first.after or first.subject):
            return first
        equal = takewhile(lambda other: specificity(other) == specificity(first), later)
        bound = [(b.rank, at, p) for at, p in enumerate([first, *equal]) for b in [self._bound(p, clause)] if b]
        return min(bound)[2]

    def _is_named_thing(self, clause: Clause) -> bool:
        """Return whether the trigger of a verb stands as a noun with an owner or article: "their meeting"."""
        word = self._sentence.words[clause.predicate]
        marks = (w for w in self._sentence.words if w.head == word.index and w.index < word.index)
        return word.upos == "NOUN" and any(mark.upos in ("DET", "PRON") for mark in marks)

    def _implied(self, clause: Clause) -> Actors:
        """Return the speaker for a verb in the first person, else who acts where the language leaves a subject out."""
        discourse = self._sentence.discourse
        if clause.person == 1:
            found = discourse.speaker()
        else:
            found = discourse.left_out() if self._drops_subject(clause) else None
        return (found,) if found else ()

    def _drops_subject(self, clause: Clause) -> bool:
        doers = (a for a in clause.arguments if a.role in ("subj", "agent"))
        finite = clause.readings[0].pos == "verb" and clause.relation in ("root", "coordinate")
        drops = self._sentence.lexicon.language.anaphora.drops
        return drops and finite and not clause.passive and next(doers, None) is None

    def _acted_by_a_thing(self, clause: Clause) -> bool:
        """Return whether the subject is a common noun, neither actor nor instrument: a figure of speech."""
        own = [a for a in clause.arguments if a.role in ("subj", "agent") and not a.shared]
        return bool(own) and all(self._is_thing(a) for a in own)

    def _is_thing(self, argument: Argument) -> bool:
        word = self._sentence.words[argument.head]
        named = any(piece.start <= argument.head < piece.end for piece in self._sentence.pieces)
        if word.upos != "NOUN" or named or (word.index and word.text[:1].isupper()):
            return False
        return not self._sentence.content_of(argument.head, argument.head + 1) & self._sentence.lexicon.instruments
