"""Cut the stretch around an Arabic predicate into noun phrases and prepositional phrases, by word order and agreement."""

from collections.abc import Iterator
from typing import NamedTuple

from eventcoder.languages.ar.clauses_words import Words, cues

_PAUSES = frozenset("،,;؛:.")
_LONGEST_QUOTE = 8
_LONGEST_BRACKET = 4


class Phrase(NamedTuple):
    """A noun phrase: words [start, end) and its head; `core` is the end without a possessive phrase with li- or bi-ism."""

    start: int
    end: int
    head: int
    core: int


class Chunk(NamedTuple):
    """Coordinated noun phrases with the marker of their preposition: None for a bare noun phrase, "" for an adverbial one.

    `late` is True behind a comma, where a bare noun phrase is rarely an argument.
    """

    marker: str | None
    phrases: tuple[Phrase, ...]
    start: int
    end: int
    late: bool


class Phrases:
    """Reads phrases off one sentence."""

    def __init__(self, words: Words) -> None:
        """Take the sorted words."""
        self._words = words

    def chunks(self, start: int, end: int) -> Iterator[Chunk]:
        """Yield the phrases between two words, in text order."""
        words, at, late = self._words, start, False
        while at < end:
            after = words.bracket(at)
            if after > at:
                at = after
                continue
            kind = words.kind(at)
            late = late or words.norm(at)[:1] in _PAUSES
            chunk = self._chunk(at, end, late) if kind in ("preposition", "nominal", "pronoun") else None
            if chunk:
                yield chunk
            at = chunk.end if chunk else at + 1

    def _chunk(self, at: int, end: int, late: bool) -> Chunk | None:
        words = self._words
        if words.kind(at) == "pronoun":
            return Chunk(None, (Phrase(at, at + 1, at, at + 1),), at, at + 1, late)
        marker, first = None, at
        if words.kind(at) == "preposition":
            found = words.preposition(at)
            if not found:
                return None
            first, marker = found
            if words.kind(first) == "pronoun":
                return Chunk(marker, (Phrase(first, first + 1, first, first + 1),), at, first + 1, late)
            while first < end and (words.quote(first) or words.kind(first) == "particle"):
                first += 1
        if first >= end or words.kind(first) != "nominal":
            return None
        marker = marker or words.fused(first)
        phrases = self.conjoined(first, end)
        return Chunk(marker, phrases, at, phrases[-1].core, late)

    def conjoined(self, at: int, end: int) -> tuple[Phrase, ...]:
        """Return the noun phrase that begins here and those coordinated with it."""
        words = self._words
        found = [self.noun_phrase(at, end)]
        while True:
            joint = found[-1].core
            listed = words.norm(joint) in ("،", ",") and self._lists_on(joint, end)
            if not listed and not (words.kind(joint) == "conjunction" and words.norm(joint) in cues("joining")):
                break
            first = joint + 1
            if first >= end or words.kind(first) != "nominal":
                break
            following = self.noun_phrase(first, end)
            if words.kind(following.core) in ("verb", "other-verb"):
                break
            found.append(following)
        return tuple(found)

    def _lists_on(self, comma: int, end: int) -> bool:
        """Return whether a comma parts the members of a list: a noun phrase follows and then "and" with another."""
        words = self._words
        if comma + 1 >= end or words.kind(comma + 1) != "nominal":
            return False
        after = self.noun_phrase(comma + 1, end).core
        return words.norm(after) == "و" and words.kind(after + 1) == "nominal"

    def noun_phrase(self, at: int, end: int) -> Phrase:
        """Return the noun phrase that begins here: adjectives, genitives, and name or title in apposition belong to it."""
        words = self._words
        inner = self._quantified(at, end)
        if inner:
            return Phrase(at, inner.end, inner.head, inner.core)
        growth = _Growth(words, at)
        while growth.end < end and growth.step(end):
            pass
        return Phrase(at, self._owner(at, growth, end), at, growth.end)

    def _owner(self, at: int, growth: "_Growth", end: int) -> int:
        """Return the end of a possessive phrase that follows (a base of the army, a spokesman in the name of)."""
        words, after = self._words, growth.end
        if at in words.used or after + 1 >= end:
            return after
        if growth.titled and not growth.named:
            named_end = self._named_after(after, end)
            if named_end:
                return named_end
        named = words.norm(after) == "ب" and words.norm(after + 1) == "اسم" and words.attached(after + 1)
        of = words.norm(after) == "ل" and words.attached(after + 1) and not growth.closed
        first = after + 2 if named else after + 1
        if (named or of) and first < end and words.kind(first) == "nominal" and first not in words.used:
            return self.noun_phrase(first, end).core
        return after

    def _quantified(self, at: int, end: int) -> Phrase | None:
        """Return the phrase a number or quantity counts, with or without من between."""
        words = self._words
        norm = words.norm(at)
        if not (norm in cues("approximations") or norm[:1].isdigit() or words.quantity(at)):
            return None
        following = at + 1
        if words.norm(following) == "من" or words.norm(following) == "عن":
            following += 1
        if following < end and words.kind(following) in ("nominal", "time") and following - at <= _LONGEST_QUOTE:
            return self.noun_phrase(following, end)
        return None


    def _named_after(self, after: int, end: int) -> int | None:
        """Return the end of a name that follows a title and its prepositional phrase (the chief negotiator on X, Y)."""
        words = self._words
        found = words.preposition(after) if words.kind(after) == "preposition" else None
        if not found or found[1] not in ("ل", "في", "لدى", "إلى", "على") or words.kind(found[0]) != "nominal":
            return None
        inner = self.noun_phrase(found[0], end)
        if inner.core >= end or not words.name(inner.core):
            return None
        return self.noun_phrase(inner.core, end).core


class _Growth:
    """A noun phrase while it grows to the left end of the text, which is onwards in Arabic."""

    def __init__(self, words: Words, at: int) -> None:
        self._words = words
        self.end = at + 1
        self._start = at
        self.closed = words.definite(at) or words.land(at) or words.name(at)
        self.titled = words.norm(at) in cues("titles")
        self.named = words.name(at)
        self._adjective = -1

    def step(self, end: int) -> bool:
        """Take in the next word if it belongs to the phrase; return whether it did."""
        words, at = self._words, self.end
        kind = words.kind(at)
        if kind == "pronoun" and words.attached(at):
            self.closed = True
            return self._take(1)
        if kind == "punctuation":
            return self._quoted(end) or self._hyphen() or self._bracketed(end)
        if kind == "conjunction":
            return self._joined_adjective()
        if kind != "nominal":
            return False
        if words.fused(at):
            bodied = self.closed and (words.definite(at - 1) or words.land(at - 1))
            return at not in words.used and bodied and self._close()
        if words.land(at):
            return not self.closed and self._close()
        if words.kind(at - 1) == "pronoun" and words.definite(at) and at not in words.used:
            return self._take(1)
        if words.adjective(at) or self._chained(at):
            return self._qualify(at)
        return self._apposed(at, end) if self.closed else self._genitive(at)

    def _chained(self, at: int) -> bool:
        """Return whether a feminine word behind a feminine adjective goes on qualifying, whatever its tag."""
        words = self._words
        if at in words.used:
            return False
        norm, last = words.norm(at), words.norm(at - 1)
        if self._adjective == at - 1 and not words.definite(at) and not words.definite(at - 1):
            return norm.endswith("ة") and last.endswith("ة") and (norm.startswith("م") or norm.endswith("ية"))
        if any(norm.endswith(e) and last.endswith(e) for e in ("ون", "ين")) and words.definite(at) == words.definite(at - 1):
            return words.absolute(at - 1)
        if words.tanwin(at) and words.tanwin(at - 1):
            return norm.endswith("يا")
        nisba = norm.endswith(("ي", "ية")) and words.definite(at) and self.closed and norm not in cues("titles")
        return nisba and (self._adjective == -1 or self._adjective == at - 1)

    def _take(self, count: int) -> bool:
        self.end += count
        return True

    def _close(self) -> bool:
        self.closed, self._adjective = True, -1
        return self._take(1)

    def _quoted(self, end: int) -> bool:
        """Take in a short quoted name (the «...» party)."""
        words = self._words
        if not words.quote(self.end):
            return False
        for at in range(self.end + 1, min(end, self.end + _LONGEST_QUOTE)):
            if words.quote(at):
                self.closed = True
                return self._take(at + 1 - self.end)
        return False

    def _bracketed(self, end: int) -> bool:
        """Take in a short bracket, which says where or who (the enclave (Azerbaijan))."""
        after = self._words.bracket(self.end)
        size = after - self.end
        return 1 < size <= _LONGEST_BRACKET and after <= end and not self._words.norm(self.end + 1)[:1].isdigit() and self._take(size)

    def _hyphen(self) -> bool:
        words = self._words
        joins = words.norm(self.end) in ("-", "ـ", "–") and self._adjective == self.end - 1
        return joins and self.end + 1 < len(words) and words.adjective(self.end + 1) and self._take(2)

    def _joined_adjective(self) -> bool:
        """Take in "and" with a second adjective (political and military)."""
        words, at = self._words, self.end
        if words.norm(at) != "و" or self._adjective != at - 1 or words.kind(at + 1) != "nominal":
            return False
        if words.adjective(at + 1) and words.definite(at + 1) == words.definite(at - 1):
            self._adjective = at + 1
            return self._take(2)
        return False

    def _qualify(self, at: int) -> bool:
        """Take in an adjective that agrees in definiteness, in case, and in gender with the adjective before."""
        words = self._words
        definite = words.definite(at)
        if words.absolute(at - 1) and not words.norm(at).endswith(words.norm(at - 1)[-2:]):
            return False
        if words.land(self._start) and words.norm(at).endswith(("ين", "ون")):
            return False
        if self.titled and at - 1 == self._start and definite and _feminine(words.norm(at)) != _feminine(words.norm(at - 1)):
            return False
        if self.closed and not definite and not self.named:
            return self._apposed(at, len(words))
        if not self.closed and definite:
            return self._genitive(at)
        if words.tanwin(at) and not words.tanwin(self._start) and not words.norm(self._start).endswith("ة"):
            return False
        if self._adjective == at - 1 and _feminine(words.norm(at)) != _feminine(words.norm(at - 1)):
            return False
        self._adjective = at
        return self._take(1)

    def _honours(self, at: int) -> bool:
        """Return whether a second title goes with the first ("the monarch King Abdullah")."""
        norm = self._words.norm(at)
        return norm in cues("honorifics") or (norm in cues("royals") and self._words.norm(self._start) in cues("crowned"))

    def _genitive(self, at: int) -> bool:
        words = self._words
        if words.absolute(self.end - 1):
            return False
        if words.tanwin(self.end - 1) or words.tanwin(at) or self._adjective == at - 1:
            return False
        self.titled = self.titled or words.norm(at) in cues("titles")
        self.closed = words.definite(at) or words.name(at)
        self.named = words.name(at)
        return self._take(1)

    def _apposed(self, at: int, end: int) -> bool:
        """Take in a name after a title, the rest of a name, or a title after a name."""
        words = self._words
        if words.tanwin(at) and not words.name(at):
            return False
        if self.titled and not self.named and self._honours(at):
            return self._take(1)
        if self.named and words.norm(at) in cues("titles"):
            title = Phrases(words).noun_phrase(at, end)
            self.titled, self.named = True, False
            self.closed = True
            return self._take(title.core - self.end)
        if words.norm(at - 1) in cues("name_links") and self.named:
            return self._take(1)
        link = words.norm(at) in cues("name_links")
        if (words.name(at) or link) and (self.titled or self.named):
            if words.definite(at) and not self.named:
                return False
            self.named = True
            return self._take(1)
        return False


def _feminine(norm: str) -> bool:
    return norm.endswith(("ة", "ات", "يه"))
