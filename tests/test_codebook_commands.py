import json

import pytest
from click.testing import CliRunner
from small_codebook import BASE, written

from eventcoder.cli.main import main
from eventcoder.codebook.diff import diff
from eventcoder.codebook.lint import lint
from eventcoder.codebook.new import new_codebook
from eventcoder.codebook.search import search
from eventcoder.codebook.show import show
from eventcoder.codebook.stats import stats
from eventcoder.errors import UsageError

OWN = 'name = "own"\nversion = "2"\nextends = "../base"\n'


@pytest.fixture
def base(tmp_path):
    return written(tmp_path / "base", BASE)


@pytest.fixture
def own(base):
    files = {
        "codebook.toml": OWN,
        "events.csv": "code,goldstein\n042,5\n",
        "actors/b.csv": "id,code,kind,name_en\nbob,ALDGOV,person,Bob Boo\n",
        "patterns/en.yaml": (
            'language: en\npatterns:\n- {id: en-042-tour, drop: true}\n- {id: en-042-visit, code: "04"}\n'
        ),
    }
    return written(base.parent / "own", files)


def run(*arguments):
    return CliRunner().invoke(main, ["codebook", *map(str, arguments)])


def test_new_codebook_is_sound_and_ready_to_change(tmp_path):
    files = new_codebook(tmp_path / "mine", "cameo")
    assert [f.relative_to(tmp_path / "mine").as_posix() for f in files] == [
        "actors/actors.csv",
        "agents.csv",
        "codebook.toml",
        "events.csv",
        "patterns/ar.yaml",
        "patterns/en.yaml",
        "patterns/tr.yaml",
    ]
    assert [f.line() for f in lint(str(tmp_path / "mine"))] == []


def test_new_codebook_can_extend_a_folder_and_has_its_languages(base, tmp_path):
    files = new_codebook(tmp_path / "mine", str(base))
    assert [f.name for f in files if f.suffix == ".yaml"] == ["en.yaml"]
    assert show(str(tmp_path / "mine"), "042")[0].says["name"] == "Visit"


@pytest.mark.parametrize("name", ["Mine", "a b", "..", "x" * 70])
def test_new_codebook_has_a_plain_name(tmp_path, name):
    with pytest.raises(UsageError):
        new_codebook(tmp_path / name, "cameo")


def test_new_codebook_overwrites_nothing(base):
    with pytest.raises(UsageError, match="exists already"):
        new_codebook(base, "cameo")


@pytest.mark.slow
def test_new_codebook_passes_its_own_tests(tmp_path):
    new_codebook(tmp_path / "mine", "cameo")
    result = run("test", tmp_path / "mine", "--own")
    assert result.output == "6 of 6 examples as expected\n"


@pytest.mark.parametrize(
    ("what", "table", "column", "cell"),
    [
        ("042", "events", "patterns (en)", "en-042-visit, en-042-tour"),
        ("04", "events", "children", "042"),
        ("GOV", "roles", "agents", "minister"),
        ("minister", "agents", "role", "GOV"),
        ("tina", "actors", "codes", "ALDNGO [..., 2020), ALDGOV [2020, ...)"),
        ("ALDGOV", "actors", "name_en", "Tina Marlow"),
        ("Tina Marlow", "actors", "kind", "person"),
        ("en-042-tour", "patterns", "verbs", "tour"),
    ],
)
def test_show_finds_codes_ids_and_names(base, what, table, column, cell):
    (card,) = show(str(base), what)
    assert (card.table, card.says[column]) == (table, cell)
    assert card.where.rpartition(":")[2].isdecimal()


def test_show_teaches_when_there_is_none(base):
    with pytest.raises(UsageError, match=r"no 'tna'; near: tina"):
        show(str(base), "tna")


def test_show_hash_is_that_of_the_loaded_codebook(base):
    assert len(run("show", "--hash", "--codebook", base).output.strip()) == 64


@pytest.mark.parametrize(
    ("words", "keys"), [("marlow", ["tina", "en-042-visit"]), ("goes THERE", ["042"]), ("zzz", [])]
)
def test_search_looks_everywhere(base, words, keys):
    assert list(dict.fromkeys(hit.key for hit in search(str(base), words)))[: len(keys)] == keys


def test_search_folds_spelling():
    assert {"turkey"} <= {hit.key for hit in search("cameo", "تركيا")} & {hit.key for hit in search("cameo", "TÜRKİYE")}


def test_stats_count_what_is_there_and_what_is_missing(base):
    found = stats(str(base))
    assert found.roots == {"04": {"codes": 2, "en patterns": 2, "en codes": 1}}
    assert (found.kinds, found.countries) == ({"country": 1, "person": 1}, {"ALD": 2})
    assert (found.open_ended, found.undated, found.unnamed) == (["tina"], [], {"en": []})


def test_diff_lists_what_is_added_removed_and_changed(base, own):
    assert [change.line() for change in diff(str(base), str(own))] == [
        "+ actors bob: ALDGOV, person, Bob Boo",
        "~ events 042 goldstein: 1.9 -> 5",
        '- patterns en-042-tour: 042, go, tour, text: Tina Marlow toured Alandia.; events: ALDGOV, 042, ALD, '
        "A minister toured a museum.",
        "~ patterns en-042-visit code: 042 -> 04",
    ]  # fmt: skip
    assert diff(str(own), str(own)) == []


@pytest.mark.slow
def test_diff_on_news_shows_old_code_beside_new(base, own, tmp_path):
    (base / "actors/more.csv").write_text("id,code,kind,name_en\nborduria,BOR,country,Borduria\n", encoding="utf-8")
    news = tmp_path / "news.txt"
    news.write_text(
        "Tina Marlow visited Borduria. Tina Marlow toured Borduria. Tina Marlow called Borduria.", encoding="utf-8"
    )
    told = run("diff", base, own, "--on", news).output.splitlines()[4:]
    assert told == [
        "ALDGOV -042-> BOR  =>  ALDGOV -04-> BOR  *visited* Tina Marlow visited Borduria.",
        "ALDGOV -042-> BOR  =>  nothing  *toured* Tina Marlow toured Borduria.",
    ]


@pytest.mark.parametrize(
    "arguments", [["show", "042"], ["search", "visit"], ["stats", "cameo"], ["diff", "cameo", "cameo"], ["list"]]
)
def test_commands_on_the_shipped_codebook_succeed(arguments):
    assert run(*arguments).exit_code == 0


@pytest.mark.parametrize("arguments", [["show", "042"], ["search", "visit a museum"], ["stats"], ["lint"]])
def test_json_is_one_object_a_line(arguments, base):
    name = [str(base)] if arguments[0] in ("stats", "lint") else ["--codebook", str(base)]
    for line in run(*arguments, *name, "--json").output.splitlines():
        assert isinstance(json.loads(line), dict)
