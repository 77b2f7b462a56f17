"""Whole builds from the command line: bad input, same bytes, killed builds, builds side by side."""

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from eventcoder.build import BuildRequest, Progress, build
from eventcoder.cli.main import main
from eventcoder.cli.progress import shown
from eventcoder.datasets.scratch import scratch_folder
from eventcoder.datasets.verify import verify
from eventcoder.errors import DatasetError, EventcoderError, UsageError
from eventcoder.ingest.options import ReadOptions

NOW = datetime(2025, 6, 1, tzinfo=UTC)
NEWS = "France condemned Iran on Monday. The Turkish president visited Damascus."
GOOD = {"id": "good", "text": NEWS, "date": "2024-03-05", "language": "en"}


def command(*arguments: object, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin)


def written(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def lines(path: Path, *rows: object) -> Path:
    path.write_text(
        "".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows), encoding="utf-8"
    )
    return path


def tables(version: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(version.glob("*.parquet"))}


@pytest.fixture
def story(tmp_path: Path) -> Path:
    return lines(tmp_path / "story.jsonl", GOOD)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--encoding", "klingon"], "no encoding is called 'klingon'"),
        (["--encoding", "base64"], "no encoding is called 'base64'"),
        (["--version", "1.x"], "'1.x' is not a version"),
        (["--name", "a/b"], "'a/b' cannot name a dataset"),
        (["--engine", "steam"], "no engine is called 'steam'; known: local"),
        (["no-match-*.txt"], "no-match-*.txt: no file matches"),
    ],
)
def test_wrong_use_is_found_before_any_work_and_writes_nothing(story, options, said):
    out = story.parent / "out"
    result = command("build", story, "--out", out, *options)
    assert (result.exit_code, result.output.count("\n")) == (2, 1)
    assert said in result.output
    assert not out.exists()


def test_unknown_language_of_a_text_is_wrong_use():
    result = command("code", "France condemned Iran.", "--language", "fr")
    assert result.exit_code == 2
    assert "no language is called 'fr'; known: ar, en, tr" in result.output


def test_the_library_refuses_as_the_command_does(tmp_path):
    request = BuildRequest(("x",), "n", tmp_path, ReadOptions(today=date(2025, 6, 1), encoding="klingon"))
    with pytest.raises(UsageError, match="klingon"):
        build(request, NOW)


def test_scratch_is_removed_however_the_build_ends(tmp_path):
    out = tmp_path / "new" / "out"
    with pytest.raises(FileNotFoundError), scratch_folder(out) as spool:
        (spool / "a").rename(spool / "b")
    assert not out.exists()
    (tmp_path / "old").mkdir()
    with scratch_folder(tmp_path / "old"):
        pass
    assert (tmp_path / "old").is_dir()


def test_scratch_of_dead_builds_is_swept_and_that_of_live_ones_stays(tmp_path):
    dead, fresh = tmp_path / ".building-dead", tmp_path / ".building-fresh"
    for folder in (dead, fresh):
        folder.mkdir()
        (folder / ".alive").touch()
    with scratch_folder(tmp_path) as live:
        for folder in (dead, live):
            os.utime(folder, (1, 1))
        with scratch_folder(tmp_path):
            assert not dead.exists()
            assert live.exists()
            assert fresh.exists()


def test_a_folder_that_cannot_be_made_is_one_clear_fault(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(DatasetError, match="cannot be written"), scratch_folder(tmp_path / "file" / "out"):
        pass


@pytest.mark.parametrize("quiet", [True, False])
def test_failed_documents_are_told_as_they_fail_file_first(capsys, quiet):
    with shown(quiet) as told:
        told(Progress(2, 3, 4, (("a.jsonl:7", "a.jsonl:7: has no text"), ("b.txt", "holds no sentence"))))
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "failed  a.jsonl:7: has no text\nfailed  b.txt: holds no sentence\n"


@pytest.mark.slow
def test_every_kind_of_bad_input_is_listed_and_the_rest_is_built(tmp_path):
    news = tmp_path / "news"
    news.mkdir()
    (news / "empty.txt").write_bytes(b"")
    (news / "binary.txt").write_bytes(bytes(range(256)) * 50)
    (news / "paper.pdf").write_bytes(b"%PDF-1.7")
    (news / "columns.csv").write_text("when,who\n2024-01-01,France\n")
    (news / "long.jsonl").write_text('{"text": "' + "France " * 7_500_000 + '"}\n')
    (news / "turkish.csv").write_bytes("text,date\nFransa İran'ı kınadı.,2024-03-05\n".encode("cp1254"))
    (news / "packed.jsonl.gz").write_bytes(gzip.compress(json.dumps({**GOOD, "id": "packed"}).encode()))
    lines(
        news / "rows.jsonl", GOOD, '{"id": "broken", "text"', GOOD, {**GOOD, "id": "l", "language": "tlh"},
        {**GOOD, "id": "f", "date": "2999-01-01"}, {**GOOD, "id": "d", "date": "soon"},
        {"text": NEWS, "id": "dateless"},
    )  # fmt: skip
    result = command("build", news, "--out", tmp_path / "out", "--name", "n", "--json")
    assert result.exit_code == 0
    summary = json.loads(result.stdout)
    told = result.stderr.replace(f"{news}/", "")
    places = [line.split(": ")[0] for line in told.splitlines() if line.startswith("failed")]
    bad = [
        "binary.txt",
        "columns.csv",
        "empty.txt",
        "long.jsonl:1",
        "paper.pdf",
        *(f"rows.jsonl:{i}" for i in range(2, 7)),
    ]
    assert places == [f"failed  {place}" for place in bad]
    assert (summary["documents"], summary["failed"]) == (len(bad) + 4, len(bad))
    version = tmp_path / "out" / "n" / "1.0.0"
    listed = pq.read_table(version / "documents.parquet").to_pylist()
    assert sorted(row["doc_id"] for row in listed if row["outcome"] == "built") == [
        "dateless", "good", "packed", "turkish.csv:2",
    ]  # fmt: skip
    assert verify(version) == []


@pytest.mark.slow
@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02" * 90, b"...\n"])
def test_nothing_is_published_when_nothing_can_be_built(tmp_path, content):
    (tmp_path / "a.txt").write_bytes(content)
    result = command("build", tmp_path / "a.txt", "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert [line.split(":")[0] for line in result.stderr.splitlines()] == [f"failed  {tmp_path}/a.txt", "eventcoder"]
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
def test_a_wrong_code_in_a_codebook_is_told_with_its_row(story, repository):
    book = story.parent / "book"
    book.mkdir()
    for path in (repository / "codebooks" / "cameo").rglob("*.*"):
        target = book / path.relative_to(repository / "codebooks" / "cameo")
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(path.read_bytes())
    events = (book / "events.csv").read_text(encoding="utf-8").splitlines()
    events[4] = "999" + events[4][events[4].index(",") :]
    (book / "events.csv").write_text("\n".join(events), encoding="utf-8")
    result = command("build", story, "--codebook", book, "--out", story.parent / "out")
    assert result.exit_code == 2
    assert f"{book}/events.csv:5" in result.output
    assert "Traceback" not in result.output
    assert not (story.parent / "out").exists()


@pytest.mark.slow
def test_the_same_input_gives_the_same_bytes_and_no_new_version(story):
    out, other = story.parent / "out", story.parent / "other"
    assert "published 1.0.0" in command("build", story, "--out", out).output
    first = {name: (out / "events" / "1.0.0" / name).read_bytes() for name in written(out / "events" / "1.0.0")}
    assert "unchanged, 1.0.0" in command("build", story, "--out", out).output
    command("build", story, "--out", other, "--workers", 2)
    assert tables(other / "events" / "1.0.0") == tables(out / "events" / "1.0.0")
    assert {name: (out / "events" / "1.0.0" / name).read_bytes() for name in first} == first
    lines(story, GOOD, {**GOOD, "id": "second"})
    taken = command("build", story, "--out", out, "--version", "1.0.0")
    assert taken.exit_code == 1
    assert "version 1.0.0 is published already" in taken.output
    assert "published 1.1.0" in command("build", story, "--out", out).output
    assert verify(out / "events" / "1.0.0") == verify(out / "events" / "1.1.0") == []


@pytest.mark.slow
@pytest.mark.parametrize("stdin", [json.dumps(GOOD) + "\n", NEWS, NEWS.encode("utf-16")])
def test_standard_input_is_built(tmp_path, stdin):
    result = command("build", "-", "--out", tmp_path, "--json", stdin=stdin)
    assert json.loads(result.stdout)["events"] == 2


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may read and write everything")
def test_what_may_not_be_read_fails_and_what_may_not_be_written_stops(story):
    locked, out = story.parent / "locked.txt", story.parent / "out"
    locked.write_text(NEWS)
    locked.chmod(0)
    result = command("build", locked, story, "--out", out)
    assert result.exit_code == 0
    assert f"failed  {locked}: cannot be opened: Permission denied" in result.stderr
    out.chmod(0o500)
    refused = command("build", story, "--out", out)
    out.chmod(0o700)
    assert refused.exit_code == 1
    assert refused.output == f"eventcoder: {out}: cannot be written: Permission denied\n"


def started(*arguments: object) -> "subprocess.Popen[str]":
    code = "import sys; from eventcoder.cli.main import main; main(sys.argv[1:])"
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_killed_build_leaves_the_old_version_and_no_process_and_the_next_build_works(story):
    out = story.parent / "out"
    command("build", story, "--out", out)
    before = tables(out / "events" / "1.0.0")
    many = lines(story.parent / "many.jsonl", *({**GOOD, "id": str(number)} for number in range(900)))
    process = started("build", many, "--out", out, "--workers", 2)
    while process.poll() is None and not list(out.glob(".building-*")):
        time.sleep(0.1)
    time.sleep(1.0)
    process.send_signal(signal.SIGKILL)
    process.communicate()  # returns when the workers, which hold the other ends of the pipes, are gone too
    assert tables(out / "events" / "1.0.0") == before
    assert command("versions", "--out", out).output.count("1.0.0") == 1
    for left in out.glob(".building-*"):
        os.utime(left, (1, 1))
    assert "published 1.1.0" in command("build", many, "--out", out).output
    assert [path.name for path in out.iterdir()] == ["events"]
    assert verify(out / "events" / "1.1.0") == []


@pytest.mark.slow
def test_two_builds_at_once_both_end_well(story):
    out = story.parent / "out"
    other = lines(story.parent / "other.jsonl", GOOD, {**GOOD, "id": "second"})
    running = [started("build", path, "--out", out) for path in (story, other)]
    ends = [(process.communicate()[0], process.returncode) for process in running]
    assert [code for _, code in ends] == [0, 0]
    assert sorted(text.strip().splitlines()[-1].split(":")[0] for text, _ in ends) == [
        "published 1.0.0",
        "published 1.1.0",
    ]
    assert verify(out / "events" / "1.0.0") == verify(out / "events" / "1.1.0") == []
    assert [path.name for path in out.iterdir()] == ["events"]


class _Deadly:
    """A batch that kills the process that unpacks it."""

    def __iter__(self):
        return iter(())

    def __reduce__(self):
        return os._exit, (9,)


@pytest.mark.slow
def test_a_worker_that_dies_is_one_clear_fault():
    from eventcoder.engines.local import Plan, run
    from eventcoder.pipeline import load_tools

    with pytest.raises(EventcoderError, match="a worker process was killed"):
        list(run([[_Deadly()]], Plan("cameo", "rule"), load_tools("cameo", "rule", ["en"]), 2))


@pytest.mark.slow
def test_a_deed_told_in_copies_is_kept_once_and_one_a_day_reaches_across_stories(tmp_path: Path):
    report = (
        "Turkish Foreign Minister Hakan Fidan visited Damascus on Thursday for talks about border security, trade and"
        " the return of refugees, officials in both capitals told reporters."
    )
    rows = [("a", f"Turkish foreign minister visits Damascus\n\n{report}"), ("b", f"ANKARA (AA) - {report}")]
    rows.append(("c", "وصل وزير الخارجية التركي هاكان فيدان إلى دمشق اليوم الخميس."))
    news = lines(tmp_path / "news.jsonl", *({"id": i, "text": text, "date": "2025-08-07"} for i, text in rows))
    for name, options, kept in (("plain", (), {"a", "c"}), ("daily", ("--one-a-day",), {"a"})):
        done = command("build", news, "--name", name, "--out", tmp_path, "--quiet", *options)
        assert done.exit_code == 0, done.output
        found = pq.read_table(tmp_path / name / "1.0.0" / "events.parquet").to_pylist()
        visits = [event for event in found if event["event_code"] == "042"]
        assert {event["doc_id"] for event in visits if not event["duplicate_of"]} == kept
        assert {event["doc_id"] for event in visits} == {"a", "b", "c"}
        assert len({event["story_id"] for event in visits}) == 2
