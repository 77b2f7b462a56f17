"""What the model looks at, in words: features of triggers, of mentions in their places, and of pairs.

Words carry their language; codes, roles and clause flags do not, so that labels in one language help the others.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from eventcoder.codebook.values import Slot
from eventcoder.coders.apart import governors
from eventcoder.coders.frames import fits, slots_of
from eventcoder.coders.model.scene import Mention, Scene, Trigger, Triple
from eventcoder.languages.protocol import Argument
from eventcoder.types.text import Word

_NEAR: Final = 4
_LONGEST_PATH: Final = 4
_MOST_BETWEEN: Final = 12


# ---- triggers ------------------------------------------------------------------------------------------------------


def trigger_features(scene: Scene, at: int) -> Iterator[str]:
    """Yield the features of a trigger with its clause and surroundings."""
    trigger, words, language = scene.triggers[at], scene.reading.words, scene.reading.sentence.language
    clause = trigger.clause
    word, reading = words[clause.predicate], clause.readings[0]
    yield "bias"
    yield f"language={language}"
    yield f"lemma={language}:{reading.lemma}"
    for size in (3, 4, 5):
        yield f"begins={language}:{word.norm[:size]}"
    yield f"pos={reading.pos}"
    state = f"{clause.negated:d}{clause.passive:d}{clause.modality}"
    yield f"state={state}"
    yield f"relation={clause.relation}"
    yield f"person={clause.person}"
    yield f"code={trigger.code}"
    yield f"root={trigger.code[:2]}"
    yield f"root+state={trigger.code[:2]}:{state}"
    yield f"root+relation={trigger.code[:2]}:{clause.relation}"
    for code in trigger.codes:
        yield f"any_code={code}"
        yield f"any_root={code[:2]}"
    for operator in trigger.operators:
        yield f"operator={operator}"
        yield f"operator+root={operator}:{trigger.code[:2]}"
    yield from _around(scene, trigger)
    yield from _words_near(words, clause.predicate, language)
    yield from _argument_words(scene, trigger)


def _around(scene: Scene, trigger: Trigger) -> Iterator[str]:
    """Yield what governs a clause and what it governs."""
    clause = trigger.clause
    held = {a.head for a in clause.arguments if not a.shared}
    for other in scene.triggers:
        if other.clause.predicate == clause.parent:
            name = f"{'+'.join(other.operators)}:{other.code[:2]}"
            yield f"governed_by={name}"
            yield f"governed_by+root={name}:{trigger.code[:2]}"
            yield f"governor_state={other.clause.negated:d}{other.clause.modality}"
        elif other.clause.parent == clause.predicate or other.clause.predicate in held:
            yield f"governs={other.code[:2]}:{other.clause.relation}"
            yield f"governs_code={other.code}"
            yield f"operator+governs={'+'.join(trigger.operators)}:{other.code[:2]}"
    yield f"triggers={min(len(scene.triggers), 4)}"
    yield f"roots={'+'.join(sorted({t.code[:2] for t in scene.triggers if t.code}))}"


def _words_near(words: Sequence[Word], at: int, language: str) -> Iterator[str]:
    for index in range(max(0, at - _NEAR), min(len(words), at + _NEAR + 1)):
        if index != at:
            yield f"near={language}:{words[index].lemma or words[index].norm}"
    for index in (at - 1, at + 1):
        if 0 <= index < len(words):
            yield f"next{index - at}={language}:{words[index].norm}"
            yield f"next_pos{index - at}={words[index].upos}"


def _argument_words(scene: Scene, trigger: Trigger) -> Iterator[str]:
    """Yield the heads of the arguments, and whether they name an actor."""
    words, language = scene.reading.words, scene.reading.sentence.language
    named = {a for held in trigger.roles.values() for a in held}
    for argument in trigger.clause.arguments:
        yield f"has={argument.role}:{argument in named:d}"
        yield f"marked={language}:{argument.role}:{argument.marker}:{argument in named:d}"
        if argument not in named:
            yield f"argument={language}:{argument.role}:{words[argument.head].lemma}"
    for child in words:
        if child.head == trigger.clause.predicate and child.index != child.head:
            yield f"child={language}:{child.deprel}:{child.lemma}"


# ---- source and target ---------------------------------------------------------------------------------------------


def end_features(scene: Scene, end: str, mention: int | None, at: int) -> Iterator[str]:
    """Yield the features of a mention as "source" or "target" of a trigger; None is an end not named."""
    yield from (f"{end}:{one}" for one in _end(scene, end, mention, at))


def _end(scene: Scene, end: str, mention: int | None, at: int) -> Iterator[str]:
    trigger = scene.triggers[at]
    clause, root = trigger.clause, trigger.code[:2]
    shape = f"{clause.readings[0].pos}{clause.passive:d}"
    if mention is None:
        yield "none"
        yield f"none:{shape}"
        yield f"none:{root}"
        yield f"none:{root}:{shape}"
        yield f"none:{trigger.code}"
        yield f"none:{clause.relation}"
        yield f"none:{len(trigger.roles)}"
        return
    one, language = scene.mentions[mention], scene.reading.sentence.language
    kind = _kind(scene, one)
    yield f"kind={kind}"
    yield f"kind+root={kind}:{root}"
    yield f"use={one.kind}"
    yield f"head={language}:{scene.reading.words[one.head].lemma}"
    yield f"first={mention == 0:d}"
    for place in dict.fromkeys(_places(trigger, mention)):
        yield f"place={place}:{shape}"
        yield f"place+root={place}:{root}:{shape}"
        yield f"place+code={place}:{trigger.code}"
        yield f"place+kind={place}:{kind}"
        yield f"place+word={language}:{place}:{clause.readings[0].lemma}"
    for argument in trigger.roles.get(mention, ()):
        yield f"marker={language}:{argument.role}:{argument.marker}:{shape}"
        yield f"marker+root={language}:{argument.role}:{argument.marker}:{root}"
    yield f"slot={_slot(trigger, end, mention)}"
    yield f"slot+root={_slot(trigger, end, mention)}:{root}"
    yield f"elsewhere={_elsewhere(scene, mention, at)}"
    yield from _way(scene.reading.words, one.head, clause.predicate)


def _kind(scene: Scene, mention: Mention) -> str:
    """Return what sort of actor a code names: its role, else "country", else the body or bare role itself."""
    code = mention.actor.code
    if code[:3] in scene.reading.actors.countries:
        return code[3:6] or "country"
    return code[:3]


def _places(trigger: Trigger, mention: int) -> Iterator[str]:
    held = trigger.roles.get(mention, ())
    if not held:
        yield "outside"
    for argument in held:
        yield f"{argument.role}{'~' if argument.shared else ''}"


def _slot(trigger: Trigger, end: str, mention: int) -> str:
    """Return whether the most specific fitting pattern looks for this end where the mention stands, and in which turn.

    With both ends asked for, "other" tells that it looks for the other end there.
    """
    held = trigger.roles.get(mention, ())
    for pattern in trigger.fitting[:1]:
        reading = trigger.clause.readings[0]
        sources, targets = slots_of(pattern.frame, reading)
        own, other = (sources, targets) if end == "source" else (targets, sources)
        for turn, slot in enumerate(own):
            if _fits_any(slot, held):
                return f"own{min(turn, 2)}{pattern.frame.symmetric:d}"
        if any(_fits_any(slot, held) for slot in other):
            return "other"
        return "no"
    return "unknown"


def _fits_any(slot: Slot, arguments: Iterable[Argument]) -> bool:
    return any(fits(slot, argument) for argument in arguments)


def _elsewhere(scene: Scene, mention: int, at: int) -> str:
    """Return in which roles of other triggers a mention stands that have a code."""
    found = {
        argument.role
        for index, other in enumerate(scene.triggers)
        if index != at and other.code
        for argument in other.roles.get(mention, ())
        if not argument.shared
    }
    return "+".join(sorted(found))


def _way(words: Sequence[Word], start: int, end: int) -> Iterator[str]:
    """Yield the way through the parse from a word to the predicate, and how far apart they stand."""
    up = [start, *governors(words, start)]
    down = [end, *governors(words, end)]
    meeting = next((index for index in up if index in down), None)
    if meeting is not None:
        steps = [f"{words[i].deprel}>" for i in up[: up.index(meeting)]]
        steps += [f"<{words[i].deprel}" for i in reversed(down[: down.index(meeting)])]
        yield f"way={''.join(steps) if len(steps) <= _LONGEST_PATH else 'long'}"
        yield f"steps={min(len(steps), 6)}"
    distance = start - end
    yield f"side={'before' if distance < 0 else 'after'}"
    yield f"far={'-' if distance < 0 else '+'}{min(abs(distance).bit_length(), 5)}"


# ---- pairs ---------------------------------------------------------------------------------------------------------


def pair_features(scene: Scene, triple: Triple) -> Iterator[str]:
    """Yield the features of the two ends together."""
    trigger = scene.triggers[triple.trigger]
    root = trigger.code[:2]
    ends = [None if at is None else scene.mentions[at] for at in (triple.source, triple.target)]
    places = [_best_place(trigger, at) for at in (triple.source, triple.target)]
    slots = [
        "none" if at is None else _slot(trigger, end, at)
        for end, at in (("source", triple.source), ("target", triple.target))
    ]
    yield f"places={places[0]}:{places[1]}"
    yield f"places+root={places[0]}:{places[1]}:{root}"
    yield f"slots={slots[0]}:{slots[1]}"
    yield f"slots+root={slots[0]}:{slots[1]}:{root}"
    kinds = [_kind(scene, one) if one else "none" for one in ends]
    yield f"kinds={kinds[0]}:{kinds[1]}"
    yield f"kinds+root={kinds[0]}:{kinds[1]}:{root}"
    source, target = ends
    if source and target:
        yield f"same_country={source.actor.code[:3] == target.actor.code[:3]:d}:{root}"
        yield f"order={_order(source, target, trigger)}"
        yield f"order+pos={_order(source, target, trigger)}:{trigger.clause.readings[0].pos}{trigger.clause.passive:d}"
        yield from _between(scene, source, target)
        yield f"inside={source.start <= target.start and target.end <= source.end:d}"


def _best_place(trigger: Trigger, mention: int | None) -> str:
    return "none" if mention is None else next(iter(_places(trigger, mention)))


def _order(source: Mention, target: Mention, trigger: Trigger) -> str:
    spots = sorted([(source.head, "s"), (target.head, "t"), (trigger.clause.predicate, "v")])
    return "".join(name for _, name in spots)


def _between(scene: Scene, source: Mention, target: Mention) -> Iterator[str]:
    first, second = sorted([source, target], key=lambda one: one.head)
    forward = "st" if first is source else "ts"
    words = scene.reading.words[first.end : second.start][:_MOST_BETWEEN]
    language = scene.reading.sentence.language
    for word in words:
        yield f"between={language}:{forward}:{word.lemma or word.norm}"
    yield f"gap={forward}:{min(max(second.start - first.end, 0).bit_length(), 5)}"
    crossed = sum(first.head < other.head < second.head for other in scene.mentions)
    yield f"crossed={min(crossed, 3)}"
