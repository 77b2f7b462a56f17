from pathlib import Path

import pytest

from eventcoder.analysis import training
from eventcoder.analysis.augment import clause, unmarked
from eventcoder.analysis.drills import Grammar
from eventcoder.analysis.evaluate import score
from eventcoder.analysis.features import FeatureRules
from eventcoder.analysis.parser import load_parser, lower
from eventcoder.analysis.treebank import read_treebank
from eventcoder.errors import InputError, ModelError

ENGLISH = """# src = Own
1\tPolice\tpolice\tNOUN\t_\tNumber=Plur\t2\tnsubj\t_\t_
2\tsay\tsay\tVERB\t_\tVerbForm=Fin\t0\troot\t_\t_
3\tthat\tthat\tSCONJ\t_\t_\t7\tmark\t_\t_
4\tthey\tthey\tPRON\t_\t_\t7\tnsubj\t_\t_
5-6\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_
5\tdid\tdo\tAUX\t_\tTense=Past\t7\taux\t_\t_
6\tn't\tnot\tPART\t_\t_\t7\tadvmod\t_\t_
7\tshoot\tshoot\tVERB\t_\tVerbForm=Inf\t2\tccomp\t_\tSpaceAfter=No
8\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_

"""


@pytest.fixture
def treebank(tmp_path: Path) -> Path:
    path = tmp_path / "own.conllu"
    path.write_text(ENGLISH, encoding="utf-8")
    return path


def test_treebank_rebuilds_the_text(treebank: Path) -> None:
    (sentence,) = read_treebank(treebank)
    assert sentence.text == "Police say that they didn't shoot."
    assert [sentence.text[word.start : word.end] for word in sentence.words] == [word.text for word in sentence.words]
    assert [word.head for word in sentence.words] == [1, 1, 6, 6, 6, 6, 1, 1]


def test_treebank_merges_multiword_tokens(treebank: Path) -> None:
    (sentence,) = read_treebank(treebank, merge=True)
    assert [word.text for word in sentence.words] == ["Police", "say", "that", "they", "didn't", "shoot", "."]
    assert sentence.words[4].lemma == "do"
    assert [word.head for word in sentence.words] == [1, 1, 5, 5, 5, 1, 1]


def test_treebank_keeps_wanted_sources(treebank: Path) -> None:
    assert not list(read_treebank(treebank, ["Other"]))


def test_treebank_names_the_bad_line(tmp_path: Path) -> None:
    path = tmp_path / "bad.conllu"
    path.write_text("1\tword\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"bad\.conllu:1: 2 columns"):
        list(read_treebank(path))


def test_clause_stands_alone(treebank: Path) -> None:
    import random

    (sentence,) = read_treebank(treebank)
    words = clause(sentence.words, random.Random(0))
    assert [word.text for word in words] == ["they", "did", "n't", "shoot"]
    assert [word.head for word in words] == [3, 3, 3, 3]
    assert words[3].deprel == "root"
    assert [word.text for word in unmarked(sentence.words)][-1] == "shoot"


def test_feature_rules_fill_keep_and_drop(treebank: Path) -> None:
    rules = FeatureRules.of(
        {
            "features": {"NOUN": {"keep": ["Case"], "fill": {"Case": "Nom"}}, "VERB": {"keep": []}},
            "drop": ["Tense=Past"],
        }
    )
    (sentence,) = map(rules.sentence, read_treebank(treebank))
    assert [word.feats for word in sentence.words[:2]] == ["Case=Nom", ""]
    assert sentence.words[4].feats == ""


GRAMMAR = """
cases: {nsubj: Nom, amod: head, other: Gen}
capitals: {i: İ}
rules:
  S: ["SU=nsubj *V STOP=punct"]
  SU: ["A=amod *N", "@csubj A=amod *N"]
words:
  V: {upos: VERB, feats: Tense=Past, forms: [geldi/gel]}
  N: {upos: NOUN, feats: "Case=?", forms: [bakan]}
  A: {upos: ADJ, feats: "Case=?", forms: [ilk, on]}
  STOP: {upos: PUNCT, forms: ["."]}
"""


def test_drills_are_trees_and_repeat(tmp_path: Path) -> None:
    path = tmp_path / "drills.yaml"
    path.write_text(GRAMMAR, encoding="utf-8")
    sentences = Grammar.read(path).sentences(20, seed=3)
    assert sentences == Grammar.read(path).sentences(20, seed=3)
    assert {sentence.text for sentence in sentences} == {"İlk bakan geldi .", "On bakan geldi ."}
    assert {word.deprel for sentence in sentences for word in sentence.words[1:2]} == {"nsubj", "csubj"}
    for sentence in sentences:
        assert [word.head for word in sentence.words] == [1, 2, 2, 2]
        assert sentence.words[0].feats == sentence.words[1].feats


@pytest.mark.parametrize("language", ["ar", "tr"])
def test_shipped_drills_are_trees(language: str) -> None:
    grammar = Grammar.read(Path(training.__file__).parents[1] / "languages" / language / "drills.yaml")
    for sentence in grammar.sentences(500, seed=0):
        roots = [word for word in sentence.words if word.head == word.index]
        assert [word.deprel for word in roots] == ["root"]
        assert all(word.deprel and "?" not in word.feats for word in sentence.words)


def test_scores_of_gold_against_itself(treebank: Path) -> None:
    (sentence,) = read_treebank(treebank)
    summary = score([(sentence.words, sentence.words)]).summary()
    assert summary["LAS"] == summary["subj"] == 1.0
    assert summary["obj"] == 0.0


def test_lower_keeps_length() -> None:
    assert len(lower("İSTANBUL'da")) == len("İSTANBUL'da")


def test_missing_pipeline_names_the_command(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="eventcoder pipeline train en"):
        load_parser("en", folder=tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "text", "verb", "subject"),
    [
        ("en", "The army bombed the village on Monday.", "bombed", "army"),
        ("tr", "Bakan dün Ankara'da gazetecilere konuştu.", "konuştu", "Bakan"),
        ("ar", "زار وزير الخارجية العاصمة أمس.", "زار", "وزير"),
    ],
)
def test_shipped_pipelines_find_verb_and_subject(language: str, text: str, verb: str, subject: str) -> None:
    parser = load_parser(language)
    empty, words = parser.parse(["", text])
    assert empty == ()
    assert [text[word.start : word.end] for word in words] == [word.text for word in words]
    assert [word.index for word in words] == list(range(len(words)))
    (root,) = (word for word in words if word.head == word.index)
    assert (root.text, root.upos, root.deprel) == (verb, "VERB", "root")
    assert subject in [word.text for word in words if word.head == root.index and word.deprel == "nsubj"]


@pytest.mark.slow
def test_tokens_and_texts_parse_alike() -> None:
    parser = load_parser("en")
    texts = ["Rebels  attacked the base.", "Police said they didn't shoot."]
    assert list(parser.parse(parser.tokenize(texts))) == list(parser.parse(texts, batch=1))


@pytest.mark.slow
def test_a_pipeline_that_starts_afresh_parses_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["Rebels attacked the base.", "Police said they didn't shoot.", "Ministers resigned in protest."]
    parser = load_parser("en")
    before = list(parser.parse(texts))
    monkeypatch.setattr("eventcoder.analysis.parser.MOST_STRINGS", 0)
    monkeypatch.setattr("eventcoder.analysis.parser.BLOCK", 1)
    assert list(parser.parse(texts)) == before
