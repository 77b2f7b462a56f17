"""A codebook from a stranger is data: it runs nothing, hangs nothing and fills no memory."""

import pytest
from small_codebook import BASE, written
from toy import argument, clause, code, pattern

from eventcoder.codebook import files
from eventcoder.codebook.lint import lint
from eventcoder.codebook.load import load_codebook
from eventcoder.codebook.values import Frame, Slot
from eventcoder.errors import CodebookError

HEAD = "language: en\nframes:\n  go: {source: [subj], target: [obj]}\npatterns:\n"
LAUGHS = "".join(f"x{n}: &x{n} [{', '.join([f'*x{n - 1}'] * 9)}]\n" for n in range(1, 9))
HOSTILE = {
    "code": HEAD + '- !!python/object/apply:os.system ["touch owned"]\n',
    "object": HEAD + "- !!python/name:os.system\n",
    "laughs": "x0: &x0 [a]\n" + LAUGHS + HEAD + '- {id: a, code: "042", frame: go, verbs: *x8}\n',
    "deep": HEAD + "- " + "[" * 20_000,
    "deep-map": HEAD + "- {id: a, code: " + "{a: " * 20_000,
    "number-for-word": HEAD + '- {id: a, code: "042", frame: go, verbs: [1]}\n',
    "map-for-list": HEAD + '- {id: a, code: "042", frame: go, verbs: {a: b}}\n',
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_yaml_is_refused_with_its_file(tmp_path, monkeypatch, text):
    monkeypatch.chdir(tmp_path)
    folder = written(tmp_path / "base", {**BASE, "patterns/en.yaml": text})
    with pytest.raises(CodebookError, match=r"patterns.en\.yaml"):
        load_codebook(str(folder))
    assert any(fault.severity == "error" for fault in lint(str(folder)))
    assert not (tmp_path / "owned").exists()


@pytest.mark.parametrize("name", ["actors/all.csv", "patterns/en.yaml", "codebook.toml"])
def test_files_beyond_the_limit_are_refused(tmp_path, monkeypatch, name):
    folder = written(tmp_path / "base", BASE)
    size = len(BASE[name])
    monkeypatch.setattr(files, "MAX_BYTES", size - 1)
    with pytest.raises(CodebookError, match="the limit is"):
        load_codebook(str(folder))


def test_long_sequences_over_long_sentences_end():
    around = Frame((Slot("before"),), (Slot("after"),), (), (), turning=True)
    steps = tuple(["a"] * 60 + ["missing"])
    patterns = [pattern("long", "042", verbs="visit", frame=around, after=steps, before=steps)]
    text = " ".join(["Alandia", *["a"] * 2000, "visit", *["a"] * 2000, "Borduria"])
    assert code(text, clause(2001, "visit", argument("subj", 0)), patterns=patterns) == []


@pytest.mark.parametrize("change", [lambda t: "\ufeff" + t.replace("\n", "\r\n"), lambda t: t.encode("utf-16")])
def test_patterns_and_settings_are_read_as_windows_saves_them(tmp_path, change):
    plain = load_codebook(str(written(tmp_path / "a", BASE)))
    names = ("patterns/en.yaml", "codebook.toml", "events.csv")
    other = load_codebook(str(written(tmp_path / "b", {**BASE, **{name: change(BASE[name]) for name in names}})))
    assert other.digest == plain.digest
