"""Clauses of Turkish sentences, read without a parser: tokens carry no tags, so form and order alone decide."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventcoder.languages.protocol import Clause
from eventcoder.languages.tr.language import Turkish
from eventcoder.languages.tr.tokenizer import TurkishTokenizer
from eventcoder.types.text import Word

TURKISH = Turkish()
TOKENIZER = TurkishTokenizer()
MORPHOLOGY = TURKISH.morphology(
    [
        "suçlamak",
        "kınamak",
        "saldırmak",
        "söylemek",
        "öldürmek",
        "çağırmak",
        "istemek",
        "bombalamak",
        "demek",
        "niyetlenmek",
    ],
    [
        "ziyaret",
        "saldırı",
        "görüşme",
        "çağrı",
        "tehdit",
        "gözaltı",
        "izin",
        "izin-vermemek",
        "savaş",
        "yaptırım",
        "işgal",
    ],
)


def read(text: str) -> dict[str, tuple[Clause, list[tuple[str, str, str]]]]:
    """Return, for each predicate word, its clause and its arguments as (role, marker, words)."""
    spans = TOKENIZER(text)
    words = [
        Word(i, start, end, text[start:end], TURKISH.fold(text[start:end]), text[start:end], "X", "", 0, "dep")
        for i, (start, end) in enumerate(spans)
    ]
    readings = {word.index: found for word in words if (found := MORPHOLOGY.read(word.norm))}
    return {
        words[clause.predicate].text: (
            clause,
            [(a.role, a.marker, " ".join(w.text for w in words[a.start : a.end])) for a in clause.arguments],
        )
        for clause in TURKISH.clauses(words, readings)
    }


@pytest.mark.parametrize(
    ("text", "predicate", "expected"),
    [
        ("Erdoğan, Bağdat'ı ziyaret etti.", "ziyaret", [("subj", "", "Erdoğan"), ("obj", "", "Bağdat'ı")]),
        ("Bağdat, Erdoğan tarafından ziyaret edildi.", "ziyaret", [("obj", "", "Bağdat"), ("agent", "", "Erdoğan")]),
        (
            "Güney Afrika, İsrail'i suçladı.",
            "suçladı",
            [("subj", "", "Güney Afrika"), ("obj", "", "İsrail'i")],
        ),
        ("Hollanda, İran'ı kınadı.", "kınadı", [("subj", "", "Hollanda"), ("obj", "", "İran'ı")]),
        (
            "Mısır cumhurbaşkanı Katar'ı kınadı.",
            "kınadı",
            [("subj", "", "Mısır cumhurbaşkanı"), ("obj", "", "Katar'ı")],
        ),
        (
            "Vietnam'ın Çin'i suçlaması üzerine İran, Irak'ı kınadı.",
            "suçlaması",
            [("subj", "", "Vietnam'ın"), ("obj", "", "Çin'i")],
        ),
        ("İsrail Gazze'yi bombaladı.", "bombaladı", [("subj", "", "İsrail"), ("obj", "", "Gazze'yi")]),
        (
            "Bakan, Rusya'nın Kiev'e saldırdığını söyledi.",
            "saldırdığını",
            [("subj", "", "Rusya'nın"), ("obl", "dat", "Kiev'e")],
        ),
        ("Rusya'nın Kiev'e saldırısını kınayan Macron, Moskova'yı suçladı.", "kınayan", [("subj", "", "Macron")]),
        ("Rusya'nın Kiev'e saldırısını kınayan Macron, Moskova'yı suçladı.", "saldırısını", [("gen", "", "Rusya'nın")]),
        ("ABD'den İran'a tehdit", "tehdit", [("obl", "abl", "ABD'den"), ("obl", "dat", "İran'a")]),
        (
            "Mısır ile İsrail arasındaki görüşmeler sürüyor.",
            "görüşmeler",
            [("obl", "arasında", "Mısır"), ("obl", "arasında", "İsrail")],
        ),
        ("Ordunun düzenlediği saldırıda kimse ölmedi.", "saldırıda", [("subj", "", "Ordunun")]),
        ("İran, ABD'nin Irak'a saldırmasını istedi.", "istedi", [("subj", "", "İran"), ("obl", "content", "ABD'nin")]),
        ("Almanya, Polonya'ya savaş ilan etti.", "savaş", [("subj", "", "Almanya"), ("obl", "dat", "Polonya'ya")]),
        ("ABD'nin Irak işgali eleştirildi.", "işgali", [("gen", "", "ABD'nin"), ("mod", "", "Irak")]),
    ],
)
def test_arguments(text: str, predicate: str, expected: list[tuple[str, str, str]]) -> None:
    _, arguments = read(text)[predicate]
    for argument in expected:
        assert argument in arguments


@pytest.mark.parametrize(
    ("text", "predicate", "shown"),
    [
        ("Gazeteci gözaltına alındı.", "gözaltına", {"passive": True}),
        ("Fransa, İran'ı kınamadı.", "kınamadı", {"negated": True}),
        ("Fransa, İran'ı kınayacak.", "kınayacak", {"modality": "intended"}),
        ("Fransa, İran'ı kınayabilir.", "kınayabilir", {"modality": "hypothetical"}),
        ("Fransa İran'ı kınarsa Çin susar.", "kınarsa", {"modality": "hypothetical"}),
        ("Fransa'nın İran'a saldırması halinde Çin susar.", "saldırması", {"modality": "hypothetical"}),
        ("Fransa'nın İran'a saldırmasının ardından Çin sustu.", "saldırmasının", {"relation": "adverbial"}),
        ("Bakan, Rusya'nın Kiev'e saldırdığını söyledi.", "saldırdığını", {"relation": "complement"}),
        ('Bakan, "Rusya, Kiev\'e saldırdı" dedi.', "saldırdı", {"relation": "reported"}),
        ("Bakan: Kiev'e saldıracağız", "saldıracağız", {"relation": "reported", "person": 1}),
    ],
)
def test_voice_polarity_modality_and_relation(text: str, predicate: str, shown: dict[str, object]) -> None:
    clause, _ = read(text)[predicate]
    assert {name: getattr(clause, name) for name in shown} == shown


def test_a_permission_not_given_is_a_refusal() -> None:
    clause, _ = read("Mısır, gazetecilere izin vermedi.")["izin"]
    assert [reading.lemma for reading in clause.readings] == ["izin-vermemek"]
    assert not clause.negated


def test_wanting_to_act_is_a_plan_not_a_demand() -> None:
    clause, _ = read("Mısır, Sudan'a saldırmak istiyor.")["istiyor"]
    assert clause.readings[0].lemma == "niyetlenmek"


def test_embedded_clauses_name_their_governor() -> None:
    found = read("Bakan, Rusya'nın Kiev'e saldırdığını söyledi.")
    assert found["saldırdığını"][0].parent == found["söyledi"][0].predicate


@pytest.mark.parametrize(
    "text", ["", ".", '"', "((", "ve ile için", "saldırı saldırı saldırı", "vermedi, vermedi ve vermedi"]
)
def test_odd_text_is_read_without_failing(text: str) -> None:
    for clause, _ in read(text).values():
        assert clause.predicate >= 0


@given(st.text(alphabet=st.sampled_from("aeıioöuübcçdgğklmnrstyz AEİT'\"“”.,:;()-ve dedi ile için "), max_size=120))
def test_any_text_is_read_without_failing(text: str) -> None:
    for clause, _ in read(text).values():
        assert all(a.start <= a.head < a.end for a in clause.arguments)
