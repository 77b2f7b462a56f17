"""Find event codes and actor codes by words in any language of the codebook, as fast as somebody types."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from itertools import islice
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from eventcoder.annotation.vocabulary import Vocabulary
from eventcoder.annotation.wording import LANGUAGES
from eventcoder.codebook.values import ActorEntry, Codebook
from eventcoder.loop.workplace import Workplace
from eventcoder.registry import find, names

_MOST: Final = 12
_SHOWN: Final = 3
Fold = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Found:
    """One code that was found: what it is called, what it means, and the words that led to it."""

    code: str
    name: str
    about: str = ""
    words: tuple[str, ...] = ()


class Finder:
    """An index over the words of a codebook: names and definitions, and the words its patterns and names consist of."""

    def __init__(self, book: Codebook, vocabularies: Mapping[str, Vocabulary]) -> None:
        """Index a codebook; `vocabularies` name its actors, by language (ISO 639-1)."""
        self._folds: list[Fold] = [str.casefold]
        self._folds += [find("language", code)().fold for code in book.languages if code in names("language")]
        self._book = book
        self._vocabularies = vocabularies
        self._events = {code: self._folded(texts) for code, texts in _event_words(book).items()}
        named = sorted(_actor_words(book, vocabularies), key=lambda pair: (len(pair[1]), pair))
        self._actor_codes, self._actor_names = [code for code, _ in named], [text for _, text in named]
        self._actor_texts = pa.array(["\n".join(self._spellings(text)) for _, text in named], pa.string())
        self._codes = sorted(set(self._actor_codes), key=lambda code: (len(code), code))

    @classmethod
    def of(cls, place: Workplace) -> "Finder":
        """Return the index over the codebook a version is annotated with, its actors named in all languages."""
        return cls(place.book, {language: place.vocabulary(language) for language in LANGUAGES})

    def vocabulary(self, language: str) -> Vocabulary:
        """Return the legal codes, with actors named in a language, or in English where it is none of ours."""
        return self._vocabularies.get(language) or self._vocabularies["en"]

    def events(self, query: str) -> list[Found]:
        """Return the event codes that have all the words, those named so or beginning so first; the roots for none."""
        wanted = [self._spellings(word) for word in query.split()]
        if not wanted:
            return [self._event(code) for code, one in sorted(self._book.events.items()) if one.parent is None]
        hits = []
        for code, texts in self._events.items():
            led = [self._leading(code, texts, spellings) for spellings in wanted]
            if all(led):
                rank = (not code.startswith(query.strip()), not self._named(code, wanted), len(code), code)
                hits.append((rank, code, tuple(dict.fromkeys(word for words in led for word in words))))
        return [self._event(code, words) for _, code, words in sorted(hits)[:_MOST]]

    def actors(self, query: str, language: str) -> list[Found]:
        """Return the actor codes that begin like the query or have a name with all its words, best first."""
        wanted = [self._spellings(word) for word in query.split()]
        if not wanted:
            return []
        start = query.strip().upper()
        found = {code: "" for code in self._codes if code.startswith(start)}
        found = dict(islice(found.items(), _MOST))
        for at in self._with_words(wanted):
            if len(found) >= _MOST:
                break
            found.setdefault(self._actor_codes[at], self._actor_names[at])
        labels = self.vocabulary(language).actors
        return [Found(code, labels.get(code, ""), words=(text,) if text else ()) for code, text in found.items()]

    def _with_words(self, wanted: Iterable[frozenset[str]]) -> list[int]:
        """Return which names of actors hold all words, shortest names first."""
        holds = [
            reduce(pc.or_, [pc.match_substring(self._actor_texts, spelling) for spelling in sorted(spellings)])
            for spellings in wanted
        ]
        rows: list[int] = pc.indices_nonzero(reduce(pc.and_, holds)).to_pylist()
        return rows

    def _event(self, code: str, words: Iterable[str] = ()) -> Found:
        one = self._book.events[code]
        return Found(code, one.name, one.definition, tuple(words)[:_SHOWN])

    def _named(self, code: str, wanted: list[frozenset[str]]) -> bool:
        name = self._spellings(self._book.events[code].name)
        return all(any(word in one for word in words for one in name) for words in wanted)

    def _leading(self, code: str, texts: list[tuple[str, frozenset[str]]], wanted: frozenset[str]) -> list[str]:
        if any(code.startswith(word) for word in wanted):
            return [code]
        return [text for text, spellings in texts if any(word in one for word in wanted for one in spellings)][:_SHOWN]

    def _folded(self, texts: Iterable[str]) -> list[tuple[str, frozenset[str]]]:
        return [(text, self._spellings(text)) for text in dict.fromkeys(texts)]

    def _spellings(self, text: str) -> frozenset[str]:
        return frozenset(fold(text) for fold in self._folds)


def _event_words(book: Codebook) -> dict[str, list[str]]:
    """Return what each code is called, and the words that tell it in each language."""
    found: dict[str, list[str]] = {code: [one.name] for code, one in book.events.items()}
    for part in book.languages.values():
        for pattern in part.patterns:
            if pattern.code in found:
                found[pattern.code] += [*pattern.verbs, *pattern.nouns]
    for code, one in book.events.items():
        found[code].append(one.definition)
    return found


def _actor_words(book: Codebook, vocabularies: Mapping[str, Vocabulary]) -> list[tuple[str, str]]:
    """Return pairs of actor code and name, in every language."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for vocabulary in vocabularies.values():
        for code, label in vocabulary.actors.items():
            found[code][label] = None
    for part in book.languages.values():
        for written in part.written:
            if written.use == "name" and isinstance(written.entry, ActorEntry):
                for period in written.entry.periods:
                    found[period.code][written.text] = None
    return [(code, text) for code, texts in found.items() for text in texts]
