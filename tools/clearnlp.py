"""Turn dependency trees with ClearNLP labels, as spaCy's English pipelines give them, into Universal Dependencies.

The labels come out in the reduced set our treebanks share: no subtypes but nsubj:pass, csubj:pass, aux:pass, obl:agent,
acl:relcl and compound:prt. Words the rules need by name stand in `silver_en.yaml`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

VERBAL = frozenset({"VERB", "AUX"})
GOVERNS_OBLIQUES = frozenset({"VERB", "AUX", "ADJ", "ADV"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "DET"})
PREPOSITIONAL = frozenset({"prep", "agent", "dative"})
FUNCTION = frozenset({"case", "mark", "cc", "cop", "aux", "aux:pass", "punct", "fixed"})
ADNOMINAL = {"obl": "nmod", "advcl": "acl"}
OPENED = frozenset({"conj", "appos", "advcl", "acl", "acl:relcl", "parataxis"})


@dataclass(slots=True)
class Node:
    """A word of a tree being rebuilt; `head` is an index, its own for the root, `tag` of the Penn Treebank."""

    index: int
    text: str
    lemma: str
    tag: str
    upos: str
    feats: str
    head: int
    dep: str
    person: bool = False


class Conversion:
    """One sentence being converted; `nodes` is changed in place."""

    def __init__(self, nodes: Sequence[Node], words: Mapping[str, Any]) -> None:
        """Take the nodes of one sentence and the content of silver_en.yaml."""
        self.nodes = nodes
        self.words = words
        self._raised: set[int] = set()

    def run(self) -> None:
        """Convert the labels and the structure."""
        self._one_root()
        self._infinitive_marks()
        for node in sorted(self.nodes, key=self._depth, reverse=True):
            if node.dep in PREPOSITIONAL or node.tag in ("IN", "TO"):
                self._preposition(node)
        self._copulas()
        self._small_clauses()
        self._chains()
        self._names()
        self._signs()
        self._rename()
        self._fixed()
        self._tags()
        self._punctuation()

    # ---- looking around ----------------------------------------------------------------------------------------------

    def children(self, index: int, *deps: str) -> list[Node]:
        """Return the words below one, of the given relations or all, in text order."""
        found = (node for node in self.nodes if node.head == index and node.index != index)
        return [node for node in found if not deps or node.dep in deps]

    def _depth(self, node: Node) -> int:
        depth = 0
        while node.head != node.index and depth <= len(self.nodes):
            node, depth = self.nodes[node.head], depth + 1
        return depth

    def _hang(self, nodes: Iterable[Node], head: int) -> None:
        for node in nodes:
            if node.index != head:
                node.head = head

    def _swap(self, old: Node, new: Node) -> None:
        """Put a word in the place of the one it hangs on."""
        new.head, new.dep = (new.index if old.head == old.index else old.head), old.dep
        old.head = new.index

    # ---- structure ---------------------------------------------------------------------------------------------------

    def _one_root(self) -> None:
        roots = [node for node in self.nodes if node.head == node.index]
        top = next((node for node in roots if node.upos in VERBAL), roots[0])
        for node in roots:
            if node is not top:
                node.head = top.index
                node.dep = "punct" if node.upos == "PUNCT" else "parataxis"

    def _infinitive_marks(self) -> None:
        for node in self.nodes:
            if node.tag == "TO" and node.dep == "aux":
                node.dep = "mark"

    def _preposition(self, node: Node) -> None:
        """Hang a preposition on its object, and the object where the preposition hung."""
        below = self.children(node.index, "pobj") or self.children(node.index, "pcomp")
        below = below or [child for child in self.children(node.index) if child.index in self._raised]
        if not below or (node.dep == "dative" and node.tag not in ("IN", "TO")):
            return
        inner = below[0]
        verbal = inner.upos in VERBAL or bool(self.children(inner.index, "nsubj", "nsubjpass"))
        clause = verbal and inner.dep == "pcomp"
        old = node.dep
        self._swap(node, inner)
        node.dep = "mark" if clause else "case"
        self._hang(self.children(node.index), inner.index)
        if old in PREPOSITIONAL or old in ("pcomp", "pobj"):
            self._raised.add(inner.index)
            inner.dep = self._oblique(self.nodes[inner.head], old, clause=clause)

    def _oblique(self, head: Node, old: str, *, clause: bool) -> str:
        if head.upos in GOVERNS_OBLIQUES or head.dep in ("prep", "agent"):
            return "advcl" if clause else "obl:agent" if old == "agent" else "obl"
        return "acl" if clause else "nmod"

    def _copulas(self) -> None:
        """Make the predicate the head of "be", and name what is said to exist the subject."""
        for node in sorted(self.nodes, key=self._depth, reverse=True):
            if node.lemma != "be" or node.upos not in VERBAL or node.dep in ("aux", "auxpass"):
                continue
            if any(child.tag == "EX" or child.text.lower() == "there" for child in self.children(node.index, "expl")):
                node.upos = "VERB"
                for child in self.children(node.index, "attr"):
                    child.dep = "nsubj"
                continue
            predicate = self._predicate(node)
            if predicate is not None:
                below = self.children(node.index)
                self._swap(node, predicate)
                node.dep, node.upos = "cop", "AUX"
                self._hang((child for child in below if child is not predicate), predicate.index)

    def _predicate(self, node: Node) -> Node | None:
        found = self.children(node.index, "attr", "acomp")
        found = [child for child in found if not (child.dep == "attr" and child.upos in VERBAL)]
        if found:
            return found[0]
        clauses = self.children(node.index, "ccomp") if self.children(node.index, "nsubj") else []
        if clauses or self.children(node.index, "xcomp"):
            return next((clause for clause in clauses if clause.index > node.index), None)
        after = [child for child in self.children(node.index) if child.index > node.index]
        raised = [child for child in after if child.index in self._raised and child.dep == "obl"]
        places = [c for c in self.children(node.index, "advmod") if c.text.lower() in self.words["places"]]
        return next(iter(raised + places), None)

    def _small_clauses(self) -> None:
        """Make the subject of "wants him to go" the object of the verb above, as of "asks him to go"."""
        for node in self.nodes:
            above = self.nodes[node.head]
            if node.dep != "ccomp" or above.upos not in VERBAL or above.index > node.index:
                continue
            subjects = self.children(node.index, "nsubj", "nsubjpass")
            subjects = [child for child in subjects if above.index < child.index < node.index]
            marks = self.children(node.index, "mark", "aux", "auxpass", "cop")
            plain = all(mark.text.lower() == "to" or mark.text.lower() in ("be", "been") for mark in marks)
            if subjects and plain and (marks or node.tag in ("VB", "VBG", "VBN", "JJ")):
                node.dep, subjects[0].head, subjects[0].dep = "xcomp", above.index, "dobj"

    def _chains(self) -> None:
        """Hang all conjuncts on the first, and conjunctions and commas on the conjunct after them."""
        for node in (node for node in self.nodes if node.dep == "conj"):
            while self.nodes[node.head].dep == "conj" and node.head < node.index:
                node.head = self.nodes[node.head].head
        for node in self.nodes:
            if node.dep not in ("cc", "punct"):
                continue
            first = self.nodes[node.head]
            top = first.head if first.dep == "conj" else first.index
            later = [c for c in self.children(top, "conj") if c.index > node.index]
            if later and node.index > min(top, first.index) and (node.dep == "cc" or node.text == ","):
                node.head = later[0].index

    def _names(self) -> None:
        """Make the first word of a person's name its head."""
        for node in self.nodes:
            if node.upos != "PROPN" or not node.person:
                continue
            parts = [c for c in self.children(node.index, "compound") if c.person and c.index < node.index]
            if not parts:
                continue
            first = parts[0]
            below = self.children(node.index)
            self._swap(node, first)
            node.dep = "flat"
            for part in parts[1:]:
                part.dep = "flat"
            self._hang((child for child in below if child is not first), first.index)
        for node in self.nodes:
            if node.dep == "compound" and self.nodes[node.head].person and node.index < node.head and not node.person:
                node.dep = "nmod" if node.upos in ("PROPN", "NOUN") else node.dep

    def _signs(self) -> None:
        """Make the sign of a currency the head of its figure."""
        for node in self.nodes:
            if node.tag == "$" and node.head != node.index and self.nodes[node.head].upos == "NUM":
                figure = self.nodes[node.head]
                inside = ("compound", "advmod", "quantmod")
                outside = [c for c in self.children(figure.index) if c is not node and c.dep not in inside]
                self._swap(figure, node)
                figure.dep = "nummod"
                self._hang(outside, node.index)

    # ---- names of relations and parts of speech ----------------------------------------------------------------------

    def _rename(self) -> None:
        for node in self.nodes:
            head = self.nodes[node.head]
            if node.head == node.index:
                node.dep = "root"
            elif node.dep == "npadvmod":
                node.dep = "obl" if head.upos in GOVERNS_OBLIQUES else "nmod"
            elif node.dep == "prep":
                node.dep = "advmod" if node.upos == "ADV" else "obl"
            elif node.dep in ADNOMINAL and head.upos in NOMINAL and not self.children(head.index, "cop"):
                node.dep = ADNOMINAL[node.dep]
            else:
                node.dep = self.words["relations"].get(node.dep, node.dep)

    def _fixed(self) -> None:
        """Join the words of prepositions and conjunctions of several words."""
        texts = [node.text.lower() for node in self.nodes]
        for phrase in self.words["fixed"]:
            parts = phrase.split()
            for start in range(len(texts) - len(parts) + 1):
                if texts[start : start + len(parts)] == parts:
                    self._join(range(start, start + len(parts)))

    def _join(self, places: range) -> None:
        first = self.nodes[places[0]]
        inside = set(places)
        tops = [self.nodes[place] for place in places if self.nodes[place].head not in inside]
        if not tops or any(top.dep not in FUNCTION | {"advmod"} for top in tops):
            return
        first.head, first.dep = tops[0].head, tops[0].dep
        for place in places[1:]:
            self.nodes[place].head, self.nodes[place].dep = first.index, "fixed"

    def _tags(self) -> None:
        for node in self.nodes:
            if node.dep == "mark" and node.upos == "ADP":
                node.upos = "SCONJ"
            elif node.dep in ("case", "compound:prt") and node.upos == "SCONJ":
                node.upos = "ADP"

    def _punctuation(self) -> None:
        """Hang punctuation on words of content, the last mark on the root."""
        root = next(node.index for node in self.nodes if node.head == node.index)
        for node in self.nodes:
            if node.dep != "punct" or node.index == root:
                continue
            while self.nodes[node.head].dep in FUNCTION:
                node.head = self.nodes[node.head].head
            self._delimiter(node)
        last = self.nodes[-1]
        if last.dep == "punct" and last.text in self.words["stops"]:
            last.head = root

    def _delimiter(self, node: Node) -> None:
        """Hang a hyphen on the word before it, and a comma or dash on the clause or apposition it opens."""
        if node.index == 0 or node.index + 1 == len(self.nodes):
            return
        before, after = self.nodes[node.index - 1], self.nodes[node.index + 1]
        if node.text == "-" and before.head > node.index:
            node.head = before.index
        elif node.text in (",", "-", "--", "\u2013", "\u2014"):
            top = after
            while top.head > node.index and top.dep not in OPENED and top.head != top.index:
                top = self.nodes[top.head]
            if top.dep in OPENED and top.head < node.index:
                node.head = top.index
