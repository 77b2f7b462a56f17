"""Text values: everything points into the document's text, which is never altered."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


def digest(*parts: str) -> str:
    """Return 16 hexadecimal digits that depend on every part and on where one part ends.

    >>> digest("a", "") == digest("", "a")
    False
    """
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Span(NamedTuple):
    """Half-open [start, end) in code points of the text it points into."""

    start: int
    end: int

    def cut(self, text: str) -> str:
        """Return the characters of text this span covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Document:
    """One input as read: its text, and what the input itself says about it.

    `origin` names file and row ("news/a.jsonl:17") for messages. `published` is the date the input gives, None when it
    gives none; `language` likewise (ISO 639-1).
    """

    doc_id: str
    text: str
    origin: str
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: date | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class FailedDocument:
    """An input that could not be read, with the reason in one line."""

    doc_id: str
    origin: str
    reason: str


@dataclass(frozen=True, slots=True)
class Article:
    """One news item, or one embedded post, of a document.

    `spans` are the prose paragraphs in reading order, offsets into the document's text; boilerplate lies outside them.
    `kind` is "article" or "post". `published` is found in the article's own words or given by the input, never
    inherited from another article of the page.
    """

    doc_id: str
    number: int
    spans: tuple[Span, ...]
    kind: str = "article"
    title: str | None = None
    author: str | None = None
    agency: str | None = None
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: `text` equals the document's text cut at `span`, character for character."""

    doc_id: str
    article_no: int
    sentence_no: int
    span: Span
    text: str
    language: str
    published: date | None = None

    @property
    def sentence_id(self) -> str:
        """Return a stable hash of document, place and words."""
        return digest(self.doc_id, f"{self.span.start}:{self.span.end}", self.text)


class Word(NamedTuple):
    """One syntactic word of a sentence in Universal Dependencies terms; Arabic clitics are words of their own.

    `start`, `end` are offsets into the sentence, half-open. `norm` is the folded form used for look-up. `head` is
    the index
    of the governing word, the word's own index for the root. `feats` is UD's "Name=Value|Name=Value", possibly empty.
    """

    index: int  # type: ignore[assignment]  # tuple.index is never needed here
    start: int
    end: int
    text: str
    norm: str
    lemma: str
    upos: str
    feats: str
    head: int
    deprel: str
