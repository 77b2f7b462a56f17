"""Features of a sentence with marked source and target: what its words, clauses and the codebook's patterns say."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eventcoder.coders.frames import admits
from eventcoder.coders.lexicon import Lexicon
from eventcoder.coders.model.scene import opened
from eventcoder.languages.protocol import Argument, Clause
from eventcoder.pipeline import Tools, load_tools
from eventcoder.types.text import Span, Word

_TAG = re.compile(r"</?([st])>")
_PARTICLES = frozenset({"compound:prt", "compound:lvc", "compound", "amod", "xcomp", "advmod"})
_CHILDREN = frozenset({"compound:prt", "xcomp", "advmod", "ccomp", "obl", "obj"})
# The benchmark joins some PLOVER types of the crosswalk.
_JOINED = {
    "CONCEDE": "YIELD",
    "RETREAT": "YIELD",
    "DISAPPROVE": "ACCUSE",
    "INVESTIGATE": "ACCUSE",
    "FIGHT": "ASSAULT",
    "DEMAND": "REQUEST",
}


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence without its marks, and the characters of the first source and target; None for one not marked."""

    text: str
    source: Span | None
    target: Span | None

    @property
    def between(self) -> str:
        """Return the words between source and target with a word for their order; all words where one is missing."""
        if self.source is None or self.target is None:
            order = "S" if self.source else "T" if self.target else "N"
            return f"{self.text} only{order}"
        first, second = sorted([self.source, self.target])
        return f"{self.text[first.end : second.start]} {'source' if first == self.source else 'target'}first"


def unmarked(marked: str) -> Marked:
    """Return a sentence with <s>, </s>, <t> and </t> taken out."""
    text, at = "", 0
    starts: dict[str, int] = {}
    spans: dict[str, Span] = {}
    for tag in _TAG.finditer(marked):
        text += marked[at : tag.start()]
        at = tag.end()
        if tag.group()[1] == "/":
            spans.setdefault(tag.group(1), Span(starts.get(tag.group(1), 0), len(text)))
        else:
            starts[tag.group(1)] = len(text)
    return Marked(text + marked[at:], spans.get("s"), spans.get("t"))


class Analyser:
    """Reads sentences of one language with its parser, its clauses and the patterns of the codebook."""

    def __init__(self, language: str, codebook: str = "cameo") -> None:
        """Load codebook and language; the parser with the first sentence."""
        self._tools: Tools = load_tools(codebook, "rule", [language])
        self._language = self._tools.language(language)
        self._lexicon = Lexicon(self._language, self._tools.codebook)
        self._code = language
        self._known: dict[Marked, list[str]] = {}

    def features(self, sentences: Sequence[Marked]) -> list[list[str]]:
        """Return the features of each sentence as strings; a sentence seen before is not read again."""
        new = list(dict.fromkeys(one for one in sentences if one not in self._known))
        parser = self._tools.parser(self._code)
        parsed = parser.parse(parser.tokenize([one.text for one in new]))
        self._known |= {one: list(self._features(one, words)) for one, words in zip(new, parsed, strict=True)}
        return [self._known[one] for one in sentences]

    def kind(self, code: str) -> str:
        """Return the benchmark's PLOVER type of a CAMEO code, "none" where the crosswalk has none."""
        found = self._tools.codebook.events[code].plover_type or "none"
        return _JOINED.get(found, found)

    def _features(self, sentence: Marked, words: Sequence[Word]) -> Iterator[str]:
        readings = {w.index: found for w in words for found in [self._lexicon.readings(w.norm)] if found}
        for index, found in readings.items():
            zone = _zone(sentence, words[index].start)
            codes = [p.code for reading in found for p in self._lexicon.patterns(reading) if p.code]
            for code in codes:
                yield from (f"any={self.kind(code)}", f"any={self.kind(code)}:{zone}", f"any_code={code}")
        clauses = {c.predicate: c for c in self._language.clauses(words, opened(readings, words))}
        for clause in clauses.values():
            yield from self._clause(
                sentence, words, clause, clauses.get(-1 if clause.parent is None else clause.parent)
            )
        yield from _ways(sentence, words)

    def _clause(self, sentence: Marked, words: Sequence[Word], clause: Clause, parent: Clause | None) -> Iterator[str]:
        lemma = clause.readings[0].lemma
        state = f"{clause.negated:d}{clause.modality}"
        code, operators = self._fitting(clause, words)
        kind = self.kind(code) if code else "no"
        yield from (f"clause={lemma}", f"fit={kind}", f"fit={kind}:{state}", f"fit_code={code}")
        for operator in operators:
            yield from (f"operator={operator}", f"operator={operator}:{kind}")
        source, target = (_roles(clause, words, span) for span in (sentence.source, sentence.target))
        if not (source or target):
            return
        yield from (f"roles={source}:{target}", f"fit_roles={kind}:{source}:{target}", f"party_state={state}")
        yield from (f"party_lemma={lemma}", f"party_lemma={lemma}:{bool(source):d}{bool(target):d}")
        yield from (f"party_fit={kind}:{state}", f"party_code={code}")
        yield from _others(sentence, words, clause)
        if parent is not None:
            yield f"governor={parent.readings[0].lemma}:{kind}"
            for operator in self._fitting(parent, words)[1]:
                yield f"governor_operator={operator}:{kind}"

    def _fitting(self, clause: Clause, words: Sequence[Word]) -> tuple[str | None, list[str]]:
        """Return the code of the most specific pattern that voice and content words allow, and the operators."""
        patterns = [p for reading in clause.readings for p in self._lexicon.patterns(reading)]
        content = self._content(clause, words) if patterns else frozenset()
        fitting = [p for p in patterns if admits(p, clause, content)]
        return next((p.code for p in fitting if p.code), None), sorted({p.operator for p in fitting if p.operator})

    def _content(self, clause: Clause, words: Sequence[Word]) -> frozenset[str]:
        inside = [w for a in clause.arguments if not a.shared for w in words[a.start : a.end]]
        inside += [w for w in words if w.head == clause.predicate and w.deprel in _PARTICLES]
        return frozenset(key for w in inside for key in self._lexicon.content_keys(w.norm, w.lemma))


def _zone(sentence: Marked, at: int) -> str:
    """Return where a character stands: inside, before, between or after source and target, and their order."""
    spans = sorted((span, name) for span, name in ((sentence.source, "S"), (sentence.target, "T")) if span)
    order = "".join(name for _, name in spans)
    passed = sum(at >= span.end for span, _ in spans)
    inside = next((name for span, name in spans if span.start <= at < span.end), "")
    return f"in{inside}" if inside else f"{order}{passed}"


def _holds(span: Span | None, at: int) -> bool:
    return span is not None and span.start <= at < span.end


def _roles(clause: Clause, words: Sequence[Word], span: Span | None) -> str:
    """Return the roles in which a marked phrase stands in a clause, "o" where it only overlaps an argument."""
    if span is None:
        return ""
    heads = {f"{a.role}{'~' if a.shared else ''}" for a in clause.arguments if _holds(span, words[a.head].start)}
    touched = any(words[a.start].start < span.end and span.start < words[a.end - 1].end for a in clause.arguments)
    return "+".join(sorted(heads)) or ("o" if touched else "")


def _others(sentence: Marked, words: Sequence[Word], clause: Clause) -> Iterator[str]:
    """Yield the arguments and children of a predicate that are neither source nor target."""
    lemma = clause.readings[0].lemma

    def free(argument: Argument) -> bool:
        at = words[argument.head].start
        return not _holds(sentence.source, at) and not _holds(sentence.target, at)

    for argument in filter(free, clause.arguments):
        head = words[argument.head].lemma.lower()
        yield from (f"argument={argument.role}:{argument.marker}:{head}", f"argument_of={lemma}:{head}")
    for word in words:
        if word.head == clause.predicate and word.deprel in _CHILDREN:
            yield f"child={lemma}:{word.deprel}:{word.lemma.lower()}"


def _ways(sentence: Marked, words: Sequence[Word]) -> Iterator[str]:
    """Yield the way through the parse between the heads of source and target, and what is above each."""
    chains = {}
    for name, span in (("s", sentence.source), ("t", sentence.target)):
        head = _head(span, words)
        if head is not None:
            chains[name] = chain = _chain(words, head.index)
            above = [words[index].lemma.lower() for index in chain[1:4]]
            yield from (f"above_{name}{turn}={lemma}" for turn, lemma in enumerate(above))
            yield from (f"relation_{name}={head.deprel}", f"relation_{name}={head.deprel}:{''.join(above[:1])}")
            cases = [w.lemma.lower() for w in words if w.head == head.index and w.deprel == "case"]
            yield from (f"case_{name}={case}" for case in cases)
            yield from (f"case_{name}={case}:{''.join(above[:1])}" for case in cases)
    if len(chains) < 2:
        return
    up, down = chains["s"], chains["t"]
    meeting = next((index for index in up if index in down), None)
    if meeting is not None:
        left, right = up[: up.index(meeting)], down[: down.index(meeting)]
        yield from (f"on_way={words[index].lemma.lower()}" for index in (*left[1:], meeting, *right[1:]))
        yield f"way={'>'.join(words[i].deprel for i in left)}|{'<'.join(words[i].deprel for i in right)}"
        yield f"meeting={words[meeting].lemma.lower()}"
        for word in words:
            if word.head == meeting and word.index != meeting:
                yield f"beside={word.deprel}:{word.lemma.lower()}"


def _head(span: Span | None, words: Sequence[Word]) -> Word | None:
    """Return the word of a phrase that depends on none inside it."""
    inside = [w for w in words if _holds(span, w.start)]
    outside = [w for w in inside if w.head == w.index or not _holds(span, words[w.head].start)]
    return next(iter(outside or inside), None)


def _chain(words: Sequence[Word], index: int) -> list[int]:
    chain = [index]
    while words[chain[-1]].head not in chain:
        chain.append(words[chain[-1]].head)
    return chain
