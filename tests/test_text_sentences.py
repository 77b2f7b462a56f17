"""Sentence splitting and language identification."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventcoder.text.articles import split_articles
from eventcoder.text.breaks import sentence_breaks
from eventcoder.text.language import identify
from eventcoder.text.sentences import split_sentences
from eventcoder.types.text import Document, Sentence


def sentences(text: str) -> list[Sentence]:
    document = Document("d", text, "d")
    return [
        sentence for article in split_articles(document) for sentence in split_sentences(document, article, identify)
    ]


def split(text: str, language: str) -> list[str]:
    cuts = [0, *sentence_breaks(text, language), len(text)]
    return [text[start:end].strip() for start, end in zip(cuts, cuts[1:], strict=False)]


ENGLISH = [
    "Mr. Brown met Sen. Green.|They talked.",
    "The U.S. President left.|He flew at 5 p.m. on Monday.",
    "They left the U.S.|The others stayed.",
    "Growth was 3.5 percent.|Exports rose.",
    "J. R. Smith of Acme Inc. resigned.|Why?|Nobody knows!",
    '"We will stay," he said.|"We have time. We are calm."',
    "He paused... and went on.|It ended...|Then they left.",
    "Gen. Jones (ret.) spoke.|The crowd listened.",
    "It ended.[3] Then it began.|Really.",
    "Talks ended in Doha.Ministers flew home.",
]
TURKISH = [
    "Dr. Kaya ile Prof. Demir görüştü.|Toplantı 3. Ordu binasında yapıldı.",
    "21. yüzyılda II. Dünya Savaşı anıldı.|Tören bitti.",
    "Oran yüzde 3,5 oldu.|Fiyatlar 2.500 liraya çıktı.",
    "Görüşme 2003.|Bakan döndü.",
    '"Kalacağız. Gitmiyoruz" dedi.|Kalabalık dağıldı.',
    "Ankara'da ne oldu?|Kimse bilmiyor!",
    "Şirket A.Ş. oldu.|İ. Kaya istifa etti.",
]
ARABIC = [
    "وصل الوزير.|استقبله نظيره.",
    "هل وصل الوزير؟|نعم وصل!",
    "قال د. سمير إن الوضع هادئ.|غادر بعدها.",
    "بلغت النسبة 3.5 بالمئة.|ارتفعت الأسعار؛ وتراجعت الصادرات، وفق الوزارة.",
    "قال: «سنبقى هنا. لن نغادر».|ثم انصرف.",
    "نقلت وكالة أ.ف.ب عن المصدر قوله.|وأضاف آخر.",
    "انتهى الاجتماع.وغادر الوفد العاصمة.",
]


@pytest.mark.parametrize("marked", [text for text in ENGLISH if "Doha.M" not in text and "[3]" not in text])
def test_english_sentences(marked: str) -> None:
    assert split(marked.replace("|", " "), "en") == marked.split("|")


def test_a_missing_blank_does_not_join_sentences() -> None:
    assert len(split("Talks ended in Doha.Ministers flew home.", "en")) == 2
    assert len(split("انتهى الاجتماع.وغادر الوفد العاصمة.", "ar")) == 2
    assert len(split("See www.example.com for more.", "en")) == 1


def test_footnote_marks_stay_with_their_sentence() -> None:
    assert split("It ended.[3] Then it began.", "en") == ["It ended.[3]", "Then it began."]


@pytest.mark.parametrize("marked", TURKISH)
def test_turkish_sentences(marked: str) -> None:
    assert split(marked.replace("|", " "), "tr") == marked.split("|")


@pytest.mark.parametrize("marked", ARABIC[:-1])
def test_arabic_sentences(marked: str) -> None:
    assert split(marked.replace("|", " "), "ar") == marked.split("|")


def test_guillemets_the_wrong_way_round_still_quote() -> None:
    assert len(split("قال: »سنبقى هنا. لن نغادر« ثم انصرف. وعاد.", "ar")) == 2


def test_a_quote_that_never_closes_protects_nothing() -> None:
    assert len(split('He said "we stay. They left. It ended.', "en")) == 3


def test_long_runs_are_cut_at_blanks() -> None:
    text = "kelime " * 2000
    parts = sentences(text)
    assert max(len(part.text) for part in parts) <= 2000
    assert sum(len(part.text.split()) for part in parts) == 2000


def test_sentences_carry_their_own_language_and_number() -> None:
    text = "The minister arrived in Ankara on Tuesday.\nBakan salı günü Ankara'ya geldi ve görüşmelere başladı."
    assert [(part.sentence_no, part.language) for part in sentences(text)] == [(1, "en"), (2, "tr")]


@pytest.mark.parametrize(
    ("text", "default", "expected"),
    [
        ("وصل الوزير إلى دمشق", "und", "ar"),
        ("Bakan dün Şam'a geldi ve mevkidaşıyla görüştü.", "und", "tr"),
        ("The minister arrived in Damascus yesterday.", "und", "en"),
        ("Tamam.", "tr", "tr"),
        ("OK.", "en", "en"),
        ("1234 !", "ar", "ar"),
        ("وزیر خارجه ایران گفت که این کشور پیشنهاد جدیدی را بررسی می‌کند", "ar", "und"),
        ("Le ministre des affaires étrangères est arrivé hier à Damas pour une visite de deux jours.", "en", "und"),
        ("Министр иностранных дел прибыл вчера в Дамаск.", "en", "und"),
        ("الوكالة العربية السورية للأنباء تنشر تقرير العمل المدنی اليوم", "ar", "ar"),
    ],
)
def test_identify(text: str, default: str, expected: str) -> None:
    assert identify(text, default) == expected


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=400))
def test_any_text_splits_into_exact_ordered_disjoint_spans(text: str) -> None:
    document = Document("d", text, "d")
    for article in split_articles(document):
        reached = 0
        for sentence in split_sentences(document, article, lambda words, default: default):
            assert sentence.span.cut(text) == sentence.text
            assert sentence.span.start >= reached
            reached = sentence.span.end
            assert sentence.text.strip() == sentence.text


_SCRAPS = st.sampled_from(
    [
        "\n",
        "\n\n",
        ". ",
        "? ",
        '"',
        "«",
        "»",
        "Read also:",
        "اقرأ أيضا:",
        "— Ali (@ali) August 7, 2025",
        "(AFP) - ",
        " ",
    ]
    + [
        "Tags: ",
        "Etiketler: ",
        "المصدر: ",
        "07.08.2025",
        "Mr. ",
        "دمشق-سانا",
        "Word word word",
        "كلمة كلمة.",
        "\f",
        "3. ",
    ]
)


@settings(deadline=None, max_examples=150)
@given(st.lists(_SCRAPS, max_size=40).map("".join))
def test_articles_of_any_page_are_disjoint(text: str) -> None:
    spans = sorted(span for article in split_articles(Document("d", text, "d")) for span in article.spans)
    assert all(one.end <= two.start for one, two in zip(spans, spans[1:], strict=False))
    assert all(0 <= span.start < span.end <= len(text) for span in spans)


@pytest.mark.parametrize(
    "unit", ["a", "a ", " ", ".", ". ", '"', "«", "- (@", "\n", "Mr. ", "https://x ", "اقرأ أيضا: ", "(", "7 "]
)
def test_a_line_of_100_000_characters_takes_linear_time(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    started = time.process_time()
    document = Document("d", text, "d")
    for article in split_articles(document):
        split_sentences(document, article, lambda words, default: default)
    assert time.process_time() - started < 5


@pytest.mark.slow
def test_a_document_of_5_megabytes_takes_linear_time() -> None:
    line = "وصل الوزير إلى دمشق يوم الثلاثاء. The talks ended in Doha. Görüşmeler Ankara'da sürdü.\n"
    document = Document("d", line * (5_000_000 // len(line)), "d")
    started = time.process_time()
    count = 0
    for article in split_articles(document):
        count += len(split_sentences(document, article, lambda words, default: "en"))
    assert count == 3 * (5_000_000 // len(line))
    assert time.process_time() - started < 40
