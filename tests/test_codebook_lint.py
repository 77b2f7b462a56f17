import pytest
from click.testing import CliRunner
from small_codebook import BASE, written

from eventcoder.cli.main import main
from eventcoder.codebook.lint import lint
from eventcoder.codebook.lint_fix import fix_zeros


@pytest.fixture
def base(tmp_path):
    return written(tmp_path / "base", BASE)


def faults(folder, severity=None):
    return [(f.file, f.row, f.check) for f in lint(str(folder)) if severity in (None, f.severity)]


def test_a_sound_codebook_has_no_faults(base):
    assert [f.line() for f in lint(str(base))] == []


ROW = "id,code,start,end,kind,name_en,note\n"
BROKEN = [
    ("events.csv", ".*\n", "x,04,X,X.,1,1,CONSULT,,,yes\n", "event-code"),
    ("events.csv", ".*\n", "0421,09,X,X.,1,1,CONSULT,,,yes\n", "unknown-code"),
    ("events.csv", ".*\n", "051,04,X,X.,1,1,CONSULT,,,yes\n", "parent"),
    ("events.csv", ".*\n", "0421,042,X,X.,5,1,CONSULT,,,yes\n", "quad-class"),
    ("events.csv", ".*\n", "0421,042,X,X.,1,-11,CONSULT,,,yes\n", "goldstein"),
    ("events.csv", ".*\n", '0421,042,X,X.,1,"1,5",CONSULT,,,yes\n', "goldstein"),
    ("events.csv", ".*\n", "0421,042,X,X.,1,1,,,,yes\n", "crosswalk"),
    ("events.csv", ".*\n", "0421,042,X,X.,1,1,CONSULT,,,maybe\n", "yes-or-no"),
    ("events.csv", ".*\n", "042,04,X,X.,1,1,CONSULT,,,yes\n", "duplicate"),
    ("events.csv", ".*\n", "0421,042,X,X.,1,1,CONSULT,,,yes,more\n", "cells"),
    ("events.csv", ".*\n", "41,4,X,X.,1,1,CONSULT,,,yes\n", "eaten-zero"),
    ("roles.csv", ".*\n", "gov,X,X.,3\n", "role"),
    ("roles.csv", ".*\n", "OPP,X,X.,first\n", "priority"),
    ("agents.csv", ".*\n", "mayor,MAY,mayor,\n", "unknown-role"),
    ("agents.csv", ".*\n", "mayor,GOV,,\n", "no-name"),
    ("compositions.csv", ".*\n", "sing,,=\n", "unknown-operator"),
    ("compositions.csv", ".*\n", "say,04,099\n", "unknown-code"),
    ("actors/b.csv", "", ROW + "x,13y,,,person,Xan Xu,\n", "actor-code"),
    ("actors/b.csv", "", ROW + "x,QQQGOV,,,person,Xan Xu,\n", "unknown-code"),
    ("actors/b.csv", "", ROW + "x,ALDQQQ,,,person,Xan Xu,\n", "unknown-role"),
    ("actors/b.csv", "", ROW + "x,ALDGOV,,,human,Xan Xu,\n", "kind"),
    ("actors/b.csv", "", ROW + "x,ALDGOV,,,person,,\n", "no-name"),
    ("actors/b.csv", "", ROW + "x,ALDGOV,2021-02-30,,person,Xan Xu,\n", "date"),
    ("actors/b.csv", "", ROW + "x,ALDGOV,1.3.2021,,person,Xan Xu,\n", "date"),
    ("actors/b.csv", "", ROW + "x,ALDGOV,1700,,person,Xan Xu,\n", "date"),
    ("actors/b.csv", "", ROW + "x,ALDGOV,2021,2020,person,Xan Xu,\n", "inverted-dates"),
    ("actors/b.csv", "", ROW + "x,ALDGOV,,2021,person,Xan Xu,\nx,ALDNGO,2020,,person,Xan Xu,\n", "overlap"),
    ("actors/b.csv", "", ROW + "x,ALDNGO,2021,,person,Tina  Marlow,\n", "shared-name"),
    ("actors/b.csv", "", ROW + "x,GOV,,,organisation,Ministers|Minister,\n", "agent-among-actors"),
    ("actors/b.csv", "", ROW + "x,ALDGOV,,,person,May,\n", "common-word"),
    ("actors/b.csv", "", ROW.replace("kind", "knd") + "x,ALDGOV,,,person,Xan Xu,\n", "columns"),
    ("actors/b.csv", "", ROW + "x,ALDGOV,,,person,Xan\u200f Xu,\n", "stray-character"),
    ("actors/b.csv", "", ROW + "x,ALDGOV,,,person,Xan\x00Xu,\n", "stray-character"),
    ("actors/b.csv", "", ROW + "x,ALDGOV,,,person,Xa\u0301n Xu,\n", "nfc"),
    ("actors/b.csv", "", (ROW + "x,ALDGOV,,,person,Xän Xu,\n").encode("latin-1"), "unreadable"),
    ("patterns/en.yaml", "[visit]", "[visit", "unreadable"),
    ("patterns/en.yaml", 'code: "042"', "code: 42", "eaten-zero"),
    ("patterns/en.yaml", 'code: "042"', "code: 049", "unknown-code"),
    ("patterns/en.yaml", "frame: go", "frame: went", "unknown-frame"),
    ("patterns/en.yaml", "frame: go", "operator: sing\n  frame: go", "unknown-operator"),
    ("patterns/en.yaml", "frame: go", "from: go\n  frame: go", "unknown-key"),
    ("patterns/en.yaml", "[obj]", "[object]", "frame"),
    ("patterns/en.yaml", "verbs: [visit]", "verbs: [Visit]", "never-matches"),
    ("patterns/en.yaml", "verbs: [visit]", "verbs: [<travel>]", "unknown-set"),
    ("patterns/en.yaml", "verbs: [visit]", "verbs: [visit]\n  after: [<target>, <town>]", "unknown-set"),
    ("patterns/en.yaml", "verbs: [visit]", "verbs: [visit]\n  before: [2024]", "words"),
    ("patterns/en.yaml", "verbs: [visit]", "verbs: [visit]\n  subject: crowd", "words"),
    ("patterns/en.yaml", "verbs: [visit]", "verbs: [visit]\n  silent: true", "silent"),
    ("patterns/en.yaml", "verbs: [visit]", 'verbs: [visit]\n  back: "049"', "unknown-code"),
    ("patterns/en.yaml", "verbs: [tour]", "verbs: [visit]\n  after: []", "shadowed"),
    ("patterns/en.yaml", "verbs: [visit]", "needs: [source]", "never-matches"),
    ("patterns/en.yaml", "verbs: [visit]", "verbs: [visit]\n  with: [x]\n  without: [x]", "never-matches"),
    ("patterns/en.yaml", "verbs: [tour]", "verbs: [visit]", "shadowed"),
    ("patterns/en.yaml", "id: en-042-tour", "id: en-042-visit", "duplicate-id"),
    ("patterns/en.yaml", '  misses: ["A minister toured a museum."]\n', "", "no-near-miss"),
    ("patterns/en.yaml", '[[ALDGOV, "042", ALD]]', "[[ALDGOV, ALD]]", "example"),
    ("codebook.toml", "licence", "license", "settings"),
    ("codebook.toml", '["en"]', '["en", "xx"]', "unknown-language"),
]


@pytest.mark.parametrize(("file", "old", "new", "check"), BROKEN, ids=[f"{b[3]}-{i}" for i, b in enumerate(BROKEN)])
def test_each_fault_is_found(base, file, old, new, check):
    if old == ".*\n":
        content = BASE[file] + new
    elif old:
        assert old in BASE[file]
        content = BASE[file].replace(old, new, 1)
    else:
        content = new
    written(base, {file: content})
    found = [f for f in lint(str(base)) if f.check == check]
    assert found
    assert found[0].file == file
    assert found[0].row >= 1
    assert found[0].right


def test_all_faults_are_told_at_once_with_file_and_row(base):
    written(base, {"actors/b.csv": ROW + "x,13y,2021,2020,human,,\n", "agents.csv": BASE["agents.csv"] + "a,XXX,,\n"})
    assert faults(base) == [
        ("actors/b.csv", 2, "actor-code"),
        ("actors/b.csv", 2, "inverted-dates"),
        ("actors/b.csv", 2, "kind"),
        ("actors/b.csv", 2, "no-name"),
        ("agents.csv", 3, "no-name"),
        ("agents.csv", 3, "unknown-role"),
    ]


def test_an_explained_name_is_left_alone(base):
    written(base, {"actors/b.csv": ROW + "x,ALDNGO,2021,,person,Tina Marlow,ambiguous: namesake\n"})
    assert faults(base) == []


def test_only_own_faults_of_an_extending_codebook(base):
    written(base, {"agents.csv": BASE["agents.csv"] + "a,GOV,,\n"})
    toml = 'name = "own"\nversion = "1"\nextends = "../base"\n'
    own = written(base.parent / "own", {"codebook.toml": toml, "events.csv": "code,goldstein\n042,99\n"})
    assert faults(own) == [("events.csv", 2, "goldstein")]


def test_fix_gives_codes_their_zeros_back(base):
    eaten = BASE["events.csv"].replace("\n04,", "\n4,").replace("\n042,04", "\n42,4").replace(",", ";")
    eaten += "1;;Say;Says.;1;0;;;;no\n10;1;Say;Says.;1;0;;;;no\n10;;Demand;Demands.;3;-5;DEMAND;;;no\n"
    written(base, {"events.csv": eaten.encode("utf-16"), "compositions.csv": "operator,of,code\nsay,42,42\n"})
    written(base, {"patterns/en.yaml": BASE["patterns/en.yaml"].replace('code: "042"', "code: 42")})
    assert ("events.csv", 2, "eaten-zero") in faults(base)
    assert len(fix_zeros(str(base))) == 10
    rows = [line.split(",")[:2] for line in (base / "events.csv").read_text("utf-8").splitlines()]
    assert rows == [["code", "parent"], ["04", ""], ["042", "04"], ["01", ""], ["010", "01"], ["10", ""]]
    assert (base / "patterns/en.yaml").read_text() == BASE["patterns/en.yaml"]
    assert faults(base, "error") == []
    assert fix_zeros(str(base)) == []


def test_command_exits_1_on_errors_only(base):
    run = CliRunner().invoke(main, ["codebook", "lint", str(base)])
    assert (run.exit_code, run.output.strip().splitlines()[-1]) == (0, f"{base}: 0 errors, 0 warnings")
    written(base, {"agents.csv": BASE["agents.csv"] + "a,XXX,mayor,\n"})
    run = CliRunner().invoke(main, ["codebook", "lint", str(base)])
    assert run.exit_code == 1
    assert "agents.csv:3: error: 'XXX' is no role of this codebook; write one of GOV, NGO" in run.output


@pytest.mark.parametrize("name", ["cameo", "civil-society", "plover"])
def test_shipped_codebooks_keep_the_form(name):
    told = {
        "actor-code",
        "unknown-code",
        "event-code",
        "date",
        "inverted-dates",
        "unreadable",
        "nfc",
        "columns",
        "cells",
    }
    assert [f.line() for f in lint(name) if f.check in told] == []
