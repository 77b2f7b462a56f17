"""Part the words of a sentence that belong to what a predicate says from those of clauses beside it."""

from collections.abc import Sequence

from eventcoder.types.text import Word

Sides = tuple[list[Word], list[Word]]


def sides(words: Sequence[Word], predicate: int) -> Sides:
    """Return the words before and after a predicate that belong to what it says.

    What stands in another main clause, coordinated or with the verb of saying, does not.
    """
    chain = governors(words, predicate)
    kept = [w for w in words if not _apart(words, w, predicate, chain)]
    return [w for w in kept if w.index < predicate], [w for w in kept if w.index > predicate]


def governors(words: Sequence[Word], index: int) -> list[int]:
    """Return the words above a word, the nearest first."""
    found: list[int] = []
    while (above := words[index].head) != index and above not in found:
        found.append(above)
        index = above
    return found


def _apart(words: Sequence[Word], word: Word, predicate: int, chain: Sequence[int]) -> bool:
    """Return whether a word stands in a clause beside that of the predicate."""
    below: list[Word] = []
    for index in (word.index, *governors(words, word.index)):
        if index == predicate:
            break
        if index in chain:
            beside = word.index > min(index, predicate) and _beside(words, index, predicate)
            return beside or any(_aside(at, predicate, chain) for at in below)
        below.append(words[index])
    return any(_aside(at, predicate, chain) for at in below)


def _beside(words: Sequence[Word], governor: int, predicate: int) -> bool:
    """Return whether a word above the predicate says something else: it follows, or the predicate only joins it."""
    if words[governor].upos not in ("VERB", "AUX"):
        return False
    joined = words[predicate].deprel == "conj" and governor == words[predicate].head
    return joined or governor > predicate


def _aside(word: Word, predicate: int, chain: Sequence[int]) -> bool:
    """Return whether a word heads a clause that is told in passing, or joined to that of the predicate."""
    if word.upos not in ("VERB", "AUX") or "VerbForm=Ger" in word.feats or "Tense=Pres|VerbForm=Part" in word.feats:
        return False
    return word.deprel == "parataxis" or (
        word.deprel == "conj" and word.head in (predicate, *chain) and word.index > predicate
    )
