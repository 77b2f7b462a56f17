"""Tell how an Arabic event noun is meant: as a fact, as a plan, or as something that may be."""

from eventcoder.languages.ar.clauses_words import Words
from eventcoder.languages.ar.cues import cues, spelled

_BEFORE = 2
_CHARGED = 3  # "their involvement in" is three words
_AFTER = 4


def noun_modality(words: Words, index: int, marker: str | None, relation: str, holder: str) -> str:
    """Return "actual", "intended" or "hypothetical" for the event noun at a word.

    marker: the preposition in front of its phrase; holder: the modality of the event noun that holds it.
    """
    if holder != "actual":
        return holder
    before = [words.norm(at) for at in range(max(0, index - _BEFORE), index)]
    after = [words.norm(at).removeprefix("ال") for at in range(index + 1, index + 1 + _AFTER)]
    if marker == "حال" or any(norm in cues("possibility") for norm in before) or _any(after, "unreal"):
        return "hypothetical"
    if any(words.norm(at) in cues("charges") for at in range(max(0, index - _CHARGED), index)):
        return "hypothetical"
    done = any(reading.lemma in spelled("carried_out") for reading in words.used[index])
    return "intended" if relation == "purpose" and not done else "actual"


def _any(norms: list[str], cue: str) -> bool:
    return any(norm in cues(cue) for norm in norms)
