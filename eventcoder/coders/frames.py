"""Fill the source and target of a pattern from the arguments of a clause."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from eventcoder.codebook.values import Frame, Pattern, Slot
from eventcoder.coders.anonymous import crowd, stranger
from eventcoder.coders.parties import Party
from eventcoder.coders.reading import SentenceReading
from eventcoder.languages.protocol import Argument, Clause, Reading
from eventcoder.types.events import Actor

Actors = tuple[Actor, ...]
_FORCE = frozenset({"18", "19", "20"})
BESIDE = ("before", "after")
# whom a text names no other way: the people of a place told with an adposition ("people:in"), and somebody with an
# unknown proper name in a role ("name:obj")
ANONYMOUS = {"people": crowd, "name": stranger}


@dataclass(frozen=True, slots=True)
class Deed:
    """What one clause says before it becomes events: a code, its sources and targets, and the evidence."""

    code: str
    sources: Actors
    targets: Actors
    clause: Clause
    pattern: Pattern
    modality: str = "actual"
    inherited: bool = False

    def told(self) -> list[tuple[str, Actor | None, Actor | None]]:
        """Return code, source and target of every pair, and of the same act told the other way round."""
        there = [(self.code, source, target) for source, target in self.pairs()]
        code = self.pattern.back
        back = [(code, target, source) for _, source, target in there if code and source and target]
        return list(dict.fromkeys([*there, *back]))

    def pairs(self) -> list[tuple[Actor | None, Actor | None]]:
        """Return every pair of source and target; both directions and all pairs of parties for symmetric frames."""
        frame = self.pattern.frame
        if not (frame.symmetric or (frame.reciprocal and not self.targets and len(self.sources) > 1)):
            others = [t for t in self.targets if not self.sources or not all(_same(s, t) for s in self.sources)]
            targets = tuple(others) or (None,)
            return [(s, t) for s in self.sources or (None,) for t in targets if not _same(s, t)]
        if not self.targets:
            parties = self.sources
            found = [(a, b) for i, a in enumerate(parties) for b in parties[i + 1 :] if not _same(a, b)]
            if not found:
                return [(s, None) for s in self.sources]
        elif not self.sources:
            return [(None, t) for t in self.targets]
        else:
            found = [(s, t) for s in self.sources for t in self.targets if not _same(s, t)]
        return [pair for s, t in found for pair in ((s, t), (t, s))]


def _same(one: Actor | None, other: Actor | None) -> bool:
    if one is None or other is None or one.span is None:
        return False
    return (one.span, one.code) == (other.span, other.code)


def kind(code: str) -> str:
    """Return the root of a code, one for all that use force."""
    return "force" if code[:2] in _FORCE else code[:2]


def slots_of(frame: Frame, reading: Reading, passive: bool = False) -> tuple[tuple[Slot, ...], tuple[Slot, ...]]:
    """Return the source and target slots of a frame for this use of the trigger."""
    if reading.pos == "noun":
        return frame.noun_source, frame.noun_target
    return (frame.target, frame.source) if passive and frame.turning else (frame.source, frame.target)


def fill(
    sentence: SentenceReading,
    slots: Iterable[Slot],
    clause: Clause,
    taken: Iterable[Argument] = (),
    ground: bool = True,
    symmetric: bool = False,
) -> tuple[Actors, tuple[Argument, ...]]:
    """Return the actors of the first slot that holds any, and the arguments they stand in.

    ground: whether a mere place may stand for its country; true of targets, while no place acts. symmetric: whether an
    object has to be somebody itself, and not a thing of somebody's (nobody meets a statement).
    """
    used = {a.head for a in taken}
    day = sentence.day(clause)
    for slot in slots:
        if slot.role in BESIDE:
            party = beside(sentence, slot.role, clause, {at for a in taken for at in range(a.start, a.end)})
            if party:
                place = Argument(slot.role, "", party.start, party.start, party.end)
                return sentence.party_actors(party), (place,)
            continue
        if slot.role in ANONYMOUS:
            free = (a for a in clause.arguments if a.head not in used and slot.marker in (a.marker, a.role))
            met = next(((actor, a) for a in free for actor in [ANONYMOUS[slot.role](sentence, a, day)] if actor), None)
            if met:
                return (met[0],), (met[1],)
            continue
        chosen = _together([a for a in clause.arguments if fits(slot, a) and a.head not in used], slot)
        if symmetric and slot.role == "obj":
            chosen = [a for a in chosen if sentence.heads_actor(a)]
        named = [(a, sentence.actors_of(a, day, place=ground and slot.role in ("obj", "obl"))) for a in chosen]
        actors = tuple(actor for _, found in named for actor in found)
        if actors:
            return tuple(dict.fromkeys(actors)), tuple(a for a, found in named if found)
    return (), ()


def _together(arguments: list[Argument], slot: Slot) -> list[Argument]:
    """Return the first argument of a preposition and those coordinated with it; one further off belongs elsewhere."""
    if slot.role != "obl" or not slot.marker:
        return arguments
    kept = arguments[:1]
    for argument in arguments[1:]:
        if argument.start > kept[-1].end + 1:
            break
        kept.append(argument)
    return kept


def beside(sentence: SentenceReading, side: str, clause: Clause, taken: Collection[int]) -> Party | None:
    """Return the party named before or after a predicate, whatever its role; none of the words `taken` counts.

    "before" is the party of the grammatical subject, wherever that stands, and the first one before the predicate where
    the clause has no subject or a pronoun; "after" is the first one after the predicate.
    """
    left, right = ({w.index for w in words} for words in sentence.sides(clause.predicate))
    free = [p for p in sentence.parties(sentence.day(clause)) if p.start not in taken]
    if side == "after":
        return next((p for p in free if p.start in right), None)
    ahead = [a for a in clause.arguments if a.role in ("subj", "obj") and a.start < clause.predicate]
    role = "obj" if clause.passive else "subj"
    subjects = [*ahead, *(a for a in clause.arguments if a.role == role and not a.shared and a not in ahead)]
    own = [p for p in free if any(a.start < p.end and p.start < a.end for a in subjects)]
    near = [p for p in free if p.start in left]
    own = own or [p for p in near if any(sentence.governs(a.head, p.start) for a in subjects)]
    named = any(sentence.words[a.head].upos in ("NOUN", "PROPN") for a in ahead)
    return own[0] if own else near[0] if near and not named else None


def fits(slot: Slot, argument: Argument) -> bool:
    """Return whether an argument may stand in a slot."""
    if slot.role != argument.role:
        return False
    return slot.marker in ("", "*", argument.marker)


def admits(pattern: Pattern, clause: Clause, content: frozenset[str]) -> bool:
    """Return whether voice and content words of the clause allow the pattern."""
    if pattern.passive is not None and pattern.passive != clause.passive:
        return False
    if pattern.content and not pattern.content & content:
        return False
    return not pattern.without & content


def satisfied(pattern: Pattern, sources: Actors, targets: Actors, somebody: bool = False) -> bool:
    """Return whether the slots the pattern needs are filled.

    somebody: whether a pronoun that stands for nobody known is the doer, who then may be missing beside a target.
    """
    parties = len(targets) or (len(sources) > 1 if pattern.frame.symmetric else 0)
    if "source" in pattern.needs and not sources and not (somebody and targets):
        return False
    if "target" in pattern.needs and not parties:
        return False
    return bool(sources or targets)


def merge(noun: Clause, verb: Clause) -> Clause:
    """Return the clause of an event noun with what its support verb lends: "launched an attack on".

    Arguments of the verb that do not hold the noun are added; polarity, modality, person and place in the sentence are
    the verb's.
    """
    lent = [a for a in verb.arguments if not a.start <= noun.predicate < a.end]
    return noun._replace(
        arguments=tuple(dict.fromkeys((*noun.arguments, *lent))),
        passive=verb.passive,
        negated=noun.negated or verb.negated,
        modality=verb.modality if verb.modality != "actual" else noun.modality,
        person=verb.person,
        parent=verb.parent,
        relation=verb.relation,
    )
