"""A task as the page shows it, and what the page sends back: plain data, with all that is wrong named by field."""

from collections.abc import Mapping
from typing import Any, Final, TypeAlias

from eventcoder.annotation.queue import UNSURE, Task
from eventcoder.annotation.vocabulary import Vocabulary
from eventcoder.types.annotation import Coding, Decision, day_of
from eventcoder.types.text import Span

Plain: TypeAlias = dict[str, Any]

RIGHT_TO_LEFT: Final = frozenset({"ar", "fa", "he", "ur", "ckb", "ps", "ug", "yi", "dv", "sd"})
_SPANS: Final = ("trigger", "source_span", "target_span")


class WrongFieldsError(ValueError):
    """Some fields of a form are wrong; `fields` says what is wrong with each."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        """Keep the faults by field."""
        super().__init__("; ".join(fields.values()))
        self.fields = dict(fields)


def direction(language: str) -> str:
    """Return the writing direction of a language as HTML names it."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def shown_task(task: Task, vocabulary: Vocabulary) -> Plain:
    """Return a task with its sentence, context and proposal."""
    passage, proposed = task.passage, task.proposed
    return {
        "text": passage.text,
        "language": passage.language,
        "dir": direction(passage.language),
        "published": passage.published.isoformat() if passage.published else "",
        "document": passage.doc_id,
        "before": task.before,
        "after": task.after,
        "seen": shown_coding(task.seen, vocabulary) if task.seen else None,
        "proposed": {
            "event": proposed.event_id,
            "coder": proposed.coder,
            "confidence": round(proposed.confidence, 2),
            "unsure": proposed.confidence < UNSURE,
            "rule": proposed.rule_id,
            "differs": proposed.differs,
            "codes": [proposed.rule_code, proposed.model_code],
        }
        if proposed
        else None,
    }


def shown_coding(coding: Coding, vocabulary: Vocabulary) -> Plain:
    """Return a coding with the names of its codes."""
    event = vocabulary.events.get(coding.code)
    return {
        "code": coding.code,
        "name": event.name if event else "",
        "about": event.definition if event else "",
        "source": coding.source or "",
        "source_name": _meaning(coding.source, vocabulary),
        "target": coding.target or "",
        "target_name": _meaning(coding.target, vocabulary),
        "day": coding.day or "",
        **{name: list(getattr(coding, name)) if getattr(coding, name) else None for name in _SPANS},
    }


def shown_decision(decision: Decision | None, vocabulary: Vocabulary) -> Plain | None:
    """Return a decision as the page shows it; None for none."""
    if decision is None:
        return None
    return {
        "id": decision.decision_id,
        "verdict": decision.verdict,
        "chosen": shown_coding(decision.chosen, vocabulary) if decision.chosen else None,
        "note": decision.note,
        "at": decision.at.isoformat(timespec="seconds"),
        "via": decision.via,
    }


def _meaning(code: str | None, vocabulary: Vocabulary) -> str:
    return vocabulary.actor_text(code).removeprefix(code).strip() if code else ""


def read_coding(data: Any, task: Task, vocabulary: Vocabulary) -> Coding:
    """Return the coding a form was filled in with. Raises WrongFieldsError for all that is wrong with it."""
    form = data if isinstance(data, dict) else {}
    wrong: dict[str, str] = {}
    code = _read(lambda: vocabulary.event(_text(form, "code")), "code", wrong)
    source, target = (
        _read(lambda end=end: vocabulary.actor(_text(form, end)), end, wrong) for end in ("source", "target")
    )
    day = _text(form, "day").strip() or None
    if day is not None:
        _read(lambda: day_of(day), "day", wrong)
    spans = [_read(lambda name=name: _span(form.get(name), task.passage.text), name, wrong) for name in _SPANS]
    if source is None and target is None and not {"source", "target"} & wrong.keys():
        wrong["source"] = "name a source or a target"
    if wrong:
        raise WrongFieldsError(wrong)
    return Coding(code or "", source, target, day, *spans)


def _read(call: Any, field: str, wrong: dict[str, str]) -> Any:
    try:
        return call()
    except ValueError as problem:
        wrong[field] = str(problem)
        return None


def _text(form: Mapping[str, Any], name: str) -> str:
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def _span(value: Any, text: str) -> Span | None:
    if value is None:
        return None
    if not isinstance(value, list) or len(value) != 2 or not all(type(one) is int for one in value):
        raise ValueError("mark words of the sentence")
    start, end = value
    if not 0 <= start < end <= len(text):
        raise ValueError("the words marked lie outside the sentence")
    return Span(start, end)
