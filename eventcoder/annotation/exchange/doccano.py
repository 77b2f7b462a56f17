"""doccano: JSONL of its sequence labelling projects with relations, the same for import and export.

https://doccano.github.io/doccano/ describes it. Labels are "Event 042" on trigger words and "Actor TURGOV" on
the words of actors; relations are "source" and "target". Have it export approved documents only.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from eventcoder.annotation.exchange.marked import MarkedSentence, MarkedSpan, linked, placed


def write(sentences: Iterable[MarkedSentence]) -> str:
    """Return documents for import, the proposals as entities and relations."""
    return "".join(json.dumps(_document(one), ensure_ascii=False) + "\n" for one in sentences)


def _document(one: MarkedSentence) -> dict[str, Any]:
    entities: list[dict[str, Any]] = []
    relations: list[dict[str, Any]] = []
    for event in one.events:
        trigger = _entity("Event", event.trigger, entities)
        for name, actor in (("source", event.source), ("target", event.target)):
            if actor is not None:
                ends = {"from_id": trigger, "to_id": _entity("Actor", actor, entities), "type": name}
                relations.append({"id": len(relations) + 1, **ends})
    meta = {"sentence": one.sentence, "sheet": one.sheet, "language": one.language}
    return {"text": one.text, "entities": entities, "relations": relations, **meta}


def _entity(kind: str, marked: MarkedSpan, entities: list[dict[str, Any]]) -> int:
    number = len(entities) + 1
    where = {"start_offset": marked.span.start, "end_offset": marked.span.end}
    entities.append({"id": number, "label": f"{kind} {marked.code}", **where})
    return number


def read(text: str) -> list[MarkedSentence]:
    """Return what annotators marked. Raises ValueError for what is no such export, and for spans outside the text."""
    return [_sentence(json.loads(line)) for line in text.splitlines() if line.strip()]


def _sentence(data: Mapping[str, Any]) -> MarkedSentence:
    labels = {one["id"]: one["label"].partition(" ") for one in data.get("entities", ())}
    spans = {
        one["id"]: MarkedSpan(placed(data["text"], one["start_offset"], one["end_offset"]), labels[one["id"]][2])
        for one in data.get("entities", ())
    }
    relations = [(one["from_id"], one["to_id"], one["type"]) for one in data.get("relations", ())]
    meta = data.get("meta") or data
    events = linked(spans, relations, [key for key, (kind, _, _) in labels.items() if kind == "Event"])
    return MarkedSentence(meta["sheet"], meta["sentence"], data["text"], meta.get("language", ""), events)
