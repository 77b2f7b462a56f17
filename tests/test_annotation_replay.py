"""Replay: what was decided is applied to what was seen, and to nothing else."""

from dataclasses import replace
from datetime import date

import pyarrow as pa
import pytest
from decision_makers import decided, proposal, undone
from table_makers import CODES, COUNTRIES, ROLES, TEXTS, changed, context, event, sentences, tables

from eventcoder.annotation.replay import Replayed, replay
from eventcoder.checks.run import quarantine, run_checks
from eventcoder.tables import Lookups, sorted_events, to_events_table
from eventcoder.types.annotation import Coding, Decision
from eventcoder.types.events import DocumentOutcome
from eventcoder.types.text import Span

SEEN = proposal()
ARABIC = proposal(1)
DOCUMENT = DocumentOutcome("d1", "d1.txt", "built", title="t", publisher="p")
LOOKUPS = Lookups(CODES, COUNTRIES, ROLES, {"d1": DOCUMENT})
NEW = Coding("19", "SYRREB", "TUR", "2025-08", Span(8, 15), None, Span(0, 3))


def names(code: str) -> tuple[str | None, str | None]:
    return ("Türkiye", "turkey") if code == "TUR" else (None, None)


def replayed(*decisions: Decision, made: dict[str, pa.Table] | None = None, lookups: Lookups = LOOKUPS) -> Replayed:
    made = made or tables()
    return replay(decisions, made["events"], made["sentences"], lookups, names)


def rows(done: Replayed) -> list[dict[str, object]]:
    return sorted_events(done.events).to_pylist()


def states(done: Replayed) -> dict[str, int]:
    return {state: count for state, count in done.states.items() if count}


def test_no_decisions_leave_the_table_alone():
    made = tables()
    done = replay((), made["events"], made["sentences"], LOOKUPS, names)
    assert done.events is made["events"]
    assert done.to_json() == {}


def test_confirmed_events_say_so_and_are_else_untouched():
    done = replayed(decided("confirmed", SEEN, SEEN))
    before = sorted_events(tables()["events"]).to_pylist()
    assert rows(done) == [{**before[0], "review_status": "confirmed", "reviewer": "amal"}, before[1]]
    assert (states(done), done.reviewed) == ({"applied": 1}, 1)


def test_corrected_events_change_with_all_that_follows_from_it():
    chosen = replace(SEEN, code="19", target="IRQMIL", day="2025-08", target_span=Span(26, 34))
    row = rows(replayed(decided("corrected", SEEN, chosen)))[0]
    assert row["event_id"] == tables()["events"]["event_id"][0].as_py()
    wanted = {
        "event_code": "19", "event_root": "19", "event_name": "Fight", "quad_class": 4, "plover_mode": None,
        "target_actor": "IRQMIL", "target_country": "IRQ", "target_role": "MIL", "target_text": "Damascus",
        "target_entry": None, "source_entry": "entry", "event_date": date(2025, 8, 1), "event_date_precision": "month",
        "review_status": "corrected", "coder": "rule", "rule_id": "visit-1",
    }  # fmt: skip
    assert {name: row[name] for name in wanted} == wanted


def test_an_actor_taken_away_leaves_nothing_of_it():
    row = rows(replayed(decided("corrected", SEEN, replace(SEEN, target=None, target_span=None, code="19"))))[0]
    assert {value for name, value in row.items() if name.startswith("target_")} == {None}


def test_rejected_events_leave_and_their_sentence_says_so():
    done = replayed(decided("rejected", SEEN, None))
    assert [row["event_code"] for row in rows(done)] == ["19"]
    assert done.outcomes == {sentences()[0].sentence_id: "rejected"}
    assert (done.changes, done.rejected, done.reviewed) == ({"d1": -1}, 1, 0)


def test_added_events_make_their_sentence_coded():
    done = replayed(decided("added", None, NEW, number=2))
    row = next(row for row in rows(done) if row["review_status"] == "added")
    wanted = {
        "sentence": TEXTS[2], "event_code": "19", "source_actor": "SYRREB", "source_country": "SYR",
        "target_name": "Türkiye", "target_entry": "turkey", "target_text": TEXTS[2][:3], "source_text": None,
        "event_date": date(2025, 8, 1), "event_date_precision": "month", "coder": "human", "publisher": "p",
        "trigger_text": TEXTS[2][8:15],
    }  # fmt: skip
    assert {name: row[name] for name in wanted} == wanted
    assert (done.outcomes, done.changes, done.added) == ({sentences()[2].sentence_id: "coded"}, {"d1": 1}, 1)


def test_an_event_added_without_words_rests_on_the_whole_sentence():
    done = replayed(decided("added", None, Coding("19", "SYR", None), number=2))
    row = next(row for row in rows(done) if row["review_status"] == "added")
    assert (row["trigger_text"], row["event_date"]) == (TEXTS[2], date(2025, 8, 7))


def test_an_added_event_that_is_proposed_is_confirmed_not_doubled():
    done = replayed(decided("added", None, replace(SEEN, trigger=None)))
    assert [row["review_status"] for row in rows(done)] == ["confirmed", "uncorrected"]
    dated = replayed(decided("added", None, replace(SEEN, day="2025-08-06")))
    assert [row["review_status"] for row in rows(dated)] == ["corrected", "uncorrected"]


def test_what_people_decided_passes_the_checks_with_every_event_accounted_for():
    made = tables()
    decisions = [
        decided("confirmed", SEEN, SEEN),
        decided("rejected", ARABIC, None, number=1),
        decided("added", None, NEW, number=2),
    ]
    done = replayed(*decisions, made=made)
    for number, outcome in ((1, "rejected"), (2, "coded")):
        assert done.outcomes[sentences()[number].sentence_id] == outcome
        made["sentences"] = changed(made["sentences"], "outcome", number, outcome)
    told = context(proposed=3, rejected=1)
    told = replace(told, reviewed=done.reviewed, stale=done.states["stale"])
    report = run_checks({**made, "events": done.events}, told)
    assert [one.name for one in report.results if one.status != "passed"] == []
    assert [refused.num_rows for _, refused in quarantine(done.events, report)] == [0]


def recoded(code: str = "19") -> dict[str, pa.Table]:
    made = tables()
    first, second, _ = sentences()
    events = to_events_table([event(first, code=code), event(second, "TURMIL", None, "19")], LOOKUPS)
    return {**made, "events": events}


@pytest.mark.parametrize("verdict", ["confirmed", "corrected", "rejected"])
def test_a_changed_proposal_makes_a_decision_stale(verdict):
    chosen = {"confirmed": SEEN, "corrected": replace(SEEN, target="IRQ"), "rejected": None}[verdict]
    done = replayed(decided(verdict, SEEN, chosen), made=recoded())
    assert states(done) == {"stale": 1}
    assert "the coder now proposes TURGOV 19 SYR" in done.fates[0].reason
    assert {row["review_status"] for row in rows(done)} == {"uncorrected"}


def test_a_changed_date_makes_a_decision_stale():
    made = {**tables(), "events": changed(tables()["events"], "event_date", 0, date(2025, 8, 5))}
    assert states(replayed(decided("confirmed", SEEN, SEEN), made=made)) == {"stale": 1}


def test_a_coder_that_learnt_what_was_chosen_is_confirmed():
    done = replayed(decided("corrected", SEEN, replace(SEEN, code="19")), made=recoded())
    assert [row["review_status"] for row in rows(done)] == ["confirmed", "uncorrected"]


def test_a_code_the_codebook_lost_makes_a_decision_stale():
    fewer = replace(LOOKUPS, codes={code: one for code, one in CODES.items() if code != "19"})
    done = replayed(decided("corrected", SEEN, replace(SEEN, code="19")), lookups=fewer)
    assert (states(done), done.fates[0].reason) == ({"stale": 1}, "the codebook has no code 19")


def test_a_rejected_event_nobody_proposes_needs_nothing():
    made = {**tables(), "events": tables()["events"].slice(1)}
    assert states(replayed(decided("rejected", SEEN, None), made=made)) == {"unneeded": 1}


def test_an_event_nobody_proposes_any_more_is_not_put_back():
    made = {**tables(), "events": tables()["events"].slice(1)}
    assert states(replayed(decided("confirmed", SEEN, SEEN), made=made)) == {"stale": 1}


def test_no_event_is_stale_once_one_is_proposed():
    nothing = decided("confirmed", None, None, number=1)
    assert states(replayed(nothing)) == {"stale": 1}
    assert states(replayed(replace(nothing, blind=True))) == {"disputed": 1}
    assert states(replayed(decided("confirmed", None, None, number=2))) == {"unneeded": 1}


def test_an_edited_sentence_is_stale_and_a_missing_document_is_absent():
    made = {**tables(), "sentences": changed(tables()["sentences"], "text", 0, "Other words.")}
    assert states(replayed(decided("confirmed", SEEN, SEEN), made=made)) == {"stale": 1}
    away = replace(LOOKUPS, documents={})
    assert states(replayed(decided("confirmed", SEEN, SEEN), made=made, lookups=away)) == {"absent": 1}


def test_a_sentence_is_found_again_in_a_document_of_another_name():
    done = replayed(decided("confirmed", SEEN, SEEN), made=tables(("renamed",)), lookups=replace(LOOKUPS, documents={}))
    assert states(done) == {"applied": 1}


def test_a_decision_stays_with_its_document_when_others_print_the_same_words():
    done = replayed(decided("rejected", SEEN, None), made=tables(("d1", "d2")))
    assert [row["doc_id"] for row in rows(done)] == ["d1", "d2", "d2"]


def test_disputed_items_are_told_and_left_alone():
    done = replayed(decided("confirmed", SEEN, SEEN), decided("rejected", SEEN, None, by="bilal"))
    assert (states(done), rows(done)[0]["review_status"]) == ({"disputed": 1}, "uncorrected")
    assert done.fates[0].reason == "amal: TURGOV 042 SYR 2025-08-04; bilal: no event"


def test_what_was_undone_is_not_replayed():
    rejected = decided("rejected", SEEN, None)
    assert replayed(rejected, undone(rejected, 1)).events.num_rows == 2


def test_what_repeats_a_rejected_event_stands_for_itself():
    made = tables(("d1", "d2"))
    first, _, copy, _ = made["events"]["event_id"].to_pylist()
    made["events"] = changed(made["events"], "duplicate_of", 2, first)
    done = replayed(decided("rejected", SEEN, None), made=made)
    assert {row["event_id"]: row["duplicate_of"] for row in rows(done)}[copy] is None
    moved = replayed(decided("corrected", SEEN, replace(SEEN, code="19")), made=made)
    assert {row["event_id"]: row["duplicate_of"] for row in rows(moved)}[copy] is None


def test_rows_no_check_would_pass_are_left_to_the_checks():
    made = {**tables(), "events": changed(tables()["events"], "source_actor", 1, None)}
    done = replayed(decided("confirmed", SEEN, SEEN), decided("confirmed", ARABIC, ARABIC, number=1), made=made)
    assert states(done) == {"applied": 1, "stale": 1}
