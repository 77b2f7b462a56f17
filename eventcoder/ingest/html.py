"""Saved web pages: their title, date, outlet and article text, without menus."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import lxml.html  # type: ignore[import-untyped,unused-ignore]
import trafilatura
from lxml import etree

_TAGS = re.compile(
    r"</(?:p|div|span|a|b|i|strong|em|h[1-6]|li|ul|table|body|html)\s*>|<(?:br|p|img)\b[^>]{0,300}>", re.I
)
_BLOCKS = frozenset(
    "p div h1 h2 h3 h4 h5 h6 li blockquote section article td tr table ul ol main figure pre header footer br hr dd dt"
    "".split()
)
_DROPPED = (
    "//script|//style|//noscript|//template|//iframe|//svg|//form|//button|//select|//input|//nav|//aside|//footer"
    "|//figcaption|//figure[not(.//blockquote)]|//*[@hidden]|//*[@aria-hidden='true']|//*[@role='navigation']|//comment()"
)
# Words that name the side matter of a page in its class and id attributes.
_SIDE = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|breadcrumbs?|sidebar|footer|share|sharing|social|cookies?|comments?|newsletter|advert\w*"
    r"|ads?|promo|banner|widget|toolbar|pagination|login|subscribe|tags?)(?:$|[\s_-])",
    re.I,
)
_POST = "//blockquote[contains(@class,'twitter-tweet') or contains(@class,'instagram-media')]"
_DATE_META = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "date",
    "pubdate",
    "publishdate",
    "publish-date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "parsely-pub-date",
    "sailthru.date",
)
_MIN_ARTICLE = 200
_MIN_HEADLINE = 10
_LINK_SHARE = 0.6
_KEPT_SHARE = 0.6
_MAX_LINKED = 300


@dataclass(frozen=True, slots=True)
class Page:
    """What a saved page says. `date` is as written on the page; fields the page lacks are None."""

    text: str
    title: str | None = None
    date: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None


def looks_like_markup(text: str) -> bool:
    """Return whether a text is HTML rather than prose that happens to hold an angle bracket."""
    head = text[:20_000]
    return len(_TAGS.findall(head)) >= 2 or head.lstrip()[:15].lower().startswith(("<!doctype", "<html"))


def page_text(markup: str) -> str:
    """Return the article text of a piece of HTML; "" when it has none."""
    return read_page(markup).text


def read_page(markup: str) -> Page:
    """Return what a page says; its text is "" when nothing can be read.

    Several articles on one page are kept, a form feed on a line of its own between them. No network is used.
    """
    tree = _parsed(markup)
    if tree is None:
        return Page("")
    linked = list(_linked_data(tree))
    title = _title(tree)
    page = Page(
        text="",
        title=title,
        date=_date(tree, linked),
        publisher=_meta(tree, "og:site_name", "application-name", "publisher"),
        url=_attribute(tree, "//link[@rel='canonical']/@href") or _meta(tree, "og:url"),
        language=_attribute(tree, "/html/@lang") or _meta(tree, "og:locale", "language"),
    )
    return Page(_body(tree), page.title, page.date, page.publisher, page.url, page.language)


def _parsed(markup: str) -> Any:
    parser = lxml.html.HTMLParser(no_network=True, recover=True, encoding="utf-8", remove_pis=True)
    data = re.sub(r"[\x00-\x08\x0b\x0e-\x1f]", "", markup).encode("utf-8", "replace")
    try:
        return lxml.html.document_fromstring(data, parser=parser)
    except (etree.LxmlError, ValueError):
        return None


def _attribute(tree: Any, path: str) -> str | None:
    found = [str(value).strip() for value in tree.xpath(path)]
    return next((value for value in found if value), None)


def _meta(tree: Any, *names: str) -> str | None:
    """Return the content of the first meta element that goes by one of the names, in the order of the names."""
    content: dict[str, str] = {}
    for element in tree.iter("meta"):
        for key in ("property", "name", "itemprop"):
            name = (element.get(key) or "").lower()
            if name and (element.get("content") or "").strip():
                content.setdefault(name, element.get("content").strip())
    return next((content[name] for name in names if name in content), None)


def _linked_data(tree: Any) -> Iterator[dict[str, Any]]:
    """Yield the JSON-LD objects of a page, nested graphs included; broken ones are passed over."""
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            pending = [json.loads(script.text_content())]
        except (ValueError, RecursionError):
            continue
        for _ in range(_MAX_LINKED):
            if not pending:
                break
            entry = pending.pop()
            if isinstance(entry, list):
                pending += entry
            elif isinstance(entry, dict):
                yield entry
                pending += [value for key, value in entry.items() if key == "@graph"]


def _date(tree: Any, linked: list[dict[str, Any]]) -> str | None:
    """Return the date of publication as the page's metadata write it."""
    for entry in linked:
        if isinstance(entry.get("datePublished"), str):
            return str(entry["datePublished"])
    written = _meta(tree, *_DATE_META)
    stamped = "//time[@pubdate or contains(@itemprop,'datePublished') or contains(@class,'publish')]/@datetime"
    return written or _attribute(tree, stamped) or _attribute(tree, "(//article//time|//header//time)[1]/@datetime")


def _title(tree: Any) -> str | None:
    """Return the headline: a heading the page's title repeats, else what the metadata say, else a lone heading."""
    headings = [heading for heading in map(_flat, tree.xpath("//h1")) if len(heading) >= _MIN_HEADLINE]
    shared, own = _meta(tree, "og:title", "twitter:title"), _attribute(tree, "//title/text()")
    for title in (shared, own):
        # The page's own title carries the outlet's name ("Headline - Outlet"); the heading inside it does not.
        inside = [heading for heading in headings if title and heading in " ".join(title.split())]
        if inside:
            return inside[0]
    title = shared or (headings[0] if len(headings) == 1 else own)
    return " ".join(title.split()) if title else None


def _flat(element: Any) -> str:
    return " ".join(element.text_content().split())


def _body(tree: Any) -> str:
    """Return the article text: by trafilatura, unless it loses most of what stands there or keeps the menu."""
    for post in tree.xpath(_POST):
        _flatten(post)
    _prune(tree)
    articles = [_block_text(element) for element in tree.xpath("//article[not(ancestor::article)]")]
    articles = [text for text in articles if len(text) >= _MIN_ARTICLE]
    if len(articles) > 1:
        return "\n\f\n".join(articles)
    own = _block_text(tree)
    extracted = _extracted(tree)
    plain = re.sub(r"\s", "", own)
    lines = [re.sub(r"\s", "", line) for line in extracted.split("\n")]
    if len(re.sub(r"\s", "", extracted)) < _KEPT_SHARE * len(plain) or any(line not in plain for line in lines):
        return own
    return extracted


def _extracted(tree: Any) -> str:
    try:
        text = trafilatura.extract(
            lxml.html.tostring(tree, encoding="unicode"), include_comments=False, include_tables=True, favor_recall=True
        )
    except (ValueError, RecursionError, etree.LxmlError):
        return ""
    return (text or "").strip()


def _flatten(element: Any) -> None:
    """Make an embedded post one paragraph, so that its signature stays with its words."""
    words = _flat(element)
    tail = element.tail
    element.clear()
    element.tag = "p"
    element.text = words
    element.tail = tail


def _prune(tree: Any) -> None:
    """Take out what is never prose, side matter by its name, and blocks that are mostly links."""
    for element in tree.xpath(_DROPPED):
        _drop(element)
    for element in tree.xpath("//body//*[@class or @id]"):
        name = f"{element.get('class') or ''} {element.get('id') or ''}"
        if (
            element.tag not in ("article", "main", "body", "p")
            and _SIDE.search(name)
            and not element.xpath(".//article|.//h1")
        ):
            _drop(element)
    for element in tree.xpath("//ul|//ol|//div[not(.//div)]|//header"):
        linked = sum(len(_flat(link)) for link in element.iter("a"))
        if linked > _LINK_SHARE * max(1, len(_flat(element))) and not element.xpath(".//h1"):
            _drop(element)


def _drop(element: Any) -> None:
    parent = element.getparent()
    if parent is not None and element.tag != "body":
        if element.tail:
            before = element.getprevious()
            if before is not None:
                before.tail = (before.tail or "") + element.tail
            else:
                parent.text = (parent.text or "") + element.tail
        parent.remove(element)


def _block_text(root: Any) -> str:
    """Return the text below an element, one line a block."""
    body = root.find("body") if root.tag == "html" else root
    lines: list[str] = []
    pieces: list[str] = []
    for event, element in etree.iterwalk(root if body is None else body, events=("start", "end")):
        is_block = element.tag in _BLOCKS
        if is_block:
            _close(lines, pieces)
        written = element.text if event == "start" else element.tail
        if written and not (event == "end" and element is body):
            pieces.append(written)
    _close(lines, pieces)
    return "\n".join(lines)


def _close(lines: list[str], pieces: list[str]) -> None:
    line = " ".join("".join(pieces).split())
    if line:
        lines.append(line)
    pieces.clear()
