"""The treebank of our own: whole trees over sentences of the gold corpus."""

import json
from pathlib import Path

import pytest

from eventcoder.analysis.treebank import GoldSentence, read_treebank

ANNOTATIONS = Path(__file__).parents[1] / "annotations"
LANGUAGES = ("ar", "tr", "en")


def trees(language: str) -> list[GoldSentence]:
    return list(read_treebank(ANNOTATIONS / "trees" / f"{language}.conllu"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_three_hundred_trees_over_sentences_of_the_gold_corpus(language):
    lines = (ANNOTATIONS / "sentences" / f"{language}.jsonl").read_text("utf-8").splitlines()
    coded = {json.loads(line)["text"] for line in lines}
    texts = [tree.text for tree in trees(language)]
    assert len(texts) >= 300
    assert set(texts) <= coded


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_hangs_on_one_root(language):
    for tree in trees(language):
        roots = [word.index for word in tree.words if word.head == word.index]
        assert len(roots) == 1, tree.text
        for word in tree.words:
            seen, at = set(), word.index
            while at != roots[0] and at not in seen:
                seen.add(at)
                at = tree.words[at].head
            assert at == roots[0], (tree.text, word.text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_stand_where_they_say(language):
    for tree in trees(language):
        assert all(tree.text[word.start : word.end] == word.text for word in tree.words), tree.text
