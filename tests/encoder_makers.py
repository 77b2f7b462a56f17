"""Tiny transformers in ONNX, made for a test."""

import json

import numpy as np
from onnx import TensorProto, helper, numpy_helper, save_model
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace
from tokenizers.processors import TemplateProcessing

WORDS = ["[PAD]", "[UNK]", "[SEP]", "Alandia", "attack", "Borduria", "source", "armed", "force", "meets", "armies"]


def _tokenizer(folder):
    made = Tokenizer(WordLevel({word: at for at, word in enumerate(WORDS)}, unk_token="[UNK]"))
    made.pre_tokenizer = Whitespace()
    made.post_processor = TemplateProcessing(pair="$A [SEP] $B:1", single="$A", special_tokens=[("[SEP]", 2)])
    made.save(str(folder / "tokenizer.json"))


def _graph(folder, nodes, weights, output, shape):
    inputs = [helper.make_tensor_value_info(n, TensorProto.INT64, ["n", "t"]) for n in ("input_ids", "attention_mask")]
    outputs = [helper.make_tensor_value_info(output, TensorProto.FLOAT, shape)]
    held = [numpy_helper.from_array(value, name) for name, value in weights.items()]
    made = helper.make_model(
        helper.make_graph(nodes, "tiny", inputs, outputs, held), opset_imports=[helper.make_opsetid("", 13)]
    )
    made.ir_version = 8
    save_model(made, str(folder / "model.onnx"))


def tiny_encoder(folder, scale=1.0):
    """Write a transformer whose state of a token is its row of an identity matrix, times `scale`."""
    _tokenizer(folder)
    node = helper.make_node("Gather", ["table", "input_ids"], ["states"], axis=0)
    table = scale * np.eye(len(WORDS), dtype=np.float32)
    _graph(folder, [node], {"table": table}, "states", ["n", "t", len(WORDS)])
    return folder


def tiny_inference(folder):
    """Write a model for which a pair is entailed the more often "armed" or "armies" occurs in it."""
    _tokenizer(folder)
    table = np.zeros((len(WORDS), 2), dtype=np.float32)
    table[WORDS.index("armed"), 1] = table[WORDS.index("armies"), 1] = 8.0
    nodes = [
        helper.make_node("Gather", ["table", "input_ids"], ["states"], axis=0),
        helper.make_node("ReduceSum", ["states", "axis"], ["summed"], keepdims=0),
        helper.make_node("Add", ["summed", "bias"], ["logits"]),
    ]
    weights = {"table": table, "axis": np.array([1], dtype=np.int64), "bias": np.array([2, 0], dtype=np.float32)}
    _graph(folder, nodes, weights, "logits", ["n", 2])
    (folder / "config.json").write_text(json.dumps({"id2label": {"0": "neutral", "1": "ENTAILMENT"}}), "utf-8")
    return folder
