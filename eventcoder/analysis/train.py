"""Trains a Universal Dependencies pipeline (tagger with features, parser, lemmatizer) from gold words."""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.vocab import Vocab
from thinc.api import fix_random_seed

from eventcoder.analysis import spacy_languages  # noqa: F401
from eventcoder.analysis.augment import Augmentation
from eventcoder.analysis.evaluate import ROLES, ParseScores, score
from eventcoder.analysis.parser import Parser, Tokens
from eventcoder.analysis.treebank import GoldSentence

GROWING_EPOCHS = 5


@dataclass(frozen=True, slots=True)
class TrainingPlan:
    """How one pipeline is trained; the same plan, data and seed give the same weights on the same machine.

    rows: hash table rows of form, lemma, prefix, suffix and shape. batch: words a step, growing from the first figure
    to the second. main_epochs: how many epochs at the end see the main sources only. lemmas: "learnt" or "dictionary".
    minutes: stop after the epoch in which this much wall time is spent.
    """

    language: str
    seed: int = 0
    epochs: int = 15
    width: int = 96
    depth: int = 4
    rows: tuple[int, ...] = (4000, 4000, 1000, 2500, 500)
    batch: tuple[int, int] = (250, 1500)
    dropout: float = 0.2
    rate: float = 0.002
    minutes: float = 30.0
    main_epochs: int = 0
    lemmas: str = "learnt"
    augmentation: Augmentation = Augmentation(0.0, 0.0)

    def batch_words(self, epoch: int) -> int:
        """Return how many words a step has in an epoch (0 is the first)."""
        first, last = self.batch
        return round(first + min(1.0, epoch / GROWING_EPOCHS) * (last - first))


class TrainingData(NamedTuple):
    """Gold sentences: all to train on, those of the last epochs (empty: all again), and those that choose the epoch."""

    sentences: Sequence[GoldSentence]
    main: Sequence[GoldSentence]
    dev: Sequence[GoldSentence]


def blank(plan: TrainingPlan) -> Language:
    """Return the untrained pipeline of a plan."""
    nlp = spacy.blank(f"eventcoder_{plan.language}")
    nlp.add_pipe("tok2vec", config={"model": _tok2vec(plan)})
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": plan.width, "upstream": "tok2vec"}
    tagger = {"@architectures": "spacy.Tagger.v2", "nO": None, "normalize": False, "tok2vec": listener}
    nlp.add_pipe("morphologizer", config={"model": tagger, "overwrite": True, "extend": False})
    parser = {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "parser",
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
        "nO": None,
        "tok2vec": listener,
    }
    nlp.add_pipe("parser", config={"model": parser, "min_action_freq": 5, "learn_tokens": False})
    if plan.lemmas == "learnt":
        nlp.add_pipe(
            "trainable_lemmatizer", config={"model": tagger, "min_tree_freq": 2, "backoff": "orth", "top_k": 3}
        )
    else:
        nlp.add_pipe("dictionary_lemmatizer", config={"dictionary": plan.language})
    return nlp


def _tok2vec(plan: TrainingPlan) -> dict[str, Any]:
    return {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": plan.width,
            "attrs": ["NORM", "LOWER", "PREFIX", "SUFFIX", "SHAPE"],
            "rows": list(plan.rows),
            "include_static_vectors": False,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": plan.width,
            "depth": plan.depth,
            "window_size": 1,
            "maxout_pieces": 3,
        },
    }


def gold_doc(vocab: Vocab, sentence: GoldSentence) -> Doc:
    """Return the sentence as an annotated spaCy document of one sentence."""
    words = sentence.words
    return Doc(
        vocab,
        words=[word.text for word in words],
        lemmas=[word.lemma for word in words],
        pos=[word.upos for word in words],
        morphs=[word.feats for word in words],
        heads=[word.head for word in words],
        deps=["ROOT" if word.deprel == "root" else word.deprel for word in words],
        sent_starts=[index == 0 for index in range(len(words))],
    )


def train(plan: TrainingPlan, data: TrainingData, *, report: Callable[[str], None] = lambda line: None) -> Language:
    """Return the pipeline after the epoch that scored best on the dev sentences."""
    fix_random_seed(plan.seed)
    chance = random.Random(plan.seed)
    nlp = blank(plan)
    optimizer = nlp.initialize(lambda: [_example(nlp, sentence) for sentence in data.sentences])
    best, kept, began = -1.0, b"", time.monotonic()
    for epoch in range(plan.epochs):
        sentences = data.main if data.main and plan.epochs - epoch <= plan.main_epochs else data.sentences
        examples = [_example(nlp, plan.augmentation(sentence, chance)) for sentence in sentences]
        chance.shuffle(examples)
        optimizer.learn_rate = plan.rate * (1 - epoch / plan.epochs)
        for batch in _batches(examples, plan.batch_words(epoch)):
            nlp.update(batch, sgd=optimizer, drop=plan.dropout)
        with nlp.use_params(optimizer.averages):
            scores = evaluate(nlp, data.dev)
            if worth(scores) > best:
                best, kept = worth(scores), nlp.to_bytes(exclude=["tokenizer"])
        report(f"epoch {epoch + 1}, {time.monotonic() - began:.0f} s: {scores.summary()}")
        if time.monotonic() - began > plan.minutes * 60:
            break
    return nlp.from_bytes(kept, exclude=["tokenizer"])


def worth(scores: ParseScores) -> float:
    """Return the figure by which epochs are compared: attachment counts most, because coders live on it."""
    roles = sum(scores.f1(role) for role in ROLES) / len(ROLES)
    return scores.f1("LAS") + roles + 0.5 * scores.f1("UPOS") + 0.25 * scores.f1("lemma")


def _example(nlp: Language, sentence: GoldSentence) -> Example:
    words = sentence.words
    predicted = Doc(nlp.vocab, words=[word.text for word in words])
    return Example(predicted, gold_doc(nlp.vocab, sentence))


def _batches(examples: list[Example], size: int) -> Iterator[list[Example]]:
    batch: list[Example] = []
    words = 0
    for example in examples:
        batch.append(example)
        words += len(example.predicted)
        if words >= size:
            yield batch
            batch, words = [], 0
    if batch:
        yield batch


def evaluate(nlp: Language, sentences: Sequence[GoldSentence]) -> ParseScores:
    """Return the scores on gold tokens."""
    parser = Parser(lambda: nlp, lambda text: [], str)
    tokens = [given_tokens(sentence) for sentence in sentences]
    return score(zip((sentence.words for sentence in sentences), parser.parse(tokens), strict=True))


def given_tokens(sentence: GoldSentence) -> Tokens:
    """Return the gold tokens of a sentence, unparsed."""
    words = sentence.words
    return Tokens(sentence.text, [(word.start, word.end) for word in words], [word.norm for word in words])
