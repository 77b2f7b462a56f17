"""Whatever text comes in, it is coded without a fault, its offsets hold, and time stays linear."""

import time
from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from toy import Toy, argument, clause, codebook, words_of
from toy import tuples as tuples_of

from eventcoder.analysis.parser import Tokens
from eventcoder.coders.rule import RuleCoder
from eventcoder.engines.local import Plan
from eventcoder.engines.local import run as run_local
from eventcoder.ingest.batches import batches
from eventcoder.ingest.decode import clean
from eventcoder.pipeline import BatchResult, Tools, load_tools, process
from eventcoder.types.events import Event
from eventcoder.types.text import Document, FailedDocument

LANGUAGES = ("ar", "tr", "en")
NEWS = {
    "ar": "أدانت فرنسا إيران يوم الاثنين، وزار وزير الخارجية الفرنسي دمشق حيث التقى نظيره السوري.",
    "tr": "Fransa Dışişleri Bakanı Şam'ı ziyaret etti ve İran'ı kınadı; polis İzmir'de 3 Mart'ta halkı dağıttı.",
    "en": "France's foreign minister visited Damascus, condemned Iran and said “we'll meet Syria's rebels” on 3 March.",
}
WORDS = {language: text.split() for language, text in NEWS.items()}


@cache
def tools() -> Tools:
    """Return the shipped codebook and pipelines, loaded once for all tests."""
    return load_tools("cameo", "rule")


def coded(text: str, language: str | None = None, published: date | None = None) -> BatchResult:
    """Code one document, and look whether everything said of it is true of its text."""
    result = process([Document("d", text, "d", published=published, language=language)], tools())
    (document,) = result.documents
    assert document.sentences == len(result.sentences)
    assert document.events == len(result.events)
    for outcome in result.sentences:
        assert outcome.sentence.span.cut(text) == outcome.sentence.text
        assert outcome.outcome != "failed", outcome
    for event in result.events:
        assert_evidence(event)
    return result


def assert_evidence(event: Event) -> None:
    sentence = event.sentence.text
    assert 0 <= event.trigger.start < event.trigger.end <= len(sentence)
    for actor in (event.source, event.target):
        if actor and actor.span:
            assert actor.text == actor.span.cut(sentence) != ""


def tuples(text: str, language: str, published: date | None = None) -> set[tuple[str, str, str]]:
    return set(tuples_of(coded(text, language, published).events))


@pytest.mark.slow
@settings(deadline=None, max_examples=150)
@given(st.text(max_size=200), st.sampled_from((*LANGUAGES, None)))
def test_any_text_is_coded_without_a_fault(text, language):
    coded(text, language)


@st.composite
def shuffled_news(draw):
    """Draw words of a sentence in any order, with marks and words of the other languages between them."""
    language = draw(st.sampled_from(LANGUAGES))
    marks = ["(", ")", '"', "«", "»", "'", "'s", "-", ",", ".", "…", ":", "\u200f", "\u0640", "\n", "2003", "و", "ve"]
    own = st.sampled_from(WORDS[language])
    other = st.sampled_from([word for words in WORDS.values() for word in words])
    drawn = draw(st.lists(st.one_of(own, own, own, st.sampled_from(marks), other), min_size=1, max_size=30))
    return language, draw(st.sampled_from([" ", " ", " ", ""])).join(drawn)


@pytest.mark.slow
@settings(deadline=None, max_examples=300)
@given(shuffled_news())
def test_shuffled_news_is_coded_without_a_fault(drawn):
    language, text = drawn
    coded(text, language)


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "text",
    ["\x00", "\u200f",
     "\ufeff", "\ud800", "a\ud800b.", "'s", "’", "…", "()", "\u0640\u0640", "\u064b", "و", "لل", "İ", "ı",
     "😀 🇹🇷", "\u202eIran", "1" * 400, "ﷺ", "ﻻ", "e\u0301", "﹣", "\u2028", "http://", "@", "#وسم"],
)  # fmt: skip
def test_odd_texts_are_coded_without_a_fault(text, language):
    coded(text, language)


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("glue", [" ", ""])
def test_100_000_characters_without_a_full_stop_take_linear_time(language, glue):
    phrase = NEWS[language].rstrip(".").replace(";", ",") + glue
    text = phrase * (100_000 // len(phrase) + 1)
    coded(text[:5_000], language)
    assert _is_linear(text[:50_000], text[:100_000], language)


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["a\n", "Iran\n", "Iran. ", "«", "\u0640", "و ", "Iran's ", "-", "3 March 2003 "])
def test_100_000_characters_of_one_thing_take_linear_time(unit):
    text = unit * (20_000 // len(unit))
    coded(text[:1_000], "en")
    assert _is_linear(text, text * 2, "en")


def _is_linear(half: str, whole: str, language: str) -> bool:
    """Return whether twice the text takes less than three times as long; a pause of the collector may spoil one try."""
    limit = 3 * _seconds(half, language) + 0.5
    return _seconds(whole, language) < limit or _seconds(whole, language) < limit


def _seconds(text: str, language: str) -> float:
    start = time.process_time()
    process([Document("d", text, "d", language=language)], tools())
    return time.process_time() - start


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "plain", "other"),
    [
        ("ar", "أدان الأردن إسرائيل.", "ادان الاردن اسرائيل."),
        ("ar", "زار وزير الخارجية التركي إيران.", "زار وزير الخارجيه التركي ايران."),
        ("ar", "زار الرئيس المصري السعودية.", "زار الرئيس المصرى السعودية."),
        ("ar", "أدانت سوريا العراق.", "أدانت ســـوريا العـــراق."),
        ("ar", "أدانت سوريا العراق.", "أَدانَت سُوريا العِراقَ."),
        ("ar", "أدانت فرنسا إيران.", "\u200fأدانت فرنسا إيران."),
        ("tr", "Türkiye İran'ı kınadı.", "TÜRKİYE İRAN'I KINADI."),
        ("tr", "Türkiye İran'ı kınadı.", "Türkiye İran’ı kınadı."),
        ("tr", "Irak Kıbrıs'ı kınadı.", "IRAK KIBRIS'I KINADI."),
        ("tr", "İngiltere Irak'ı tehdit etti.", "I\u0307ngiltere Irak'ı tehdit etti."),
        ("en", "Turkey's president condemned Iran.", "Turkey’s president condemned Iran."),
        ("en", "France condemned Iran.", "France  condemned\u00a0Iran."),
        ("en", "France condemned Côte d'Ivoire.", "France condemned Co\u0302te d’Ivoire."),
    ],
)  # fmt: skip
def test_another_spelling_changes_nothing(language, plain, other):
    assert tuples(plain, language) == tuples(clean(other), language) != set()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "sentence", "left", "right"),
    [
        ("ar", "أدان {} {}.", "العراق", "الأردن"),
        ("ar", "هاجم الجيش في {} قوات {}.", "السودان", "تشاد"),
        ("ar", "فرضت {} عقوبات على {}.", "فرنسا", "سوريا"),
        ("tr", "{} {}'ı kınadı.", "Irak", "İran"),
        ("tr", "{}, {}'a yaptırım uyguladı.", "Yunanistan", "Azerbaycan"),
        ("tr", "{} tarafından {} kınandı.", "Almanya", "Rusya"),
        ("en", "{} condemned {}.", "Iraq", "Iran"),
        ("en", "{} was condemned by {}.", "Chad", "Mali"),
        ("en", "{} imposed sanctions on {}.", "Germany", "Russia"),
    ],
)
def test_swapped_names_swap_roles(language, sentence, left, right):
    forth = tuples(sentence.format(left, right), language)
    back = tuples(sentence.format(right, left), language)
    assert forth
    assert all(source and target for source, _, target in forth)
    assert back == {(target, code, source) for source, code, target in forth}


@pytest.mark.slow
@pytest.mark.parametrize("workers", [2, 3])
def test_any_number_of_workers_gives_the_same(workers):
    news = [Document(f"d{i}", NEWS[LANGUAGES[i % 3]], f"d{i}", date(2024, 3, 1)) for i in range(24)]
    documents: list[Document | FailedDocument] = [*news, FailedDocument("bad", "bad", "bad: was not read")]
    plan = Plan("cameo", "rule")
    alone = list(run_local(batches(documents, 5, 10_000), plan, tools(), 1))
    assert [d.doc_id for result in alone for d in result.documents] == [d.doc_id for d in documents]
    assert list(run_local(batches(documents, 5, 10_000), plan, tools(), workers)) == alone


class Stumbling:
    """A parser that cannot cut, or cannot parse, sentences with certain words."""

    def tokenize(self, texts):
        for text in texts:
            if "uncuttable" in text:
                raise TypeError("no word\nis found")
            words = words_of(text)
            yield Tokens(text, [(w.start, w.end) for w in words], [w.norm for w in words])

    def parse(self, sentences):
        for tokens in sentences:
            if "unparsable" in tokens.text:
                raise IndexError("off the end")
            yield tuple(words_of(tokens.text))


class Toolbox:
    """Tools of an imaginary language, with a parser that stumbles."""

    def __init__(self):
        language = Toy([clause(1, "attack", argument("subj", 0), argument("obj", 2))])
        self.coder = RuleCoder(codebook(), lambda code: language)

    def codes(self, language):
        return True

    def parser(self, language):
        return Stumbling()


def test_a_sentence_that_cannot_be_coded_takes_no_other_with_it():
    texts = [
        "Alandia attack Borduria",
        "Alandia attack uncuttable",
        "Alandia attack unparsable",
        "Tina attack Borduria",
    ]
    batch = [Document(f"d{i}", text, f"d{i}", language="en") for i, text in enumerate(texts)]
    result = process([*batch, FailedDocument("bad", "bad", "bad: was not read")], Toolbox())
    assert [s.outcome for s in result.sentences] == ["coded", "failed", "failed", "coded"]
    assert [s.reason for s in result.sentences] == [
        None, "TypeError: no word is found", "IndexError: off the end", None,
    ]  # fmt: skip
    assert [d.outcome for d in result.documents] == ["built"] * 4 + ["failed"]
    assert tuples_of(result.events)[0] == ("ALD", "190", "BOR")
