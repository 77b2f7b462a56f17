"""Conjugate Arabic verbs: ten derived forms and the quadriliterals, all weak classes, both voices, folded spelling."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from eventcoder.languages.ar.spelling import spell


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of the lexicon.

    `root` holds three or four radicals, hamza as ء. `form` is "1" to "10", or "q1", "q2", "q4" for four radicals.
    `vowels` is, for form 1, the vowel of the imperfect (a, i or u), with a leading i where the perfect has i as well
    ("ia"). `flags`: "transitive" cannot do without an object, so that one noun phrase alone means the passive;
    "strong" keeps a weak middle radical (استحوذ), "drop-middle" loses the middle radical in the imperfect (رأى).
    """

    lemma: str
    root: str
    form: str
    vowels: str = "u"
    masdars: tuple[str, ...] = ()
    flags: frozenset[str] = frozenset()


class Form(NamedTuple):
    """One written form: tense "Past", "Pres" or "Fut".

    Voice "Act" or "Pass"; person, gender and number in UD values.
    """

    text: str
    tense: str
    voice: str
    person: int
    gender: str
    number: str
    jussive: bool = False


class _Stems(NamedTuple):
    """Underlying stems; imperfect stems begin with the vowel after the person prefix."""

    perfect: str
    perfect_passive: str
    imperfect: str
    imperfect_passive: str


_TEMPLATES = {
    "2": ("1a22a3", "1u22i3", "u1a22i3", "u1a22a3"),
    "3": ("1A2a3", "1U2i3", "u1A2i3", "u1A2a3"),
    "4": ("ءa12a3", "ءu12i3", "u12i3", "u12a3"),
    "5": ("ta1a22a3", "tu1u22i3", "ata1a22a3", "uta1a22a3"),
    "6": ("ta1A2a3", "tu1U2i3", "ata1A2a3", "uta1A2a3"),
    "7": ("in1a2a3", "un1u2i3", "an1a2i3", "un1a2a3"),
    "8": ("i1ta2a3", "u1tu2i3", "a1ta2i3", "u1ta2a3"),
    "9": ("i12a33", "u12u33", "a12a33", "u12a33"),
    "10": ("ista12a3", "ustu12i3", "asta12i3", "usta12a3"),
    "q1": ("1a23a4", "1u23i4", "u1a23i4", "u1a23a4"),
    "q2": ("ta1a23a4", "tu1u23i4", "ata1a23a4", "uta1a23a4"),
    "q4": ("i12a3a44", "u12u3i44", "a12a3i44", "u12a3a44"),
}
_MASDARS = {
    "2": "ta12I3", "3": "mu1A2a3T", "4": "ءi12A3", "5": "ta1a22u3", "6": "ta1A2u3", "7": "in1i2A3", "8": "i1ti2A3",
    "9": "i12i3A3", "10": "isti12A3", "q1": "1a23a4T", "q2": "ta1a23u4", "q4": "i12i34A4",
}  # fmt: skip
_PAST = (
    ("a", 3, "Masc", "Sing"), ("at", 3, "Fem", "Sing"), ("A", 3, "Masc", "Dual"), ("atA", 3, "Fem", "Dual"),
    ("Uا", 3, "Masc", "Plur"), ("U", 3, "Masc", "Plur"), ("na", 3, "Fem", "Plur"), ("tu", 1, "", "Sing"),
    ("nA", 1, "", "Plur"), ("tum", 2, "Masc", "Plur"),
)  # fmt: skip
_PRESENT = (
    ("ي", "u", 3, "Masc", "Sing"), ("ت", "u", 3, "Fem", "Sing"), ("ي", "Ani", 3, "Masc", "Dual"),
    ("ت", "Ani", 3, "Fem", "Dual"), ("ي", "Una", 3, "Masc", "Plur"), ("ي", "na", 3, "Fem", "Plur"),
    ("ء", "u", 1, "", "Sing"), ("ن", "u", 1, "", "Plur"), ("ت", "Una", 2, "Masc", "Plur"),
)  # fmt: skip
_SHORT = (
    ("ي", ".", 3, "Masc", "Sing"), ("ت", ".", 3, "Fem", "Sing"), ("ء", ".", 1, "", "Sing"), ("ن", ".", 1, "", "Plur"),
    ("ي", "Uا", 3, "Masc", "Plur"), ("ي", "U", 3, "Masc", "Plur"), ("ي", "A", 3, "Masc", "Dual"),
    ("ت", "A", 3, "Fem", "Dual"), ("ت", "Uا", 2, "Masc", "Plur"),
)  # fmt: skip
_INFIX = {"ص": "ط", "ض": "ط", "ط": "ط", "ظ": "ط", "د": "د", "ذ": "د", "ز": "د"}
_DOUBLING = {"1", "3", "4", "6", "7", "8", "10"}


def _radicals(verb: Verb) -> list[str]:
    """Return the radicals with the weak ones marked as `spelling` wants them."""
    radicals = list(verb.root)
    last = len(radicals) - 1
    weak_end = radicals[last] in "وي"
    if weak_end:
        radicals[last] = "v" if verb.form == "1" and radicals[last] == "و" else "j"
    hollow = last == 2 and verb.form in ("1", "4", "7", "8", "10") and radicals[1] in "وي"
    if hollow and not weak_end and "strong" not in verb.flags:
        radicals[1] = "w" if radicals[1] == "و" else "y"
    return radicals


def _filled(template: str, verb: Verb) -> str:
    """Return a template with the radicals in place, the infix of form 8 adapted."""
    radicals = _radicals(verb)
    if verb.form == "8":
        first = radicals[0]
        if first in "وي":
            radicals[0] = "ت"
        elif first == "ذ":
            radicals[0] = "د"
        template = template.replace("1t", "1" + _INFIX.get(first, "t"))
    for place, radical in enumerate(radicals, start=1):
        template = template.replace(str(place), radical)
    return template.replace("t", "ت").replace("n", "ن").replace("s", "س").replace("m", "م")


def _stems(verb: Verb) -> _Stems:
    if verb.form != "1":
        return _Stems(*(_filled(template, verb) for template in _TEMPLATES[verb.form]))
    before = "i" if len(verb.vowels) == 2 else "a"
    after = verb.vowels[-1]
    imperfect = f"a2{after}3" if verb.root[0] == "و" and after != "u" else f"a12{after}3"
    passive = "u12a3"
    if "drop-middle" in verb.flags:
        imperfect, passive = f"a1{after}3", "u1a3"
    return _Stems(*(_filled(template, verb) for template in (f"1a2{before}3", "1u2i3", imperfect, passive)))


def _contracted(stem: str, verb: Verb) -> str:
    """Return a stem before a vowel with its doubled last radical drawn together."""
    last = verb.root[-1]
    if verb.root[-2] != last or verb.form not in _DOUBLING:
        return stem
    stem = re.sub(f"([^aiuAIU])({last})([aiu]){last}$", r"\1\3\2\2", stem)
    return re.sub(f"([aiuAU])({last})[aiu]{last}$", r"\1\2\2", stem)


def _written(stem: str, ending: str, verb: Verb) -> Iterator[str]:
    """Yield the spellings of stem and ending; several where usage varies."""
    ending = ending.replace("t", "ت").replace("n", "ن").replace("m", "م")
    vocalic = ending[0] in "aiuAIU"
    full = (_contracted(stem, verb) if vocalic else stem) + ending
    yield spell(full)
    if ending == "." and verb.root[-1] == verb.root[-2]:
        yield spell(_contracted(stem, verb) + "a")
    if stem.endswith("aء") and ending.startswith("U"):
        yield spell(stem) + spell("ب" + ending)[1:]


def _past(stem: str, verb: Verb, voice: str) -> Iterator[Form]:
    for ending, person, gender, number in _PAST:
        for text in _written(stem, ending, verb):
            yield Form(text, "Past", voice, person, gender, number)
    if stem[-2:] in ("aj", "av"):
        yield Form(spell(stem[:-2] + "A"), "Past", voice, 3, "Masc", "Sing")


def _present(stem: str, verb: Verb, voice: str) -> Iterator[Form]:
    for prefix, ending, person, gender, number in _PRESENT:
        for text in _written(prefix + stem, ending, verb):
            yield Form(text, "Pres", voice, person, gender, number)
            yield Form("س" + text, "Fut", voice, person, gender, number)
    for prefix, ending, person, gender, number in _SHORT:
        for text in _written(prefix + stem, ending, verb):
            yield Form(text, "Pres", voice, person, gender, number, ending == ".")
    if stem[-2:] in ("aj", "av"):
        for prefix, gender in (("ي", "Masc"), ("ت", "Fem")):
            yield Form(spell(prefix + stem[:-2] + "A"), "Pres", voice, 3, gender, "Sing")


def conjugate(verb: Verb) -> Iterator[Form]:
    """Yield every finite form in folded, unvowelled spelling; a text may come several times with different analyses.

    The imperative and the rare second persons are left out. Forms before an attached pronoun (قتلو+هم, رما+ه) are
    included.
    """
    stems = _stems(verb)
    yield from _past(stems.perfect, verb, "Act")
    yield from _past(stems.perfect_passive, verb, "Pass")
    yield from _present(stems.imperfect, verb, "Act")
    yield from _present(stems.imperfect_passive, verb, "Pass")


def citation(verb: Verb) -> str:
    """Return the third person masculine singular perfect, folded."""
    return next(form.text for form in conjugate(verb))


def masdars(verb: Verb) -> tuple[str, ...]:
    """Return the verbal nouns, folded: those of the lexicon and, from form 2 on, the regular one."""
    if verb.form == "1":
        return verb.masdars
    template = _MASDARS[verb.form]
    weak_end = verb.root[-1] in "وي"
    if verb.form == "2" and (weak_end or verb.root[-1] == "ء"):
        template = "ta12i3aT" if not weak_end else "ta12iيaT"
    hollow = _radicals(verb)[1] in "wy"
    if hollow and verb.form in ("4", "10"):
        template = template.replace("2A3", "A3aT")
    text = _filled(template, verb).replace("v", "j") + "u"
    if verb.form == "3" and verb.root[1] == verb.root[2]:
        text = _filled("mu1A22aTu", verb)
    return (*verb.masdars, spell(text))


def active_participle(verb: Verb) -> str:
    """Return the masculine singular active participle, folded, with its last weak radical written (داعي)."""
    if verb.form == "1":
        return spell(_contracted(_filled("1A2i3", verb), verb) + "u")
    stem = re.sub("a(?=[^aiuAIU]*$)", "i", _stems(verb).imperfect[1:])
    return spell(_contracted("مu" + stem, verb) + "u")


def passive_participle(verb: Verb) -> str:
    """Return the masculine singular passive participle, folded."""
    if verb.form == "1":
        return spell(_filled("ma12U3", verb) + "u")
    return spell(_contracted("م" + _stems(verb).imperfect_passive, verb) + "u")
