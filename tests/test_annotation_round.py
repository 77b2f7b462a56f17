"""A whole round through the commands, edited in LibreOffice: build, correct, agree, settle, release, recode."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from eventcoder.annotation.wording import wording
from eventcoder.cli.main import main
from eventcoder.codebook.layers import shipped_codebooks

pytestmark = pytest.mark.slow

SOFFICE = shutil.which("soffice") or "soffice"
UNO_PYTHON = "/usr/bin/python3"
STORIES = [
    {"id": "a", "date": "2025-03-03", "language": "en", "text": (
        "France condemned Iran. The Turkish president visited Damascus. Ministers from Iraq met Syrian officials in "
        "Baghdad. Rain is expected in the hills.")},
    {"id": "b", "date": "2025-03-04", "language": "ar", "text": "أدانت فرنسا إيران. وزار الرئيس التركي دمشق أمس."},
    {"id": "c", "date": "2025-03-05", "language": "tr", "text": "Fransa, İran'ı kınadı. Hava yarın açık olacak."},
]  # fmt: skip


def run(*arguments: object, code: int = 0) -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exit_code == code, result.output
    return result


def edited(path: Path, saved: Path, *steps: list[Any]) -> Path:
    """Open a sheet in LibreOffice, do the steps, and save it; where LibreOffice is missing the test fails."""
    edits = saved.with_suffix(".edits.json")
    edits.write_text(json.dumps({"path": str(path), "saved": str(saved), "steps": steps}), encoding="utf-8")
    script = Path(__file__).parent / "libreoffice_edit.py"
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL"))}
    done = subprocess.run(
        [UNO_PYTHON, str(script), SOFFICE, str(edits)], env=environment, capture_output=True, text=True, timeout=180
    )
    assert done.returncode == 0, f"LibreOffice with UNO is needed, see .ci/packages: {done.stderr}"
    return saved


def rows(path: Path, language: str) -> list[dict[str, str]]:
    """Return the rows of a sheet by column; row n of the sheet is at n - 1."""
    from openpyxl import load_workbook

    names = {heading: name for name, heading in wording(language).columns.items()}
    head, *rest = load_workbook(path).worksheets[0].values
    columns = [names.get(str(heading), str(heading)) for heading in head]
    return [dict(zip(columns, (str(cell or "") for cell in row), strict=True)) for row in rest]


def find(found: list[dict[str, str]], words: str, code: str = "") -> int:
    """Return the row, from 1, of a sentence and an event code."""
    return next(at for at, row in enumerate(found, 1) if words in row["sentence"] and row["code"].startswith(code))


def events(folder: Path) -> dict[tuple[str, str], dict[str, Any]]:
    columns = ["sentence", "event_code", "source_actor", "target_actor", "review_status", "reviewer"]
    table = pq.read_table(folder / "events.parquet", columns=columns).to_pylist()
    return {(row["sentence"], row["event_code"]): row for row in table}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    lines = "".join(json.dumps(story, ensure_ascii=False) + "\n" for story in STORIES)
    (tmp_path / "news.jsonl").write_text(lines, encoding="utf-8")
    shutil.copytree(shipped_codebooks() / "cameo", tmp_path / "book")
    run("build", "news.jsonl", "--name", "news", "--codebook", "book", "--quiet")
    return tmp_path


def handed_out(project: Path) -> dict[str, Path]:
    said = run(
        "annotate", "export", "news", "--annotator", "amal", "--annotator", "berk", "--size", 20, "--uncoded", "40%",
        "--overlap", "100%", "--codebook", "book", "--language", "en", "--to", "sheets", "--json",
    )  # fmt: skip
    return {one["annotator"]: project / one["file"] for one in json.loads(said.output)["sheets"]}


def test_a_round_from_build_to_patch_release_and_gold(project):
    sheets = handed_out(project)
    given = rows(sheets["amal"], "en")
    names = wording("en").columns

    def verdicts(except_for: dict[int, str]) -> list[list[Any]]:
        filled = [at for at, row in enumerate(given, 1) if row["sentence"]]
        return [["write", at, names["verdict"], except_for.get(at, "confirm")] for at in filled]

    condemned, visited = find(given, "France condemned"), find(given, "president visited")
    rain, arabic = find(given, "Rain is"), find(given, "أدانت")
    steps = [
        *verdicts({condemned: "correct", visited: "reject", rain: "add"}),
        ["write", condemned, names["code"], "1111"],  # no such code: to be mended
        ["write", rain, names["code"], "010"],
        ["write", rain, names["source"], "FRA"],
        ["move", names["note"], 1],
        ["hide", names["published"]],
        ["widen", names["sentence"]],
        ["sort", names["no"]],
    ]
    saved = edited(sheets["amal"], project / "amal-first.xlsx", *steps)
    refused = run("annotate", "import", saved, code=1)
    assert "no event code '1111'; near: 111 Criticize or denounce" in refused.output
    assert "nothing was taken" in refused.output
    assert not list((project / "annotations").rglob("*.jsonl"))

    moved = rows(saved, "en")
    mended = edited(
        saved,
        project / "amal.xlsx",
        ["write", find(moved, "France condemned"), names["code"], "112 Accuse, not specified below"],
    )
    assert "rows open" in run("annotate", "import", mended).output
    before = (project / "annotations/news/1/amal.jsonl").read_bytes()
    assert " 0 new decisions" in run("annotate", "import", mended).output
    assert (project / "annotations/news/1/amal.jsonl").read_bytes() == before

    other = rows(sheets["berk"], "en")
    berk = [["write", at, names["verdict"], "confirm"] for at, row in enumerate(other, 1) if row["sentence"]]
    berk.append(["write", find(other, "president visited"), names["verdict"], "reject"])
    run("annotate", "import", edited(sheets["berk"], project / "berk.csv", *berk))

    measured = json.loads(run("annotate", "agreement", "news", "--json").output)
    codes = next(one for one in measured["measured"] if (one["variable"], one["language"]) == ("code", "all"))
    assert 0 < codes["kappa"]["value"] < 1
    assert {"one": "111", "other": "112", "count": 1} in measured["confusions"]
    assert "2 events in dispute" in run("annotate", "status", "news").output

    run("annotate", "adjudicate", "news", "--by", "chen", "--language", "en", "--to", "sheets")
    to_settle = project / "sheets/news-1.0.0-round-1-adjudication.xlsx"
    page = to_settle.with_suffix(".html").read_text("utf-8")
    assert "amal" in page
    assert "http" not in page.replace("http-equiv", "")
    disputed = rows(to_settle, "en")
    assert {"amal", "berk", "Program"} <= set(disputed[0])
    ruled = [
        ["write", find(disputed, "France condemned"), names["verdict"], "confirm"],
        ["write", find(disputed, "Rain is"), names["verdict"], "reject"],
    ]
    run("annotate", "import", edited(to_settle, project / "settled.xlsx", *ruled))
    assert "0 events in dispute" in run("annotate", "status", "news").output

    built = run("build", "news.jsonl", "--name", "news", "--codebook", "book", "--quiet")
    assert "published 1.0.1" in built.output
    first, second = (events(project / f"datasets/news/{number}") for number in ("1.0.0", "1.0.1"))
    condemned_row = next(row for (text, _), row in second.items() if text.startswith("France"))
    code = disputed[find(disputed, "France condemned") - 1]["code"][:3]
    assert (condemned_row["event_code"], condemned_row["reviewer"]) == (code, "chen")
    assert second[given[arabic - 1]["sentence"], "111"]["review_status"] == "confirmed"
    assert [key for key in first if "visited" in key[0]]
    assert not [key for key in second if "visited" in key[0]]
    changes = (project / "datasets/news/1.0.1/CHANGES.md").read_text("utf-8")
    assert "A patch version after news 1.0.0: only corrections by people." in changes
    assert "correction: rejected by a person" in changes
    assert run("verify", "news").exit_code == run("check", "news").exit_code == 0

    gold = json.loads(run("annotate", "gold", "news", "--json").output)
    assert gold["train"] + gold["dev"] + gold["test"] == len({row["sentence"] for row in given if row["sentence"]})
    texts = [path.read_text("utf-8") for path in (project / gold["folder"]).rglob("*.jsonl")]
    written = [json.loads(line) for text in texts for line in text.splitlines()]
    assert {record["text"]: record["negative"] for record in written}[given[rain - 1]["sentence"]] is True

    patterns = project / "book/patterns/ar-operators.yaml"
    text = patterns.read_text("utf-8")
    assert "verbs: [أدان, " in text
    patterns.write_text(text.replace("verbs: [أدان, ", "verbs: ["), encoding="utf-8")
    again = run("build", "news.jsonl", "--name", "news", "--codebook", "book", "--quiet")
    assert ", 1 stale," in again.output
    assert "published 1.1.0" in again.output
    newest = events(project / "datasets/news/1.1.0")
    assert (given[arabic - 1]["sentence"], "111") not in newest
    assert condemned_row in newest.values()
    offered = json.loads(
        run("annotate", "export", "news", "--annotator", "amal", "--codebook", "book", "--to", "next", "--json").output
    )
    assert offered["stale"] == 1
    assert [row["sentence"] for row in rows(project / offered["sheets"][0]["file"], "ar") if row["row"]] == [
        given[arabic - 1]["sentence"]
    ]
