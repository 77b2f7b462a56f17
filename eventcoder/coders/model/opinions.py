"""What the rule coder says of a sentence, laid over the candidates of the model."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from eventcoder.coders.model.scene import Mention, Scene, Triple
from eventcoder.types.events import Actor, Event
from eventcoder.types.text import Word


class Opinion(NamedTuple):
    """The events of the rule coder laid over a scene: the scene with the candidates it lacked, and event by candidate.

    `loose` are events whose trigger is none of the scene.
    """

    scene: Scene
    events: dict[Triple, Event]
    loose: tuple[Event, ...]

    @property
    def trusted(self) -> frozenset[tuple[Triple, str]]:
        """Return the candidates the rules give, with their root code."""
        return frozenset((triple, event.code[:2]) for triple, event in self.events.items())


def laid_over(scene: Scene, events: Sequence[Event]) -> Opinion:
    """Return a scene in which every event of the rule coder is a candidate."""
    mentions = list(scene.mentions)
    triggers = {scene.reading.trigger(t.clause.predicate): at for at, t in enumerate(scene.triggers)}
    known = set(scene.triples())
    found: dict[Triple, Event] = {}
    loose = []
    for event in events:
        at = triggers.get(event.trigger)
        if at is None:
            loose.append(event)
            continue
        predicate = scene.triggers[at].clause.predicate
        ends = [_place(actor, mentions, scene.reading.words, predicate) for actor in (event.source, event.target)]
        found.setdefault(Triple(ends[0], ends[1], at), event)
    extra = tuple(triple for triple in found if triple not in known)
    return Opinion(replace(scene, mentions=tuple(mentions), extra=extra), found, tuple(loose))


def _place(actor: Actor | None, mentions: list[Mention], words: Sequence[Word], predicate: int) -> int | None:
    """Return the position of an actor among the mentions, where it is added when it is not there."""
    if actor is None:
        return None
    for at, one in enumerate(mentions):
        if one.actor.code == actor.code and one.actor.span == actor.span:
            return at
    span = actor.span
    inside = [w.index for w in words if span and span.start <= w.start and w.end <= span.end] or [predicate]
    mentions.append(Mention(actor, inside[0], inside[0], inside[-1] + 1, "rule"))
    return len(mentions) - 1
