"""The columns of a sheet, and the rows that fill them: what the writers write and the readers look for."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from eventcoder.annotation.cells import printable
from eventcoder.annotation.queue import UNSURE, Task
from eventcoder.annotation.vocabulary import Vocabulary
from eventcoder.annotation.wording import Wording
from eventcoder.types.annotation import Coding, Decision, Item, Passage
from eventcoder.types.text import Span

MACHINE: Final = ("no", "published", "before", "sentence", "after", "confidence", "coders")
"""Columns the program fills; they must come back as they went out."""

ANSWERS: Final = ("source", "code", "target", "date", "source_words", "trigger_words", "target_words")
"""Columns that say what event holds; verdict and note stand beside them."""

EDITABLE: Final = ("verdict", *ANSWERS, "note")
COLUMNS: Final = (
    "no", "before", "sentence", "after", "verdict", "source", "code", "target", "date", "trigger_words",
    "source_words", "target_words", "note", "confidence", "coders", "published", "row", "sheet",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One row to write: cells by column, the parts of the sentence to mark, and how it stands out.

    `marks` are spans of the sentence by what they name: "source", "target" or "trigger". `tone` is "unsure", "differs"
    or empty. `language` is that of the sentence, empty for a spare row.
    """

    cells: Mapping[str, str]
    language: str = ""
    marks: Mapping[str, Span] = field(default_factory=dict)
    tone: str = ""


@dataclass(frozen=True, slots=True)
class SheetId:
    """What a sheet is, as its last column says in every row: "news/1.0.0/round/annotator", and its kind after it.

    `kind` is "" for one with proposals, "blind" for one without, "adjudication" for one with differing answers.
    """

    dataset: str
    version: str
    round_name: str
    annotator: str
    kind: str = ""

    def __str__(self) -> str:
        """Return it as a cell has it."""
        return "/".join(filter(None, (self.dataset, self.version, self.round_name, self.annotator, self.kind)))

    @classmethod
    def parse(cls, text: str) -> "SheetId":
        """Return what a cell says. Raises ValueError for anything `__str__` did not write."""
        parts = text.split("/")
        if len(parts) not in (4, 5) or not all(parts) or parts[4:] not in ([], ["blind"], ["adjudication"]):
            raise ValueError(f"not the id of a sheet: {text!r}")
        return cls(*parts)


def lines(
    tasks: Iterable[Task],
    sheet: SheetId,
    vocabulary: Vocabulary,
    words: Wording,
    answers: Mapping[Item, Decision],
) -> Iterator[Line]:
    """Yield a row for every task, filled in with what its annotator has answered already."""
    for task in tasks:
        answer = answers.get(task.item)
        held = answer.chosen if answer and answer.chosen else task.seen
        cells = machine_cells(task, words) | coding_cells(held, task.passage, vocabulary)
        cells |= {
            "verdict": words.verdicts[answer.verdict] if answer else "",
            "note": answer.note if answer else "",
            "row": task.item.key,
            "sheet": str(sheet),
        }
        yield Line(_printable(cells), task.passage.language, marks_of(task.seen), tone_of(task))


def added_lines(
    tasks: Sequence[Task], sheet: SheetId, vocabulary: Vocabulary, words: Wording, additions: Iterable[Decision]
) -> Iterator[Line]:
    """Yield a row for every event the annotator added already, after those of the tasks."""
    numbers = {task.passage.key: task for task in tasks}
    for one in additions:
        if (task := numbers.get(one.passage.key)) is not None:
            cells = coding_cells(one.chosen, one.passage, vocabulary)
            cells |= {"no": str(task.number), "sentence": one.passage.text, "verdict": words.verdicts["added"]}
            cells |= {"note": one.note, "sheet": str(sheet)}
            yield Line(_printable(cells), one.passage.language, marks_of(one.chosen))


def machine_cells(task: Task, words: Wording) -> dict[str, str]:
    """Return what the program writes of a task in the columns of MACHINE."""
    published = task.passage.published
    return {
        "no": str(task.number),
        "published": published.isoformat() if published else "",
        "before": task.before,
        "sentence": task.passage.text,
        "after": task.after,
        "confidence": f"{task.proposed.confidence:.0%}" if task.proposed else "",
        "coders": _coders(task, words),
    }


def coding_cells(coding: Coding | None, passage: Passage, vocabulary: Vocabulary) -> dict[str, str]:
    """Return how the columns of ANSWERS show an event; all empty for none."""
    if coding is None:
        return dict.fromkeys(ANSWERS, "")
    spans = {"source": coding.source_span, "trigger": coding.trigger, "target": coding.target_span}
    cells = {f"{name}_words": span.cut(passage.text) if span else "" for name, span in spans.items()}
    return cells | {
        "source": vocabulary.actor_text(coding.source),
        "code": vocabulary.event_text(coding.code),
        "target": vocabulary.actor_text(coding.target),
        "date": coding.day or "",
    }


def marks_of(coding: Coding | None) -> dict[str, Span]:
    """Return the words to mark in the sentence, by what they name."""
    if coding is None:
        return {}
    found = {"trigger": coding.trigger, "source": coding.source_span, "target": coding.target_span}
    return {name: span for name, span in found.items() if span}


def tone_of(task: Task) -> str:
    """Return how a row stands out: coders that differ count more than low confidence."""
    if task.proposed is None:
        return ""
    return "differs" if task.proposed.differs else "unsure" if task.proposed.confidence < UNSURE else ""


def _coders(task: Task, words: Wording) -> str:
    known = task.proposed
    if known is None:
        return ""
    if known.agreement is None:
        return known.coder
    return words.words[known.agreement].format(rule=known.rule_code or "-", model=known.model_code or "-")


def _printable(cells: Mapping[str, str]) -> dict[str, str]:
    return {name: printable(text) for name, text in cells.items()}


def segments(text: str, marks: Mapping[str, Span]) -> list[tuple[str, str]]:
    """Return a text cut where marks begin and end, each part with what it names, "" for nothing.

    Where marks overlap, the trigger wins over source, and source over target.

    >>> segments("Ankara met Damascus", {"source": Span(0, 6), "trigger": Span(7, 10)})
    [('source', 'Ankara'), ('', ' '), ('trigger', 'met'), ('', ' Damascus')]
    """
    names = [""] * len(text)
    for name in ("target", "source", "trigger"):
        if name in marks:
            start, end = marks[name]
            names[start:end] = [name] * (min(end, len(text)) - start)
    cuts = [at for at in range(len(text)) if at == 0 or names[at] != names[at - 1]]
    return [(names[at], text[at:end]) for at, end in zip(cuts, [*cuts[1:], len(text)], strict=True)]
