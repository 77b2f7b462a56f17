"""Cut Arabic text into noun phrases and prepositional phrases by word order and agreement."""

from collections.abc import Iterator
from typing import NamedTuple

from eventcoder.languages.ar.clauses_growth import Growth
from eventcoder.languages.ar.clauses_words import Words
from eventcoder.languages.ar.cues import cues, spelled

_PAUSES = frozenset("،,;؛:.")
_FARTHEST = 3


class Phrase(NamedTuple):
    """A noun phrase: words [start, end) and its head.

    `core` is the end without a possessive phrase with li- or bi-ism.
    """

    start: int
    end: int
    head: int
    core: int


class Chunk(NamedTuple):
    """Coordinated noun phrases with the marker of their preposition.

    The marker is None for a bare noun phrase, "" for an adverbial one.
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
            if words.norm(at)[:1] in _PAUSES:
                late = not self._closes_aside(start, at)
            chunk = self._chunk(at, end, late) if kind in ("preposition", "nominal", "pronoun") else None
            if chunk:
                yield chunk
            at = chunk.end if chunk else at + 1
            if chunk and chunk.marker in ("بين", "من") and words.kind(chunk.start + 1) == "pronoun":
                at = self._among(at, end)

    def _among(self, at: int, end: int) -> int:
        """Return the end of what tells who is among those just named (ten people, among them two officers)."""
        named = self._chunk(at, end, late=False) if at < end and self._words.kind(at) == "nominal" else None
        return named.end if named else at

    def _closes_aside(self, start: int, comma: int) -> bool:
        """Return whether a comma ends an aside that a comma and a preposition began (, together with X,)."""
        words = self._words
        opening = next((at for at in range(comma - 1, start, -1) if words.norm(at)[:1] in _PAUSES), None)
        return opening is not None and words.norm(comma) in ("،", ",") and words.kind(opening + 1) == "preposition"

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
        if first >= end or words.kind(first) != "nominal" or words.norm(first - 1) in cues("currencies"):
            return None
        phrases = self.conjoined(first, end)
        marker = self._adjusted(words.fused(first) if marker is None else marker, at, phrases[0].head)
        if marker and words.norm(at + 1) in cues("possibility") and at + 1 < first:
            # what may or must be belongs to the phrase as a word of its content
            phrases = (phrases[0]._replace(start=at + 1), *phrases[1:])
        return Chunk(marker, phrases, at, phrases[-1].core, late)

    def _adjusted(self, marker: str | None, at: int, head: int) -> str | None:
        """Return the marker as the words around it let it be read; "" where the phrase fills no slot."""
        words = self._words
        if words.norm(head) in cues("currencies") or (marker == "ل" and words.norm(at - 1) in cues("against_things")):
            return ""
        if marker in ("رئاسة", "رعاية") and words.kind(at - 1) not in ("nominal", "pronoun"):
            return "ب"  # behind the verb itself it is bi- with a noun (contacted the leadership of)
        return marker

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
            if self._reaches_higher(found[0], first):
                break
            following = self.noun_phrase(first, end)
            if words.kind(following.core) in ("verb", "other-verb") and not self._several_do(following.core):
                break
            found.append(following)
        return tuple(found)

    def _several_do(self, verb: int) -> bool:
        """Return whether a verb stands in the dual or plural, so that all those named before it do it."""
        feats = [reading.feats for reading in self._words.used.get(verb, ())]
        return bool(feats) and all("Number=Dual" in f or "Number=Plur" in f for f in feats)

    def _reaches_higher(self, phrase: Phrase, following: int) -> bool:
        """Return whether what follows "and" goes with more than this phrase: an event after a party to one."""
        words = self._words
        if words.norm(following) in cues("noun_negators"):
            return True
        if following not in words.used:
            return False
        return phrase.head not in words.used or words.definite(phrase.head) != words.definite(following)

    def _lists_on(self, comma: int, end: int) -> bool:
        """Return whether a comma parts the members of a list: a noun phrase follows and then "and" with another."""
        words = self._words
        if comma + 1 >= end or words.kind(comma + 1) != "nominal":
            return False
        after = self.noun_phrase(comma + 1, end).core
        return words.norm(after) == "و" and words.kind(after + 1) == "nominal"

    def noun_phrase(self, at: int, end: int) -> Phrase:
        """Return the noun phrase that begins here.

        Adjectives, genitives, and name or title in apposition belong to it.
        """
        words = self._words
        inner = self._quantified(at, end)
        if inner:
            return Phrase(at, inner.end, inner.head, inner.core)
        growth = Growth(words, at, self._core)
        while growth.end < end and growth.step(end):
            pass
        owner = self._owner(at, growth, end)
        return Phrase(at, owner, at, owner if words.norm(at) in cues("offices") else growth.end)

    def _core(self, at: int, end: int) -> int:
        return self.noun_phrase(at, end).core

    def _owner(self, at: int, growth: Growth, end: int) -> int:
        """Return the end of a possessive phrase that follows (a base of the army, a spokesman in the name of)."""
        words, after = self._words, growth.end
        if after + 1 >= end:
            return after
        possessed = words.norm(after) == "ل" and words.attached(after + 1) and words.kind(after + 1) == "nominal"
        fused = words.norm(after)[:1] == "ل" and words.norm(after)[1:] in cues("bodies")
        if at in words.used:
            gathers = any(reading.lemma in spelled("gatherings") for reading in words.used[at])
            return self.noun_phrase(after + 1, end).core if gathers and possessed else after
        if words.norm(at) in cues("representing") and words.norm(after) == "عن" and words.kind(after + 1) == "nominal":
            return self.noun_phrase(after + 1, end).end
        if words.norm(growth.end - 1) in cues("situations") and words.norm(after) == "في" and words.land(after + 1):
            return after + 2
        office = words.norm(at) in cues("titles") and not growth.named
        if (
            (office or words.norm(at) in cues("members"))
            and words.norm(after) in ("في", "من")
            and self._body(after + 1)
        ):
            return self.noun_phrase(after + 1, end).end
        office = words.norm(at) in cues("offices") and growth.titled and not growth.named
        if office and (possessed or fused):
            held = self.noun_phrase(after if fused else after + 1, end)
            return self.noun_phrase(held.core, end).core if held.core < end and words.name(held.core) else held.core
        if growth.titled and not growth.named:
            named_end = self._named_after(after, end)
            if named_end:
                return named_end
        named = words.norm(after) == "ب" and words.norm(after + 1) == "اسم" and words.attached(after + 1)
        of = (
            words.norm(after) == "ل"
            and words.attached(after + 1)
            and not growth.closed
            and not words.national(growth.end - 1)
        )
        first = after + 2 if named else after + 1
        if (named or of) and first < end and words.kind(first) == "nominal" and first not in words.used:
            return self.noun_phrase(first, end).core
        return after

    def _body(self, at: int) -> bool:
        """Return whether a word is a noun for an organised body."""
        return self._words.kind(at) == "nominal" and self._words.norm(at).removeprefix("ال") in cues("bodies")

    def _quantified(self, at: int, end: int) -> Phrase | None:
        """Return the phrase a number or quantity counts, with or without من between."""
        words = self._words
        norm = words.norm(at)
        if not (norm in cues("approximations") or norm[:1].isdigit() or words.quantity(at)):
            return None
        following = at + 1
        if words.norm(following + 1) == "من" and words.adjective(following):
            following += 1  # a great number of
        if words.norm(following) == "من" or words.norm(following) == "عن":
            following += 1
        if words.kind(following) == "pronoun" and words.attached(following) and words.norm(following - 1) == "من":
            return Phrase(at, following + 1, following, following + 1)
        if following < end and words.kind(following) in ("nominal", "time") and following - at <= _FARTHEST:
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
