"""List what a codebook does not know of a corpus: frequent unknown actors, verbs and event nouns."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from eventcoder.coders.unknown import NameKey, Sightings, Tally, UnknownCoder, WordKey
from eventcoder.pipeline import Tools, batches, load_tools, process
from eventcoder.types.text import Document, FailedDocument

BATCH_DOCUMENTS = 64
BATCH_CHARACTERS = 200_000
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Discovery:
    """What was found, most frequent first. `forgotten` counts rare things dropped to keep memory bounded."""

    documents: int
    failed: tuple[tuple[str, str], ...]
    sentences: int
    names: tuple[tuple[NameKey, Sightings], ...]
    words: tuple[tuple[WordKey, Sightings], ...]
    forgotten: int

    def to_json(self) -> dict[str, Any]:
        """Return the discovery as plain data."""
        return {
            "documents": self.documents,
            "failed": [{"origin": origin, "reason": reason} for origin, reason in self.failed],
            "sentences": self.sentences,
            "actors": [{"language": key.language, **_actor(found)} for key, found in self.names],
            "words": [
                {"language": key.language, "lemma": key.lemma, "pos": key.pos, **_word(found)}
                for key, found in self.words
            ],
            "forgotten": self.forgotten,
        }


def discover(
    documents: Iterable[Document | FailedDocument],
    codebook: str,
    *,
    language: str | None = None,
    top: int = 30,
    told: Callable[[int], None] = lambda sentences: None,
) -> Discovery:
    """Read documents as a stream and return the `top` unknown actors and the `top` unknown words of each language.

    `language` limits the search to one (ISO 639-1). `told` is called with the number of sentences read so far.
    """
    tools = load_tools(codebook, "rule", [language] if language else None)
    coder = UnknownCoder(tools.codebook, tools.language)
    tools.coder = coder
    count, sentences, failed = 0, 0, []
    stream = (_declared(document, language) for document in documents)
    for batch in batches(stream, BATCH_DOCUMENTS, BATCH_CHARACTERS):
        result = process(batch, tools)
        count += len(result.documents)
        sentences += len(result.sentences)
        failed += [(one.origin, one.reason or "") for one in result.documents if one.outcome == "failed"]
        told(sentences)
    names = _merged(coder.names, tools)
    return Discovery(
        count, tuple(failed), sentences, _top(names, top), _top(coder.words.seen, top),
        coder.names.forgotten + coder.words.forgotten,
    )  # fmt: skip


def _declared(document: Document | FailedDocument, language: str | None) -> Document | FailedDocument:
    return replace(document, language=language) if language and isinstance(document, Document) else document


def _merged(names: Tally[NameKey], tools: Tools) -> dict[NameKey, Sightings]:
    """Return the names with inflected forms counted under the base form, where that was seen by itself."""
    found: dict[NameKey, Sightings] = {}
    for key, seen in sorted(names.seen.items(), key=lambda item: (len(item[0].norms[-1]), item[0])):
        endings = tools.language(key.language).name_keys(key.norms[-1])
        bases = (key._replace(norms=(*key.norms[:-1], ending)) for ending in endings)
        base = next((one for one in bases if one in found), None)
        if base is None:
            found[key] = seen
        else:
            found[base].join(seen)
    return found


def _top(seen: Mapping[Key, Sightings], top: int) -> tuple[tuple[Key, Sightings], ...]:
    """Return the most frequent of each language, at least two times seen."""
    twice = ((key, one) for key, one in seen.items() if one.count > 1)
    order = sorted(twice, key=lambda item: (-item[1].count, str(item[0])))
    left: dict[str, int] = {}
    kept = []
    for key, one in order:
        language = str(getattr(key, "language", ""))
        left[language] = left.get(language, top) - 1
        if left[language] >= 0:
            kept.append((key, one))
    return tuple(kept)


def _actor(found: Sightings) -> dict[str, Any]:
    return {
        "name": found.forms.most_common(1)[0][0],
        "count": found.count,
        "forms": dict(found.forms.most_common()),
        "codes": dict(found.guesses.most_common()),
        "examples": [{"text": text, "phrase": phrase, "role": role} for text, phrase, role in found.examples],
    }


def _word(found: Sightings) -> dict[str, Any]:
    return {
        "count": found.count,
        "forms": dict(found.forms.most_common()),
        "shapes": dict(found.guesses.most_common()),
        "examples": [{"text": text, "source": source, "target": target} for text, source, target in found.examples],
    }
