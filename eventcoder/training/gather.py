"""Parse the material and keep its scenes, with what the rules say of them."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from eventcoder.codebook.values import Codebook
from eventcoder.coders.discourse import Discourse
from eventcoder.coders.model.coder import SceneCoder
from eventcoder.coders.model.opinions import Opinion, laid_over
from eventcoder.coders.protocol import Candidate, When
from eventcoder.ingest.batches import batches
from eventcoder.languages.protocol import Language
from eventcoder.pipeline import load_tools, process
from eventcoder.training.material import Material
from eventcoder.types.events import Event
from eventcoder.types.text import Document, Word


class Gathered(NamedTuple):
    """A sentence to learn from with its scene; `whole` tells that the text was read as one sentence."""

    material: Material
    opinion: Opinion


class _Gatherer(SceneCoder):
    """Codes nothing; keeps the scenes, by document."""

    def __init__(self, codebook: Codebook, language: Callable[[str], Language]) -> None:
        super().__init__(codebook, language)
        self.opinions: dict[str, list[Opinion]] = {}

    def code(self, candidate: Candidate, words: Sequence[Word], discourse: Discourse, when: When) -> list[Event]:
        scene, _ = self.scene(candidate, words, discourse, when)
        rules = self.rule_events(candidate, words, discourse, when)
        self.opinions.setdefault(candidate.sentence.doc_id, []).append(laid_over(scene, rules))
        return []


def gather(material: Iterable[Material], codebook: str) -> tuple[list[Gathered], int]:
    """Return the scenes of the material, and how many of its sentences have none: nobody is named in them.

    A text that is read as several sentences gives a scene for each, all with the tuples of the text.
    """
    tools = load_tools(codebook, "rule")
    gatherer = _Gatherer(tools.codebook, tools.language)
    tools.coder = gatherer
    listed = {str(at): one for at, one in enumerate(material)}
    for batch in batches((_document(key, one) for key, one in listed.items()), 256, 400_000):
        process(batch, tools)
    found = [Gathered(one, opinion) for key, one in listed.items() for opinion in gatherer.opinions.get(key, ())]
    return found, len(listed.keys() - gatherer.opinions.keys())


def _document(key: str, one: Material) -> Document:
    sentence = one.sentence
    return Document(key, sentence.text, sentence.where, published=sentence.published, language=sentence.language)
