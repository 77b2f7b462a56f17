"""What the rule coder looks up in one language: names, and trigger words with their patterns."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from eventcoder.codebook.names import NameIndex, Piece, Token
from eventcoder.codebook.patterns import PARTIES, trigger_words
from eventcoder.codebook.values import AgentEntry, Codebook, Pattern, Written
from eventcoder.coders.sequence import SequenceMatcher
from eventcoder.languages.protocol import Language, Reading
from eventcoder.types.text import Word

_CACHED_WORDS = 1 << 16
TOGETHER: Final = AgentEntry("", "")
"""Whom a phrase such as "the two sides" means: nobody by itself, but those last named side by side."""


class Lexicon:
    """The names and triggers of a codebook in one language, indexed once.

    `readings` gives the readings of a folded word as a trigger or support verb, `content_keys` the base forms under
    which a content word of a pattern may be written, from its folded form and its lemma.
    """

    def __init__(self, language: Language, codebook: Codebook) -> None:
        """Index names, inflect all trigger words, and sort patterns so that the most specific comes first."""
        book = codebook.languages[language.code]
        self.language = language
        self.light_verbs = frozenset(book.light_verbs)
        self.instruments = frozenset(language.fold(word) for word in book.instruments)
        self._topics = {language.fold(word): topic for topic, words in book.discards.items() for word in words}
        together = (Written(phrase, "together", TOGETHER) for phrase in language.anaphora.together)
        self._index = NameIndex(language, (*book.written, *together))
        patterns: dict[tuple[str, str], list[Pattern]] = defaultdict(list)
        worded = [(pos, _worded(t, p)) for p in book.patterns for pos, ts in _triggers(p) for t in ts]
        for pos, (lemma, pattern) in sorted(worded, key=lambda item: specificity(item[1][1])):
            patterns[lemma, pos].append(pattern)
        self._patterns: Mapping[tuple[str, str], list[Pattern]] = dict(patterns)
        self._coded = frozenset(key for key, listed in patterns.items() if any(p.code for p in listed))
        verbs = [lemma for lemma, pos in patterns if pos == "verb"]
        nouns = [lemma for lemma, pos in patterns if pos == "noun"]
        self._morphology = language.morphology([*verbs, *book.light_verbs], nouns)
        self.readings = lru_cache(_CACHED_WORDS)(self._find_readings)
        self.content_keys = lru_cache(_CACHED_WORDS)(self._find_content_keys)
        self._topic_word = lru_cache(_CACHED_WORDS)(self._find_topic_word)
        self._phrases: dict[str, list[tuple[tuple[str, ...], str, str]]] = defaultdict(list)
        for phrase, reach in book.passed_over.items():
            for words in language.phrase_keys(phrase):
                self._phrases[words[0]].append((words[1:], phrase, reach))
        self.sequences = SequenceMatcher(language, book.word_sets, self._word_keys)

    def _word_keys(self, word: Word) -> frozenset[str]:
        """Return the base forms of a word in its use: "meeting" as a noun is no form of "meet"."""
        lemmas = [r.lemma for r in self.readings(word.norm) if r.pos == "verb"] if word.upos in ("VERB", "AUX") else []
        return frozenset((*self.language.noun_keys(word.norm), self.language.fold(word.lemma), *lemmas))

    def pieces(self, tokens: Sequence[Token]) -> list[Piece]:
        """Return the names and role nouns of a sentence, longest matches first come."""
        return self._index.find(tokens)

    def topic(self, norms: Sequence[str], pieces: Sequence[Piece]) -> str | None:
        """Return the topic of discards a sentence has two different words of, words of names not counted."""
        inside = {i for piece in pieces for i in range(piece.start, piece.end) if _is_name(piece)}
        found: dict[str, set[str]] = {}
        for index, norm in enumerate(norms):
            word = self._topic_word(norm)
            if word and index not in inside:
                found.setdefault(self._topics[word], set()).add(word)
        return next((topic for topic, words in found.items() if len(words) > 1), None)

    def _find_topic_word(self, norm: str) -> str | None:
        """Return the first word of discards among the base forms of a word."""
        return min(self.content_keys(norm, norm) & self._topics.keys(), default=None)

    def passed_over(self, norms: Sequence[str]) -> tuple[str, str] | None:
        """Return the phrase for which a sentence is to be passed over, and whether its "sentence" or "story" is."""
        found = None
        for at, norm in enumerate(norms) if self._phrases else ():
            for key in self.language.noun_keys(norm):
                for rest, phrase, reach in self._phrases.get(key, ()):
                    if tuple(norms[at + 1 : at + 1 + len(rest)]) == rest and (found is None or reach == "story"):
                        found = phrase, reach
        return found

    def _find_readings(self, norm: str) -> tuple[Reading, ...]:
        return tuple(sorted(self._morphology.read(norm), key=lambda reading: reading.lemma != norm))

    def patterns(self, reading: Reading) -> Sequence[Pattern]:
        """Return the patterns of a trigger, most specific first."""
        return self._patterns.get((reading.lemma, reading.pos), ())

    def has_code(self, reading: Reading) -> bool:
        """Return whether a trigger can give an event by itself, and not only change what it embeds."""
        return (reading.lemma, reading.pos) in self._coded

    def _find_content_keys(self, norm: str, lemma: str) -> frozenset[str]:
        lemmas = (reading.lemma for reading in self.readings(norm))
        return frozenset((*self.language.noun_keys(norm), *lemmas, self.language.fold(lemma)))


def _triggers(pattern: Pattern) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "verb", pattern.verbs
    yield "noun", pattern.nouns


def _worded(trigger: str, pattern: Pattern) -> tuple[str, Pattern]:
    """Return the base form of a trigger, and the pattern with the other words of the trigger: "break off"."""
    if " " not in trigger:
        return trigger, pattern
    before, lemma, after = trigger_words(trigger)
    return lemma, replace(pattern, before=(*pattern.before, *before), after=(*after, *pattern.after))


def _is_name(piece: Piece) -> bool:
    return any(sense.use == "name" for sense in piece.senses)


def specificity(pattern: Pattern) -> tuple[int, ...]:
    """Order patterns: longer sequences first, then content words, voice, and how many slots must be filled."""
    steps = (*pattern.before, *pattern.after, *pattern.subject)
    parties = sum(isinstance(step, str) and step in PARTIES for step in steps)
    together = pattern.frame.symmetric and not pattern.frame.target
    return (
        *(parties - len(steps), -parties - together, -bool(pattern.content)),
        *(-(pattern.passive is not None), -len(pattern.needs - {"any"})),
    )
