"""What there is to judge: the sentences of a sample, each with its proposals, context and what the coders think.

The sheets and the review page show the same tasks; what a person answers is made into decisions by `judged`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, TypeAlias

import pyarrow as pa
import pyarrow.compute as pc

from eventcoder.annotation.rewrite import coding_of
from eventcoder.types.annotation import Coding, Decision, Item, Passage

Row: TypeAlias = Mapping[str, Any]

UNSURE: Final = 0.5
"""Below this confidence a proposal is marked as unsure."""

_SENTENCE: Final = (
    "sentence_id", "doc_id", "article_no", "sentence_no", "text", "language", "published_date", "outcome",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Proposed:
    """What is known of a proposal beside its coding; `differs` says that rule and model coder do not agree."""

    event_id: str
    coder: str
    confidence: float
    rule_id: str
    agreement: str | None = None
    rule_code: str | None = None
    model_code: str | None = None

    @property
    def differs(self) -> bool:
        """Return whether only one of rule and model coder sees this code."""
        return self.agreement in ("rule", "model", "differ")


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to judge: a proposal, or a sentence for which nothing is proposed (or from which it is withheld).

    `number` counts sentences from 1; tasks of one sentence share it. `before` and `after` are the sentences around it,
    joined by blanks, empty at the ends of an article.
    """

    number: int
    passage: Passage
    before: str
    after: str
    seen: Coding | None = None
    proposed: Proposed | None = None

    @property
    def item(self) -> Item:
        """Return what a decision about this task is about, as long as nothing is added."""
        return Item.proposal(self.passage, self.seen) if self.seen else Item.none(self.passage)


@dataclass(frozen=True, slots=True)
class Session:
    """Who judges what, and with which tool; `version` is "news/1.0.0", `codebook` a hash, `blind` hides proposals."""

    annotator: str
    version: str
    codebook: str
    via: str
    blind: bool = False
    adjudicated: bool = False


def tasks(
    events: pa.Table, sentences: pa.Table, sample: Iterable[str], *, context: int = 1, blind: bool = False
) -> list[Task]:
    """Return the tasks of the sentences whose ids are in `sample`, in its order; ids the version lacks are left out.

    `events` and `sentences` are tables of a version with its words. `context` is how many sentences to show before and
    after. With `blind` there is one task a sentence, and no proposals.
    """
    wanted = list(dict.fromkeys(sample))
    ids = pa.array(wanted, pa.string())
    proposals: dict[str, list[Row]] = defaultdict(list)
    if not blind:
        for row in events.filter(pc.is_in(events["sentence_id"], value_set=ids)).to_pylist():
            proposals[row["sentence_id"]].append(row)
    articles = _articles(sentences, ids)
    found: list[Task] = []
    known = [one for one in wanted if one in articles]
    for number, sentence_id in enumerate(known, 1):
        rows, at = articles[sentence_id]
        around = (_joined(rows[max(0, at - context) : at]), _joined(rows[at + 1 : at + 1 + context]))
        task = Task(number, passage_of(rows[at]), *around)
        shown = sorted(proposals[sentence_id], key=lambda row: (row["trigger_start"], row["event_id"]))
        found += [replace(task, seen=coding_of(row), proposed=_proposed(row)) for row in shown] or [task]
    return found


def passage_of(row: Row) -> Passage:
    """Return the sentence of a row of the sentences table."""
    return Passage(row["text"], row["language"], row["doc_id"], row["sentence_id"], row["published_date"])


def _articles(sentences: pa.Table, ids: pa.Array) -> dict[str, tuple[list[Row], int]]:
    """Return for each id the sentences of its article in order, and its place among them."""
    documents = pc.unique(sentences.filter(pc.is_in(sentences["sentence_id"], value_set=ids))["doc_id"])
    near = sentences.filter(pc.is_in(sentences["doc_id"], value_set=documents)).select([*_SENTENCE])
    articles: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for row in near.to_pylist():
        articles[row["doc_id"], row["article_no"]].append(row)
    for rows in articles.values():
        rows.sort(key=lambda row: row["sentence_no"])
    return {row["sentence_id"]: (rows, at) for rows in articles.values() for at, row in enumerate(rows)}


def _joined(rows: Iterable[Row]) -> str:
    return " ".join(row["text"] for row in rows if row["text"])


def _proposed(row: Row) -> Proposed:
    opinions = {name: row.get(name) for name in ("agreement", "rule_code", "model_code")}
    return Proposed(row["event_id"], row["coder"], float(row["confidence"]), row["rule_id"], **opinions)


def judged(
    session: Session, task: Task, verdict: str, chosen: Coding | None, now: datetime, note: str = ""
) -> Decision:
    """Return the decision of a verdict about a task.

    "confirmed" holds the proposal, or says that the sentence has no event; "corrected" and "added" hold `chosen`;
    "rejected" holds nothing. Raises ValueError where verdict and task do not fit each other.
    """
    item, seen = task.item, task.seen
    if verdict == "confirmed":
        chosen = task.seen
    elif verdict == "added" and chosen is not None:
        item, seen = Item.addition(task.passage, chosen), None
    return Decision(
        session.annotator, now, verdict, item, task.passage, seen, None if verdict == "rejected" else chosen, note,
        session.version, session.codebook, session.via, session.blind, session.adjudicated,
    )  # fmt: skip


def withdrawn(session: Session, decision: Decision, now: datetime) -> Decision:
    """Return the decision that takes another one back."""
    return Decision(
        session.annotator, now, "undone", decision.item, decision.passage, version=session.version,
        codebook=session.codebook, via=session.via, adjudicated=decision.adjudicated, undoes=decision.decision_id,
    )  # fmt: skip


def unfinished(found: Iterable[Task], decided: Collection[Item]) -> list[Task]:
    """Return the tasks nobody has decided about, given the items that were."""
    return [task for task in found if task.item not in decided]
