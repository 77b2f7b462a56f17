"""Publishing, versions and verification of datasets."""

import json
import os
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from table_makers import CODES, changed, context, tables

from eventcoder.checks.suite import shipped_claims
from eventcoder.cli.versions import check as check_command
from eventcoder.cli.versions import verify as verify_command
from eventcoder.cli.versions import versions as versions_command
from eventcoder.datasets import parquet
from eventcoder.datasets.load import load
from eventcoder.datasets.manifest import BuildRecord, InputRecord, read_manifest
from eventcoder.datasets.names import Version, checked_name
from eventcoder.datasets.parquet import TableWriter, content_sha256, file_sha256, write_table
from eventcoder.datasets.publish import publish
from eventcoder.datasets.verify import verify
from eventcoder.datasets.versions import dataset_names, list_versions, read_table, read_version
from eventcoder.errors import DatasetError, UsageError
from eventcoder.lock import locked
from eventcoder.schemas import EVENTS, PROPOSED, QUARANTINE, SCHEMAS, SENTENCES
from eventcoder.stored import Stored
from eventcoder.tables import sorted_events, to_codes_table

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def full(*doc_ids: str) -> dict[str, pa.Table]:
    made = tables(doc_ids or ("d1",))
    made["events"] = sorted_events(made["events"]).cast(EVENTS)
    return {**made, "quarantine": QUARANTINE.empty_table(), "codes": to_codes_table(CODES)}


def record(documents: int = 1, **more: object) -> BuildRecord:
    known = context(documents, 2 * documents)
    build = BuildRecord(
        (InputRecord("a.txt", "0" * 64, 3),), "cameo", "0.1.0", "f" * 64, "rule", "1", proposed=2 * documents,
        checks={"passed": 1, "failed": 0, "claims": []}, limits=known.to_json(),
    )  # fmt: skip
    return replace(build, **more)


def put(root: Path, made: dict[str, pa.Table] | None = None, name: str = "news", **more: object):
    return publish(root, name, made or full(), record(), now=NOW, **more)


@pytest.mark.parametrize("name", ["news", "haber-2025", "أخبار", "a.b_c", "x" * 64])
def test_names_of_every_script_are_taken(name):
    assert checked_name(name) == name


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "a/b", "a\\b", "../a", "a b", "a\n", ".hidden", "-x", "a..b", "a.", "con", "NUL.txt", "x" * 65,
     "a\u202eb", "a\u200fb", "e\u0301", "a\x00", "a:b", "*"],
)  # fmt: skip
def test_names_that_are_no_safe_folders_are_refused(name):
    with pytest.raises(UsageError, match="cannot name a dataset"):
        checked_name(name)


@pytest.mark.parametrize("text", ["1", "1.0", "01.0.0", "1.0.0-rc1", "v1.0.0", "1.0.-1", "", "١.٠.٠", "1.0.0\n"])
def test_versions_have_three_plain_numbers(text):
    with pytest.raises(UsageError, match="is not a version"):
        Version.parse(text)


@given(st.tuples(*[st.integers(0, 999_999)] * 3))
def test_versions_print_as_they_parse(numbers):
    assert Version.parse(str(Version(*numbers))) == Version(*numbers)


def test_a_version_holds_tables_manifest_card_and_quality(tmp_path):
    done = put(tmp_path)
    assert str(done) == "published 1.0.0"
    assert {one.name for one in done.folder.iterdir()} == {
        *(f"{table}.parquet" for table in SCHEMAS), "manifest.json", "quality.json", "README.md", "CHANGES.md",
        "croissant.json", "datapackage.json", "CITATION.cff",
    }  # fmt: skip
    manifest = read_manifest(done.folder)
    assert (manifest["version"], manifest["parent"], manifest["created"]) == (
        "1.0.0",
        None,
        "2026-01-02T03:04:05+00:00",
    )
    assert manifest["inputs"] == [{"name": "a.txt", "sha256": "0" * 64, "bytes": 3}]
    for name, stated in manifest["files"].items():
        assert stated["sha256"] == file_sha256(done.folder / name)
    assert manifest["files"]["events.parquet"]["rows"] == 2
    assert str(tmp_path) not in (done.folder / "manifest.json").read_text()
    assert verify(done.folder) == []


def test_versions_go_up_and_know_their_parent(tmp_path):
    put(tmp_path)
    second = publish(tmp_path, "news", full("d1", "d2"), record(2), now=NOW)
    third = put(tmp_path, version="1.10.0")
    assert [str(second), str(third)] == ["published 1.1.0", "published 1.10.0"]
    assert read_version(tmp_path, "news").manifest["parent"] == "1.1.0"
    put(tmp_path, full("d3"), version="1.9.0")
    assert [str(one.version) for one in list_versions(tmp_path, "news")] == ["1.0.0", "1.1.0", "1.9.0", "1.10.0"]
    assert read_version(tmp_path, "news").version == Version(1, 10, 0)


def test_equal_tables_publish_nothing_new(tmp_path):
    put(tmp_path)
    again = put(tmp_path)
    assert (str(again), again.created) == ("unchanged, 1.0.0", False)
    assert again.folder == tmp_path / "news" / "1.0.0"
    assert str(put(tmp_path, version="1.0.0")) == "unchanged, 1.0.0"
    assert len(list_versions(tmp_path, "news")) == 1


def test_a_published_version_is_never_overwritten(tmp_path):
    before = file_sha256(put(tmp_path).folder / "events.parquet")
    with pytest.raises(DatasetError, match=r"1\.0\.0 is published already"):
        put(tmp_path, full("other"), version="1.0.0")
    assert file_sha256(tmp_path / "news" / "1.0.0" / "events.parquet") == before


def test_the_same_rows_give_the_same_bytes(tmp_path):
    first, second = put(tmp_path / "a"), put(tmp_path / "b")
    for table in SCHEMAS:
        assert file_sha256(first.folder / f"{table}.parquet") == file_sha256(second.folder / f"{table}.parquet")
    assert (first.folder / "README.md").read_bytes() == (second.folder / "README.md").read_bytes()


def test_changed_columns_need_a_major_version(tmp_path):
    folder = put(tmp_path).folder
    manifest = json.loads((folder / "manifest.json").read_text())
    del manifest["files"]["events.parquet"]["columns"]["reviewer"]
    (folder / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(DatasetError, match=r"the next version is 2\.0\.0"):
        put(tmp_path, version="1.1.0")
    assert str(put(tmp_path)) == "published 2.0.0"


@pytest.mark.parametrize("dies_at", ["rename", "fsync"])
def test_a_build_that_dies_leaves_the_old_state(tmp_path, monkeypatch, dies_at):
    put(tmp_path)

    def dies(*_args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, dies_at, dies)
    with pytest.raises(KeyboardInterrupt):
        put(tmp_path, full("d1", "d2"))
    monkeypatch.undo()
    assert [str(one.version) for one in list_versions(tmp_path, "news")] == ["1.0.0"]
    assert sorted(one.name for one in (tmp_path / "news").iterdir()) == [".lock", "1.0.0"]


def test_what_a_killed_build_left_is_cleared(tmp_path):
    left = tmp_path / "news" / ".publishing-dead"
    left.mkdir(parents=True)
    (left / "events.parquet").write_bytes(b"half")
    put(tmp_path)
    assert not left.exists()
    assert dataset_names(tmp_path) == ("news",)


def test_one_build_publishes_at_a_time(tmp_path):
    put(tmp_path)
    with locked(tmp_path / "news" / ".lock", 0), pytest.raises(DatasetError, match="another program is writing"):
        put(tmp_path, full("d2"), wait=0.1)
    assert put(tmp_path, full("d2"), wait=0.1).created


def test_faulty_rows_are_not_published(tmp_path):
    made = full()
    made["events"] = changed(made["events"].cast(PROPOSED), "event_code", 0, None)
    with pytest.raises(DatasetError, match="events table cannot be published.*null"):
        put(tmp_path, made)
    assert dataset_names(tmp_path) == ()


def test_unknown_tables_and_times_without_zone_are_refused(tmp_path):
    with pytest.raises(UsageError, match="no table is called 'extra'"):
        put(tmp_path, {**full(), "extra": EVENTS.empty_table()})
    with pytest.raises(UsageError, match="time zone"):
        publish(tmp_path, "news", full(), record(), now=datetime(2026, 1, 1))  # noqa: DTZ001


def test_tables_may_come_as_files(tmp_path):
    made, path = full("d1", "d2"), tmp_path / "spool.parquet"
    with TableWriter(path, SENTENCES) as writer:
        for start in range(made["sentences"].num_rows):
            writer.append(made["sentences"].slice(start, 1))
    done = put(tmp_path, {**made, "sentences": Stored.at(path)})
    whole = put(tmp_path / "whole", made)
    assert file_sha256(done.folder / "sentences.parquet") == file_sha256(whole.folder / "sentences.parquet")
    with pytest.raises(DatasetError, match="does not have the columns of the events table"):
        put(tmp_path, {**made, "events": Stored.at(path)})


@pytest.mark.parametrize("sizes", [[10], [3, 3, 4], [1] * 10, [0, 4, 0, 5, 1], [4, 4, 2], [9, 1]])
def test_bytes_do_not_depend_on_batches(tmp_path, monkeypatch, sizes):
    monkeypatch.setattr(parquet, "ROWS_PER_GROUP", 4)
    rows = full("d1", "d2", "d3", "d4")["sentences"].slice(0, 10)
    write_table(tmp_path / "whole", rows, SENTENCES)
    with TableWriter(tmp_path / "batched", SENTENCES) as writer:
        for at, size in enumerate(sizes):
            writer.append(rows.slice(sum(sizes[:at]), size))
    assert writer.rows == 10
    assert (tmp_path / "batched").read_bytes() == (tmp_path / "whole").read_bytes()
    assert [pq.ParquetFile(tmp_path / "whole").metadata.row_group(at).num_rows for at in range(3)] == [4, 4, 2]
    assert pq.read_table(tmp_path / "whole").equals(rows)


def test_the_content_hash_is_about_rows_not_storage(tmp_path):
    rows = full("d1", "d2")["events"]
    write_table(tmp_path / "ours", rows, EVENTS)
    pq.write_table(rows, tmp_path / "plain", compression="none", row_group_size=1)
    assert content_sha256(tmp_path / "ours") == content_sha256(tmp_path / "plain")
    pq.write_table(changed(rows, "title", 0, None), tmp_path / "null")
    pq.write_table(changed(rows, "title", 0, ""), tmp_path / "empty")
    assert len({content_sha256(tmp_path / one) for one in ("plain", "null", "empty")}) == 3


def damage(folder: Path, kind: str) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    if kind == "flipped":
        data = bytearray((folder / "events.parquet").read_bytes())
        data[100] ^= 1
        (folder / "events.parquet").write_bytes(bytes(data))
    elif kind == "missing":
        (folder / "sentences.parquet").unlink()
    elif kind == "extra":
        (folder / "notes.txt").write_text("mine")
    elif kind == "link":
        shutil.copy(folder / "README.md", folder.parent / "elsewhere")
        (folder / "README.md").unlink()
        (folder / "README.md").symlink_to(folder.parent / "elsewhere")
    elif kind == "outside":
        manifest["files"]["../../secret"] = {"sha256": "0" * 64}
    elif kind == "counts":
        manifest["events_proposed"] = 7
    elif kind == "version":
        manifest["version"] = "9.9.9"
    elif kind == "rows":
        manifest["files"]["events.parquet"]["rows"] = 7
    (folder / "manifest.json").write_text("{" if kind == "garbage" else json.dumps(manifest))
    if kind == "list":
        (folder / "manifest.json").write_text("[]")


@pytest.mark.parametrize(
    ("kind", "where", "told"),
    [
        ("flipped", "events.parquet", "bytes have changed"),
        ("missing", "sentences.parquet", "is missing"),
        ("extra", "notes.txt", "is not in the manifest"),
        ("link", "README.md", "is not a plain file name"),
        ("outside", "../../secret", "is not a plain file name"),
        ("counts", "events", "7 proposed"),
        ("version", "manifest.json", "says version 9.9.9"),
        ("rows", "events.parquet", "manifest says 7"),
        ("garbage", "manifest.json", "cannot be read"),
        ("list", "manifest.json", "is not a manifest"),
    ],
)
def test_damage_is_found_and_named(tmp_path, kind, where, told):
    folder = put(tmp_path).folder
    damage(folder, kind)
    faults = verify(folder)
    assert [fault.where for fault in faults] == [where]
    assert told in str(faults[0])


def test_codes_load_as_text_and_dates_as_dates(tmp_path):
    put(tmp_path)
    frame = load("news", root=tmp_path)
    assert frame["event_code"].tolist() == ["042", "19"]
    assert str(frame["event_code"].dtype) == "string[pyarrow]"
    assert str(frame["event_date"].dtype) == "date32[day][pyarrow]"
    assert load("news", "1.0.0", root=tmp_path, table="sentences").shape[0] == 3
    assert read_table(read_version(tmp_path, "news"), "events", ["event_code"]).column_names == ["event_code"]


def test_misses_say_what_there_is(tmp_path):
    put(tmp_path)
    with pytest.raises(DatasetError, match="there are 1.0.0"):
        read_version(tmp_path, "news", "3.0.0")
    with pytest.raises(DatasetError, match="no version has been published"):
        read_version(tmp_path, "nothing")
    with pytest.raises(DatasetError, match="there are events, sentences"):
        load("news", root=tmp_path, table="maps")


def run(command, *args: object):
    return CliRunner().invoke(command, [str(arg) for arg in args])


def test_versions_are_listed(tmp_path):
    put(tmp_path)
    put(tmp_path, name="haber")
    told = run(versions_command, "--out", tmp_path)
    assert told.exit_code == 0
    assert [line.split("\t")[:2] for line in told.output.splitlines()] == [
        ["name", "version"],
        ["haber", "1.0.0"],
        ["news", "1.0.0"],
    ]
    listed = json.loads(run(versions_command, "--out", tmp_path, "--name", "news", "--json").output)
    assert [one["events"] for one in listed["versions"]] == [2]


@pytest.mark.parametrize("version", ["news", "news/1.0.0", "folder"])
def test_verify_finds_a_version_by_name_number_or_folder(tmp_path, version):
    folder = put(tmp_path).folder
    told = run(verify_command, folder if version == "folder" else version, "--out", tmp_path)
    assert (told.exit_code, told.output) == (0, f"{folder}: as published\n")


def test_verify_fails_on_damage(tmp_path):
    folder = put(tmp_path).folder
    damage(folder, "missing")
    told = run(verify_command, "news", "--out", tmp_path, "--json")
    assert told.exit_code == 1
    assert "is missing" in told.output


@pytest.mark.parametrize(
    ("command", "args", "code", "told"),
    [
        (verify_command, ["nothing"], 1, "no version has been published"),
        (verify_command, ["../x"], 2, "cannot name a dataset"),
        (verify_command, ["news/7"], 2, "is not a version"),
        (versions_command, ["--name", "a b"], 2, "cannot name a dataset"),
        (check_command, ["nothing"], 1, "no version has been published"),
    ],
)
def test_user_errors_are_one_line_and_an_exit_code(tmp_path, command, args, code, told):
    outcome = run(command, *args, "--out", tmp_path)
    assert outcome.exit_code == code
    assert told in outcome.output
    assert len(outcome.output.splitlines()) == 1


@pytest.mark.parametrize("command", [versions_command, verify_command, check_command])
def test_every_command_has_help_with_an_example(command):
    assert "Example: eventcoder" in " ".join(run(command, "--help").output.split())


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:module 'sre_:DeprecationWarning")
def test_check_judges_a_published_version_again(tmp_path):
    put(tmp_path)
    told = run(check_command, "news", "--out", tmp_path)
    assert (told.exit_code, told.output.splitlines()[-1]) == (0, f"{len(shipped_claims())} passed, 0 failed, 0 broken")
    publish(tmp_path, "news", full("d1", "d2"), record(), now=NOW)
    told = run(check_command, "news", "--out", tmp_path, "--json")
    assert told.exit_code == 1


@pytest.mark.filterwarnings("ignore:module 'sre_:DeprecationWarning")
def test_check_refuses_a_damaged_version(tmp_path):
    damage(put(tmp_path).folder, "flipped")
    told = run(check_command, "news", "--out", tmp_path)
    assert (told.exit_code, "bytes have changed" in told.output) == (1, True)
