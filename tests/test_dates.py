"""Dates in prose and in date fields: tables of (text, expected) per language."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventcoder.languages.date_words import date_languages
from eventcoder.languages.dates import find_dates, parse_date

ANCHOR = date(2025, 8, 7)  # a Thursday

ENGLISH = [
    ("They met on Tuesday.", ["2025-08-05 day"]),
    ("They met Thursday in Doha.", ["2025-08-07 day"]),
    ("They met last Thursday.", ["2025-07-31 day"]),
    ("They will meet on Friday.", ["2025-08-08 day"]),
    ("They meet again next Monday.", ["2025-08-11 day"]),
    ("He arrived on 26 June.", ["2025-06-26 day"]),
    ("He arrived on the 26th, June 2025.", ["2025-06-26 day"]),
    ("He arrived on June 26th, 2024.", ["2024-06-26 day"]),
    ("He arrived Wednesday, June 26, 2024.", ["2024-06-26 day"]),
    ("He left on Dec. 22 for home.", ["2024-12-22 day"]),
    ("He left on the twenty-second of December.", ["2024-12-22 day"]),
    ("Talks will resume on 3 September.", ["2025-09-03 day"]),
    ("Yesterday, police fired tear gas.", ["2025-08-06 day"]),
    ("Two days ago the camp was raided.", ["2025-08-05 day"]),
    ("Three weeks ago the camp was raided.", ["2025-07-01 month"]),
    ("Last week the camp was raided.", ["2025-07-01 month"]),
    ("The treaty was signed last year.", ["2024-01-01 year"]),
    ("The treaty was signed in May last year.", ["2024-05-01 month"]),
    ("The treaty was signed in October 2017.", ["2017-10-01 month"]),
    ("The treaty was signed in 1999.", ["1999-01-01 year"]),
    ("Posted 8/30/2005 by the editor", ["2005-08-30 day"]),
    ("The summit of 15-17 July 2003 failed.", ["2003-07-01 month"]),
    ("Ministers may meet; they march on.", []),
    ("It has been so since 1990.", []),
    ("It lasted for two days.", []),
    ("The war of 1980-1988 ended.", []),
    ("They must leave by Friday.", []),
    ("Every Tuesday they protest.", []),
    ("After the Sept. 11 attacks security rose.", []),
]

ARABIC = [
    ("وصل الوزير في 22 كانون الأول / ديسمبر 2024.", ["2024-12-22 day"]),
    ("وصل الوزير في 7 آب.", ["2025-08-07 day"]),
    ("وصل الوزير الخميس 7 آب / أغسطس.", ["2025-08-07 day"]),
    ("وصل الوزير في ٧ أغسطس ٢٠٢٤.", ["2024-08-07 day"]),
    ("وصل الوزير في 12 جويلية 2019.", ["2019-07-12 day"]),
    ("وصل الوزير في الـ29 من مارس (آذار) الماضي.", ["2025-03-29 day"]),
    ("وقعت في الثامن والعشرين من فبراير 2002.", ["2002-02-28 day"]),
    ("وقعت في الحادي عشر من أيلول 2001.", ["2001-09-11 day"]),
    ("وقعت يوم 15/7/2003 في العاصمة.", ["2003-07-15 day"]),
    ("وقعت في أبريل (نيسان) 1973.", ["1973-04-01 month"]),
    ("تعقد القمة في يونيو المقبل.", ["2026-06-01 month"]),
    ("اجتمع الطرفان أمس.", ["2025-08-06 day"]),
    ("اجتمع الطرفان أمس الأول.", ["2025-08-05 day"]),
    ("اجتمع الطرفان اليومَ.", ["2025-08-07 day"]),
    ("يجتمع الطرفان غداً.", ["2025-08-08 day"]),
    ("اجتمع الطرفان الثلاثاء.", ["2025-08-05 day"]),
    ("سيجتمع الطرفان الثلاثاء.", ["2025-08-12 day"]),
    ("يجتمع الطرفان يوم الجمعة المقبل.", ["2025-08-08 day"]),
    ("اجتمع الطرفان الخميس الماضي.", ["2025-07-31 day"]),
    ("اجتمع الطرفان قبل يومين.", ["2025-08-05 day"]),
    ("اجتمع الطرفان قبل ثلاثة أيام.", ["2025-08-04 day"]),
    ("اجتمع الطرفان الأسبوع الماضي.", ["2025-07-01 month"]),
    ("اجتمع الطرفان العام الماضي.", ["2024-01-01 year"]),
    ("اجتمع الطرفان عام 1994.", ["1994-01-01 year"]),
    ("اجتمع الطرفان قبل ثلاثة أيام من الانتخابات.", []),
    ("يعيش هناك منذ 1990.", []),
    ("يستمر المعرض حتى 15 أيلول.", []),
    ("شاركت قوى 14 آذار في الحوار.", []),
    ("مارس الوزير صلاحياته.", []),
]

TURKISH = [
    ("Bakan 10 Aralık'ta geldi.", ["2024-12-10 day"]),
    ("Bakan 10 Aralık 2016'da geldi.", ["2016-12-10 day"]),
    ("Bakan 7 Ağustos Perşembe günü geldi.", ["2025-08-07 day"]),
    ("Bakan 3 Şubat tarihinde geldi.", ["2025-02-03 day"]),
    ("Bakan 07.08.2024 günü geldi.", ["2024-08-07 day"]),
    ("Anlaşma Temmuz 2016'da imzalandı.", ["2016-07-01 month"]),
    ("Anlaşma Ocak ayında imzalandı.", ["2025-01-01 month"]),
    ("Anlaşma geçen yıl imzalandı.", ["2024-01-01 year"]),
    ("Anlaşma 1992'de imzalandı.", ["1992-01-01 year"]),
    ("Anlaşma 1992 yılında imzalandı.", ["1992-01-01 year"]),
    ("ANLAŞMA DÜN İMZALANDI", ["2025-08-06 day"]),
    ("Bugünkü toplantı bitti.", ["2025-08-07 day"]),
    ("Heyet salı günü görüştü.", ["2025-08-05 day"]),
    ("Heyet Cuma günü görüşecek.", ["2025-08-08 day"]),
    ("Heyet iki gün önce görüştü.", ["2025-08-05 day"]),
    ("Heyet geçen hafta görüştü.", ["2025-07-01 month"]),
    ("Heyet gelecek ay görüşecek.", ["2025-09-01 month"]),
    ("Bölge 1990'dan beri sakin.", []),
    ("Seçimden iki gün önce görüştüler.", []),
    ("15 Temmuz darbe girişimi anıldı.", []),
    ("Kasım ayı" + " değil, pazar kuruldu.", ["2024-11-01 month"]),
]


def found(text: str, language: str, anchor: date | None = ANCHOR) -> list[str]:
    return [f"{mention.day} {mention.precision}" for mention in find_dates(text, language, anchor)]


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english_dates(text: str, expected: list[str]) -> None:
    assert found(text, "en") == expected


@pytest.mark.parametrize(("text", "expected"), ARABIC)
def test_arabic_dates(text: str, expected: list[str]) -> None:
    assert found(text, "ar") == expected


@pytest.mark.parametrize(("text", "expected"), TURKISH)
def test_turkish_dates(text: str, expected: list[str]) -> None:
    assert found(text, "tr") == expected


def test_relative_and_yearless_dates_need_an_anchor() -> None:
    assert found("They met yesterday, on Tuesday and on 5 May.", "en", None) == []
    assert found("They met on 5 May 2003.", "en", None) == ["2003-05-05 day"]


def test_explicit_tells_calendar_dates_from_relative_words() -> None:
    mentions = find_dates("On 5 August, not yesterday.", "en", ANCHOR)
    assert [mention.explicit for mention in mentions] == [True, False]


def test_spans_point_into_the_text_behind_vowel_signs() -> None:
    text = "قالَ الوَزيرُ في 7 آبَ 2024 إنّه وصل"
    (mention,) = find_dates(text, "ar", None)
    assert mention.span.cut(text).startswith("7 آب")
    assert mention.day == date(2024, 8, 7)


def test_a_weekday_beside_the_date_settles_the_year() -> None:
    # 7 August was a Thursday in 2025 and a Wednesday in 2024.
    assert found("الأربعاء 7 آب", "ar", date(2025, 9, 1)) == ["2024-08-07 day"]
    assert found("الخميس 7 آب", "ar", date(2025, 9, 1)) == ["2025-08-07 day"]


def test_impossible_days_are_not_dates() -> None:
    assert found("on 31 February 2003", "en") == []
    assert found("on 29 February", "en", date(2025, 8, 7)) == ["2024-02-29 day"]


def test_a_language_without_calendar_words_yields_nothing() -> None:
    assert find_dates("5 May 2003", "und", None) == []


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("2025-08-07", date(2025, 8, 7)),
        ("2025-08-07T23:30:00Z", date(2025, 8, 7)),
        ("2025-08-07 10:00:00", date(2025, 8, 7)),
        ("20250807", date(2025, 8, 7)),
        ("Thu, 07 Aug 2025 10:00:00 GMT", date(2025, 8, 7)),
        ("26th, June 2025 GMT", date(2025, 6, 26)),
        ("7 Ağustos 2025 14:30", date(2025, 8, 7)),
        ("07.08.2025 14:32", date(2025, 8, 7)),
        ("07/08/2025", date(2025, 8, 7)),
        ("08/17/2025", date(2025, 8, 17)),
        ("٧ آب ٢٠٢٥", date(2025, 8, 7)),
        ("1754550000", date(2025, 8, 7)),
        ("1754550000000", date(2025, 8, 7)),
        ("August 7, 2025, 2:30 pm", date(2025, 8, 7)),
        ("soon", None),
        ("2025", None),
        ("2025-13-45", None),
        ("", None),
    ],
)
def test_date_fields(field: str, expected: date | None) -> None:
    assert parse_date(field) == expected


@given(st.text(max_size=200), st.sampled_from(date_languages()), st.dates())
def test_any_text_and_anchor_give_ordered_spans(text: str, language: str, anchor: date) -> None:
    reached = 0
    for mention in find_dates(text, language, anchor):
        assert reached <= mention.span.start < mention.span.end <= len(text)
        reached = mention.span.end


@given(st.text(max_size=130))
def test_any_field_is_a_date_or_none(text: str) -> None:
    assert parse_date(text) is None or isinstance(parse_date(text), date)


@pytest.mark.parametrize("language", date_languages())
@pytest.mark.parametrize("unit", [" ", "7 ", "2003-", "in the ", "قبل يوم ", "Cuma "])
def test_time_is_linear_in_the_text(language: str, unit: str) -> None:
    started = time.process_time()
    find_dates(unit * (100_000 // len(unit)), language, ANCHOR)
    assert time.process_time() - started < 5
