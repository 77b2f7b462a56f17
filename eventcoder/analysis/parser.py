"""Turns sentences into words with lemma, part of speech, features, head and relation, by a trained pipeline.

spaCy is imported when a pipeline is loaded, not when this module is.
"""

import importlib
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from eventcoder.errors import ModelError
from eventcoder.languages.tokenizer import Offsets, Tokenizer
from eventcoder.types.text import Word

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline
    from spacy.tokens import Doc

Fold = Callable[[str], str]

# spaCy keeps every word it has met; past this many strings, some hundred MB, a pipeline starts afresh between blocks
MOST_STRINGS = 1_500_000
BLOCK = 8192


def lower(text: str) -> str:
    """Return text in lower case, letters whose lower case is longer left as they are: length never changes."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


class Tokens(NamedTuple):
    """A sentence cut into words, not yet parsed: half-open offsets into `text`, and the folded words."""

    text: str
    offsets: Offsets
    norms: list[str]

    @property
    def forms(self) -> list[str]:
        """Return the words as written."""
        return [self.text[start:end] for start, end in self.offsets]


class Parser:
    """Parses the sentences of one language; made by `load_parser`."""

    def __init__(self, load: Callable[[], "Pipeline"], tokenizer: Tokenizer, fold: Fold) -> None:
        self._load = load
        self._pipeline = load()
        self._tokenizer = tokenizer
        self._fold = fold
        self._empty = self._pipeline.vocab.strings["_"]
        self._strings = {0: "", self._empty: ""}

    def tokenize(self, texts: Iterable[str]) -> Iterator[Tokens]:
        """Yield each sentence's tokens, in order; cheap, runs no model."""
        for text in texts:
            offsets = self._tokenizer(text)
            folded = self._fold(text)
            yield Tokens(text, offsets, [folded[start:end] for start, end in offsets])

    def parse(self, sentences: Iterable[str | Tokens], batch: int = 128) -> Iterator[tuple[Word, ...]]:
        """Yield each sentence's words, in order; a sentence without words yields ().

        batch: how many sentences go through the models together; results do not depend on it.
        """
        for doc, tokens in self.docs(self._tokens(sentences), batch):
            yield self.words(doc, tokens)

    def docs(self, sentences: Iterable[Tokens], batch: int = 128) -> Iterator[tuple["Doc", Tokens]]:
        """Yield each sentence's parsed spaCy document with its tokens, in order."""
        from spacy.tokens import Doc

        waiting = iter(sentences)
        for first in waiting:
            pipeline = self._bounded()
            block = chain([first], islice(waiting, BLOCK - 1))
            pairs = ((Doc(pipeline.vocab, words=tokens.forms), tokens) for tokens in block)
            yield from pipeline.pipe(pairs, as_tuples=True, batch_size=batch)

    def _bounded(self) -> "Pipeline":
        """Return the pipeline, loaded anew when it has met so many words that memory would keep growing."""
        if len(self._pipeline.vocab.strings) > MOST_STRINGS:
            self._pipeline = self._load()
            self._strings = {0: "", self._empty: ""}
        return self._pipeline

    def _tokens(self, sentences: Iterable[str | Tokens]) -> Iterator[Tokens]:
        for sentence in sentences:
            yield from self.tokenize([sentence]) if isinstance(sentence, str) else [sentence]

    def words(self, doc: "Doc", tokens: Tokens) -> tuple[Word, ...]:
        """Return the words of a parsed document, which are those of `tokens`."""
        from spacy.attrs import DEP, HEAD, LEMMA, MORPH, POS

        columns = doc.to_array([LEMMA, POS, MORPH, DEP]).T.tolist()
        lemmas, tags, feats, labels = ([self._name(doc, key) for key in column] for column in columns)
        heads = doc.to_array([HEAD]).astype("int64").ravel().tolist()
        text = tokens.text
        words = []
        for index, (start, end) in enumerate(tokens.offsets):
            form, step = text[start:end], heads[index]
            words.append(
                Word(
                    index, start, end, form, tokens.norms[index], lemmas[index] or form, tags[index], feats[index],
                    index + step, labels[index] if step else "root",
                )
            )  # fmt: skip
        return _one_root(words) if heads.count(0) > 1 else tuple(words)

    def _name(self, doc: "Doc", key: int) -> str:
        name = self._strings.get(key)
        if name is None:
            name = self._strings[key] = doc.vocab.strings[key]
        return name


def _one_root(words: list[Word]) -> tuple[Word, ...]:
    """Return the words with every root but one hung on that one: the first verb among them, or else the first."""
    roots = [word for word in words if word.head == word.index]
    top = next((word for word in roots if word.upos == "VERB"), roots[0])
    for word in roots:
        if word is not top:
            label = "parataxis" if word.upos == "VERB" else "punct" if word.upos == "PUNCT" else "dep"
            words[word.index] = word._replace(head=top.index, deprel=label)
    return tuple(words)


def load_tokenizer(language: str, names: Collection[str] = ()) -> Tokenizer:
    """Return the tokenizer of a language (ISO 639-1); names are words it must not cut, as codebooks write them.

    Raises ModelError where the language has none.
    """
    try:
        module = importlib.import_module(f"eventcoder.languages.{language}.tokenizer")
    except ModuleNotFoundError as missing:
        raise ModelError(f"language {language!r} has no tokenizer") from missing
    tokenizer: Tokenizer = module.make_tokenizer(names)
    return tokenizer


def pipeline_folder(language: str) -> Path:
    """Return the folder of the pipeline the package ships for a language."""
    return Path(__file__).parents[1] / "languages" / language / "pipeline"


def load_parser(
    language: str, names: Collection[str] = (), *, fold: Fold | None = None, folder: Path | None = None
) -> Parser:
    """Return the parser of a language (ISO 639-1) with its shipped pipeline; nothing is downloaded.

    names: words the tokenizer must not cut, as codebooks write them. fold: the language's folding, which keeps length
    and makes `Word.norm`; None lower-cases. folder: another trained pipeline of the same language. Raises ModelError
    where there is none.
    """
    from eventcoder.analysis.storage import load

    place = folder or pipeline_folder(language)
    return Parser(lambda: load(language, place), load_tokenizer(language, names), fold or lower)
