"""Look for what the codebook does not know: names that act, and words that tell what known actors do."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, NamedTuple, TypeVar

from eventcoder.codebook.names import Piece
from eventcoder.codebook.values import AgentEntry, Codebook, Pattern, Slot
from eventcoder.coders.discourse import Discourse
from eventcoder.coders.frames import fits
from eventcoder.coders.proper import names_somebody, unknown_names
from eventcoder.coders.protocol import Candidate, When
from eventcoder.coders.reading import SentenceReading
from eventcoder.coders.rule import RuleCoder
from eventcoder.languages.dates import find_dates
from eventcoder.languages.protocol import Argument, Clause, Language, Reading
from eventcoder.types.events import Actor, Event
from eventcoder.types.text import Sentence, Word

Key = TypeVar("Key")
EXAMPLES = 3
_DOERS = frozenset({"subj", "agent", "gen", "mod"})
_OTHERS = frozenset({"obj", "obl"})
_PARTIES = frozenset({"subj", "agent", "obj"})
_WORDS = frozenset({"VERB", "NOUN"})
_COMMON_A_NAME = 10
_ANY_DAY = date(2000, 1, 1)
_SHARE = 0.1  # of the patterns of a language, for a slot to be a usual place of actors


class NameKey(NamedTuple):
    """An unknown name: its language and folded words."""

    language: str
    norms: tuple[str, ...]


class WordKey(NamedTuple):
    """An unknown verb or noun: its language, the lemma as the parser gives it, and "verb" or "noun"."""

    language: str
    lemma: str
    pos: str


@dataclass(slots=True)
class Sightings:
    """How often something was seen, as what, and where first: sentences with the words that stand for it."""

    count: int = 0
    forms: Counter[str] = field(default_factory=Counter)
    guesses: Counter[str] = field(default_factory=Counter)
    examples: list[tuple[str, str, str]] = field(default_factory=list)

    def add(self, form: str, guess: str, example: tuple[str, str, str]) -> None:
        """Count one more: its printed form, what it may be, and a sentence with the source and target codes found."""
        self.count += 1
        for counter, value in ((self.forms, form), (self.guesses, guess)):
            if value and (value in counter or len(counter) < 20):
                counter[value] += 1
        if len(self.examples) < EXAMPLES and example not in self.examples:
            self.examples.append(example)

    def join(self, other: "Sightings") -> None:
        """Add what was seen of another form of the same thing."""
        self.count += other.count
        self.forms += other.forms
        self.guesses += other.guesses
        self.examples = list(dict.fromkeys(self.examples + other.examples))[:EXAMPLES]


class Tally(Generic[Key]):
    """Counts in bounded memory: when `cap` things are held, the rarer half is forgotten."""

    def __init__(self, cap: int) -> None:
        """Take the number of things to hold at most, at least 2."""
        self._cap = cap
        self.seen: dict[Key, Sightings] = {}
        self.forgotten = 0

    def add(self, key: Key, form: str, guess: str, example: tuple[str, str, str]) -> None:
        """Count one more of a thing."""
        if key not in self.seen and len(self.seen) >= self._cap:
            kept = sorted(self.seen.items(), key=lambda item: -item[1].count)[: self._cap // 2]
            self.forgotten += len(self.seen) - len(kept)
            self.seen = dict(kept)
        self.seen.setdefault(key, Sightings()).add(form, guess, example)


@dataclass(frozen=True, slots=True)
class _Open(Candidate):
    """A candidate that is worth a parse although the codebook may not know what it holds."""

    @property
    def promising(self) -> bool:
        """Return whether a known trigger or two known names stand in the sentence."""
        return not self.topic and (bool(self.readings) or len(self.pieces) > 1)


class UnknownCoder(RuleCoder):
    """Codes nothing; tallies names and words that the codebook lacks. Sentences of discarded topics are passed over.

    `common` holds language and folded word of what was seen without a capital, so that words of headlines are no names.
    """

    def __init__(self, codebook: Codebook, language: Callable[[str], Language], cap: int = 20_000) -> None:
        """Take the codebook, where to get a language from, and how many names and words to hold at most."""
        super().__init__(codebook, language)
        self.names: Tally[NameKey] = Tally(cap)
        self.words: Tally[WordKey] = Tally(cap)
        self.common: set[tuple[str, str]] = set()
        self._cap = cap
        self._counted: set[int] = set()
        self._slots = {code: _usual_slots(book.patterns) for code, book in codebook.languages.items()}

    def look(self, sentence: Sentence, norms: Sequence[str], offsets: Sequence[tuple[int, int]]) -> Candidate:
        """Return what the words alone show."""
        if len(self.common) < self._cap * _COMMON_A_NAME:
            words = zip(norms, offsets, strict=True)
            self.common |= {(sentence.language, norm) for norm, (at, _) in words if sentence.text[at].islower()}
        seen = super().look(sentence, norms, offsets)
        return _Open(seen.sentence, seen.pieces, seen.readings, seen.coded, seen.topic)

    def code(self, candidate: Candidate, words: Sequence[Word], discourse: Discourse, when: When) -> list[Event]:
        """Tally the unknown of one parsed sentence; return no event."""
        known = {i for piece in candidate.pieces for i in range(piece.start, piece.end)} | candidate.readings.keys()
        others = [word for word in words if _is_word(word) and word.index not in known]
        new = {word.index: (Reading(word.lemma, word.upos.lower(), word.feats),) for word in others}
        verbs = {index: found for index, found in new.items() if found[0].pos == "verb"}
        reading = self._reading(candidate, words, discourse, verbs)
        self._counted = _dated(candidate.sentence, words)
        for clause in reading.clauses.values():
            if clause.predicate in verbs:
                self._tally_word(reading, clause, words[clause.predicate])
            else:
                self._tally_names(reading, clause)
        if len(candidate.pieces) > 1:
            whole = self._reading(candidate, words, discourse, new)
            for clause in whole.clauses.values():
                if clause.predicate in new.keys() - verbs.keys():
                    self._tally_word(whole, clause, words[clause.predicate])
        discourse.after((), candidate.pieces)
        return []

    def _reading(
        self, candidate: Candidate, words: Sequence[Word], discourse: Discourse, new: Mapping[int, tuple[Reading, ...]]
    ) -> SentenceReading:
        lexicon = self._lexicon(candidate.sentence.language)
        found = lexicon.language.clauses(words, {**candidate.readings, **new})
        clauses = {clause.predicate: clause for clause in found}
        return SentenceReading(
            candidate.sentence, words, candidate.pieces, clauses, lexicon, self._actors, discourse, lambda trigger: None
        )

    # ---- words ---------------------------------------------------------------------------------------------

    def _tally_word(self, reading: SentenceReading, clause: Clause, word: Word) -> None:
        """Count an unknown word between two actors that the codebook knows."""
        language, pos = reading.sentence.language, clause.readings[0].pos
        usual = self._slots[language][pos]
        arguments = [a for a in clause.arguments if any(fits(slot, a) for slot in usual)]
        doer = _first(reading, arguments, _DOERS, None)
        other = _first(reading, arguments, _OTHERS, doer[1] if doer else None)
        if doer and other:
            shape = " + ".join(f"{a.role}:{a.marker}" if a.marker else a.role for a, _ in (doer, other))
            example = (reading.sentence.text, doer[1].code, other[1].code)
            self.words.add(WordKey(language, word.lemma, pos), word.text, shape, example)

    # ---- names ---------------------------------------------------------------------------------------------

    def _tally_names(self, reading: SentenceReading, clause: Clause) -> None:
        """Count unknown names that are parties of a coded or speech verb, or stand in a phrase with a role noun."""
        if not any(reading.lexicon.patterns(r) for r in clause.readings):
            return
        for argument in clause.arguments:
            inside = reading.inside(argument)
            titled = any(isinstance(sense.entry, AgentEntry) for piece in inside for sense in piece.senses)
            if argument.shared or not (titled or argument.role in _PARTIES) or any(map(names_somebody, inside)):
                continue
            for run in unknown_names(reading, argument):
                if self._counted.isdisjoint(range(*run)):
                    self._counted.update(range(*run))
                    self._tally_name(reading, argument, run, inside)

    def _tally_name(
        self, reading: SentenceReading, argument: Argument, run: tuple[int, int], inside: Sequence[Piece]
    ) -> None:
        sentence, (start, end) = reading.sentence, run
        form = reading.span(start, end).cut(sentence.text)
        found = self._actors.read(inside, argument.head, sentence.published) if inside else []
        key = NameKey(sentence.language, tuple(word.norm for word in reading.words[start:end]))
        phrase = reading.span(argument.start, argument.end).cut(sentence.text)
        self.names.add(key, form, found[0].code if found else "", (sentence.text, phrase, argument.role))


def _first(
    reading: SentenceReading, arguments: Iterable[Argument], roles: frozenset[str], but: Actor | None
) -> tuple[Argument, Actor] | None:
    """Return the first actor named in one of the roles that is of another country or body than `but`."""
    for argument in arguments:
        if argument.role in roles:
            for actor in reading.actors_of(argument, reading.sentence.published, place=argument.role in _OTHERS):
                if actor.span and actor.code and (but is None or actor.code[:3] != but.code[:3]):
                    return argument, actor
    return None


def _is_word(word: Word) -> bool:
    return word.upos in _WORDS and word.text.isalpha() and len(word.text) > 1


def _dated(sentence: Sentence, words: Sequence[Word]) -> set[int]:
    """Return the words that belong to a date, which are no names."""
    anchor = sentence.published or _ANY_DAY  # "on Monday" is no name, whichever Monday it is
    spans = [mention.span for mention in find_dates(sentence.text, sentence.language, anchor)]
    return {w.index for w in words for span in spans if span.start <= w.start and w.end <= span.end}


def _usual_slots(patterns: Iterable[Pattern]) -> Mapping[str, frozenset[Slot]]:
    """Return where the patterns of a language look for actors, for verbs and nouns: slots that many of them share."""
    counts: Mapping[str, Counter[Slot]] = {"verb": Counter(), "noun": Counter()}
    total = 0
    for pattern in patterns:
        total += 1
        frame = pattern.frame
        counts["verb"].update({*frame.source, *frame.target})
        counts["noun"].update({*frame.noun_source, *frame.noun_target})
    return {pos: frozenset(s for s, n in counter.items() if n >= total * _SHARE) for pos, counter in counts.items()}
