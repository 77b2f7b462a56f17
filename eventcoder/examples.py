"""Run the examples a codebook's patterns carry."""

from collections.abc import Sequence
from typing import NamedTuple

from eventcoder.codebook.layers import find_layers
from eventcoder.codebook.load import load_codebook
from eventcoder.codebook.values import Example, Pattern
from eventcoder.errors import UsageError
from eventcoder.pipeline import Tools, load_tools, process
from eventcoder.types.text import Document

Tuple = tuple[str, str, str]


class Failure(NamedTuple):
    """An example that gave something else; `fired` names the patterns that did."""

    pattern: str
    text: str
    expected: tuple[Tuple, ...]
    found: tuple[Tuple, ...]
    fired: tuple[str, ...]

    def line(self) -> str:
        """Return the failure in one readable line."""
        wanted = ", ".join(map(_arrow, self.expected)) or "not its code"
        found = (f"{_arrow(one)} by {rule}" for one, rule in zip(self.found, self.fired, strict=True))
        return f"{self.pattern}: expected {wanted}; found {', '.join(found) or 'nothing'}: {self.text}"


def _arrow(one: Tuple) -> str:
    source, code, target = one
    return f"{source or '-'} {code} {target or '-'}"


def run_examples(
    codebook: str, languages: Sequence[str] | None = None, *, own: bool = False
) -> tuple[int, list[Failure]]:
    """Return how many examples were run and those that failed; with `own`, those of the extended codebook are left out.

    An example fails when one of its tuples is not found; a near miss when the pattern's own code is found. Raises
    UsageError for a language without patterns.
    """
    tools = load_tools(codebook, "rule", languages)
    if missing := sorted(set(languages or ()) - tools.codebook.languages.keys()):
        raise UsageError(f"{codebook} has no patterns for the language {missing[0]!r}")
    below = _extended(codebook) if own else frozenset()
    total, failures = 0, []
    for language, book in tools.codebook.languages.items():
        cases = [
            (pattern, example) for pattern in book.patterns if pattern not in below for example in pattern.examples
        ]
        total += len(cases)
        for pattern, example in cases:
            failure = _run(pattern, example, language, tools)
            if failure:
                failures.append(failure)
    return total, failures


def _extended(codebook: str) -> frozenset[Pattern]:
    """Return the patterns of the codebook that this one extends."""
    layers = find_layers(codebook)
    if len(layers) == 1:
        return frozenset()
    return frozenset(p for book in load_codebook(str(layers[-2])).languages.values() for p in book.patterns)


def _run(pattern: Pattern, example: Example, language: str, tools: Tools) -> Failure | None:
    document = Document("example", example.text, pattern.source, language=language)
    events = process([document], tools).events
    found = tuple((e.source.code if e.source else "", e.code, e.target.code if e.target else "") for e in events)
    if example.events:
        failed = any(wanted not in found for wanted in example.events)
    else:
        failed = any(code == pattern.code for _, code, _ in found)
    fired = tuple(e.rule_id for e in events)
    return Failure(pattern.pattern_id, example.text, example.events, found, fired) if failed else None
