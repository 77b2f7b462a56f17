"""Verb dictionaries and discard lists of PETRARCH and TABARI, in both of their syntaxes."""

import csv

import pytest
import yaml
from small_codebook import BASE, written

from eventcoder.codebook.importers.petrarch import import_petrarch
from eventcoder.codebook.importers.petrarch_steps import Steps, read_code, read_steps, read_verb
from eventcoder.codebook.lint import lint
from eventcoder.codebook.load import load_codebook

VERBS = """# a made-up dictionary
&TREATY
+TREATY
+WRITTEN_ACCORD
+&PACTS

&PACTS
+PACT
+&GONE
ACCORD

####### VERBS
--- SIGN [042] ---
SIGN {SIGNS SIGNED}
+PUT_UP {+PUTS_UP +PUT_UP}
WIRE_+TAP [04]
- * {NEW &TREATY} (WITH +) [042:04]  # a comment
- % * TIES [042:042]
- {PEACE TALKS} * [04]
- $ MET + * [04]
- * &NOWHERE [042]
- * (TO {PAY} [042]
- PAY [042]
- * GIFT [---]
- * BAND [:04]
- * ODD [13y]
- * NOTHING
* (TO ASK) [04]

--- SING [---] ---
SING
--- EMPTY [04] ---
- * SONG [04]
"""
TABARI = """--- YIELD [04] ---
YIELD
- NOT_* [042]
- WILL * &TREATY TO + [042]
"""
DISCARDS = "+WORLD_CUP  # sport\nBALL GAME\n()\n"


@pytest.fixture
def imported(tmp_path):
    written(tmp_path / "base", BASE)
    files = {"v.verbs.txt": VERBS, "t.txt": TABARI * 3, "x.discards.txt": DISCARDS, "a.actors.txt": "ALANDIA [ALD]\n"}
    report = import_petrarch(written(tmp_path / "peer", files), tmp_path / "new", "en", str(tmp_path / "base"))
    return tmp_path / "new", report


def by_line(folder):
    found = yaml.safe_load((folder / "patterns/en-v.verbs.yaml").read_text(encoding="utf-8"))["patterns"]
    return {p["id"].rpartition("-")[2] if "line" in p["id"] else p["code"] + str(p["verbs"]): p for p in found}


def test_words_and_parties_keep_their_order(imported):
    found = by_line(imported[0])
    first = next(p for p in found.values() if p.get("back"))
    assert (first["after"], first["code"], first["back"]) == (["new", "<treaty>", "with", "<target>"], "042", "04")
    together = next(p for p in found.values() if p["frame"] == "parties")
    assert together["after"] == ["ties"]
    assert next(p for p in found.values() if p.get("subject"))["subject"] == ["peace", "talks"]
    assert next(p for p in found.values() if p.get("before"))["before"] == ["<source>", "met", "<target>"]


def test_codes_that_code_nothing_or_only_the_way_back(imported):
    found = by_line(imported[0])
    silent = [p for p in found.values() if p.get("silent")]
    assert [p["after"] for p in silent] == [["gift"]]
    assert "code" not in silent[0]
    assert next(p for p in found.values() if p.get("after") == ["band"])["frame"] == "around-back"


def test_verbs_with_their_forms_and_sets(imported):
    book = load_codebook(str(imported[0]))
    part = book.languages["en"]
    signing = next(p for p in part.patterns if p.back)
    assert signing.verbs == ("sign", "put up", "wire *tap")
    assert part.word_sets["<treaty>"] == ("treaty", "written accord", "pact")
    alone = {
        p.code: p.verbs for p in part.patterns if not (p.before or p.after or p.subject) and "v-verbs" in p.pattern_id
    }
    assert alone == {"042": ("sign", "put up"), "04": ("wire *tap",)}


def test_imported_verbs_stand_alone(imported):
    book = load_codebook(str(imported[0]))
    assert {p.pattern_id for p in book.languages["en"].patterns if p.pattern_id.startswith("en-")} == set()
    assert {w.entry.entry_id for w in book.languages["en"].written} == {"alandia", "minister"}
    assert (book.coding.roles_join, book.coding.bare_roles, book.coding.modality) == ("all", False, "ignored")


def test_every_line_left_behind_is_told(imported):
    folder, report = imported
    told = {left.text: left.why for left in report.left}
    assert told == {
        "+&GONE": "names a word set that is not given, or itself",
        "ACCORD": "stands in a word set, but does not begin with +",
        "- * &NOWHERE [042]": "names the word set nowhere, which is not given",
        "- * (TO {PAY} [042]": "brackets do not pair",
        "- PAY [042]": "must have one * where the verb stands",
        "- * ODD [13y]": "'13y' is no event code",
        "- * NOTHING": "has no code in brackets",
        "* (TO ASK) [04]": "has no - before it, read as a pattern",
        "- * SONG [04]": "its block has no verbs",
        "()": "has no words",
        "- WILL * &TREATY TO + [042]": "names the word set treaty, which is not given",
    }
    with (folder / "import-report.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == len(report.left)


def test_discards_pass_over_sentences_and_stories(imported):
    book = load_codebook(str(imported[0]))
    assert book.languages["en"].passed_over == {"ball game": "sentence", "world cup": "story"}


def test_what_is_imported_has_no_faults_of_form(imported):
    faults = [f.line() for f in lint(str(imported[0])) if f.severity == "error" and f.check != "shadowed"]
    assert faults == []


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("SHOOT {SHOOTS SHOT SHOOTING}", ["shoot", "shot"]),
        ("RATIFY {RATIFIES RATIFYING RATIFIED }", ["ratify"]),
        ("STOP {STOPPED", ["stop"]),
        ("حقق+في", ["حقق في"]),
        ("+", []),
    ],
)
def test_verb_lines(text, verb):
    assert read_verb(text) == verb


@pytest.mark.parametrize("text", ["A B", "* *", "(A * B", "{A) *", "", "%"])
def test_bad_patterns_are_told_by_an_error(text):
    with pytest.raises(ValueError, match=r"\*|brackets"):
        read_steps(text)


def test_joined_words_are_one_step():
    assert read_steps("NOT_MAKE_* IN_SEARCH OF_&ASYLUM_X", {"<asylum-x>"}) == Steps(
        ("not make",), ("in search", "of", "<asylum-x>"), together=False
    )


@pytest.mark.parametrize("text", ["", "13y", "120]--", ":", "+++"])
def test_bad_codes_are_told_by_an_error(text):
    with pytest.raises(ValueError, match="code"):
        read_code(text)
