"""Prodigy: JSONL of its recipe rel.manual, the same for input and for what db-out gives.

https://prodi.gy/docs/api-interfaces describes spans, tokens and relations. Labels are "Event 042" and "Actor TURGOV";
relations lead from the event to its "source" and "target".
"""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeAlias

from eventcoder.annotation.exchange.marked import MarkedSentence, MarkedSpan, linked, placed
from eventcoder.types.text import Span

_Key: TypeAlias = tuple[int, int, str, int | None]
_TOKEN: Final = re.compile(r"\w+|[^\w\s]")


def write(sentences: Iterable[MarkedSentence]) -> str:
    """Return examples to annotate, the proposals as spans and relations."""
    return "".join(json.dumps(_example(one), ensure_ascii=False) + "\n" for one in sentences)


def _example(one: MarkedSentence) -> dict[str, Any]:
    marked = [part for event in one.events for part in (event.trigger, event.source, event.target) if part]
    tokens = _tokens(one.text, [part.span for part in marked])
    spans, relations = [], []
    for number, event in enumerate(one.events):
        trigger = _span("Event", event.trigger, tokens) | {"event": number}
        spans.append(trigger)
        for name, actor in (("source", event.source), ("target", event.target)):
            if actor is not None:
                child = _span("Actor", actor, tokens) | {"event": number}
                spans.append(child)
                ends = {"head": trigger["token_end"], "child": child["token_end"]}
                relations.append({**ends, "label": name, "head_span": trigger, "child_span": child})
    meta = {"sentence": one.sentence, "sheet": one.sheet, "language": one.language}
    return {"text": one.text, "meta": meta, "tokens": tokens, "spans": spans, "relations": relations}


def _tokens(text: str, spans: Iterable[Span]) -> list[dict[str, Any]]:
    """Return tokens that no span cuts: Arabic clitics that are marked become tokens of their own."""
    cuts = {at for span in spans for at in span}
    found: list[Span] = []
    for word in _TOKEN.finditer(text):
        inner = [at for at in sorted(cuts) if word.start() < at < word.end()]
        found += [Span(*pair) for pair in zip([word.start(), *inner], [*inner, word.end()], strict=True)]
    return [
        {"text": one.cut(text), "start": one.start, "end": one.end, "id": at, "ws": text[one.end : one.end + 1] == " "}
        for at, one in enumerate(found)
    ]


def _span(kind: str, marked: MarkedSpan, tokens: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    inside = [one["id"] for one in tokens if marked.span.start < one["end"] and one["start"] < marked.span.end]
    where = {"start": marked.span.start, "end": marked.span.end, "token_start": inside[0], "token_end": inside[-1]}
    return {**where, "label": f"{kind} {marked.code}"}


def read(text: str) -> list[MarkedSentence]:
    """Return what annotators marked; only accepted examples are done, and the last answer to one counts.

    Raises ValueError for what is no such file, and for spans outside the text.
    """
    found: dict[str, MarkedSentence] = {}
    for line in text.splitlines():
        if line.strip():
            one = _sentence(json.loads(line))
            found[one.sentence] = one
    return list(found.values())


def _sentence(data: Mapping[str, Any]) -> MarkedSentence:
    spans: dict[_Key, MarkedSpan] = {}
    for one in data.get("spans", ()):
        span = placed(data["text"], one["start"], one["end"])
        spans[_key(one)] = MarkedSpan(span, one["label"].partition(" ")[2])
    given = data.get("relations", ())
    relations = [(_known(one["head_span"], spans), _known(one["child_span"], spans), one["label"]) for one in given]
    events = linked(spans, relations, [key for key in spans if key[2].startswith("Event ")])
    meta = data["meta"]
    done = data.get("answer") == "accept"
    return MarkedSentence(meta["sheet"], meta["sentence"], data["text"], meta.get("language", ""), events, done)


def _key(span: Mapping[str, Any]) -> _Key:
    """Return what tells spans apart: two events may share their trigger words and code."""
    return span["start"], span["end"], span["label"], span.get("event")


def _known(span: Mapping[str, Any], spans: Mapping[_Key, MarkedSpan]) -> _Key:
    """Return the span a relation names; one that an annotator drew anew has lost the number of its event."""
    key = _key(span)
    return key if key in spans else next((one for one in spans if one[:3] == key[:3]), key)
