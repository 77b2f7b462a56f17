"""What the outline of an Arabic word and the features of its readings say about its use."""

from collections.abc import Sequence

from eventcoder.languages.ar.cues import cues
from eventcoder.languages.protocol import Reading


def verbal_shape(norm: str) -> bool:
    """Return whether a word could be a verb by its outline."""
    if norm.startswith("ال") or norm.endswith(("ة", "ات", "اء")) or norm in cues("quantities"):
        return False
    accusative = norm[0] not in "يتن" and norm.endswith("ا") and len(norm) > len("دعا")
    if accusative or (norm[0] != "ي" and norm.endswith("يون")):
        return False  # indefinite accusatives and plural adjectives
    if len(norm) == len("فعول") and norm[2] == "و":
        return False
    if norm.endswith("ا") and not norm.endswith("وا") and len(norm) > len("فعلا"):
        return False
    if norm[0] not in "يتناس" and not norm.endswith(("ت", "وا")) and len(norm) > len("فعلا"):
        return False
    return not norm.endswith(("ون", "ين", "ان")) or norm[0] in "يتن"


def form_weight(finite: Sequence[Reading], *, present: bool) -> int:
    """Return how much the form alone speaks for a verb, when it is no noun form."""
    if present or any(
        "Number=Plur" in r.feats or ("Number=Dual" in r.feats and "Gender=Fem" in r.feats) for r in finite
    ):
        return 4
    return 3 if any("Gender=Fem" in r.feats for r in finite) else 2


def is_passive(reading: Reading) -> bool:
    """Return whether a reading can only be passive."""
    return "Voice=Pass" in reading.feats


def person_of(reading: Reading) -> int:
    """Return the person of a verb, 3 where its form leaves it open."""
    for person in (1, 2):
        if f"Person={person}" in reading.feats:
            return person
    return 3


def nominal_before_pronoun(reading: Reading, text: str) -> bool:
    """Return whether a word with a pronoun behind it can only be a noun under this reading.

    The alef of a defective perfect is written alef before a pronoun (تبناه), so ya is that of its noun (تبنيه).
    """
    return text.endswith("ي") and "Tense=Past" in reading.feats


def words_singular(reading: Reading) -> bool:
    """Return whether a verb stands in the third person masculine singular perfect, as impersonal passives do."""
    return {"Number=Sing", "Gender=Masc", "Tense=Past"} <= set(reading.feats.split("|"))


def subject_gender(norm: str) -> str:
    """Return the feature a verb before this word has to agree with; "" where the word is no title."""
    if norm not in cues("titles"):
        return ""
    return "Gender=Fem" if norm.endswith("ة") else "Gender=Masc"
