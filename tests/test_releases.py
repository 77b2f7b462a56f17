"""Version numbers, differences, change logs, pruning and overrides of published versions."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from click.testing import CliRunner
from release_makers import BOOK, Tables, full, record, stamp
from table_makers import CODES, TEXTS, changed, event, sentences

from eventcoder.cli.diff import diff as diff_command
from eventcoder.cli.prune import prune as prune_command
from eventcoder.datasets.diff import KINDS, Difference, difference
from eventcoder.datasets.manifest import InputRecord
from eventcoder.datasets.names import Version
from eventcoder.datasets.prune import prune, pruning
from eventcoder.datasets.publish import publish
from eventcoder.datasets.versions import list_versions, read_version
from eventcoder.errors import DatasetError
from eventcoder.schemas import EVENTS, QUARANTINE, SCHEMAS
from eventcoder.tables import Lookups, sorted_events, to_events_table

NOW = stamp()


def put(root: Path, made: Tables | None = None, version: str | None = None, **more: object):
    made = made or full()
    proposed = made["events"].num_rows + made["quarantine"].num_rows
    return publish(root, "news", made, record(**{"proposed": proposed, **more}), now=NOW, version=version)


def edited(column: str, value: object, row: int = 0, table: str = "events") -> Tables:
    made = full()
    return {**made, table: changed(made[table], column, row, value)}


def coded(*events: object) -> Tables:
    """Return the usual tables with other events."""
    made = full()
    lookups = Lookups(CODES, frozenset({"TUR", "SYR", "IRQ"}), frozenset({"GOV", "MIL"}))
    return {**made, "events": sorted_events(to_events_table(events, lookups)).cast(EVENTS)}


def compared(root: Path) -> Difference:
    return difference(*list_versions(root, "news")[-2:])


def kinds(found: Difference) -> dict[str, int]:
    return {kind: count for kind, count in found.kinds.items() if count}


@pytest.mark.parametrize(
    ("made", "more", "number"),
    [
        (full("d1", "d2"), {"inputs": (InputRecord("b.txt", "1" * 64, 3),)}, "1.1.0"),
        (full("d1", "d2"), {}, "1.1.0"),
        (edited("confidence", 0.5), {"codebook_sha256": "e" * 64}, "1.1.0"),
        (edited("event_date", date(2025, 8, 1)), {"corrections": {"sha256": "c" * 64, "applied": 1}}, "1.0.1"),
        (
            edited("event_date", date(2025, 8, 1)),
            {"corrections": {"sha256": "c" * 64}, "coder_version": "2"},
            "1.1.0",
        ),
        (edited("goldstein", 3.0, table="codes"), {}, "2.0.0"),
        (edited("name", "Consult with", table="codes"), {}, "1.1.0"),
        (full(), {"withheld": True}, "2.0.0"),
    ],
)
def test_the_number_follows_from_what_changed(tmp_path, made, more, number):
    put(tmp_path)
    assert str(put(tmp_path, made, **more).version) == number


def test_a_code_that_is_gone_changes_meanings(tmp_path):
    put(tmp_path)
    made = full()
    done = put(tmp_path, {**made, "codes": made["codes"].slice(0, 2)})
    assert str(done.version) == "2.0.0"
    assert "code 19 is gone" in (done.folder / "CHANGES.md").read_text("utf-8")


def test_a_number_chosen_by_hand_is_told_beside_the_proposed_one(tmp_path):
    put(tmp_path)
    done = put(tmp_path, full("d1", "d2"), version="1.5.0")
    told = (done.folder / "CHANGES.md").read_text("utf-8")
    assert "A minor version after news 1.0.0: chosen by hand; 1.1.0 was proposed" in told


@pytest.mark.parametrize(
    ("made", "more", "kind", "cause"),
    [
        (edited("event_date", date(2025, 8, 1)), {"coder_version": "2"}, "redated", "coder: coder rule 1 -> rule 2"),
        (edited("confidence", 0.5), {"parameters": {"x": 1}}, "changed", "parameters"),
        (edited("confidence", 0.5), {"codebook_sha256": "e" * 64, "entries": {**BOOK, "pattern:visit-1": "a2"}},
         "changed", "codebook: changed pattern visit-1"),
        (edited("confidence", 0.5), {"codebook_sha256": "e" * 64, "entries": {**BOOK, "entry:entry": "b2"}},
         "changed", "codebook: changed entry entry"),
        (edited("confidence", 0.5), {"codebook_sha256": "e" * 64}, "changed",
         "codebook: codebook cameo 0.1.0 (ffffffff) -> cameo 0.1.0 (eeeeeeee)"),
        (edited("confidence", 0.5), {}, "changed", "unexplained: inputs, codebook, coder and parameters are the same"),
    ],
)  # fmt: skip
def test_a_change_has_a_kind_and_a_cause(tmp_path, made, more, kind, cause):
    put(tmp_path)
    put(tmp_path, made, **more)
    found = compared(tmp_path)
    assert kinds(found) == {kind: 1}
    assert found.causes == {cause: 1}


def test_a_recoded_event_is_the_same_event_under_another_id(tmp_path):
    first, second, _ = sentences()
    put(tmp_path, coded(event(first), event(second, "TURMIL", None, "19")))
    entries = {**BOOK, "pattern:visit-1": "a2"}
    put(tmp_path, coded(event(first, code="04"), event(second, "TURMIL", "IRQ", "19")), entries=entries)
    found = compared(tmp_path)
    assert kinds(found) == {"recoded": 2}
    rows = {row["event_code_before"]: row for row in found.of_kind("recoded", 5)}
    assert (rows["042"]["event_code_after"], rows["19"]["target_actor_after"]) == ("04", "IRQ")
    assert rows["042"]["event_id_before"] != rows["042"]["event_id_after"]
    assert rows["042"]["sentence"] == TEXTS[0]
    assert found.causes == {"codebook: changed pattern visit-1": 2}


def test_both_directions_of_a_meeting_are_paired_with_their_own(tmp_path):
    first = sentences()[0]
    put(tmp_path, coded(event(first, "TURGOV", "SYR"), event(first, "SYR", "TURGOV")))
    put(tmp_path, coded(event(first, "TURGOV", "SYR", "04"), event(first, "SYR", "TURGOV", "04")))
    found = compared(tmp_path)
    assert kinds(found) == {"recoded": 2}
    for row in found.of_kind("recoded", 2):
        assert row["source_actor_before"] == row["source_actor_after"]


def test_documents_that_come_and_go_are_inputs(tmp_path):
    put(tmp_path)
    put(tmp_path, full("d2"))
    found = compared(tmp_path)
    assert kinds(found) == {"added": 2, "removed": 2}
    assert found.causes == {"input: document gone d1.txt": 2, "input: new document d2.txt": 2}
    assert found.tables["events"] == (2, 2)


def test_an_event_that_hangs_on_an_edited_sentence_is_caused_by_the_input(tmp_path):
    second = sentences()[1]
    put(tmp_path, coded(event(second, "TURMIL", None, "19")))
    made = coded(event(second, "TURGOV", None, "19"))
    put(tmp_path, {**made, "sentences": changed(made["sentences"], "text", 0, "Somebody else went to Damascus.")})
    found = compared(tmp_path)
    assert set(found.causes) == {"input: edited document d1.txt, in another sentence"}


def test_an_event_further_down_an_edited_document_only_moved(tmp_path):
    first, second, _ = sentences()
    lower = replace(second, span=type(second.span)(second.span.start + 30, second.span.end + 30), sentence_no=5)
    put(tmp_path, coded(event(first), event(second, "TURMIL", None, "19")))
    put(tmp_path, coded(event(first), event(lower, "TURMIL", None, "19")))
    found = compared(tmp_path)
    assert kinds(found) == {"moved": 1}
    assert found.causes == {"input: edited document d1.txt": 1}


def test_what_people_changed_is_corrected(tmp_path):
    put(tmp_path)
    made = edited("review_status", "corrected")
    made["events"] = changed(made["events"], "reviewer", 0, "leyla")
    made["events"] = changed(made["events"], "event_date", 0, date(2025, 8, 1))
    made["events"] = changed(made["events"], "review_status", 1, "confirmed")
    done = put(tmp_path, made, corrections={"sha256": "c" * 64})
    found = compared(tmp_path)
    assert (str(done.version), kinds(found)) == ("1.0.1", {"corrected": 2})
    assert found.causes == {"correction: by a person": 1, "correction: by leyla": 1}


def test_rejected_and_refused_events_say_so(tmp_path):
    put(tmp_path)
    made = full()
    events, kept = made["events"], made["events"].slice(1, 1)
    refused = events.slice(0, 1).append_column(QUARANTINE.field("expectations"), pa.array([["dates_lie_in_range"]]))
    put(tmp_path, {**made, "events": kept, "quarantine": refused.cast(QUARANTINE)})
    assert compared(tmp_path).causes == {"check: refused by dates_lie_in_range": 1}
    put(tmp_path, full())
    assert compared(tmp_path).causes == {"check: no longer refused by dates_lie_in_range": 1}
    fates = [{"verdict": "rejected", "events": [events["event_id"][0].as_py()]}]
    put(tmp_path, {**made, "events": kept}, corrections={"sha256": "c" * 64}, fates=fates)
    assert compared(tmp_path).causes == {"correction: rejected by a person": 1}


def test_a_version_does_not_differ_from_itself(tmp_path):
    put(tmp_path)
    version = read_version(tmp_path, "news")
    found = difference(version, version)
    assert found.same
    assert (found.rows.num_rows, found.settings, found.causes) == (0, (), {})
    assert list(found.kinds) == list(KINDS)


def test_settings_say_what_went_in_differently(tmp_path):
    put(tmp_path)
    put(tmp_path, full("d1", "d2"), inputs=(InputRecord("a.txt", "1" * 64, 3), InputRecord("b.txt", "2" * 64, 3)))
    assert compared(tmp_path).settings == ("input: new b.txt", "input: edited a.txt")


def test_the_change_log_grows_and_escapes(tmp_path):
    put(tmp_path)
    put(tmp_path, full("d1", "d2"))
    evil = edited("event_date", date(2025, 8, 1))
    evil["events"] = changed(evil["events"], "sentence", 0, "<b>*x*</b>\n# heading | `y`")
    told = (put(tmp_path, evil, coder_version="2").folder / "CHANGES.md").read_text("utf-8")
    assert [line for line in told.splitlines() if line.startswith("## ")] == ["## 1.2.0", "## 1.1.0", "## 1.0.0"]
    assert told.startswith("# Changes\n")
    assert told.count("# Changes\n") == 1
    assert r"\<b\>\*x\*\</b\> \# heading \| \`y\`" in told


def test_a_damaged_version_before_does_not_stop_the_next(tmp_path):
    folder = put(tmp_path).folder
    (folder / "events.parquet").write_bytes(b"broken")
    done = put(tmp_path, full("d1", "d2"))
    assert "could not be compared" in (done.folder / "CHANGES.md").read_text("utf-8")


def run(command, *args: object):
    return CliRunner().invoke(command, [str(arg) for arg in args])


def three(root: Path) -> None:
    put(root)
    put(root, full("d1", "d2"))
    put(root, full("d1", "d2", "d3"))


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["news"], "news 1.1.0 -> news 1.2.0"),
        (["news@1.0.0"], "news 1.0.0 -> news 1.2.0"),
        (["news@1.0.0", "1.1.0"], "news 1.0.0 -> news 1.1.0"),
        (["news/1.1.0", "news@1.0.0"], "news 1.1.0 -> news 1.0.0"),
    ],
)
def test_diff_finds_the_versions_meant(tmp_path, args, told):
    three(tmp_path)
    outcome = run(diff_command, *args, "--out", tmp_path)
    assert (outcome.exit_code, outcome.output.splitlines()[0]) == (0, told)


def test_diff_tells_counts_rows_and_causes(tmp_path):
    three(tmp_path)
    outcome = run(diff_command, "news", "--out", tmp_path, "--csv", tmp_path / "all.csv", "--rows", 1)
    assert "2  added: events that were not there before" in outcome.output
    assert TEXTS[0] in outcome.output or TEXTS[1] in outcome.output
    assert outcome.output.splitlines()[-1].split("  ")[-1] == "input: new document d3.txt"
    assert '"042"' in (tmp_path / "all.csv").read_text("utf-8")
    told = json.loads(run(diff_command, "news", "--out", tmp_path, "--json", "--rows", 2).output)
    assert told["kinds"]["added"] == 2
    assert len(told["rows"]) == 2


def test_diff_of_a_first_version_says_that_there_is_nothing(tmp_path):
    put(tmp_path)
    outcome = run(diff_command, "news", "--out", tmp_path)
    assert (outcome.exit_code, len(outcome.output.splitlines())) == (1, 1)
    assert "is the first version" in outcome.output


def numbers(root: Path) -> list[str]:
    return [str(one.version) for one in list_versions(root, "news")]


def test_pruning_keeps_the_newest(tmp_path):
    three(tmp_path)
    assert [str(one) for one in prune(tmp_path, "news", keep=2).removed] == ["1.0.0"]
    assert numbers(tmp_path) == ["1.1.0", "1.2.0"]
    assert sorted(one.name for one in (tmp_path / "news").iterdir()) == [".lock", "1.1.0", "1.2.0"]


def test_pruning_never_removes_the_last_good_version(tmp_path):
    three(tmp_path)
    for version in ("1.1.0", "1.2.0"):
        (tmp_path / "news" / version / "events.parquet").write_bytes(b"broken")
    assert pruning(tmp_path, "news", keep=1).good == Version(1, 0, 0)
    prune(tmp_path, "news", keep=1)
    assert numbers(tmp_path) == ["1.0.0", "1.2.0"]
    prune(tmp_path, "news", versions=[Version(1, 0, 0), Version(1, 2, 0)])
    assert numbers(tmp_path) == ["1.0.0"]


def test_pruning_removes_nothing_where_no_version_is_good(tmp_path):
    three(tmp_path)
    for version in numbers(tmp_path):
        (tmp_path / "news" / version / "events.parquet").unlink()
    assert prune(tmp_path, "news", keep=1).removed == ()
    with pytest.raises(DatasetError, match="no version 7.0.0"):
        pruning(tmp_path, "news", versions=[Version(7, 0, 0)])


def test_prune_only_removes_when_told_to(tmp_path):
    three(tmp_path)
    outcome = run(prune_command, "news", "--keep", 1, "--out", tmp_path)
    assert "would be removed: news 1.0.0" in outcome.output
    assert len(numbers(tmp_path)) == 3
    told = json.loads(run(prune_command, "news", "--keep", 1, "--out", tmp_path, "--yes", "--json").output)
    assert told == {"removed": ["1.0.0", "1.1.0"], "kept": ["1.2.0"], "done": True}
    assert numbers(tmp_path) == ["1.2.0"]


@pytest.mark.parametrize("args", [["nothing"], ["../x"], ["a b"], ["news", "--version", "x"]])
def test_prune_refuses_what_is_not_there(tmp_path, args):
    put(tmp_path)
    outcome = run(prune_command, *args, "--out", tmp_path)
    assert outcome.exit_code in (1, 2)
    assert len(outcome.output.splitlines()) == 1


@pytest.mark.parametrize("schema", ["3", "x", None, 3])
def test_a_version_of_a_later_schema_is_refused(tmp_path, schema):
    folder = put(tmp_path).folder
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    (folder / "manifest.json").write_text(json.dumps({**manifest, "schema_version": schema}), "utf-8")
    with pytest.raises(DatasetError, match="install a newer eventcoder"):
        read_version(tmp_path, "news")


def test_a_half_copied_version_is_refused_with_the_reason(tmp_path):
    folder = put(tmp_path).folder
    (folder / "manifest.json").unlink()
    with pytest.raises(DatasetError, match="half copied"):
        read_version(tmp_path, "news")


def test_every_table_has_words_declared():
    from eventcoder.schemas import WORDS

    assert set(WORDS) == set(SCHEMAS)
    for table, columns in WORDS.items():
        for column in columns:
            assert SCHEMAS[table].field(column).nullable, column


def test_versions_with_and_without_text_are_compared_by_place(tmp_path):
    first, second, _ = sentences()
    put(tmp_path, coded(event(first), event(second, "TURMIL", None, "19")))
    put(tmp_path, coded(event(first, code="04"), event(second, "TURMIL", None, "19")), withheld=True, coder_version="2")
    found = compared(tmp_path)
    assert kinds(found) == {"recoded": 1}
    assert found.causes == {"coder: coder rule 1 -> rule 2": 1}
