"""Keeps trained pipelines in folders: half-precision weights, no pickle, no download."""

from pathlib import Path
from typing import Any

import numpy as np
import spacy
import srsly
from spacy.language import Language

from eventcoder.analysis import spacy_languages  # noqa: F401
from eventcoder.errors import ModelError


def save(nlp: Language, folder: Path) -> None:
    """Write a pipeline to a folder, weights in half precision, with only the strings its components refer to."""
    nlp.to_disk(folder, exclude=["tokenizer"])
    srsly.write_json(folder / "vocab" / "strings.json", sorted(_strings(nlp)))
    for file in sorted(folder.glob("*/model")):
        message = srsly.msgpack_loads(file.read_bytes())
        message["params"] = [_cast(params, np.float16) for params in message["params"]]
        file.write_bytes(srsly.msgpack_dumps(message))


def _strings(nlp: Language) -> set[str]:
    """Return the labels, features and word parts that the components keep as hashes."""
    needed: set[str] = set()
    for _, pipe in nlp.pipeline:
        for label in filter(lambda label: isinstance(label, str), getattr(pipe, "labels", ())):
            needed |= {label, *label.split("|"), *label.replace("=", "|").split("|")}
        trees = getattr(pipe, "trees", None)
        if trees is not None:
            for tree in srsly.msgpack_loads(trees.to_bytes())["trees"]:
                needed |= {nlp.vocab.strings[tree[name]] for name in ("orig", "subst") if tree.get(name)}
    return needed


def load(language: str, folder: Path) -> Language:
    """Return the pipeline in a folder. Raises ModelError where there is none, or one of another language."""
    if not (folder / "config.cfg").is_file():
        raise ModelError(f"{folder} holds no trained pipeline; `eventcoder pipeline train {language}` makes one")
    nlp = spacy.load(folder, exclude=["tokenizer"])
    if nlp.lang != f"eventcoder_{language}":
        raise ModelError(f"{folder} holds a pipeline for {nlp.lang!r}, not for {language!r}")
    for pipe in (pipe for _, pipe in nlp.pipeline if hasattr(pipe, "model")):
        for node in pipe.model.walk():
            held = {name: node.get_param(name) for name in node.param_names if node.has_param(name)}
            for name, value in _cast(held, np.float32).items():
                node.set_param(name, value)
    return nlp


def _cast(params: dict[str, Any], kind: type[np.floating[Any]]) -> dict[str, Any]:
    """Return the parameters in another precision; those not set stay None."""
    return {name: None if value is None else value.astype(kind) for name, value in params.items()}
