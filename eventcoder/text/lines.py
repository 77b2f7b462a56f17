"""Lines of a page: which are prose, which are boilerplate, and which say when, by whom and what to read next."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from eventcoder.languages.dates import DateMention, find_dates, parse_date
from eventcoder.text.cues import Cues, cue_fold, page_cues, text_languages
from eventcoder.text.posts import Post, find_posts
from eventcoder.types.text import Span

_LINE = re.compile(r"[^\n\r\u2028\u2029\x0b]+")
_SENTENCE_END = frozenset(".!?؟…»”\"'")
_STARTS_SENTENCE = frozenset(".!?؟…»”\"')]|")
_CLOCK = re.compile(r"(?<!\d)\d{1,2}[:.]\d\d(?!\d|[:.]\d)")
_WORDS = re.compile(r"[^\W\d_]+")
_PIECES = re.compile(r"\s*[|•·»›>]\s*|\s{2,}|\t")
_MAX_DATE_LINE = 90
# Day and year take at least five digits.
_DATE_DIGITS = 5
_MAX_BYLINE = 60
_MAX_NAME_WORDS = 6
_SMALL_WORD = 3
_MAX_TITLE = 160
# A line of date and time keeps little else: zone, weekday, a word such as "at".
_MAX_DATE_REST = 24
_LONG_LINE = 120


@dataclass(slots=True)
class Line:
    """One line of a document as read.

    `kind` is "prose", "cut" (boilerplate), "end" (boilerplate that closes an article), "date", "byline", "read_also",
    "break" or "post". `spans` are what is left of it as prose, offsets into the document. `published` and `changed` are
    the days a date line names.
    """

    span: Span
    kind: str
    spans: list[Span] = field(default_factory=list)
    published: date | None = None
    changed: date | None = None
    author: str | None = None
    posts: list[Post] = field(default_factory=list)
    title_like: bool = False


def read_lines(text: str) -> list[Line]:
    """Return the lines of a document in order, blank ones left out."""
    cues = page_cues()
    return [_classify(text, span, cues) for span in _paragraphs(text)]


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return Span(start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()))


def _paragraphs(text: str) -> Iterator[Span]:
    """Yield the spans of lines, hard-wrapped lines of one paragraph joined."""
    block: list[Span] = []
    for found in _LINE.finditer(text):
        span = _trimmed(text, *found.span())
        if block and text.count("\n", block[-1].end, found.start()) > 1:
            yield from _joined(text, block)
            block = []
        if span.start < span.end or "\f" in found[0]:
            block.append(span if span.start < span.end else Span(*found.span()))
        elif block:
            yield from _joined(text, block)
            block = []
    yield from _joined(text, block)


def _joined(text: str, block: list[Span]) -> list[Span]:
    """Return a block of adjacent lines, as one span where they are one paragraph broken at a fixed width."""
    lengths = [span.end - span.start for span in block]
    if len(block) < 3 or max(lengths) > 110:
        return block
    body = lengths[:-1]
    ends = sum(text[span.end - 1] in _SENTENCE_END for span in block[:-1])
    wrapped = min(body) >= 0.7 * max(lengths) and max(lengths) >= 45 and ends <= len(body) / 3
    return [Span(block[0].start, block[-1].end)] if wrapped else block


def _classify(text: str, span: Span, cues: Cues) -> Line:
    line = span.cut(text)
    if "\f" in line and not line.strip():
        return Line(span, "break")
    folded = cue_fold(line)
    for kind in (_posts, _read_also, _dated, _byline):
        found = kind(text, span, folded, cues)
        if found is not None:
            return found
    if cues.line.match(folded) and len(line) <= _LONG_LINE or _is_menu(folded, cues):
        return Line(span, "cut")
    return _prose(text, span, folded, cues)


def _posts(text: str, span: Span, folded: str, cues: Cues) -> Line | None:
    """Return a line with embedded posts; what follows the last signature is prose again."""
    posts = find_posts(text, *span) if "@" in folded else []
    if not posts:
        return None
    rest = _trimmed(text, posts[-1].whole.end, span.end)
    prose = [rest] if any(char.isalpha() for char in rest.cut(text)) else []
    return Line(span, "post", prose, posts=posts)


def _read_also(text: str, span: Span, folded: str, cues: Cues) -> Line | None:
    found = cues.read_also.match(folded)
    if found is None:
        return None
    rest = _trimmed(text, span.start + found.end(), span.end)
    return Line(span, "read_also", [rest] if rest.start < rest.end else [])


def _dated(text: str, span: Span, folded: str, cues: Cues) -> Line | None:
    """Return a line that only says when the article was published or changed."""
    line = span.cut(text)
    if len(line) > _MAX_DATE_LINE or sum(char.isdigit() for char in line) < _DATE_DIGITS:
        return None
    # A colon or a time of day marks a date line as such; else every word has to be one of dates and times.
    clock = _CLOCK.search(line)
    for cue, changed in ((cues.published.match(folded), False), (cues.updated.match(folded), True)):
        free = clock or (cue and ":" in cue[0])
        day = _only_date(line[cue.end() :], None if free else cues.date_words) if cue else None
        if day is not None:
            return Line(span, "date", changed=day) if changed else Line(span, "date", published=day)
    day = _only_date(line, None if clock else cues.date_words)
    return Line(span, "date", published=day) if day else None


def _only_date(words: str, others: frozenset[str] | None = None) -> date | None:
    """Return the day of words that hold a full date and hardly anything else; nothing but `others` where given."""
    words = words.strip()
    for language in text_languages():
        mentions = [found for found in find_dates(words, language, None) if found.precision == "day"]
        if mentions:
            covered = mentions[0].span
            rest = _WORDS.findall(cue_fold(words[: covered.start] + " " + words[covered.end :]))
            if others is None:
                return mentions[0].day if sum(map(len, rest)) <= _MAX_DATE_REST or len(mentions) > 1 else None
            return mentions[0].day if others.issuperset(rest) or _all_dates(words, mentions, others) else None
    return parse_date(words) if words[:1].isdigit() and not words.isdigit() else None


def _all_dates(words: str, mentions: list[DateMention], others: frozenset[str]) -> bool:
    """Return whether several dates fill the words (published and changed)."""
    for mention in reversed(mentions):
        words = words[: mention.span.start] + " " + words[mention.span.end :]
    return others.issuperset(_WORDS.findall(cue_fold(words)))


def _byline(text: str, span: Span, folded: str, cues: Cues) -> Line | None:
    """Return a line that names the author: a cue with a colon, or a bare cue before capitalised names."""
    marked, bare = cues.byline.match(folded), cues.byline_bare.match(folded)
    found = marked or bare
    line = span.cut(text)
    if found is None or len(line) > _MAX_BYLINE or line[-1] in _SENTENCE_END:
        return None
    name = line[found.end() :].strip()
    words = name.split()
    if not 1 <= len(words) <= _MAX_NAME_WORDS or not (marked or all(map(_in_name, words))):
        return None
    return Line(span, "byline", author=name)


def _in_name(word: str) -> bool:
    """Return whether a word may stand in names joined by small words ("Jane Doe and John Roe")."""
    return word[0].isupper() or len(word) <= _SMALL_WORD


def _is_menu(folded: str, cues: Cues) -> bool:
    """Return whether a line is navigation: known labels, or a run of short pieces between bars."""
    if len(folded) > 400:
        return False
    if folded.strip(" -–—|•·:") in cues.menu:
        return True
    pieces = [piece for piece in _PIECES.split(folded) if piece]
    if len(pieces) >= 3 and folded.count("|") + folded.count("»") + folded.count("›") >= 2:
        return all(len(piece) <= 30 for piece in pieces) and "«" not in folded
    known = [word for word in (pieces if len(pieces) > 1 else folded.split()) if word in cues.menu]
    return len(known) >= 2 and len(known) == len(pieces if len(pieces) > 1 else folded.split())


def _prose(text: str, span: Span, folded: str, cues: Cues) -> Line:
    """Return a prose line, boilerplate at its end cut off; nothing but boilerplate closes the article."""
    cut = next((found.start() for found in cues.tail.finditer(folded) if _may_start(folded, found)), None)
    if cut is None:
        return Line(span, "prose", [span], title_like=_title_like(span.cut(text)))
    kept = _trimmed(text, span.start, span.start + cut)
    if not any(char.isalpha() for char in kept.cut(text)):
        return Line(span, "end")
    return Line(span, "prose", [kept], title_like=False)


def _may_start(folded: str, found: re.Match[str]) -> bool:
    """Return whether a tail cue stands at the start of the line or of a sentence."""
    before = folded[max(0, found.start() - 4) : found.start()].rstrip()
    return not folded[: found.start()].strip(" -–—•*|([") or before[-1:] in _STARTS_SENTENCE


def _title_like(line: str) -> bool:
    return (
        len(line) <= _MAX_TITLE
        and line[-1] not in ".:؛،,;…"
        and not re.search(r"(?<!\.)[.؟?!]\s+\S+\s+\S+\s+\S+\s+\S+", line)
    )
