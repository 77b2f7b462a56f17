"""The rule coder with notes: what it saw in each sentence, and why it coded what it coded."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from eventcoder.codebook.values import Codebook
from eventcoder.coders.compose import Composer
from eventcoder.coders.discourse import Discourse
from eventcoder.coders.frames import Deed
from eventcoder.coders.notes import TracingComposer
from eventcoder.coders.origins import ActorTrace, actor_traces, carried
from eventcoder.coders.protocol import Candidate, When
from eventcoder.coders.reading import SentenceReading
from eventcoder.coders.rule import RuleCoder
from eventcoder.coders.trace import ArgumentTrace, ClauseTrace, EventTrace, SentenceTrace
from eventcoder.languages.protocol import Argument, Clause, Language
from eventcoder.types.events import Actor, Event
from eventcoder.types.text import Sentence, Word


class TracingCoder(RuleCoder):
    """Codes as the rule coder does; `traces` holds, by sentence id, why."""

    def __init__(self, codebook: Codebook, language: Callable[[str], Language]) -> None:
        """Take the codebook, and where to get a language from by its ISO 639-1 code."""
        super().__init__(codebook, language)
        self.traces: dict[str, SentenceTrace] = {}
        self._deeds: list[tuple[Deed, Event]] = []
        self._refused: dict[int, str] = {}
        self._composing: TracingComposer | None = None
        self._notes: SentenceTrace | None = None

    def look(self, sentence: Sentence, norms: Sequence[str], offsets: Sequence[tuple[int, int]]) -> Candidate:
        """Return what the words alone show, and note it."""
        candidate = super().look(sentence, norms, offsets)
        names = tuple(sentence.text[offsets[p.start][0] : offsets[p.end - 1][1]] for p in candidate.pieces)
        triggers = tuple(sentence.text[slice(*offsets[index])] for index in candidate.readings)
        topic = self._topic_words(candidate, norms) if candidate.topic else ()
        self.traces[sentence.sentence_id] = SentenceTrace(sentence, names, triggers, candidate.coded, topic)
        return candidate

    def code(self, candidate: Candidate, words: Sequence[Word], discourse: Discourse, when: When) -> list[Event]:
        """Return the events of one parsed sentence, and note why they are what they are."""
        events = super().code(candidate, words, discourse, when)
        kept = {event.event_id for event in events}
        told, seen = self._notes, self.traces[candidate.sentence.sentence_id]
        if told is not None:
            traces = tuple(t if t.event.event_id in kept else replace(t, dropped=_REPEAT) for t in told.events)
            seen = replace(seen, clauses=told.clauses, events=traces)
        self.traces[candidate.sentence.sentence_id] = seen
        return events

    def _topic_words(self, candidate: Candidate, norms: Sequence[str]) -> tuple[str, ...]:
        book = self._codebook.languages[candidate.sentence.language]
        lexicon = self._lexicon(candidate.sentence.language)
        wanted = {lexicon.language.fold(word) for word in book.discards.get(candidate.topic or "", ())}
        return tuple(dict.fromkeys(w for norm in norms for w in sorted(lexicon.content_keys(norm, norm) & wanted)))

    def _composer(self, reading: SentenceReading) -> Composer:
        self._composing = TracingComposer(reading, self._codebook.operators)
        return self._composing

    def _attempt(self, reading: SentenceReading, discourse: Discourse) -> list[Event]:
        self._deeds, self._refused = [], {}
        events = super()._attempt(reading, discourse)
        if self._composing:
            # now, while the discourse still is as it was when the sentence was coded
            self._notes = _told(self._composing, reading, self._deeds, self._refused)
        return events

    def _events(self, deed: Deed, composer: Composer, reading: SentenceReading) -> list[Event]:
        events = super()._events(deed, composer, reading)
        self._deeds += [(deed, event) for event in events]
        if not events:
            self._refused[deed.clause.predicate] = self._unpaired(deed)
        return events

    def _unpaired(self, deed: Deed) -> str:
        """Return why a deed gave no event."""
        if not deed.sources and not deed.targets:
            return f"{deed.code} names neither source nor target"
        if self._codebook.events[deed.code].requires_target and not any(target for _, target in deed.pairs()):
            return f"{deed.code} must have a target, and none is named"
        return f"{deed.code} has the same actor for source and target"


_REPEAT = "another event of the sentence says the same, or says it more precisely"
Arguments = list[tuple[Argument, list[tuple[Actor, ActorTrace]]]]


def _told(
    composer: TracingComposer,
    reading: SentenceReading,
    deeds: Sequence[tuple[Deed, Event]],
    refused: Mapping[int, str],
) -> SentenceTrace:
    """Return clauses and events of a sentence with their reasons."""
    arguments = {c.predicate: _arguments(composer.whole(c), reading) for c in reading.clauses.values()}
    acting = {deed.clause.predicate for deed, _ in deeds}
    clauses = []
    for clause in reading.clauses.values():
        why = None if clause.predicate in acting else refused.get(clause.predicate) or composer.verdict(clause)
        clauses.append(_clause(composer, reading, clause, arguments[clause.predicate], why))
    events = tuple(_event(composer, reading, deed, event, arguments) for deed, event in deeds)
    return SentenceTrace(reading.sentence, (), (), clauses=tuple(clauses), events=events)


def _arguments(clause: Clause, reading: SentenceReading) -> Arguments:
    day = reading.day(clause)
    return [
        (argument, actor_traces(reading, argument, day, place=argument.role in ("obj", "obl")))
        for argument in clause.arguments
    ]


def _clause(
    composer: TracingComposer, reading: SentenceReading, clause: Clause, arguments: Arguments, verdict: str | None
) -> ClauseTrace:
    whole = composer.whole(clause)
    span, text = reading.trigger(clause.predicate), reading.sentence.text
    told = []
    for argument, actors in arguments:
        words = reading.span(argument.start, argument.end)
        lent = argument.shared or argument not in clause.arguments
        found = tuple(trace for _, trace in actors)
        told.append(ArgumentTrace(argument.role, argument.marker, words.cut(text), words, lent, found))
    return ClauseTrace(
        text=span.cut(text),
        span=span,
        lemma=whole.readings[0].lemma,
        pos=whole.readings[0].pos,
        passive=whole.passive,
        negated=whole.negated,
        modality=whole.modality,
        person=whole.person,
        parent=None if whole.parent is None else reading.trigger(whole.parent).cut(text),
        relation=whole.relation,
        arguments=tuple(told),
        patterns=composer.patterns_of(clause),
        verdict=verdict,
    )


def _event(
    composer: TracingComposer,
    reading: SentenceReading,
    deed: Deed,
    event: Event,
    arguments: Mapping[int, Arguments],
) -> EventTrace:
    own = deed.clause.predicate
    order = sorted(arguments, key=lambda index: index != own)
    return EventTrace(
        event=event,
        pattern=deed.pattern,
        lemma=deed.clause.readings[0].lemma,
        content=composer.content_of(deed),
        steps=composer.steps_of(deed),
        source=_actor(event.source, reading, order, arguments),
        target=_actor(event.target, reading, order, arguments),
        found_date=reading.when(event.trigger),
    )


def _actor(
    actor: Actor | None, reading: SentenceReading, order: Sequence[int], arguments: Mapping[int, Arguments]
) -> ActorTrace | None:
    """Return how an actor was found; the event's own clause is asked first, then those it embeds or depends on."""
    if actor is None:
        return None
    for index in order:
        for argument, found in arguments[index]:
            trace = next((trace for one, trace in found if one == actor), None)
            if trace:
                role = f"{argument.role}:{argument.marker}" if argument.marker else argument.role
                word = reading.trigger(index).cut(reading.sentence.text)
                return replace(trace, argument=f"{role} of “{word}”")
    return carried(actor, "verb in the first person: the last speaker")
