"""What comes after the sheets: how far annotators agree, what is in dispute, how far a round is, and gold."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from eventcoder.annotation.adjudication import Dispute, disputes
from eventcoder.annotation.agreement import Agreement, agreement
from eventcoder.annotation.gold import GoldSentence, gold
from eventcoder.annotation.layout import Line, SheetId, coding_cells, machine_cells, marks_of
from eventcoder.annotation.ledger import ADJUDICATION, ledger_folder, read_ledger, read_round, round_names
from eventcoder.annotation.progress import Progress, progress
from eventcoder.annotation.queue import Task, tasks
from eventcoder.annotation.rounds import PLAN, Round, last_round, read_round_plan
from eventcoder.annotation.settle import latest
from eventcoder.annotation.vocabulary import Vocabulary
from eventcoder.annotation.wording import Wording, wording
from eventcoder.annotation.workbook import BY, write_workbook
from eventcoder.errors import DatasetError, InputError
from eventcoder.loop.hand_out import review_book
from eventcoder.loop.workplace import Workplace, open_version
from eventcoder.report.disputes import DisputeRow, disputes_page
from eventcoder.tables import root_of
from eventcoder.types.annotation import Decision

_ANSWER: tuple[str, ...] = (
    "verdict", "source", "code", "target", "date", "trigger_words", "source_words", "target_words", "note",
)  # fmt: skip


def chosen_round(root: Path, dataset: str, name: str | None) -> Round:
    """Return a round by name, the last one for None. Raises InputError where there is none."""
    return read_round_plan(root, dataset, name or last_round(root, dataset) or "1")


def roots(place: Workplace) -> Callable[[str], str]:
    """Return the root of an event code, itself where the codebook does not know it."""
    return lambda code: root_of(code, place.book.events) or code


def measure(place: Workplace, root: Path, round_name: str | None, *, resamples: int) -> Agreement:
    """Return the agreement in one round of a dataset, or in all of them."""
    dataset = place.version.name
    if round_name is None:
        decisions = read_ledger(root, dataset)
    else:
        decisions = read_round(ledger_folder(root, dataset, read_round_plan(root, dataset, round_name).name))
    return agreement(decisions, roots(place), resamples=resamples)


@dataclass(frozen=True, slots=True)
class ToSettle:
    """What to adjudicate with: the sheet, the page of the same name to read, and how many events are in dispute."""

    path: Path
    page: Path
    rows: int


def adjudication_sheet(
    out: Path, root: Path, plan: Round, adjudicator: str, target: Path, now: datetime, language: str | None = None
) -> ToSettle:
    """Write the events of a round that annotators differ about into a sheet and a page, all answers side by side.

    Raises DatasetError where there is nothing to settle.
    """
    found = disputes(read_round(ledger_folder(root, plan.dataset, plan.name)))
    if not found:
        raise DatasetError(f"round {plan.name} of {plan.dataset}: nothing is in dispute, or all of it was settled")
    place = open_version(out, plan.dataset, plan.version, plan.codebook)
    words = wording(language or place.language(tuple(one.passage.sentence_id for one in found)))
    vocabulary = place.vocabulary(words.language)
    identity = SheetId(plan.dataset, plan.version, plan.name, adjudicator, ADJUDICATION)
    names = sorted({name for one in found for name, _ in one.answers})
    rows = [
        _line(task, dispute, identity, vocabulary, words)
        for task, dispute in zip(dispute_tasks(place, found, plan.context), found, strict=True)
    ]
    columns = ("no", "before", "sentence", "after", f"{BY}{words.words['program']}", *(BY + name for name in names))
    book = review_book(place, vocabulary, words, rows, str(identity), now)
    book = replace(book, columns=(*columns, *_ANSWER, "published", "row", "sheet"))
    book = replace(book, words=replace(words, instructions=words.adjudication + words.instructions[4:]))
    target.mkdir(parents=True, exist_ok=True)
    path = target / f"{plan.dataset}-{plan.version}-round-{plan.name}-{ADJUDICATION}.xlsx"
    write_workbook(path, book)
    page = path.with_suffix(".html")
    title = f"{plan.dataset} {plan.version}, round {plan.name}"
    page.write_text(disputes_page(title, [_shown(line) for line in rows]), encoding="utf-8")
    return ToSettle(path, page, len(rows))


def _shown(line: Line) -> DisputeRow:
    """Return a row of the sheet as the page shows it."""
    cells = line.cells
    answers = [(name.removeprefix(BY), said.split("\n")) for name, said in cells.items() if name.startswith(BY)]
    before, sentence, after = (cells[name] for name in ("before", "sentence", "after"))
    return DisputeRow(cells["no"], line.language, before, sentence, after, line.marks, answers)


def dispute_tasks(place: Workplace, found: Sequence[Dispute], context: int) -> list[Task]:
    """Return the tasks of an adjudicator, one for each dispute and in their order; sentences are numbered from 1."""
    ids = list(dict.fromkeys(one.passage.sentence_id for one in found))
    shown = {task.passage.key: task for task in tasks(place.events, place.sentences, ids, context=context, blind=True)}
    numbers: dict[str, int] = {}
    made = []
    for one in found:
        number = numbers.setdefault(one.passage.key, len(numbers) + 1)
        around = shown.get(one.passage.key)
        before, after = (around.before, around.after) if around else ("", "")
        made.append(Task(number, one.passage, before, after, one.offered))
    return made


def _line(task: Task, dispute: Dispute, identity: SheetId, vocabulary: Vocabulary, words: Wording) -> Line:
    cells = machine_cells(task, words) | coding_cells(dispute.offered, task.passage, vocabulary)
    said = {**dict(dispute.answers), words.words["program"]: dispute.proposal}
    for name, coding in said.items():
        shown = coding_cells(coding, task.passage, vocabulary)
        parts = [shown[part] or "---" for part in ("source", "code", "target", "date")]
        cells[BY + name] = "\n".join(parts) if coding else words.words["no_event"]
    cells |= {"row": task.item.key, "sheet": str(identity)}
    return Line(cells, task.passage.language, marks_of(dispute.offered))


@dataclass(frozen=True, slots=True)
class RoundStatus:
    """How far a round is: each annotator's progress, and how many events are in dispute or were adjudicated."""

    plan: Round
    progress: tuple[Progress, ...]
    disputed: int
    adjudicated: int


def status(out: Path, root: Path, dataset: str) -> list[RoundStatus]:
    """Return how far each round of a dataset is, in the order of their names.

    Raises InputError where there is no round, DatasetError where the version of one is gone.
    """
    names = [name for name in round_names(root, dataset) if (root / dataset / name / PLAN).is_file()]
    if not names:
        raise InputError(f"{root / dataset}: no round yet; eventcoder annotate export begins one")
    return [_status(out, root, read_round_plan(root, dataset, name)) for name in names]


def _status(out: Path, root: Path, plan: Round) -> RoundStatus:
    place = open_version(out, plan.dataset, plan.version, plan.codebook)
    decisions = read_round(ledger_folder(root, plan.dataset, plan.name))
    found = tuple(progress(name, place.tasks_of(plan, name), decisions) for name in plan.annotators)
    settled = sum(adjudicated for _, adjudicated, _ in latest(decisions))
    return RoundStatus(plan, found, len(disputes(decisions)), settled)


def gold_of(out: Path, root: Path, dataset: str, *, single: bool = False) -> list[GoldSentence]:
    """Return the gold sentences of all rounds of a dataset; those somebody left half judged are not among them."""
    decisions = read_ledger(root, dataset)
    names = [name for name in round_names(root, dataset) if (root / dataset / name / PLAN).is_file()]
    plans = [read_round_plan(root, dataset, name) for name in names]
    half: set[str] = set()
    for plan in plans:
        place = open_version(out, dataset, plan.version, plan.codebook)
        half |= _half_judged(place, plan, decisions)
    return gold(decisions, half, single=single)


def _half_judged(place: Workplace, plan: Round, decisions: Iterable[Decision]) -> set[str]:
    """Return the sentences, by key, of which an annotator judged some proposals and left others open."""
    held = latest(decisions)
    half: set[str] = set()
    for name in plan.annotators:
        items = {item for (annotator, adjudicated, item) in held if annotator == name and not adjudicated}
        touched = {one.passage.key for (annotator, _, _), one in held.items() if annotator == name}
        given = place.tasks_of(plan, name)
        half |= {
            task.passage.key for task in given if task.seen and task.passage.key in touched and task.item not in items
        }
    return half
