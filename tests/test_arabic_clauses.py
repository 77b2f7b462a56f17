"""Clauses of Arabic sentences, read without a parser: tokens carry no tags, so form and order alone decide."""

import pytest

from eventcoder.languages.ar.language import Arabic
from eventcoder.languages.ar.tokenizer import make_tokenizer
from eventcoder.languages.protocol import Clause
from eventcoder.types.text import Word

ARABIC = Arabic()
TOKENIZER = make_tokenizer()
MORPHOLOGY = ARABIC.morphology(
    ["زار", "قتل", "اتهم", "أعلن", "قال", "طالب", "هدد", "التقى", "اعتقل", "شن", "رفض", "دعا", "وصل", "اغتال",
     "تعرض", "أدان", "حصل", "أطلق", "استعد", "ألقى", "اتصل", "قدم"],
    ["زيارة", "هجوم/هجمات", "قصف", "محادثة/محادثات", "انسحاب", "رفض", "مساعدة", "مقتل", "ضربة/ضربات", "تفريق", "تبني",
     "اعتداء/اعتداءات", "لوم"],
)  # fmt: skip
Arguments = list[tuple[str, str, str]]


def read(text: str) -> dict[str, tuple[Clause, Arguments]]:
    """Return, for each predicate word, its clause and its arguments as (role, marker, words)."""
    words = [
        Word(i, start, end, text[start:end], ARABIC.fold(text[start:end]), text[start:end], "X", "", 0, "dep")
        for i, (start, end) in enumerate(TOKENIZER(text))
    ]
    readings = {word.index: found for word in words if (found := MORPHOLOGY.read(word.norm))}
    return {
        words[clause.predicate].text: (
            clause,
            [(a.role, a.marker, " ".join(w.text for w in words[a.start : a.end])) for a in clause.arguments],
        )
        for clause in ARABIC.clauses(words, readings)
    }


@pytest.mark.parametrize(
    ("text", "predicate", "expected"),
    [
        pytest.param(
            "زار وزير الخارجية التركي دمشق.",
            "زار",
            [("subj", "", "وزير الخارجية التركي"), ("obj", "", "دمشق")],
            id="vso",
        ),
        pytest.param("زار دمشق وزير الخارجية.", "زار", [("subj", "", "وزير الخارجية"), ("obj", "", "دمشق")], id="vos"),
        pytest.param("إيران تتهم إسرائيل.", "تتهم", [("subj", "", "إيران"), ("obj", "", "إسرائيل")], id="svo"),
        pytest.param(
            "وصل وزير الدفاع إلى بغداد.",
            "وصل",
            [("subj", "", "وزير الدفاع"), ("obl", "إلى", "بغداد")],
            id="preposition",
        ),
        pytest.param(
            "التقى الرئيس التركي رئيس الوزراء العراقي.",
            "التقى",
            [("subj", "", "الرئيس التركي"), ("obj", "", "رئيس الوزراء العراقي")],
            id="two titles",
        ),
        pytest.param("قتل ثلاثة جنود.", "قتل", [("obj", "", "ثلاثة جنود")], id="passive without sign"),
        pytest.param(
            "زار مدير المتحف، بالتعاون مع الوزارة، المدينة.",
            "زار",
            [("subj", "", "مدير المتحف"), ("obj", "", "المدينة"), ("obl", "مع", "الوزارة")],
            id="object behind an aside",
        ),
        pytest.param(
            "اغتال مسلحون عضوا في حزب الأمة.",
            "اغتال",
            [("subj", "", "مسلحون"), ("obj", "", "عضوا في حزب الأمة"), ("obl", "في", "حزب الأمة")],
            id="member of a body",
        ),
        pytest.param(
            "شن الجيش هجوما للسيطرة على المدينة.",
            "شن",
            [("subj", "", "الجيش"), ("obj", "", "هجوما"), ("obl", "ل", "لسيطرة"), ("obl", "على", "المدينة")],
            id="purpose is no doer",
        ),
        pytest.param(
            "اغتيل رئيس الوزراء على يد مسلحين.",
            "اغتيل",
            [("obj", "", "رئيس الوزراء"), ("agent", "", "مسلحين")],
            id="passive with agent",
        ),
        pytest.param("تعرضت بغداد لقصف.", "تعرضت", [("obj", "", "بغداد"), ("obl", "ل", "قصف")], id="undergoing verb"),
    ],
)
def test_arguments_of_verbs(text: str, predicate: str, expected: Arguments) -> None:
    assert read(text)[predicate][1] == expected


def test_coordinated_subjects_are_arguments_of_their_own() -> None:
    arguments = read("طالبت فرنسا وألمانيا إيران بالانسحاب.")["طالبت"][1]
    assert [words for role, _, words in arguments if role == "subj"] == ["فرنسا", "ألمانيا"]


def test_subject_goes_on_after_and() -> None:
    clause, arguments = read("وصلت رئيسة الوزراء إلى بغداد واتهمت إيران.")["اتهمت"]
    assert ("subj", "", "رئيسة الوزراء") in arguments or ("subj", "", "إيران") in arguments
    assert clause.relation == "root"


def test_masculine_verb_before_feminine_country_has_it_as_object() -> None:
    arguments = read("وصل الرئيس إلى بغداد وهدد إيران.")["هدد"][1]
    assert ("subj", "", "الرئيس") in arguments
    assert ("obj", "", "إيران") in arguments


def test_that_clause_takes_over_the_subject() -> None:
    clause, arguments = read("قال الرئيس إنه سيزور بغداد.")["يزور"]
    assert clause.modality == "intended"
    assert clause.relation == "complement"
    assert arguments == [("subj", "", "الرئيس"), ("obj", "", "بغداد")]


@pytest.mark.parametrize(
    ("text", "predicate"),
    [("لم يزر الرئيس بغداد.", "يزر"), ("لن تهدد إيران إسرائيل.", "تهدد"), ("أعلن الرئيس عدم انسحاب الجيش.", "انسحاب")],
)
def test_negation(text: str, predicate: str) -> None:
    assert read(text)[predicate][0].negated


@pytest.mark.parametrize(
    ("text", "predicate", "modality"),
    [
        ("زار الرئيس بغداد.", "زار", "actual"),
        ("سيزور الرئيس بغداد.", "يزور", "intended"),
        ("سوف يزور الرئيس بغداد.", "يزور", "intended"),
        ("قد يزور الرئيس بغداد.", "يزور", "hypothetical"),
        ("من المقرر أن يزور الرئيس بغداد.", "يزور", "intended"),
        ("إذا زار الرئيس بغداد.", "زار", "hypothetical"),
    ],
)
def test_modality(text: str, predicate: str, modality: str) -> None:
    assert read(text)[predicate][0].modality == modality


@pytest.mark.parametrize(
    ("text", "predicate", "expected"),
    [
        pytest.param("زيارة الرئيس لبغداد", "زيارة", [("subj", "", "الرئيس"), ("obl", "ل", "بغداد")], id="genitive"),
        pytest.param(
            "القصف الإسرائيلي على غزة", "القصف", [("mod", "", "الإسرائيلي"), ("obl", "على", "غزة")], id="adjective"
        ),
        pytest.param(
            "محادثات بين إيران وتركيا", "محادثات", [("obl", "بين", "إيران"), ("obl", "بين", "تركيا")], id="between"
        ),
    ],
)
def test_arguments_of_event_nouns(text: str, predicate: str, expected: Arguments) -> None:
    assert read(text)[predicate][1] == expected


def test_relative_clause_without_pronoun_word() -> None:
    arguments = read("هجوم شنه مسلحون على بغداد")["شن"][1]
    assert ("subj", "", "مسلحون") in arguments
    assert ("obj", "", "هجوم") in arguments
    assert ("obl", "على", "بغداد") in arguments


def test_embedded_event_hangs_on_its_operator_and_shares_its_subject() -> None:
    found = read("هددت إيران بقصف إسرائيل.")
    clause, arguments = found["قصف"]
    assert clause.parent == found["هددت"][0].predicate
    assert ("subj", "", "إيران") in arguments


def test_circumstantial_participle() -> None:
    clause, arguments = read("وصل الرئيس إلى بغداد، مطالبا إيران بالانسحاب.")["مطالبا"]
    assert clause.relation == "adverbial"
    assert ("subj", "", "الرئيس") in arguments


def test_homograph_noun_is_no_verb() -> None:
    assert read("أدان الرئيس قصف بغداد.")["قصف"][0].readings[0].pos == "noun"


@pytest.mark.parametrize(
    ("text", "predicate", "expected"),
    [
        pytest.param(
            "قتل ثلاثة جنود برصاص الجيش الإسرائيلي.",
            "قتل",
            [("obj", "", "ثلاثة جنود"), ("agent", "", "الجيش الإسرائيلي")],
            id="whose bullets",
        ),
        pytest.param(
            "قتل أحد عشر شخصا بينهم ستة من رجال الشرطة.",
            "قتل",
            [("obj", "", "أحد عشر شخصا"), ("obl", "بين", "هم")],
            id="who is among the dead is no second party",
        ),
        pytest.param("مقتل شرطي.", "مقتل", [("gen", "", "شرطي"), ("obj", "", "شرطي")], id="victim like an adjective"),
        pytest.param("هجوم جوي.", "هجوم", [("mod", "", "جوي")], id="kind of attack"),
        pytest.param(
            "قدمت اليابان مليون دولار أميركي إلى الأردن.",
            "قدمت",
            [("subj", "", "اليابان"), ("adverbial", "", "مليون دولار"), ("obl", "إلى", "الأردن")],
            id="whose currency is no party",
        ),
        pytest.param(
            "اتصلت المخابرات أمس بقيادة حركة حماس.",
            "اتصلت",
            [("subj", "", "المخابرات"), ("obl", "ب", "حركة حماس")],
            id="bi- of the verb, not under the leadership of",
        ),
    ],
)
def test_parties_of_wire_sentences(text: str, predicate: str, expected: Arguments) -> None:
    assert read(text)[predicate][1] == expected


def test_force_is_used_by_the_subject_when_its_purpose_is_named() -> None:
    clause, arguments = read("أطلقت الشرطة الغاز لتفريق المتظاهرين.")["تفريق"]
    assert clause.modality == "actual"
    assert ("subj", "", "الشرطة") in arguments


def test_who_makes_a_death_known_did_not_cause_it() -> None:
    assert ("subj", "", "الشرطة") not in read("أعلنت الشرطة مقتل جندي.")["مقتل"][1]
    assert ("subj", "", "مصر") in read("أعلنت مصر زيارة العراق.")["زيارة"][1]


def test_word_for_an_act_in_the_name_of_a_body_is_no_event() -> None:
    assert "الانسحاب" not in read("وصلت لجنة الانسحاب إلى بغداد.")


def test_attack_that_may_come_has_not_happened() -> None:
    assert read("هجوم محتمل على بغداد.")["هجوم"][0].modality == "hypothetical"


def test_future_particle_leaves_no_perfect() -> None:
    assert read("ستقدم مصر مساعدة إلى العراق.")["تقدم"][0].readings[0].lemma == "قدم"


def test_ready_to_is_a_predicate() -> None:
    clause, arguments = read("إيران مستعدة لزيارة بغداد.")["مستعدة"]
    assert clause.readings[0].lemma == "استعد"
    assert ("subj", "", "إيران") in arguments


def test_noun_of_a_defective_verb_keeps_its_ya_before_a_pronoun() -> None:
    assert read("أعلنت الحركة تبنيه الاعتداء.")["تبني"][0].readings[0].pos == "noun"
