"""Grow an Arabic noun phrase word by word: adjectives, genitives, names and titles in apposition."""

from collections.abc import Callable

from eventcoder.languages.ar.clauses_words import Words
from eventcoder.languages.ar.cues import cues, linked_titles

_LONGEST_QUOTE = 8
_LONGEST_BRACKET = 4


class Growth:
    """A noun phrase while it grows to the left end of the text, which is onwards in Arabic."""

    def __init__(self, words: Words, at: int, noun_phrase: Callable[[int, int], int]) -> None:
        """Begin at a word; `noun_phrase` returns where a phrase that begins at a word ends, before a given end."""
        self._noun_phrase = noun_phrase
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
        if kind == "preposition" and self._acting():
            return self._take(2)
        if kind != "nominal":
            return kind == "time" and self._dated(at) and self._close()
        return self._nominal(at, end)

    def _nominal(self, at: int, end: int) -> bool:
        """Take in a noun, adjective or name if it belongs to the phrase."""
        words = self._words
        if words.norm(at - 1) in cues("currencies"):
            return False
        if words.fused(at):
            held = self.titled and words.norm(self._start) not in cues("offices")
            bodied = self.closed and words.definite(at - 1) and not words.land(self._start) and not held
            return at not in words.used and bodied and self._close()
        if words.kind(at - 1) == "pronoun" and words.norm(self._start) in cues("neighbours"):
            southern = words.norm(at) == "جنوب" and words.land(at + 1)
            return (words.land(at) or southern) and self._take(2 if southern else 1)  # its neighbour Chad
        if words.land(at):
            open_end = not self.closed or (self.named and at - 1 == self._start and words.ordinary(self._start))
            return open_end and not words.norm(at - 1).endswith("يون") and self._close()
        if words.kind(at - 1) == "pronoun" and words.definite(at) and at not in words.used:
            return self._take(1)
        if self._tail(at):
            return self._take(1)
        if words.quantity(at) and words.definite(at) and words.definite(at - 1) and not words.land(at - 1):
            return self._take(1)  # the three workers
        if words.adjective(at) or self._chained(at):
            return self._qualify(at)
        return self._apposed(at, end) if self.closed else self._genitive(at)

    def _acting(self) -> bool:
        """Return whether a title goes on with a preposition (القائم بالأعمال)."""
        words, at = self._words, self.end
        return at == self._start + 1 and (words.norm(at - 1), words.norm(at), words.norm(at + 1)) in linked_titles()

    def _tail(self, at: int) -> bool:
        """Return whether a word is the second part of the name of a city or person."""
        words, norm = self._words, self._words.norm(at)
        return (words.land(at - 1) and norm in cues("land_tails")) or (
            words.name(at - 1) and norm in cues("name_tails")
        )

    def _dated(self, at: int) -> bool:
        """Return whether a day and month name a body (the movement of 23 March)."""
        words = self._words
        first = at == self._start + 1 and words.norm(at).isdigit() and not words.norm(at + 1)[:1].isdigit()
        return words.norm(self._start) in cues("bodies") and (
            first or (at == self._start + 2 and words.norm(at - 1).isdigit())
        )

    def _chained(self, at: int) -> bool:
        """Return whether a feminine word behind a feminine adjective goes on qualifying, whatever its tag."""
        words = self._words
        if at in words.used:
            return False
        norm, last = words.norm(at), words.norm(at - 1)
        if self._adjective == at - 1 and not words.definite(at) and not words.definite(at - 1):
            return norm.endswith("ة") and last.endswith("ة") and (norm.startswith("م") or norm.endswith("ية"))
        if any(norm.endswith(e) and last.endswith(e) for e in ("ون", "ين")) and words.definite(at) == words.definite(
            at - 1
        ):
            return words.absolute(at - 1)
        if words.tanwin(at) and words.tanwin(at - 1):
            return norm.endswith("يا")
        nisba = norm.endswith(("ي", "ية")) and words.definite(at) and self.closed and norm not in cues("titles")
        peopled = norm.endswith(("يين", "يون")) and words.definite(at) and words.definite(at - 1)
        if peopled and at - 1 == self._start and not self.titled and not last.endswith("ة"):
            return True  # the Israeli soldiers, whatever the tag
        nisba = nisba and norm.removeprefix("ال") not in cues("nisba_nouns")
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
        return (
            1 < size <= _LONGEST_BRACKET
            and after <= end
            and not self._words.norm(self.end + 1)[:1].isdigit()
            and self._take(size)
        )

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
        agreeing = words.norm(at).endswith(words.norm(at - 1)[-2:]) or words.broken(at)
        if words.absolute(at - 1) and not agreeing:
            return False
        named = words.name(at - 1) and not words.definite(at - 1) and words.definite(at)
        if named and words.norm(at).endswith(("ين", "ون")):
            return False
        if words.land(self._start) and not self._of_land(at):
            return False
        if (
            self.titled
            and words.definite(self._start)
            and at - 1 == self._start
            and definite
            and _feminine(words.norm(at)) != _feminine(words.norm(at - 1))
        ):
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

    def _of_land(self, at: int) -> bool:
        """Return whether an adjective agrees with the name of a country, most of which are feminine (North Korea)."""
        norm = self._words.norm(at)
        masculine = self._words.norm(self._start) in cues("masculine_lands") and not norm.endswith(("ين", "ون"))
        return masculine or norm.endswith(("ة", "ي", "ى", "اء"))

    def _misread(self, at: int) -> bool:
        """Return whether a word tagged as a verb is a given name: a title stands before it and a name behind it."""
        words = self._words
        first = self.titled and not self.named and words.words[at].upos == "VERB"
        return first and words.titled(at) and words.name(at + 1)

    def _honours(self, at: int) -> bool:
        """Return whether a second title goes with the first ("the monarch King Abdullah")."""
        norm = self._words.norm(at)
        return norm in cues("honorifics") or (
            norm in cues("royals") and self._words.norm(self._start) in cues("crowned")
        )

    def _personal(self) -> bool:
        """Return whether the head is a person told by what he does, whose name may follow (the dissident X)."""
        return self._words.norm(self._start) in cues("personal")

    def _surname(self, at: int) -> bool:
        """Return whether a noun with the article ends the name of somebody with a title (President Omar al-Bashir)."""
        words, norm = self._words, self._words.norm(at)
        first = self.titled and words.name(at - 1) and not words.definite(at - 1) and words.definite(at)
        other = any(
            norm.removeprefix("ال") in cues(cue) or norm in cues(cue) for cue in ("titles", "bodies", "members")
        )
        return first and not other and at not in words.used and not norm.endswith(("ون", "ين", "ات", "ة", "ان"))

    def _goes_on(self, at: int) -> bool:
        """Return whether a participle goes on qualifying: with its preposition (a source close to), or by itself."""
        words, norm, last = self._words, self._words.norm(at), self._words.norm(at - 1)
        if words.definite(at) or norm in cues("bodies") or words.tanwin(at) != words.tanwin(at - 1):
            return False
        if norm.removesuffix("ا") in cues("responsible"):
            return True
        plural = norm.endswith(("ون", "ين"))
        agrees = norm.endswith("ة") == last.endswith("ة") and (not plural or last.endswith(norm[-2:]))
        return agrees and norm.startswith("م") and words.kind(at + 1) == "preposition"

    def _honoured(self) -> bool:
        """Return whether the title so far only honours a name, which the office may follow (Sheikh X, emir of)."""
        norm = self._words.norm(self._start)
        return norm in cues("honorifics") or norm in cues("royals")

    def _genitive(self, at: int) -> bool:
        words = self._words
        reflexive = words.norm(at) == "نفس" and words.kind(at + 1) == "pronoun"
        if words.absolute(self.end - 1) or reflexive:
            return False
        if self._adjective == at - 1 and self._goes_on(at):
            self._adjective = at
            return self._take(1)
        if words.tanwin(self.end - 1) or words.tanwin(at) or self._adjective == at - 1:
            return False
        self.titled = self.titled or words.norm(at) in cues("titles")
        faction = words.norm(at - 1) in cues("factions") and words.norm(at) in cues("faction_names")
        self.closed = words.definite(at) or words.name(at) or faction
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
            if self.titled and not self._honoured():
                return False  # after office and name another office is somebody else (met President X Prime Minister Y)
            self.titled, self.named = True, False
            self.closed = True
            return self._take(self._noun_phrase(at, end) - self.end)
        if words.norm(at - 1) in cues("name_links") and self.named:
            return self._take(1)
        if self.named and (words.norm(at) in cues("regnal") or self._surname(at)):
            return self._take(1)
        link = words.norm(at) in cues("name_links")
        if (words.name(at) or link or self._misread(at)) and (self.titled or self.named or self._personal()):
            if words.definite(at) and not self.named:
                return False
            self.named = True
            return self._take(1)
        return False


def _feminine(norm: str) -> bool:
    return norm.endswith(("ة", "ات", "يه"))
