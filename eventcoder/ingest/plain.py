"""Files that hold one document: plain text and saved pages."""

from collections.abc import Iterator

from eventcoder.errors import InputError
from eventcoder.ingest.decode import clean, decode
from eventcoder.ingest.html import looks_like_markup, read_page
from eventcoder.ingest.options import ReadOptions
from eventcoder.ingest.records import checked_text, to_published, usual_names, with_title
from eventcoder.ingest.sources import Source, read_whole
from eventcoder.types.text import Document, FailedDocument


def read_text(source: Source, options: ReadOptions) -> Iterator[Document | FailedDocument]:
    """Yield the one document of a text file; a saved page under the wrong name is read as a page."""
    data = read_whole(source, options.max_file_bytes)
    text = decode(data, encoding=options.encoding)
    if text.lstrip()[:200].lower().startswith(("<!doctype html", "<html")):
        yield from read_html(source, options)
    else:
        yield Document(source.doc_id, checked_text(text, options), source.origin)


def read_html(source: Source, options: ReadOptions) -> Iterator[Document | FailedDocument]:
    """Yield the document of a saved page, with the title, date, outlet and address its metadata give."""
    data = read_whole(source, options.max_file_bytes)
    markup = decode(data, encoding=options.encoding, markup=True)
    if not looks_like_markup(markup):
        yield Document(source.doc_id, checked_text(markup, options), source.origin)
        return
    page = read_page(markup)
    try:
        published = to_published(page.date, options.today)
    except InputError:
        published = None  # a date in a page's metadata is machine noise as often as not, unlike one a user gives
    title = clean(page.title) if page.title else None
    yield Document(
        doc_id=source.doc_id,
        text=with_title(title, checked_text(clean(page.text), options)),
        origin=source.origin,
        title=title,
        publisher=page.publisher,
        url=page.url,
        published=published,
        language=_coded(page.language),
    )


def _coded(written: str | None) -> str | None:
    """Return the language a page declares where it is one that is coded; pages copy this from templates."""
    code = (written or "").lower().replace("_", "-").split("-")[0]
    return code if code in usual_names()["languages"] else None
