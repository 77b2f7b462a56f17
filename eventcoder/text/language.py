"""Which language a text is in: one of those eventcoder codes, or "und"."""

import unicodedata
from functools import cache
from typing import Any

from eventcoder.text.cues import text_data

OTHER = "und"
# Below this many letters a guess is worth less than the language of the article around the text.
_FEW_LETTERS = 20
# From this many letters on, a confident verdict for a fourth language is believed.
_MANY_LETTERS = 60
_CONFIDENT = 0.9
_SAMPLE = 4000
_FOREIGN_SHARE = 0.02
_LATIN = ("en", "tr")


@cache
def _identifier() -> Any:
    """Return the language identifier, loaded on first need: it takes about a second."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def identify(text: str, default: str) -> str:
    """Return "ar", "tr" or "en", or "und" for a text that is clearly in none of them.

    `default` is the language expected here, usually the article's; it decides for texts too short to tell. Only the
    first 4,000 characters are looked at.
    """
    sample = text[:_SAMPLE]
    letters = [char for char in sample if char.isalpha()]
    if not letters:
        return default
    arabic = sum("\u0600" <= char <= "\u06ff" or "\u0750" <= char <= "\ufefc" for char in letters)
    latin = sum(char < "\u0250" or "\u1e00" <= char < "\u1f00" for char in letters)
    if arabic * 2 > len(letters):
        return _arabic_script(letters)
    if latin * 2 <= len(letters):
        return OTHER if len(letters) >= _FEW_LETTERS else default
    return _latin_script(unicodedata.normalize("NFC", sample), len(letters), default)


def _arabic_script(letters: list[str]) -> str:
    """Tell Arabic from Persian, Urdu and Kurdish by the letters Arabic does not have."""
    data = text_data("ar")
    foreign = sum(char in data["foreign_letters"] for char in letters)
    variants = sum(char in data["variant_letters"] for char in letters)
    own = sum(char in data["own_letters"] for char in letters)
    if foreign >= 3 and foreign > _FOREIGN_SHARE * len(letters):
        return OTHER
    return OTHER if variants > own and variants >= 3 and foreign else "ar"


def _latin_script(sample: str, letters: int, default: str) -> str:
    marks = text_data("tr")["letters"]
    if letters < _FEW_LETTERS and default in _LATIN:
        return default
    ranked = [(str(language), float(share)) for language, share in _identifier().rank(sample)]
    best, share = ranked[0]
    if best not in _LATIN and share >= _CONFIDENT and letters >= _MANY_LETTERS:
        turkish = sum(char in marks for char in sample)
        return OTHER if turkish < _FOREIGN_SHARE * letters or best != "az" else "tr"
    return next((language for language, _ in ranked if language in _LATIN), default)
