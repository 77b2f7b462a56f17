"""The coders `model` and `hybrid`: trained on annotated sentences, alone or together with the rules."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from eventcoder.codebook.values import Codebook
from eventcoder.coders.compose import Composer
from eventcoder.coders.discourse import Discourse
from eventcoder.coders.introductions import introduce
from eventcoder.coders.model.decide import Proposal, View, chosen
from eventcoder.coders.model.opinions import Opinion, laid_over
from eventcoder.coders.model.scene import Scene, opened, scene_of
from eventcoder.coders.model.store import Model, default_model, load_model
from eventcoder.coders.protocol import Candidate, When
from eventcoder.coders.reading import SentenceReading
from eventcoder.coders.rule import RuleCoder, happened
from eventcoder.languages.protocol import Language
from eventcoder.types.events import Event, Opinions
from eventcoder.types.text import Sentence, Span, Word


class _Open(Candidate):
    """A candidate worth a parse although no pattern may know its verb."""

    __slots__ = ()

    @property
    def promising(self) -> bool:
        """Return whether the sentence names anybody."""
        return bool(self.pieces and not self.topic)


class SceneCoder(RuleCoder):
    """Reads scenes: the common ground of the coders that learn and of what trains them."""

    def look(self, sentence: Sentence, norms: Sequence[str], offsets: Sequence[tuple[int, int]]) -> Candidate:
        """Return what the words alone show."""
        seen = super().look(sentence, norms, offsets)
        return _Open(seen.sentence, seen.pieces, seen.readings, seen.coded, seen.topic)

    def scene(
        self, candidate: Candidate, words: Sequence[Word], discourse: Discourse, when: When
    ) -> tuple[Scene, Composer]:
        """Return the candidates of one parsed sentence, with what composes its clauses."""
        lexicon = self._lexicon(candidate.sentence.language)
        clauses = {c.predicate: c for c in lexicon.language.clauses(words, opened(candidate.readings, words))}
        triggers = [Span(words[index].start, words[index].end) for index in clauses]
        known = (candidate.pieces, clauses, lexicon, self._actors, discourse, partial(when, triggers=triggers))
        reading = SentenceReading(candidate.sentence, words, *known)
        composer = self._composer(reading)
        self._hear(composer, reading, discourse)
        return scene_of(reading, composer), composer

    def rule_events(self, candidate: Candidate, words: Sequence[Word], discourse: Discourse, when: When) -> list[Event]:
        """Return the events the rules give, and let the discourse take note of the sentence."""
        return RuleCoder.code(self, candidate, words, discourse, when)


class Weighed(NamedTuple):
    """What the model made of one sentence: everything it considered, and what it keeps; what the rules said to it."""

    scene: Scene
    composer: Composer
    views: Sequence[View]
    proposals: Sequence[Proposal]
    kept: Sequence[Proposal]
    opinion: Opinion | None = None


class ModelCoder(SceneCoder):
    """Codes sentences with a trained model; the rules of the codebook only lend it features."""

    name = "model"

    def __init__(self, codebook: Codebook, language: Callable[[str], Language], model: str = "") -> None:
        """Take the codebook, languages by code, and the folder of a model; the package's own when none is given.

        Raises ModelError for a model that is missing, harmed, or of another codebook.
        """
        super().__init__(codebook, language)
        self._model: Model = load_model(model) if model else default_model()
        self._model.ensure_fits(codebook)
        self.model_id = self._model.model_id

    def code(self, candidate: Candidate, words: Sequence[Word], discourse: Discourse, when: When) -> list[Event]:
        """Return the events of one parsed sentence, in text order, and let the discourse take note of it."""
        weighed = self.weigh(candidate, words, discourse, when)
        events = [self._event(weighed.scene, weighed.composer, one) for one in _in_text_order(weighed)]
        introduce(weighed.scene.reading, discourse)
        discourse.after(events, candidate.pieces)
        return events

    def weigh(self, candidate: Candidate, words: Sequence[Word], discourse: Discourse, when: When) -> Weighed:
        """Return what the model makes of one parsed sentence."""
        scene, composer = self.scene(candidate, words, discourse, when)
        views = self._model.judge.views(scene)
        proposals = self.legal(self._model.judge.proposals(views))
        return Weighed(scene, composer, views, proposals, chosen(scene, proposals, self._model.threshold))

    def legal(self, proposals: Sequence[Proposal]) -> list[Proposal]:
        """Return the proposals whose code is of the codebook, and that have the target their code requires."""
        known = self._codebook.events
        return [
            p for p in proposals if p.code in known and not (known[p.code].requires_target and p.triple.target is None)
        ]

    def _event(self, scene: Scene, composer: Composer, one: Proposal) -> Event:
        return proposed_event(scene, composer, one, self.name, f"model:{self.model_id}")


def proposed_event(scene: Scene, composer: Composer, one: Proposal, coder: str, rule_id: str) -> Event:
    """Return a proposal as an event of a coder, with what its clause says of date, modality and speaker."""
    clause = scene.triggers[one.triple.trigger].clause
    trigger = scene.reading.trigger(clause.predicate)
    reported, speaker = composer.speaker(clause)
    source, target = (None if at is None else scene.mentions[at].actor for at in one.triple[:2])
    return Event(
        sentence=scene.reading.sentence,
        code=one.code,
        source=source,
        target=target,
        trigger=trigger,
        rule_id=rule_id,
        coder=coder,
        confidence=round(one.probability, 3),
        modality=clause.modality,
        reported=reported,
        speaker=speaker.code if speaker else None,
        when=happened(scene.reading.when(trigger), clause.modality, scene.reading.sentence.published),
    )


def _in_text_order(weighed: Weighed) -> list[Proposal]:
    return sorted(weighed.kept, key=lambda p: weighed.scene.triggers[p.triple.trigger].clause.predicate)


class HybridCoder(ModelCoder):
    """Lets the model weigh what the rules propose, and add what they do not see; keeps both opinions."""

    name = "hybrid"

    def code(self, candidate: Candidate, words: Sequence[Word], discourse: Discourse, when: When) -> list[Event]:
        """Return the events of one parsed sentence, in text order, and let the discourse take note of it."""
        weighed = self.weigh(candidate, words, discourse, when)
        plain = {p.triple: p for p in self._model.judge.proposals(weighed.views)}
        events = [self._combined(weighed, one, plain[one.triple]) for one in _in_text_order(weighed)]
        opinion = weighed.opinion
        loose = [_only_rule(event, self._model.loose) for event in (opinion.loose if opinion else ())]
        return [*events, *(one for one in loose if one.confidence >= self._model.mixed_threshold)]

    def weigh(self, candidate: Candidate, words: Sequence[Word], discourse: Discourse, when: When) -> Weighed:
        """Return what model and rules together make of one parsed sentence; the discourse takes note of it."""
        scene, composer = self.scene(candidate, words, discourse, when)
        rules = self.rule_events(candidate, words, discourse, when) if candidate.coded else []
        if not candidate.coded:
            discourse.after((), candidate.pieces)
        opinion = laid_over(scene, rules)
        judge = self._model.judge
        views = judge.views(opinion.scene, opinion.events.keys())
        mixed = self.legal(self._model.mixer.proposals(judge, opinion, views))
        kept = chosen(opinion.scene, mixed, self._model.mixed_threshold, opinion.trusted)
        return Weighed(opinion.scene, composer, views, mixed, kept, opinion)

    def _combined(self, weighed: Weighed, one: Proposal, plain: Proposal) -> Event:
        """Return a kept proposal as an event; where the rules gave it, with their reading of modality and speaker.

        The model has an opinion where it would code the event itself, or where the rules are silent.
        """
        rule = weighed.opinion.events.get(one.triple) if weighed.opinion else None
        event = self._event(weighed.scene, weighed.composer, one)
        if rule is not None:
            event = _with_rule(event, rule)
        sure = rule is None or plain.probability >= self._model.threshold
        views = Opinions(rule.code if rule else None, plain.code if sure else None, round(plain.probability, 3))
        return replace(event, opinions=views)


def _with_rule(event: Event, rule: Event) -> Event:
    return replace(
        event,
        rule_id=rule.rule_id,
        modality=rule.modality,
        reported=rule.reported,
        speaker=rule.speaker,
        when=rule.when,
    )


def _only_rule(event: Event, share: float) -> Event:
    return replace(event, coder="hybrid", confidence=share, opinions=Opinions(event.code, None, 0.0))
