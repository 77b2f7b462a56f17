"""The coder `nli`: no training; a language-inference model is asked whether a sentence says what a code means."""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from eventcoder.codebook.values import Codebook
from eventcoder.coders.discourse import Discourse
from eventcoder.coders.introductions import introduce
from eventcoder.coders.model.coder import SceneCoder, proposed_event
from eventcoder.coders.model.decide import Proposal, chosen
from eventcoder.coders.model.scene import Scene, Triple
from eventcoder.coders.protocol import Candidate, When
from eventcoder.coders.transformer import Transformer
from eventcoder.errors import ModelError
from eventcoder.languages.protocol import Language
from eventcoder.types.codes import EventCode
from eventcoder.types.events import Event
from eventcoder.types.text import Word

THRESHOLD: Final = 0.5
_SOURCE: Final = re.compile(r"\b[Tt]he source\b")
_TARGET: Final = re.compile(r"\b[Tt]he target\b|\banother\b")


def hypothesis(code: EventCode, source: str, target: str) -> str:
    """Return the definition of a code with the names of source and target put in.

    >>> visit = EventCode("042", "04", "Make a visit", "The source goes to see the target.", 1, 1.9)
    >>> hypothesis(visit, "Ankara", "Damascus")
    'Ankara goes to see Damascus.'
    """
    definition = code.definition or code.name
    named, sources = _SOURCE.subn(lambda _: source, definition)
    named, targets = _TARGET.subn(lambda _: target, named)
    named = named if sources else f"{source}: {named}"
    return named if targets else f"{named.rstrip('.')}, towards {target}."


class NliCoder(SceneCoder):
    """Codes pairs of named actors by the definitions of the codebook, first the root, then the code below it."""

    name = "nli"

    def __init__(self, codebook: Codebook, language: Callable[[str], Language], model: str = "") -> None:
        """Take the codebook, languages by code, and the folder of an inference model in ONNX.

        Raises ModelError when no model is given, or the folder holds none.
        """
        super().__init__(codebook, language)
        if not model:
            raise ModelError("the coder nli needs a model: --coder nli:FOLDER, with tokenizer.json and a .onnx file")
        self._model = Transformer(Path(model))
        self.model_id = Path(model).name
        self._below: dict[str | None, list[EventCode]] = {}
        for code in codebook.events.values():
            self._below.setdefault(code.parent, []).append(code)

    def code(self, candidate: Candidate, words: Sequence[Word], discourse: Discourse, when: When) -> list[Event]:
        """Return the events of one parsed sentence, in text order, and let the discourse take note of it."""
        scene, composer = self.scene(candidate, words, discourse, when)
        kept = chosen(scene, list(self._proposals(scene)), THRESHOLD)
        ordered = sorted(kept, key=lambda p: scene.triggers[p.triple.trigger].clause.predicate)
        events = [proposed_event(scene, composer, one, self.name, f"nli:{self.model_id}") for one in ordered]
        introduce(scene.reading, discourse)
        discourse.after(events, candidate.pieces)
        return events

    def _proposals(self, scene: Scene) -> Iterator[Proposal]:
        premise = scene.reading.sentence.text
        for triple in _pairs(scene):
            ends = [scene.mentions[at].actor.text or "" for at in triple[:2] if at is not None]
            root, probability = self._best(premise, self._below.get(None, ()), ends)
            if probability < THRESHOLD:
                continue
            code, _ = self._best(premise, self._below.get(root.code, ()) or [root], ends)
            yield Proposal(triple, probability, root.code, code.code)

    def _best(self, premise: str, codes: Sequence[EventCode], ends: Sequence[str]) -> tuple[EventCode, float]:
        shares = self._model.entails(premise, [hypothesis(code, *ends) for code in codes])
        at = int(shares.argmax())
        return codes[at], float(shares[at])


def _pairs(scene: Scene) -> Iterator[Triple]:
    """Yield each ordered pair of mentions in the sentence once, with the trigger that has both nearest."""
    best: dict[tuple[int, int], tuple[int, Triple]] = {}
    for triple in scene.triples():
        source, target = triple[:2]
        if source is None or target is None or scene.triggers[triple.trigger].clause.negated:
            continue
        if not (scene.mentions[source].actor.text and scene.mentions[target].actor.text):
            continue
        roles = scene.triggers[triple.trigger].roles
        rank = (source in roles) + (target in roles) + bool(scene.triggers[triple.trigger].code)
        if (source, target) not in best or rank > best[source, target][0]:
            best[source, target] = (rank, triple)
    yield from (triple for _, triple in best.values())
