"""Arabic word forms: folding, conjugation of all verb classes, verbal nouns, participles, look-up keys."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventcoder.languages.ar import verbs as lexicon
from eventcoder.languages.ar.conjugation import (
    Verb,
    active_participle,
    citation,
    conjugate,
    masdars,
    passive_participle,
)
from eventcoder.languages.ar.fold import bare, fold
from eventcoder.languages.ar.language import Arabic
from eventcoder.languages.ar.verbs import find_verbs, known_verbs

ARABIC = Arabic()
LETTERS = st.text(st.characters(min_codepoint=0x600, max_codepoint=0x6FF) | st.characters(max_codepoint=0x24F))


@given(LETTERS)
def test_fold_keeps_length_and_is_idempotent(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("written", "folded"),
    [("الأمريكى", "الامريكي"), ("إيران", "ايران"), ("مسئول", "مسءول"), ("مسؤول", "مسءول"), ("مدينة", "مدينة")],
)
def test_spelling_variants_meet(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_bare_drops_vowels_and_tatweel() -> None:
    assert bare("قُـــتِلَ") == "قتل"


def forms(lemma: str, tense: str, voice: str, person: int = 3, gender: str = "Masc", number: str = "Sing") -> set[str]:
    wanted = (tense, voice, person, gender, number)
    return {f.text for verb in find_verbs(lemma) for f in conjugate(verb) if f[1:6] == wanted}


@pytest.mark.parametrize(
    "verb", [v for same in known_verbs().values() for v in same], ids=lambda v: f"{v.lemma}-{v.form}"
)
def test_lexicon_root_and_form_give_the_lemma(verb: Verb) -> None:
    assert citation(verb) == verb.lemma


@pytest.mark.parametrize(
    ("lemma", "tense", "voice", "gender", "number", "form"),
    [
        ("قتل", "Past", "Act", "Fem", "Sing", "قتلت"),
        ("قتل", "Pres", "Act", "Masc", "Plur", "يقتلون"),
        ("قال", "Past", "Pass", "Masc", "Sing", "قيل"),
        ("قال", "Pres", "Act", "Masc", "Sing", "يقول"),
        ("قال", "Pres", "Pass", "Masc", "Sing", "يقال"),
        ("زار", "Fut", "Act", "Masc", "Sing", "سيزور"),
        ("دعا", "Past", "Act", "Fem", "Sing", "دعت"),
        ("دعا", "Past", "Act", "Masc", "Plur", "دعوا"),
        ("دعا", "Pres", "Act", "Masc", "Sing", "يدعو"),
        ("نفى", "Past", "Act", "Masc", "Plur", "نفوا"),
        ("التقى", "Past", "Act", "Masc", "Dual", "التقيا"),
        ("التقى", "Past", "Act", "Fem", "Sing", "التقت"),
        ("اتهم", "Pres", "Act", "Fem", "Sing", "تتهم"),
        ("أدان", "Past", "Act", "Fem", "Sing", "ادانت"),
        ("أدان", "Pres", "Act", "Masc", "Sing", "يدين"),
        ("أدان", "Past", "Pass", "Masc", "Sing", "ادين"),
        ("رد", "Past", "Act", "Masc", "Plur", "ردوا"),
        ("انضم", "Pres", "Act", "Fem", "Sing", "تنضم"),
        ("وصل", "Pres", "Act", "Masc", "Sing", "يصل"),
        ("أوقف", "Pres", "Act", "Masc", "Sing", "يوقف"),
        ("بدأ", "Past", "Act", "Fem", "Sing", "بدات"),
        ("بدأ", "Past", "Act", "Masc", "Plur", "بدءوا"),
        ("بدأ", "Past", "Act", "Masc", "Plur", "بداوا"),
        ("أكد", "Pres", "Act", "Masc", "Sing", "يءكد"),
        ("استأنف", "Past", "Pass", "Fem", "Sing", "استءنفت"),
        ("اغتال", "Past", "Pass", "Masc", "Sing", "اغتيل"),
        ("استولى", "Past", "Act", "Masc", "Sing", "استولي"),
        ("سيطر", "Pres", "Act", "Masc", "Plur", "يسيطرون"),
        ("رأى", "Pres", "Act", "Masc", "Sing", "يري"),
        ("جاء", "Pres", "Act", "Masc", "Sing", "يجيء"),
    ],
)
def test_conjugation(lemma: str, tense: str, voice: str, gender: str, number: str, form: str) -> None:
    assert form in forms(lemma, tense, voice, 3, gender, number)


@pytest.mark.parametrize(
    ("lemma", "masdar"),
    [
        ("دمر", "تدمير"), ("هنأ", "تهنءة"), ("لبى", "تلبية"), ("هاجم", "مهاجمة"), ("أدان", "ادانة"), ("ألغى", "الغاء"),
        ("أوقف", "ايقاف"), ("تعهد", "تعهد"), ("تلقى", "تلقي"), ("تفاوض", "تفاوض"), ("انسحب", "انسحاب"),
        ("اتهم", "اتهام"), ("التقى", "التقاء"), ("استعاد", "استعادة"), ("استأنف", "استءناف"), ("عرقل", "عرقلة"),
    ],
)  # fmt: skip
def test_verbal_nouns(lemma: str, masdar: str) -> None:
    assert masdar in {text for verb in find_verbs(lemma) for text in masdars(verb)}


@pytest.mark.parametrize(
    ("lemma", "active", "passive"),
    [("قتل", "قاتل", "مقتول"), ("دعا", "داعي", "مدعو"), ("أعلن", "معلن", "معلن"), ("احتل", "محتل", "محتل"),
     ("قال", "قاءل", "مقول"), ("استفاد", "مستفيد", "مستفاد")],
)  # fmt: skip
def test_participles(lemma: str, active: str, passive: str) -> None:
    found = find_verbs(lemma)
    assert active in {active_participle(verb) for verb in found}
    assert passive in {passive_participle(verb) for verb in found}


def test_unlisted_verb_is_conjugated_by_its_shape() -> None:
    assert not known_verbs().get("استفرغ")
    (verb,) = find_verbs("استفرغ")
    assert "يستفرغون" in {form.text for form in conjugate(verb)}


def test_lexicon_is_sorted_and_spelled_out() -> None:
    path = Path(lexicon.__file__).with_name("verbs.csv")
    with path.open(encoding="utf-8", newline="") as file:
        rows = [(row["lemma"], row["form"]) for row in csv.DictReader(file)]
    assert rows == sorted(set(rows))


MORPHOLOGY = ARABIC.morphology(["قتل", "زار", "طالب", "اتهم"], ["زيارة", "هجوم/هجمات", "قصف"])


@pytest.mark.parametrize(
    ("word", "lemma", "feature"),
    [
        ("سيزور", "زار", "Tense=Fut"), ("قيل", "", ""), ("يُقتل", "قتل", "Tense=Pres"),
        ("زيارته", "زيارة", "Number=Sing"),
        ("الزيارات", "زيارة", "Definite=Def"), ("للهجمات", "هجوم/هجمات", "Number=Plur"),
        ("هجوما", "هجوم/هجمات", "Sing"),
        ("وزاروا", "زار", "Number=Plur"), ("متهمة", "اتهم", "VerbForm=Part"), ("طالبت", "طالب", "Gender=Fem"),
        ("كتاب", "", ""),
    ],
)  # fmt: skip
def test_readings(word: str, lemma: str, feature: str) -> None:
    found = MORPHOLOGY.read(fold(word))
    assert (lemma in {r.lemma for r in found}) if lemma else not found
    assert not feature or any(feature in r.feats for r in found)


def test_voice_shows_only_where_spelling_shows_it() -> None:
    assert any("Voice=Pass" in r.feats for r in ARABIC.morphology(["اغتال"], []).read("اغتيل"))
    assert not any("Voice" in r.feats for r in MORPHOLOGY.read("قتل") if "VerbForm=Fin" in r.feats)


@pytest.mark.parametrize(
    ("word", "key"),
    [("والعراق", "العراق"), ("للعراق", "العراق"), ("لعراق", "العراق"), ("سوريه", "سورية"), ("محمدا", "محمد")],
)
def test_names_are_found_without_clitics(word: str, key: str) -> None:
    assert key in ARABIC.name_keys(word)


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("التركية", "تركي"), ("الوزيرة", "وزير"), ("مسءولين", "مسءول"), ("مقاتلو", "مقاتل"), ("يابانيتين", "ياباني"),
        ("عقوبات", "عقوبة"), ("وزيرا", "وزير"), ("قيادته", "قيادة"), ("وزرائها", "وزراء"),
    ],
)  # fmt: skip
def test_nouns_are_found_in_base_form(word: str, key: str) -> None:
    assert fold(key) in ARABIC.noun_keys(fold(word))


def test_words_for_things_are_not_taken_for_persons() -> None:
    assert "مساعد" not in ARABIC.noun_keys("مساعدات")
    assert "رءيس" not in ARABIC.noun_keys(fold("الرئيسي"))


@pytest.mark.parametrize("word", ["ـ", "", "ً"])
def test_keys_are_never_empty(word: str) -> None:
    assert ARABIC.name_keys(word) == (word,)
    assert ARABIC.noun_keys(word) == (word,)


def test_phrases_with_variants() -> None:
    assert ARABIC.phrase_keys("شرطي/شرطة") == (("شرطي",), ("شرطة",))
    assert ARABIC.phrase_keys("وزير الخارجية") == (("وزير", "الخارجية"),)
