"""Find the stretch of an Arabic sentence a verb rules: where its arguments stand, what leads it in, how it is meant."""

from eventcoder.languages.ar.clauses_phrases import Chunk, Phrase, Phrases
from eventcoder.languages.ar.clauses_words import Words
from eventcoder.languages.ar.cues import cues, spelled

STOPS = frozenset({"verb", "other-verb", "participle", "complementizer", "relative"})
VERBS = frozenset({"verb", "other-verb", "participle"})
SKIPPED = frozenset({"particle", "time"})
_ENDS = frozenset(".!?؟؛;:")
_NEAR = 3


class Stretches:
    """Answers where clauses begin and end in one sentence."""

    def __init__(self, words: Words, phrases: Phrases) -> None:
        """Take the sorted words and the phrase reader."""
        self.words = words
        self.phrases = phrases

    def right(self, index: int) -> int:
        """Return the end of the stretch after a predicate in which its arguments stand."""
        words = self.words
        for at in range(index + 1, len(words)):
            kind = words.kind(at)
            if kind in STOPS or (kind == "punctuation" and words.norm(at)[:1] in _ENDS):
                return at
            if kind == "conjunction" and words.kind(at + 1) in ("verb", "other-verb", "relative", "complementizer"):
                return at
        return len(words)

    def left(self, index: int) -> int:
        """Return the word before the stretch in which a subject may precede the verb; -1 at the start."""
        words = self.words
        for at in range(index - 1, -1, -1):
            kind = words.kind(at)
            if kind in STOPS or (kind == "punctuation" and not words.quote(at)):
                return at
        return -1

    def subject_before(self, index: int) -> tuple[Phrase, ...]:
        """Return the noun phrases of a subject that stands before its verb, at the beginning of the clause."""
        words = self.words
        left = self.left(index)
        if words.kind(left) in VERBS or words.kind(left) == "relative":
            return ()
        start = left + 1
        while start < index and (
            words.kind(start) in SKIPPED or words.kind(start) in ("conjunction", "pronoun") or words.quote(start)
        ):
            start += 1
        chunks = list(self.phrases.chunks(start, index))
        bare = [c for c in chunks if c.marker is None and c.phrases[0].start == start]
        if not bare and start == index and words.norm(left) in ("،", ","):
            return self.parted_subject(left)
        return bare[0].phrases if bare else ()

    def parted_subject(self, comma: int) -> tuple[Phrase, ...]:
        """Return a subject that an apposition between commas parts from its verb."""
        left = self.left(comma)
        if self.words.norm(left) not in ("،", ",") or left <= 0:
            return ()
        opening = self.left(left)
        start = opening + 1
        while start < left and self.words.quote(start):
            start += 1
        if self.words.kind(opening) in VERBS or any(self.words.kind(at) in STOPS for at in range(start, comma)):
            return ()
        chunks = [c for c in self.phrases.chunks(start, left) if c.marker is None and c.start == start]
        return chunks[0].phrases if chunks else ()

    def antecedent(self, index: int) -> tuple[Phrase, ...]:
        """Return the noun phrase a relative clause is about."""
        words = self.words
        at = index - 1
        while at >= 0 and words.kind(at) in (*SKIPPED, "relative"):
            at -= 1
        while at >= 0 and (words.kind(at) == "punctuation" or words.kind(at) == "time"):
            at -= 1
        start = at
        while start > 0 and words.kind(start - 1) in ("nominal", "pronoun"):
            start -= 1
        if at < 0 or words.kind(at) not in ("nominal", "pronoun"):
            return ()
        phrase = self.phrases.noun_phrase(start, at + 1)
        while phrase.core <= at:
            phrase = self.phrases.noun_phrase(phrase.core, at + 1)
        return (phrase,)

    def lead_in(self, complementizer: int) -> str | None:
        """Return "actual" after before/after that, "intended" after "on condition that".

        None for a plain that-clause.
        """
        words = self.words
        before = words.norm(complementizer - 1)
        if before in ("قبل", "بعد", "منذ", "مع"):
            return "actual"
        if before == "علي" and words.kind(complementizer - 2) == "punctuation":
            return "intended"
        return None

    def governor(self, complementizer: int) -> int | None:
        """Return the predicate a that-clause depends on: the nearest coded word before it."""
        for at in range(complementizer - 1, -1, -1):
            kind = self.words.kind(at)
            telling = any(reading.lemma in spelled("telling") for reading in self.words.used.get(at, ()))
            if kind in VERBS or (at in self.words.used and telling):
                return at
        return None

    def uttered_by(self, colon: int) -> int | None:
        """Return the predicate before a colon, with or without a quotation mark, that tells who speaks behind it."""
        words = self.words
        if words.norm(colon)[:1] != ":":
            return None
        for at in range(colon - 1, -1, -1):
            if at in words.used and words.kind(at) == "verb":
                return at
            if words.kind(at) == "punctuation" and words.norm(at)[:1] in _ENDS:
                return None
        return None

    def in_place(self, chunk: Chunk) -> bool:
        """Return whether a bare noun phrase may be an argument: behind a comma only with an accusative ending."""
        return not chunk.late or self.words.tanwin(chunk.start)

    def pronoun_before(self, index: int) -> bool:
        """Return whether the subject is a pronoun on the complementizer.

        (that he met), or goes on after "on condition that".
        """
        words, left = self.words, self.left(index)
        if words.kind(left) != "complementizer":
            return False
        plain = self.lead_in(left) == "intended"
        return (words.kind(left + 1) == "pronoun" and words.attached(left + 1)) or plain

    def accusative(self, phrase: Phrase) -> bool:
        """Return whether a phrase shows by its ending that it is no subject (اتفاقا, المسؤولين)."""
        words = self.words
        norm = words.norm(phrase.start)
        if words.name(phrase.start) or words.land(phrase.start):
            return False
        return words.tanwin(phrase.start) or (norm.endswith("ين") and words.absolute(phrase.start))

    def nominative(self, phrase: Phrase) -> bool:
        """Return whether a phrase shows by its ending that it is a subject (المسؤولون)."""
        return self.words.norm(phrase.start).endswith("ون") and self.words.absolute(phrase.start)

    def clausal(self, index: int) -> bool:
        """Return whether a that-clause follows as object."""
        return self.words.kind(self.right(index)) == "complementizer"

    def negated(self, index: int) -> bool:
        """Return whether a negator stands just before the verb."""
        words = self.words
        for at in range(index - 1, max(-1, index - 1 - _NEAR), -1):
            if words.norm(at) in cues("negators"):
                return True
            if words.kind(at) not in SKIPPED and words.kind(at) != "pronoun":
                return False
        return False

    def modality(self, index: int, feats: str) -> str:
        """Return how a verb with these features is meant: "actual", "intended" or "hypothetical"."""
        words = self.words
        near = [words.norm(at) for at in range(max(0, index - _NEAR), index)]
        start = max(self.left(index), 0)
        stretch = [words.norm(at) for at in range(max(0, start - 2 * _NEAR), index)]
        if any(norm in cues("conditionals") for norm in near) or (near and near[-1] == "قد" and "Tense=Pres" in feats):
            return "hypothetical"
        if "Tense=Fut" in feats or (near and near[-1] in cues("future")):
            return "intended"
        if words.kind(self.left(index)) == "complementizer" and self.lead_in(self.left(index)):
            return self.lead_in(self.left(index)) or "actual"
        if words.kind(self.left(index)) == "complementizer" and "Tense=Pres" in feats and self.subjunctive(index):
            planned = any(norm in cues("plans") for norm in stretch)
            return "intended" if planned else "hypothetical"
        if "Tense=Pres" in feats and self.later(index):
            return "intended"
        return "actual"

    def subjunctive(self, index: int) -> bool:
        """Return whether the verb follows its complementizer at once: that it happen, not that it happens."""
        words = self.words
        at = index - 1
        while words.kind(at) in SKIPPED:
            at -= 1
        return words.kind(at) == "complementizer"

    def later(self, index: int) -> bool:
        """Return whether a word such as "next" or "tomorrow" stands in the clause."""
        return any(self.words.norm(at) in cues("later") for at in range(index + 1, self.right(index)))
