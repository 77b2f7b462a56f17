"""Who is meant by words that name nobody: short names, "the minister", "the two sides", "his country", no subject."""

from collections.abc import Sequence
from datetime import date

import pytest

from eventcoder.codebook.names import Piece, Token
from eventcoder.coders.actors import ActorReader
from eventcoder.coders.discourse import Discourse
from eventcoder.pipeline import load_tools, process
from eventcoder.types.events import Actor, Event
from eventcoder.types.text import Document, Sentence, Span
from tests.toy import Toy, argument, clause, code, codebook, tuples

MINISTER = Actor("ALDGOV", None, "minister", "minister", Span(0, 8))


def discourse() -> Discourse:
    return Discourse(ActorReader(codebook()), lambda name: Toy())


def told(source: str, target: str) -> Event:
    return Event(Sentence("d", 1, 1, Span(0, 1), "x", "toy"), "042", Actor(source), Actor(target), Span(0, 1), "r")


def recalled(state: Discourse, text: str) -> tuple[Piece, ...]:
    return state.recall("toy", [Token(word, word) for word in text.split()], ())


def test_an_introduced_name_is_known_in_later_sentences():
    state = discourse()
    state.introduce(("roe",), "ann roe", MINISTER)
    (piece,) = recalled(state, "then roe left")
    assert (piece.start, piece.end) == (1, 2)
    assert ActorReader(codebook()).read([piece], 1, date(2020, 1, 1))[0].code == "ALDGOV"


def test_nobody_introduced_nobody_recalled():
    assert recalled(discourse(), "then roe left") == ()


def test_the_pair_of_the_last_event_between_two_lands_is_meant_together():
    state = discourse()
    state.after([told("ALDGOV", "BORGOV")], ())
    state.after([told("ALDGOV", "ALDCVL")], ())
    assert [actor.code for actor in state.together(0, (), None)] == ["ALDGOV", "BORGOV"]


def test_a_subject_left_out_is_that_of_the_sentence_before_and_of_no_earlier_one():
    state = discourse()
    state.after([told("ALDGOV", "BORGOV")], ())
    assert state.left_out() == Actor("ALDGOV")
    state.after((), ())
    assert state.left_out() is None


def test_two_lands_of_one_sentence_are_the_two_sides():
    mentions = clause(3, "meet", argument("subj", 4, 6))
    assert tuples(code("Alandia and Borduria meet both sides", mentions)) == [
        ("ALD", "040", "BOR"),
        ("BOR", "040", "ALD"),
    ]


def test_one_land_alone_has_no_two_sides():
    assert code("Alandia then meet both sides", clause(2, "meet", argument("subj", 3, 5))) == []


ARTICLES = {
    "en": (
        "Bolivian Interior Minister Carlos Romero met his Chilean counterpart in La Paz on Monday.",
        [
            ("Romero accused Chile of blocking the border.", ("BOLGOV", "11", "CHL")),
            ("The minister criticised Peru.", ("BOLGOV", "11", "PER")),
            ("He said his country condemned the Chilean blockade.", ("BOL", "11", "CHL")),
            ("The two sides signed an agreement on trade.", ("BOLGOV", "05", "CHLGOV")),
        ],
    ),
    "tr": (
        "Bolivya İçişleri Bakanı Carlos Romero, Pazartesi günü La Paz'da Şilili mevkidaşıyla görüştü.",
        [
            ("Romero, Şili'yi sınırı kapatmakla suçladı.", ("BOLGOV", "11", "CHL")),
            ("Romero'yu Peru eleştirdi.", ("PER", "11", "BOLGOV")),
            ("Peru'yu da eleştirdi.", ("BOLGOV", "11", "PER")),
            ("İki taraf ticaret anlaşması imzaladı.", ("BOLGOV", "05", "CHLGOV")),
        ],
    ),
    "ar": (
        "انتقد وزير الداخلية البوليفي كارلوس روميرو الحكومة التشيلية يوم الاثنين.",
        [
            ("واتهم روميرو تشيلي بإغلاق الحدود.", ("BOLGOV", "11", "CHL")),
            ("كما انتقد البيرو.", ("BOLGOV", "11", "PER")),
            ("ووقع الجانبان اتفاقا تجاريا.", ("BOLGOV", "05", "CHLGOV")),
        ],
    ),
}
CASES = [(language, lead, *case) for language, (lead, sentences) in ARTICLES.items() for case in sentences]


def coded(language: str, sentences: Sequence[str]) -> list[tuple[str, str, str]]:
    document = Document("d", " ".join(sentences), "d", published=date(2019, 8, 7), language=language)
    found = process([document], load_tools("cameo", "rule", (language,)))
    last = tuples(event for event in found.events if event.sentence.sentence_no == len(sentences))
    return [(source, code[:2], target) for source, code, target in last]


@pytest.mark.slow
@pytest.mark.parametrize(("language", "lead", "sentence", "event"), CASES)
def test_later_sentences_mean_whom_the_lead_named(language, lead, sentence, event):
    assert event in coded(language, [lead, sentence])


@pytest.mark.slow
@pytest.mark.parametrize(("language", "lead", "sentence", "event"), CASES)
def test_without_the_lead_nobody_is_invented(language, lead, sentence, event):
    assert event not in coded(language, [sentence])
