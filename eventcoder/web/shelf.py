"""Everything there is to judge, as columns that filters go through fast; what is shown is read row by row."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from eventcoder.annotation.queue import Task, tasks
from eventcoder.annotation.rounds import Round
from eventcoder.loop.workplace import Workplace
from eventcoder.types.annotation import Coding, Decision, Item, Passage
from eventcoder.types.text import Span
from eventcoder.web.texts import Texts

OPEN: Final = "open"
STATES: Final = (OPEN, "confirmed", "corrected", "rejected", "added")
SHOWN: Final = ("open", "decided", *STATES[1:])
_COLUMNS: Final = {
    "event_id": pa.string(), "sentence_id": pa.string(), "text": pa.string(), "language": pa.string(),
    "root": pa.string(), "code": pa.string(), "source": pa.string(), "target": pa.string(),
    "confidence": pa.float32(), "agreement": pa.string(), "trigger_start": pa.int32(), "trigger_end": pa.int32(),
}  # fmt: skip
_DISAGREE: Final = pa.array(["rule", "model", "differ"])


@dataclass(frozen=True, slots=True)
class Filters:
    """What to show. An empty text shows all; `confidence` is a highest value; `kind` is event, sentence or differ."""

    language: str = ""
    root: str = ""
    status: str = ""
    kind: str = "event"
    text: str = ""
    confidence: float | None = None


class Shelf:
    """The tasks of one annotator in a fixed order: one row a proposal, or a sentence without one.

    States are kept as numbers beside the rows, in the order of STATES.
    """

    def __init__(self, place: Workplace, plan: Round | None, annotator: str) -> None:
        """Lay out a whole version, or the sample of a round for an annotator."""
        self._place, self._plan = place, plan
        self.blind = plan.blind if plan else False
        self._context = plan.context if plan else 1
        self.rows = _rows(place, plan.of_annotator(annotator) if plan else None, blind=self.blind)
        self.states = np.zeros(self.rows.num_rows, np.int8)
        self._texts = Texts(self.rows["text"])
        self._by_text: Mapping[str, list[int]] = _numbered(self.rows["text"])

    def __len__(self) -> int:
        return int(self.rows.num_rows)

    def task(self, row: int) -> Task:
        """Return the task of a row, with context. Raises IndexError where there is none."""
        if not 0 <= row < len(self):
            raise IndexError(row)
        event, sentence = (self.rows[name][row].as_py() for name in ("event_id", "sentence_id"))
        return next(one for one in self.tasks_of(sentence) if (one.proposed and one.proposed.event_id) == event)

    def tasks_of(self, sentence_id: str) -> list[Task]:
        """Return the tasks of one sentence."""
        return tasks(self._place.events, self._place.sentences, [sentence_id], context=self._context, blind=self.blind)

    def beside(self, row: int) -> list[int]:
        """Return the rows of the sentence a row is about, itself included."""
        same = self.rows["sentence_id"][row]
        return [one for one in self._by_text[self.rows["text"][row].as_py()] if self.rows["sentence_id"][one] == same]

    def lay(self, held: Mapping[Item, Decision], texts: Iterable[str] | None = None) -> None:
        """Set the states of the rows to what one person holds: of all rows, or of those of some sentences."""
        added = {item.key: one for item, one in held.items() if item.kind == "added"}
        with_additions = {one.passage.text for one in added.values()}
        if texts is None:
            self.states[:] = 0
            texts = {one.passage.text for one in held.values()}
        for text in texts:
            for row in self._by_text.get(text, ()):
                one = held.get(self.item(row))
                alone = self.rows["event_id"][row].as_py() is None
                verdict = one.verdict if one else "added" if alone and text in with_additions else OPEN
                self.states[row] = STATES.index(verdict)

    def row_of(self, decision: Decision) -> int | None:
        """Return the row a decision is about, or one of its sentence; None where the shelf holds neither."""
        rows = self._by_text.get(decision.passage.text, [])
        return next((row for row in rows if self.item(row) == decision.item), rows[0] if rows else None)

    def item(self, row: int) -> Item:
        """Return what a decision about a row is about."""
        own = self.rows.slice(row, 1).to_pylist()[0]
        passage = Passage(own["text"], own["language"], "", own["sentence_id"])
        if own["event_id"] is None:
            return Item.none(passage)
        trigger = Span(own["trigger_start"], own["trigger_end"])
        seen = Coding(
            own["code"], own["source"], own["target"], trigger=trigger if trigger.start < trigger.end else None
        )
        return Item.proposal(passage, seen)

    def select(self, wanted: Filters) -> np.ndarray[Any, np.dtype[np.int64]]:
        """Return the numbers of the rows that meet all filters, in order."""
        mask = np.ones(len(self), bool)
        for name in ("language", "root"):
            if value := getattr(wanted, name):
                mask &= _holds(pc.equal(self.rows[name], value))
        if wanted.kind == "sentence" or (wanted.kind == "event" and not self.blind):
            mask &= _holds(pc.is_valid(self.rows["event_id"])) == (wanted.kind == "event")
        if wanted.kind == "differ":
            mask &= _holds(pc.is_in(self.rows["agreement"], value_set=_DISAGREE))
        if wanted.confidence is not None:
            mask &= _holds(pc.less_equal(self.rows["confidence"], wanted.confidence))
        if wanted.status in SHOWN:
            decided = self.states > 0
            mask &= decided if wanted.status == "decided" else self.states == STATES.index(wanted.status)
        if wanted.text.strip():
            mask &= self._with_text(wanted.text.strip())
        return np.flatnonzero(mask)

    def _with_text(self, text: str) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """Return where the sentence holds a text, whatever its case, or a code begins with it."""
        hit = self._texts.holding(text)
        for name in ("code", "source", "target"):
            hit |= _holds(pc.starts_with(self.rows[name], text.upper()))
        return hit


def _numbered(texts: pa.ChunkedArray) -> dict[str, list[int]]:
    """Return the numbers of the rows that have each text."""
    found: dict[str, list[int]] = defaultdict(list)
    for row, text in enumerate(texts.to_pylist()):
        found[text].append(row)
    return dict(found)


def _holds(mask: pa.ChunkedArray) -> np.ndarray[Any, np.dtype[np.bool_]]:
    return np.asarray(pc.fill_null(mask, False).to_numpy(zero_copy_only=False), bool)


def _rows(place: Workplace, sample: Sequence[str] | None, *, blind: bool) -> pa.Table:
    """Return one row for each proposal, in the order of the version or of a sample, then sentences without any."""
    events, sentences = place.events, place.sentences
    if sample is not None:
        ids = pa.array(sample, pa.string())
        events = events.filter(pc.is_in(events["sentence_id"], value_set=ids))
        sentences = sentences.filter(pc.is_in(sentences["sentence_id"], value_set=ids))
    if blind:
        events = events.slice(0, 0)
    coded = pc.is_in(sentences["sentence_id"], value_set=events["sentence_id"].combine_chunks())
    uncoded = sentences.filter(pc.invert(coded))
    found = pa.concat_tables([_event_rows(events), _sentence_rows(uncoded)]).combine_chunks()
    if sample is None:
        return found
    order = pc.index_in(found["sentence_id"], value_set=pa.array(sample, pa.string()))
    return found.take(pc.sort_indices(order)).combine_chunks()


def _event_rows(events: pa.Table) -> pa.Table:
    own = {
        "text": "sentence",
        "root": "event_root",
        "code": "event_code",
        "source": "source_actor",
        "target": "target_actor",
    }
    return pa.table({name: events[own.get(name, name)].cast(kind) for name, kind in _COLUMNS.items()})


def _sentence_rows(sentences: pa.Table) -> pa.Table:
    given = ("sentence_id", "text", "language")
    return pa.table(
        {
            name: sentences[name] if name in given else pa.nulls(sentences.num_rows, kind)
            for name, kind in _COLUMNS.items()
        }
    )
