"""Find Arabic clauses: coded verbs, participles and event nouns with their arguments.

Led by word order and agreement.
"""

from collections.abc import Mapping, Sequence

from eventcoder.languages.ar.clauses_kinds import SortedWords
from eventcoder.languages.ar.clauses_nominal import NominalClauses
from eventcoder.languages.ar.clauses_phrases import Phrases
from eventcoder.languages.ar.clauses_verbal import VerbalClauses
from eventcoder.languages.protocol import Clause, Reading
from eventcoder.types.text import Word


def find_clauses(words: Sequence[Word], readings: Mapping[int, tuple[Reading, ...]]) -> list[Clause]:
    """Return the clauses of a sentence for the coded words that are used as predicates, in text order."""
    sorted_words = SortedWords(words, readings)
    phrases = Phrases(sorted_words)
    verbal = VerbalClauses(sorted_words, phrases).clauses()
    nominal = NominalClauses(sorted_words, phrases, verbal).clauses()
    return sorted((*verbal, *nominal), key=_place)


def _place(clause: Clause) -> int:
    return clause.predicate
