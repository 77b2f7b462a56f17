"""Label Studio, doccano, Prodigy and INCEpTION: files in their documented formats, both ways."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from decision_makers import passage, proposal
from hypothesis import given
from hypothesis import strategies as st
from table_makers import CODES, TEXTS

from eventcoder.annotation.exchange.formats import FORMATS
from eventcoder.annotation.exchange.marked import (
    MarkedEvent,
    MarkedSentence,
    MarkedSpan,
    decided,
    marked_sentences,
    placed,
)
from eventcoder.annotation.queue import Session, Task
from eventcoder.annotation.vocabulary import Vocabulary
from eventcoder.cli.annotate import TOOLS
from eventcoder.types.text import Span

NOW = datetime(2026, 3, 1, tzinfo=UTC)
SHEET = "news/1.0.0/1/amal"
WORDS = Vocabulary(CODES, {"TUR": "Turkey"}, frozenset({"TUR", "SYR", "IRQ"}), frozenset({"GOV", "MIL"}))
WHO = Session("amal", "news/1.0.0", "", "tool")
TASKS = [
    Task(1, passage(0), "", "", proposal(0)),
    Task(2, passage(1), "", "", proposal(1)),
    Task(3, passage(2), "", ""),
]


def verdicts(results, tasks=TASKS):
    done = decided(results, tasks, WHO, WORDS, NOW)
    assert done.problems == ()
    return [(one.verdict, one.chosen.triple if one.chosen else None) for one in done.decisions]


@pytest.mark.parametrize("tool", FORMATS)
def test_tasks_come_back_as_they_went_out(tool):
    form = FORMATS[tool]
    sent = marked_sentences(TASKS, SHEET)
    assert [len(one.events) for one in sent] == [1, 1, 0]
    text = answered(tool, form.write(sent))
    assert form.read(text) == sent
    assert verdicts(form.read(text)) == [
        ("confirmed", ("TURGOV", "042", "SYR")),
        ("confirmed", ("TURMIL", "19", "")),
        ("confirmed", None),
    ]


def answered(tool: str, text: str) -> str:
    """Return tasks as an annotator leaves them who finds all proposals right."""
    if tool == "prodigy":
        return "".join(json.dumps({**json.loads(line), "answer": "accept"}) + "\n" for line in text.splitlines())
    if tool != "label-studio":
        return text
    tasks = json.loads(text)
    for number, task in enumerate(tasks, 1):
        made = [
            {"id": number, "completed_by": 1, "was_cancelled": False, "result": p["result"]}
            for p in task["predictions"]
        ]
        task |= {"id": number, "annotations": made}
    return json.dumps(tasks, ensure_ascii=False)


sentences = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=6, max_size=40)


@pytest.mark.parametrize("tool", FORMATS)
@given(text=sentences, data=st.data())
def test_any_marks_in_any_script_survive(tool, text, data):
    events = []
    for code in ("042", data.draw(st.sampled_from(["042", "19"]))):
        spans = [
            sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=2, unique=True)))
            for _ in range(3)
        ]
        trigger, source, target = (Span(*span) for span in spans)
        if tool == "prodigy" and not all(
            span.cut(text).strip() == span.cut(text) and any(map(str.isalnum, span.cut(text)))
            for span in (trigger, source, target)
        ):
            return  # its spans are made of tokens
        ends = (MarkedSpan(source, "TURGOV"), data.draw(st.sampled_from([None, MarkedSpan(target, "SYR")])))
        events.append(MarkedEvent(MarkedSpan(trigger, code), *ends))
    one = MarkedSentence(SHEET, "s1", text, "ar", tuple(events))
    written = FORMATS[tool].write([one])
    read = FORMATS[tool].read(answered(tool, written))
    assert [sorted(map(repr, back.events)) for back in read] == [sorted(map(repr, events))]


def marked(events, number=0, done=True):
    one = marked_sentences(TASKS, SHEET)[number]
    return replace(one, events=tuple(events), done=done)


def test_what_annotators_did_in_a_tool_is_understood():
    event = marked_sentences(TASKS, SHEET)[0].events[0]
    assert verdicts([marked([replace(event, trigger=replace(event.trigger, code="04"))])]) == [
        ("corrected", ("TURGOV", "04", "SYR"))
    ]
    assert verdicts([marked([])]) == [("rejected", None)]
    other = MarkedEvent(MarkedSpan(Span(0, 3), "19"), MarkedSpan(Span(0, 3), "IRQ"))
    assert verdicts([marked([event, other])]) == [("confirmed", ("TURGOV", "042", "SYR")), ("added", ("IRQ", "19", ""))]
    assert verdicts([marked([], number=2, done=False)]) == []


def test_an_actor_the_sentence_does_not_name_stays():
    """The target of the first sentence is known, but its words are not marked in it."""
    assert proposal(0).target_span is None
    event = marked_sentences(TASKS, SHEET)[0].events[0]
    assert event.target is None
    assert verdicts([marked([event])])[0] == ("confirmed", ("TURGOV", "042", "SYR"))


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (MarkedEvent(MarkedSpan(Span(0, 3), "999"), MarkedSpan(Span(0, 3), "TUR")), "no event code '999'"),
        (MarkedEvent(MarkedSpan(Span(0, 3), "042"), MarkedSpan(Span(0, 3), "Turkey")), "no actor code 'Turkey'"),
        (MarkedEvent(MarkedSpan(Span(0, 3), "042")), "needs a code and a source or a target"),
    ],
)
def test_codes_of_other_tools_are_checked_too(event, said):
    done = decided([marked([event], number=2)], TASKS, WHO, WORDS, NOW)
    assert done.decisions == ()
    assert said in done.problems[0].what


def test_a_sentence_that_was_edited_is_refused():
    done = decided([replace(marked([], number=2), text="Other words")], TASKS, WHO, WORDS, NOW)
    assert "whose words were changed" in done.problems[0].what


def test_spans_counted_in_utf_16_are_understood_and_wrong_ones_refused():
    text = "🕊 أدانت فرنسا"
    assert placed(text, 2, 7, "أدانت") == placed(text, 3, 8, "أدانت") == Span(2, 7)
    for start, end, words in ((0, 99, None), (5, 5, None), (-1, 2, None), (2, 7, "فرنسا"), ("2", 7, None)):
        with pytest.raises(ValueError, match="span|words"):
            placed(text, start, end, words)


# As the documentation of each tool shows its files; sentence and codes are ours.
LABEL_STUDIO = [{
    "id": 7, "project": 1, "data": {"text": TEXTS[2], "sentence": passage(2).sentence_id, "sheet": SHEET},
    "annotations": [{
        "id": 1, "completed_by": {"id": 2}, "lead_time": 3.5, "ground_truth": False, "was_cancelled": False, "result": [
            {"id": "aB3", "from_name": "kind", "to_name": "text", "type": "labels", "origin": "manual",
             "value": {"start": 6, "end": 13, "text": TEXTS[2][6:13], "labels": ["Event"]}},
            {"id": "aB3", "from_name": "code", "to_name": "text", "type": "textarea", "origin": "manual",
             "value": {"start": 6, "end": 13, "text": ["19"]}},
            {"id": "xY9", "from_name": "kind", "to_name": "text", "type": "labels", "origin": "manual",
             "value": {"start": 0, "end": 3, "text": TEXTS[2][0:3], "labels": ["Actor"]}},
            {"id": "xY9", "from_name": "code", "to_name": "text", "type": "textarea", "origin": "manual",
             "value": {"start": 0, "end": 3, "text": ["SYR"]}},
            {"from_id": "aB3", "to_id": "xY9", "type": "relation", "direction": "right", "labels": ["source"]},
        ]}],
}]  # fmt: skip
DOCCANO = {
    "id": 101, "text": TEXTS[2], "sentence": passage(2).sentence_id, "sheet": SHEET, "Comments": [],
    "entities": [{"id": 9, "label": "Event 19", "start_offset": 6, "end_offset": 13},
                 {"id": 12, "label": "Actor SYR", "start_offset": 0, "end_offset": 3}],
    "relations": [{"id": 4, "from_id": 9, "to_id": 12, "type": "source"}],
}  # fmt: skip
HEAD = {"start": 6, "end": 13, "token_start": 3, "token_end": 3, "label": "Event 19"}
CHILD = {"start": 0, "end": 3, "token_start": 0, "token_end": 0, "label": "Actor SYR"}
PRODIGY = {
    "text": TEXTS[2], "meta": {"sentence": passage(2).sentence_id, "sheet": SHEET}, "_input_hash": 1, "_task_hash": 2,
    "tokens": [], "spans": [HEAD, CHILD], "_is_binary": False, "_view_id": "relations", "answer": "accept",
    "relations": [{"head": 3, "child": 0, "head_span": HEAD, "child_span": CHILD, "color": "#fff", "label": "source"}],
}  # fmt: skip
INCEPTION = {
    "%TYPES": {},
    "%FEATURE_STRUCTURES": [
        {"%ID": 5, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView", "mimeType": "text",
         "sofaString": TEXTS[2] + "\nMore."},
        {"%ID": 1, "%TYPE": "webanno.custom.Task", "@sofa": 5, "begin": 0, "end": len(TEXTS[2]),
         "sentence": passage(2).sentence_id, "sheet": SHEET},
        {"%ID": 2, "%TYPE": "webanno.custom.Coded", "@sofa": 5, "begin": 6, "end": 13, "kind": "event", "code": "19"},
        {"%ID": 3, "%TYPE": "webanno.custom.Coded", "@sofa": 5, "begin": 0, "end": 3, "kind": "actor", "code": "SYR"},
        {"%ID": 4, "%TYPE": "webanno.custom.CodedRole", "@sofa": 5, "begin": 0, "end": 3, "role": "source",
         "@Governor": 2, "@Dependent": 3},
        {"%ID": 6, "%TYPE": "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData", "@sofa": 5, "begin": 0,
         "end": 3, "documentTitle": "news"},
    ],
    "%VIEWS": {"_InitialView": {"%SOFA": 5, "%MEMBERS": [1, 2, 3, 4, 6]}},
}  # fmt: skip
DOCUMENTED = {
    "label-studio": json.dumps(LABEL_STUDIO),
    "doccano": json.dumps(DOCCANO),
    "prodigy": json.dumps(PRODIGY),
    "inception": json.dumps(INCEPTION),
}


@pytest.mark.parametrize("tool", FORMATS)
def test_exports_as_the_tools_document_them_are_read(tool):
    read = FORMATS[tool].read(DOCUMENTED[tool])
    assert verdicts(read) == [("added", ("SYR", "19", ""))]


@pytest.mark.parametrize("tool", FORMATS)
def test_broken_exports_say_so(tool):
    read = FORMATS[tool].read
    with pytest.raises((ValueError, KeyError, TypeError, StopIteration)):
        read('{"some": "thing"}')
    beyond = DOCUMENTED[tool].replace('"end": 13', '"end": 1300').replace('"end_offset": 13', '"end_offset": 1300')
    with pytest.raises(ValueError, match="span|words"):
        read(beyond)


def test_skipped_and_refused_tasks_are_not_done():
    skipped = [{**LABEL_STUDIO[0], "annotations": [{**LABEL_STUDIO[0]["annotations"][0], "was_cancelled": True}]}]
    assert [one.done for one in FORMATS["label-studio"].read(json.dumps(skipped))] == [False]
    assert [one.done for one in FORMATS["prodigy"].read(json.dumps({**PRODIGY, "answer": "ignore"}))] == [False]


def test_the_commands_offer_every_tool():
    assert set(TOOLS) == set(FORMATS)
