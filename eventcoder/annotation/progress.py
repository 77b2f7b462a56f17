"""How far a round is: who decided what, and what is left."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from eventcoder.annotation.queue import Task
from eventcoder.annotation.settle import latest
from eventcoder.types.annotation import Decision


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one annotator is in a round.

    `tasks` and `done` count rows of the sheet; `verdicts` counts their standing decisions by verdict, additions
    included. `last` is ISO 8601, empty where there is none.
    """

    annotator: str
    tasks: int
    done: int
    verdicts: Mapping[str, int]
    last: str = ""


def progress(annotator: str, tasks: Sequence[Task], decisions: Iterable[Decision]) -> Progress:
    """Return how far an annotator is with the tasks given to them, by the decisions of the round."""
    mine = [one for (name, adjudicated, _), one in latest(decisions).items() if name == annotator and not adjudicated]
    items = {one.item for one in mine}
    answered = {one.passage.key for one in mine if one.item.kind == "added"}
    done = sum(task.item in items or (task.seen is None and task.passage.key in answered) for task in tasks)
    last = max((one.at.isoformat(timespec="seconds") for one in mine), default="")
    return Progress(annotator, len(tasks), done, dict(Counter(one.verdict for one in mine)), last)
