"""Join what one sentence tells in two clauses: an attack, and whom it hit ("two were killed in a raid by X")."""

from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import replace

from eventcoder.coders.frames import Deed
from eventcoder.coders.reading import SentenceReading
from eventcoder.languages.protocol import Clause


def join(deeds: Sequence[Deed], clauses: Iterable[Clause], alike: Callable[[str, str], bool]) -> list[Deed]:
    """Return the deeds with each that names no doer completed by one it is linked with.

    `alike` tells whether two codes are of one kind, so that a killing and a raid join, a killing and a visit do not.
    """
    held = list(clauses)
    found = list(deeds)
    for hurt in deeds:
        if hurt.sources or not hurt.targets or hurt.pattern.frame.symmetric:
            continue
        fight = _fought(hurt, deeds, held)
        if fight and alike(fight.code, hurt.code):
            enemy = fight.sources or fight.targets
            found = [replace(d, sources=enemy) if d is hurt else d for d in found if d is not fight]
            continue
        for attack in deeds:
            if attack is not hurt and _completes(attack, hurt, held) and alike(attack.code, hurt.code):
                found = _joined(found, hurt, attack)
                break
    return found


def _fought(hurt: Deed, deeds: Sequence[Deed], clauses: Sequence[Clause]) -> Deed | None:
    """Return the fight in which somebody was hurt, where it names the other side alone ("killed in a clash with X")."""
    for fight in deeds:
        sides = fight.pattern.frame.symmetric and len({*fight.sources, *fight.targets}) == 1
        same = fight.clause.negated == hurt.clause.negated and fight.modality == hurt.modality
        if sides and same and fight.clause.readings[0].pos == "noun" and _holds(hurt.clause, fight.clause):
            return fight
    return None


def _completes(attack: Deed, hurt: Deed, clauses: Sequence[Clause]) -> bool:
    """Return whether an attack tells more of the same event: it names a doer or is the noun that caused the harm."""
    if attack.pattern.frame.symmetric or not (attack.sources or attack.targets):
        return False
    one, other = attack.clause, hurt.clause
    if one.readings[0].pos != "noun" or one.negated != other.negated or attack.modality != hurt.modality:
        return False
    return _holds(other, one) or _holds(one, other) or any(_holds(c, one) and _holds(c, other) for c in clauses)


def _holds(holder: Clause, clause: Clause) -> bool:
    """Return whether a clause's predicate is the head of one of the holder's own phrases."""
    return any(a.head == clause.predicate and not a.shared for a in holder.arguments)


def _joined(found: list[Deed], hurt: Deed, attack: Deed) -> list[Deed]:
    """Return the deeds with the two made one, or, where each hit somebody else, the harm with its doer."""
    hit = {actor.code[:3] for actor in attack.targets}
    sited = not attack.sources and all(len(actor.code) == 3 for actor in attack.targets)  # only where it was
    if attack.targets and not sited and not any(actor.code[:3] in hit for actor in hurt.targets):
        return [replace(d, sources=attack.sources) if d is hurt else d for d in found]
    return [replace(d, targets=hurt.targets) if d is attack else d for d in found if d is not hurt]


def asserted(deed: Deed, sentence: SentenceReading, supported: Container[int]) -> bool:
    """Return whether a deed is what the sentence tells: no event noun in passing ("since the murder of X").

    A verb tells, and a noun that a verb holds as its object or subject, known or not, or that heads a headline.
    supported: predicates of event nouns that stand with a support verb.
    """
    clause = sentence.clauses[deed.clause.predicate]
    if clause.readings[0].pos != "noun" or clause.predicate in supported:
        return True
    verbal = [c for c in sentence.clauses.values() if c.readings[0].pos == "verb"]
    governed = sentence.words[sentence.words[clause.predicate].head].upos == "VERB"
    headline = not verbal and (governed or not any(word.upos == "VERB" for word in sentence.words))
    return headline or any(a.head == clause.predicate for c in verbal for a in c.arguments if a.role != "adverbial")
