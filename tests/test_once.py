"""One deed told more than once: within a document, across the copies of a story, and by the one-a-day filter."""

from datetime import date, timedelta
from itertools import permutations

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventcoder.resolve.once import linked
from eventcoder.resolve.repeats import Told, link_repeats, repeats
from eventcoder.resolve.stories import fingerprint, same_stories, story_of
from eventcoder.schemas import PROPOSED
from eventcoder.types.events import Actor, Event, EventDate
from eventcoder.types.text import Sentence, Span

DAY = date(2025, 8, 7)
REPORT = (
    "The foreign minister of Turkey arrived in Damascus on Thursday and met the Syrian president to discuss border"
    " security, trade and the return of refugees, officials in both capitals said after the talks."
)


def told(*events: tuple[str, str, str] | tuple[str, str, str, date | None] | tuple[str, str, str, date, bool]):
    given = [(*event, DAY)[: max(4, len(event))] for event in events]
    return repeats(Told(str(number), *event) for number, event in enumerate(given))


@pytest.mark.parametrize(
    ("events", "kept"),
    [
        ([("TUR", "111", "ISR"), ("TURGOV", "111", "ISR")], {"0": "1"}),
        ([("TURGOV", "111", "ISR"), ("TUR", "111", "ISR")], {"1": "0"}),
        ([("TUR", "111", "ISR"), ("TUR", "111", "ISR")], {"1": "0"}),
        ([("", "173", "TURMED"), ("TURCOP", "173", "TURMED")], {"0": "1"}),
        ([("ISR", "190", "LBN"), ("ISR", "195", "LBN")], {"0": "1"}),
        ([("TURGOV", "111", "ISR"), ("TURMIL", "111", "ISR")], {}),
        ([("TUR", "111", "ISR"), ("ISR", "111", "TUR")], {}),
        ([("TUR", "111", "ISR"), ("TUR", "112", "ISR")], {}),
        ([("", "173", "TURMED"), ("TURCOP", "173", "")], {}),
        ([("TURGOV", "042", "SYR", DAY), ("TURGOV", "042", "SYR", date(2024, 12, 22))], {}),
        ([("TURGOV", "042", "SYR", DAY, True), ("TURGOV", "042", "SYR", DAY - timedelta(2))], {"1": "0"}),
        ([("TURGOV", "042", "SYR", DAY, True), ("TURGOV", "042", "SYR", date(2024, 12, 22))], {}),
        ([("TURGOV", "042", "SYR", DAY), ("TURGOV", "042", "SYR", DAY - timedelta(2))], {}),
        ([("TURGOV", "042", "SYR", DAY), ("TURGOV", "042", "SYR", None)], {"1": "0"}),
    ],
)
def test_two_tellings_are_one_deed_when_neither_denies_the_other(events, kept):
    assert told(*events) == kept


def test_a_vague_telling_does_not_join_two_deeds():
    assert told(("TURGOV", "111", "ISR"), ("TURMIL", "111", "ISR"), ("TUR", "111", "ISR")) == {"2": "0"}


EVENTS = st.lists(
    st.tuples(
        st.sampled_from(["", "TUR", "TURGOV", "SYR"]),
        st.sampled_from(["040", "042", "190", "195"]),
        st.sampled_from(["ISR", "ISRMIL"]),
    ),
    max_size=12,
)


@given(EVENTS)
def test_what_is_kept_repeats_nothing(events):
    kept = told(*events)
    assert not set(kept) & set(kept.values())


def event(code: str, start: int, day: date = DAY) -> Event:
    text = "A visited B and visited B."
    sentence = Sentence("d", 1, 1, Span(0, len(text)), text, "en", DAY)
    when = EventDate(day, "day", "text")
    return Event(sentence, code, Actor("AAA"), Actor("BBB"), Span(start, start + 3), "r", when=when)


def test_a_repeat_points_at_the_one_kept_and_nothing_is_removed():
    first, again, later = event("042", 2), event("042", 16), event("042", 12, date(2025, 1, 1))
    assert [e.duplicate_of for e in link_repeats([first, again, later])] == [None, first.event_id, None]


def test_an_edited_copy_tells_the_same_story_in_any_order():
    copy, other = (
        f"(Agency) {REPORT[:150]}",
        "The central bank kept its main rate where it was, as most analysts had said.",
    )
    prints = [fingerprint(name, text) for name, text in (("b", REPORT), ("a", copy), ("c", other))]
    assert all(one is not None for one in prints)
    expected = {"a": "a", "b": "a"}
    assert all(same_stories(order) == expected for order in permutations(prints))


def test_a_few_words_have_no_fingerprint():
    assert fingerprint("a", "Talks in Damascus.") is None


def table(*rows: dict[str, object]) -> pa.Table:
    plain = {name: None for name in PROPOSED.names}
    return pa.Table.from_pylist([{**plain, "event_date_basis": "published", **row} for row in rows], schema=PROPOSED)


def row(name: str, doc: str, source: str, day: date = DAY, **more: object) -> dict[str, object]:
    deed = {"source_actor": source, "event_code": "042", "target_actor": "SYR", "event_date": day}
    return {"event_id": name, "story_id": story_of(doc, 1), "event_date_precision": "day", **deed, **more}


def test_copies_of_a_story_share_its_id_and_their_events_are_linked():
    events = table(row("1", "x", "TUR"), row("2", "y", "TURGOV"), row("3", "y", "TUR", duplicate_of="2"))
    shared = {story_of("x", 1): "s", story_of("y", 1): "s"}
    found = linked(events, shared)
    assert found["story_id"].to_pylist() == ["s"] * 3
    assert found["duplicate_of"].to_pylist() == ["2", None, "2"]
    assert found.schema == PROPOSED


def test_what_a_document_linked_follows_its_original_to_another_document():
    events = table(row("1", "x", "TURGOV"), row("2", "y", "TUR"), row("3", "y", "TUR", duplicate_of="2"))
    found = linked(events, {story_of("x", 1): "s", story_of("y", 1): "s"})
    assert found["duplicate_of"].to_pylist() == [None, "1", "1"]


def test_stories_of_their_own_stay_apart_unless_one_a_day_is_asked_for():
    events = table(row("1", "x", "TUR"), row("2", "y", "TUR"), row("3", "z", "TUR", DAY - timedelta(1)))
    assert linked(events, {})["duplicate_of"].to_pylist() == [None] * 3
    assert linked(events, {}, one_a_day=True)["duplicate_of"].to_pylist() == [None, "1", None]


def test_an_event_without_a_day_is_no_repeat_of_the_day():
    monthly = {"event_date_precision": "month"}
    events = table(row("1", "x", "TUR", **monthly), row("2", "y", "TUR", **monthly))
    assert linked(events, {}, one_a_day=True)["duplicate_of"].to_pylist() == [None, None]
