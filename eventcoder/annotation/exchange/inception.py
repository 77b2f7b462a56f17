"""INCEpTION: one UIMA CAS document in JSON (version 0.4.0) for a sheet, as INCEpTION imports and exports it.

https://inception-project.github.io describes the format "UIMA CAS JSON 0.4.0", in which offsets count UTF-16 units.
Sentences stand one to a line. The layer webanno.custom.Coded has the features `kind` ("event" or "actor") and `code`;
webanno.custom.CodedRole leads from an event (governor) to an actor (dependent) with the feature `role`, "source" or
"target". Each sentence carries its id, so that results find their way back; the layer webanno.custom.Task holds it.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from eventcoder.annotation.cells import utf16_length
from eventcoder.annotation.exchange.marked import MarkedSentence, MarkedSpan, linked, placed, utf16_span
from eventcoder.types.text import Span

_CODED: Final = "webanno.custom.Coded"
_ROLE: Final = "webanno.custom.CodedRole"
_TASK: Final = "webanno.custom.Task"
_SENTENCE: Final = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence"
_ANNOTATION: Final = "uima.tcas.Annotation"
_STRING: Final = "uima.cas.String"


def _type(name: str, **features: str) -> dict[str, Any]:
    return {
        "%NAME": name,
        "%SUPER_TYPE": _ANNOTATION,
        **{key: {"%NAME": key, "%RANGE": kind} for key, kind in features.items()},
    }


_TYPES: Final = {
    _CODED: _type(_CODED, kind=_STRING, code=_STRING),
    _ROLE: _type(_ROLE, role=_STRING, Governor=_CODED, Dependent=_CODED),
    _TASK: _type(_TASK, sentence=_STRING, sheet=_STRING, language=_STRING, done=_STRING),
    _SENTENCE: _type(_SENTENCE, id=_STRING),
}


def write(sentences: Iterable[MarkedSentence]) -> str:
    """Return a document with all sentences, the proposals marked."""
    made = _Cas()
    for one in sentences:
        made.add(one)
    return json.dumps(made.document(), ensure_ascii=False, indent=1) + "\n"


class _Cas:
    """A document that grows by a sentence at a time."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._length = 0
        self._structures: list[dict[str, Any]] = []

    def add(self, one: MarkedSentence) -> None:
        line = one.text.replace("\n", " ").replace("\r", " ")
        whole = Span(0, len(line))
        meta = {"sentence": one.sentence, "sheet": one.sheet, "language": one.language, "done": "true"}
        self._annotation(_SENTENCE, line, whole, id=one.sentence)
        self._annotation(_TASK, line, whole, **meta)
        for event in one.events:
            trigger = self._coded("event", line, event.trigger)
            for role, actor in (("source", event.source), ("target", event.target)):
                if actor is not None:
                    ends = {"@Governor": trigger, "@Dependent": self._coded("actor", line, actor)}
                    self._annotation(_ROLE, line, actor.span, role=role, **ends)
        self._text.append(line)
        self._length += utf16_length(line) + 1

    def _coded(self, kind: str, line: str, marked: MarkedSpan) -> int:
        return self._annotation(_CODED, line, marked.span, kind=kind, code=marked.code)

    def _annotation(self, layer: str, line: str, span: Span, **features: Any) -> int:
        start, end = utf16_span(line, span)
        where = {"@sofa": 1, "begin": self._length + start, "end": self._length + end}
        number = len(self._structures) + 2
        self._structures.append({"%ID": number, "%TYPE": layer, **where, **features})
        return number

    def document(self) -> dict[str, Any]:
        sofa = {
            "%ID": 1,
            "%TYPE": "uima.cas.Sofa",
            "sofaNum": 1,
            "sofaID": "_InitialView",
            "mimeType": "text",
            "sofaString": "\n".join(self._text),
        }
        members = [one["%ID"] for one in self._structures]
        views = {"_InitialView": {"%SOFA": 1, "%MEMBERS": members}}
        return {"%TYPES": _TYPES, "%FEATURE_STRUCTURES": [sofa, *self._structures], "%VIEWS": views}


def read(text: str) -> list[MarkedSentence]:
    """Return what annotators marked in the sentences of a document; all of them are done.

    Raises ValueError for what is no such document, and for marks that lie in no sentence or in two.
    """
    data = json.loads(text)
    structures = data["%FEATURE_STRUCTURES"]
    listed = structures if isinstance(structures, list) else [{"%ID": key, **one} for key, one in structures.items()]
    sofa = next(one for one in listed if one["%TYPE"] == "uima.cas.Sofa")["sofaString"]
    places = {one["%ID"]: placed(sofa, *_code_points(sofa, one)) for one in listed if one["%TYPE"] in (_CODED, _TASK)}
    coded = [one for one in listed if one["%TYPE"] == _CODED]
    roles = [one for one in listed if one["%TYPE"] == _ROLE]
    tasks = [one for one in listed if one["%TYPE"] == _TASK]
    found = [_sentence(sofa, task, places, coded, roles) for task in tasks]
    inside = sum(len(_inside(places[task["%ID"]], places, coded)) for task in tasks)
    if inside != len(coded):
        raise ValueError(f"{len(coded) - inside} marks lie in no sentence, or go beyond one")
    return found


def _code_points(sofa: str, one: Mapping[str, Any]) -> tuple[int, int]:
    raw = sofa.encode("utf-16-le")
    start, end = one.get("begin", 0), one["end"]
    if not 0 <= start < end <= len(raw) // 2:
        raise ValueError(f"no span of the document: {start} to {end}")
    first = len(raw[: 2 * start].decode("utf-16-le"))
    return first, first + len(raw[2 * start : 2 * end].decode("utf-16-le"))


def _inside(whole: Span, places: Mapping[Any, Span], coded: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [one for one in coded if whole.start <= places[one["%ID"]].start and places[one["%ID"]].end <= whole.end]


def _sentence(
    sofa: str,
    task: Mapping[str, Any],
    places: Mapping[Any, Span],
    coded: Iterable[Mapping[str, Any]],
    roles: Iterable[Mapping[str, Any]],
) -> MarkedSentence:
    whole = places[task["%ID"]]
    mine = _inside(whole, places, coded)
    spans = {}
    for one in mine:
        start, end = places[one["%ID"]]
        spans[one["%ID"]] = MarkedSpan(Span(start - whole.start, end - whole.start), one.get("code") or "")
    relations = [(one["@Governor"], one["@Dependent"], one.get("role") or "") for one in roles]
    links = [link for link in relations if link[0] in spans or link[1] in spans]
    events = linked(spans, links, [one["%ID"] for one in mine if one.get("kind") == "event"])
    done = task.get("done", "true") == "true"
    return MarkedSentence(task["sheet"], task["sentence"], whole.cut(sofa), task.get("language", ""), events, done)
