"""Label Studio: tasks as its JSON import format has them, results as its JSON export has them.

https://labelstud.io/guide/tasks and https://labelstud.io/guide/export describe both. Every span is a region of the
labels "Event" or "Actor" with its code in a text area of the region; relations are "source" and "target".
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from eventcoder.annotation.exchange.marked import MarkedEvent, MarkedSentence, MarkedSpan, linked, placed

CONFIG = """<View>
  <Text name="text" value="$text"/>
  <Labels name="kind" toName="text">
    <Label value="Event" background="#B45F06" hotkey="e"/>
    <Label value="Actor" background="#0B5394" hotkey="a"/>
  </Labels>
  <TextArea name="code" toName="text" perRegion="true" editable="true" maxSubmissions="1" placeholder="042 or TURGOV"/>
  <Relations>
    <Relation value="source"/>
    <Relation value="target"/>
  </Relations>
</View>
"""
"""The labelling interface to paste into a project's settings."""


def write(sentences: Iterable[MarkedSentence]) -> str:
    """Return tasks for import, the proposals as predictions."""
    return json.dumps([_task(one) for one in sentences], ensure_ascii=False, indent=1) + "\n"


def _task(one: MarkedSentence) -> dict[str, Any]:
    data = {"text": one.text, "sentence": one.sentence, "sheet": one.sheet, "language": one.language}
    results = [result for number, event in enumerate(one.events) for result in _results(number, event, one.text)]
    return {"data": data, "predictions": [{"model_version": "eventcoder", "result": results}]}


def _results(number: int, event: MarkedEvent, text: str) -> Iterator[dict[str, Any]]:
    parts = {"event": event.trigger, "source": event.source, "target": event.target}
    for name, marked in parts.items():
        if marked is not None:
            label = "Event" if name == "event" else "Actor"
            region = {"id": f"{name}-{number}", "from_name": "kind", "to_name": "text", "type": "labels"}
            where = {"start": marked.span.start, "end": marked.span.end}
            yield {**region, "value": {**where, "text": marked.span.cut(text), "labels": [label]}}
            yield {**region, "from_name": "code", "type": "textarea", "value": {**where, "text": [marked.code]}}
            if name != "event":
                ends = {"from_id": f"event-{number}", "to_id": f"{name}-{number}", "labels": [name]}
                yield {"type": "relation", "direction": "right", **ends}


def read(text: str) -> list[MarkedSentence]:
    """Return what annotators marked; tasks without an annotation, or a skipped one, are not done.

    Raises ValueError for what is no export of Label Studio, and for spans whose words stand elsewhere.
    """
    tasks = json.loads(text)
    if not isinstance(tasks, list):
        raise ValueError("an export of Label Studio is a list of tasks")
    return [_sentence(task) for task in tasks]


def _sentence(task: Mapping[str, Any]) -> MarkedSentence:
    data = task["data"]
    given = [one for one in task.get("annotations", ()) if not one.get("was_cancelled")]
    results = given[-1]["result"] if given else []
    events = _events(results, data["text"])
    return MarkedSentence(data["sheet"], data["sentence"], data["text"], data.get("language", ""), events, bool(given))


def _events(results: Iterable[Mapping[str, Any]], text: str) -> tuple[MarkedEvent, ...]:
    codes, places, kinds, relations = {}, {}, {}, []
    for one in results:
        value = one.get("value", {})
        if one["type"] == "labels":
            places[one["id"]] = placed(text, value["start"], value["end"], value.get("text"))
            kinds[one["id"]] = value["labels"][0]
        elif one["type"] == "textarea":
            codes[one["id"]] = value["text"][0] if isinstance(value["text"], list) else value["text"]
        elif one["type"] == "relation":
            relations += [(one["from_id"], one["to_id"], label) for label in one.get("labels") or [""]]
    spans = {key: MarkedSpan(span, codes.get(key, "")) for key, span in places.items()}
    return linked(spans, relations, [key for key, kind in kinds.items() if kind == "Event"])
