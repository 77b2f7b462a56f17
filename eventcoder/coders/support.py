"""Find the support verbs of event nouns: "launched an attack", "held talks"."""

from collections.abc import Iterable

from eventcoder.coders.reading import SentenceReading
from eventcoder.languages.protocol import Argument, Clause


def support_verbs(sentence: SentenceReading) -> dict[int, int]:
    """Return, for each event noun that depends on a support verb, the index of that verb."""
    light = sentence.lexicon.light_verbs
    found: dict[int, int] = {}
    for clause in sentence.clauses.values():
        if clause.readings[0].pos == "verb" and any(r.lemma in light for r in clause.readings):
            for argument in _supported(clause, sentence.clauses.values()):
                found.setdefault(argument.head, clause.predicate)
    return found


def _supported(verb: Clause, clauses: Iterable[Clause]) -> list[Argument]:
    """Return the event nouns a verb supports: with an object that is one, no phrase besides what that consists of.

    In "resumed talks on a deal" the talks are resumed, no deal; in "began a round of talks", both.
    """
    heads = {clause.predicate for clause in clauses if clause.readings[0].pos == "noun"}
    nouns = [a for a in verb.arguments if a.head in heads and a.role in ("obj", "obl", "subj")]
    done = any(a.role == "obj" for a in nouns)
    return [a for a in nouns if not done or a.role != "obl" or a.marker == "of"]
