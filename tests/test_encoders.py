"""Transformers from a folder, on tiny models made here, and the zero-shot coder that asks one."""

import json

import numpy as np
import pytest
from encoder_makers import WORDS, tiny_encoder, tiny_inference
from toy import Toy, argument, clause, codebook, words_of

from eventcoder.coders.encoders import load_encoder
from eventcoder.coders.nli import NliCoder, hypothesis
from eventcoder.coders.transformer import Transformer
from eventcoder.errors import ModelError
from eventcoder.types.codes import EventCode
from eventcoder.types.text import Sentence, Span

VISIT = EventCode("042", "04", "Make a visit", "The source goes to see the target.", 1, 1.9)


@pytest.fixture
def encoder(tmp_path):
    return tiny_encoder(tmp_path)


@pytest.fixture
def inference(tmp_path):
    return tiny_inference(tmp_path)


def test_vectors_are_means_of_the_tokens_of_unit_length(encoder):
    found = load_encoder(str(encoder))(["Alandia", "Alandia attack Borduria attack", ""])
    assert found.shape == (3, len(WORDS))
    assert found[0][WORDS.index("Alandia")] == pytest.approx(1.0)
    assert np.linalg.norm(found[1]) == pytest.approx(1.0)
    assert found[1][WORDS.index("attack")] == pytest.approx(2 * found[1][WORDS.index("Alandia")])
    assert not found[2].any()


def test_padding_changes_nothing(encoder):
    encode = load_encoder(str(encoder))
    alone, beside = encode(["Alandia"])[0], encode(["Alandia", "Alandia attack Borduria"])[0]
    assert alone == pytest.approx(beside)


def test_many_texts_are_taken_in_batches_in_order(encoder):
    texts = ["Alandia", "attack"] * 40
    found = load_encoder(str(encoder))(texts)
    assert found.argmax(axis=1).tolist() == [WORDS.index(text) for text in texts]


def test_an_inference_model_tells_what_is_entailed(inference):
    found = Transformer(inference).entails("Alandia attack", ["armed force", "meets"])
    assert found[0] > 0.9
    assert found[1] < 0.2


def test_a_hypothesis_is_the_definition_with_both_names():
    assert hypothesis(VISIT, "Ankara", "Damascus") == "Ankara goes to see Damascus."
    bare = EventCode("19", None, "Fight", "Arms are used", 4, -10.0)
    assert hypothesis(bare, "A", "B") == "A: Arms are used, towards B."


def test_every_code_gives_a_hypothesis_with_both_names():
    told = [hypothesis(code, "Xanadu", "Yonder") for code in codebook().events.values()]
    assert all("Xanadu" in one and "Yonder" in one and "the target" not in one.lower() for one in told)


def test_the_zero_shot_coder_codes_by_definitions(inference):
    text = "Alandia attack Borduria"
    language = Toy([clause(1, "attack", argument("subj", 0), argument("obj", 2))])
    coder = NliCoder(codebook(), lambda name: language, str(inference))
    words = words_of(text)
    sentence = Sentence("d", 0, 1, Span(0, len(text)), text, "toy", None)
    candidate = coder.look(sentence, [w.norm for w in words], [(w.start, w.end) for w in words])
    events = coder.code(candidate, words, coder.discourse(), lambda trigger, triggers: None)
    assert {event.code[:2] for event in events} == {"19"}
    assert {event.coder for event in events} == {"nli"}
    assert ("ALD", "BOR") in {(event.source.code, event.target.code) for event in events}


def no_tokenizer(folder):
    (folder / "tokenizer.json").unlink()


def no_graph(folder):
    (folder / "model.onnx").unlink()


def broken_graph(folder):
    (folder / "model.onnx").write_bytes(b"no graph")


@pytest.mark.parametrize(
    ("harm", "message"),
    [(no_tokenizer, "holds no tokenizer.json"), (no_graph, "optimum-cli"), (broken_graph, "no transformer")],
)
def test_a_folder_that_holds_no_transformer_is_refused(encoder, harm, message):
    harm(encoder)
    with pytest.raises(ModelError, match=message):
        load_encoder(str(encoder))


def test_encoders_and_inference_models_are_not_mistaken_for_each_other(encoder, tmp_path_factory):
    with pytest.raises(ModelError, match=r"config\.json"):
        Transformer(encoder).entails("a", ["b"])
    (encoder / "config.json").write_text(json.dumps({"id2label": {"0": "entailment"}}), "utf-8")
    with pytest.raises(ModelError, match="inference"):
        Transformer(encoder).entails("a", ["b"])


def test_an_inference_model_is_no_encoder(inference):
    with pytest.raises(ModelError, match="an encoder is needed"):
        load_encoder(str(inference))(["a"])


def test_the_zero_shot_coder_asks_for_a_model():
    with pytest.raises(ModelError, match="nli:FOLDER"):
        NliCoder(codebook(), lambda name: Toy(), "")
