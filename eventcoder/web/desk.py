"""What annotators do at the page: look, decide, take back. Every decision is on the disk before it is answered."""

import threading
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from eventcoder.annotation.ledger import append, ledger_folder
from eventcoder.annotation.queue import Session, Task, judged, withdrawn
from eventcoder.annotation.records import from_line
from eventcoder.annotation.rounds import Round
from eventcoder.annotation.settle import latest
from eventcoder.errors import InputError
from eventcoder.loop.workplace import Workplace
from eventcoder.types.annotation import Coding, Decision, Item
from eventcoder.web.shelf import STATES, Shelf

VIA: Final = "page"
_MANY: Final = 100


class Ledger:
    """The decisions of one annotator, over all rounds of a dataset, read on from where they were read last."""

    def __init__(self, root: Path, dataset: str, annotator: str, round_name: str) -> None:
        """Read the ledgers under `root`; decisions made here go to the round named."""
        self._root, self._dataset, self._annotator = root, dataset, annotator
        self._folder = ledger_folder(root, dataset, round_name)
        self._read: dict[Path, int] = {}
        self.decisions: dict[str, Decision] = {}

    def append(self, decision: Decision) -> None:
        """Write a decision; it is on the disk when this returns."""
        append(self._folder, [decision])

    def fresh(self) -> list[Decision]:
        """Return what was written since the last look. Raises InputError for a line that is no decision."""
        found = [
            one
            for path in sorted(self._root.glob(f"{self._dataset}/*/{self._annotator}.jsonl"))
            for one in self._rest(path)
        ]
        new = [one for one in found if one.decision_id not in self.decisions]
        self.decisions |= {one.decision_id: one for one in new}
        return new

    def _rest(self, path: Path) -> list[Decision]:
        with path.open("rb") as file:
            file.seek(self._read.get(path, 0))
            content = file.read()
        whole = content[: content.rfind(b"\n") + 1]
        self._read[path] = self._read.get(path, 0) + len(whole)
        try:
            return [from_line(line.decode("utf-8")) for line in whole.splitlines()]
        except ValueError as problem:
            raise InputError(f"{path}: {problem}") from problem


class Desk:
    """The place of one annotator: their tasks, and what they hold of each.

    Decisions that came in by sheet or by another page are seen at the next look. Safe to use from several threads.
    """

    def __init__(self, place: Workplace, ledger: Ledger, annotator: str, plan: Round | None = None) -> None:
        """Lay out the tasks of a version, or of a round, for an annotator."""
        self.annotator = annotator
        self.shelf = Shelf(place, plan, annotator)
        self._session: Session = place.session(annotator, VIA, blind=self.shelf.blind)
        self._ledger = ledger
        self._lock = threading.RLock()
        self._held: dict[Item, Decision] = {}
        self.refresh()

    def refresh(self) -> None:
        """Take in what was written to the ledger since the last look, here or elsewhere."""
        with self._lock:
            if new := self._ledger.fresh():
                before = self._held
                ordered = sorted(self._ledger.decisions.values(), key=lambda one: (one.at, one.decision_id))
                self._held = {item: one for (_, _, item), one in latest(ordered).items()}
                whole = len(before) == 0 or len(new) > _MANY
                self.shelf.lay(self._held, None if whole else {one.passage.text for one in new})

    @property
    def held(self) -> Mapping[Item, Decision]:
        """Return what the annotator holds of each item by now."""
        return self._held

    def additions(self, task: Task) -> list[Decision]:
        """Return the events the annotator has added to a sentence."""
        key = task.passage.key
        return [one for item, one in self._held.items() if item.kind == "added" and one.passage.key == key]

    def decide(self, task: Task, verdict: str, chosen: Coding | None, note: str, now: datetime) -> Decision:
        """Write a decision to the ledger, and return it. Raises ValueError where verdict and task do not fit."""
        if verdict == "corrected" and chosen is not None and chosen == task.seen:
            raise ValueError("nothing was changed: confirm it, or change what is wrong")
        if task.seen is None and verdict in ("corrected", "rejected"):
            raise ValueError("no event is proposed here: say that there is none, or add one")
        return self._written(judged(self._session, task, verdict, chosen, now, note))

    def undo(self, now: datetime, decision_id: str | None = None) -> Decision | None:
        """Take back a decision, the last one unless another is named, and return it; None where there is none."""
        with self._lock:
            self.refresh()
            mine = [one for one in self._held.values() if decision_id in (None, one.decision_id)]
            mine = [one for one in mine if one.via == VIA or decision_id is not None]
            if not mine:
                return None
            last = max(mine, key=lambda one: (one.at, one.decision_id))
            self._written(withdrawn(self._session, last, now))
            return last

    def progress(self) -> dict[str, int]:
        """Return how many rows there are in each state, and in all."""
        counts = {name: int((self.shelf.states == at).sum()) for at, name in enumerate(STATES)}
        return {**counts, "all": len(self.shelf)}

    def _written(self, decision: Decision) -> Decision:
        with self._lock:
            self._ledger.append(decision)
            self.refresh()
        return decision
