"""The ledger: what a line says, two writers, torn lines, and what holds when all is read."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from decision_makers import START, decided, passage, proposal, undone
from hypothesis import given
from hypothesis import strategies as st

from eventcoder.annotation.ledger import append, ledger_folder, ledger_hash, read_file, read_ledger, round_names
from eventcoder.annotation.records import from_line, to_line
from eventcoder.annotation.settle import settle, standing
from eventcoder.errors import InputError, UsageError
from eventcoder.types.annotation import Coding, Decision, Item, Passage, day_of, day_text
from eventcoder.types.text import Span

SEEN = proposal()
BETTER = replace(SEEN, code="19")
CONFIRMED = decided("confirmed", SEEN, SEEN)


@given(
    text=st.text(min_size=3, max_size=40),
    note=st.text(max_size=20),
    actors=st.sampled_from([("TUR", None), (None, "SYR"), ("IGOUNO", "SYRGOV")]),
    day=st.sampled_from([None, "2025", "2025-08", "2025-08-07"]),
)
def test_a_line_comes_back_as_it_was(text, note, actors, day):
    chosen = Coding("042", *actors, day, Span(0, 2), None, Span(1, 3))
    where = Passage(text, "ar", "d\n1", "s", date(2025, 8, 7))
    made = Decision("أمل", START, "added", Item.addition(where, chosen), where, None, chosen, note)
    line = to_line(made)
    assert line.count("\n") == 1
    assert from_line(line) == made


@pytest.mark.parametrize("text", ["2025-13", "2025-02-30", "08/07/2025", "25", "", "2025-8-7"])
def test_no_date_is_guessed(text):
    with pytest.raises(ValueError, match="date|day"):
        day_of(text)


def test_a_date_says_its_precision():
    for text in ("2025", "2025-08", "2025-08-07"):
        assert day_text(*day_of(text)) == text


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: decided("corrected", SEEN, None),
        lambda: decided("rejected", None, None),
        lambda: decided("added", None, None),
        lambda: decided("perhaps", SEEN, SEEN),
        lambda: decided("confirmed", SEEN, SEEN, by="../up"),
        lambda: decided("confirmed", SEEN, SEEN, by="adjudication"),
        lambda: decided("confirmed", SEEN, SEEN, undoes="x"),
        lambda: decided("corrected", SEEN, replace(SEEN, trigger=Span(0, 5000))),
        lambda: replace(CONFIRMED, at=datetime(2026, 1, 1)),
        lambda: Coding("042", None, None),
        lambda: Coding("042", "Turkey", None),
    ],
)
def test_values_that_cannot_be_are_refused(wrong):
    with pytest.raises(ValueError, match=r"."):
        wrong()


def test_appending_twice_changes_nothing(tmp_path):
    assert append(tmp_path, [CONFIRMED]) == 1
    before = (tmp_path / "amal.jsonl").read_bytes()
    assert append(tmp_path, [CONFIRMED]) == 0
    assert (tmp_path / "amal.jsonl").read_bytes() == before


def test_each_annotator_has_a_file_and_the_adjudicator_another(tmp_path):
    folder = ledger_folder(tmp_path, "news", "1")
    append(folder, [CONFIRMED, decided("rejected", SEEN, None, by="bilal")])
    append(folder, [decided("confirmed", SEEN, SEEN, by="chen", adjudicated=True)])
    assert sorted(path.name for path in folder.glob("*.jsonl")) == ["adjudication.jsonl", "amal.jsonl", "bilal.jsonl"]
    assert len(read_ledger(tmp_path, "news")) == 3
    assert round_names(tmp_path, "news") == ("1",)


@pytest.mark.parametrize("name", ["", "..", "a/b", ".hidden", "a\\b"])
def test_rounds_stay_in_their_folder(tmp_path, name):
    with pytest.raises(UsageError):
        ledger_folder(tmp_path, "news", name)


def test_a_torn_line_is_passed_over_and_kept_aside(tmp_path):
    append(tmp_path, [CONFIRMED])
    path = tmp_path / "amal.jsonl"
    torn = to_line(decided("rejected", SEEN, None, minutes=1)).encode()[:-30]
    path.write_bytes(path.read_bytes() + torn)
    assert read_file(path) == [CONFIRMED]
    later = decided("rejected", SEEN, None, minutes=2)
    append(tmp_path, [later])
    assert read_file(path) == [CONFIRMED, later]
    assert (tmp_path / "amal.jsonl.torn").read_bytes() == torn + b"\n"


def test_a_line_changed_by_hand_is_named(tmp_path):
    append(tmp_path, [CONFIRMED, decided("rejected", SEEN, None, minutes=1)])
    path = tmp_path / "amal.jsonl"
    path.write_text(path.read_text("utf-8").replace('"rejected"', '"confirmed"'), encoding="utf-8")
    with pytest.raises(InputError, match=r"amal\.jsonl:2: was changed by hand"):
        read_file(path)


_WRITER = """
import sys
from dataclasses import replace
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from decision_makers import decided, proposal
from eventcoder.annotation.ledger import append
for number in range(40):
    append(Path(sys.argv[2]), [decided("confirmed", proposal(), proposal(), minutes=number, note=sys.argv[3])])
"""


def test_two_writers_lose_nothing(tmp_path):
    arguments = [sys.executable, "-c", _WRITER, str(Path(__file__).parent), str(tmp_path)]
    running = [subprocess.Popen([*arguments, f"{name} ملاحظة " * 50]) for name in ("one", "two")]
    assert [one.wait(60) for one in running] == [0, 0]
    found = read_file(tmp_path / "amal.jsonl")
    assert len(found) == len({one.decision_id for one in found}) == 80


def test_undoing_brings_back_what_held_before():
    changed_mind = decided("rejected", SEEN, None, minutes=1)
    back = undone(changed_mind, 2)
    again = undone(back, 3)
    assert standing([CONFIRMED, changed_mind, back]) == [CONFIRMED]
    assert standing([CONFIRMED, changed_mind, back, again]) == [CONFIRMED, changed_mind]


def holds(*decisions: Decision) -> list[tuple[str, str | None]]:
    return [(one.item.kind, one.decision.verdict if one.decision else None) for one in settle(decisions)]


def test_the_last_word_of_an_annotator_counts():
    assert holds(CONFIRMED, decided("rejected", SEEN, None, minutes=1)) == [("proposal", "rejected")]


def test_annotators_who_differ_settle_nothing_until_someone_adjudicates():
    other = decided("corrected", SEEN, BETTER, by="bilal", minutes=1)
    assert holds(CONFIRMED, other) == [("proposal", None)]
    assert holds(CONFIRMED, decided("confirmed", SEEN, SEEN, by="bilal")) == [("proposal", "confirmed")]
    ruling = decided("corrected", SEEN, BETTER, by="chen", minutes=2, adjudicated=True)
    assert holds(CONFIRMED, other, ruling) == [("proposal", "corrected")]
    assert settle([CONFIRMED, other, ruling])[0].reviewers == "chen"


def test_annotators_who_mark_other_words_agree():
    words = replace(BETTER, trigger=Span(0, 3))
    both = [decided("corrected", SEEN, BETTER), decided("corrected", SEEN, words, by="bilal", minutes=1)]
    assert settle(both)[0].decision == both[1]
    assert settle(both)[0].reviewers == "amal, bilal"


def test_an_event_only_one_of_two_added_is_in_dispute():
    extra = decided("added", None, BETTER)
    assert holds(extra) == [("added", "added")]
    assert holds(extra, decided("confirmed", SEEN, SEEN, by="bilal")) == [("added", None), ("proposal", "confirmed")]
    assert holds(extra, decided("corrected", SEEN, BETTER, by="bilal"))[0] == ("added", "added")


def test_a_proposal_that_a_blind_annotator_left_out_is_in_dispute():
    blind = decided("confirmed", None, None, by="bilal", blind=True)
    assert dict(holds(CONFIRMED, blind))["proposal"] is None
    same = decided("added", None, SEEN, by="bilal", blind=True)
    assert dict(holds(CONFIRMED, same)) == {"proposal": "confirmed", "added": "added"}


def test_a_ruling_against_an_event_lets_no_event_stand():
    extra, nothing = decided("added", None, BETTER), decided("confirmed", None, None, by="berk")
    ruling = decided("rejected", BETTER, None, by="chen", adjudicated=True, item=extra.item)
    assert dict(holds(extra, nothing)) == {"added": None, "none": None}
    assert dict(holds(extra, nothing, ruling)) == {"added": "rejected", "none": "confirmed"}


def test_no_event_and_an_event_exclude_each_other():
    nothing = decided("confirmed", None, None)
    extra = decided("added", None, BETTER, minutes=1)
    assert holds(nothing, extra) == [("added", "added")]
    assert holds(extra, replace(nothing, at=START.replace(hour=12))) == [("none", "confirmed")]


def test_the_hash_depends_on_the_decisions_alone():
    other = decided("rejected", SEEN, None, by="bilal")
    assert ledger_hash([CONFIRMED, other]) == ledger_hash([other, CONFIRMED]) != ledger_hash([other])
    assert ledger_hash([]) == ""


def test_words_identify_a_sentence_wherever_it_stands():
    moved = replace(passage(), doc_id="elsewhere", sentence_id="other")
    assert Item.proposal(moved, SEEN) == Item.proposal(passage(), SEEN)
    assert START.tzinfo is UTC
