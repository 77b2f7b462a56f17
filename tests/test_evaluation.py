"""Scores against gold: matching, alternatives, optional tuples, intervals, comparison, bad files."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventcoder.errors import InputError
from eventcoder.evaluation.compare import compare, confusion, differences, faults
from eventcoder.evaluation.gold import GoldSentence, GoldTuple, read_gold
from eventcoder.evaluation.matching import LEVELS, Predicted, match
from eventcoder.evaluation.scores import by_root, macro, parts, report, scored


def sentence(key, *tuples, language="en", publisher=""):
    return GoldSentence(key, f"text {key}", language, None, tuples, publisher)


def wanted(source, target, code, required=True):
    return GoldTuple(tuple(source.split("|")), tuple(target.split("|")), tuple(code.split("|")), required)


VISIT = wanted("TURGOV|TUR", "SYR|SYRGOV", "042|040")
BACK = wanted("SYR", "TURGOV", "043", required=False)
GOLD = (
    sentence("a", VISIT, BACK),
    sentence("b"),
    sentence("c", wanted("USA", "", "010", required=False)),
    sentence("d", wanted("ISRMIL", "PSE", "190"), wanted("PSEREB", "ISR", "194"), language="ar", publisher="wire"),
)
RIGHT = {
    "a": [Predicted("TURGOV", "SYR", "042")],
    "d": [Predicted("ISRMIL", "PSE", "190"), Predicted("PSEREB", "ISR", "194")],
}


def test_right_predictions_score_one_at_every_level():
    found = report(scored(GOLD, RIGHT))
    assert {found[level]["f1"] for level in ("detection", *LEVELS)} == {1.0}
    assert found["macro_f1"] == 1.0
    assert (found["negatives"], found["negatives_with_event"]) == (1, 0)


def test_optional_tuples_are_neither_missed_nor_false():
    more = {**RIGHT, "a": [*RIGHT["a"], Predicted("SYR", "TURGOV", "043")], "c": [Predicted("USA", "", "010")]}
    found = report(scored(GOLD, more))
    assert (found["tuple_exact"]["f1"], found["detection"]["f1"]) == (1.0, 1.0)


def test_an_event_on_a_sentence_without_one_is_false():
    found = report(scored(GOLD, {**RIGHT, "b": [Predicted("USA", "IRN", "010")]}))
    assert found["negatives_with_event"] == 1
    assert found["detection"]["false"] == 1


@pytest.mark.parametrize(
    ("predicted", "level", "lenient", "strictly"),
    [
        (Predicted("TUR", "SYRGOV", "040"), "tuple_exact", 1, 0),
        (Predicted("TUR", "SYRGOV", "040"), "tuple", 1, 1),
        (Predicted("TURMIL", "SYR", "046"), "source", 0, 0),
        (Predicted("TURMIL", "SYR", "046"), "source_country", 1, 1),
        (Predicted("TURGOV", "SYR", "112"), "root", 0, 0),
        (Predicted("TURGOV", "SYR", "112"), "countries", 1, 1),
        (Predicted("TURGOV", "", "042"), "target_country", 0, 0),
    ],
)
def test_alternatives_count_only_when_asked(predicted, level, lenient, strictly):
    one = GOLD[:1]
    found = [scored(one, {"a": [predicted]}, alternatives=asked).counts[level][0][0] for asked in (True, False)]
    assert found == [lenient, strictly]


def test_a_prediction_matches_one_tuple_and_required_ones_first():
    gold = (wanted("A", "B", "01", required=False), wanted("A", "B", "01"))
    result = match([Predicted("A", "B", "010"), Predicted("A", "B", "011")], gold, LEVELS["tuple"])
    assert (len(result.pairs), len(result.absorbed), result.counts) == (1, 1, (1, 0, 0))


def test_crossing_choices_are_matched_so_that_most_are_found():
    gold = (wanted("A|B", "X", "042"), wanted("A", "X", "042"))
    result = match([Predicted("A", "X", "042"), Predicted("B", "X", "042")], gold, LEVELS["tuple_exact"])
    assert result.counts == (2, 0, 0)


codes = st.sampled_from(["042", "043", "190", "112"])
actors = st.sampled_from(["TURGOV", "TUR", "SYR", ""])


@given(
    st.lists(st.tuples(actors, actors, codes), max_size=5),
    st.lists(st.tuples(actors, actors, codes, st.booleans()), max_size=5),
    st.sampled_from(sorted(LEVELS)),
)
def test_counts_add_up(predicted, gold, level):
    tuples = [wanted(*one) for one in gold]
    result = match([Predicted(*one) for one in predicted], tuples, LEVELS[level])
    true, false, missed = result.counts
    assert true + missed == sum(one.required for one in tuples)
    assert true + false + len(result.absorbed) == len(set(predicted))


def test_roots_languages_and_publishers_have_scores_of_their_own():
    whole = scored(GOLD, {"d": [Predicted("ISRMIL", "PSE", "190"), Predicted("USA", "IRN", "130")]})
    assert {root: counts[0].tolist() for root, counts in by_root(whole).items()} == {
        "04": [0, 0, 1],
        "13": [0, 1, 0],
        "19": [1, 0, 1],
    }
    assert macro(whole) == round((0 + 2 / 3) / 2, 4)
    found = parts(whole)
    assert found["language"]["ar"]["tuple"]["recall"] == 0.5
    assert set(found["publisher"]) == {"wire"}


def test_intervals_hold_the_score_and_are_the_same_twice():
    whole = scored(GOLD, {"a": RIGHT["a"]})
    first, second = report(whole)["tuple"], report(whole)["tuple"]
    assert first == second
    assert first["low"] <= first["f1"] <= first["high"]


def test_comparison_of_equal_coders_finds_nothing():
    whole = scored(GOLD, RIGHT)
    found = compare(whole, whole)["tuple"]
    assert (found["difference"], found["p_mcnemar"], found["p_bootstrap"]) == (0.0, 1.0, 1.0)
    assert list(differences(whole, whole, [RIGHT, RIGHT])) == []


def test_comparison_of_a_right_and_a_silent_coder():
    many = [sentence(str(n), VISIT) for n in range(20)]
    right = {str(n): [Predicted("TURGOV", "SYR", "042")] for n in range(20)}
    silent, found = scored(many, {}), scored(many, right)
    told = compare(silent, found)["tuple"]
    assert (told["difference"], told["only_right"]) == (1.0, [0, 20])
    assert told["p_mcnemar"] < 0.001
    assert told["p_bootstrap"] == 0.0
    listed = list(differences(silent, found, [{}, right]))
    assert len(listed) == 20
    assert (listed[0].better, listed[0].first, listed[0].second) == ("second", "", "TURGOV 042 SYR")


def test_faults_name_what_differs_and_the_confusion_counts_it():
    predictions = {
        "a": [Predicted("TURGOV", "SYR", "112")],
        "b": [Predicted("USA", "IRN", "130")],
        "d": [Predicted("ISR", "LBN", "190")],
    }
    whole = scored(GOLD, predictions)
    assert [(one.key, one.fault) for one in faults(whole)] == [
        ("a", "root differs"),
        ("b", "event on a sentence without one"),
        ("d", "target differs"),
        ("d", "missed"),
    ]
    assert confusion(whole) == {("04", "11"): 1, ("none", "13"): 1, ("19", "19"): 1, ("19", "none"): 1}


# ---- files ---------------------------------------------------------------------------------------------------------

RECORD = {"id": "x", "lang": "en", "text": "A visit.", "doc_date": "2001-02-03", "tuples": []}


def test_gold_is_read_from_json_lines(tmp_path):
    told = {
        **RECORD,
        "tuples": [{"source_code": "TURGOV", "target_code": None, "code": "042", "target_alt": ["SYR", ""]}],
    }
    (tmp_path / "a.jsonl").write_text(json.dumps(told) + "\n\n" + json.dumps(told) + "\n", "utf-8")
    first, second = read_gold([tmp_path / "a.jsonl"])
    assert (first.key, second.key, str(first.published)) == ("x", "x#2", "2001-02-03")
    assert first.tuples == (GoldTuple(("TURGOV",), ("", "SYR"), ("042",)),)


def test_a_repeated_tuple_is_required_once(tmp_path):
    one = {"source_code": "TUR", "target_code": "SYR", "code": "042"}
    (tmp_path / "a.jsonl").write_text(json.dumps({**RECORD, "tuples": [one, one]}), "utf-8")
    assert len(read_gold([tmp_path / "a.jsonl"])[0].required) == 1


def test_gold_is_read_from_csv(tmp_path):
    rows = "id,lang,text,date,source,target,code,code_alt,optional\n"
    rows += "1,en,One,2001-01-01,TUR,SYR,042,040|046,\n1,en,One,2001-01-01,SYR,TUR,043,,yes\n2,en,Two,,,,,,\n"
    (tmp_path / "a.csv").write_text(rows, "utf-8")
    first, second = read_gold([tmp_path / "a.csv"])
    assert first.tuples[0].codes == ("042", "040", "046")
    assert [one.required for one in first.tuples] == [True, False]
    assert second.tuples == ()


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "a.jsonl:1: is no JSON"),
        ("[]", "must be an object"),
        (json.dumps({**RECORD, "text": " "}), "has no text"),
        (json.dumps({**RECORD, "lang": "english"}), "ISO 639-1"),
        (json.dumps({**RECORD, "tuples": None}), "tuples must be a list"),
        (json.dumps({**RECORD, "tuples": [{"code": 42}]}), "code must be text of two to four digits"),
        (json.dumps({**RECORD, "doc_date": "soon"}), "2025-08-07 would be right"),
        ("", "holds no gold sentence"),
    ],
)
def test_bad_gold_is_refused_with_file_and_line(tmp_path, line, message):
    (tmp_path / "a.jsonl").write_text(line, "utf-8")
    with pytest.raises(InputError, match=message):
        read_gold([tmp_path / "a.jsonl"])
