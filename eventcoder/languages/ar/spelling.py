"""Write Arabic sound sequences in folded, unvowelled letters.

Sounds: consonants are Arabic letters; a i u short vowels; A I U long ones; Y a final long a written ya; T the
feminine ending; . the missing vowel of the jussive. w y stand for a weak middle radical, v j for a weak last one
(waw, ya), Â Ê Î Û for the long vowel a weak middle radical leaves, which a closed syllable shortens (Ê to i).
The rules are those of school grammars of Standard Arabic (W. Wright, A Grammar of the Arabic Language, vol. 1, public
domain).
"""

import re

_VOWELS = "aiuAIUY"

_HOLLOW = (
    (r"A[wy]i", "Aءi"),
    (r"(?<![aiuAIU])w(?=U)", ""),
    (r"(?<![aiuAIU])yU", "I"),
    (r"(?<![aiuAIU])[wy]a", "Â"),
    (r"(?<![aiuAIU])[wy]i", "Î"),
    (r"(?<![aiuAIU])[wy]u", "Û"),
    (r"u[wy]i", "Î"),
    (r"^(.)a[wy][aiu]", r"\1Ê"),
    (r"a[wy][aiu]", "Â"),
    (r"i[wy]A", "iيA"),
    (r"Â(?=[^aiuAIUYT]([^aiuAIUY]|$))", "a"),
    (r"[ÊÎÛ](?=[^aiuAIUYT]([^aiuAIUY]|$))", "i"),
)
_DEFECTIVE = (
    (r"A[vj]u?$", "Aء"),
    (r"A[vj]a?(?=T)", "A"),
    (r"[aiu][vj]\.", ""),
    (r"a[vj](?=aت)", ""),
    (r"ava$", "A"),
    (r"avA", "aوA"),
    (r"يa[vj][au]?$", "يA"),
    (r"a[vj][au]?$", "Y"),
    (r"a[vj]U", "aو"),
    (r"a[vj]I", "aي"),
    (r"ajA", "aيA"),
    (r"av(?=.)", "aو"),
    (r"aj(?=.)", "aي"),
    (r"i[vj](?=[aA])", "iي"),
    (r"[iu][vj]U", "U"),
    (r"[iu][vj]I", "I"),
    (r"i[vj]u?", "I"),
    (r"uju?", "I"),
    (r"uv(?=[aA])", "uو"),
    (r"uvu?", "U"),
    (r"Uvu?", "U"),
    (r"[UI]ju?", "I"),
)
_HAMZA = ((r"ءaء(?=[^aiuAIU])", "ءA"), (r"ءiء(?=[^aiuAIU])", "ءI"), (r"ءuء(?=[^aiuAIU])", "ءU"))
_CLOSED = (
    (r"iو(?=[^aiuAIUوÂÊÎÛ])", "I"),
    (r"uو(?=[^aiuAIUوÂÊÎÛ])", "U"),
    (r"uي(?=[^aiuAIUيÂÊÎÛ])", "U"),
    (r"iي(?=[^aiuAIUيÂÊÎÛ])", "I"),
)


def _compiled(rules: tuple[tuple[str, str], ...]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), change) for pattern, change in rules)


# most verbs are sound: each group of rules is tried only where one of its sounds occurs
_GROUPS = (
    (re.compile("[wy]"), _compiled(_HOLLOW)),
    (re.compile("[vj]"), _compiled(_DEFECTIVE)),
    (re.compile("[iu][وي]"), _compiled(_CLOSED)),
    (re.compile("ء.ء"), _compiled(_HAMZA)),
)
_LONG = str.maketrans("ÂÊÎÛ", "AAIU")
_LETTER = {"A": "ا", "I": "ي", "U": "و", "Y": "ي", "T": "ة"}


def _seat(before: str, after: str) -> str:
    """Return how a hamza inside a word is written, folded: alef, or bare hamza for every other seat."""
    if before == "a" and after not in ("i", "u", "I", "U"):
        return "ا"
    return "ا" if before not in _VOWELS + "ي" and after in ("a", "A") else "ء"


def sounds(underlying: str) -> str:
    """Return the sounds after the rules for weak radicals and double hamza have applied."""
    for occasion, rules in _GROUPS:
        if occasion.search(underlying):
            for pattern, change in rules:
                underlying = pattern.sub(change, underlying)
    return underlying.translate(_LONG)


def spell(underlying: str) -> str:
    """Return the folded spelling of an underlying sound sequence.

    >>> spell("yقal".replace("y", "ي"))
    'يقل'
    """
    heard = sounds(underlying)
    letters: list[str] = ["ا"] if heard[0] in "iu" else []
    last = len(heard) - 1
    for at, sound in enumerate(heard):
        before = heard[at - 1] if at else ""
        after = heard[at + 1] if at + 1 < last or heard[-1] not in "aiu" and at + 1 == last else ""
        if sound == "ء" == after:
            continue
        if sound == "ء":
            letters.append(_seat(before.strip("ء") or heard[at - 2], after) if at else "ا")
        elif sound == "A" and before == "ء" and letters[-1] == "ا":
            continue
        elif sound in _LETTER:
            letters.append(_LETTER[sound])
        elif sound not in _VOWELS + "." and sound != before:
            letters.append(sound)
    return "".join(letters)
