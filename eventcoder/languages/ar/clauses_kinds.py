"""Sort the words of an Arabic sentence into kinds: closed lists first, then coded words by form, tag and position."""

from collections.abc import Mapping, Sequence

from eventcoder.languages.ar.clauses_finite import PRONOUNS, FiniteWords
from eventcoder.languages.ar.clauses_shapes import nominal_before_pronoun, verbal_shape
from eventcoder.languages.ar.clauses_uncoded import third_persons
from eventcoder.languages.ar.cues import cues, hedges, lands, markers, spelled
from eventcoder.languages.protocol import Reading
from eventcoder.types.text import Word

_OPENINGS = frozenset({"end", "conjunction", "relative"})


class SortedWords(FiniteWords):
    """Words with their kinds decided, from left to right as written."""

    def __init__(self, words: Sequence[Word], readings: Mapping[int, tuple[Reading, ...]]) -> None:
        """Decide the kind of every word and the readings that fit its use."""
        super().__init__(words, readings)
        self._hedged = self._hedges()
        for index in range(len(words)):
            self.kinds.append(self._kind(index))

    def _kind(self, index: int) -> str:
        word, norm = self.words[index], self.norms[index]
        if not (norm.isalnum() or any(c.isalnum() for c in norm)):
            return "punctuation"
        if norm in cues("name_links") or norm in lands() or (norm in cues("bodies") and index not in self.readings):
            return "nominal"
        closed = self._closed(index)
        if closed and not (word.upos == "VERB" and index in self.readings):
            return closed
        if self._copular(index):
            return "other-verb"
        coded = self._coded(index) if index in self.readings and not self._dated_month(index) else ""
        if coded:
            return coded
        if norm in cues("times") or self._dated(index) or (norm in cues("ordinals") and self.kind(index - 1) == "time"):
            return "time"
        if word.upos == "VERB" and verbal_shape(norm) and self._verbal_place(index):
            return "other-verb"
        return "other-verb" if self._listed_verb(index) else "nominal"

    def _listed_verb(self, index: int) -> bool:
        """Return whether a word that a tagger takes for a name or noun is a verb of the lexicon where verbs begin."""
        norm, word = self.norms[index], self.words[index]
        if index in self.readings or norm not in third_persons() or self.kind(index - 1) not in _OPENINGS:
            return False
        sure = norm.endswith("وا") or norm[0] == "ي" or (norm.endswith("ت") and not norm.endswith("ات"))
        return word.upos == "VERB" or (sure and word.upos != "PROPN") or word.upos in ("PROPN", "X", "ADV")

    def _copular(self, index: int) -> bool:
        """Return whether a verb says what something is held to be, and promises nothing (تعد without bi-)."""
        if self.words[index].text in spelled("called"):
            return True
        return self.norms[index] in cues("copulas") and "ب" not in self.norms[index + 1 :]

    def _dated_month(self, index: int) -> bool:
        """Return whether a word that could be a verb is the month of a date or part of a name with one (23 March)."""
        dawn = self.norm(index + 1) in cues("times")  # فجر أمس is a time, not an act
        return self.norms[index] in cues("times") and (dawn or self.norm(index - 1)[:1].isdigit())

    def _verbal_place(self, index: int) -> bool:
        """Return whether an uncoded verb may stand here.

        A perfect right after an indefinite noun is a genitive mistagged.
        """
        before = self.kind(index - 1)
        if before == "preposition":
            return False
        if before == "nominal" and self.names_subject(index) and (not self._known(index) or self.titled(index)):
            return False  # a name that looks like a verb
        return before != "nominal" or self.definite(index - 1) or self.norms[index][0] in "يت"

    def _dated(self, index: int) -> bool:
        """Return whether a number stands in a date (28 April, 16 / 2)."""
        if not self.norms[index][:1].isdigit():
            return False
        following = [self.norm(index + 1), self.norm(index + 2)]
        before = [self.norm(index - 1), self.norm(index - 2)]
        months = any(norm in cues("times") for norm in (following[0], before[0]))
        slashes = (following[0] == "/" and following[1][:1].isdigit()) or (before[0] == "/" and before[1][:1].isdigit())
        return months or slashes

    def _closed(self, index: int) -> str:
        word, norm = self.words[index], self.norms[index]
        if (norm in PRONOUNS and self.attached(index)) or norm in cues("object_pronouns"):
            return "pronoun"
        if norm in cues("relatives"):
            return "relative"
        if norm in cues("complementizers") and (norm,) not in markers() and not self._foreign(index):
            return "complementizer"
        if norm in cues("conjunctions") and (len(norm) > 1 or self.joined(index)):
            return "conjunction"
        if index in self._hedged or norm in cues("inflected"):
            return "particle"
        if self._approximate(index):
            return "nominal"
        if self.preposition(index) and not self._is_ali(index):
            return "preposition"
        if norm in cues("negators") or norm in cues("auxiliaries") or norm in cues("possibility"):
            return "particle"
        return "particle" if word.upos in ("SCONJ", "AUX", "CCONJ") and index not in self.readings else ""

    def _foreign(self, index: int) -> bool:
        """Return whether a word that looks like "that" is a name, or goes on with one (Ban Ki-moon)."""
        pairs = (f"{self.norm(at)} {self.norm(at + 1)}" for at in (index - 1, index))
        return self.words[index].text[:1] == "آ" or any(pair in cues("names_of_particles") for pair in pairs)

    def _approximate(self, index: int) -> bool:
        """Return whether a word before a number or quantity means "about" and is no preposition there."""
        if self.norms[index] not in cues("approximations"):
            return False
        following = self.norm(index + 1)
        return following[:1].isdigit() or following in cues("quantities") or self.quantity(index + 1)

    def _is_ali(self, index: int) -> bool:
        """Return whether علي with dotted ya is the name: no pronoun and no article follows."""
        dotted = self.norms[index] == "علي" and self.words[index].text.endswith("ي")
        following = self.norm(index + 1)
        if not dotted or index + 1 >= len(self.words) or following.startswith("ال") or following in lands():
            return False
        return self.words[index].upos == "PROPN" or self.words[index + 1].upos == "PROPN" or not self._known(index + 1)

    def _hedges(self) -> frozenset[int]:
        return frozenset(
            index
            for start, norm in enumerate(self.norms)
            for words in hedges().get(norm, ())
            if tuple(self.norms[start : start + len(words)]) == words
            for index in range(start, start + len(words))
        )

    def _coded(self, index: int) -> str:
        readings = self.readings[index]
        finite = tuple(r for r in readings if "VerbForm=Fin" in r.feats) if self.may_be_verb(index) else ()
        if self.norm(index + 1) in PRONOUNS and self.joined(index):
            finite = tuple(r for r in finite if not nominal_before_pronoun(r, self.words[index].text))
        nouns = tuple(r for r in readings if r.pos == "noun")
        participles = tuple(r for r in readings if "VerbForm=Part" in r.feats)
        active = any("Voice=Act" in r.feats for r in participles)
        dual = all("Number=Dual" in r.feats for r in finite)
        if dual and active and self._is_circumstance(index):
            finite = ()
        finite = self.likely(index, finite)
        if finite and self.is_finite(index, finite, nominal=bool(nouns)):
            self.used[index] = finite
            return "verb"
        if self._is_predicate(index, participles):
            self.used[index] = participles
            return "verb"
        if active and not nouns and self._is_circumstance(index):
            self.used[index] = participles
            return "participle"
        if nouns and self.norms[index] not in cues("no_event") and not self._names_body(index):
            self.used[index] = nouns
            return "nominal"
        return ""

    def _names_body(self, index: int) -> bool:
        """Return whether a word says what kind of body or aircraft the word before is (the ministry of cooperation)."""
        before = self.norm(index - 1)
        craft = before in cues("craft") and self.norms[index].endswith(("ة", "ات"))
        construct = not self.definite(index - 1) or self.definite(index)
        return craft or (construct and before.removeprefix("ال") in cues("naming"))

    def _is_predicate(self, index: int, participles: Sequence[Reading]) -> bool:
        """Return whether a participle behind a definite subject says what that is about to do (Iran is ready to)."""
        if not any(r.lemma in spelled("predicative") and "Voice=Act" in r.feats for r in participles):
            return False
        subject = self.definite(index - 1) or self.land(index - 1) or self.name(index - 1)
        bare_form = not self.definite(index) and not self.tanwin(index)
        leads_on = self.preposition(index + 1) is not None or self.norm(index + 1).startswith("لل")
        return bare_form and self.kind(index - 1) in ("nominal", "pronoun") and subject and leads_on

    def _is_circumstance(self, index: int) -> bool:
        """Return whether a participle says what the subject does meanwhile ("accusing", "calling on")."""
        norm = self.norms[index]
        if self.definite(index) or not norm.endswith(("ا", "ة", "ين")) or self.kind(index - 1) == "preposition":
            return False
        if any(norm.removesuffix("ا") in cues(cue) for cue in ("titles", "members", "bodies")):
            return False
        before = self.kind(index - 1)
        if before == "punctuation":
            return True
        if before == "conjunction":
            return not norm.endswith("ين") and any(kind in ("verb", "participle") for kind in self.kinds)
        return norm.endswith("ا") and before in ("nominal", "time", "pronoun")
