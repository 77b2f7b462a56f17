"""Decisions as lines of a ledger: one JSON object each, keys in one order, so that git can diff them."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from eventcoder.types.annotation import Coding, Decision, Item, Passage
from eventcoder.types.text import Span

FORMAT: Final = 1
_OPTIONAL: Final = ("note", "version", "codebook", "blind", "adjudicated", "undoes")


def to_line(decision: Decision) -> str:
    """Return a decision as one line of JSON, closed by a line end; letters stay readable."""
    return json.dumps(to_record(decision), ensure_ascii=False, separators=(", ", ": ")) + "\n"


def from_line(line: str) -> Decision:
    """Return the decision of a line. Raises ValueError saying what is wrong with it."""
    data = json.loads(line)
    if not isinstance(data, dict):
        raise ValueError("a decision is a JSON object")
    return from_record(data)


def to_record(decision: Decision) -> dict[str, Any]:
    """Return a decision as plain data; what is empty is left out."""
    passage = decision.passage
    record: dict[str, Any] = {
        "id": decision.decision_id,
        "annotator": decision.annotator,
        "at": decision.at.isoformat(),
        "verdict": decision.verdict,
        "about": decision.item.kind,
        "item": decision.item.key,
        "seen": _coding(decision.seen),
        "chosen": _coding(decision.chosen),
        "text": passage.text,
        "language": passage.language,
        "document": passage.doc_id,
        "sentence": passage.sentence_id,
        "published": passage.published.isoformat() if passage.published else None,
        "via": decision.via,
    }
    record |= {name: value for name in _OPTIONAL if (value := getattr(decision, name))}
    return record | {"format": FORMAT}


def from_record(data: Mapping[str, Any]) -> Decision:
    """Return the decision that `to_record` wrote. Raises ValueError where it did not, or where the id does not fit."""
    if data.get("format") != FORMAT:
        raise ValueError(f"written in format {data.get('format')!r}, and this eventcoder reads {FORMAT}")
    try:
        published = data["published"]
        passage = Passage(
            text=str(data["text"]),
            language=str(data["language"]),
            doc_id=str(data["document"]),
            sentence_id=str(data["sentence"]),
            published=date.fromisoformat(published) if published else None,
        )
        decision = Decision(
            annotator=data["annotator"],
            at=datetime.fromisoformat(data["at"]),
            verdict=data["verdict"],
            item=Item(data["about"], data["item"]),
            passage=passage,
            seen=_read_coding(data["seen"]),
            chosen=_read_coding(data["chosen"]),
            via=data["via"],
            **{name: data[name] for name in _OPTIONAL if name in data},
        )
    except (KeyError, TypeError, AttributeError) as problem:
        raise ValueError(f"not a decision: {type(problem).__name__}: {problem}") from problem
    if decision.decision_id != data.get("id"):
        raise ValueError("was changed by hand: its id does not fit what it says")
    return decision


def _coding(coding: Coding | None) -> dict[str, Any] | None:
    if coding is None:
        return None
    spans = {"trigger": coding.trigger, "source_words": coding.source_span, "target_words": coding.target_span}
    marked = {name: [*span] for name, span in spans.items() if span}
    return {"source": coding.source, "code": coding.code, "target": coding.target, "date": coding.day, **marked}


def _read_coding(data: Mapping[str, Any] | None) -> Coding | None:
    if data is None:
        return None
    spans = (Span(*data[name]) if name in data else None for name in ("trigger", "source_words", "target_words"))
    return Coding(data["code"], data["source"], data["target"], data["date"], *spans)
