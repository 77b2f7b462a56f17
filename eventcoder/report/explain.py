"""An explanation as lines a person reads on a terminal."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from eventcoder.report.direction import isolated, quoted
from eventcoder.report.weighed import weighed_lines

Row = Mapping[str, Any]


def event_lines(told: Row) -> Iterator[str]:
    """Yield the explanation of an event of a version: what the version says, then its sentence."""
    row = told["event"]
    tuple_ = f"{row['source_actor'] or '---'} -{row['event_code']}-> {row['target_actor'] or '---'}"
    yield f"{row['event_id']} in {told['version']}: {tuple_} on {row['event_date'] or 'an unknown day'}"
    yield from (f"note: {note}" for note in told["notes"])
    yield ""
    yield from sentence_lines(told, row["event_id"] if told["now"] else None)


def sentence_lines(told: Row, event_id: str | None = None) -> Iterator[str]:
    """Yield the explanation of a sentence: marked text, events, and what was not coded; all events or only one.

    Right-to-left words are isolated, so that they keep their order inside lines that run from left to right.
    """
    events = [e for e in told["events"] if event_id in (None, e["event_id"]) and (event_id or not e["dropped"])]
    yield isolated(marked(told["sentence"], events))
    yield f"  {told['language']}, published {told['published'] or 'on an unknown day'}"
    if told["because"]:
        yield f"  no event ({told['outcome']}): {told['because']}"
        yield from (
            f"    {kind}: {', '.join(map(isolated, told[kind]))}" for kind in ("names", "triggers") if told[kind]
        )
    for event in events:
        clauses = [c for c in told["clauses"] if c["span"] == event["trigger_span"]]
        yield ""
        yield from _event(event)
        yield from (line for clause in clauses[:1] for line in _clause(clause))
    yield from _others(told, event_id)
    if told["weighed"]:
        yield from weighed_lines(told["weighed"], event_id)


def marked(sentence: str, events: list[Any]) -> str:
    """Return the sentence with [source], *trigger* and {target} of its events; of spans that overlap, the first."""
    spans = {(*event["trigger_span"], "*", "*") for event in events}
    for event in events:
        for found, left, right in ((event["source_found"], "[", "]"), (event["target_found"], "{", "}")):
            if found and found["span"]:
                spans.add((*found["span"], left, right))
    shown, at = "", 0
    for start, end, left, right in sorted(spans):
        if start >= at:
            shown += f"{sentence[at:start]}{left}{sentence[start:end]}{right}"
            at = end
    return shown + sentence[at:]


def _event(event: Row) -> Iterator[str]:
    yield f"{event['source'] or '---'} -{event['code']}-> {event['target'] or '---'}  {event['name']}"
    yield f"  event     {event['event_id']}" + (f", repeats {event['duplicate_of']}" if event["duplicate_of"] else "")
    yield f"  trigger   {isolated(event['trigger'])} (lemma {isolated(event['lemma'])})"
    yield f"  pattern   {_row(event['row'], event['pattern'])}"
    if event["content"]:
        yield f"  decided   by {', '.join(map(isolated, event['content']))}"
    yield from (f"  operator  {quoted(step)}" for step in event["steps"])
    yield from _actor("source", event["source_found"])
    yield from _actor("target", event["target_found"])
    when = event["date"]
    told = f"{_day(when)}, {quoted(when['because'])}" if when else "unknown: neither the text nor the input gives one"
    yield f"  date      {told}"
    if event["place"]:
        yield f"  place     {event['place']}"
    if event["modality"] != "actual" or event["reported"]:
        speaker = f", reported by {event['speaker'] or 'a speaker not named'}" if event["reported"] else ""
        yield f"  manner    {event['modality']}{speaker}"


def _actor(end: str, found: Row | None) -> Iterator[str]:
    if found is None:
        yield f"  {end}    not named"
        return
    words = f" {isolated(found['text'])}" if found["text"] else ""
    where = f", {quoted(found['argument'])}" if found["argument"] else ""
    yield f"  {end}    {found['code']}{words}{where}"
    if found["entry"]:
        row = f" in {found['row']}" if found["row"] else ""
        yield f"            entry {found['entry']}{row}"
    yield from (f"            {quoted(why)}" for why in found["because"])


def _clause(clause: Row) -> Iterator[str]:
    negated = ", negated" if clause["negated"] else ""
    parent = f", {clause['relation']} of {isolated(clause['parent'])}" if clause["parent"] else ""
    yield f"  clause    {clause['pos']}, {clause['voice']}, {clause['modality']}{negated}{parent}"
    yield from dict.fromkeys(_argument(one) for one in clause["arguments"])


def _argument(one: Row) -> str:
    role = f"{one['role']}:{isolated(one['marker'])}" if one["marker"] else one["role"]
    codes = ", ".join(actor["code"] for actor in one["actors"]) or "nobody"
    lent = ", taken over" if one["inherited"] else ""
    return f"            {role} = {codes}{lent}: {isolated(one['text'])}"


def _others(told: Row, event_id: str | None) -> Iterator[str]:
    """Yield the other events of the sentence, and what was considered and not coded."""
    others = [e for e in told["events"] if event_id and e["event_id"] != event_id and not e["dropped"]]
    if others:
        yield ""
        yield "also coded"
        yield from (f"  {_tuple(e)} by {e['pattern']}, event {e['event_id']}" for e in others)
    dropped = [e for e in told["events"] if e["dropped"]]
    passed = [c for c in told["clauses"] if c["not_coded"]]
    if dropped or passed:
        yield ""
        yield "considered and not coded"
    yield from (f"  {_tuple(e)} by {e['pattern']}: {e['dropped']}" for e in dropped)
    for clause in passed:
        words = f"{isolated(clause['predicate'])} ({isolated(clause['lemma'])}, {clause['pos']})"
        yield f"  {words}: {quoted(clause['not_coded'])}"
        if not any(one["outcome"] == "fired" for one in clause["patterns"]):
            yield from _refusals(clause["patterns"])


def _refusals(patterns: Sequence[Row]) -> Iterator[str]:
    """Yield the patterns that did not fit, those that lack a content word of theirs in one line."""
    refused = [one for one in patterns if one["outcome"] == "refused"]
    for one in refused:
        meaning = " ".join(filter(None, (one["operator"], one["code"])))
        yield f"    {one['pattern']} ({meaning}): {quoted(one['because'])}"
    wordless = [one["pattern"] for one in patterns if one["outcome"] == "lacks words"]
    if wordless:
        yield f"    without a content word of theirs: {', '.join(wordless)}"


def _tuple(event: Row) -> str:
    return f"{event['source'] or '---'} -{event['code']}-> {event['target'] or '---'}"


def _day(when: Row) -> str:
    """Return a date as precise as it is known."""
    digits = {"month": 7, "year": 4}.get(when["precision"], 10)
    return str(when["day"][:digits])


def _row(row: str, pattern: str) -> str:
    """Return a pattern with its file, without naming the pattern twice."""
    return f"{pattern} in {row.removesuffix(f': pattern {pattern}')}" if row else pattern
