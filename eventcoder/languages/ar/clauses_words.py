"""Sort the words of an Arabic sentence into kinds: verbs, nominals, prepositions and the other closed classes."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import simplemma

from eventcoder.languages.ar.fold import bare
from eventcoder.languages.data import load_yaml
from eventcoder.languages.protocol import Reading
from eventcoder.types.text import Word

_FOLDER = Path(__file__).parent
_NISBA = ("ي", "ية", "يه", "يين", "يون", "يان", "يتين", "يتان")
_QUOTES = frozenset("\"«»“”'‘’")
_OPEN, _CLOSE = frozenset("(["), frozenset(")]")
_PRONOUNS = frozenset({"ه", "ها", "هم", "هما", "هن", "نا", "ني", "ي", "ك", "كم"})
_NOUNISH = frozenset({"NOUN", "ADJ", "PROPN"})


@cache
def cues(name: str) -> frozenset[str]:
    """Return the folded words of a list of clauses.yaml."""
    return frozenset(bare(word) for word in load_yaml(_FOLDER / "clauses.yaml")[name])


@cache
def spelled(name: str) -> frozenset[str]:
    """Return the words of a list of clauses.yaml in ordinary spelling, as codebooks write lemmas."""
    return frozenset(load_yaml(_FOLDER / "clauses.yaml")[name])


@cache
def markers() -> Mapping[tuple[str, ...], str]:
    """Return the prepositions by their folded words, each with its ordinary spelling; adverbial ones map to ""."""
    data = load_yaml(_FOLDER / "clauses.yaml")
    found = {(bare(word),): "" for word in data["adverbial"]}
    found.update({(bare(word),): word for word in data["prepositions"]})
    for words, marker in data["compound"].items():
        simple = "" if marker in data["adverbial"] else marker
        found[tuple(bare(words).split())] = simple
    return found


@cache
def hedges() -> tuple[tuple[str, ...], ...]:
    """Return the phrases, folded and cut into words, that qualify a number with a verb in them."""
    return tuple(tuple(bare(words).split()) for words in load_yaml(_FOLDER / "clauses.yaml")["hedges"])


@cache
def lands() -> frozenset[str]:
    """Return the folded one-word names of countries and capitals."""
    return frozenset(bare(word) for word in load_yaml(_FOLDER / "lands.yaml")["lands"])


class Words:
    """The words of one sentence with their kinds; verbs are decided here, all else by closed lists and tags.

    kinds: verb (coded, finite), other-verb (not coded), participle (coded, used as predicate), nominal, preposition,
    conjunction, complementizer, relative, pronoun, particle, time, punctuation.
    """

    def __init__(self, words: Sequence[Word], readings: Mapping[int, tuple[Reading, ...]]) -> None:
        """Decide the kind of every word and the readings that fit its use."""
        self.words = words
        self.norms = [bare(word.norm) for word in words]
        self.readings = readings
        self.used: dict[int, tuple[Reading, ...]] = {}
        self.kinds: list[str] = []
        for index in range(len(words)):
            self.kinds.append(self._kind(index))

    def __len__(self) -> int:
        """Return the number of words."""
        return len(self.words)

    def kind(self, index: int) -> str:
        """Return the kind of a word; "end" outside the sentence."""
        return self.kinds[index] if 0 <= index < len(self.kinds) else "end"

    def norm(self, index: int) -> str:
        """Return the folded word without marks; "" outside the sentence."""
        return self.norms[index] if 0 <= index < len(self.norms) else ""

    def attached(self, index: int) -> bool:
        """Return whether a word is written together with the one before."""
        return index > 0 and self.words[index].start == self.words[index - 1].end

    def definite(self, index: int) -> bool:
        """Return whether a word bears the article, which is written with one lam after li-."""
        norm = self.norm(index)
        if norm.startswith("ال") and len(norm) > len("ال") + 1 and norm not in lands():
            return True
        return norm.startswith("ل") and len(norm) > len("لل") + 1 and self.norm(index - 1) == "ل" and self.attached(index)

    def land(self, index: int) -> bool:
        """Return whether a word names a country or capital."""
        norm = self.norm(index)
        return norm in lands() or (norm.startswith("ل") and "ا" + norm in lands() and self.norm(index - 1) == "ل")

    def adjective(self, index: int) -> bool:
        """Return whether a word looks like an adjective: by its tag, or by a nisba ending where the tag leaves it open."""
        word, norm = self.words[index], self.norm(index)
        if norm in lands() or norm in cues("titles"):
            return False
        if word.upos == "ADJ":
            return True
        nisba = norm.endswith(_NISBA) and len(norm) > len("علي")
        return nisba and index not in self.readings and (word.upos == "X" or word.deprel == "amod")

    def name(self, index: int) -> bool:
        """Return whether a word looks like part of a person's name."""
        word, norm = self.words[index], self.norm(index)
        if index < 0 or self.kind(index) != "nominal" or self.land(index) or index in self.used:
            return False
        if self.definite(index) and not self.name(index - 1):
            return False
        if norm == "علي":
            return True
        if norm in cues("bodies") or norm in cues("titles") or norm in cues("quantities") or norm[:1].isdigit():
            return False
        return word.upos == "PROPN" or word.deprel.startswith("flat") or norm in cues("name_links") or not self._known(index)

    def _known(self, index: int) -> bool:
        """Return whether a word is an ordinary Arabic one, as far as a general word list and its endings tell."""
        norm = self.norm(index)
        if self.definite(index) or norm.endswith(("ة", "ات")) or norm in cues("times") or len(norm) <= 1:
            return True
        listed = simplemma.is_known(self.words[index].text, lang="ar") or self.absolute(index)
        return index in self.readings or norm == "علي" or listed

    def feminine(self, index: int) -> bool:
        """Return whether a head noun surely takes a feminine verb: its ending, or the name of a country or capital."""
        norm = self.norm(index)
        if self.land(index):
            return norm not in cues("masculine_lands")
        return norm.endswith(("ة", "ات")) and not self.name(index)

    def absolute(self, index: int) -> bool:
        """Return whether a word is a sound plural with its final nun, so that no genitive can follow it."""
        norm = self.norm(index)
        stem = norm.removeprefix("ال")[: -len("ون")]
        if not norm.endswith(("ون", "ين")) or len(stem) < len("قوم") or norm in cues("titles"):
            return False
        return simplemma.is_known(self.words[index].text[:-2], lang="ar")

    def tanwin(self, index: int) -> bool:
        """Return whether a word bears the alef of the indefinite accusative."""
        norm = self.norm(index)
        return norm.endswith("ا") and len(norm) > len("علي") and not self.land(index) and not self.definite(index)

    def fused(self, index: int) -> str | None:
        """Return the preposition a tokenizer left on a word ("l" of للتعاون, لحظر), None when there is none."""
        norm = self.norm(index)
        if norm.startswith("لل") and len(norm) > len("للغة"):
            return "ل"
        lemmas = [bare(reading.lemma) for reading in self.used.get(index, ())]
        if lemmas and norm[0] in "لب" and all(not a.startswith(norm[0]) and a[:2] == norm[1:3] for a in lemmas):
            return norm[0]
        return None

    def bracket(self, index: int) -> int:
        """Return the index after a bracketed passage that begins here, or index itself."""
        if self.norm(index)[:1] not in _OPEN:
            return index
        for at in range(index + 1, len(self)):
            if self.norm(at)[:1] in _CLOSE:
                return at + 1
        return index + 1

    def quote(self, index: int) -> bool:
        """Return whether a word is a quotation mark."""
        return self.norm(index)[:1] in _QUOTES

    def preposition(self, index: int) -> tuple[int, str] | None:
        """Return the end and the marker of a preposition that begins here, the longest that matches."""
        for size in (3, 2, 1):
            words = tuple(self.norms[index : index + size])
            if len(words) == size and words in markers():
                if size == 1 and len(words[0]) == 1 and not self.attached(index + 1):
                    return None
                return index + size, markers()[words]
        return None

    # ---- deciding --------------------------------------------------------------------------------------------------

    def _kind(self, index: int) -> str:
        word, norm = self.words[index], self.norms[index]
        if not any(c.isalnum() for c in norm):
            return "punctuation"
        if norm in cues("name_links") or norm in lands() or (norm in cues("bodies") and index not in self.readings):
            return "nominal"
        closed = self._closed(index)
        if closed and not (word.upos == "VERB" and index in self.readings):
            return closed
        coded = self._coded(index)
        if coded:
            return coded
        if norm in cues("times") or self._dated(index) or (norm in cues("ordinals") and self.kind(index - 1) == "time"):
            return "time"
        if word.upos == "VERB" and self._verbal_shape(norm) and self._verbal_place(index):
            return "other-verb"
        return "nominal"

    def _verbal_place(self, index: int) -> bool:
        """Return whether an uncoded verb may stand here; a perfect right after an indefinite noun is a genitive mistagged."""
        before = self.kind(index - 1)
        if before == "preposition":
            return False
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

    @staticmethod
    def _verbal_shape(norm: str) -> bool:
        """Return whether a word could be a verb by its outline."""
        if norm.startswith("ال") or norm.endswith(("ة", "ات", "اء")) or norm in cues("quantities"):
            return False
        if norm.endswith("ا") and not norm.endswith("وا") and len(norm) > len("فعلا"):
            return False
        if norm[0] not in "يتناس" and not norm.endswith(("ت", "وا")) and len(norm) > len("فعلا"):
            return False
        return not norm.endswith(("ون", "ين", "ان")) or norm[0] in "يتن"

    def _closed(self, index: int) -> str:
        word, norm = self.words[index], self.norms[index]
        if norm in _PRONOUNS and self.attached(index):
            return "pronoun"
        if norm in cues("relatives"):
            return "relative"
        if norm in cues("complementizers") and norm not in markers():
            return "complementizer"
        if norm in cues("conjunctions") and (len(norm) > 1 or self._joined(index)):
            return "conjunction"
        if self._hedge(index) or norm in cues("inflected"):
            return "particle"
        if self._approximate(index):
            return "nominal"
        if self.preposition(index) and not self._is_ali(index):
            return "preposition"
        if norm in cues("negators") or norm in cues("auxiliaries") or norm in cues("possibility"):
            return "particle"
        return "particle" if word.upos in ("SCONJ", "AUX", "CCONJ") and index not in self.readings else ""

    def _approximate(self, index: int) -> bool:
        """Return whether a word before a number or quantity means "about" and is no preposition there."""
        following = self.norm(index + 1)
        counted = following[:1].isdigit() or following in cues("quantities") or self.quantity(index + 1)
        return self.norms[index] in cues("approximations") and counted

    def quantity(self, index: int) -> bool:
        """Return whether a word counts what follows: a number, a numeral, a word such as "dozens"."""
        norm = self.norm(index)
        if not norm:
            return False
        return norm in cues("quantities") or norm.removeprefix("ال") in cues("quantities") or self.words[index].upos == "NUM"

    def _is_ali(self, index: int) -> bool:
        """Return whether علي with dotted ya is the name: no pronoun and no article follows."""
        dotted = self.norms[index] == "علي" and self.words[index].text.endswith("ي")
        following = self.norm(index + 1)
        if not dotted or index + 1 >= len(self.words) or following.startswith("ال") or following in lands():
            return False
        return self.words[index].upos == "PROPN" or self.words[index + 1].upos == "PROPN" or not self._known(index + 1)

    def _hedge(self, index: int) -> bool:
        """Return whether a word belongs to a phrase that qualifies a number (no less than)."""
        return any(
            tuple(self.norms[start : start + len(words)]) == words
            for words in hedges()
            for start in range(max(0, index - len(words) + 1), index + 1)
        )

    def _joined(self, index: int) -> bool:
        return index + 1 < len(self.words) and self.words[index + 1].start == self.words[index].end

    def _coded(self, index: int) -> str:
        readings = self.readings.get(index, ())
        finite = tuple(r for r in readings if "VerbForm=Fin" in r.feats and self._may_be_verb(index))
        nouns = tuple(r for r in readings if r.pos == "noun")
        participles = tuple(r for r in readings if "VerbForm=Part" in r.feats)
        active = any("Voice=Act" in r.feats for r in participles)
        dual = all("Number=Dual" in r.feats for r in finite)
        if dual and active and self._is_circumstance(index):
            finite = ()
        if finite and self._is_finite(index, finite, nominal=bool(nouns)):
            self.used[index] = finite
            return "verb"
        if active and not nouns and self._is_circumstance(index):
            self.used[index] = participles
            return "participle"
        if nouns and self.norms[index] not in cues("groups"):
            self.used[index] = nouns
            return "nominal"
        return ""

    def _may_be_verb(self, index: int) -> bool:
        return not self.land(index) and self.norms[index] not in cues("quantities")

    def _is_finite(self, index: int, finite: Sequence[Reading], *, nominal: bool) -> bool:
        """Weigh whether a word that could be a finite verb is one."""
        before = self.kind(index - 1)
        present = any("Tense=Past" not in r.feats for r in finite)
        if all("Mood=Jus" in r.feats for r in finite) and self.norm(index - 1) not in cues("negators") | {"ل"}:
            return False
        if before == "preposition":
            return present and self.norm(index - 1) == "ل" and not nominal
        following = index + 1 < len(self.words) and self.norm(index + 1) in _PRONOUNS and self._joined(index)
        if self.norms[index].endswith("و") and all("Number=Plur" in r.feats for r in finite) and not following:
            return False
        position = self._position(index, before, present)
        if all("Person=1" in r.feats and "Number=Sing" in r.feats for r in finite) and self.words[index].upos != "VERB":
            return False
        score = position + self._tag(index, position)
        if not nominal:
            score += self._shape(finite, present=present)
        elif self.tanwin(index):
            score -= 2
        elif before == "end":
            score += self._opening(index)
        elif self.absolute(index + 1):
            score += 3
        elif self._relative_to_noun(index):
            score += 3
        return score > 0

    def _opening(self, index: int) -> int:
        """Return how much the next word speaks for a verb at the head of a sentence, where it could be a noun too."""
        if index + 1 >= len(self.words) or self.norm(index + 1) in markers():
            return 0
        following = self.norm(index + 1)
        if following.endswith(_NISBA) and not following.startswith("ال") and following not in lands():
            return -3
        return 1

    def _tag(self, index: int, position: int) -> int:
        """Return how much the tag speaks for a verb; against one for a name, unless verbs are usual in this position."""
        tag = self.words[index].upos
        if tag == "PROPN" and position < 2:
            return -5
        return 2 if tag == "VERB" else -2 if tag in _NOUNISH else 0

    @staticmethod
    def _shape(finite: Sequence[Reading], *, present: bool) -> int:
        """Return how much the form alone speaks for a verb, when it is no noun form."""
        if present or any("Number=Plur" in r.feats or ("Number=Dual" in r.feats and "Gender=Fem" in r.feats) for r in finite):
            return 4
        return 3 if any("Gender=Fem" in r.feats for r in finite) else 2

    def _position(self, index: int, before: str, present: bool) -> int:
        """Return how much the word before speaks for a finite verb."""
        if before in ("end", "punctuation", "conjunction", "particle", "relative", "time"):
            return 2
        if before == "complementizer":
            return 2 if present else -1
        if before in ("verb", "other-verb", "participle"):
            return -2
        if before == "nominal" and not (self.definite(index - 1) or self.land(index - 1) or self.name(index - 1)):
            return -1
        return 0

    def _relative_to_noun(self, index: int) -> bool:
        """Return whether a word with a pronoun stands right after an event noun: "an attack that they launched"."""
        following = self.norm(index + 1)
        attached = index + 1 < len(self.words) and following in _PRONOUNS and self.words[index].end == self.words[index + 1].start
        return attached and index - 1 in self.used and self.kind(index - 1) == "nominal" and not self.definite(index - 1)

    def _is_circumstance(self, index: int) -> bool:
        """Return whether a participle says what the subject does meanwhile ("accusing", "calling on")."""
        norm = self.norms[index]
        if self.definite(index) or not norm.endswith(("ا", "ة", "ين")) or self.kind(index - 1) == "preposition":
            return False
        before = self.kind(index - 1)
        if before == "punctuation":
            return True
        if before == "conjunction":
            return not norm.endswith("ين") and any(kind in ("verb", "participle") for kind in self.kinds)
        return norm.endswith("ا") and before in ("nominal", "time", "pronoun")
