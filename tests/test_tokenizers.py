import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventcoder.analysis.parser import load_tokenizer
from eventcoder.errors import ModelError

TEXTS = [
    ("en", "They didn't sign it.", "They|did|n't|sign|it|."),
    ("en", "The minister’s U.S.-led talks cannot fail.", "The|minister|’s|U.S.|-|led|talks|can|not|fail|."),
    ("en", "An anti-war march drew 1,200 people at 9:30.", "An|anti-war|march|drew|1,200|people|at|9:30|."),
    ("en", "Mr. Smith met Gen. O'Neill.", "Mr.|Smith|met|Gen.|O'Neill|."),
    ("en", "No, J. R. Jones said.", "No|,|J.|R.|Jones|said|."),
    ("en", "See https://example.org/a?b=1, please", "See|https://example.org/a?b=1|,|please"),
    ("tr", "Türkiye'nin Ankara’daki elçisi konuştu.", "Türkiye'nin|Ankara’daki|elçisi|konuştu|."),
    ("tr", "3. Ordu 2012'de Irak-Suriye sınırına geldi.", "3.|Ordu|2012'de|Irak|-|Suriye|sınırına|geldi|."),
    ("tr", '"Barış Yolu"nu kapattılar.', '"|Barış|Yolu"nu|kapattılar|.'),
    ("ar", "وقال الرئيس إنه سيزور بغداد.", "و|قال|الرئيس|إن|ه|س|يزور|بغداد|."),
    ("ar", "وصل وزير الخارجية للمشاركة في المؤتمر", "وصل|وزير|الخارجية|ل|لمشاركة|في|المؤتمر"),
    ("ar", "اتهمت الحكومة جيرانها بدعم المتمردين", "اتهمت|الحكومة|جيران|ها|ب|دعم|المتمردين"),
    ("ar", "قُتل ١٢ شخصًا وأُصيب آخرون", "قُتل|١٢|شخصًا|و|أُصيب|آخرون"),
    ("ar", "فلسطين ولبنان وفرنسا", "فلسطين|و|لبنان|و|فرنسا"),
]


@pytest.mark.parametrize(("language", "text", "words"), TEXTS)
def test_words(language: str, text: str, words: str) -> None:
    assert "|".join(text[start:end] for start, end in load_tokenizer(language)(text)) == words


@pytest.mark.parametrize("name", ["بندر", "كلاوس", "فالون", "وليد", "سيهانوك"])
def test_arabic_names_are_not_cut(name: str) -> None:
    tokenizer = load_tokenizer("ar", [name])
    text = f"استقبل {name} الوفد"
    assert name in [text[start:end] for start, end in tokenizer(text)]


def test_a_proclitic_is_cut_off_a_name() -> None:
    text = "أشاد ببندر"
    assert [text[start:end] for start, end in load_tokenizer("ar", ["بندر"])(text)] == ["أشاد", "ب", "بندر"]


@pytest.mark.parametrize("language", ["ar", "en", "tr"])
@settings(deadline=None)  # the first Arabic word loads a dictionary
@given(text=st.text(alphabet=st.sampled_from(list("aIİ'’-.\"وبالهمةكسfn't ُ١2 \n،")), max_size=40))
def test_words_cover_everything_but_white_space(language: str, text: str) -> None:
    offsets = load_tokenizer_once(language)(text)
    assert all(start < end for start, end in offsets)
    assert all(left[1] <= right[0] for left, right in zip(offsets, offsets[1:], strict=False))
    covered = {place for start, end in offsets for place in range(start, end)}
    assert all(place in covered for place, letter in enumerate(text) if not letter.isspace())
    assert not any(letter.isspace() for start, end in offsets for letter in text[start:end])


_TOKENIZERS = {language: load_tokenizer(language) for language in ("ar", "en", "tr")}


def load_tokenizer_once(language: str):  # type: ignore[no-untyped-def]
    return _TOKENIZERS[language]


def test_unknown_language_is_named() -> None:
    with pytest.raises(ModelError, match="'xx' has no tokenizer"):
        load_tokenizer("xx")
