"""Cutting pages into articles, posts and boilerplate; datelines and publication dates."""

from datetime import date

import pytest

from eventcoder.text.articles import split_articles
from eventcoder.text.datelines import read_dateline
from eventcoder.types.text import Article, Document


def articles(text: str, published: date | None = None) -> list[Article]:
    return split_articles(Document("d", text, "d", published=published))


def prose(text: str, article: Article) -> str:
    return "\n".join(span.cut(text) for span in article.spans)


TWO_STORIES = """Ministers open a new bridge over the river
Published: 3rd, March 2024 GMT
ANKARA, March 3 (Reuters) - The ministers of both countries opened a bridge on Sunday. They praised the builders.
Trade across the river is expected to double within five years, officials said.
Follow us on Telegram
Tags: bridge, trade
Read also:
Farmers block the northern highway over prices
Farmers blocked the northern highway on Monday to protest against low prices for their milk.
Police watched but did not step in. "We will stay here," a farmer said.
"""

POST_PAGE = """وزير الزراعة يزور المزارعين في الشمال
زار وزير الزراعة المزارعين المحتجين في الشمال ووعدهم بدعم عاجل للأسعار.
Çiftçilerimizle bugün bir araya geldik.⁰⁰Sorunlarını dinledik. pic.x.com/Ab12Cd — Ali Kaya (@alikaya) 12 Mart 2024
وأضاف الوزير أن الحكومة ستناقش المطالب. وفي وقت سابق الثلاثاء 12 آذار / مارس، التقى ممثلين عن النقابات.
"""


def test_a_read_also_block_with_a_story_is_an_article_of_its_own() -> None:
    one, two = articles(TWO_STORIES, date(2024, 3, 5))
    assert one.title == "Ministers open a new bridge over the river"
    assert (one.agency, one.published) == ("Reuters", date(2024, 3, 3))
    assert two.title == "Farmers block the northern highway over prices"
    assert two.published is None


def test_boilerplate_and_dateline_lie_outside_the_spans() -> None:
    one, two = articles(TWO_STORIES)
    first = prose(TWO_STORIES, one)
    assert "The ministers of both countries opened" in first
    assert not any(word in first for word in ("Reuters", "Published", "Tags", "Telegram", "Read also"))
    assert prose(TWO_STORIES, two).startswith("Farmers block the northern highway over prices\nFarmers blocked")


def test_an_embedded_post_has_its_own_author_day_and_words() -> None:
    article, post = articles(POST_PAGE)
    assert (post.kind, post.author, post.published) == ("post", "Ali Kaya", date(2024, 3, 12))
    assert prose(POST_PAGE, post) == "Çiftçilerimizle bugün bir araya geldik.\nSorunlarını dinledik."
    assert "@alikaya" not in prose(POST_PAGE, article)


def test_an_undated_article_takes_the_day_of_its_post_and_weekday() -> None:
    article, _ = articles(POST_PAGE)
    assert article.published == date(2024, 3, 12)


@pytest.mark.parametrize(
    "signature",
    [
        "— Ali Kaya (@alikaya) August 7, 2025",
        "— Ali Kaya (@alikaya) 7 Ağustos 2025",
        "— Ali Kaya (@alikaya) 7 أغسطس 2025",
    ],
)
def test_post_dates_are_read_in_any_language(signature: str) -> None:
    text = f"Heading of the story here\nThe story says something first.\nWe met today.\n{signature}\nThe story goes on."
    article, post = articles(text)
    assert (prose(text, post), post.published) == ("We met today.", date(2025, 8, 7))
    assert prose(text, article).endswith("The story goes on.")


def test_a_link_inside_a_story_is_boilerplate_and_the_story_goes_on() -> None:
    text = (
        "Talks resume in Geneva on water\nDelegates met in Geneva to discuss the river basin. They sat apart.\n"
        "Read also: Volcano erupts on island\nThe mediator said both sides had submitted proposals."
    )
    (article,) = articles(text)
    assert "Volcano" not in prose(text, article)
    assert prose(text, article).endswith("submitted proposals.")


def test_an_inline_link_never_swallows_the_lines_below() -> None:
    text = (
        "وصل الوفد إلى العاصمة أمس. واستقبله الوزير.\nاقرأ أيضًا | زلزال في الجزيرة\nوأكد الطرفان دعم الاتفاق\n"
        "We are ready — Sara K (@sara) May 11, 2024"
    )
    article, post = articles(text)
    assert prose(text, article).endswith("وأكد الطرفان دعم الاتفاق")
    assert "زلزال" not in prose(text, article)
    assert post.author == "Sara K"


@pytest.mark.parametrize(
    "cue", ["إقرأ أيضاً:", "اقرأ أيضا", "Read also:", "Also read:", "Ayrıca okuyun:", "İlgili Haber", "RELATED NEWS"]
)
def test_a_trailing_link_block_is_left_out(cue: str) -> None:
    text = f"The council voted for the plan on Monday. It was close.\n{cue}\nSome other headline\nA third headline"
    (article,) = articles(text)
    assert prose(text, article) == "The council voted for the plan on Monday. It was close."


def test_a_repeated_header_opens_an_article() -> None:
    text = (
        "Birinci haberin başlığı\n05.03.2024 10:15\nBakan dün heyeti kabul etti. Görüşme iki saat sürdü.\n"
        "İkinci haberin başlığı\n06.03.2024 11:40\nValilik yolu trafiğe kapattı. Ekipler çalışıyor.\n"
    )
    one, two = articles(text)
    assert (one.published, two.published) == (date(2024, 3, 5), date(2024, 3, 6))
    assert two.title == "İkinci haberin başlığı"


def test_a_form_feed_separates_articles_and_only_the_first_takes_the_input_date() -> None:
    text = "One thing happened here today.\n\f\nAnother thing happened there."
    one, two = articles(text, date(2024, 1, 2))
    assert (one.published, two.published) == (date(2024, 1, 2), None)


@pytest.mark.parametrize(
    "line",
    [
        "تاريخ النشر: 5 آذار 2024",
        "Published: March 5, 2024 10:30 GMT",
        "Yayınlanma: 05.03.2024 10:30",
        "05.03.2024 10:30",
        "الثلاثاء 5 آذار 2024 - 10:30",
        "Tuesday, March 5, 2024",
        "Giriş Tarihi: 5 Mart 2024 Salı 10:30",
    ],
)
def test_date_lines_are_read_and_cut(line: str) -> None:
    text = f"A headline of the day\n{line}\nThe story tells what happened. It is short."
    (article,) = articles(text, date(2024, 6, 1))
    assert article.published == date(2024, 3, 5)
    assert line not in prose(text, article)


@pytest.mark.parametrize(
    "boilerplate",
    [
        "Share this on Facebook",
        "Home | World | Politics | Sport",
        "الرئيسية | سياسة | اقتصاد | رياضة",
        "تابعوا أخبار الوكالة على تلغرام",
        "كلمات دلالية: زراعة، أسعار",
        "Anahtar kelimeler: tarım, fiyat",
        "المصدر: وكالة الأنباء",
        "Facebook Twitter WhatsApp",
        "© 2024 Example News. All rights reserved",
        "جميع الحقوق محفوظة",
        "Tüm hakları saklıdır",
        "Photo: A. Photographer",
    ],
)
def test_boilerplate_lines_are_cut(boilerplate: str) -> None:
    text = f"The farmers went home on Monday.\n{boilerplate}\nThe road is open again."
    (article,) = articles(text)
    assert prose(text, article) == "The farmers went home on Monday.\nThe road is open again."


def test_boilerplate_inside_a_line_is_cut_at_a_sentence_start_only() -> None:
    text = "انتهى الاجتماع مساء. تابعوا أخبارنا على تلغرام\nوقال المصدر: إن الوفد غادر."
    (article,) = articles(text)
    assert prose(text, article) == "انتهى الاجتماع مساء.\nوقال المصدر: إن الوفد غادر."


@pytest.mark.parametrize(
    "sentence",
    [
        "انضم الوزير إلى الوفد في الدوحة.",
        "اشترك في الاجتماع وزراء من سبع دول.",
        "استمع إلى الشرح رئيس الوزراء ومعاونوه.",
        "شارك على رأس الوفد وزير الدفاع.",
        "وكتب الوزير: سنعود قريبا",
        "Abone olanların sayısı arttı.",
        "Copyright law was changed by parliament on Monday.",
        "Followers of the party marched on the palace.",
        "15 Temmuz 2016'da darbe girişimi yaşandı",
        "Tarih yazan takım 12 Mayıs 2024'te kupayı aldı",
    ],
)
def test_news_that_opens_like_boilerplate_is_kept(sentence: str) -> None:
    text = f"The farmers went home on Monday.\n{sentence}\nThe road is open again."
    (article,) = articles(text)
    assert sentence in prose(text, article)


def test_a_change_date_counts_only_where_no_other_day_is_given() -> None:
    text = "A headline of the day\nBy Jane Doe and John Roe\nLast updated: May 12, 2024, 3:15 pm\nThe story is short."
    (article,) = articles(text)
    assert (article.published, article.author) == (date(2024, 5, 12), "Jane Doe and John Roe")
    assert articles(text, date(2024, 5, 10))[0].published == date(2024, 5, 10)


def test_credits_in_brackets_are_cut() -> None:
    text = "وصل الوفد إلى العاصمة. (صورة: أرشيف)\nوغادر مساء."
    assert prose(text, articles(text)[0]) == "وصل الوفد إلى العاصمة.\nوغادر مساء."


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "The ministers of both countries met in the capital on Sunday to talk\n"
        "about the border crossing, which has been closed since the spring and\n"
        "which farmers on both sides need for their trade. The talks went well\n"
        "and will go on.\n"
    )
    (article,) = articles(text)
    assert len(article.spans) == 1


def test_a_lone_line_that_looks_like_boilerplate_is_kept() -> None:
    text = "Read more: ministers sign the accord"
    (article,) = articles(text)
    assert prose(text, article) == text


def test_empty_documents_have_no_article() -> None:
    assert articles("") == []
    assert articles(" \n\n ") == []


@pytest.mark.parametrize(
    ("paragraph", "agency", "published", "rest"),
    [
        ("دمشق-سانا", "SANA", None, ""),
        ("دمشق - سانا: وصل الوفد", "SANA", None, "وصل الوفد"),
        ("هراري 15-7 (اف ب) - وصل الوفد", "AFP", date(2003, 7, 15), "وصل الوفد"),
        ("بغداد 15 - 7 (أ ف ب) - وصل الوفد", "AFP", date(2003, 7, 15), "وصل الوفد"),
        ("القدس المحتلة / 3 فبراير / شينخوا / وصل الوفد", "Xinhua", date(2003, 2, 3), "وصل الوفد"),
        ("تل ابيب ـ «الشرق الأوسط»: وصل الوفد", "Asharq Al-Awsat", None, "وصل الوفد"),
        ("ANKARA, Aug 7 (Reuters) - The delegation came", "Reuters", date(2003, 8, 7), "The delegation came"),
        ("ANKARA (AA) - Heyet geldi", "Anadolu", None, "Heyet geldi"),
        ("İSTANBUL, (DHA)- Heyet geldi", "DHA", None, "Heyet geldi"),
        ("WASHINGTON (AP) -- The delegation came", "AP", None, "The delegation came"),
        ("BEIJING, May 30 (Xinhua) -- They came", "Xinhua", date(2003, 5, 30), "They came"),
        ("رام الله 7-8-2002 وفا- وصل الوفد", "WAFA", date(2002, 8, 7), "وصل الوفد"),
        ("الخرطوم (سونا) وصل الوفد", "SUNA", None, "وصل الوفد"),
        ("ANKARA (A.A) - 07.08.2002 - Heyet geldi", "Anadolu", date(2002, 8, 7), "Heyet geldi"),
        ("TIRANA, Albania -- They came", None, None, "They came"),
    ],
)
def test_datelines(paragraph: str, agency: str | None, published: date | None, rest: str) -> None:
    found = read_dateline(paragraph, date(2003, 6, 1))
    assert found is not None
    assert (found.agency, found.published, paragraph[found.end :]) == (agency, published, rest)


@pytest.mark.parametrize(
    "paragraph",
    [
        "The Associated Press reported that the delegation came.",
        "He told Reuters - in a short call - that he would come.",
        "وقالت وكالة رويترز إن الوفد وصل - وفق مصادر.",
        "Anadolu Ajansı'na konuşan bakan heyetin geldiğini söyledi.",
        "لبنان وسوريا يوقعان اتفاقا",
        "Anadolu Ajansı (AA) muhabirine konuşan bakan heyetin geldiğini söyledi.",
        "وكالة سانا (سانا) قالت إن الوفد وصل.",
    ],
)
def test_prose_is_no_dateline(paragraph: str) -> None:
    assert read_dateline(paragraph, None) is None


def test_the_turn_of_the_year_is_minded() -> None:
    found = read_dateline("BEIJING, Dec. 30 (Xinhua) -- They came", date(2003, 1, 2))
    assert found is not None
    assert found.published == date(2002, 12, 30)


def test_a_dateline_without_year_needs_the_input_date() -> None:
    found = read_dateline("ANKARA, Aug 7 (Reuters) - They came", None)
    assert found is not None
    assert found.published is None
