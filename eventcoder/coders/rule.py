"""The rule coder: patterns over clauses, with their evidence."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial

from eventcoder.codebook.names import Piece, Token
from eventcoder.codebook.values import Codebook
from eventcoder.coders.actors import ActorReader
from eventcoder.coders.compose import Composer
from eventcoder.coders.discourse import Discourse
from eventcoder.coders.frames import Deed
from eventcoder.coders.introductions import introduce
from eventcoder.coders.joining import join
from eventcoder.coders.lexicon import Lexicon
from eventcoder.coders.protocol import Candidate, When
from eventcoder.coders.reading import SentenceReading
from eventcoder.languages.protocol import Clause, Language
from eventcoder.types.events import Actor, Event, EventDate
from eventcoder.types.text import Sentence, Span, Word

_VERBAL_COOPERATION = 1  # quad class
_APPEAL = "02"
_RIVALS = frozenset({"REB", "OPP", "SEP", "INS"})  # roles that stand against their own state
_MATERIAL = (2, 4)  # the quad classes of deeds rather than words


class RuleCoder:
    """Codes sentences with the patterns of a codebook."""

    name = "rule"
    model_id = ""

    def __init__(self, codebook: Codebook, language: Callable[[str], Language]) -> None:
        """Take the codebook, and where to get a language from by its ISO 639-1 code."""
        self._codebook = codebook
        self._language = language
        self._actors = ActorReader(codebook)
        self._lexicons: dict[str, Lexicon] = {}

    def _lexicon(self, code: str) -> Lexicon:
        """Return the codebook indexed for a language, made once."""
        if code not in self._lexicons:
            self._lexicons[code] = Lexicon(self._language(code), self._codebook)
        return self._lexicons[code]

    def discourse(self) -> Discourse:
        """Return the state to carry through the sentences of one article."""
        return Discourse(self._actors, self._language)

    def who(self, name: str, language: str, day: date | None) -> Actor | None:
        """Return the actor a name means on a day, for bylines; None when the codebook does not know it."""
        lexicon = self._lexicon(language)
        tokens = [Token(norm, word) for word in name.split() for norm in [lexicon.language.fold(word)]]
        found = self._actors.read(lexicon.pieces(tokens), 0, day)
        return Actor(found[0].code, found[0].name, found[0].entry) if found else None

    def look(self, sentence: Sentence, norms: Sequence[str], offsets: Sequence[tuple[int, int]]) -> Candidate:
        """Return what the words alone show, without a parse: names, role nouns and triggers."""
        lexicon = self._lexicon(sentence.language)
        text = sentence.text
        tokens = [Token(norm, text[start:end]) for norm, (start, end) in zip(norms, offsets, strict=True)]
        pieces = tuple(lexicon.pieces(tokens))
        found = ((i, lexicon.readings(norm)) for i, norm in enumerate(norms))
        readings = {i: known for i, known in found if known}
        coded = any(lexicon.has_code(reading) for known in readings.values() for reading in known)
        topic = lexicon.topic(norms, pieces) if coded and pieces else None
        passed = lexicon.passed_over(norms)
        return Candidate(sentence, pieces, readings, coded, topic, tuple(tokens), passed)

    def code(self, candidate: Candidate, words: Sequence[Word], discourse: Discourse, when: When) -> list[Event]:
        """Return the events of one parsed sentence, in text order, and let the discourse take note of it."""
        lexicon = self._lexicon(candidate.sentence.language)
        clauses = {c.predicate: c for c in lexicon.language.clauses(words, candidate.readings)}
        sentence = candidate.sentence
        pieces = tuple(p for p in candidate.pieces if not _is_verb(p, clauses))

        def read(triggers: Sequence[Span]) -> SentenceReading:
            dated = partial(when, triggers=triggers)
            known = (pieces, clauses, lexicon, self._actors, discourse, dated)
            return SentenceReading(sentence, words, *known)

        reading = read(())
        events = self._attempt(reading, discourse)
        triggers = sorted({event.trigger for event in events})
        if len(triggers) > 1 and any(when(t, triggers) != when(t, ()) for t in triggers):
            reading = read(triggers)
            events = self._attempt(reading, discourse)
        introduce(reading, discourse)
        discourse.after(events, pieces)
        return _without_repeats(events)

    def _attempt(self, reading: SentenceReading, discourse: Discourse) -> list[Event]:
        composer = self._composer(reading)
        self._hear(composer, reading, discourse)
        deeds = join(composer.deeds(), reading.clauses.values(), self._alike)
        told = [deed for deed in deeds if self._told(deed, composer)]
        return [e for deed in told for e in self._events(deed, composer, reading)]

    def _told(self, deed: Deed, composer: Composer) -> bool:
        """Return whether a deed is told as news; a deed with one side only must not be named in passing."""
        whole = (
            any(source and target for source, target in deed.pairs())
            or self._codebook.events[deed.code].quad_class not in _MATERIAL
        )
        return whole or composer.asserted(deed)

    def _alike(self, one: str, other: str) -> bool:
        """Return whether two codes are of one kind, as the quad class of the codebook tells."""
        return self._codebook.events[one].quad_class == self._codebook.events[other].quad_class

    def _composer(self, reading: SentenceReading) -> Composer:
        """Return what codes a sentence; a coder that is to tell why gives one that takes notes."""
        return Composer(reading, self._codebook.operators)

    def _hear(self, composer: Composer, reading: SentenceReading, discourse: Discourse) -> None:
        """Find the speaker before coding, so that the first person in what is said can be resolved."""
        for clause in reading.clauses.values():
            reported, speaker = composer.speaker(clause)
            if reported and speaker:
                discourse.spoken_by(speaker)

    def _events(self, deed: Deed, composer: Composer, reading: SentenceReading) -> list[Event]:
        trigger = reading.trigger(deed.clause.predicate)
        reported, speaker = composer.speaker(deed.clause)
        announced = speaker if deed.modality == "intended" and deed.clause.passive else None
        return [
            Event(
                sentence=reading.sentence,
                code=code,
                source=source,
                target=target,
                trigger=trigger,
                rule_id=deed.pattern.pattern_id,
                confidence=_confidence(source, target),
                modality=deed.modality,
                reported=reported,
                speaker=speaker.code if speaker else None,
                when=happened(reading.when(trigger), deed.modality, reading.sentence.published),
            )
            for told, doer, target in deed.told()
            for code in self._done_by(doer, told)
            for source in [doer or announced]
            if (source or target)
            and (target or not self._codebook.events[code].requires_target)
            and not _self_directed(source, target)
            and not self._domestic(code, source, target, deed)
        ]

    def _done_by(self, doer: Actor | None, code: str) -> tuple[str, ...]:
        """Return the code of a deed, given the role of its doer: an "arrest" by an armed group is a hostage taking.

        () where the codebook says that the act of such a doer is no event.
        """
        if doer is None:
            return (code,)
        role = doer.code[3:6] if doer.code[:3] in self._codebook.countries else doer.code[-3:]
        manner = self._codebook.operators.get(f"by-{role}")
        told = manner.compose(code, code) if manner else code
        return (told,) if told else ()

    def _domestic(self, code: str, source: Actor | None, target: Actor | None, deed: Deed) -> bool:
        """Return whether the target is the source's bare country: nobody visits or agrees with his own country."""
        verbal = self._codebook.events[code].quad_class == _VERBAL_COOPERATION
        if not verbal or source is None or target is None:
            return False
        if source.code == target.code:
            bare = source.name is None and target.name is None and bool(source.span and target.span)
            return source.code[:3] not in self._codebook.countries or (source.code[3:] == "GOV" and bare)
        if code[:2] == _APPEAL and source.name is None and source.code[3:] not in ("", "GOV"):
            return False  # "rights groups urged Chad to end the abuses": of no other country, as far as is told
        symmetric = deed.pattern.frame.symmetric
        if symmetric and {source.code[3:6], target.code[3:6]} & _RIVALS:
            return False  # "Colombia signed a deal with the FARC": a state does deal with who fights it
        return target.code == source.code[:3] or (symmetric and source.code == target.code[:3])


def _is_verb(piece: Piece, clauses: Mapping[int, Clause]) -> bool:
    """Return whether a name or role noun of one word is a predicate here, and names nobody (طالب: demanded)."""
    clause = clauses.get(piece.start) if piece.end == piece.start + 1 else None
    return clause is not None and clause.readings[0].pos == "verb"


def _self_directed(source: Actor | None, target: Actor | None) -> bool:
    """Return whether source and target are the same actor; roles called differently are two ("a man", "49 people")."""
    if source is None or target is None or source.code != target.code or source.entry != target.entry:
        return False
    return source.name is not None or source.span is None or _word(source) == _word(target)


def _word(actor: Actor) -> str:
    """Return the last word an actor is called by, without its ending: "polis", "kişi"."""
    return (actor.text or "").split(" ")[-1][:4].casefold()


def happened(when: EventDate | None, modality: str, published: date | None) -> EventDate | None:
    """Return the date, or that of publication for a deed already done while the date lies ahead ("invited for May")."""
    if when and published and modality == "actual" and when.day > published:
        return EventDate(published, "day", "published")
    return when


def _confidence(source: Actor | None, target: Actor | None) -> float:
    """Return how much of the evidence stands in the sentence: a third for the trigger and for each actor named."""
    return round((1 + sum(a is not None and a.span is not None for a in (source, target))) / 3, 2)


def _without_repeats(events: Sequence[Event]) -> list[Event]:
    """Return the events with one for each source, target, code and date.

    General codes give way to specific ones, and a one-sided event to one of the same root that names both sides.
    """
    kept: dict[tuple[str, str, str, EventDate | None], Event] = {}
    for event in events:
        source, target = (actor.code if actor else "" for actor in (event.source, event.target))
        kept.setdefault((source, target, event.code, event.when), event)
    pairs = {(s, t, code[:2]) for s, t, code, _ in kept if not code.endswith("0")}
    sided = {key for s, t, code, _ in kept if s and t for key in ((s, "", code[:2]), ("", t, code[:2]))}
    return [
        event
        for (s, t, code, _), event in kept.items()
        if not (code[2:] == "0" and (s, t, code[:2]) in pairs) and (s, t, code[:2]) not in sided
    ]
