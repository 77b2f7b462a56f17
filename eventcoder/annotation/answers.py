"""From the rows of a sheet to decisions: all that is wrong is listed at once, with its cell and what would be right."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from eventcoder.annotation.cells import typed
from eventcoder.annotation.layout import ANSWERS, MACHINE, machine_cells
from eventcoder.annotation.queue import Session, Task, judged
from eventcoder.annotation.row_cells import CodingReader, Problem, RowReader, same_text
from eventcoder.annotation.sheet_files import ReadRow
from eventcoder.annotation.vocabulary import Vocabulary
from eventcoder.annotation.wording import LANGUAGES, verdict_of, wording
from eventcoder.types.annotation import Coding, Decision


@dataclass(frozen=True, slots=True)
class Answers:
    """What a sheet says: decisions, problems by row, and how many rows were left open."""

    decisions: tuple[Decision, ...]
    problems: tuple[tuple[ReadRow, tuple[Problem, ...]], ...]
    open_rows: int

    @property
    def all_problems(self) -> list[Problem]:
        """Return the problems of all rows, in the order of the sheet."""
        return [one for _, some in self.problems for one in some]


def answers(
    rows: Sequence[ReadRow], tasks: Sequence[Task], session: Session, vocabulary: Vocabulary, now: datetime
) -> Answers:
    """Return what the rows of a sheet decide about tasks; nothing of a row that has a problem.

    Rows may be in any order, and some may be missing. A copied row, or a row without id, adds an event to the sentence
    whose number it has.
    """
    sheet = _Sheet(rows, tasks, session, vocabulary, now)
    decisions: list[tuple[ReadRow, Decision]] = []
    problems: list[tuple[ReadRow, tuple[Problem, ...]]] = []
    open_rows = 0
    for row in rows:
        reader = RowReader(row)
        decision = sheet.decide(reader)
        if reader.problems:
            problems.append((row, tuple(reader.problems)))
        elif decision is None:
            open_rows += 1
        else:
            decisions.append((row, decision))
    clash = _contradictions(decisions)
    wrong = [row for row, _ in clash]
    kept = tuple(one for row, one in decisions if not any(row is other for other in wrong))
    return Answers(kept, tuple(problems + clash), open_rows)


class _Sheet:
    """What a sheet should hold, to compare its rows with."""

    def __init__(
        self, rows: Sequence[ReadRow], tasks: Sequence[Task], session: Session, vocabulary: Vocabulary, now: datetime
    ) -> None:
        self._tasks = {task.item.key: task for task in tasks}
        self._numbers = {str(task.number): task for task in reversed(tasks)}
        self._session, self._now = session, now
        self._cells = CodingReader(vocabulary, now)
        self._owners = _owners(rows)

    def decide(self, reader: RowReader) -> Decision | None:
        """Return the decision of a row; None where it has none, or where the reader has found problems."""
        row = reader.row
        verdict = self._verdict(reader)
        task = self._task(reader, verdict)
        if task is None or reader.problems:
            return None
        addition = self._is_addition(row, verdict)
        self._unchanged(reader, task, addition)
        chosen = self._cells.coding(reader, task, addition) if verdict != "rejected" else None
        if reader.problems:
            return None
        return self._decision(reader, task, verdict, chosen, addition)

    def _verdict(self, reader: RowReader) -> str | None:
        word = reader.row.cells.get("verdict", "")
        found = verdict_of(word) if word else None
        if word and found is None:
            known = ", ".join(wording("en").verdicts.values())
            reader.wrong("verdict", f"no verdict is called {word!r}; known: {known}")
        return found

    def _task(self, reader: RowReader, verdict: str | None) -> Task | None:
        row = reader.row
        key, number = row.cells.get("row", ""), typed(row.cells.get("no", ""))
        if key:
            if key not in self._tasks:
                reader.wrong("row", f"the row {key!r} is not of this sheet; copy rows within one sheet only")
            elif self._owners[key] is not row and verdict != "added":
                first = self._owners[key].where
                reader.wrong(
                    "row", f"the row stands twice, first at {first}; remove it, or choose 'add' for another event"
                )
            return self._tasks.get(key)
        if not any(row.cells.get(column) for column in ("verdict", *ANSWERS)):
            return None
        if number not in self._numbers:
            near = f"1 to {len(self._numbers)}" if self._numbers else "none"
            reader.wrong("no", f"no sentence has the number {number!r}; write that of the sentence, {near}")
        elif verdict != "added":
            reader.wrong("verdict", "a row without id can only add an event: choose 'add'")
        return self._numbers.get(number)

    def _is_addition(self, row: ReadRow, verdict: str | None) -> bool:
        return verdict == "added" and (not row.cells.get("row") or self._owners[row.cells["row"]] is not row)

    def _unchanged(self, reader: RowReader, task: Task, addition: bool) -> None:
        """Say which cells of the program's columns were changed; a row for an addition need not have them."""
        language_cells = [machine_cells(task, wording(language)) for language in LANGUAGES]
        for column in MACHINE:
            cell = reader.row.cells.get(column, "")
            if column not in reader.row.cells or (addition and (not cell or column not in ("no", "sentence"))):
                continue
            expected = {cells[column] for cells in language_cells}
            if not any(same_text(cell, one) for one in expected):
                told = next(iter(expected))
                reader.wrong(column, f"this cell belongs to the program and was changed; it was {told[:60]!r}")

    def _decision(
        self, reader: RowReader, task: Task, verdict: str | None, chosen: Coding | None, addition: bool
    ) -> Decision | None:
        same = chosen == task.seen
        if verdict is None:
            if not same:
                reader.wrong("verdict", "the row was changed but has no verdict; choose 'correct' or 'add'")
            return None
        rule = _RULES[verdict](task.seen is not None, addition, chosen is not None, same)
        if rule:
            reader.wrong("verdict", rule)
            return None
        return judged(self._session, task, verdict, chosen, self._now, reader.row.cells.get("note", ""))


def _confirmed(proposal: bool, addition: bool, given: bool, same: bool) -> str:
    if proposal:
        return "" if same else "says 'confirm', but the row was changed; choose 'correct', or change it back"
    return "says 'confirm' for a sentence without event, but an event is filled in; choose 'add', or empty it" * given


def _corrected(proposal: bool, addition: bool, given: bool, same: bool) -> str:
    if not proposal:
        return "there is no proposal to correct in this row; choose 'add'"
    if not given:
        return "says 'correct', but the row is empty; choose 'reject', or fill it in"
    return "says 'correct', but nothing was changed; change what is wrong, or choose 'confirm'" * same


def _rejected(proposal: bool, addition: bool, given: bool, same: bool) -> str:
    return "" if proposal else "there is no proposal to reject in this row; 'confirm' says that there is no event"


def _added(proposal: bool, addition: bool, given: bool, same: bool) -> str:
    if proposal and not addition:
        return "says 'add' in the row of a proposal; choose 'correct', or add in a copy of the row or an empty row"
    return "" if given else "says 'add', but no event is filled in"


_RULES: Final[Mapping[str, Callable[[bool, bool, bool, bool], str]]] = {
    "confirmed": _confirmed,
    "corrected": _corrected,
    "rejected": _rejected,
    "added": _added,
}
"""What is wrong with a verdict, "" for nothing, given whether the row has a proposal, adds another event, has an event
filled in, and shows what the proposal shows."""


def _owners(rows: Iterable[ReadRow]) -> dict[str, ReadRow]:
    """Return the row each id belongs to: the first one, but one that adds only where no other has it."""
    by_key: dict[str, list[ReadRow]] = defaultdict(list)
    for row in rows:
        if key := row.cells.get("row", ""):
            by_key[key].append(row)
    return {
        key: next((r for r in some if verdict_of(r.cells.get("verdict", "")) != "added"), some[0])
        for key, some in by_key.items()
    }


def _contradictions(decisions: Sequence[tuple[ReadRow, Decision]]) -> list[tuple[ReadRow, tuple[Problem, ...]]]:
    """Return rows that say that a sentence has no event while others add one, and events added twice."""
    found: list[tuple[ReadRow, tuple[Problem, ...]]] = []
    seen: set[str] = set()
    with_events = {one.passage.key for _, one in decisions if one.item.kind == "added"}
    for row, one in decisions:
        what = ""
        if one.item.kind == "none" and one.passage.key in with_events:
            what = "says that the sentence has no event, but another row adds one; keep one of them"
        if one.item.kind == "added" and one.item.key in seen:
            what = "adds the same event as another row"
        if what:
            found.append((row, (Problem(row.place("verdict"), what),)))
        seen.add(one.item.key)
    return found
