from datetime import date

import pytest
from toy import argument, candidate, clause, code, pattern, tuples


def test_subject_acts_on_object():
    events = code("Alandia attack Borduria", clause(1, "attack", argument("subj", 0), argument("obj", 2)))
    assert tuples(events) == [("ALD", "190", "BOR")]
    assert events[0].trigger.cut(events[0].sentence.text) == "attack"
    assert events[0].source.span.cut(events[0].sentence.text) == "Alandia"


def test_swapped_names_swap_roles():
    events = code("Borduria attack Alandia", clause(1, "attack", argument("subj", 0), argument("obj", 2)))
    assert tuples(events) == [("BOR", "190", "ALD")]


def test_role_noun_takes_country_of_its_phrase():
    events = code(
        "Alandian soldiers attack Bordurian police", clause(2, "attack", argument("subj", 0, 2), argument("obj", 3, 5))
    )
    assert tuples(events) == [("ALDMIL", "190", "BORCOP")]


def test_title_yields_to_telling_role_and_to_body():
    events = code(
        "police leader attack Union leader", clause(2, "attack", argument("subj", 0, 2), argument("obj", 3, 5))
    )
    assert tuples(events) == [("COP", "190", "IGOUNO")]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2019, 12, 31), "ALDOPP"),
        (date(2020, 1, 1), "ALDGOV"),
        (date(2023, 12, 31), "ALDGOV"),
        (date(2024, 1, 1), "ALDELI"),
    ],
)
def test_actor_code_is_the_one_of_the_day(day, expected):
    events = code("Tina visit Borduria", clause(1, "visit", argument("subj", 0), argument("obj", 2)), day=day)
    assert tuples(events) == [(expected, "042", "BOR")]


@pytest.mark.parametrize(
    ("phrase", "source"), [("Tina", "ALDELI"), ("soldier Tina", "ALDMIL"), ("leader Tina", "ALDELI")]
)
def test_office_named_beside_a_former_official_counts(phrase, source):
    at = len(phrase.split())
    spoken = clause(at, "visit", argument("subj", 0, at), argument("obj", at + 1))
    (event,) = code(f"{phrase} visit Borduria", spoken, day=date(2025, 1, 1))
    assert event.source.code == source


def test_without_a_day_the_most_primary_office_counts():
    events = code("Tina visit Borduria", clause(1, "visit", argument("subj", 0), argument("obj", 2)))
    assert tuples(events) == [("ALDGOV", "042", "BOR")]


def test_capital_acts_as_government_but_is_visited_as_a_place():
    acting = code("Alville attack Borduria", clause(1, "attack", argument("subj", 0), argument("obj", 2)))
    visited = code("Borduria visit Alville", clause(1, "visit", argument("subj", 0), argument("obj", 2)))
    assert tuples(acting) == [("ALDGOV", "190", "BOR")]
    assert tuples(visited) == [("BOR", "042", "ALD")]


def test_city_lends_its_country_and_is_no_subject():
    attacked = code("Alandia attack Port", clause(1, "attack", argument("subj", 0), argument("obj", 2)))
    acting = code("Port visit Alandia", clause(1, "visit", argument("subj", 0), argument("obj", 2)))
    assert tuples(attacked) == [("ALD", "190", "BOR")]
    assert tuples(acting) == [("", "042", "ALD")]


def test_bare_role_takes_country_of_the_place_named():
    events = code("police seize civilians at Port", clause(1, "seize", argument("subj", 0), argument("obj", 2)))
    assert tuples(events) == [("BORCOP", "173", "BORCVL")]


def test_coordinated_arguments_give_every_pair():
    events = code(
        "Alandia Union attack Borduria police",
        clause(2, "attack", argument("subj", 0), argument("subj", 1), argument("obj", 3), argument("obj", 4)),
    )
    assert sorted(tuples(events)) == [
        ("ALD", "190", "BOR"),
        ("ALD", "190", "BORCOP"),
        ("IGOUNO", "190", "BOR"),
        ("IGOUNO", "190", "BORCOP"),
    ]


def test_meeting_goes_both_ways():
    both = [("ALD", "040", "BOR"), ("BOR", "040", "ALD")]
    apart = code(
        "Alandia meet with Borduria", clause(1, "meet", argument("subj", 0), argument("obl", 3, marker="with"))
    )
    together = code("Alandia Borduria meet", clause(2, "meet", argument("subj", 0), argument("subj", 1)))
    assert tuples(apart) == both
    assert tuples(together) == both


def test_meeting_of_one_with_nobody_is_none():
    assert code("Alandia meet", clause(1, "meet", argument("subj", 0))) == []


def test_support_verb_lends_its_subject():
    events = code(
        "Alandia launch raid on Borduria",
        clause(1, "launch", argument("subj", 0), argument("obj", 2)),
        clause(2, "raid", argument("obl", 4, marker="on"), pos="noun", parent=1, relation="complement"),
    )
    assert tuples(events) == [("ALD", "190", "BOR")]


def test_content_word_decides():
    with_word = code(
        "Alandia impose embargo at Borduria",
        clause(1, "impose", argument("subj", 0), argument("obj", 2), argument("obl", 4, marker="at")),
    )
    without = code(
        "Alandia impose silence at Borduria",
        clause(1, "impose", argument("subj", 0), argument("obj", 2), argument("obl", 4, marker="at")),
    )
    assert tuples(with_word) == [("ALD", "163", "BOR")]
    assert without == []


def test_negated_deed_is_none():
    assert (
        code("Alandia attack Borduria", clause(1, "attack", argument("subj", 0), argument("obj", 2), negated=True))
        == []
    )


def test_hypothetical_deed_is_none():
    assert (
        code(
            "Alandia attack Borduria",
            clause(1, "attack", argument("subj", 0), argument("obj", 2), modality="hypothetical"),
        )
        == []
    )


def test_intended_visit_is_036_and_says_so():
    events = code(
        "Alandia visit Borduria", clause(1, "visit", argument("subj", 0), argument("obj", 2), modality="intended")
    )
    assert tuples(events) == [("ALD", "036", "BOR")]
    assert events[0].modality == "intended"


def embedded(operator: str, lemma: str, **more: object):
    return code(
        f"Alandia {operator} {lemma} Borduria",
        clause(1, operator, argument("subj", 0)),
        clause(
            2,
            lemma,
            argument("subj", 0, shared=True),
            argument("obj", 3),
            parent=1,
            relation="complement",
            modality="intended",
            **more,
        ),
    )


@pytest.mark.parametrize(
    ("operator", "lemma", "expected"),
    [
        ("threaten", "attack", [("ALD", "138", "BOR")]),
        ("refuse", "visit", [("ALD", "125", "BOR")]),
        ("fail", "attack", []),
        ("begin", "attack", [("ALD", "190", "BOR")]),
        ("end", "attack", [("ALD", "087", "BOR")]),
    ],
)
def test_operator_changes_what_it_embeds(operator, lemma, expected):
    assert tuples(embedded(operator, lemma)) == expected


def test_condemned_deed_is_coded_beside_the_condemnation_of_its_doer():
    events = code(
        "Union condemn raid Alandia Borduria",
        clause(1, "condemn", argument("subj", 0), argument("obj", 2)),
        clause(
            2, "raid", argument("gen", 3), argument("obl", 4, marker="on"), pos="noun", parent=1, relation="complement"
        ),
    )
    assert sorted(tuples(events)) == [("ALD", "190", "BOR"), ("IGOUNO", "111", "ALD")]


def test_alleged_deed_is_not_coded():
    events = code(
        "Alandia accuse Borduria attack Union",
        clause(1, "accuse", argument("subj", 0), argument("obj", 2)),
        clause(3, "attack", argument("subj", 2, shared=True), argument("obj", 4), parent=1, relation="complement"),
    )
    assert tuples(events) == [("ALD", "1123", "BOR")]


def test_addressee_is_the_target_of_an_appeal():
    events = code(
        "Union urge Alandia meet Borduria",
        clause(1, "urge", argument("subj", 0), argument("obj", 2)),
        clause(
            3,
            "meet",
            argument("subj", 2, shared=True),
            argument("obl", 4, marker="with"),
            parent=1,
            relation="complement",
        ),
    )
    assert tuples(events) == [("IGOUNO", "026", "ALD")]


def test_speech_keeps_the_speaker_apart_from_the_doer():
    events = code(
        "Union say Alandia attack Borduria",
        clause(1, "say", argument("subj", 0)),
        clause(3, "attack", argument("subj", 2), argument("obj", 4), parent=1, relation="reported"),
    )
    assert tuples(events) == [("ALD", "190", "BOR")]
    assert (events[0].reported, events[0].speaker) == (True, "IGOUNO")


def test_first_person_is_the_speaker():
    events = code(
        "Tina say I visit Borduria",
        clause(1, "say", argument("subj", 0)),
        clause(3, "visit", argument("subj", 2), argument("obj", 4), parent=1, relation="reported", person=1),
        day=date(2021, 5, 1),
    )
    assert tuples(events) == [("ALDGOV", "042", "BOR")]


def test_pronoun_stands_for_the_actor_before_it():
    events = code("Alandia rest he attack Borduria", clause(3, "attack", argument("subj", 2), argument("obj", 4)))
    assert tuples(events) == [("ALD", "190", "BOR")]


def test_specific_pattern_wins_over_general():
    patterns = (
        pattern("general", "190", verbs="strike"),
        pattern("special", "143", verbs="strike", content="factory", needs="source"),
    )
    events = code(
        "police strike factory", clause(1, "strike", argument("subj", 0), argument("obj", 2)), patterns=patterns
    )
    assert tuples(events) == [("COP", "143", "")]


def test_general_code_gives_way_to_specific_one_of_the_same_pair():
    patterns = (pattern("attack", "190", verbs="attack"), pattern("bomb", "195", verbs="bomb"))
    events = code(
        "Alandia attack Borduria bomb",
        clause(1, "attack", argument("subj", 0), argument("obj", 2)),
        clause(3, "bomb", argument("subj", 0, shared=True), argument("obj", 2, shared=True)),
        patterns=patterns,
    )
    assert tuples(events) == [("ALD", "195", "BOR")]


def test_nobody_acts_on_himself():
    assert code("Alandia attack Alandia", clause(1, "attack", argument("subj", 0), argument("obj", 2))) == []


def test_thing_that_is_no_instrument_does_not_attack():
    def attacked_by(subject: str):
        return tuples(code(f"{subject} attack Borduria", clause(1, "attack", argument("subj", 0), argument("obj", 2))))

    assert attacked_by("snow") == []
    assert attacked_by("bomb") == [("", "190", "BOR")]


def test_sentence_of_a_discarded_topic_is_not_promising():

    assert candidate("Alandia attack Borduria").promising
    assert candidate("Alandia attack Borduria after goal").promising
    filtered = candidate("Alandia attack Borduria after goal in match")
    assert (filtered.promising, filtered.topic) == (False, "sports")


def test_repeated_event_noun_takes_over_what_it_leaves_out():
    events = code(
        "tour Alandia to Borduria then tour",
        clause(0, "tour", argument("gen", 1), argument("obl", 3, marker="on"), pos="noun"),
        clause(5, "tour", pos="noun"),
    )
    assert tuples(events) == [("ALD", "042", "BOR")]
