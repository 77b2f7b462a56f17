"""All that is said at the page: a version, its codes, and a desk for each annotator."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

from eventcoder.annotation.wording import LANGUAGES
from eventcoder.explain import explain_event, find_event
from eventcoder.loop.workplace import Workplace
from eventcoder.plain_yaml import parse_yaml
from eventcoder.report.explain import event_lines
from eventcoder.web.desk import Desk
from eventcoder.web.finder import Finder, Found
from eventcoder.web.reading import Plain, direction, read_coding, shown_decision, shown_task
from eventcoder.web.shelf import STATES, Filters

_VERDICTS: Final = ("confirmed", "corrected", "rejected", "added")
_EXCERPT: Final = 90


@dataclass(frozen=True, slots=True)
class Answer:
    """What an annotator answers about a row; `chosen` is the form as it came, `language` that of the page."""

    verdict: str
    chosen: Any = None
    note: str = ""
    language: str = "en"


class Room:
    """What the page asks for, as plain data. Safe to use from several threads."""

    def __init__(self, place: Workplace, finder: Finder, desks: Sequence[Desk], round_name: str) -> None:
        """Open a version for the annotators at some desks, whose decisions go to a round."""
        self._place, self._finder, self._round = place, finder, round_name
        self._desks = {desk.annotator: desk for desk in desks}
        self._parser = threading.Lock()
        self._explained = lru_cache(maxsize=200)(self._explain)

    @property
    def title(self) -> str:
        """Return what is annotated, as "news/1.0.0"."""
        return self._place.label

    def start(self, who: str) -> Plain:
        """Return what does not change: who is here, labels in three languages, what can be filtered by."""
        shelf = self._desks[who].shelf
        languages = sorted({one for one in shelf.rows["language"].unique().to_pylist() if one})
        roots = sorted({one for one in shelf.rows["root"].unique().to_pylist() if one})
        events = self._place.book.events
        return {
            "annotator": who,
            "title": self.title,
            "round": self._round,
            "blind": shelf.blind,
            "languages": languages,
            "roots": [{"code": root, "name": events[root].name if root in events else ""} for root in roots],
            "states": list(STATES),
            "labels": _labels(),
            "progress": self._progress(who),
        }

    def queue(self, who: str, wanted: Filters, start: int, most: int, around: int | None = None) -> Plain:
        """Return the rows that meet the filters from number `start` on, at most `most`, and how many there are.

        With `around`, the stretch that holds this row of the shelf, or the next one that meets the filters.
        """
        desk = self._desks[who]
        desk.refresh()
        found = desk.shelf.select(wanted)
        if around is not None:
            start = max(0, int(found.searchsorted(around)) // most * most)
        rows = found[start : start + most].tolist()
        return {
            "total": len(found),
            "start": start,
            "rows": [self._line(desk, row) for row in rows],
            "progress": self._progress(who),
        }

    def task(self, who: str, row: int, language: str = "") -> Plain:
        """Return all there is to see of a row, actors named in a language. Raises IndexError where there is none."""
        desk = self._desks[who]
        task = desk.shelf.task(row)
        words = self._finder.vocabulary(language or task.passage.language)
        additions = [shown_decision(one, words) for one in desk.additions(task)]
        return {
            "row": row,
            "task": shown_task(task, words),
            "answer": shown_decision(desk.held.get(task.item), words),
            "additions": additions,
            "beside": [self._line(desk, one) for one in desk.shelf.beside(row)],
            "progress": self._progress(who),
        }

    def decide(self, who: str, row: int, answer: Answer, now: datetime) -> Plain:
        """Write a decision, and return the row as it is now. Raises ValueError where it cannot be."""
        verdict = answer.verdict
        desk = self._desks[who]
        if verdict not in _VERDICTS:
            raise ValueError(f"no verdict is called {verdict!r}; known: {', '.join(_VERDICTS)}")
        task = desk.shelf.task(row)
        needed = verdict in ("corrected", "added")
        coding = read_coding(answer.chosen, task, self._finder.vocabulary(answer.language)) if needed else None
        made = desk.decide(task, verdict, coding, answer.note, now)
        return {**self.task(who, row, answer.language), "saved": made.decision_id}

    def undo(self, who: str, decision_id: str | None, now: datetime) -> Plain:
        """Take back the last decision made at the page, or the one named, and say which row it was about."""
        desk = self._desks[who]
        gone = desk.undo(now, decision_id)
        row = desk.shelf.row_of(gone) if gone else None
        told = {"verdict": gone.verdict, "row": row} if gone else None
        return {"undone": told, "progress": self._progress(who)}

    def why(self, who: str, row: int) -> Plain:
        """Return why the event of a row was coded, as lines to read."""
        proposed = self._desks[who].shelf.task(row).proposed
        return {"lines": list(self._explained(proposed.event_id)) if proposed else []}

    def find_events(self, words: str) -> list[Plain]:
        """Return the event codes some words lead to."""
        return [_shown(one) for one in self._finder.events(words)]

    def find_actors(self, words: str, language: str) -> list[Plain]:
        """Return the actor codes some words lead to, named in a language."""
        return [_shown(one) for one in self._finder.actors(words, language)]

    def _line(self, desk: Desk, row: int) -> Plain:
        own = desk.shelf.rows.slice(row, 1).to_pylist()[0]
        text = own["text"]
        at = max(0, min((own["trigger_start"] or 0) - _EXCERPT // 3, len(text) - _EXCERPT))
        return {
            "row": row,
            "text": f"{'…' if at else ''}{text[at : at + _EXCERPT]}{'…' if at + _EXCERPT < len(text) else ''}",
            "dir": direction(own["language"]),
            "language": own["language"],
            "code": own["code"] or "",
            "source": own["source"] or "",
            "target": own["target"] or "",
            "state": STATES[desk.shelf.states[row]],
        }

    def _progress(self, who: str) -> Plain:
        others = {name: desk.progress() for name, desk in self._desks.items() if name != who}
        return {
            **self._desks[who].progress(),
            "others": {name: one["all"] - one["open"] for name, one in others.items()},
        }

    def _explain(self, event_id: str) -> tuple[str, ...]:
        version = self._place.version
        with self._parser:
            found = find_event(version.folder.parent.parent, event_id, version.name, str(version.version))
            return tuple(event_lines(explain_event(found, self._place.codebook)))


def _shown(found: Found) -> Plain:
    return {"code": found.code, "name": found.name, "about": found.about, "words": list(found.words)}


@lru_cache(maxsize=1)
def _labels() -> Mapping[str, Mapping[str, str]]:
    """Return the words of the page by language."""
    data: dict[str, dict[str, str]] = parse_yaml((files("eventcoder.web") / "labels.yaml").read_text("utf-8"))
    return {language: {name: texts[language] for name, texts in data.items()} for language in LANGUAGES}
