"""English inflection: every form of the coded verbs and nouns."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from eventcoder.languages.protocol import Reading

_VOWELS = "aeiou"
_SIBILANTS = ("s", "x", "z", "ch", "sh")


def verb_forms(lemma: str, irregular: Mapping[str, list[str]], doubling: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Yield (form, UD features) of a verb.

    >>> dict(verb_forms("stop", {}, frozenset()))["stopped"]
    'VerbForm=Part|Tense=Past|Voice=Pass'
    """
    yield lemma, "VerbForm=Inf"
    yield plural(lemma), "VerbForm=Fin|Tense=Pres"
    for stem in _stems(lemma, doubling):
        yield stem + "ing", "VerbForm=Ger"
        past, participle = irregular.get(lemma, [_past(lemma, stem)] * 2)
        yield past, "VerbForm=Fin|Tense=Past"
        yield participle, "VerbForm=Part|Tense=Past|Voice=Pass"


def plural(noun: str, irregular: Mapping[str, str] | None = None) -> str:
    """Return the plural of a noun (and the third person of a verb)."""
    known = (irregular or {}).get(noun)
    if known:
        return known
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(_SIBILANTS) or noun[-2:-1] not in _VOWELS and noun.endswith("o") else "s")


def singulars(form: str) -> Iterator[str]:
    """Yield the singulars a form may be the regular plural of, likeliest first."""
    if form.endswith("men"):
        yield form[:-3] + "man"
    if form.endswith("ies"):
        yield form[:-3] + "y"
    if form.endswith("es"):
        yield form[:-2]
    if form.endswith("s") and not form.endswith("ss"):
        yield form[:-1]


def _stems(lemma: str, doubling: frozenset[str]) -> tuple[str, ...]:
    """Return the stems before -ing and -ed; a final l is doubled in Britain only: "cancelled", "canceled"."""
    stem = _stem(lemma, doubling)
    unstressed = (
        stem == lemma and len(lemma) > 4 and lemma[-1] == "l" and lemma[-2] in _VOWELS and lemma[-3] not in _VOWELS
    )
    return (stem, lemma + "l") if unstressed else (stem,)


def _stem(lemma: str, doubling: frozenset[str]) -> str:
    """Return the stem -ing joins to: silent e dropped, final consonant doubled."""
    if lemma.endswith("ie"):
        return lemma[:-2] + "y"
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")):
        return lemma[:-1]
    syllables = sum(a in _VOWELS and b not in _VOWELS for a, b in zip(lemma, lemma[1:], strict=False))
    short = len(lemma) > 2 and lemma[-1] not in _VOWELS + "wxy" and lemma[-2] in _VOWELS and lemma[-3] not in _VOWELS
    return lemma + lemma[-1] if lemma in doubling or (short and syllables == 1) else lemma


def _past(lemma: str, stem: str) -> str:
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return lemma[:-1] + "ied"
    if lemma.endswith("e"):
        return lemma + "d"
    return stem + "ed"


class EnglishMorphology:
    """All forms of the given lemmas, by table."""

    def __init__(self, verbs: Iterable[str], nouns: Iterable[str], data: Mapping[str, Any]) -> None:
        """Make the table; `data` is the content of inflection.yaml."""
        table: dict[str, dict[Reading, None]] = defaultdict(dict)
        doubling = frozenset(data["doubling"])
        for lemma in dict.fromkeys(verbs):
            for form, feats in verb_forms(lemma, data["verbs"], doubling):
                table[form][Reading(lemma, "verb", feats)] = None
        for lemma in dict.fromkeys(nouns):
            table[lemma][Reading(lemma, "noun", "Number=Sing")] = None
            table[plural(lemma, data["nouns"])][Reading(lemma, "noun", "Number=Plur")] = None
        self._table = {form: tuple(readings) for form, readings in table.items()}

    def read(self, norm: str) -> tuple[Reading, ...]:
        """Return the readings of a folded word; () when no coded lemma has this form."""
        return self._table.get(norm, ())
