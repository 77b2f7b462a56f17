"""The suite as Great Expectations runs it: every claim on tables that keep it and on tables that do not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from table_makers import changed, context, tables

from eventcoder.checks.context import CheckContext
from eventcoder.checks.report import BROKEN, FAILED, PASSED
from eventcoder.checks.rows import ROW_CHECKS
from eventcoder.checks.run import quarantine, run_checks
from eventcoder.checks.suite import Claim, shipped_claims
from eventcoder.errors import CheckFailed
from eventcoder.schemas import EVENTS, QUARANTINE
from eventcoder.stored import Stored

Tables = dict[str, pa.Table]
Fault = Callable[[Tables, CheckContext], tuple[Tables, CheckContext]]

# Great Expectations imports modules that Python has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:module 'sre_:DeprecationWarning")

CLAIMS = {claim.name: claim for claim in shipped_claims()}


def cell(table: str, column: str, value: object, row: int = 0) -> Fault:
    return lambda made, told: ({**made, table: changed(made[table], column, row, value)}, told)


def repeated(table: str) -> Fault:
    return lambda made, told: ({**made, table: pa.concat_tables([made[table], made[table].slice(0, 1)])}, told)


def emptied(table: str) -> Fault:
    return lambda made, told: ({**made, table: made[table].slice(0, 0)}, told)


def told(**changes: object) -> Fault:
    return lambda made, known: (made, replace(known, **changes))


def retyped(made: Tables, known: CheckContext) -> tuple[Tables, CheckContext]:
    at = made["events"].schema.get_field_index("event_code")
    return {**made, "events": made["events"].set_column(at, "event_code", pa.array([42, 19]))}, known


FAULTS: dict[str, Fault] = {
    "event_id_is_unique": repeated("events"),
    "event_code_is_in_the_codebook": cell("events", "event_code", "42"),
    "event_root_is_the_root_of_the_code": cell("events", "event_root", "05"),
    "quad_class_is_the_one_of_the_code": cell("events", "quad_class", 2),
    "goldstein_is_the_one_of_the_code": cell("events", "goldstein", 3.0),
    "goldstein_lies_on_its_scale": cell("events", "goldstein", 10.5),
    "confidence_is_a_probability": cell("events", "confidence", -0.1),
    "source_actor_is_an_actor_code": cell("events", "source_actor", "Tur"),
    "target_actor_is_an_actor_code": cell("events", "target_actor", "SYRG"),
    "speaker_actor_is_an_actor_code": cell("events", "speaker_actor", ""),
    "source_prefix_is_a_country_or_a_known_kind_of_actor": cell("events", "source_actor", "QQQGOV"),
    "target_prefix_is_a_country_or_a_known_kind_of_actor": cell("events", "target_actor", "QQQ"),
    "speaker_prefix_is_a_country_or_a_known_kind_of_actor": cell("events", "speaker_actor", "QQQ"),
    "source_country_is_a_real_country": cell("events", "source_country", "QQQ"),
    "target_country_is_a_real_country": cell("events", "target_country", "Syria"),
    "place_country_is_a_real_country": cell("events", "place_country", "SY"),
    "source_or_target_is_given": cell("events", "source_actor", None, row=1),
    "source_differs_from_target": cell("events", "target_actor", "TURGOV"),
    "target_is_given_where_the_code_needs_one": cell("events", "target_actor", None),
    "source_words_stand_in_the_sentence": cell("events", "source_start", 1),
    "target_words_stand_in_the_sentence": cell("events", "target_end", 5),
    "trigger_words_stand_in_the_sentence": cell("events", "trigger_text", "visited"),
    "trigger_words_are_present": cell("events", "trigger_text", " "),
    "trigger_words_are_given_with_the_sentence": cell("events", "trigger_text", None),
    "dates_lie_in_range": cell("events", "event_date", date(1066, 10, 14)),
    "actual_event_is_not_dated_after_its_publication": cell("events", "event_date", date(2025, 8, 9)),
    "published_year_is_that_of_the_date": cell("events", "published_year", 2024),
    "event_date_is_given": cell("events", "event_date", None),
    "event_date_precision_is_known": cell("events", "event_date_precision", "week"),
    "event_date_basis_is_known": cell("events", "event_date_basis", "guess"),
    "polarity_is_known": cell("events", "polarity", "maybe"),
    "modality_is_known": cell("events", "modality", "maybe"),
    "review_status_is_known": cell("events", "review_status", "seen"),
    "language_is_a_two_letter_code": cell("events", "language", "eng"),
    "latitude_is_on_the_globe": cell("events", "latitude", 91.0),
    "longitude_is_on_the_globe": cell("events", "longitude", -181.0),
    "duplicate_names_another_listed_event": cell("events", "duplicate_of", "elsewhere"),
    "sentence_of_the_event_is_listed_as_coded": cell("sentences", "outcome", "no_event"),
    "sentence_id_is_unique": repeated("sentences"),
    "sentence_outcome_is_known": cell("sentences", "outcome", "lost"),
    "sentence_ends_after_it_starts": cell("sentences", "end", 0),
    "sentence_starts_inside_its_document": cell("sentences", "start", -1),
    "sentence_is_as_long_as_its_offsets_say": cell("sentences", "text", "short"),
    "document_id_is_unique": repeated("documents"),
    "document_was_read": cell("documents", "outcome", "failed"),
    "column_has_its_declared_type": retyped,
    "every_input_document_is_listed": told(documents=2),
    "every_sentence_of_a_document_is_listed": emptied("sentences"),
    "every_proposed_event_is_kept_quarantined_or_rejected": told(proposed=3),
    "every_decision_of_a_person_is_in_the_events": told(reviewed=1),
    "corrections_are_all_applied": told(stale=1),
    "documents_count_the_events_they_gave": cell("documents", "events", 1),
    "every_coded_sentence_has_an_event": cell("sentences", "outcome", "coded", row=2),
    "words_are_given_unless_withheld": cell("sentences", "text", None),
    "some_document_was_read": emptied("documents"),
    "some_event_was_coded": emptied("events"),
}
DRIFTS = {
    "languages_are_mixed_as_before": ("sentences", "language", "en"),
    "as_many_sentences_stay_uncoded_as_before": ("sentences", "outcome", "no_event"),
    "root_codes_are_as_frequent_as_before": ("events", "event_root", "19"),
    "dyads_are_as_frequent_as_before": ("events", "source_actor", "IRQ"),
}
"""What was alike in all rows of the version before."""

FAULTS |= {
    name: cell(claim.table, str(claim.args["column"]), None)
    for name, claim in CLAIMS.items()
    if claim.expectation == "expect_column_values_to_not_be_null" and name not in FAULTS
}


def parted(events, report):
    """Return what may be published, and what is refused, each as one table."""
    return tuple(pa.concat_tables(side) for side in zip(*quarantine(events, report), strict=True))


def named(report, status):
    return {one.name for one in report.results if one.status == status}


def test_good_tables_pass_every_claim():
    report = run_checks(tables(("d1", "d2")), context(2, 4))
    assert named(report, PASSED) == set(CLAIMS)
    assert report.publishable
    report.ensure_publishable()


def test_every_claim_has_a_failing_table():
    assert set(FAULTS) | set(DRIFTS) == set(CLAIMS)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(FAULTS))
def test_a_claim_fails_on_a_table_that_breaks_it(name):
    made, known = FAULTS[name](tables(), context())
    report = run_checks(made, known, (CLAIMS[name],))
    result = report.results[0]
    assert (result.status, result.name) == (FAILED, name), result
    assert result.failing == len(result.rows) >= 1
    assert result.examples
    made = {**made, "events": made["events"]} if name != "column_has_its_declared_type" else tables()
    kept, refused = parted(made["events"], report)
    assert kept.num_rows + refused.num_rows == made["events"].num_rows
    if result.quarantines:
        assert refused["expectations"].to_pylist() == [[name]] * result.failing
    else:
        assert refused.num_rows == 0
        assert report.publishable == (result.severity == "warning")


@pytest.mark.slow
def test_a_mix_that_moved_is_warned_of_and_published():
    made = tables(tuple(f"d{number}" for number in range(60)))
    for name, (table, column, value) in DRIFTS.items():
        rows = made[table]
        at = rows.schema.get_field_index(column)
        before = {**made, table: rows.set_column(at, column, pa.array([value] * rows.num_rows))}
        report = run_checks(made, context(60, 120), (CLAIMS[name],), before)
        assert named(report, FAILED) == {name}
        assert dict(report.results[0].examples[0]).keys() >= {"key", "before", "now"}
        assert report.publishable
        assert named(run_checks(made, context(60, 120), (CLAIMS[name],), made), PASSED) == {name}


@pytest.mark.slow
def test_a_few_documents_are_no_drift():
    made, before = tables(("d1",)), tables(("d1", "d2"))
    before["sentences"] = changed(before["sentences"], "language", 0, "ar")
    before["events"] = changed(before["events"], "event_root", 0, "19")
    claims = tuple(CLAIMS[name] for name in DRIFTS)
    assert named(run_checks(made, context(), claims, before), PASSED) == set(DRIFTS)


@pytest.mark.slow
def test_several_faults_of_a_row_are_named_together():
    made = tables()
    made["events"] = changed(changed(made["events"], "event_code", 0, "42"), "polarity", 0, None)
    report = run_checks(made, context())
    kept, refused = parted(made["events"], report)
    assert refused["expectations"].to_pylist() == [["polarity_is_given", "event_code_is_in_the_codebook"]]
    assert kept.schema.equals(EVENTS, check_metadata=True)
    assert refused.schema.equals(QUARANTINE, check_metadata=True)
    again = run_checks({**made, "events": kept, "quarantine": refused}, context())
    assert named(again, PASSED) == set(CLAIMS)


@pytest.mark.slow
def test_tables_may_be_files(tmp_path):
    made = tables()
    for name, table in made.items():
        pq.write_table(table, tmp_path / f"{name}.parquet")
    report = run_checks({name: Stored.at(tmp_path / f"{name}.parquet") for name in made}, context())
    assert named(report, PASSED) == set(CLAIMS)


@pytest.mark.slow
@pytest.mark.parametrize("as_files", [False, True])
def test_a_large_table_is_judged_part_by_part(tmp_path, monkeypatch, as_files):
    made = tables(("d1", "d2", "d3"))
    for row, (column, value) in enumerate(
        [("polarity", "x"), ("source_start", 3), ("modality", "x"), ("polarity", "x")]
    ):
        made["events"] = changed(made["events"], column, row, value)
    made["events"] = changed(made["events"], "event_id", 5, made["events"]["event_id"][0].as_py())
    whole = run_checks(made, context(3, 6))
    monkeypatch.setattr("eventcoder.checks.frames.PART_ROWS", 2)
    if as_files:
        for name, table in made.items():
            pq.write_table(table, tmp_path / f"{name}.parquet")
        made = {name: Stored.at(tmp_path / f"{name}.parquet") for name in made}
    assert run_checks(made, context(3, 6)) == whole
    assert {one.name: one.rows for one in whole.results if one.status == FAILED} == {
        "event_id_is_unique": (0, 5), "polarity_is_known": (0, 3), "modality_is_known": (2,),
        "source_words_stand_in_the_sentence": (1,),
    }  # fmt: skip


@pytest.mark.slow
def test_empty_tables_are_judged_not_broken():
    made = {name: table.slice(0, 0) for name, table in tables().items()}
    report = run_checks(made, context(0, 0))
    assert named(report, BROKEN) == set()
    assert named(report, FAILED) == {"some_document_was_read", "some_event_was_coded"}
    with pytest.raises(CheckFailed, match="some_document_was_read"):
        report.ensure_publishable()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        (Claim("c", "events", "error", "expect_wonders", {}), "expect_wonders"),
        (Claim("c", "events", "error", "expect_column_values_to_be_unique", {"column": "nowhere"}), "nowhere"),
        (Claim("c", "events", "error", "expect_column_values_to_be_unique", {"colum": "event_id"}), "column"),
        (Claim("c", "events", "error", "expect_rows_to_satisfy",
               {"check": "nothing", "column_list": ["event_id", "doc_id"]}), "nothing"),
        (Claim("c", "events", "warning", "expect_column_values_to_be_in_set",
               {"column": "event_id", "value_set": "$stars"}), "stars"),
    ],
)  # fmt: skip
def test_a_broken_check_does_not_read_as_failed_data(claim, reason):
    report = run_checks(tables(), context(), (claim,))
    result = report.results[0]
    assert (result.status, result.rows) == (BROKEN, ())
    assert reason in result.reason
    assert not report.publishable
    with pytest.raises(CheckFailed, match="c: the check itself broke"):
        report.ensure_publishable()
    kept, refused = parted(tables()["events"], report)
    assert (kept.num_rows, refused.num_rows) == (2, 0)


@pytest.mark.slow
def test_a_missing_column_breaks_its_claims_and_fails_the_schema():
    made = tables()
    report = run_checks({**made, "events": made["events"].drop_columns("polarity")}, context())
    assert named(report, BROKEN) == {"polarity_is_given", "polarity_is_known"}
    assert named(report, FAILED) == {"column_has_its_declared_type"}


@pytest.mark.slow
def test_results_stay_small_when_everything_fails():
    made = tables(tuple(f"d{number}" for number in range(500)))
    events = made["events"]
    at = events.schema.get_field_index("polarity")
    made["events"] = events.set_column(at, "polarity", pa.array(["x" * 1000] * events.num_rows))
    report = run_checks(made, context(500, 1000))
    result = next(one for one in report.results if one.name == "polarity_is_known")
    assert result.failing == 1000
    assert len(result.examples) <= 5
    assert all(len(example) <= 200 for example in result.examples)
    assert len(str(report.summary())) < 50_000


@pytest.mark.slow
def test_the_plain_function_and_great_expectations_agree():
    made = tables(("d1", "d2", "d3"))
    events = made["events"]
    for row, (column, value) in enumerate([("target_actor", "TURGOV"), ("source_start", 3), ("source_actor", None)]):
        events = changed(events, column, row * 2, value)
    frame: pd.DataFrame = events.to_pandas(date_as_object=False)
    values = context().values()
    claims = [one for one in CLAIMS.values() if one.expectation == "expect_rows_to_satisfy"]
    report = run_checks({**made, "events": events}, context(3, 6), tuple(claims))
    for claim, result in zip(claims, report.results, strict=True):
        given = {key: values.get(str(value)[1:], value) for key, value in claim.args.get("given", {}).items()}
        holds = ROW_CHECKS[claim.args["check"]](frame[list(claim.columns)], given)
        assert [row for row, held in enumerate(holds) if not held] == list(result.rows), claim.name


@pytest.mark.slow
def test_copies_of_a_quarantined_event_keep_one_original():
    made = tables(("d1", "d2", "d3"))
    events = made["events"]
    first = events["event_id"][0].as_py()
    events = changed(changed(changed(events, "polarity", 0, "x"), "duplicate_of", 2, first), "duplicate_of", 4, first)
    report = run_checks({**made, "events": events}, context(3, 6))
    kept, refused = parted(events, report)
    assert refused["event_id"].to_pylist() == [first]
    heir = events["event_id"][2].as_py()
    assert dict(zip(kept["event_id"].to_pylist(), kept["duplicate_of"].to_pylist(), strict=True))[heir] is None
    assert kept["duplicate_of"].to_pylist().count(heir) == 1


@pytest.mark.slow
@pytest.mark.parametrize("rows", [1, 2, 3, 100])
def test_parts_are_quarantined_as_the_whole_is(monkeypatch, rows):
    made = tables(("d1", "d2", "d3"))
    events = made["events"]
    first = events["event_id"][0].as_py()
    events = changed(changed(changed(events, "polarity", 0, "x"), "duplicate_of", 3, first), "duplicate_of", 4, first)
    report = run_checks({**made, "events": events}, context(3, 6))
    whole = parted(events, report)
    monkeypatch.setattr("eventcoder.checks.run.PART_ROWS", rows)
    assert [side.equals(other) for side, other in zip(parted(events, report), whole, strict=True)] == [True, True]
    assert whole[0]["duplicate_of"].to_pylist() == [None, None, None, events["event_id"][3].as_py(), None]


@pytest.mark.slow
def test_a_report_is_about_its_own_table():
    report = run_checks(tables(), context())
    with pytest.raises(ValueError, match="2 events"):
        parted(tables()["events"].slice(1), report)


def test_limits_come_back_as_they_were():
    assert CheckContext.from_json(context().to_json(), context().codes) == context()
