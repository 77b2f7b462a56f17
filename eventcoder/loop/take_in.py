"""Take the decisions of a sheet into the ledger: all of it or nothing, or the right rows alone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from eventcoder.annotation.adjudication import disputes, rulings
from eventcoder.annotation.answers import Answers, answers
from eventcoder.annotation.exchange.formats import FORMATS
from eventcoder.annotation.exchange.marked import MarkedSentence, decided
from eventcoder.annotation.layout import COLUMNS, Line, SheetId, marks_of, tone_of
from eventcoder.annotation.ledger import ADJUDICATION, append, ledger_folder, read_round
from eventcoder.annotation.queue import Session, Task, withdrawn
from eventcoder.annotation.rounds import Round, read_round_plan
from eventcoder.annotation.row_cells import Problem
from eventcoder.annotation.settle import latest, standing
from eventcoder.annotation.sheet_files import MOST_BYTES, ReadRow, read_sheet
from eventcoder.annotation.wording import wording
from eventcoder.annotation.workbook import write_workbook
from eventcoder.errors import InputError, UsageError
from eventcoder.loop.hand_out import review_book
from eventcoder.loop.judge import dispute_tasks
from eventcoder.loop.workplace import Workplace, answers_of, open_version
from eventcoder.types.annotation import Decision

_LANGUAGE: Final = "en"
"""Of messages, and of the sheet of rows to mend."""


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What an import did.

    `new` decisions were appended, `known` stood there already, `withdrawn` additions are no longer in the sheet and
    were taken back. `open_rows` have no verdict. With problems, nothing was taken, or (`--partial`) the other rows
    were, and those in need of mending stand in `to_mend`.
    """

    sheet: SheetId
    new: int
    known: int
    withdrawn: int
    open_rows: int
    problems: tuple[Problem, ...] = ()
    to_mend: Path | None = None


def take_in(path: Path, out: Path, root: Path, now: datetime, *, partial: bool = False) -> TakenIn:
    """Read a sheet and append what it decides to the ledger of its round.

    `out` is the folder of the datasets, `root` that of the ledgers. With `partial`, rows without problems are taken and
    the others written to a sheet beside the first. Raises InputError for a file that is no sheet of ours.
    """
    rows = read_sheet(path)
    sheet = _identity(path, rows)
    plan = read_round_plan(root, sheet.dataset, sheet.round_name)
    place = open_version(out, sheet.dataset, sheet.version, plan.codebook)
    folder = ledger_folder(root, sheet.dataset, sheet.round_name)
    settling = sheet.kind == ADJUDICATION
    open_disputes = disputes(read_round(folder)) if settling else []
    if settling:
        tasks = dispute_tasks(place, open_disputes, plan.context)
    else:
        _ensure_handed_out(path, sheet, plan)
        tasks = place.tasks_of(plan, sheet.annotator)
    session = place.session(sheet.annotator, "sheet", blind=sheet.kind == "blind", adjudicated=settling)
    found = answers(rows, tasks, session, place.vocabulary(_LANGUAGE), now)
    if settling:
        found = replace(found, decisions=tuple(rulings(open_disputes, found.decisions)))
    if found.problems and not partial:
        return TakenIn(sheet, 0, 0, 0, found.open_rows, tuple(found.all_problems))
    held = list(answers_of(root, sheet.dataset, sheet.annotator, adjudicated=settling).values())
    fresh = _fresh(found.decisions, held)
    whole = not found.problems and not any("problem" in row.cells for row in rows)
    gone = _gone(found, read_round(folder), session, now) if whole else []
    append(folder, [*gone, *fresh])
    to_mend = _to_mend(path, place, found, tasks, now) if found.problems else None
    known = len(found.decisions) - len(fresh)
    return TakenIn(sheet, len(fresh), known, len(gone), found.open_rows, tuple(found.all_problems), to_mend)


def _identity(path: Path, rows: Sequence[ReadRow]) -> SheetId:
    ids = {row.cells["sheet"] for row in rows if row.cells.get("sheet")}
    if len(ids) != 1:
        told = (
            "the column of sheet ids is missing or empty" if not ids else f"it mixes rows of {', '.join(sorted(ids))}"
        )
        raise InputError(f"{path}: cannot tell which sheet this is: {told}; take the columns as they were handed out")
    try:
        return SheetId.parse(ids.pop())
    except ValueError as problem:
        raise InputError(f"{path}: {problem}") from problem


def take_results(path: Path, tool: str, out: Path, root: Path, now: datetime) -> TakenIn:
    """Read what annotators marked in another tool and append it to the ledger of its round: all of it or nothing.

    `tool` is one of exchange.formats.FORMATS. Raises InputError for a file that is no export of the tool, or not of
    tasks of ours.
    """
    found = _read_results(path, tool)
    sheets = {one.sheet for one in found}
    if len(sheets) != 1:
        raise InputError(f"{path}: must hold the tasks of one sheet, not of {len(sheets)}")
    try:
        sheet = SheetId.parse(sheets.pop())
    except ValueError as problem:
        raise InputError(f"{path}: {problem}") from problem
    plan = read_round_plan(root, sheet.dataset, sheet.round_name)
    _ensure_handed_out(path, sheet, plan)
    place = open_version(out, sheet.dataset, sheet.version, plan.codebook)
    session = place.session(sheet.annotator, tool, blind=plan.blind)
    tasks = place.tasks_of(plan, sheet.annotator)
    done = decided(found, tasks, session, place.vocabulary(_LANGUAGE), now)
    if done.problems:
        return TakenIn(sheet, 0, 0, 0, done.open_tasks, done.problems)
    fresh = _fresh(done.decisions, list(answers_of(root, sheet.dataset, sheet.annotator).values()))
    append(ledger_folder(root, sheet.dataset, sheet.round_name), fresh)
    return TakenIn(sheet, len(fresh), len(done.decisions) - len(fresh), 0, done.open_tasks)


def _read_results(path: Path, tool: str) -> list[MarkedSentence]:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise InputError(f"{path}: larger than {MOST_BYTES:,} bytes")
        return FORMATS[tool].read(path.read_text("utf-8-sig"))
    except OSError as problem:
        raise InputError(f"{path}: cannot be read: {problem.strerror}") from problem
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, StopIteration) as problem:
        told = f"{type(problem).__name__} {problem}" if isinstance(problem, KeyError) else problem
        raise InputError(f"{path}: is no export of {tool}, or was damaged: {told}") from problem


def _ensure_handed_out(path: Path, sheet: SheetId, plan: Round) -> None:
    kind = "blind" if plan.blind else ""
    if sheet.annotator not in plan.annotators or (sheet.version, sheet.kind) != (plan.version, kind):
        raise InputError(f"{path}: says it is {sheet}, which round {plan.name} of {plan.dataset} never handed out")


def _fresh(decisions: Sequence[Decision], held: Sequence[Decision]) -> list[Decision]:
    """Return the decisions that say something their annotator does not hold yet."""
    known = {one.item: (one.verdict, one.chosen, one.note) for one in held}
    return [one for one in decisions if known.get(one.item) != (one.verdict, one.chosen, one.note)]


def _gone(found: Answers, made: Sequence[Decision], session: Session, now: datetime) -> list[Decision]:
    """Take back additions of an earlier import of the sheet that are no longer in it, where it decides the sentence."""
    added = {one.item for one in found.decisions}
    decided = {one.passage.key for one in found.decisions}
    held = [one for (name, _, _), one in latest(made).items() if name == session.annotator and one.via == session.via]
    lost = [one for one in held if one.item.kind == "added" and one.item not in added]
    return [withdrawn(session, one, now) for one in lost if one.passage.key in decided]


def _to_mend(path: Path, place: Workplace, found: Answers, tasks: Sequence[Task], now: datetime) -> Path:
    """Write the rows with problems to a sheet of their own, the problems in its first column."""
    target = path.with_name(f"{path.stem}-to-mend.xlsx")
    words = wording(_LANGUAGE)
    known = {task.item.key: task for task in tasks}
    lines = []
    for row, problems in found.problems:
        task = known.get(row.cells.get("row", ""))
        cells = {**row.cells, "problem": "\n".join(map(str, problems))}
        language = task.passage.language if task else ""
        lines.append(Line(cells, language, marks_of(task.seen) if task else {}, tone_of(task) if task else ""))
    book = review_book(place, place.vocabulary(_LANGUAGE), words, lines, target.name, now)
    write_workbook(target, replace(book, columns=("problem", *COLUMNS), spare=0))
    return target


def take_back(root: Path, plan: Round, annotator: str, decision_id: str | None, now: datetime) -> Decision:
    """Take back a standing decision of an annotator in a round, the last one without an id, and return it.

    Raises UsageError where there is no such decision.
    """
    folder = ledger_folder(root, plan.dataset, plan.name)
    mine = [one for one in standing(read_round(folder)) if one.annotator == annotator]
    chosen = [one for one in mine if decision_id in (None, one.decision_id)]
    if not chosen:
        raise UsageError(
            f"round {plan.name} of {plan.dataset}: {annotator} has no standing decision {decision_id or ''}".rstrip()
        )
    gone = chosen[-1]
    session = Session(annotator, gone.version, gone.codebook, gone.via, adjudicated=gone.adjudicated)
    append(folder, [withdrawn(session, gone, now)])
    return gone
