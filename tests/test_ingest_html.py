"""Saved pages: article text without menus, metadata, several articles, posts."""

from datetime import date
from pathlib import Path

import pytest

from eventcoder.ingest.html import looks_like_markup, read_page
from eventcoder.ingest.options import ReadOptions
from eventcoder.ingest.read import read_inputs
from eventcoder.types.text import Document

ARABIC = "زار وزير الزراعة المزارعين في الشمال، وقالت الوزارة إن الأسعار ستبقى ثابتة هذا العام."
MENU = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/w'>World</a></li></ul></nav>"
FOOT = "<footer>© 2024 Example. All rights reserved.</footer><script>var x = 'The minister';</script>"


def document(tmp_path: Path, markup: str, encoding: str = "utf-8") -> Document:
    path = tmp_path / "page.html"
    path.write_bytes(markup.encode(encoding, "xmlcharrefreplace"))
    (found,) = read_inputs([str(path)], ReadOptions(today=date(2025, 8, 10)))
    assert isinstance(found, Document), found
    return found


def story(number: int) -> str:
    lines = "".join(
        f"<p>Paragraph {line} of story {number}: the ministers met and agreed to open the crossing number {line}.</p>"
        for line in range(5)
    )
    return f"<article><h2>Headline of story number {number}</h2>{lines}</article>"


def test_a_page_gives_headline_text_and_metadata(tmp_path: Path) -> None:
    head = (
        "<title>Minister visits farmers - Example</title>"
        "<meta property='article:published_time' content='2024-03-05T10:00Z'>"
        "<meta property='og:site_name' content='Example'><link rel='canonical' href='https://example.org/1'>"
    )
    body = f"{MENU}<h1>Minister visits farmers</h1>" + "".join(
        f"<p>Sentence {n} of a long story here.</p>" for n in range(9)
    )
    found = document(tmp_path, f"<html lang='en-GB'><head>{head}</head><body>{body}{FOOT}</body></html>")
    assert (found.title, found.publisher, found.url) == ("Minister visits farmers", "Example", "https://example.org/1")
    assert (found.published, found.language) == (date(2024, 3, 5), "en")
    assert found.text.startswith("Minister visits farmers\n")
    assert found.text.count("Minister visits farmers") == 1
    assert not any(word in found.text for word in ("Home", "All rights", "var x"))


def test_a_short_page_keeps_no_menu(tmp_path: Path) -> None:
    body = f"{MENU}<div class='sidebar'>Weather</div><h1>Minister visits town</h1><p>He came.</p>{FOOT}"
    assert document(tmp_path, f"<html><body>{body}</body></html>").text == "Minister visits town\nHe came."


def test_linked_data_dates_a_page(tmp_path: Path) -> None:
    script = '<script type="application/ld+json">{"@graph": [{"datePublished": "2024-03-05T08:00:00+03:00"}]}</script>'
    assert document(tmp_path, f"<html><head>{script}</head><body><p>{ARABIC}</p></body></html>").published == date(
        2024, 3, 5
    )


@pytest.mark.parametrize("content", ["{broken", "[" * 10_000, '{"datePublished": 5}'])
def test_broken_metadata_are_passed_over(tmp_path: Path, content: str) -> None:
    script = f'<script type="application/ld+json">{content}</script><meta name="date" content="soon">'
    assert document(tmp_path, f"<html><head>{script}</head><body><p>{ARABIC}</p></body></html>").published is None


@pytest.mark.parametrize("declared", ["windows-1256", "utf-8", ""])
def test_the_bytes_decide_where_the_declared_encoding_is_wrong(tmp_path: Path, declared: str) -> None:
    meta = f"<meta charset='{declared}'>" if declared else ""
    markup = f"<html><head>{meta}</head><body><p>{ARABIC}</p></body></html>"
    assert document(tmp_path, markup, "cp1256").text == ARABIC


def test_several_articles_stay_apart(tmp_path: Path) -> None:
    text = document(tmp_path, f"<html><body>{MENU}{story(1)}{story(2)}</body></html>").text
    assert text.count("\n\f\n") == 1
    assert text.index("Headline of story number 1") < text.index("\f") < text.index("Headline of story number 2")


def test_an_embedded_post_is_one_line_with_its_signature(tmp_path: Path) -> None:
    post = (
        "<blockquote class='twitter-tweet'><p>Çiftçilerimizle buluştuk.</p>— Ali Kaya (@alikaya) "
        "<a href='https://x.com/1'>March 12, 2024</a></blockquote>"
    )
    paragraphs = "".join(f"<p>{ARABIC} {number}</p>" for number in range(4))
    text = document(tmp_path, f"<html><body><h1>عنوان الخبر عن الزراعة</h1>{paragraphs}{post}</body></html>").text
    (line,) = [line for line in text.split("\n") if "@alikaya" in line]
    assert line.startswith("Çiftçilerimizle buluştuk.")
    assert line.endswith("— Ali Kaya (@alikaya) March 12, 2024")


@pytest.mark.parametrize("markup", ["", "<", "<html>", "<p>" * 5000, "<!doctype html><!--", "\x00<p>a</p><p>b</p>"])
def test_any_markup_is_survived(markup: str) -> None:
    assert isinstance(read_page(markup).text, str)


def test_prose_with_angle_brackets_is_no_markup() -> None:
    assert not looks_like_markup("Write to <someone@example.org> if a < b and c > d.")
    assert looks_like_markup("<p>One.</p><p>Two.</p>")
