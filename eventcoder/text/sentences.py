"""Sentence splitting with exact offsets."""

import re
from collections.abc import Callable, Iterator

from eventcoder.text.breaks import sentence_breaks
from eventcoder.types.text import Article, Document, Sentence, Span

_MAX_SENTENCE = 2000
_ARTICLE_SAMPLE = 4000
_LETTER = re.compile(r"[^\W_]")

LanguageOf = Callable[[str, str], str]


def split_sentences(document: Document, article: Article, language_of: LanguageOf) -> list[Sentence]:
    """Return the sentences of an article in text order, numbered from 1; spans are disjoint offsets into the document.

    `language_of(text, default)` names the language of a text, falling back on `default` where the text is too short to
    tell. The article's own language is the default for its sentences. Runs of more than 2,000 characters without a
    sentence end are cut at a blank. Pieces without a letter or digit are left out.
    """
    text = document.text
    sample = " ".join(span.cut(text)[:_ARTICLE_SAMPLE] for span in article.spans[:20])[:_ARTICLE_SAMPLE]
    main = language_of(sample, document.language or "und")
    sentences: list[Sentence] = []
    for span in article.spans:
        for piece in _pieces(text, span, main):
            words = piece.cut(text)
            sentences.append(
                Sentence(
                    doc_id=article.doc_id,
                    article_no=article.number,
                    sentence_no=len(sentences) + 1,
                    span=piece,
                    text=words,
                    language=language_of(words, main),
                    published=article.published,
                )
            )
    return sentences


def _pieces(text: str, span: Span, language: str) -> Iterator[Span]:
    """Yield the sentences of one paragraph, trimmed, over-long ones cut."""
    paragraph = span.cut(text)
    begin = 0
    for end in [*sentence_breaks(paragraph, language), len(paragraph)]:
        for start, stop in _bounded(paragraph, begin, end):
            piece = paragraph[start:stop]
            if _LETTER.search(piece):
                lead = len(piece) - len(piece.lstrip())
                yield Span(span.start + start + lead, span.start + start + len(piece.rstrip()))
        begin = end


def _bounded(paragraph: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield [start, end) in pieces of at most 2,000 characters, cut at a blank where there is one."""
    while end - start > _MAX_SENTENCE:
        limit = start + _MAX_SENTENCE
        blank = paragraph.rfind(" ", start + _MAX_SENTENCE // 2, limit)
        cut = blank + 1 if blank > 0 else limit
        yield start, cut
        start = cut
    yield start, end
