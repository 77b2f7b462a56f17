"""What associations, unions, networks and local councils do, told in three languages."""

from datetime import date

import pytest

from eventcoder.pipeline import load_tools, process
from eventcoder.types.text import Document

TOLD = [
    (
        "0815",
        ("SYRGOV", "SYRNGOFED"),
        "The Syrian Ministry of Social Affairs licensed the union of relief associations last week.",
        "رخصت وزارة الشؤون الاجتماعية السورية اتحاد الجمعيات الإغاثية.",
        None,
    ),
    (
        "0731",
        ("SYRNGOVOL", "SYRREF"),
        "Volunteers distributed blankets and food baskets to displaced families in Aleppo.",
        "وزع متطوعون بطانيات وسلالا غذائية على العائلات النازحة في حلب.",
        None,
    ),
    (
        "1726",
        ("SYRGOVLOC", None),
        "The local council of Daraa stopped an aid convoy of the Red Crescent.",
        "أوقف المجلس المحلي في درعا قافلة مساعدات للهلال الأحمر.",
        "Dera yerel meclisi Kızılay'ın yardım konvoyunu durdurdu.",
    ),
    (
        "0733",
        (None, "JORREF"),
        "The Qatar Foundation rebuilt three schools for refugees in Jordan.",
        "رممت مؤسسة قطر الخيرية ثلاث مدارس للاجئين في الأردن.",
        "Katar Vakfı, Ürdün'de mülteciler için üç okulu onardı.",
    ),
    (
        "067",
        ("JORNGOASC", "JORLAB"),
        "A network of women's associations in Jordan founded a coalition with the teachers' union.",
        None,
        "Ürdün'de kadın dernekleri ağı, öğretmenler sendikasıyla yeni bir platform kurdu.",
    ),
]
CASES = [
    (language, code, parties, text)
    for code, parties, *texts in TOLD
    for language, text in zip(("en", "ar", "tr"), texts, strict=True)
    if text
]


@pytest.fixture(scope="module")
def tools():
    return load_tools("civil-society", "rule")


@pytest.mark.slow
@pytest.mark.parametrize(("language", "code", "parties", "text"), CASES, ids=[f"{c[1]}-{c[0]}" for c in CASES])
def test_work_of_associations_is_coded(tools, language, code, parties, text):
    document = Document("d", text, "test", published=date(2025, 3, 10), language=language)
    found = [
        (e.code, e.source and e.source.code, e.target and e.target.code) for e in process([document], tools).events
    ]
    assert any(
        event == code and parties[0] in (None, source) and parties[1] in (None, target)
        for event, source, target in found
    ), found
