"""Brings the morphological features of several treebanks to what all of them mark."""

from collections.abc import Mapping
from typing import NamedTuple, Self

from eventcoder.analysis.treebank import GoldSentence
from eventcoder.types.text import Word


class FeatureRule(NamedTuple):
    """What one part of speech may carry: `keep` names features, `fill` gives values where a feature is missing.

    Filling happens only where the feature `fill_if` stands; "" fills always.
    """

    keep: frozenset[str]
    fill: Mapping[str, str]
    fill_if: str


class FeatureRules(NamedTuple):
    """Rules by part of speech, and "Name=Value" pairs to drop everywhere; a tag without a rule keeps all else."""

    rules: Mapping[str, FeatureRule]
    drop: frozenset[str]

    @classmethod
    def of(cls, settings: Mapping[str, object]) -> Self:
        """Read the rules from the settings of a language's training.yaml."""
        features = settings.get("features", {})
        drop = settings.get("drop", [])
        assert isinstance(features, dict)
        assert isinstance(drop, list)
        rules = {
            tag: FeatureRule(frozenset(rule["keep"]), rule.get("fill", {}), rule.get("fill_if", ""))
            for tag, rule in features.items()
        }
        return cls(rules, frozenset(drop))

    def sentence(self, sentence: GoldSentence) -> GoldSentence:
        """Return the sentence with every word's features brought to the rules."""
        return sentence._replace(words=tuple(map(self.word, sentence.words)))

    def word(self, word: Word) -> Word:
        """Return the word with its features brought to the rules, sorted by name."""
        pairs = [pair for pair in word.feats.split("|") if pair and pair not in self.drop]
        feats = dict(pair.split("=", 1) for pair in pairs)
        rule = self.rules.get(word.upos)
        if rule:
            if not rule.fill_if or rule.fill_if in feats:
                feats = {**rule.fill, **feats}
            feats = {name: value for name, value in feats.items() if name in rule.keep}
        return word._replace(feats="|".join(f"{name}={feats[name]}" for name in sorted(feats, key=str.lower)))
