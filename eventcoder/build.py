"""Build a dataset version: read, code, check, publish."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from eventcoder import __version__
from eventcoder.annotation.replay import Replayed
from eventcoder.checks.context import CheckContext
from eventcoder.checks.report import CheckReport
from eventcoder.codebook.fingerprints import fingerprints
from eventcoder.codebook.values import Codebook
from eventcoder.corrections import Spooled, correct
from eventcoder.datasets.manifest import BuildRecord, InputRecord
from eventcoder.datasets.names import Version, checked_name
from eventcoder.datasets.ordering import ordered, with_columns
from eventcoder.datasets.parquet import TableWriter
from eventcoder.datasets.publish import Published
from eventcoder.datasets.scratch import scratch_folder
from eventcoder.engines.local import Plan
from eventcoder.errors import InputError, UsageError
from eventcoder.ingest.batches import batches
from eventcoder.ingest.options import ReadOptions
from eventcoder.ingest.read import read_inputs
from eventcoder.ingest.sources import find_sources
from eventcoder.pipeline import BatchResult, Tools, load_tools
from eventcoder.project import Project
from eventcoder.registry import find
from eventcoder.release import ReleaseOptions, ensure_claims, release
from eventcoder.resolve.once import LINKED, linked
from eventcoder.resolve.stories import Print, same_stories
from eventcoder.schemas import DOCUMENTS, PROPOSED, SENTENCES
from eventcoder.stored import Stored
from eventcoder.tables import (
    Lookups,
    to_codes_table,
    to_documents_table,
    to_events_table,
    to_sentences_table,
)

BATCH_DOCUMENTS = 256
BATCH_CHARACTERS = 400_000
EARLIEST = date(1000, 1, 1)
_SPOOLED = {"events": PROPOSED, "sentences": SENTENCES, "documents": DOCUMENTS}


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """What to build and how; everything that shapes the tables, and nothing of the terminal or the clock.

    `annotations` is the folder of the ledgers whose decisions are replayed, None for none.
    """

    inputs: tuple[str, ...]
    name: str
    out: Path
    reading: ReadOptions
    codebook: str = "cameo"
    coder: str = "rule"
    engine: str = "local"
    workers: int = 1
    version: str | None = None
    parameters: dict[str, Any] = field(default_factory=dict)
    withhold: bool = False
    allow: tuple[str, ...] = ()
    project: Project = Project()
    one_a_day: bool = False
    annotations: Path | None = None


@dataclass(frozen=True, slots=True)
class BuildSummary:
    """What a build did: the version, counts, the documents that failed with their reasons, and the check report.

    `corrections` says what became of the decisions of people; empty where there are none.
    """

    published: Published
    documents: int
    failed: tuple[tuple[str, str], ...]
    sentences: int
    events: int
    quarantined: int
    report: CheckReport
    corrections: Mapping[str, Any]

    def to_json(self) -> dict[str, Any]:
        """Return the summary as plain data."""
        return {
            "outcome": str(self.published),
            "version": str(self.published.version),
            "folder": self.published.folder.as_posix(),
            "documents": self.documents,
            "failed": len(self.failed),
            "sentences": self.sentences,
            "events": self.events,
            "quarantined": self.quarantined,
            "corrections": {name: count for name, count in self.corrections.items() if name != "sha256"},
        }


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build is; `failed` holds origin and reason of the documents that failed since the last report."""

    documents: int
    sentences: int
    events: int
    failed: tuple[tuple[str, str], ...] = ()


def build(
    request: BuildRequest, now: datetime, told: Callable[[Progress], None] = lambda progress: None
) -> BuildSummary:
    """Code the inputs and publish the result as a new version of the dataset, all of it or nothing.

    Raises InputError when no document can be built, CheckFailed when an error-level claim stops publishing,
    DatasetError when the target cannot be written, UsageError for names and options that are not legal.
    """
    _ensure_legal(request)
    engine = find("engine", request.engine)
    documents = read_inputs(request.inputs, request.reading)
    tools = load_tools(request.codebook, request.coder)
    book = tools.codebook
    with scratch_folder(request.out) as spool:
        found = batches(documents, BATCH_DOCUMENTS, BATCH_CHARACTERS)
        results = engine(found, Plan(request.codebook, request.coder), tools, request.workers)
        counted = _write(results, spool, book, told)
        _ensure_built(counted, request.inputs)
        spooled = Spooled(*(Stored.at(spool / f"{table}.parquet") for table in _SPOOLED))
        made, decided = _corrected(spooled, spool, request, book)
        events = _linked(ordered(made.events, spool), spool, counted, request.one_a_day)
        tables = {"events": events, "sentences": made.sentences, "documents": made.documents}
        tables["codes"] = to_codes_table(book.events)
        context = _context(book, request.reading.today, counted, decided)
        record = _record(request, tools, counted, decided)
        options = ReleaseOptions(request.version, request.withhold, request.allow, request.project)
        done = release(request.out, request.name, tables, record, context, options, now=now)
    return BuildSummary(
        published=done.published,
        documents=counted.documents,
        failed=tuple(counted.failed),
        sentences=counted.sentences,
        events=done.events,
        quarantined=done.quarantined,
        report=done.report,
        corrections=decided.to_json(),
    )


def _corrected(made: Spooled, spool: Path, request: BuildRequest, book: Codebook) -> tuple[Spooled, Replayed]:
    if request.annotations is None:
        return made, Replayed(PROPOSED.empty_table())
    return correct(made, spool, request.annotations, request.name, book)


@dataclass(slots=True)
class _Counts:
    documents: int = 0
    sentences: int = 0
    events: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)
    prints: list[Print] = field(default_factory=list)


def _ensure_legal(request: BuildRequest) -> None:
    """Raise UsageError for what would only be found wrong after the coding."""
    checked_name(request.name)
    ensure_claims(request.allow, request.project)
    if request.version is not None:
        Version.parse(request.version)
    encoding = request.reading.encoding
    try:
        "".encode(encoding or "utf-8")
    except (LookupError, ValueError) as problem:
        raise UsageError(
            f"no encoding is called {encoding!r}; utf-8, windows-1256 or windows-1254 would be"
        ) from problem


def _ensure_built(counted: _Counts, inputs: Sequence[str]) -> None:
    """Raise InputError for a build that has nothing to publish."""
    if not counted.documents:
        raise InputError(f"{', '.join(inputs)}: no document found")
    if counted.documents == len(counted.failed):
        raise InputError("no document could be built; nothing was published")


def _write(results: Iterator[BatchResult], spool: Path, book: Codebook, told: Callable[[Progress], None]) -> _Counts:
    counts = _Counts()
    with ExitStack() as stack:
        writers = {
            table: stack.enter_context(TableWriter(spool / f"{table}.parquet", schema))
            for table, schema in _SPOOLED.items()
        }
        for result in results:
            lookups = Lookups(
                book.events, book.countries, frozenset(book.roles), {d.doc_id: d for d in result.documents}
            )
            writers["events"].append(to_events_table(result.events, lookups))
            writers["sentences"].append(to_sentences_table(result.sentences))
            writers["documents"].append(to_documents_table(result.documents))
            counts.documents += len(result.documents)
            counts.sentences += len(result.sentences)
            counts.events += len(result.events)
            failed = tuple((d.origin, d.reason or "") for d in result.documents if d.outcome == "failed")
            counts.failed += failed
            counts.prints += result.prints
            told(Progress(counts.documents, counts.sentences, counts.events, failed))
    return counts


def _linked(events: Stored, spool: Path, counted: _Counts, one_a_day: bool) -> Stored:
    """Link events that tell one deed, across documents; only the columns that takes are ever held whole."""
    found = linked(events.read(LINKED), same_stories(counted.prints), one_a_day=one_a_day)
    return with_columns(events, found.select(["story_id", "duplicate_of"]), spool / "linked.parquet")


def _context(book: Codebook, today: date, counted: _Counts, decided: Replayed) -> CheckContext:
    prefixes = {code[:3] for code in book.actor_codes} | set(book.roles)
    return CheckContext(
        codes=book.events,
        countries=book.countries,
        prefixes=frozenset(prefixes - book.countries),
        earliest=EARLIEST,
        latest=today.replace(year=today.year + 2, day=min(today.day, 28)),
        documents=counted.documents,
        proposed=counted.events + decided.added,
        rejected=decided.rejected,
        reviewed=decided.reviewed,
        stale=decided.states["stale"],
    )


def _record(request: BuildRequest, tools: Tools, counted: _Counts, decided: Replayed) -> BuildRecord:
    book, model_id = tools.codebook, tools.coder.model_id
    return BuildRecord(
        inputs=_inputs(request.inputs),
        codebook=book.name,
        codebook_version=book.version,
        codebook_sha256=book.digest,
        coder=request.coder,
        coder_version=f"{__version__}+{model_id}" if model_id else __version__,
        proposed=counted.events + decided.added,
        rejected=decided.rejected,
        corrections=decided.to_json(),
        fates=[one.to_json() for one in decided.fates],
        parameters=request.parameters,
        entries=fingerprints(book),
    )


def _inputs(inputs: Sequence[str]) -> tuple[InputRecord, ...]:
    """Return the files that were read; one that cannot be opened stands among the documents that failed."""
    found = []
    for source in find_sources([given for given in inputs if given != "-"]):
        try:
            with source.path.open("rb") as file:
                total = hashlib.file_digest(file, "sha256").hexdigest()
                found.append(InputRecord(source.name, total, file.tell()))
        except OSError:
            continue
    return tuple(found)
