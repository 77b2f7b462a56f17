import csv

import pytest
from click.testing import CliRunner
from small_codebook import BASE, written

from eventcoder.cli.main import main
from eventcoder.codebook.exporters.petrarch import export_petrarch
from eventcoder.codebook.importers.petrarch import import_petrarch
from eventcoder.codebook.lint import lint
from eventcoder.codebook.load import load_codebook
from eventcoder.errors import UsageError

ACTORS = b"""<!-- actors
of a made-up world -->
ALANDIA  [ALD] # a remark
+ALANDIAN
+THE_NORTH_KINGDOM

TINA_MARLOW_
+MS_MARLOW
\t[ALDNGO <20200101]
\t[ALDGOV 20200101-20231231]
\t[ALDELI > 20240101]
GREY UNION  [IGOGRU]
BAD_DATE [ALDGOV 20211301-20220101]
BAD_ORDER [ALDGOV 20220101-20210101]
BAD_CODE [13y]
NOBODY [---]
NO_CODE
OLD CENTURY [ALDGOV 950601-990815]
CAF\xe9 [ALDBUS]
+
"""
AGENTS = b"""!PERSON! = MAN, WOMAN
POLICE_OFFICER {POLICE_OFFICERS} [~COP]
MEDIA {} [~MED]
AID!PERSON! [~NGO]
UNION!OTHER! [~LAB]
DRAGON_RIDER [~DRG]
NONSENSE [ ~ ]
"""


@pytest.fixture
def peer(tmp_path):
    files = {"x.actors.txt": ACTORS, "x.agents.txt": AGENTS, "x.discards.txt": b"+BASEBALL\n"}
    return written(tmp_path / "peer", files)


@pytest.fixture
def base(tmp_path):
    return written(tmp_path / "base", BASE)


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_actors_keep_names_codes_and_dates(peer, base, tmp_path):
    import_petrarch(peer, tmp_path / "new", "en", str(base))
    found = {(r["id"], r["code"], r["start"], r["end"], r["kind"]) for r in rows(tmp_path / "new/actors/imported.csv")}
    assert found == {
        ("alandia", "ALD", "", "", "country"),
        ("tina-marlow", "ALDNGO", "", "2020-01-01", "person"),
        ("tina-marlow", "ALDGOV", "2020-01-01", "2024-01-01", "person"),
        ("tina-marlow", "ALDELI", "2024-01-01", "", "person"),
        ("grey-union", "IGOGRU", "", "", "organisation"),
        ("old-century", "ALDGOV", "1995-06-01", "1999-08-16", "person"),
        ("caf", "ALDBUS", "", "", "organisation"),
    }
    names = {r["id"]: r["name_en"] for r in rows(tmp_path / "new/actors/imported.csv")}
    assert names["alandia"] == "Alandia|Alandian|The North Kingdom"
    assert names["tina-marlow"] == "Tina Marlow|Ms Marlow"


def test_agents_keep_plurals_markers_and_roles(peer, base, tmp_path):
    import_petrarch(peer, tmp_path / "new", "en", str(base))
    assert {(r["role"], r["name_en"]) for r in rows(tmp_path / "new/agents.csv")} == {
        ("COP", "police officer/police officers"),
        ("MED", "media"),
        ("NGO", "aidman"),
        ("NGO", "aidwoman"),
        ("DRG", "dragon rider"),
    }
    assert "DRG" in load_codebook(str(tmp_path / "new")).roles


def test_names_behind_the_code_are_taken(base, tmp_path):
    peer = written(tmp_path / "ar", {"agents.ar.txt": "ARMED_GROUP [~REB]جماعة مسلحة\n"})
    import_petrarch(peer, tmp_path / "new", "ar", str(base))
    assert [r["name_ar"] for r in rows(tmp_path / "new/agents.csv")] == ["جماعة مسلحة"]


def test_nothing_is_dropped_without_a_word(peer, base, tmp_path):
    report = import_petrarch(peer, tmp_path / "new", "en", str(base))
    told = {(left.file, left.text.split()[0]): left.why for left in report.left}
    assert told == {
        ("x.actors.txt", "[ALDGOV"): "ends before it starts",
        ("x.actors.txt", "[13y]"): "not an actor code: '13Y'",
        ("x.actors.txt", "[---]"): "stands for nobody",
        ("x.actors.txt", "NO_CODE"): "has no code",
        ("x.actors.txt", "CAFé"): "stray bytes, read as Latin-1",
        ("x.agents.txt", "UNION!OTHER!"): "has a marker that is not defined",
        ("x.agents.txt", "NONSENSE"): "has no code of the form [~ROLE]",
    }
    assert any(left.why == "20211301 is no date" for left in report.left)
    assert len(rows(tmp_path / "new/import-report.csv")) == len(report.left)


def test_imported_codebook_has_no_faults_of_form(peer, base, tmp_path):
    import_petrarch(peer, tmp_path / "new", "en", str(base))
    of_form = {"columns", "cells", "date", "inverted-dates", "unreadable", "actor-code", "duplicate", "nfc"}
    assert [f.line() for f in lint(str(tmp_path / "new")) if f.check in of_form] == []


def test_import_overwrites_nothing_and_needs_something(peer, base, tmp_path):
    with pytest.raises(UsageError, match="exists already"):
        import_petrarch(peer, base, "en", str(base))
    with pytest.raises(UsageError, match="no actor or agent dictionary"):
        import_petrarch(base, tmp_path / "new", "en", str(base))


def test_export_and_import_again_keep_the_actors(base, tmp_path):
    files = export_petrarch(str(base), tmp_path / "peer", "en")
    assert [f.name for f in files] == ["base.actors.txt", "base.agents.txt"]
    assert "TINA_MARLOW\n\t[ALDNGO <20200101]\n\t[ALDGOV >20200101]\n" in files[0].read_text()
    import_petrarch(tmp_path / "peer", tmp_path / "again", "en", str(base))
    periods = [(r["code"], r["start"], r["end"]) for r in rows(tmp_path / "again/actors/imported.csv")]
    assert periods == [("ALD", "", ""), ("ALDNGO", "", "2020-01-01"), ("ALDGOV", "2020-01-01", "")]


def test_commands(peer, base, tmp_path):
    run = CliRunner().invoke(main, ["codebook", "import", str(peer), str(tmp_path / "new"), "--extends", str(base)])
    assert run.output.startswith("actor rows: 7\nagent rows: 5\ndiscards: 1\nleft behind: ")
    assert CliRunner().invoke(main, ["codebook", "export", str(base), str(tmp_path / "out")]).exit_code == 0


def test_a_code_that_never_holds_is_told(base, tmp_path):
    text = "TINA\n\t[ALDGOV >20000101]\n\t[ALDNGO 20050101-20061231]\n"
    report = import_petrarch(written(tmp_path / "peer", {"actors.txt": text}), tmp_path / "new", "en", str(base))
    assert [(left.row, left.text) for left in report.left] == [(3, "[ALDNGO 20050101-20061231]")]
    assert "never holds" in report.left[0].why
