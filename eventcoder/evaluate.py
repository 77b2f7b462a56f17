"""Code gold sentences with a coder, or take what a build or a file says about them, and score the events."""

import csv
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import pyarrow.parquet as pq

from eventcoder.datasets.versions import LATEST, read_table, read_version
from eventcoder.errors import EventcoderError, InputError, UsageError
from eventcoder.evaluation.gold import GoldSentence, actor, plain_text
from eventcoder.evaluation.matching import Predicted
from eventcoder.evaluation.scores import Predictions
from eventcoder.ingest.batches import batches
from eventcoder.pipeline import Tools, load_tools, process
from eventcoder.registry import names
from eventcoder.types.events import Event
from eventcoder.types.text import Document

_BATCH: Final = (256, 400_000)
_FILES: Final = (".parquet", ".csv", ".tsv", ".jsonl")
_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "key": ("doc_id", "id", "sentence_id"),
    "text": ("sentence", "text"),
    "source": ("source_actor", "source_code", "source"),
    "target": ("target_actor", "target_code", "target"),
    "code": ("event_code", "code"),
    "day": ("event_date",),
}


def predictions_of(what: str, gold: Sequence[GoldSentence], codebook: str, out: Path) -> Predictions:
    """Return the events that a coder, a dataset version below `out`, or a file of events gives, by sentence.

    A coder is asked by name ("hybrid", "model:FOLDER") and codes every sentence as a document of its own; a file or a
    version is searched for the sentences by id and by text. Raises UsageError when nothing has that name.
    """
    if what.partition(":")[0] in names("coder"):
        return coded(gold, load_tools(codebook, what))
    if Path(what).suffix.lower() in _FILES:
        return _found(_rows(Path(what)), gold, what)
    name, _, number = what.replace("@", "/").partition("/")
    try:
        table = read_table(read_version(out, name, number or LATEST))
    except EventcoderError as problem:
        known = ", ".join(names("coder"))
        raise UsageError(f"{what!r} is no coder ({known}), no events file and no version: {problem}") from problem
    return _found(table.to_pylist(), gold, what)


def coded(gold: Sequence[GoldSentence], tools: Tools) -> Predictions:
    """Return what a coder sees in each gold sentence, by key; sentences of languages it does not know give nothing."""
    found: dict[str, list[Predicted]] = defaultdict(list)
    for event in events_in(gold, tools):
        found[event.sentence.doc_id].append(predicted(event))
    return found


def events_in(gold: Sequence[GoldSentence], tools: Tools) -> Iterator[Event]:
    """Yield the events of the gold sentences, each coded as a document whose id is the key of the sentence."""
    documents = (Document(one.key, one.text, one.where, published=one.published, language=one.language) for one in gold)
    for batch in batches(documents, *_BATCH):
        yield from process(batch, tools).events


def predicted(event: Event) -> Predicted:
    """Return an event as it is scored."""
    ends = (event.source.code if event.source else "", event.target.code if event.target else "")
    return Predicted(*ends, event.code, event.when.day.isoformat() if event.when else "")


def _rows(path: Path) -> list[dict[str, Any]]:
    try:
        if path.suffix.lower() == ".parquet":
            rows: list[dict[str, Any]] = pq.read_table(path).to_pylist()
            return rows
        text = path.read_text("utf-8-sig")
        if path.suffix.lower() == ".jsonl":
            return [json.loads(line) for line in text.splitlines() if line.strip()]
        return list(csv.DictReader(text.splitlines(), delimiter="\t" if path.suffix.lower() == ".tsv" else ","))
    except (OSError, ValueError) as problem:
        raise InputError(f"{path}: cannot be read as a file of events: {problem}") from problem


def _found(rows: Iterable[Mapping[str, Any]], gold: Sequence[GoldSentence], what: str) -> Predictions:
    keys = {one.key for one in gold}
    by_text = {plain_text(one.text): one.key for one in gold}
    found: dict[str, list[Predicted]] = defaultdict(list)
    for number, row in enumerate(rows, 1):
        key = str(_first(row, "key") or "")
        key = key if key in keys else by_text.get(plain_text(str(_first(row, "text") or "")), "")
        if key:
            code = _first(row, "code")
            if not isinstance(code, str) or not code.strip():
                raise InputError(f"{what}: row {number}: event_code must be text such as '042', not {code!r}")
            ends = (actor(_first(row, "source")), actor(_first(row, "target")))
            found[key].append(Predicted(*ends, code.strip(), str(_first(row, "day") or "")[:10]))
    return found


def _first(row: Mapping[str, Any], what: str) -> Any:
    return next((row[name] for name in _COLUMNS[what] if row.get(name) is not None), None)
