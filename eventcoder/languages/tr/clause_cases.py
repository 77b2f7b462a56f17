"""Case and possession of a Turkish nominal: by what follows an apostrophe, by clear endings, else as tagged."""

import re
from collections.abc import Sequence

from eventcoder.languages.protocol import Reading
from eventcoder.languages.tr.grammar import grammar
from eventcoder.languages.tr.inflection import VOWELS
from eventcoder.types.text import Word

_AFTER_APOSTROPHE = (
    ("attr", re.compile(r"(?:n?[dt][ae])ki")),
    ("adj", re.compile(r"l[ıiuü]k?$|s[ıiuü]z$")),
    ("abl", re.compile(r"n?[dt][ae]n$")),
    ("loc", re.compile(r"n?[dt][ae]$")),
    ("ins", re.compile(r"y?l[ae]$")),
    ("gen", re.compile(r"n?[ıiuü]n$")),
    ("equ", re.compile(r"n?[cç][ae]$")),
    ("dat", re.compile(r"[yn]?[ae]$")),
    ("acc", re.compile(r"[yn]?[ıiuü]$")),
)
_STRONG = (
    ("attr", re.compile(r"\w{2,}[dt][ae]ki(?:ler\w*)?$")),
    ("gen", re.compile(r"\w{3,}(?:n[ıiuü]n|l[ae]r[ıi]n)$")),
    ("abl", re.compile(r"\w{2,}(?:nd[ae]n|l[ae]rd[ae]n|[td][ae]n)$")),
    ("loc", re.compile(r"\w{3,}(?:nd[ae]|l[ae]rd[ae])$")),
    ("ins", re.compile(r"\w{3,}(?:yl[ae]|l[ae]rl[ae])$")),
    ("equ", re.compile(r"\w{3,}(?:ınca|ince|unca|ünce|l[ae]rc[ae])$")),
    ("dat", re.compile(r"\w{3,}(?:l[ae]r[ae]|l[ae]r[ıi]n[ae]|s[ıiuü]n[ae]|ğ[ıiuü]n[ae])$")),
    ("acc", re.compile(r"\w{3,}(?:l[ae]r[ıi]n[ıi]|s[ıiuü]n[ıiuü]|ğ[ıiuü]n[ıiuü])$")),
)
# a capitalised word takes its case after an apostrophe, but for a possessed or plural common noun inside a title
_NAMED = (
    ("gen", re.compile(r"\w{4,}(?:[ıiuü]n[ıiuü]n|l[ae]r[ıi]n)$")),
    ("abl", re.compile(r"\w{4,}(?:[ıiuü]nd[ae]n|l[ae]rd[ae]n)$")),
    ("loc", re.compile(r"\w{4,}(?:[ıiuü]nd[ae]|l[ae]rd[ae])$")),
    ("ins", re.compile(r"\w{4,}(?:[ıiuü]yl[ae]|l[ae]rl[ae])$")),
    ("equ", re.compile(r"\w{4,}(?:[ıiuü]nc[ae]|l[ae]rc[ae])$")),
    ("dat", re.compile(r"\w{4,}(?:l[ae]r[ae]|[ıiuü]n[ae]|l[ıiuü]y[ae])$")),
    ("acc", re.compile(r"\w{4,}(?:l[ıiuü]y[ıiuü]|[sğl][ıiuü]n[ıiuü]|l[ae]r[ıi]n[ıi])$")),
)
_WEAK = (
    ("gen", re.compile(r"\w{3,}[ıiuü]n$")),
    ("loc", re.compile(r"\w{3,}[dt][ae]$")),
    ("ins", re.compile(r"\w{3,}l[ae]$")),
    ("equ", re.compile(r"\w{3,}[cç][ae]$")),
    ("dat", re.compile(r"\w{2,}[ae]$")),
    ("acc", re.compile(r"\w{2,}[ıiuü]$")),
)
_POSSESSED = re.compile(r"\w{2,}[ıiuü](?:n[ıiuüae]|n[ıiuü]n|nd[ae]n?|yl[ae]|nc[ae])?$")
# a native of a place, a follower: Pakistanlı, Maocu
_FROM_OR_OF = re.compile(r"\w{3,}(?:l[ıiuü]|[cç][ıiuü])$")
_SOFT = {"ç": "c", "p": "b", "t": "d", "k": "ğ"}
_HIGH_AFTER = {"a": "ı", "ı": "ı", "e": "i", "i": "i", "o": "u", "u": "u", "ö": "ü", "ü": "ü"}
_CASE = re.compile(r"\bCase=(\w+)")


def is_caselike_name(norm: str) -> bool:
    """Return whether a word is a name that only looks inflected: Hollanda is no locative, Özbekistan no ablative."""
    return norm.endswith(grammar().caselike_names) or norm in grammar().name_openers


def case_of(word: Word, nouns: Sequence[Reading], words: Sequence[Word]) -> str:
    """Return the case of a nominal: by what follows an apostrophe, by clear endings, else as tagged."""
    norm = word.norm
    base, apostrophe, ending = norm.rpartition("'")
    if apostrophe and base:
        return next((case for case, pattern in _AFTER_APOSTROPHE if pattern.match(ending)), "nom")
    tagged = _CASE.search(word.feats)
    vote = tagged.group(1).lower() if tagged else ""
    if is_caselike_name(norm) or norm in grammar().whole_compounds:
        return "nom"
    if nouns:
        cases = [m.group(1).lower() for m in (_CASE.search(r.feats) for r in nouns) if m]
        if cases:
            return vote if vote in cases else cases[0]
    if _is_bare_name(word, words):
        return next((case for case, pattern in _NAMED if pattern.match(norm)), "nom")
    strong = next((case for case, pattern in _STRONG if pattern.match(norm)), "")
    if strong:
        return vote if strong == "abl" and vote == "nom" and not norm.endswith(("ndan", "nden")) else strong
    if word.upos not in ("", "X") and word.lemma.casefold() == norm:
        return "nom"
    plain = _case_after_lemma(norm, word.lemma.casefold(), vote)
    if plain:
        return plain
    return _weak_case(word, vote)


def _weak_case(word: Word, vote: str) -> str:
    """Return the case that a doubtful ending shows, with the tagger as judge."""
    norm = word.norm
    weak = [case for case, pattern in _WEAK if pattern.match(norm)]
    if word.upos not in ("", "X"):
        if vote == "nom" and "acc" in weak and "[psor]" not in word.feats and is_suffixed(word):
            return "acc"
        return vote if vote in weak else "nom"
    return weak[0] if weak and len(norm) > 5 and (weak[0] != "acc" or norm[-2] == "y") else "nom"


def _case_after_lemma(norm: str, lemma: str, vote: str) -> str:
    """Return the case where the tagger's lemma leaves only one: parlamento-yu, yargıc-a; "" otherwise."""
    if norm[:-2] == lemma and norm[-2:] in ("yı", "yi", "yu", "yü"):
        return "acc"
    if len(norm) > 4 and norm[:-2] == lemma and norm[-2:] in ("la", "le"):
        return "ins"
    return "dat" if vote == "" and norm[:-1] in _softened(lemma) and norm[-1] in ("a", "e") else ""


def _softened(lemma: str) -> tuple[str, str]:
    """Return a noun as it stands before a consonant and before a vowel: yargıç, yargıc-a."""
    return lemma, lemma[:-1] + _SOFT.get(lemma[-1:], lemma[-1:])


def _is_bare_name(word: Word, words: Sequence[Word]) -> bool:
    """Return whether a capitalised word without apostrophe is a name, whose case would need one."""
    if not word.text[:1].isupper():
        return False
    after_name = word.index > 0 and words[word.index - 1].text[:1].isupper()
    if word.upos == "NOUN" and is_suffixed(word) and not after_name:
        return False
    before_comma = len(words) > word.index + 1 and words[word.index + 1].norm == "," and word.upos in ("X", "")
    return word.index > 0 or word.upos == "PROPN" or before_comma or _begins_compound(word, words)


def _begins_compound(word: Word, words: Sequence[Word]) -> bool:
    """Return whether a possessed noun follows, so that this word is bare: Suriye ordusu."""
    following = words[word.index + 1] if word.index + 1 < len(words) else None
    return following is not None and ("[psor]=3" in following.feats or following.norm.partition("'")[0].endswith("anı"))


def is_suffixed(word: Word) -> bool:
    """Return whether the tagger's lemma is the word without its last vowel: pankartı, but not annesi."""
    lemma = word.lemma.casefold()
    stem = (
        len(lemma) > 2
        and len(word.norm) - len(lemma) in (0, 1)
        and lemma != word.norm
        and word.norm[: len(lemma) - 1] == lemma[:-1]
    )
    return stem and "'" not in word.norm and not word.text[:1].isupper() and word.norm[-2:-1] != "s"


# what a case begins with behind the possessive of the third person: derneğ-i-ne, while derneğ-e has none
_BEHIND_POSSESSIVE = {"dat": ("na", "ne"), "loc": ("nda", "nde"), "abl": ("ndan", "nden")}


def is_possessed(word: Word, case: str, nouns: Sequence[Reading]) -> bool:
    """Return whether a nominal may carry the possessive of the third person, by its readings, its tag or its form."""
    if nouns:
        return any("[psor]=3" in reading.feats for reading in nouns)
    if is_caselike_name(word.norm) or _takes_case_only(word):
        return False
    if "'" not in word.norm and not word.norm.endswith(_BEHIND_POSSESSIVE.get(case, "")):
        return False
    if "[psor]=3" in word.feats or word.norm in grammar().whole_compounds:
        return True
    if word.lemma.casefold() == word.norm and word.upos in ("NOUN", "ADJ") and "Case=Acc" not in word.feats:
        return False
    if word.text[:1].isupper() and _FROM_OR_OF.search(word.norm):
        return False
    base = word.norm.partition("'")[0]
    if case == "acc" or is_caselike_name(base) or not _POSSESSED.match(base) or not _harmonic(base):
        return False
    return "'" in word.norm or word.upos in ("X", "", "NOUN")


def _takes_case_only(word: Word) -> bool:
    """Return whether the ending can be no possessive: kurşun-a, parlamento-yu."""
    ending = word.norm.removeprefix(word.lemma.casefold())
    return ending != word.norm and ending in ("a", "e", "ya", "ye", "yı", "yi", "yu", "yü")


def _harmonic(base: str) -> bool:
    """Return whether the last high vowel follows the one before it, as a suffix does and foreign names seldom do."""
    vowels = [letter for letter in base if letter in VOWELS]
    last = next((i for i in range(len(base) - 1, -1, -1) if base[i] in "ıiuü"), -1)
    before = [letter for letter in base[:last] if letter in VOWELS]
    return len(vowels) > 1 and bool(before) and base[last] == _HIGH_AFTER[before[-1]]
