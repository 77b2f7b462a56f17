import os
import shutil

import pytest
from small_codebook import BASE, written

from eventcoder.codebook.cache import cache_key, read_cached, write_cached
from eventcoder.codebook.layers import find_layers
from eventcoder.codebook.load import load_codebook, read_codebook
from eventcoder.codebook.plain import to_plain
from eventcoder.errors import CodebookError


@pytest.fixture(autouse=True)
def _own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("EVENTCODER_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def base(tmp_path):
    return written(tmp_path / "base", BASE)


def derived(base, **files):
    toml = 'name = "own"\nversion = "2"\nextends = "../base"\n'
    names = {
        name.replace("__", "/", 1).replace("_csv", ".csv").replace("_yaml", ".yaml"): t for name, t in files.items()
    }
    return load_codebook(str(written(base.parent / "own", {"codebook.toml": toml, **names})))


def entries(book, language="en"):
    return {item.entry.entry_id: item.entry for item in book.languages[language].written}


def names(book, entry_id, language="en"):
    return [item.text for item in book.languages[language].written if item.entry.entry_id == entry_id]


def test_an_extending_codebook_without_files_means_the_same(base):
    book = derived(base)
    assert (book.name, book.version) == ("own", "2")
    assert book.digest == load_codebook(str(base)).digest


def test_a_row_adds_a_code(base):
    book = derived(base, events_csv="code,parent,name,definition,quad_class,goldstein\n0421,04,Tour,Goes round.,1,2\n")
    assert list(book.events) == ["04", "042", "0421"]


def test_a_row_changes_one_cell_and_keeps_the_others(base):
    event = derived(base, events_csv="code,goldstein\n042,5\n").events["042"]
    assert (event.goldstein, event.name, event.plover_mode, event.requires_target) == (5.0, "Visit", "visit", True)


def test_a_cell_is_emptied_and_an_entry_dropped(base):
    book = derived(base, events_csv="code,plover_mode\n042,(empty)\n", actors__x_csv="id,drop\ntina,yes\n")
    assert book.events["042"].plover_mode is None
    assert "tina" not in entries(book)


def test_a_bar_adds_names_and_keeps_all_periods(base):
    book = derived(base, actors__x_csv="id,name_en\ntina,|Tina the Great\n")
    assert names(book, "tina") == ["Tina Marlow", "Tina the Great"]
    assert [p.code for p in entries(book)["tina"].periods] == ["ALDNGO", "ALDGOV"]


def test_a_row_with_a_code_replaces_all_periods_and_keeps_names(base):
    tina = entries(derived(base, actors__x_csv="id,code,start,end\ntina,ALDNGO,2021,2022\n"))["tina"]
    assert [(p.code, p.start.year, p.end.year) for p in tina.periods] == [("ALDNGO", 2021, 2022)]
    assert tina.kind == "person"


def test_an_actor_is_what_its_latest_period_says(base):
    rows = "borland,ALD,,2011,region,Borland\nborland,BOR,2011,,country,Borland\n"
    book = derived(base, actors__x_csv=f"id,code,start,end,kind,name_en\n{rows}")
    assert entries(book)["borland"].kind == "country"
    assert "BOR" in book.countries


def test_own_names_are_preferred_to_extended_ones(base):
    book = derived(base, actors__x_csv="id,code,kind,name_en\nzz-tina,BORGOV,person,Tina Marlow\n")
    assert [w.entry.entry_id for w in book.languages["en"].written if w.text == "Tina Marlow"] == ["zz-tina", "tina"]


def test_patterns_are_changed_by_key_added_and_dropped(base):
    book = derived(
        base,
        patterns__en_yaml=(
            "language: en\npatterns:\n- {id: en-042-tour, without: [museum]}\n- {id: en-042-visit, drop: true}\n"
            '- {id: own, code: "042", frame: go, verbs: [call]}\n'
        ),
    )
    patterns = {p.pattern_id: p for p in book.languages["en"].patterns}
    assert list(patterns) == ["en-042-tour", "own"]
    assert (patterns["en-042-tour"].verbs, patterns["en-042-tour"].without) == (("tour",), frozenset({"museum"}))


def test_new_entries_need_their_columns(base):
    with pytest.raises(CodebookError, match=r"agents.csv:2: a new entry needs the column 'role'"):
        derived(base, agents_csv="id,name_en\nmayor,mayor\n")


def test_circles_are_refused(base):
    (base / "codebook.toml").write_text('name = "base"\nversion = "1"\nlanguages = ["en"]\nextends = "../own"\n')
    with pytest.raises(CodebookError, match="which extends this codebook"):
        derived(base)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: text.replace(",", ";"),
        lambda text: text.encode("utf-16"),
        lambda text: "\n".join([text.splitlines()[0], *reversed(text.splitlines()[1:])]),
        lambda text: text.replace("Alandia|Aland", "Alandia | Aland").replace(",2020,", ",2020-01-01,"),
        lambda text: text.replace("Q1", "Q2").replace(
            "2020,,person,Tina Marlow,,", '2020,,person,"Tina Marlow",,a note'
        ),
    ],
    ids=["windows", "bom", "semicolons", "utf-16", "row-order", "blanks", "notes"],
)
def test_hash_covers_meaning_not_formatting(base, change):
    before = load_codebook(str(base)).digest
    written(base, {"actors/all.csv": change(BASE["actors/all.csv"])})
    assert load_codebook(str(base)).digest == before


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("actors/all.csv", "|Aland,", ","),
        ("actors/all.csv", ",2020,person", ",2021,person"),
        ("events.csv", "1.9", "1.8"),
        ("events.csv", "Goes there.", "Goes anywhere."),
        ("roles.csv", "Charities.,2", "Charities.,3"),
        ("agents.csv", "title", ""),
        ("patterns/en.yaml", "[obj]", "[obj, obl]"),
        ("patterns/en.yaml", "[tour]", "[tour, call]"),
        ("compositions.csv", "say,,=", "say,,-"),
    ],
)
def test_hash_sees_every_change_of_meaning(base, name, old, new):
    before = load_codebook(str(base)).digest
    assert old in BASE[name]
    written(base, {name: BASE[name].replace(old, new)})
    assert load_codebook(str(base)).digest != before


def test_cache_gives_the_same_codebook(base):
    whole = read_codebook(find_layers(str(base)))
    assert load_codebook(str(base)) == whole == load_codebook(str(base))


def test_cache_is_never_stale(base):
    load_codebook(str(base))
    stat = (base / "events.csv").stat()
    written(base, {"events.csv": BASE["events.csv"].replace("1.9", "1.8")})
    os.utime(base / "events.csv", ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert load_codebook(str(base)).events["042"].goldstein == 1.8


@pytest.mark.parametrize(
    "damage", [b"", b"{}", b"x\n[]", lambda raw: raw[:-9], lambda raw: raw.replace(b"042", b"043")]
)
def test_damaged_cache_is_read_again(base, tmp_path, damage):
    book = load_codebook(str(base))
    (path,) = (tmp_path / "cache/codebooks").glob("*.json")
    path.write_bytes(damage(path.read_bytes()) if callable(damage) else damage)
    assert load_codebook(str(base)) == book


def test_no_cache_folder_is_no_fault(base, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("EVENTCODER_CACHE", str(tmp_path / "file"))
    assert load_codebook(str(base)).events


def test_few_codebooks_are_kept(base, tmp_path):
    book = load_codebook(str(base))
    for number in range(20):
        write_cached(f"key{number}", to_plain(book))
    assert len(list((tmp_path / "cache/codebooks").iterdir())) == 12


@pytest.mark.parametrize("name", ["cameo", "civil-society", "plover"])
def test_shipped_codebook_survives_the_cache(name):
    layers = find_layers(name)
    whole = read_codebook(layers)
    key = cache_key(layers)
    write_cached(key, to_plain(whole))
    assert read_cached(key, None) == whole
    assert list(read_cached(key, ("tr",)).languages) == ["tr"]


def test_a_copied_codebook_has_the_same_hash(base, tmp_path):
    shutil.copytree(base, tmp_path / "copy")
    assert load_codebook(str(tmp_path / "copy")) == load_codebook(str(base))
