"""One sentence as the model sees it: who is mentioned, what happens, and which mentions could be parties to it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from eventcoder.codebook.names import Piece
from eventcoder.codebook.values import Pattern
from eventcoder.coders.compose import Composer
from eventcoder.coders.frames import admits
from eventcoder.coders.reading import SentenceReading
from eventcoder.languages.protocol import Argument, Clause, Reading
from eventcoder.types.events import Actor
from eventcoder.types.text import Word

_MOST_MENTIONS: Final = 12
_MOST_TRIGGERS: Final = 12
_PLACED: Final = frozenset({"obj", "obl"})


@dataclass(frozen=True, slots=True, eq=False)
class Mention:
    """Words that name an actor: `head` is the index of their head word, [start, end) their words.

    `known` tells that the words, not the discourse, name it; `kind` is the use of its words in the codebook.
    """

    actor: Actor
    head: int
    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True, eq=False)
class Trigger:
    """A predicate that may be an event: its clause with what a support verb lends, and what the codebook says of it.

    `codes` are the codes of all patterns of the word, `fitting` the patterns that voice and content words allow, most
    specific first. `roles` gives, by mention, the arguments of the clause it stands in.
    """

    clause: Clause
    codes: tuple[str, ...]
    fitting: tuple[Pattern, ...]
    operators: tuple[str, ...]
    roles: Mapping[int, tuple[Argument, ...]]

    @property
    def code(self) -> str:
        """Return the code of the most specific fitting pattern, "" for none."""
        return next((p.code for p in self.fitting if p.code), "")


class Triple(NamedTuple):
    """A candidate event by position: source and target among the mentions (None: not named), trigger."""

    source: int | None
    target: int | None
    trigger: int


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """The candidates of one sentence."""

    reading: SentenceReading
    mentions: tuple[Mention, ...]
    triggers: tuple[Trigger, ...]
    extra: tuple[Triple, ...] = ()

    def triples(self) -> Iterator[Triple]:
        """Yield the candidate events, extra ones last; one party at least is an argument of the trigger."""
        everyone: list[int | None] = [*range(len(self.mentions)), None]
        for at, trigger in enumerate(self.triggers):
            for source in everyone:
                for target in everyone:
                    if (source in trigger.roles or target in trigger.roles) and not self._same(source, target):
                        yield Triple(source, target, at)
        yield from self.extra

    def _same(self, source: int | None, target: int | None) -> bool:
        """Return whether two parties are one: the same words, or one named actor twice."""
        if source is None or target is None:
            return False
        one, other = self.mentions[source].actor, self.mentions[target].actor
        return source == target or (one.code == other.code and one.entry == other.entry)


def opened(readings: Mapping[int, tuple[Reading, ...]], words: Sequence[Word]) -> dict[int, tuple[Reading, ...]]:
    """Return the readings of a sentence with its verbs that no pattern knows, so that they may be events too."""
    verbs = (w for w in words if w.upos == "VERB" and w.index not in readings and w.text.isalpha() and len(w.text) > 1)
    return {**readings, **{w.index: (Reading(w.lemma, "verb", w.feats),) for w in verbs}}


def scene_of(reading: SentenceReading, composer: Composer) -> Scene:
    """Return the candidates of a sentence whose clauses were read with `opened` readings."""
    wholes = [composer.whole(clause) for clause in reading.clauses.values()][:_MOST_TRIGGERS]
    arguments = list(dict.fromkeys(argument for clause in wholes for argument in clause.arguments))
    mentions, places = _mentions(reading, arguments)
    triggers = tuple(_trigger(reading, composer, clause, places) for clause in wholes)
    return Scene(reading, mentions, triggers)


Places = Mapping[Argument, tuple[int, ...]]


def _mentions(reading: SentenceReading, arguments: Sequence[Argument]) -> tuple[tuple[Mention, ...], Places]:
    """Return whom the sentence mentions, and for each argument the positions of those it names."""
    found: dict[tuple[str, int, int], int] = {}
    mentions: list[Mention] = []
    places: dict[Argument, tuple[int, ...]] = {}
    day = reading.sentence.published
    for argument in (*arguments, *_loose(reading, arguments)):
        actors = reading.actors_of(argument, day, place=argument.role in _PLACED)
        held = []
        for actor in actors:
            key = (actor.code, *(actor.span or (-1, argument.head)))
            if key not in found and len(mentions) < _MOST_MENTIONS:
                found[key] = len(mentions)
                mentions.append(_mention(reading, actor, argument))
            if key in found:
                held.append(found[key])
        places[argument] = tuple(held)
    return tuple(mentions), places


def _mention(reading: SentenceReading, actor: Actor, argument: Argument) -> Mention:
    inside = reading.inside(argument)
    uses = sorted({sense.use for piece in inside for sense in piece.senses})
    kind = "+".join(uses) if actor.span else "pronoun"
    return Mention(actor, argument.head, argument.start, argument.end, kind)


def _loose(reading: SentenceReading, arguments: Sequence[Argument]) -> Iterator[Argument]:
    """Yield phrases for the names and role nouns that stand in no argument: neighbours belong together."""
    covered = {index for argument in arguments for index in range(argument.start, argument.end)}
    run: list[Piece] = []
    for piece in (p for p in reading.pieces if not covered.issuperset(range(p.start, p.end))):
        if run and piece.start > run[-1].end:
            yield _phrase(reading, run)
            run = []
        run.append(piece)
    if run:
        yield _phrase(reading, run)


def _phrase(reading: SentenceReading, run: Sequence[Piece]) -> Argument:
    start, end = run[0].start, run[-1].end
    outside = [i for i in range(start, end) if not start <= reading.words[i].head < end]
    return Argument("obl", "", outside[0] if outside else start, start, end)


def _trigger(reading: SentenceReading, composer: Composer, clause: Clause, places: Places) -> Trigger:
    patterns = [p for read in clause.readings for p in reading.lexicon.patterns(read)]
    content = composer.content(clause) if any(p.content or p.without for p in patterns) else frozenset()
    fitting = tuple(p for p in patterns if admits(p, clause, content))
    roles: dict[int, list[Argument]] = {}
    for argument in clause.arguments:
        for mention in places.get(argument, ()):
            roles.setdefault(mention, []).append(argument)
    return Trigger(
        clause,
        tuple(dict.fromkeys(p.code for p in patterns if p.code)),
        fitting,
        tuple(dict.fromkeys(p.operator for p in patterns if p.operator)),
        {mention: tuple(held) for mention, held in roles.items()},
    )
