"""Adjudication and gold: what a ruling means, what is settled, and how it is written."""

import hashlib
import json
from dataclasses import replace

import pytest
from decision_makers import decided, proposal
from hypothesis import given
from hypothesis import strategies as st
from table_makers import CODES, TEXTS

from eventcoder.annotation.adjudication import disputes, rulings
from eventcoder.annotation.gold import gold, gold_from_csv, split_of, write_gold
from eventcoder.annotation.progress import progress
from eventcoder.annotation.queue import Session, Task, judged
from eventcoder.annotation.settle import settle
from eventcoder.annotation.vocabulary import Vocabulary
from eventcoder.errors import InputError
from eventcoder.types.annotation import Coding, Decision

SEEN = proposal()
BETTER = replace(SEEN, code="19")
CHEN = Session("chen", "news/1.0.0", "", "sheet", adjudicated=True)
WORDS = Vocabulary(CODES, {"TUR": "Turkey"}, frozenset({"TUR", "SYR"}), frozenset({"GOV"}))
CONFIRMED = decided("confirmed", SEEN, SEEN)
OTHERWISE = decided("corrected", SEEN, BETTER, by="berk", minutes=1)


def ruled(decisions: list[Decision], *answers: tuple[str, Coding | None]) -> list[Decision]:
    """Return decisions with the rulings of an adjudicator who answers each dispute in order."""
    found = disputes(decisions)
    now = decided("confirmed", None, None, minutes=60).at
    tasks = [Task(number, one.passage, "", "", one.offered) for number, one in enumerate(found, 1)]
    drafts = [judged(CHEN, task, verdict, chosen, now) for task, (verdict, chosen) in zip(tasks, answers, strict=True)]
    return [*decisions, *rulings(found, drafts)]


def held(decisions: list[Decision]) -> list[tuple[str, ...]]:
    return [one.decision.chosen.triple for one in settle(decisions) if one.decision and one.decision.chosen]


def test_only_what_differs_is_in_dispute():
    assert disputes([CONFIRMED, decided("confirmed", SEEN, SEEN, by="berk")]) == []
    assert disputes([CONFIRMED]) == []
    both_reject = [decided("rejected", SEEN, None), decided("rejected", SEEN, None, by="berk")]
    assert disputes(both_reject) == []
    (one,) = disputes([CONFIRMED, OTHERWISE])
    assert one.answers == (("amal", SEEN), ("berk", BETTER))
    assert one.proposal == SEEN


@pytest.mark.parametrize(
    ("verdict", "chosen", "result"),
    [
        ("confirmed", None, "042"),
        ("corrected", BETTER, "19"),
        ("corrected", replace(SEEN, code="04"), "04"),
        ("rejected", None, None),
    ],
)
def test_a_ruling_on_a_proposal_holds_over_all(verdict, chosen, result):
    decisions = ruled([CONFIRMED, OTHERWISE], (verdict, chosen))
    assert [code for _, code, _ in held(decisions)] == ([result] if result else [])
    assert disputes(decisions) == []


def test_a_ruling_on_two_ways_to_add_an_event_leaves_one():
    one, other = Coding("19", "TUR", "SYR"), Coding("19", "TUR", "IRQ")
    decisions = [decided("added", None, one, number=2), decided("added", None, other, number=2, by="berk")]
    assert len(disputes(decisions)) == 1
    third = Coding("19", "TURGOV", "IRQ")
    assert held(ruled(decisions, ("corrected", third))) == [third.triple]
    assert held(ruled(decisions, ("rejected", None))) == []
    assert held(ruled(decisions, ("confirmed", None))) == [disputes(decisions)[0].offered.triple]


def test_gold_is_what_two_agree_about_or_somebody_ruled():
    nothing = [decided("confirmed", None, None, number=2, by=name) for name in ("amal", "berk")]
    alone = decided("confirmed", proposal(1), proposal(1), number=1)
    decisions = [CONFIRMED, OTHERWISE, *nothing, alone]
    assert [one.text for one in gold(decisions)] == [TEXTS[2]]
    settled = gold(ruled(decisions, ("corrected", BETTER)))
    assert {one.text: [event.code for event in one.events] for one in settled} == {TEXTS[0]: ["19"], TEXTS[2]: []}
    assert {one.text for one in gold(decisions, single=True)} == {TEXTS[1], TEXTS[2]}
    assert gold(decisions, {nothing[0].passage.key}) == []


def test_gold_is_written_in_the_form_of_our_own_sentences(tmp_path, repository):
    both = [CONFIRMED, decided("confirmed", SEEN, SEEN, by="berk")]
    counts = write_gold(tmp_path, gold(both))
    assert sum(counts.values()) == 1
    (path,) = tmp_path.rglob("*.jsonl")
    record = json.loads(path.read_text("utf-8"))
    ours = json.loads((repository / "annotations/sentences/en.jsonl").read_text("utf-8").splitlines()[0])
    assert record.keys() == ours.keys()
    assert record["tuples"][0].keys() == ours["tuples"][0].keys()
    assert (record["text"], record["doc_date"], record["negative"]) == (TEXTS[0], "2025-08-07", False)
    before = path.read_bytes()
    write_gold(tmp_path, gold(both))
    assert path.read_bytes() == before


@given(st.text())
def test_a_sentence_never_changes_sides(text):
    first = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[0]
    assert (split_of(text) == "test") == (first < 51)
    assert split_of(text) == split_of(text)


CSV = """text,source,code,target,lang,doc_date,code_alt
"A, visited B",TUR Turkey,042,SYR,en,2025-08-07,04|19
"A, visited B",TUR,19,SYR,en,2025-08-07,
Nothing happened,,,,en,,
"""


def test_gold_comes_from_a_table(tmp_path):
    path = tmp_path / "gold.csv"
    path.write_text(CSV, encoding="utf-8-sig")
    first, second = gold_from_csv(path, WORDS)
    record = first.to_record()
    assert [(one["source_code"], one["code"], one["code_alt"]) for one in record["tuples"]] == [
        ("TUR", "042", ["04", "19"]), ("TUR", "19", []),
    ]  # fmt: skip
    assert (record["doc_date"], second.to_record()["negative"]) == ("2025-08-07", True)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (",042,", ",42,", r"gold\.csv:2: no event code '42'; near: 042"),
        ("TUR,19,SYR", "TUR,19,QQQ", r"gold\.csv:3: no actor code 'QQQ'"),
        ("TUR,19,SYR", ",19,", r"gold\.csv:3: an event needs"),
        ("source,code", "source,kode", "column 'code' is missing"),
        (",en,,\n", ",,,\n", "the language is missing"),
        ("2025-08-07,04", "yesterday,04", "not a date"),
    ],
)
def test_a_wrong_table_is_refused_by_its_rows(tmp_path, old, new, said):
    path = tmp_path / "gold.csv"
    path.write_text(CSV.replace(old, new), encoding="utf-8")
    with pytest.raises(InputError, match=said):
        gold_from_csv(path, WORDS)


def test_progress_counts_rows_and_verdicts():
    tasks = [
        Task(1, CONFIRMED.passage, "", "", SEEN),
        Task(2, decided("confirmed", None, None, number=2).passage, "", ""),
    ]
    added = decided("added", None, BETTER, number=2, minutes=5)
    found = progress("amal", tasks, [CONFIRMED, added, OTHERWISE])
    assert (found.tasks, found.done, found.verdicts) == (2, 2, {"confirmed": 1, "added": 1})
    assert found.last == "2026-03-01T09:05:00+00:00"
    assert progress("nobody", tasks, [CONFIRMED]).done == 0
