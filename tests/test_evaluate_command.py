"""`eventcoder evaluate` and `compare` on files: tables, pages, floors, and what is refused."""

import csv
import json

import pytest
from click.testing import CliRunner

from eventcoder.cli.main import main
from eventcoder.evaluation.floors import below, floors_of
from eventcoder.evaluation.levels import LEVEL_NAMES
from eventcoder.evaluation.matching import LEVELS

TUPLE = {"source_code": "TURGOV", "target_code": "SYR", "code": "042", "code_alt": ["040"]}
GOLD = [
    {"id": "a", "lang": "en", "text": "The minister <b>visited</b> Damascus.", "tuples": [TUPLE]},
    {"id": "b", "lang": "ar", "text": "=زار الوزير دمشق", "tuples": [TUPLE], "publisher": "wire"},
    {"id": "c", "lang": "en", "text": "Rain fell.", "tuples": []},
]


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "gold.jsonl").write_text("".join(json.dumps(one) + "\n" for one in GOLD), "utf-8")
    (tmp_path / "good.csv").write_text(
        "id,source_actor,target_actor,event_code\na,TURGOV,SYR,042\nb,TUR,SYR,040\n", "utf-8"
    )
    (tmp_path / "bad.csv").write_text(
        "id,source_actor,target_actor,event_code\na,TURGOV,SYR,112\nc,USA,,010\n", "utf-8"
    )
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(main, list(arguments))


def test_level_names_are_those_of_the_levels():
    assert tuple(LEVELS) == LEVEL_NAMES


def test_two_files_are_scored_side_by_side(files):
    done = run("evaluate", "gold.jsonl", "--coder", "good.csv", "--coder", "bad.csv", "--json", "--out", "out")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert [told[name]["all"]["tuple"]["f1"] for name in ("good.csv", "bad.csv")] == [1.0, 0.0]
    assert told["good.csv"]["strict"]["tuple_exact"]["f1"] == 0.5
    assert told["bad.csv"]["all"]["negatives_with_event"] == 1
    assert set(told["good.csv"]["publisher"]) == {"wire"}


def test_the_page_holds_everything_and_trusts_nothing(files):
    run("evaluate", "gold.jsonl", "--coder", "bad.csv", "--out", "out")
    page = (files / "out" / "page.html").read_text("utf-8")
    assert "The minister &lt;b&gt;visited" in page
    assert "http" not in page.replace("http-equiv", "")
    with (files / "out" / "errors-bad-csv.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["key"], row["fault"]) for row in rows] == [
        ("a", "root differs"),
        ("b", "missed"),
        ("c", "event on a sentence without one"),
    ]
    assert rows[1]["text"].startswith("'=")
    assert (files / "out" / "confusion-bad-csv.csv").read_text("utf-8-sig").splitlines()[0] == "gold,01,04,11,none"


def test_a_floor_that_is_not_reached_gives_exit_code_one(files):
    (files / "eventcoder.toml").write_text("[evaluation]\ntuple = 0.5\n[evaluation.ar]\nroot = 0.9\n", "utf-8")
    assert run("evaluate", "gold.jsonl", "--coder", "good.csv").exit_code == 0
    done = run("evaluate", "gold.jsonl", "--coder", "bad.csv")
    assert done.exit_code == 1
    assert "bad.csv: tuple is 0.000, below 0.500" in done.stderr
    assert "bad.csv: ar root is 0.000, below 0.900" in done.stderr


@pytest.mark.parametrize(
    ("settings", "message"),
    [("tuples = 0.5", "no score is called 'tuples'"), ("tuple = 50", "must lie in 0 to 1"), ("tuple = true", "0 to 1")],
)
def test_a_wrong_floor_is_refused(files, settings, message):
    (files / "eventcoder.toml").write_text(f"[evaluation]\n{settings}\n", "utf-8")
    done = run("evaluate", "gold.jsonl", "--coder", "good.csv")
    assert done.exit_code == 2
    assert message in done.stderr


def test_the_share_of_false_sentences_is_a_ceiling():
    floors = floors_of({"negatives_with_event": 0.1}, "x")
    assert below(floors, {"negatives": 10, "negatives_with_event": 1}, {}) == []
    assert below(floors, {"negatives": 10, "negatives_with_event": 2}, {}) == [
        "negatives_with_event is 0.200, more than 0.100"
    ]


def test_comparison_lists_the_sentences_that_differ(files):
    done = run("compare", "bad.csv", "good.csv", "gold.jsonl", "--out", "out", "--json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert told["levels"]["tuple"]["difference"] == 1.0
    assert [one["better"] for one in told["differences"]] == ["second", "second", "second"]
    shown = run("compare", "bad.csv", "good.csv", "gold.jsonl").stdout
    assert "McNemar" in shown
    assert "* second TURGOV 042 SYR" in shown


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("evaluate", "gold.jsonl", "--coder", "nobody"), "'nobody' is no coder"),
        (("evaluate", "gold.jsonl", "--coder", "missing.csv"), "missing.csv: cannot be read"),
        (("evaluate", "gold.jsonl", "--coder", "odd.jsonl"), "event_code must be text"),
    ],
)
def test_what_cannot_be_scored_is_refused(files, arguments, message):
    (files / "odd.jsonl").write_text('{"id": "a", "event_code": 42}\n', "utf-8")
    done = run(*arguments)
    assert done.exit_code == 2
    assert message in done.stderr
