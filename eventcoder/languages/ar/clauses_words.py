"""What can be said of a word in an Arabic sentence: its form, and the closed list it belongs to."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from eventcoder.languages.ar.cues import cues, lands, marker_sizes, markers, nisbas, spelled
from eventcoder.languages.ar.fold import bare
from eventcoder.languages.ar.word_list import listed
from eventcoder.languages.protocol import Reading
from eventcoder.types.text import Word

NISBA = ("ي", "ية", "يه", "يين", "يون", "يان", "يتين", "يتان")
_QUOTES = frozenset("\"«»“”'‘’")
_NEAR = 5  # words in which a title stands before its name
_OPEN, _CLOSE = frozenset("(["), frozenset(")]")


class Words:
    """The words of one sentence and questions about them; `clauses_kinds` decides their kinds.

    kinds: verb (coded, finite), other-verb (not coded), participle (coded, used as predicate), nominal, preposition,
    conjunction, complementizer, relative, pronoun, particle, time, punctuation. `used` holds the readings of coded
    words
    that fit their use. `norm` gives the folded word without marks at an index, "" outside the sentence, and `land`
    whether it names a country or capital.
    """

    def __init__(self, words: Sequence[Word], readings: Mapping[int, tuple[Reading, ...]]) -> None:
        """Take the parsed words and the readings of coded ones; no kinds yet."""
        self.words = words
        self.norms = [bare(word.norm) for word in words]
        self.norm: Callable[[int], str] = defaultdict(str, enumerate(self.norms)).__getitem__
        self.land: Callable[[int], bool] = frozenset(filter(self._names_land, range(len(words)))).__contains__
        self._articled = frozenset(filter(self._bears_article, range(len(words))))
        self.readings = readings
        self.used: dict[int, tuple[Reading, ...]] = {}
        self.kinds: list[str] = []

    def __len__(self) -> int:
        """Return the number of words."""
        return len(self.words)

    def kind(self, index: int) -> str:
        """Return the kind of a word; "end" outside the sentence."""
        return self.kinds[index] if 0 <= index < len(self.kinds) else "end"

    def attached(self, index: int) -> bool:
        """Return whether a word is written together with the one before."""
        return index > 0 and self.words[index].start == self.words[index - 1].end

    def definite(self, index: int) -> bool:
        """Return whether a word bears the article, and does not begin with it by itself (التزام)."""
        if index not in self._articled:
            return False
        own = self.norms[index].startswith("ا") and self.used.get(index, ())
        return not (own and any(bare(reading.lemma).startswith("ال") for reading in own))

    def _bears_article(self, index: int) -> bool:
        """Return whether a word begins like the article, which is written with one lam after li-.

        The article has a plain alef, so that إلغاء and ألمانيا are told from it where the text writes hamza.
        """
        norm = self.norm(index)
        if norm.startswith("لل") and len(norm) > len("للغة"):
            return True  # a tokenizer left li- on it
        if norm.startswith("ل"):
            return len(norm) > len("لل") + 1 and self.norm(index - 1) == "ل" and self.attached(index)
        if not norm.startswith("ال") or len(norm) <= len("الا") or norm in lands() or norm in cues("no_article"):
            return False
        return self.words[index].text[:1] in "اٱ"

    def _names_land(self, index: int) -> bool:
        norm = self.norm(index)
        if f"{norm} {self.norm(index + 1)}" in cues("paired_lands"):
            return True
        return norm in lands() or (norm.startswith("ل") and "ا" + norm in lands() and self.norm(index - 1) == "ل")

    def adjective(self, index: int) -> bool:
        """Return whether a word looks like an adjective.

        By its tag, or by a nisba ending where the tag leaves it open.
        """
        word, norm = self.words[index], self.norm(index)
        if norm in lands() or norm in cues("titles") or norm.removeprefix("ال") in cues("sure_nouns"):
            return False
        if word.upos == "ADJ" or norm.removeprefix("ال") in cues("qualities"):
            return True
        if any(told(index) for told in (self._agrees_as_nisba, self.broken, self._plural_nisba, self._of_a_land)):
            return True
        nisba = norm.endswith(NISBA) and len(norm) > len("علي")
        return nisba and index not in self.readings and (word.upos == "X" or word.deprel == "amod")

    def broken(self, index: int) -> bool:
        """Return whether a people's broken plural qualifies the plural before it (المتمردين الأكراد, مدنيين أفغان)."""
        norm, before = self.norm(index), self.norm(index - 1)
        alike = self.definite(index) == self.definite(index - 1)
        if norm.removeprefix("ال") not in cues("broken_adjectives") or not alike:
            return False
        return before.endswith(("ون", "ين", "ات")) or before.removeprefix("ال") in cues("bodies")

    def national(self, index: int) -> bool:
        """Return whether a word tells of what country somebody is (إريترية, صوماليون)."""
        norm = self.norm(index).removeprefix("ال")
        return norm in nisbas() or norm.endswith(("يون", "يين"))

    def _of_a_land(self, index: int) -> bool:
        """Return whether a word is the adjective of a country behind a noun it may qualify (زوارق إريترية)."""
        norm, before = self.norm(index), self.norm(index - 1)
        if norm.removeprefix("ال") not in nisbas() or self.kind(index - 1) != "nominal" or index in self.readings:
            return False
        counted = self.quantity(index - 1) or before.removeprefix("ال") in nisbas() or self.land(index - 1)
        return self.definite(index) == self.definite(index - 1) and not counted and not self.tanwin(index - 1)

    def _plural_nisba(self, index: int) -> bool:
        """Return whether a plural relational word says of what people those before it are (قراصنة صوماليون)."""
        norm, before = self.norm(index), self.norm(index - 1)
        if not norm.endswith(("يون", "يين")) or self.kind(index - 1) != "nominal" or index in self.readings:
            return False
        counted = self.quantity(index - 1) or before[:1].isdigit() or before in cues("titles")
        other_case = before.endswith(("ون", "ين")) and not before.endswith(norm[-2:])
        alike = self.definite(index) == self.definite(index - 1)
        return alike and not (counted or other_case or self.land(index - 1) or before.endswith("ية"))

    def _agrees_as_nisba(self, index: int) -> bool:
        """Return whether a feminine relational word behind a feminine one qualifies it (غارة جوية)."""
        norm, before = self.norm(index), self.norm(index - 1)
        return (
            norm.endswith("ية")
            and before.endswith("ة")
            and index not in self.readings
            and norm.removeprefix("ال") not in cues("nisba_nouns")
            and not norm.startswith("ال")
            and not before.startswith("ال")
        )

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
        return (
            word.upos == "PROPN"
            or word.deprel.startswith("flat")
            or norm in cues("name_links")
            or not self._known(index)
        )

    def titled(self, index: int) -> bool:
        """Return whether a title and its adjective stand before what looks like a perfect, and a name goes on."""
        goes_on = index + 1 < len(self.words) and self.words[index + 1].upos == "PROPN"
        title = any(self.norms[at] in cues("titles") for at in range(max(0, index - _NEAR), index))
        return goes_on and title and self.norms[index][0] not in "يت" and not self.land(index + 1)

    def names_subject(self, index: int) -> bool:
        """Return whether a name goes on here, or a verb just before rules the stretch (arrived the minister Y)."""
        if index + 1 < len(self.words) and self.words[index + 1].upos == "PROPN":
            return True
        for at in range(index - 1, max(-1, index - 1 - _NEAR), -1):
            if self.kinds[at] != "nominal":
                return self.kinds[at] in ("verb", "other-verb")
        return False

    def ordinary(self, index: int) -> bool:
        """Return whether a word is in a general word list, whatever a tagger says."""
        return listed(self.words[index].text)

    def _known(self, index: int) -> bool:
        """Return whether a word is an ordinary Arabic one, as far as a general word list and its endings tell."""
        norm = self.norm(index)
        if self.definite(index) or norm.endswith(("ة", "ات")) or norm in cues("times") or len(norm) <= 1:
            return True
        return index in self.readings or norm == "علي" or self.ordinary(index) or self.absolute(index)

    def feminine(self, index: int) -> bool:
        """Return whether a head noun surely takes a feminine verb: its ending, or the name of a country or capital."""
        norm = self.norm(index)
        if self.land(index):
            return norm not in cues("masculine_lands")
        if norm.removeprefix("ال") in cues("masculine_in_ta"):
            return False
        return norm.endswith(("ة", "ات")) and not self.name(index)

    def absolute(self, index: int) -> bool:
        """Return whether a word is a sound plural with its final nun, so that no genitive can follow it."""
        norm = self.norm(index)
        stem = norm.removeprefix("ال")[: -len("ون")]
        if self.quantity(index) or not norm.endswith(("ون", "ين")) or len(stem) < len("قوم") or norm in cues("titles"):
            return False
        return listed(self.words[index].text[:-2])

    def tanwin(self, index: int) -> bool:
        """Return whether a word bears the alef of the indefinite accusative."""
        norm = self.norm(index)
        if not norm.endswith("ا") or self.land(index) or self.definite(index) or self.dual(index):
            return False
        named = self.words[index].upos == "PROPN" and not norm.endswith("يا") and not self.ordinary(index)
        return len(norm) > len("علي") and not named

    def dual(self, index: int) -> bool:
        """Return whether a word for a person or body is the nominative dual before its genitive (وزيرا الدفاع)."""
        norm, following = self.norm(index), self.norm(index + 1)
        counted = norm.endswith("ا") and norm[:-1] in cues("titles") | cues("bodies")
        owner = self.definite(index + 1) or self.land(index + 1) or following in cues("titles") | cues("bodies")
        return counted and owner and not self.fused(index + 1)

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
        for size in marker_sizes().get(self.norm(index), ()):
            words = tuple(self.norms[index : index + size])
            if len(words) == size and words in markers():
                if size > 1 and (self.norm(index + size),) in markers():
                    continue  # in a clash with: the noun of the compound has a preposition of its own
                if words[-2:] == ("التعاون", "مع") and any(r.lemma in spelled("valuing") for r in self._latest(index)):
                    continue  # praised the cooperation with
                if size == 1 and len(words[0]) == 1 and not self.attached(index + 1):
                    return None
                return index + size, markers()[words]
        return None

    def _latest(self, index: int) -> tuple[Reading, ...]:
        """Return the readings of the last coded word before this one."""
        return next((self.used[at] for at in range(index - 1, -1, -1) if at in self.used), ())

    def quantity(self, index: int) -> bool:
        """Return whether a word counts what follows: a number, a numeral, a word such as "dozens"."""
        norm = self.norm(index)
        if not norm:
            return False
        return (
            norm in cues("quantities")
            or norm.removeprefix("ال") in cues("quantities")
            or (norm.endswith("ا") and norm.removesuffix("ا") in cues("quantities"))
            or self.words[index].upos == "NUM"
        )
