"""Weigh whether a word of an Arabic sentence that could be a finite verb is one, by tag, form and the words around."""

from collections.abc import Sequence

from eventcoder.languages.ar.clauses_shapes import form_weight, is_passive, subject_gender, words_singular
from eventcoder.languages.ar.clauses_words import NISBA, Words
from eventcoder.languages.ar.cues import cues, lands, markers, spelled
from eventcoder.languages.protocol import Reading

PRONOUNS = frozenset({"ه", "ها", "هم", "هما", "هن", "نا", "ني", "ي", "ك", "كم"})
_REACH = 6
_NOUNISH = frozenset({"NOUN", "ADJ", "PROPN"})


class FiniteWords(Words):
    """Words whose kinds are known up to one that may be a verb."""

    def joined(self, index: int) -> bool:
        """Return whether the next word is written together with this one."""
        return index + 1 < len(self.words) and self.words[index + 1].start == self.words[index].end

    def likely(self, index: int, finite: tuple[Reading, ...]) -> tuple[Reading, ...]:
        """Return the finite readings without shortened forms that lack their particle.

        And third persons before first.
        """
        before, after = self.norm(index - 1), self.norm(index + 1)
        governed = before in cues("negators") or before == "ل"
        full = tuple(r for r in finite if governed or "Mood=Jus" not in r.feats) or finite
        third = tuple(r for r in full if "Person=3" in r.feats)
        if after in PRONOUNS and self.attached(index + 1):
            third = tuple(r for r in third or full if r.lemma not in spelled("objectless")) or third
        if any(norm in ("ل", "الي") or norm.startswith("لل") for norm in self.norms[index + 1 : index + _REACH]):
            third = tuple(r for r in third or full if r.lemma in spelled("undergoing")) or third
        if before in cues("future") or before in cues("negators"):
            third = tuple(r for r in third or full if "Tense=Past" not in r.feats) or third
        if before in cues("completed"):
            third = tuple(r for r in third or full if "Tense=Past" in r.feats) or third
        gender = subject_gender(after)
        return tuple(sorted(third or full, key=lambda r: (gender not in r.feats, is_passive(r))))

    def may_be_verb(self, index: int) -> bool:
        """Return whether a word is no name or quantity that only looks like a verb."""
        norm = self.norms[index]
        return not (self.land(index) or norm in cues("quantities") or norm in cues("never_verbs"))

    def is_finite(self, index: int, finite: Sequence[Reading], *, nominal: bool) -> bool:
        """Weigh whether a word that could be a finite verb is one."""
        before = self.kind(index - 1)
        present = any("Tense=Past" not in r.feats for r in finite)
        if all("Mood=Jus" in r.feats for r in finite) and self.norm(index - 1) not in cues("negators") | {"ل"}:
            return False
        if before == "preposition" and (nominal or self.norm(index - 1) not in cues("before_perfects")):
            return present and self.norm(index - 1) == "ل" and not nominal
        following = index + 1 < len(self.words) and self.norm(index + 1) in PRONOUNS and self.joined(index)
        if self.norms[index].endswith("و") and all("Number=Plur" in r.feats for r in finite) and not following:
            return False
        if nominal and not present and all(words_singular(r) for r in finite) and self._ruled(index):
            return False
        position = self._position(index, before, present)
        if position < 2 and before == "nominal" and form_weight(finite, present=present) > 2 and self._awaited(index):
            position = 2
        if all("Person=1" in r.feats and "Number=Sing" in r.feats for r in finite) and self.words[index].upos != "VERB":
            if nominal or position < 2:
                return False
            position += 2
        return self._score(index, finite, position, nominal=nominal) > 0

    def _ruled(self, index: int) -> bool:
        """Return whether a verb before rules the stretch, so that a second one would need a joint.

        (did not rule out imposing); behind an indefinite noun it may be relative.
        """
        if self.kind(index - 1) == "pronoun" and index - 2 in self.used:
            return self.kind(index - 2) == "nominal"  # their refusal to kill
        closed = self.definite(index - 1) or self.land(index - 1) or self.name(index - 1)
        for at in range(index - 1, -1, -1):
            if self.kinds[at] in ("verb", "other-verb"):
                return closed or any(r.lemma in spelled("wanting_masdar") for r in self.used.get(at, ()))
            if self.kinds[at] not in ("nominal", "pronoun", "preposition"):
                return False
        return False

    def _awaited(self, index: int) -> bool:
        """Return whether a clause after "that" has a definite subject but no verb yet, so that a verb has to come."""
        for at in range(index - 1, -1, -1):
            kind = self.kinds[at]
            if kind == "complementizer":
                return True
            if kind not in ("nominal", "particle", "time", "pronoun") and not self.quote(at):
                return False
        return False

    def _score(self, index: int, finite: Sequence[Reading], position: int, *, nominal: bool) -> int:
        """Return how much tag, form and the words around speak for a finite verb."""
        score = position + self._tag(index, position)
        if all("Number=Dual" in r.feats for r in finite) and self._after_two(index):
            score += 2
        if not nominal:
            return score + form_weight(finite, present=any("Tense=Past" not in r.feats for r in finite))
        if self.tanwin(index):
            return score - 2
        if self.kind(index - 1) == "end":
            return score + self._opening(index)
        nominative = self.absolute(index + 1) and self.norm(index + 1).endswith("ون")
        return score + 3 if nominative or self._relative_to_noun(index) else score

    def _after_two(self, index: int) -> bool:
        """Return whether a dual noun stands before a verb that would agree with it (the two presidents met)."""
        return any(self.norms[at].endswith("ان") and self.definite(at) for at in range(max(0, index - 6), index))

    def _opening(self, index: int) -> int:
        """Return how much the next word speaks for a verb at the head of a sentence, where it could be a noun too."""
        if index + 1 >= len(self.words) or (self.norm(index + 1),) in markers():
            return 0
        following = self.norm(index + 1)
        if following.endswith(NISBA) and not following.startswith("ال") and following not in lands():
            return -3
        return 1

    def _tag(self, index: int, position: int) -> int:
        """Return how much the tag speaks for a verb.

        Against one for a name, unless verbs are usual in this position.
        """
        tag = self.words[index].upos
        if tag == "PROPN" and position < 2:
            told = any(kind in ("verb", "other-verb") for kind in self.kinds)
            return -5 if told or not self.norms[index].endswith("ت") else 0
        return 2 if tag == "VERB" else -2 if tag in _NOUNISH else 0

    def _position(self, index: int, before: str, present: bool) -> int:
        """Return how much the word before speaks for a finite verb."""
        if before in ("end", "punctuation", "conjunction", "particle", "relative", "time", "preposition"):
            return 2
        if before == "complementizer":
            led = self.norm(index - 1) in cues("before_perfects") or self.norm(index - 2) in cues("leading")
            return 2 if present or led else -3
        if before in ("verb", "other-verb", "participle"):
            return -2
        if before == "nominal" and not (self.definite(index - 1) or self.land(index - 1) or self.name(index - 1)):
            return -1
        return 0

    def _relative_to_noun(self, index: int) -> bool:
        """Return whether a word with a pronoun stands right after an event noun: "an attack that they launched"."""
        attached = self.norm(index + 1) in PRONOUNS and self.joined(index)
        if not attached or self.kind(index - 1) != "nominal" or self.definite(index - 1):
            return False
        doer = index + 2 < len(self) and self.norm(index + 2).endswith("ون") and self.absolute(index + 2)
        return index - 1 in self.used or doer
