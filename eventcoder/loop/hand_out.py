"""Draw a round and write a sheet for each annotator."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from eventcoder.annotation.exchange.formats import FORMATS
from eventcoder.annotation.exchange.marked import marked_sentences
from eventcoder.annotation.layout import COLUMNS, Line, SheetId, added_lines, lines
from eventcoder.annotation.ledger import read_ledger
from eventcoder.annotation.queue import Task
from eventcoder.annotation.rounds import Round, Sampled, last_round, next_round, read_round_plan, write_round
from eventcoder.annotation.sample import Drawing, distinct_size, draw, shared_out
from eventcoder.annotation.vocabulary import Vocabulary
from eventcoder.annotation.wording import Wording, wording
from eventcoder.annotation.workbook import Book, write_csv, write_workbook
from eventcoder.datasets.manifest import CORRECTIONS, read_json
from eventcoder.datasets.versions import read_table, read_version
from eventcoder.errors import DatasetError, UsageError
from eventcoder.loop.workplace import Workplace, answers_of
from eventcoder.types.annotation import Decision, Item, ensure_annotator

_LEAST_SPARE = 20


@dataclass(frozen=True, slots=True)
class HandOut:
    """What to hand out.

    `drawing.size` is how many sentences each annotator gets, `overlap` the share of them (0 to 1) that all get.
    `round_name` names a new round, or one there is, whose sheets are written again with the answers so far. `new` draws
    only from sentences that the last round's version did not have. `language` is that of headings and instructions,
    None for that of most sentences. `kind` is "xlsx", "csv" or a tool of exchange.formats.FORMATS.
    """

    annotators: tuple[str, ...]
    drawing: Drawing = Drawing()
    overlap: float = 0.2
    blind: bool = False
    context: int = 1
    round_name: str | None = None
    new: bool = False
    language: str | None = None
    kind: str = "xlsx"


@dataclass(frozen=True, slots=True)
class HandedOut:
    """What was handed out: the round, its folder, and the sheet, sentences and rows of each annotator."""

    plan: Round
    folder: Path
    sheets: tuple[tuple[str, Path, int, int], ...]
    stale: int


def hand_out(place: Workplace, root: Path, target: Path, wanted: HandOut, now: datetime) -> HandedOut:
    """Draw a round (or open a known one) and write its sheets into the folder `target`.

    `root` is the folder of the ledgers. Sentences with stale decisions are always part of a new round, beside the
    sample. Raises UsageError for names that cannot be, and for annotators a known round was not drawn for, DatasetError
    where nothing is left to draw or a file cannot be written.
    """
    for name in wanted.annotators:
        ensure_name(name)
    known = root / place.version.name / str(wanted.round_name)
    if wanted.round_name is not None and known.is_dir():
        plan = read_round_plan(root, place.version.name, wanted.round_name)
        _ensure_same(plan, place, wanted)
    else:
        plan = _drawn(place, root, wanted, now)
        _begin(root, plan)
    try:
        target.mkdir(parents=True, exist_ok=True)
        sheets = tuple(_sheet(place, root, target, plan, name, wanted) for name in wanted.annotators)
    except OSError as problem:
        told = f"{problem.filename or target}: cannot be written: {problem.strerror or problem}"
        raise DatasetError(f"{told}; close it where it is open, and export again with --round {plan.name}") from problem
    stale = sum(one.why == "stale" for one in plan.sample)
    return HandedOut(plan, root / plan.dataset / plan.name, sheets, stale)


def _begin(root: Path, plan: Round) -> None:
    try:
        write_round(root, plan)
    except FileExistsError as problem:
        raise DatasetError(f"{root / plan.dataset / plan.name}: another export has just drawn this round") from problem
    except OSError as problem:
        raise DatasetError(f"{root / plan.dataset}: cannot be written: {problem.strerror}") from problem


def ensure_name(name: str) -> None:
    """Raise UsageError for a name that cannot be that of an annotator."""
    try:
        ensure_annotator(name)
    except ValueError as problem:
        raise UsageError(str(problem)) from problem


def _ensure_same(plan: Round, place: Workplace, wanted: HandOut) -> None:
    if strangers := [name for name in wanted.annotators if name not in plan.annotators]:
        raise UsageError(
            f"round {plan.name} was drawn for {', '.join(plan.annotators)}, not for {strangers[0]}: draw a new round "
            "and name all its annotators at once"
        )
    if plan.version != str(place.version.version):
        raise UsageError(f"round {plan.name} is about {plan.dataset}/{plan.version}: name that version")


def _drawn(place: Workplace, root: Path, wanted: HandOut, now: datetime) -> Round:
    dataset = place.version.name
    stale = stale_sentences(place, root)
    excluded = _settled(place) | set(stale) | (_known_before(place, root) if wanted.new else set())
    share = wanted.drawing.size
    distinct = distinct_size(share, len(wanted.annotators), wanted.overlap)
    drawn = draw(place.events, place.sentences, replace(wanted.drawing, size=distinct), excluded)
    if not drawn and not stale:
        raise DatasetError(f"{place.label}: no sentence is left to draw; all were reviewed or belong to earlier rounds")
    names = shared_out(drawn, wanted.annotators, wanted.overlap)
    sample = [Sampled(one.sentence_id, names[one.sentence_id], one.stratum, one.probability) for one in drawn]
    offered = [Sampled(one, wanted.annotators, "", None, "stale") for one in stale]
    return Round(
        dataset, wanted.round_name or next_round(root, dataset), str(place.version.version), place.codebook,
        place.codebook_sha256, wanted.annotators, wanted.drawing, wanted.overlap, wanted.blind, wanted.context,
        now.isoformat(timespec="seconds"), (*offered, *sample),
    )  # fmt: skip


def _settled(place: Workplace) -> set[str]:
    """Return the sentences of a version that people have judged already: their rows are not proposals any more."""
    reviewed = place.events.filter(pc.not_equal(place.events["review_status"], "uncorrected"))["sentence_id"]
    found = {one for fate in _fates(place) if fate["state"] in ("applied", "unneeded") for one in [fate["sentence"]]}
    return {*reviewed.to_pylist(), *found} - {None}


def stale_sentences(place: Workplace, root: Path) -> list[str]:
    """Return the sentences of a version about which a decision no longer fits, by id, in the order of the version."""
    ids = {one for fate in _fates(place) if fate["state"] == "stale" for one in fate["decisions"]}
    texts = {one.passage.text for one in read_ledger(root, place.version.name) if one.decision_id in ids}
    rows = place.sentences.filter(pc.is_in(place.sentences["text"], value_set=pa.array(sorted(texts), pa.string())))
    return list(rows["sentence_id"].to_pylist())


def _fates(place: Workplace) -> list[dict[str, Any]]:
    if CORRECTIONS not in place.version.manifest["files"]:
        return []
    return list(read_json(place.version.folder / CORRECTIONS)["fates"])


def _known_before(place: Workplace, root: Path) -> set[str]:
    """Return the sentences that the version of the last round had. Raises UsageError where there was no round."""
    dataset = place.version.name
    last = last_round(root, dataset)
    if last is None:
        raise UsageError(f"{root / dataset}: no round yet, so everything is new; leave --new out")
    plan = read_round_plan(root, dataset, last)
    before = read_version(place.version.folder.parent.parent, dataset, plan.version)
    return set(read_table(before, "sentences", ["sentence_id"])["sentence_id"].to_pylist())


def _sheet(
    place: Workplace, root: Path, target: Path, plan: Round, annotator: str, wanted: HandOut
) -> tuple[str, Path, int, int]:
    tasks = place.tasks_of(plan, annotator)
    identity = SheetId(plan.dataset, plan.version, plan.name, annotator, "blind" if plan.blind else "")
    stem = f"{plan.dataset}-{plan.version}-round-{plan.name}-{annotator}"
    if (form := FORMATS.get(wanted.kind)) is not None:
        path = target / f"{stem}-{wanted.kind}{form.suffix}"
        path.write_text(form.write(marked_sentences(tasks, str(identity))), encoding="utf-8", newline="\n")
        if form.config:
            suffix, text = form.config
            (target / f"{wanted.kind}{suffix}").write_text(text, encoding="utf-8", newline="\n")
        return annotator, path, len({task.number for task in tasks}), len(tasks)
    language = wanted.language or place.language(plan.of_annotator(annotator))
    words, vocabulary = wording(language), place.vocabulary(language)
    rows = filled_lines(tasks, identity, vocabulary, words, answers_of(root, plan.dataset, annotator))
    path = target / f"{stem}.{wanted.kind}"
    if wanted.kind == "csv":
        write_csv(path, words, COLUMNS, rows)
    else:
        created = datetime.fromisoformat(plan.created)
        write_workbook(path, review_book(place, vocabulary, words, rows, str(identity), created))
    return annotator, path, len({task.number for task in tasks}), len(rows)


def filled_lines(
    tasks: Sequence[Task], identity: SheetId, vocabulary: Vocabulary, words: Wording, held: Mapping[Item, Decision]
) -> list[Line]:
    """Return the rows of a sheet with the answers its annotator holds so far."""
    rows = list(lines(tasks, identity, vocabulary, words, held))
    added = [one for one in held.values() if one.item.kind == "added" and one.chosen]
    return rows + list(added_lines(tasks, identity, vocabulary, words, added))


def review_book(
    place: Workplace, vocabulary: Vocabulary, words: Wording, rows: Sequence[Line], identity: str, created: datetime
) -> Book:
    """Return a workbook of rows to review, with empty rows for additions and the codes explained."""
    used = [*place.events["source_actor"].to_pylist(), *place.events["target_actor"].to_pylist()]
    return Book(
        words=words,
        columns=COLUMNS,
        lines=rows,
        lists={"actors": vocabulary.actor_list(used), "events": vocabulary.event_list()},
        codes=[(one.code, vocabulary.event_name(one.code), one.definition) for one in place.book.events.values()],
        created=created,
        identity=identity,
        spare=max(_LEAST_SPARE, len(rows) // 10),
        verdicts=tuple(words.verdicts.values()),
    )
