"""Inflect Arabic nouns and adjectives, and undo it: number, gender, case, article, attached particles and pronouns."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from eventcoder.languages.ar.fold import bare
from eventcoder.languages.data import load_yaml

_LONGEST_KEY = 3
_ENDINGS = (
    ("يون", "ي"), ("يين", "ي"), ("يات", "ية", "ي"), ("ية", "ي"), ("يه", "ية", "ي"), ("يا", "ي"), ("يان", "ي"),
    ("يتان", "ي"), ("يتين", "ي"), ("تان", "ة", ""), ("تين", "ة", ""), ("تا", "ة"), ("تي", "ة"), ("ات", "ة", ""),
    ("ون", ""), ("ين", ""), ("ان", ""),
    ("ة", ""), ("ه", "ة"), ("ت", "ة"), ("و", ""), ("ا", ""), ("اء", "ا"),
)  # fmt: skip
# by the last letter, so that a word is compared with the few that may fit
_ENDINGS_BY_LETTER = {last[-1]: tuple(e for e in _ENDINGS if e[0][-1] == last[-1]) for last, *_ in _ENDINGS}
_PRONOUNS = ("هما", "هم", "هن", "ها", "نا", "كم", "ه", "ك", "ي")
_PROCLITICS = ("و", "ف", "ب", "ك", "ل", "س")


def noun_forms(lemma: str) -> Iterator[tuple[str, str]]:
    """Yield the written forms of a folded noun without article or pronoun, each with its UD number.

    ("Sing", "Dual", "Plur").
    """
    yield lemma, "Sing"
    if lemma.endswith("ة"):
        stem = lemma[:-1]
        yield from ((stem + "ه", "Sing"), (stem + "ت", "Sing"), (stem + "ات", "Plur"))
        yield from ((stem + ending, "Dual") for ending in ("تان", "تين", "تا", "تي"))
        return
    if not lemma.endswith(("ا", "ي")):
        yield lemma + "ا", "Sing"
    if not lemma.endswith("ات"):
        yield lemma + "ات", "Plur"
        yield from ((lemma + ending, "Dual") for ending in ("ان", "ين"))


def adjective_forms(masculine: str) -> Iterator[tuple[str, str]]:
    """Yield the written forms of a folded adjective or participle with their UD number."""
    yield masculine, "Sing"
    if masculine.endswith("ي"):
        stem = masculine[:-1]
        yield from ((stem, "Sing"), (masculine + "ا", "Sing"), (masculine + "ة", "Sing"), (masculine + "ه", "Sing"))
        yield from (
            (stem + "اة", "Sing"),
            (masculine + "ات", "Plur"),
            (masculine + "ان", "Dual"),
            (masculine + "ين", "Dual"),
        )
        yield from ((stem + "ون", "Plur"), (stem + "ين", "Plur"))
        return
    yield from ((masculine + ending, "Sing") for ending in ("ا", "ة", "ه"))
    yield from ((masculine + ending, "Plur") for ending in ("ون", "ين", "و", "ي", "ات"))
    yield from ((masculine + ending, "Dual") for ending in ("ان", "تان", "تين"))


def without_article(word: str) -> str | None:
    """Return a folded word without its article, None when it has none.

    After a split-off li- the article is written lam.
    """
    if word.startswith("ال") and len(word) > len("ال") + 1:
        return word[2:]
    return None


def unclitic(word: str) -> Iterator[str]:
    """Yield a folded word with attached particles taken off, most likely first, the word itself not included."""
    if word.startswith("لل") and len(word) > _LONGEST_KEY:
        yield "ا" + word[1:]
        yield word[1:]
        yield word[2:]
    elif word.startswith("ل") and len(word) > _LONGEST_KEY:
        yield "ا" + word
    for particle in _PROCLITICS:
        rest = word[1:]
        if word.startswith(particle) and len(rest) >= _LONGEST_KEY:
            yield rest
            if rest[0] in "بلكوف" and len(rest) > _LONGEST_KEY and rest[1:3] == "ال":
                yield rest[1:]
            if rest.startswith("لل"):
                yield "ا" + rest[1:]


def without_pronoun(word: str) -> Iterator[str]:
    """Yield a folded word with an attached pronoun taken off."""
    for pronoun in _PRONOUNS:
        stem = word[: -len(pronoun)]
        if word.endswith(pronoun) and len(stem) >= _LONGEST_KEY:
            yield stem


@cache
def whole_words() -> frozenset[str]:
    """Return the folded words of inflection.yaml whose endings are not taken off."""
    return frozenset(bare(word) for word in load_yaml(Path(__file__).with_name("inflection.yaml"))["whole"])


def base_forms(word: str) -> Iterator[str]:
    """Yield base forms of a folded noun or adjective: article, number, gender, case and construct endings undone."""
    plain = without_article(word)
    if plain is None and word.startswith("ل") and len(word) > _LONGEST_KEY + 1:
        yield from _stripped(word[1:], definite=True)
    if plain is not None:
        yield plain
        yield from _stripped(plain, definite=True)
    # the first letters may be the word's own (ألمانيين)
    yield from _stripped(word, definite=False)


def _stripped(word: str, *, definite: bool) -> Iterator[str]:
    if word in whole_words():
        return
    for ending, *bases in _ENDINGS_BY_LETTER.get(word[-1:], ()):
        stem = word[: -len(ending)]
        if word.endswith(ending) and len(stem) >= _LONGEST_KEY - 1:
            yield from (stem + base for base in bases if len(stem + base) >= _LONGEST_KEY)
    # a construct plural or dual (مسؤولي) never has the article, a derived adjective (الرئيسي) often does
    if not definite and word.endswith("ي") and len(word) > _LONGEST_KEY:
        yield word[:-1]
