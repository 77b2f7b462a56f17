"""List what a codebook does not know of a corpus: frequent unknown actors, verbs and event nouns."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby, islice
from typing import Any, TypeVar

from eventcoder.coders.unknown import NameKey, Sightings, UnknownCoder, WordKey
from eventcoder.ingest.batches import batches
from eventcoder.pipeline import Tools, load_tools, process
from eventcoder.types.text import Document, FailedDocument

BATCH_DOCUMENTS = 64
BATCH_CHARACTERS = 200_000
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Discovery:
    """What was found, by language, verbs before nouns, most frequent first.

    `forgotten` counts rare things dropped to keep memory bounded.
    """

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
    """Read documents as a stream and return the `top` unknown actors, verbs and nouns of each language.

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
    names = _with_surnames(_merged(coder, tools))
    actors = _top(names, top, lambda key: key.language)
    words = _top(coder.words.seen, top, lambda key: f"{key.language} {'verb noun'.index(key.pos)}")
    forgotten = coder.names.forgotten + coder.words.forgotten
    return Discovery(count, tuple(failed), sentences, actors, words, forgotten)


def _declared(document: Document | FailedDocument, language: str | None) -> Document | FailedDocument:
    return replace(document, language=language) if language and isinstance(document, Document) else document


def _merged(coder: UnknownCoder, tools: Tools) -> dict[NameKey, Sightings]:
    """Return the names with inflected forms counted under the base form, where that was seen by itself.

    Single words that also stand without a capital are left out: they are words of headlines.
    """
    found: dict[NameKey, Sightings] = {}
    for key, seen in sorted(coder.names.seen.items(), key=lambda item: (len(item[0].norms[-1]), item[0])):
        if len(key.norms) == 1 and (key.language, key.norms[0]) in coder.common:
            continue
        endings = tools.language(key.language).name_keys(key.norms[-1])
        bases = (key._replace(norms=(*key.norms[:-1], ending)) for ending in endings)
        base = next((one for one in bases if one in found), None)
        if base is None:
            found[key] = seen
        else:
            found[base].join(seen)
    return found


def _with_surnames(names: Mapping[NameKey, Sightings]) -> dict[NameKey, Sightings]:
    """Return the names with a last name counted under the full name, where only one full name ends in it."""
    full: dict[NameKey, list[NameKey]] = defaultdict(list)
    for key in names:
        if len(key.norms) > 1:
            full[key._replace(norms=key.norms[-1:])].append(key)
    for key, owners in full.items():
        if len(owners) == 1 and key in names:
            names[owners[0]].join(names[key])
    return {key: seen for key, seen in names.items() if len(full.get(key, ())) != 1}


def _top(seen: Mapping[Key, Sightings], top: int, kind: Callable[[Key], str]) -> tuple[tuple[Key, Sightings], ...]:
    """Return the most frequent of each kind, seen twice at least."""
    twice = ((key, one) for key, one in seen.items() if one.count > 1)
    order = sorted(twice, key=lambda item: (kind(item[0]), -item[1].count, str(item[0])))
    return tuple(item for _, group in groupby(order, lambda item: kind(item[0])) for item in islice(group, top))


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
