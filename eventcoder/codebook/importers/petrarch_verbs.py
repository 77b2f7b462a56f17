"""Carry over verb dictionaries of PETRARCH and TABARI: word sets, verbs with their forms, and patterns."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from eventcoder.codebook.importers.lines import Left, Line, Report, read_lines, slug
from eventcoder.codebook.importers.petrarch_steps import (
    Steps,
    plain_words,
    read_code,
    read_steps,
    read_verb,
    set_name,
    verb_code,
)

_BLOCK = re.compile(r"-{2,}\s*(.+?)\s*(?:\[([^\]]*)\])?\s*-*\s*")


@dataclass(slots=True)
class Verbs:
    """What a verb file says in our terms: word sets by name, patterns, and the codes these give."""

    word_sets: dict[str, list[str]] = field(default_factory=dict)
    patterns: list[dict[str, Any]] = field(default_factory=list)
    codes: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Block:
    """The verbs that share patterns, and the code they have alone."""

    name: str
    code: str
    verbs: list[tuple[Line, list[str], str]] = field(default_factory=list)
    patterns: list[tuple[Line, Steps, str]] = field(default_factory=list)


def read_verb_file(path: Path, report: Report) -> Verbs:
    """Return the word sets and patterns of a verb file, of the first or second PETRARCH syntax.

    A pattern belongs to all verbs of its block. What cannot be carried over is reported, line by line.
    """
    reader = _Reader(path, report)
    for line in read_lines(path, report):
        reader.take(line)
    return reader.finished()


class _Reader:
    """Reads one file line by line."""

    def __init__(self, path: Path, report: Report) -> None:
        self._path = path
        self._report = report
        self._sets: dict[str, list[tuple[Line, str]]] = {}
        self._open: list[tuple[Line, str]] | None = None
        self._blocks: list[_Block] = []
        self._phrases = False  # the later syntax brackets phrases, and looks for words before the verb in its subject

    def take(self, line: Line) -> None:
        """Take the next line."""
        text = line.text.strip()
        if text.startswith("&"):
            self._open = self._sets.setdefault(set_name(text.split()[0]), [])
            if len(text.split()) > 1:
                self._leave(line, "follows the name of a word set")
        elif text.startswith("--"):
            self._open_block(line, text)
        elif self._open is not None:
            self._word(line, text, self._open)
        elif not self._blocks:
            self._leave(line, "stands before the first block of verbs")
        elif text.startswith("-"):
            self._pattern(line, text[1:])
        elif text.startswith(("*", "~", "$", "(", "+ ")):
            self._report.left.append(Left(self._path.name, line.number, text, "has no - before it, read as a pattern"))
            self._pattern(line, text.lstrip("~"))
        else:
            self._verb(line, text)

    def _leave(self, line: Line, why: str) -> None:
        self._report.left.append(Left(self._path.name, line.number, line.text.strip(), why))

    def _open_block(self, line: Line, text: str) -> None:
        self._open = None
        found = _BLOCK.fullmatch(text)
        if not found:
            self._leave(line, "cannot be read as the head of a block")
        self._blocks.append(_Block(found.group(1) if found else text, (found.group(2) or "") if found else ""))

    def _word(self, line: Line, text: str, words: list[tuple[Line, str]]) -> None:
        if not text.startswith("+"):
            self._leave(line, "stands in a word set, but does not begin with +")
            return
        word = text[1:].strip()
        words.append((line, set_name(word) if word.startswith("&") else plain_words(word)))

    def _verb(self, line: Line, text: str) -> None:
        text, code = verb_code(text)
        verbs = read_verb(text)
        if not verbs:
            self._leave(line, "names no verb")
            return
        block = self._blocks[-1]
        block.verbs.append((line, verbs, block.code if code is None else code))

    def _pattern(self, line: Line, text: str) -> None:
        text, bracket, code = text.rpartition("[")
        if not bracket or "]" not in code:
            self._leave(line, "has no code in brackets")
            return
        try:
            steps = read_steps(text, self._sets)
        except ValueError as problem:
            self._leave(line, str(problem))
            return
        self._phrases = self._phrases or steps.phrases
        self._blocks[-1].patterns.append((line, steps, code.partition("]")[0]))

    def finished(self) -> Verbs:
        """Return what the file said."""
        found = Verbs()
        for name in self._sets:
            words = [w for w in dict.fromkeys(self._flat(name, frozenset())) if w]
            if words:
                found.word_sets[name.strip("<>")] = words
        taken: set[str] = set()
        for block in self._blocks:
            self._carry(block, found, taken)
        self._report.count("verbs", sum(len(block.verbs) for block in self._blocks))
        self._report.count("verb patterns", len(found.patterns))
        self._report.count("word sets", len(found.word_sets))
        return found

    def _flat(self, name: str, above: frozenset[str]) -> Iterator[str]:
        """Yield the words of a set and of the sets it names."""
        for line, word in self._sets[name]:
            if not word.startswith("<"):
                yield word
            elif word in above or word not in self._sets:
                self._leave(line, "names a word set that is not given, or itself")
            else:
                yield from self._flat(word, above | {name, word})

    def _carry(self, block: _Block, found: Verbs, taken: set[str]) -> None:
        """Add the patterns of a block: those of its verbs alone, and its own for all of them."""
        stem = slug(f"{self._path.stem} {block.name}", taken, len(taken))
        for number, (code, verbs) in enumerate(_by_code(block).items()):
            self._add(block.verbs[0][0], code, {"id": f"{stem}-{number}", "verbs": verbs}, found)
        together = list(dict.fromkeys(v for _, verbs, _ in block.verbs for v in verbs))
        if not together:
            for line, _, _ in block.patterns:
                self._leave(line, "its block has no verbs")
            return
        if block.patterns:
            found.word_sets[f"verbs of {stem}"] = together
        for line, steps, code in block.patterns:
            missing = [name for name in steps.sets() if name not in self._sets]
            if missing:
                self._leave(line, f"names the word set {missing[0].strip('<>')}, which is not given")
                continue
            raw = {"id": f"{stem}-line-{line.number}", "verbs": [f"<verbs of {stem}>"], **steps.keys(self._phrases)}
            self._add(line, code, raw, found)

    def _add(self, line: Line, code: str, raw: dict[str, Any], found: Verbs) -> None:
        """Add a pattern with its code; verbs that code nothing by themselves are none."""
        try:
            says = read_code(code)
        except ValueError as problem:
            self._leave(line, str(problem))
            return
        if says.pop("silent", ""):
            if not (raw.get("before") or raw.get("after")):
                return
            raw["silent"] = True
        turned = says.pop("reversed", "")
        found.codes.update(says.values())
        found.patterns.append({"frame": "around-back" if turned else "around", **raw, **says})


def _by_code(block: _Block) -> dict[str, list[str]]:
    """Return the verbs of a block by the code they have alone."""
    found: dict[str, list[str]] = {}
    for _, verbs, code in block.verbs:
        found.setdefault(code or "---", []).extend(verbs)
    return {code: list(dict.fromkeys(verbs)) for code, verbs in found.items()}
