"""Tell how the actors of a noun phrase were found: which entry, which of its periods, whose country."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from eventcoder.codebook.names import Piece
from eventcoder.codebook.values import ActorEntry, ActorPeriod, AgentEntry, PlaceEntry, Written
from eventcoder.coders.actors import Found
from eventcoder.coders.reading import SentenceReading
from eventcoder.languages.protocol import Argument
from eventcoder.types.events import Actor
from eventcoder.types.text import Span

Sense = tuple[Piece, Written]


@dataclass(frozen=True, slots=True)
class ActorTrace:
    """How an actor was found.

    `way` is name, adjective, people, place, role, pronoun or carried (from another sentence). `row` names file and row
    of the codebook; `period` is the dated period that gave the code, None for entries without dates. `span` is the
    half-open place in the sentence, None when the sentence does not name the actor. `argument` says where in which
    clause it stands. `because` gives the steps in words.
    """

    code: str
    way: str
    name: str | None = None
    entry: str | None = None
    row: str | None = None
    period: str | None = None
    text: str | None = None
    span: Span | None = None
    argument: str | None = None
    because: tuple[str, ...] = ()


def actor_traces(
    reading: SentenceReading, argument: Argument, day: date | None, *, place: bool
) -> list[tuple[Actor, ActorTrace]]:
    """Return the actors an argument names as of day, each with how it was found.

    Call it while the discourse still is as it was when the sentence was coded.
    """
    actors = reading.actors_of(argument, day, place=place)
    inside = reading.inside(argument)
    word = reading.words[argument.head]
    if word.upos == "PRON" and not inside:
        return [(actor, _pronoun(reading, argument, actor)) for actor in actors]
    found = reading.actors.read(inside, argument.head, day, place=place)
    if len(found) != len(actors):  # a description, such as "the two sides", that earlier words make clear
        return [(actor, carried(actor, "a description, known from what the article says before")) for actor in actors]
    return [(actor, _named(reading, argument, one, actor, day)) for one, actor in zip(found, actors, strict=True)]


def carried(actor: Actor, why: str) -> ActorTrace:
    """Return the trace of an actor that no argument of the sentence names."""
    return ActorTrace(actor.code, "carried", actor.name, actor.entry, text=actor.text, span=actor.span, because=(why,))


def _pronoun(reading: SentenceReading, argument: Argument, actor: Actor) -> ActorTrace:
    word = reading.words[argument.head]
    if "Person=1" in word.feats:
        why = f"first person: the last speaker, {_called(actor)}"
    elif any(p.end <= word.index and _means(p, actor.entry) for p in reading.pieces):
        why = f"stands for {_called(actor)}, named before it in the sentence"
    else:
        why = f"stands for {_called(actor)}, who acts in an earlier sentence of the article"
    span = Span(word.start, word.end)
    text = span.cut(reading.sentence.text)
    return ActorTrace(actor.code, "pronoun", actor.name, actor.entry, text=text, span=span, because=(why,))


def _named(reading: SentenceReading, argument: Argument, found: Found, actor: Actor, day: date | None) -> ActorTrace:
    inside = reading.inside(argument)
    piece, sense = next(_senses(inside, found))
    words = _words(reading, piece)
    trace = ActorTrace(
        actor.code, sense.use, actor.name, sense.entry.entry_id, text=actor.text, span=actor.span,
        row=None if isinstance(sense.entry, PlaceEntry) else sense.entry.source or None,
    )  # fmt: skip
    if isinstance(sense.entry, ActorEntry):
        period, why = _period(sense.entry, actor.code, day)
        return replace(trace, period=period, because=(f"{words} is {_USES[sense.use]} {sense.entry.name}", *why))
    if isinstance(sense.entry, PlaceEntry):
        return replace(trace, because=(f"{words} is a place in {sense.entry.country}",))
    why = (f"{words} is a role noun: {sense.entry.role}", *_country(reading, argument, found, actor, day))
    return replace(trace, way="role", because=why)


_USES = {"name": "a name of", "adjective": "the adjective of", "people": "the people of", "place": "a place:"}


def _senses(inside: Sequence[Piece], found: Found) -> Iterator[Sense]:
    """Yield the pieces and senses an actor may have been read from, the right kind of entry first."""
    senses = [(piece, sense) for piece in inside for sense in piece.senses if sense.entry.entry_id == found.entry]
    role = found.name is None
    return iter(sorted(senses, key=lambda s: isinstance(s[1].entry, AgentEntry) != role))


def _period(entry: ActorEntry, code: str, day: date | None) -> tuple[str | None, tuple[str, ...]]:
    """Return the period of an entry that gave the code, and why it applied."""
    if day is None:
        period = next((p for p in entry.periods if p.code == code), None)
        if period is None or len(entry.periods) == 1:
            return _dates(period), ()
        rule = "the most primary and then latest office" if entry.kind == "person" else "the code it had longest"
        return _dates(period), (f"no date is known, so {rule} counts: {code}",)
    period = next((p for p in entry.periods if p.covers(day)), None)
    if period is None:
        return None, (f"no period of the entry covers {day}: its first code counts",)
    adds = () if period.code == code else (_changed(entry, period.code, code),)
    if _dates(period) is None:
        return None, adds
    return _dates(period), (f"{day} lies in {_dates(period)}: {period.code}", *adds)


def _changed(entry: ActorEntry, own: str, code: str) -> str:
    if entry.kind == "capital":
        return f"a capital that is acted on is a place: {code}, not {own}"
    return f"{own} becomes {code}, people without office"


def _dates(period: ActorPeriod | None) -> str | None:
    """Return a half-open period in words, None for one without bounds."""
    if period is None or (period.start is None and period.end is None):
        return None
    if period.start is None:
        return f"the time before {period.end}"
    if period.end is None:
        return f"the time since {period.start}"
    return f"{period.start} until before {period.end}"


def _country(
    reading: SentenceReading, argument: Argument, found: Found, actor: Actor, day: date | None
) -> tuple[str, ...]:
    """Return where the country of a role noun came from."""
    if found.country:
        inside = reading.inside(argument)
        lands = [_words(reading, p) for p in inside if _lies_in(p, actor.code[:3])]
        return (f"country {actor.code[:3]} from {lands[0]} in its phrase",) if lands else ()
    if actor.code == found.code:
        stateless = found.code in reading.actors.stateless
        return ("takes no country from its surroundings" if stateless else "no country is named or can be inferred",)
    country = actor.code[:3]
    if reading.possessor(argument, day) == country:
        return (f"country {country} from the owner its pronoun stands for",)
    outside = [p for p in reading.pieces if p.start >= found.end or p.end <= found.start]
    outside.sort(key=lambda p: (p.start < found.start, abs(p.start - found.end)))
    towns = [p for p in outside if any(isinstance(sense.entry, PlaceEntry) for sense in p.senses)]
    near = [p for p in towns[:1] or outside if _lies_in(p, country)]
    if near:
        kind = "place" if towns else "land"
        return (f"country {country} from {_words(reading, near[0])}, the nearest {kind} of the sentence",)
    return (f"country {country} from the scene of the article: the first land or place it names",)


def _lies_in(piece: Piece, country: str) -> bool:
    for sense in piece.senses:
        entry = sense.entry
        if isinstance(entry, PlaceEntry) and entry.country == country:
            return True
        if isinstance(entry, ActorEntry) and any(p.code[:3] == country for p in entry.periods):
            return True
    return False


def _means(piece: Piece, entry: str | None) -> bool:
    return any(sense.entry.entry_id == entry for sense in piece.senses)


def _words(reading: SentenceReading, piece: Piece) -> str:
    return f"“{reading.span(piece.start, piece.end).cut(reading.sentence.text)}”"


def _called(actor: Actor) -> str:
    return f"{actor.name} ({actor.code})" if actor.name else actor.code
