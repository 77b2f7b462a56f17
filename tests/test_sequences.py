"""Word sequences, parties on either side of a verb, and codebooks that read sentences as PETRARCH does."""

import pytest
from toy import MUTUAL, argument, candidate, clause, code, pattern, tuples

from eventcoder.codebook.values import Coding, Frame, Slot

AROUND = Frame((Slot("before"),), (Slot("after"),), (), (), turning=True)
TOGETHER = Frame((Slot("before"),), (), (), (), symmetric=True)
PETRARCH = Coding("all", False, "ignored")
SIGN = (
    pattern("sign", "057", verbs="sign", frame=AROUND),
    pattern("deal", "046", verbs="sign", frame=AROUND, after=("new", "<deal>")),
    pattern("bill", None, verbs="sign", frame=AROUND, after=(("bill", "cheque"),), silent=True),
    pattern("sad", "111", verbs="sign", frame=AROUND, subject=("widow",)),
    pattern("late", "112", verbs="sign", frame=AROUND, before=("had", "already")),
    pattern("round", "030", verbs="sign", frame=AROUND, after=("for", "<source>", "with", "<target>")),
)


def signed(text, *, passive=False):
    words = text.split()
    at = words.index("sign")
    ahead = argument("obj" if passive else "subj", 0, at)
    return tuples(code(text, clause(at, "sign", ahead, passive=passive), patterns=SIGN))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Alandia sign Borduria", ("ALD", "057", "BOR")),
        ("Alandia sign a new big accord Borduria", ("ALD", "046", "BOR")),
        ("Alandia sign a new written pact Borduria", ("ALD", "046", "BOR")),
        ("Alandia sign a new written big pact Borduria", ("ALD", "057", "BOR")),
        ("Alandia sign accord new Borduria", ("ALD", "057", "BOR")),
        ("Alandia widow sign Borduria", ("ALD", "111", "BOR")),
        ("Alandia sign widow Borduria", ("ALD", "057", "BOR")),
        ("Alandia had it already sign Borduria", ("ALD", "112", "BOR")),
        ("Alandia already had sign Borduria", ("ALD", "057", "BOR")),
        ("Tina sign for Borduria in a very big hall with Alandia", ("BOR", "030", "ALD")),
    ],
)
def test_words_around_the_verb_decide(text, found):
    assert signed(text) == [found]


def test_silent_patterns_code_nothing():
    assert signed("Alandia sign a cheque Borduria") == []


def test_passive_turns_the_parties():
    assert signed("Alandia sign Borduria", passive=True) == [("BOR", "057", "ALD")]


def test_several_words_may_trigger():
    found = (pattern("off", "120", frame=AROUND),)
    off = [p.__class__(**{**{f: getattr(p, f) for f in p.__slots__}, "verbs": ("break off",)}) for p in found]
    broken = clause(1, "break", argument("subj", 0))
    assert tuples(code("Alandia break talks off Borduria", broken, patterns=off)) == [("ALD", "120", "BOR")]
    assert code("Alandia break Borduria", broken, patterns=off) == []


def test_the_pattern_with_the_nearest_words_wins():
    patterns = [
        pattern("far", "010", verbs="sign", frame=AROUND, after=("pact",)),
        pattern("near", "020", verbs="sign", frame=AROUND, after=("note",)),
    ]
    found = code("Alandia sign note pact Borduria", clause(1, "sign", argument("subj", 0)), patterns=patterns)
    assert tuples(found) == [("ALD", "020", "BOR")]


def test_back_tells_the_act_the_other_way_round():
    patterns = [pattern("visit", "042", verbs="visit", frame=AROUND, back="043")]
    found = code("Alandia visit Borduria", clause(1, "visit", argument("subj", 0)), patterns=patterns)
    assert tuples(found) == [("ALD", "042", "BOR"), ("BOR", "043", "ALD")]


def test_parties_before_the_verb_act_on_each_other():
    patterns = [pattern("postpone", "120", verbs="postpone", frame=TOGETHER, needs="source target")]
    apart = clause(2, "postpone", argument("subj", 0), argument("subj", 1))
    assert code("Alandia alone postpone", clause(2, "postpone", argument("subj", 0)), patterns=patterns) == []
    assert tuples(code("Alandia Borduria postpone", apart, patterns=patterns)) == []  # not joined by "and"


def test_roles_join_every_name_and_stand_for_nobody_alone():
    attack = [pattern("attack", "190", verbs="attack", frame=AROUND)]
    both = clause(2, "attack", argument("subj", 0, 2))
    assert tuples(code("Union police attack Alandia", both, patterns=attack, coding=PETRARCH)) == [
        ("IGOUNOCOP", "190", "ALD")
    ]
    alone = clause(1, "attack", argument("subj", 0))
    assert code("police attack Alandia", alone, patterns=attack, coding=PETRARCH)[0].source is None
    assert tuples(code("police attack Alandia", alone, patterns=attack))[0][0] == "ALDCOP"


@pytest.mark.parametrize("modality", ["intended", "hypothetical"])
def test_plans_are_told_as_deeds_where_modality_is_ignored(modality):
    meets = [pattern("meet", "040", verbs="meet", frame=MUTUAL)]
    plan = clause(1, "meet", argument("subj", 0), argument("obl", 3, marker="with"), modality=modality)
    text = "Alandia meet with Borduria"
    found = code(text, plan, patterns=meets, coding=PETRARCH)
    assert tuples(found) == [("ALD", "040", "BOR"), ("BOR", "040", "ALD")]
    assert tuples(code(text, plan, patterns=meets)) != tuples(found)


def test_discard_phrases_pass_a_sentence_or_story_over():
    assert candidate("Alandia attack Borduria ball game").passed == ("ball game", "sentence")
    assert candidate("Alandia attack world cup ball game").passed == ("world cup", "story")
    assert candidate("Alandia attack ball").passed is None
    assert not candidate("Alandia attack Borduria ball game").promising
