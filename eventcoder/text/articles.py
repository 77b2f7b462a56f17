"""Cut a page into its articles and embedded posts, leaving boilerplate outside."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from eventcoder.languages.date_words import date_words
from eventcoder.languages.dates import DateMention, find_dates
from eventcoder.text.cues import cue_fold, text_languages
from eventcoder.text.datelines import Dateline, read_dateline
from eventcoder.text.lines import Line, read_lines
from eventcoder.types.text import Article, Document, Span

# Lines at the head of an article among which a dateline may stand: title, subtitle, date, author, first paragraph.
_HEAD_LINES = 6
_MAX_LINK_TITLES = 6
# A headline and the paragraph under it share at least this many words of four letters or more.
_SHARED_WORDS = 2


@dataclass(slots=True)
class _Part:
    """The lines of one article, before they become an Article."""

    lines: list[Line] = field(default_factory=list)
    ended: bool = False
    prose: bool = False

    def take(self, line: Line) -> None:
        """Add a line."""
        self.lines.append(line)
        self.ended = self.ended or line.kind == "end"
        self.prose = self.prose or (line.kind == "prose" and not line.title_like)


def split_articles(document: Document) -> list[Article]:
    """Return the articles and embedded posts of a document in reading order, numbered from 1.

    "Read also" blocks, form feeds and repeated headers (title over date line or dateline) separate articles; a link to
    another story without its text is boilerplate. Spans of all articles are disjoint. Publication dates come from the
    article's own words; only the first article falls back on the document's. A document with no prose left yields none.
    """
    lines = read_lines(document.text)
    parts = _parts(document, lines)
    found: list[Article] = []
    for order, part in enumerate(parts):
        found += _articles(document, part, is_first=order == 0)
    if not found and document.text.strip():
        found = _whole(document)
    found.sort(key=lambda article: article.spans[0].start)
    return [_numbered(article, number) for number, article in enumerate(found, start=1)]


def _numbered(article: Article, number: int) -> Article:
    return Article(
        doc_id=article.doc_id,
        number=number,
        spans=article.spans,
        kind=article.kind,
        title=article.title,
        author=article.author,
        agency=article.agency,
        published=article.published,
    )


def _whole(document: Document) -> list[Article]:
    """Return a one-line document as it stands: a lone sentence that looks like boilerplate is still the text given."""
    text = document.text
    if "\n" in text.strip() or not any(char.isalpha() for char in text):
        return []
    start = len(text) - len(text.lstrip())
    return [Article(document.doc_id, 1, (Span(start, len(text.rstrip())),), published=document.published)]


def _parts(document: Document, lines: Sequence[Line]) -> list[_Part]:
    """Return the lines grouped by article; link blocks and everything after the last one without prose are left out."""
    parts = [_Part()]
    index = 0
    while index < len(lines):
        line, part = lines[index], parts[-1]
        if line.kind == "read_also":
            index, opens = _after_read_also(document, lines, index, part)
            if opens:
                parts.append(_Part(_inline_title(line)))
            continue
        if line.kind == "break" or (part.prose and _is_header(document, lines, index)):
            parts.append(_Part())
        if line.kind != "break":
            parts[-1].take(line)
        index += 1
    return parts


def _inline_title(line: Line) -> list[Line]:
    """Return the headline printed beside a read-also cue as a line of its own."""
    return [Line(span, "prose", [span], title_like=True) for span in line.spans]


def _is_header(document: Document, lines: Sequence[Line], index: int) -> bool:
    """Return whether a headline with a date line or a dateline under it starts here."""
    if not lines[index].title_like or index + 1 >= len(lines):
        return False
    below = lines[index + 1]
    if below.kind == "date":
        return below.published is not None
    dateline = read_dateline(below.span.cut(document.text), None) if below.kind == "prose" else None
    return dateline is not None and dateline.agency is not None


def _after_read_also(document: Document, lines: Sequence[Line], index: int, part: _Part) -> tuple[int, bool]:
    """Return where reading goes on after a read-also cue, and whether a new article opens there."""
    block = index + 1
    while block < len(lines) and lines[block].kind not in ("read_also", "break"):
        block += 1
    following = lines[index + 1 : block]
    titles = lines[index].spans or [span for line in following[:1] if line.title_like for span in line.spans]
    body = [line for line in following if line.kind == "prose" and not line.title_like]
    if not part.prose:
        return index + 1, False
    if body and (part.ended or _heads(document, lines, index) or _leads(document, titles, body[0])):
        return index + 1, True
    if lines[index].spans:
        return index + 1, False
    limit = min(block, index + 1 + _MAX_LINK_TITLES) if body else block
    skipped = index + 1
    while skipped < limit and (lines[skipped].title_like or lines[skipped].kind in ("date", "cut", "byline")):
        skipped += 1
    return skipped, False


def _heads(document: Document, lines: Sequence[Line], index: int) -> bool:
    return any(_is_header(document, lines, index + step) for step in (1, 2) if index + step < len(lines))


def _leads(document: Document, titles: Iterable[Span], body: Line) -> bool:
    """Return whether the paragraph repeats the words of the headline, as a lead does."""
    stems = {word[:4] for span in titles for word in cue_fold(span.cut(document.text)).split() if len(word) > 3}
    lead = {word[:4] for word in cue_fold(body.span.cut(document.text)).split() if len(word) > 3}
    return len(stems & lead) >= _SHARED_WORDS


def _articles(document: Document, part: _Part, *, is_first: bool) -> list[Article]:
    """Return the article of a part, if any prose is left, and the posts embedded in it."""
    posts = _posts(document, part)
    changed = next((line.changed for line in part.lines if line.changed), None)
    dateline = _cut_dateline(document, part, document.published or changed)
    spans = tuple(span for line in part.lines for span in line.spans)
    if not any(any(char.isalpha() for char in span.cut(document.text)) for span in spans):
        return posts
    printed = next((line.published for line in part.lines if line.published), None)
    published = printed or (dateline and dateline.published)
    if published is None:
        published = document.published if is_first and document.published else changed
    article = Article(
        doc_id=document.doc_id,
        number=0,
        spans=spans,
        title=_title(document, part) or (document.title if is_first else None),
        author=next((line.author for line in part.lines if line.author), None),
        agency=dateline.agency if dateline else None,
        published=published or _derived(document.text, spans, [post.published for post in posts if post.published]),
    )
    return [article, *posts]


def _posts(document: Document, part: _Part) -> list[Article]:
    """Return the posts of a part; a signature on a line of its own signs the line above it."""
    found = []
    for above, line in zip([None, *part.lines], part.lines, strict=False):
        for post in line.posts:
            spans = post.spans
            if not spans and above is not None and above.kind == "prose":
                spans, above.spans = tuple(above.spans), []
            if spans:
                found.append(
                    Article(document.doc_id, 0, spans, kind="post", author=post.author, published=post.published)
                )
    return found


def _cut_dateline(document: Document, part: _Part, anchor: date | None) -> Dateline | None:
    """Return the dateline among the first lines of a part, and take it out of the prose."""
    for line in part.lines[:_HEAD_LINES]:
        if line.kind != "prose" or not line.spans:
            continue
        first = line.spans[0]
        dateline = read_dateline(first.cut(document.text), anchor)
        if dateline is not None:
            rest = Span(first.start + dateline.end, first.end)
            line.spans[0:1] = [rest] if rest.start < rest.end else []
            line.title_like = False
            return dateline
    return None


def _title(document: Document, part: _Part) -> str | None:
    """Return the headline: the first line where it looks like one and prose follows."""
    prose = [line for line in part.lines if line.kind == "prose" and line.spans]
    if len(prose) < 2 or not prose[0].title_like:
        return None
    return prose[0].spans[0].cut(document.text)


def _derived(text: str, spans: Sequence[Span], posts: Sequence[date]) -> date | None:
    """Return the day an undated article speaks of as its own: a weekday with its date, in the year of the context.

    The context is an embedded post or the latest full date in the article. Without such a day the latest post counts.
    """
    spans = [span for span in spans if any(char.isdigit() for char in span.cut(text))]
    context = max(posts, default=None) or _latest(text, spans)
    if context is None:
        return None
    days = [day for span in spans for day in _weekday_dates(span.cut(text), context)]
    return max((*days, *posts), default=None)


def _latest(text: str, spans: Sequence[Span]) -> date | None:
    days = [
        mention.day
        for span in spans
        for language in text_languages()
        for mention in find_dates(span.cut(text), language, None)
        if mention.precision == "day"
    ]
    return max(days, default=None)


def _weekday_dates(words: str, context: date) -> list[date]:
    """Return the dates without a year that name their weekday, in the first year from the context on that fits it."""
    found = []
    for language in text_languages():
        dated = {mention.span for mention in find_dates(words, language, None)}
        for mention in find_dates(words, language, context):
            if mention.explicit and mention.precision == "day" and mention.span not in dated:
                found += _fitting(mention, words, language, context)
    return found


def _fitting(mention: DateMention, words: str, language: str, context: date) -> list[date]:
    calendar = date_words(language)
    folded = calendar.fold(mention.span.cut(words))[0]
    weekdays = {number for word, number in calendar.values["weekday_full"].items() if word in folded}
    for year in (context.year, context.year + 1):
        try:
            day = mention.day.replace(year=year)
        except ValueError:
            continue
        if day.weekday() in weekdays and day >= context:
            return [day]
    return []
