"""Decisions replayed over the proposals of a build: never on what their author did not see."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

import pyarrow as pa
import pyarrow.compute as pc

from eventcoder.annotation.ledger import ledger_hash
from eventcoder.annotation.rewrite import Names, added_row, coding_of, corrected_row
from eventcoder.annotation.settle import Settled, settle
from eventcoder.tables import PROPOSED, Lookups, promoted
from eventcoder.types.annotation import Coding, Decision, Passage

Row: TypeAlias = dict[str, Any]

STATES: Final[Mapping[str, str]] = {
    "applied": "the events say what was decided",
    "unneeded": "nothing to change: what was refused is not proposed any more, or no event was found and none is there",
    "stale": "sentence, proposal or codebook changed, so it was not applied; the next export offers it again",
    "disputed": "annotators differ and nobody has adjudicated, so it was not applied",
    "absent": "the document is not among the inputs of this build",
}

_ORDER: Final = ("proposal", "added", "none")
"""Proposals first, so that what a person added is joined only to a proposal that nobody decided about."""


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one settled item: a state of STATES, why, and the ids of the events it touched."""

    settled: Settled
    state: str
    reason: str = ""
    events: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return it as plain data, without the words of the news."""
        judged = self.settled.judged or ((self.settled.decision,) if self.settled.decision else ())
        return {
            "item": self.settled.item.key,
            "state": self.state,
            "reason": self.reason,
            "verdict": self.settled.decision.verdict if self.settled.decision else None,
            "decisions": [one.decision_id for one in judged if one],
            "reviewers": self.settled.reviewers,
            "sentence": next((one.passage.sentence_id for one in judged if one), None),
            "events": list(self.events),
        }


@dataclass(frozen=True, slots=True)
class Replayed:
    """What a replay did.

    `events` is the PROPOSED table after it, unsorted. `outcomes` are new outcomes by sentence_id, `changes` how many
    events a document gained or lost, by doc_id. `added` and `rejected` count rows; `reviewed` counts the rows that say
    now that a person looked at them.
    """

    events: pa.Table
    fates: tuple[Fate, ...] = ()
    outcomes: Mapping[str, str] = field(default_factory=dict)
    changes: Mapping[str, int] = field(default_factory=dict)
    added: int = 0
    rejected: int = 0
    reviewed: int = 0
    sha256: str = ""

    @property
    def states(self) -> dict[str, int]:
        """Return how many items are in each state, in the order of STATES."""
        counts = Counter(one.state for one in self.fates)
        return {state: counts[state] for state in STATES}

    def to_json(self) -> dict[str, Any]:
        """Return what the manifest says: which decisions, by hash, and what became of them. Empty without decisions."""
        if not self.fates:
            return {}
        counts = {"reviewed": self.reviewed, "added": self.added, "rejected": self.rejected}
        return {"sha256": self.sha256, "items": len(self.fates), **self.states, **counts}


def wanted_texts(decisions: Iterable[Decision]) -> frozenset[str]:
    """Return the sentences that decisions are about, so that only these need be read."""
    return frozenset(one.passage.text for one in decisions)


def replay(
    decisions: Sequence[Decision], events: pa.Table, sentences: pa.Table, lookups: Lookups, names: Names
) -> Replayed:
    """Replay decisions over the proposals of a build.

    `events` is a PROPOSED table. `sentences` has the rows of the sentences table that have one of `wanted_texts`, and
    may have others; `lookups.documents` the documents they stand in, and every document a decision names that is in the
    build. `names` gives name and codebook entry of an actor code. Decisions that cannot be applied are reported, never
    applied to something else.
    """
    settled = settle(decisions)
    if not settled:
        return Replayed(events)
    work = _Work(sentences, events, lookups, names)
    fates = tuple(work.decide(one) for one in sorted(settled, key=lambda one: _ORDER.index(one.item.kind)))
    return Replayed(
        events=work.table(events),
        fates=fates,
        outcomes=work.outcomes(),
        changes=work.changes(),
        added=len(work.new),
        rejected=len(work.rejected),
        reviewed=len(work.reviewed - work.rejected),
        sha256=ledger_hash(decisions),
    )


class _Work:
    """The rows of the sentences that decisions are about, while they are being changed."""

    def __init__(self, sentences: pa.Table, events: pa.Table, lookups: Lookups, names: Names) -> None:
        self._lookups, self._names = lookups, names
        self._places: dict[str, list[Row]] = defaultdict(list)
        for row in sentences.to_pylist():
            self._places[row["text"]].append(row)
        ids = pa.array([row["sentence_id"] for rows in self._places.values() for row in rows], pa.string())
        self._mask = pc.is_in(events["sentence_id"], value_set=ids)
        self._rows: dict[str, list[Row]] = defaultdict(list)
        for row in events.filter(self._mask).to_pylist():
            self._rows[row["sentence_id"]].append(row)
        self._seen = _codings(row for rows in self._rows.values() for row in rows)
        self._recoded: set[str] = set()
        self.new: set[str] = set()
        self.rejected: set[str] = set()
        self.reviewed: set[str] = set()

    def decide(self, settled: Settled) -> Fate:
        """Apply one settled item, or say why not."""
        decision = settled.decision or settled.judged[0]
        places = self._nearest(decision.passage)
        if not places:
            return self._without_place(settled, decision.passage)
        if settled.decision is None:
            return Fate(settled, "disputed", _dispute(settled))
        if decision.chosen and decision.chosen.code not in self._lookups.codes:
            return Fate(settled, "stale", f"the codebook has no code {decision.chosen.code}")
        if decision.item.kind == "proposal":
            return self._judge(settled, decision, places)
        if decision.chosen is not None:
            return self._add(settled, decision, decision.chosen, places)
        return self._none(settled, decision, places)

    def _nearest(self, passage: Passage) -> list[Row]:
        """Return where the sentence stands: at its old place, else in its document, else wherever its words are."""
        found = self._places.get(passage.text, [])
        exact = [row for row in found if row["sentence_id"] == passage.sentence_id]
        return exact or [row for row in found if row["doc_id"] == passage.doc_id] or found

    def _without_place(self, settled: Settled, passage: Passage) -> Fate:
        if passage.doc_id in self._lookups.documents:
            return Fate(settled, "stale", "the sentence does not stand in its document any more")
        return Fate(settled, "absent", "the document is not among the inputs")

    def _judge(self, settled: Settled, decision: Decision, places: Sequence[Row]) -> Fate:
        assert decision.seen is not None
        rows = [row for place in places for row in self._free(place)]
        same = [row for row in rows if self._same(row, decision.seen)]
        if same:
            ids = tuple(self._apply(row, decision, settled.reviewers) for row in same)
            return Fate(settled, "applied", events=ids)
        if decision.chosen is not None:
            right = [row for row in rows if self._seen[row["event_id"]].choice == decision.chosen.choice]
            if right:
                ids = tuple(self._mark(row, "confirmed", settled.reviewers) for row in right)
                return Fate(settled, "applied", "the coder now proposes what was chosen", ids)
        near = [row for row in rows if _overlap(self._seen[row["event_id"]], decision.seen)]
        if decision.chosen is None and not near:
            return Fate(settled, "unneeded", "what was rejected is not proposed any more")
        return Fate(settled, "stale", _change(near[0]) if near else "the event is not proposed any more")

    def _free(self, place: Row) -> list[Row]:
        """Return the proposals of a sentence that a person could see and no decision has touched yet."""
        free = self._seen.keys() - self.reviewed - self.rejected
        return [row for row in self._rows[place["sentence_id"]] if row["event_id"] in free]

    def _same(self, row: Row, seen: Coding) -> bool:
        found = self._seen[row["event_id"]]
        return found.choice == seen.choice and (seen.trigger is None or found.trigger == seen.trigger)

    def _apply(self, row: Row, decision: Decision, reviewers: str) -> str:
        if decision.chosen is None:
            self.rejected.add(row["event_id"])
            return str(row["event_id"])
        if decision.verdict == "confirmed":
            return self._mark(row, "confirmed", reviewers)
        if decision.chosen.choice != self._seen[row["event_id"]].choice:
            self._recoded.add(row["event_id"])
        row.update(corrected_row(row, decision.chosen, self._lookups, self._names))
        return self._mark(row, "corrected", reviewers)

    def _mark(self, row: Row, status: str, reviewers: str) -> str:
        row.update(review_status=status, reviewer=reviewers)
        self.reviewed.add(row["event_id"])
        return str(row["event_id"])

    def _add(self, settled: Settled, decision: Decision, chosen: Coding, places: Sequence[Row]) -> Fate:
        ids: list[str] = []
        for place in places:
            same = [row for row in self._free(place) if self._seen[row["event_id"]].triple == chosen.triple]
            if same and chosen.day in (None, self._seen[same[0]["event_id"]].day):
                ids.append(self._mark(same[0], "confirmed", settled.reviewers))
            elif same:
                ids.append(self._apply(same[0], decision, settled.reviewers))
            else:
                row = added_row(place, decision, settled.reviewers, self._lookups, self._names)
                self._rows[place["sentence_id"]].append(row)
                self.new.add(row["event_id"])
                self.reviewed.add(row["event_id"])
                ids.append(row["event_id"])
        return Fate(settled, "applied", events=tuple(ids))

    def _none(self, settled: Settled, decision: Decision, places: Sequence[Row]) -> Fate:
        proposed = [row for place in places for row in self._free(place)]
        if not proposed or decision.item.kind == "added":
            return Fate(settled, "unneeded")
        if decision.blind:
            return Fate(settled, "disputed", f"judged without proposals, but {_change(proposed[0])}")
        return Fate(settled, "stale", _change(proposed[0]))

    def table(self, events: pa.Table) -> pa.Table:
        """Return all events with the changed rows in place of their old selves."""
        rows = [row for rows in self._rows.values() for row in rows if row["event_id"] not in self.rejected]
        for row in rows:
            if row["event_id"] in self._recoded:
                row["duplicate_of"] = None
        joined = pa.concat_tables([events.filter(pc.invert(self._mask)), pa.Table.from_pylist(rows, schema=PROPOSED)])
        return promoted(joined, self.rejected | self._recoded)

    def outcomes(self) -> dict[str, str]:
        """Return the sentences that gained their first event, or lost their last one."""
        found = {}
        for place in self._all_places():
            left = [row for row in self._rows[place["sentence_id"]] if row["event_id"] not in self.rejected]
            if left and place["outcome"] != "coded":
                found[place["sentence_id"]] = "coded"
            elif not left and self._rows[place["sentence_id"]]:
                found[place["sentence_id"]] = "rejected"
        return found

    def changes(self) -> dict[str, int]:
        """Return by how many events each document grew or shrank."""
        counts: Counter[str] = Counter()
        for place in self._all_places():
            ids = {row["event_id"] for row in self._rows[place["sentence_id"]]}
            counts[place["doc_id"]] += len(ids & self.new) - len(ids & self.rejected)
        return {doc_id: count for doc_id, count in counts.items() if count}

    def _all_places(self) -> Iterator[Row]:
        return (row for rows in self._places.values() for row in rows)


def _codings(rows: Iterable[Row]) -> dict[str, Coding]:
    """Return what the rows say, by event_id; rows that no check lets pass were never shown to anybody."""
    found = {}
    for row in rows:
        with suppress(ValueError):
            found[row["event_id"]] = coding_of(row)
    return found


def _overlap(one: Coding, other: Coding) -> bool:
    if one.trigger is None or other.trigger is None:
        return True
    return one.trigger.start < other.trigger.end and other.trigger.start < one.trigger.end


def _change(row: Row) -> str:
    ends = (row["source_actor"] or "---", row["event_code"], row["target_actor"] or "---")
    return f"the coder now proposes {' '.join(ends)}, dated {row['event_date'] or 'nowhere'}"


def _dispute(settled: Settled) -> str:
    answers = [f"{one.annotator}: {' '.join(one.answer) or 'no event'}" for one in settled.judged]
    return "; ".join([*answers, *(f"{name}: otherwise" for name in settled.against)])
