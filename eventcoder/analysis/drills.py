"""Makes parsed sentences from a small grammar of our own, to train on where free treebanks lack news language."""

import random
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Self

import yaml

from eventcoder.analysis.treebank import GoldSentence
from eventcoder.types.text import Word

_ITEM = re.compile(r"(?P<top>\*)?(?P<symbol>[^=?*]+)(?P<maybe>\?)?(?:=(?P<deprel>\S+))?")
_CASE = "Case=?"


class Entry(NamedTuple):
    """A word of the grammar."""

    form: str
    lemma: str
    upos: str
    feats: str


class Node(NamedTuple):
    """A word in a tree that is being made: head is the position among the words of the same phrase."""

    entry: Entry
    head: int
    deprel: str


class Grammar(NamedTuple):
    """Phrase rules with one starred top each, word classes, and the case of each relation ("head": that of its head).

    capitals: irregular capitals of a language whose sentences begin with one, None where there is no such thing.

    A rule is a line of symbols: `*TOP OTHER=deprel MAYBE?=deprel`; `@deprel` at its start replaces the relation the
    phrase was asked for.
    """

    rules: Mapping[str, Sequence[str]]
    words: Mapping[str, Sequence[Entry]]
    cases: Mapping[str, str]
    capitals: Mapping[str, str] | None

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a language's drills.yaml."""
        # BaseLoader leaves every scalar text: the Turkish word for ten is "on", no truth value
        data: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        words: dict[str, Sequence[Entry]] = {}
        for name, group in data["words"].items():
            words[name] = (
                [_entry(text, group) for text in group["forms"]]
                if "forms" in group
                else [_changed(entry, group) for entry in words[group["from"]]]
            )
        return cls(data["rules"], words, data.get("cases", {}), data.get("capitals"))

    def sentences(self, count: int, seed: int, source: str = "drill") -> list[GoldSentence]:
        """Return so many sentences; the same seed gives the same ones."""
        chance = random.Random(seed)
        return [self._sentence(chance, source) for _ in range(count)]

    def _sentence(self, chance: random.Random, source: str) -> GoldSentence:
        nodes = self._cased(self._phrase("S", chance)[0])
        if self.capitals is not None:
            first = nodes[0].entry
            initial = self.capitals.get(first.form[0], first.form[0].upper())
            nodes[0] = nodes[0]._replace(entry=first._replace(form=initial + first.form[1:]))
        return _gold(nodes, source)

    def _phrase(self, symbol: str, chance: random.Random) -> tuple[list[Node], str]:
        """Return the words of a phrase, its top having head -1, and the relation it insists on or ""."""
        if symbol in self.words:
            return [Node(chance.choice(self.words[symbol]), -1, "")], ""
        rule = chance.choice(self.rules[symbol])
        insisted = ""
        if rule.startswith("@"):
            insisted, rule = rule[1:].split(" ", 1)
        parts: list[tuple[list[Node], str]] = []
        top = 0
        for item in rule.split():
            match = _ITEM.fullmatch(item)
            if match is None:
                raise ValueError(f"not a drill rule: {item!r}")
            if match["maybe"] and chance.random() < 0.5:
                continue
            nodes, relation = self._phrase(match["symbol"], chance)
            top = len(parts) if match["top"] else top
            parts.append((nodes, relation or match["deprel"] or ""))
        return _joined(parts, top), insisted

    def _cased(self, nodes: list[Node]) -> list[Node]:
        def case(node: Node) -> str:
            given = self.cases.get(node.deprel, self.cases.get("other", ""))
            return case(nodes[node.head]) if given == "head" and node.head >= 0 else given

        return [
            node._replace(entry=node.entry._replace(feats=node.entry.feats.replace(_CASE, f"Case={case(node)}")))
            for node in nodes
        ]


def _entry(text: str, group: Mapping[str, Any]) -> Entry:
    form, _, lemma = text.partition("/")
    return Entry(form, lemma or form, group["upos"], group.get("feats", ""))


def _changed(entry: Entry, group: Mapping[str, Any]) -> Entry:
    """Return the word of another class with this class's prefix, suffix and features; `replace` mends the seam."""
    form = group.get("prefix", "") + entry.form + group.get("suffix", "")
    for old, new in group.get("replace", {}).items():
        form = re.sub(old, new, form)
    return Entry(form, entry.lemma, group.get("upos", entry.upos), group.get("feats", entry.feats))


def _joined(parts: Sequence[tuple[list[Node], str]], top: int) -> list[Node]:
    starts = [sum(len(nodes) for nodes, _ in parts[:number]) for number in range(len(parts))]
    tops = [
        start + next(i for i, n in enumerate(nodes) if n.head < 0)
        for start, (nodes, _) in zip(starts, parts, strict=True)
    ]
    joined: list[Node] = []
    for number, (nodes, deprel) in enumerate(parts):
        for node in nodes:
            if node.head >= 0:
                joined.append(node._replace(head=node.head + starts[number]))
            elif number == top:
                joined.append(node)
            else:
                joined.append(Node(node.entry, tops[top], deprel))
    return joined


def _gold(nodes: Sequence[Node], source: str) -> GoldSentence:
    words, text = list[Word](), ""
    for index, (entry, head, deprel) in enumerate(nodes):
        start = len(text)
        text += entry.form + " "
        end = len(text) - 1
        top = head < 0
        words.append(
            Word(index, start, end, entry.form, entry.form, entry.lemma, entry.upos, entry.feats,
                 index if top else head, "root" if top else deprel)
        )  # fmt: skip
    return GoldSentence(text.rstrip(), tuple(words), source)
