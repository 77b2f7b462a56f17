"""Scores a parser's words against gold words, by their character offsets, so that wrong tokens count as errors too."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from eventcoder.types.text import Word

ROLES = {
    "subj": ("nsubj", "nsubj:pass", "csubj", "csubj:pass"),
    "obj": ("obj", "iobj"),
    "obl": ("obl", "obl:agent"),
}


@dataclass(slots=True)
class ParseScores:
    """Counts of gold, found and agreeing decisions by measure; F1 equals accuracy where the tokens are given."""

    gold: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)

    def add(self, gold: Sequence[Word], found: Sequence[Word]) -> None:
        """Count one sentence."""
        wanted, given = decisions(gold), decisions(found)
        for measure in wanted.keys() | given.keys():
            self.gold[measure] += len(wanted[measure])
            self.found[measure] += len(given[measure])
            self.right[measure] += len(wanted[measure] & given[measure])

    def f1(self, measure: str) -> float:
        """Return the harmonic mean of precision and recall, 0 when there is nothing to find."""
        total = self.gold[measure] + self.found[measure]
        return 2 * self.right[measure] / total if total else 0.0

    def summary(self) -> dict[str, float]:
        """Return F1 of every measure, rounded to three digits."""
        return {measure: round(self.f1(measure), 3) for measure in (*MEASURES, *ROLES)}


MEASURES = ("words", "UPOS", "feats", "lemma", "UAS", "LAS")


def decisions(words: Sequence[Word]) -> dict[str, set[object]]:
    """Return what an analysis claims, by measure; two analyses agree where the claims are equal."""
    claims: dict[str, set[object]] = {measure: set() for measure in (*MEASURES, *ROLES)}
    for word in words:
        place, head = (word.start, word.end), (words[word.head].start, words[word.head].end)
        claims["words"].add(place)
        claims["UPOS"].add((place, word.upos))
        claims["feats"].add((place, word.feats))
        claims["lemma"].add((place, word.lemma.casefold()))
        claims["UAS"].add((place, head))
        claims["LAS"].add((place, head, word.deprel))
        for role, labels in ROLES.items():
            if word.deprel in labels:
                claims[role].add((place, head))
    return claims


def score(pairs: Iterable[tuple[Sequence[Word], Sequence[Word]]]) -> ParseScores:
    """Return the scores of (gold, found) sentences."""
    scores = ParseScores()
    for gold, found in pairs:
        scores.add(gold, found)
    return scores
