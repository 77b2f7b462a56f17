"""The release step: overrides, a project's own expectations, drift, and what a version remembers of them."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from click.testing import CliRunner
from table_makers import CODES, changed, context, tables

from eventcoder import registry
from eventcoder.checks.suite import Claim
from eventcoder.cli.versions import check as check_command
from eventcoder.datasets.manifest import BuildRecord, read_manifest
from eventcoder.datasets.versions import read_version
from eventcoder.errors import CheckFailed, CodebookError, UsageError
from eventcoder.project import Project, read_project
from eventcoder.release import ReleaseOptions, ensure_claims, release, suite
from eventcoder.tables import sorted_events, to_codes_table

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)

SETTINGS = """
[dataset]
title = "News of the year"
licence = "CC-BY-4.0"
authors = ["Yılmaz, Ayşe"]

[[expectations]]
claim = "no_event_before_the_year"
table = "events"
severity = "error"
expectation = "expect_column_values_to_be_between"
args = { column = "event_date", min_value = 2025-01-01 }

[[expectations]]
claim = "some_events_are_visits"
table = "events"
severity = "warning"
expectation = "expect_column_values_to_be_in_set"
args = { column = "event_code", value_set = ["042"] }
"""

PLAIN = ReleaseOptions()

pytestmark = pytest.mark.filterwarnings("ignore:module 'sre_:DeprecationWarning")


def put(root: Path, options: ReleaseOptions = PLAIN, proposed: int = 2, **faults: object):
    made = {**tables(), "codes": to_codes_table(CODES)}
    for column, value in faults.items():
        made["events"] = changed(made["events"], column, 0, value)
    made["events"] = sorted_events(made["events"])
    build = BuildRecord((), "cameo", "0.1.0", "f" * 64, "rule", "1", proposed=proposed)
    return release(root, "news", made, build, replace(context(), proposed=proposed), options, now=NOW)


def project(folder: Path, text: str = SETTINGS) -> Project:
    path = folder / "eventcoder.toml"
    path.write_text(text, "utf-8")
    return read_project(path)


@pytest.mark.slow
def test_a_failing_row_is_quarantined_and_the_page_says_why(tmp_path):
    done = put(tmp_path, polarity="maybe")
    assert (done.events, done.quarantined) == (1, 1)
    page = (done.published.folder / "quality.html").read_text("utf-8")
    assert "polarity is known" in page
    assert "maybe" in page


@pytest.mark.slow
def test_a_dataset_fault_stops_the_release_and_leaves_the_last_one(tmp_path):
    put(tmp_path)
    with pytest.raises(CheckFailed, match="every_proposed_event_is_kept"):
        put(tmp_path, proposed=3, event_name="other")
    assert str(read_version(tmp_path, "news").version) == "1.0.0"


@pytest.mark.slow
def test_an_override_publishes_and_is_remembered(tmp_path):
    allowed = "every_proposed_event_is_kept_quarantined_or_rejected"
    done = put(tmp_path, ReleaseOptions(allow=(allowed, "polarity_is_known")), proposed=3, polarity="maybe")
    assert (done.events, done.quarantined) == (2, 0)
    folder = done.published.folder
    assert read_manifest(folder)["checks"]["allowed"] == ["polarity_is_known", allowed]
    assert f"Published by override:</strong> polarity_is_known, {allowed}." in (folder / "quality.html").read_text(
        "utf-8"
    )
    assert "although these checks failed: polarity_is_known" in (folder / "README.md").read_text("utf-8")


def test_an_override_of_nothing_is_refused_and_teaches():
    with pytest.raises(UsageError, match="close to it: polarity_is_known"):
        ensure_claims(["polarity_is_know"], Project())
    ensure_claims(["polarity_is_known"], Project())


def test_a_project_says_what_its_dataset_is_and_must_keep(tmp_path):
    read = project(tmp_path)
    assert read.about.title == "News of the year"
    assert [claim.name for claim in read.claims] == ["no_event_before_the_year", "some_events_are_visits"]
    assert read_project(tmp_path / "nowhere.toml") == Project()


@pytest.mark.parametrize(
    ("text", "told", "kind"),
    [
        ("[data]\n", r"no table is called \[data\]", UsageError),
        ("[dataset\n", "cannot be read", UsageError),
        ("dataset = 1\n", "must be a table", UsageError),
        ("[[expectations]]\nclaim = 'x'\n", "a claim has exactly", CodebookError),
        ("[expectations]\nclaim = 'x'\n", "is a list of claims", CodebookError),
        (SETTINGS.replace("some_events_are_visits", "no_event_before_the_year"), "claimed twice", CodebookError),
    ],
)
def test_bad_settings_are_refused_with_the_file(tmp_path, text, told, kind):
    with pytest.raises(kind, match=told) as caught:
        project(tmp_path, text)
    assert "eventcoder.toml" in str(caught.value)


def test_a_claim_of_ones_own_needs_a_name_of_its_own(tmp_path):
    with pytest.raises(CodebookError, match="claimed twice: event_id_is_unique"):
        suite(project(tmp_path, SETTINGS.replace("some_events_are_visits", "event_id_is_unique")))


@pytest.mark.slow
def test_own_expectations_are_checked_without_python(tmp_path):
    done = put(tmp_path, ReleaseOptions(project=project(tmp_path)), event_date=datetime(2024, 5, 1, tzinfo=UTC).date())
    verdicts = {one.name: (one.status, one.failing) for one in done.report.results}
    assert verdicts["no_event_before_the_year"] == ("failed", 1)
    assert verdicts["some_events_are_visits"] == ("failed", 1)
    assert (done.events, done.quarantined) == (1, 1)


def claims_of_a_package() -> tuple[Claim, ...]:
    args = {"column": "publisher", "value_set": ["AFP"]}
    return (Claim("publisher_is_ours", "events", "warning", "expect_column_values_to_be_in_set", args),)


def no_claims() -> tuple[str, ...]:
    return ("claim",)


@pytest.mark.parametrize("function", ["claims_of_a_package", "no_claims"])
def test_packages_add_expectations_by_entry_point(monkeypatch, function):
    point = EntryPoint("mine", f"{__name__}:{function}", "eventcoder.expectations")
    monkeypatch.setattr(registry, "entry_points", lambda group: [point] if group == point.group else [])
    if function == "no_claims":
        with pytest.raises(CodebookError, match="entry point mine: must return claims"):
            suite(Project())
    else:
        assert suite(Project())[-1].name == "publisher_is_ours"


@pytest.mark.slow
def test_nothing_is_sent_anywhere(tmp_path, monkeypatch):
    import socket

    def refused(*_args: object, **_more: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    monkeypatch.setattr(socket, "create_connection", refused)
    assert put(tmp_path).events == 2


@pytest.mark.slow
def test_check_reads_the_settings_again(tmp_path, monkeypatch):
    put(tmp_path)
    (tmp_path / "eventcoder.toml").write_text(SETTINGS, "utf-8")
    monkeypatch.chdir(tmp_path)
    told = json.loads(CliRunner().invoke(check_command, ["news", "--out", str(tmp_path), "--json"]).stdout)
    assert {"no_event_before_the_year", "some_events_are_visits"} <= {claim["claim"] for claim in told["claims"]}


@pytest.mark.slow
def test_a_version_without_text_is_checked_as_such(tmp_path):
    put(tmp_path, ReleaseOptions(withhold=True), trigger_start=3)
    told = CliRunner().invoke(check_command, ["news", "--out", str(tmp_path), "--json"])
    failed = [claim["claim"] for claim in json.loads(told.stdout)["claims"] if claim["status"] != "passed"]
    assert failed == []


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_data_docs_are_an_option_that_says_what_it_loads(tmp_path):
    put(tmp_path)
    told = CliRunner().invoke(check_command, ["news", "--out", str(tmp_path), "--data-docs", str(tmp_path / "docs")])
    assert "loads style sheets and scripts from the network when opened" in told.stderr
    page = Path(told.stderr.splitlines()[-1].partition(": ")[0])
    assert page.name == "index.html"
    assert page.is_relative_to(tmp_path / "docs")
    assert page.is_file()
