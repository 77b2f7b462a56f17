"""Look-up keys of Turkish words: the stems left when case, number, possessive and copula are taken off."""

from collections.abc import Iterator
from functools import lru_cache

from eventcoder.languages.tr.grammar import grammar
from eventcoder.languages.tr.inflection import VOWELS, endings, first_letters, harmony_vowel
from eventcoder.languages.tr.morphology import stem_changes

_HARD = {"b": "p", "c": "ç", "d": "t", "ğ": "k"}
_SHORTEST_STEM = 3
_SHORTEST_BARE_NAME = 4
_LONGEST_ENDING = 14
# -lI makes people of a place; they take no apostrophe: Somali'de is no Soma-lı
_ORIGIN = ("lı", "li", "lu", "lü")


def _stems(word: str, state: str, shortest: int) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield (stem, features) for every way to read the end of a word as nominal suffixes, longest stem first."""
    letters = first_letters(state)
    for end in range(len(word) - 1, max(shortest, len(word) - _LONGEST_ENDING) - 1, -1):
        if word[end] not in letters:
            continue
        stem = word[:end]
        for vowel in dict.fromkeys((harmony_vowel(stem), harmony_vowel(stem, front=True))):
            for feats in endings(state, word[end:], vowel, stem[-1]):
                yield stem, dict(feats)


def _hardened(stem: str, following: str) -> str | None:
    """Return the stem with its last consonant as it stands without a suffix (kitab: kitap)."""
    if following not in VOWELS:
        return None
    if stem.endswith("ng"):
        return stem[:-1] + "k"
    return stem[:-1] + _HARD[stem[-1]] if stem[-1] in _HARD else None


def _compound(stem: str) -> str:
    """Return the stem with the possessive of a compound: bakan, bakanı; polis memur, memuru."""
    vowel = harmony_vowel(stem)
    high = ("u" if vowel in "ou" else "ı") if vowel in "aıou" else ("ü" if vowel in "öü" else "i")
    if stem[-1] in VOWELS:
        return stem + "s" + high
    soft = {"k": "ğ", "p": "b", "ç": "c"}.get(stem[-1], stem[-1]) if len(stem) > _SHORTEST_STEM else stem[-1]
    return stem[:-1] + soft + high


@lru_cache(maxsize=1 << 16)
def noun_keys(norm: str) -> tuple[str, ...]:
    """Return the keys of a folded word as a common noun, the word itself first.

    A plural or possessed word also has the key of a compound's head: bakanlarıyla has bakan and bakanı.
    """
    if norm in stem_changes()["whole_words"]:
        return (norm,)
    base, apostrophe, _ = norm.partition("'")
    keys = [norm, base] if apostrophe and base else [norm]
    word = base if apostrophe else norm
    for stem, feats in _stems(word, "nominal", _SHORTEST_STEM):
        forms = [stem, _hardened(stem, word[len(stem)])]
        for form in forms:
            if form is None:
                continue
            keys.append(form)
            if "Person[psor]" in feats or feats.get("Number") == "Plur":
                keys.append(_compound(form))
    return tuple(dict.fromkeys(keys))


def _before_apostrophe(feats: dict[str, str]) -> bool:
    """Return whether suffixes may stand before the apostrophe: a possessive or plural, no case."""
    return feats.get("Case", "Nom") == "Nom" and ("Person[psor]" in feats or feats.get("Number") == "Plur")


@lru_cache(maxsize=1 << 16)
def name_keys(norm: str) -> tuple[str, ...]:
    """Return the keys of a folded word as a proper name, the word itself first.

    An apostrophe ends the name; what stands before it may still carry a possessive or plural (Bakanı'nın, Türkler'in).
    """
    base, apostrophe, _ = norm.partition("'")
    keys = [norm, base] if apostrophe and base else [norm]
    if not apostrophe and norm.endswith(grammar().caselike_names):
        return (norm,)  # Kanada is no place called Kana
    word = base if apostrophe else norm
    shortest = _SHORTEST_STEM if apostrophe else _SHORTEST_BARE_NAME
    for stem, feats in _stems(word, "name", shortest):
        if apostrophe and (word[len(stem) :].startswith(_ORIGIN) or not _before_apostrophe(feats)):
            continue
        keys.append(stem)
        hard = _hardened(stem, word[len(stem)])
        if hard:
            keys.append(hard)
        # without an apostrophe -ler belongs to a foreign surname more often than to a compound: Hechler is not Hechi
        if "Person[psor]" in feats or (apostrophe and feats.get("Number") == "Plur"):
            keys.append(_compound(stem))
    return tuple(dict.fromkeys(keys))
