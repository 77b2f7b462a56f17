"""Posts embedded in a page: their words, their author and their own day."""

import re
from datetime import date
from typing import NamedTuple

from eventcoder.languages.dates import find_dates
from eventcoder.text.cues import text_languages
from eventcoder.types.text import Span

_SIGNATURE = re.compile(r"(?:[—–―]|--?)\s*(?P<author>[^\n(@—–]{1,80}?)\s*\(@(?P<handle>\w{1,30})\)")
_LINK = r"(?:https?://\S+|(?:pic\.(?:twitter|x)\.com|t\.co)/\w+)"
_LAST_LINK = re.compile(rf"(?<!\S){_LINK}$|(?<=\W){_LINK}$")
# Posts copied from the web keep their line breaks as superscript noughts.
_BREAKS = re.compile("⁰+")
_DATE_WINDOW = 60
_LINK_WINDOW = 200


class Post(NamedTuple):
    """One embedded post. `whole` covers words and signature, `spans` the words alone; offsets into the given text."""

    whole: Span
    spans: tuple[Span, ...]
    author: str
    handle: str
    published: date | None


def find_posts(text: str, start: int, end: int) -> list[Post]:
    """Return the posts signed "— Name (@handle) date" in text[start:end], in order.

    The words of a post reach back to `start` or to the end of the post before it; `spans` is empty when the signature
    stands alone on its line.
    """
    posts = []
    begin = start
    for found in _SIGNATURE.finditer(text, start, end):
        published, reached = _signed(text, found.end(), end)
        spans = _pieces(text, begin, without_links(text, begin, found.start()))
        posts.append(Post(Span(begin, reached), spans, found["author"].strip(), found["handle"], published))
        begin = reached
    return posts


def without_links(text: str, start: int, end: int) -> int:
    """Return the end of text[start:end] without the links and blanks it ends in."""
    while True:
        window = max(start, end - _LINK_WINDOW)
        end = window + len(text[window:end].rstrip())
        found = _LAST_LINK.search(text, window, end)
        if found is None:
            return end
        end = found.start()


def _signed(text: str, start: int, end: int) -> tuple[date | None, int]:
    """Return the day written right after a signature, and where the signature ends."""
    window = text[start : min(end, start + _DATE_WINDOW)]
    for language in text_languages():
        for mention in find_dates(window, language, None):
            if mention.precision == "day" and not window[: mention.span.start].strip(" ,،·-"):
                return mention.day, start + mention.span.end
    return None, start


def _pieces(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Return the pieces of a post between its line breaks, trimmed, empty ones left out."""
    pieces = []
    begin = start
    for stop, following in [found.span() for found in _BREAKS.finditer(text, start, end)] + [(end, end)]:
        piece = text[begin:stop]
        if piece.strip():
            lead = len(piece) - len(piece.lstrip())
            pieces.append(Span(begin + lead, begin + len(piece.rstrip())))
        begin = following
    return tuple(pieces)
