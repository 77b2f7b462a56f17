import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventcoder.languages.tr.language import Turkish

TURKISH = Turkish()
VERBS = [
    "görüşmek",
    "etmek",
    "gitmek",
    "saldırmak",
    "öldürmek",
    "başlamak",
    "demek",
    "vermek",
    "tutuklamak",
    "reddetmek",
]
NOUNS = ["saldırı", "görüşme", "ziyaret", "işbirliği", "izin", "ret", "protokol", "destek", "çatışma"]
MORPHOLOGY = TURKISH.morphology(VERBS, NOUNS)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("IRAK", "ırak"),
        ("İRAN", "iran"),
        ("DIŞİŞLERİ", "dışişleri"),
        ("Hâkim", "hakim"),
        ("Türkiye’nin", "türkiye'nin"),
        ("KÂTİP", "katip"),
    ],
)
def test_fold_keeps_length(written: str, folded: str) -> None:
    assert TURKISH.fold(written) == folded
    assert len(folded) == len(written)


@given(st.text())
def test_fold_is_idempotent_and_keeps_length(text: str) -> None:
    folded = TURKISH.fold(text)
    assert len(folded) == len(text)
    assert TURKISH.fold(folded) == folded


@pytest.mark.parametrize(
    ("form", "lemma", "shown"),
    [
        ("görüştü", "görüşmek", {"Tense=Past", "VerbForm=Fin"}),
        ("görüşecek", "görüşmek", {"Tense=Fut"}),
        ("görüşmedi", "görüşmek", {"Polarity=Neg", "Tense=Past"}),
        ("görüştüğünü", "görüşmek", {"VerbForm=Part", "Case=Acc", "Person[psor]=3"}),
        ("görüşülüyor", "görüşmek", {"Voice=Pass", "Aspect=Prog"}),
        ("görüştükten", "görüşmek", {"VerbForm=Conv"}),
        ("ediyor", "etmek", {"Tense=Pres"}),
        ("edemez", "etmek", {"Polarity=Neg", "Mood=Pot"}),
        ("edilemeyeceğini", "etmek", {"Voice=Pass", "Polarity=Neg", "Tense=Fut", "Case=Acc"}),
        ("gidenler", "gitmek", {"VerbForm=Part", "Number=Plur"}),
        ("öldürülmesiyle", "öldürmek", {"Voice=Pass", "VerbForm=Vnoun", "Case=Ins"}),
        ("başlıyor", "başlamak", {"Aspect=Prog"}),
        ("diyor", "demek", {"Tense=Pres"}),
        ("diyen", "demek", {"VerbForm=Part"}),
        ("vermeye", "vermek", {"VerbForm=Vnoun", "Case=Dat"}),
        ("veremedi", "vermek", {"Mood=Pot", "Polarity=Neg"}),
        ("tutuklayacaklar", "tutuklamak", {"Tense=Fut", "Number=Plur"}),
        ("tutuklandı", "tutuklamak", {"Voice=Pass"}),
        ("reddedildi", "reddetmek", {"Voice=Pass", "Tense=Past"}),
        ("ederse", "etmek", {"Mood=Cnd"}),
        ("etsin", "etmek", {"Mood=Opt"}),
        ("saldırıya", "saldırı", {"Case=Dat"}),
        ("saldırılarını", "saldırı", {"Case=Acc", "Number=Plur", "Person[psor]=3"}),
        ("işbirliğine", "işbirliği", {"Case=Dat"}),
        ("izni", "izin", {"Case=Acc"}),
        ("reddi", "ret", {"Case=Acc"}),
        ("protokolü", "protokol", {"Case=Acc"}),
        ("desteğini", "destek", {"Case=Acc", "Person[psor]=3"}),
        ("çatışmalarda", "çatışma", {"Case=Loc", "Number=Plur"}),
        ("zirvesi'ne", None, set()),
    ],
)
def test_morphology_reads_inflected_forms(form: str, lemma: str | None, shown: set[str]) -> None:
    readings = MORPHOLOGY.read(form)
    found = [reading for reading in readings if reading.lemma == lemma and shown <= set(reading.feats.split("|"))]
    assert bool(found) == (lemma is not None)


@pytest.mark.parametrize("word", ["et", "gidişat", "saldırgan", "görüşlü", "", "verem", "destekli", "izinsiz"])
def test_other_words_are_no_forms(word: str) -> None:
    assert MORPHOLOGY.read(word) == ()


@pytest.mark.parametrize(
    ("form", "key"),
    [
        ("bakanı'nın", "bakanı"),
        ("bakanları", "bakanı"),
        ("bakanlarının", "bakanı"),
        ("bakanıyla", "bakanı"),
        ("askerlerinin", "asker"),
        ("kitabı", "kitap"),
        ("milletvekilleri", "milletvekili"),
        ("birliklerince", "birlik"),
        ("polislere", "polis"),
        ("örgütünün", "örgüt"),
        ("büyükelçisiyle", "büyükelçi"),
        ("yetkililer", "yetkili"),
    ],
)
def test_noun_keys_reach_the_base_form(form: str, key: str) -> None:
    keys = TURKISH.noun_keys(form)
    assert keys[0] == form
    assert key in keys


@pytest.mark.parametrize(
    ("form", "key"),
    [
        ("türkiye'nin", "türkiye"),
        ("suriyedeki", "suriye"),
        ("abd'li", "abd"),
        ("israilliler", "israilli"),
        ("ankaralı", "ankara"),
        ("ıraktan", "ırak"),
    ],
)
def test_name_keys_reach_the_bare_name(form: str, key: str) -> None:
    keys = TURKISH.name_keys(form)
    assert keys[0] == form
    assert key in keys


def test_a_compound_title_meets_its_inflected_forms() -> None:
    (phrase,) = TURKISH.phrase_keys("Dışişleri Bakanı")
    for written in ("Dışişleri Bakanı'nın", "dışişleri bakanları", "dışişleri bakanıyla", "Dışişleri Bakanımız"):
        words = TURKISH.fold(written).split()
        assert all(key in TURKISH.noun_keys(word) for key, word in zip(phrase, words, strict=True)), written
