"""Decisions of people about the small tables of table_makers."""

from datetime import UTC, datetime, timedelta

from table_makers import event, sentences

from eventcoder.annotation.rewrite import coding_of
from eventcoder.tables import Lookups, to_events_table
from eventcoder.types.annotation import Coding, Decision, Item, Passage

START = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


def passage(number: int = 0, doc_id: str = "d1") -> Passage:
    """Return the first (English), second (Arabic) or third (Turkish, uncoded) sentence."""
    found = sentences(doc_id)[number]
    return Passage(found.text, found.language, doc_id, found.sentence_id, found.published)


def proposal(number: int = 0) -> Coding:
    """Return what the coder proposes for the first or the second sentence."""
    sentence = sentences()[number]
    made = (event(sentence), event(sentence, "TURMIL", None, "19"))[number]
    return coding_of(to_events_table([made], Lookups({}, frozenset(), frozenset())).to_pylist()[0])


def decided(
    verdict: str,
    seen: Coding | None,
    chosen: Coding | None,
    number: int = 0,
    by: str = "amal",
    minutes: int = 0,
    **more: object,
) -> Decision:
    about = passage(number)
    item = Item.none(about)
    if seen is not None:
        item = Item.proposal(about, seen)
    elif chosen is not None:
        item = Item.addition(about, chosen)
    given = {"item": item, "passage": about, "seen": seen, "chosen": chosen} | more
    return Decision(by, START + timedelta(minutes=minutes), verdict, **given)  # type: ignore[arg-type]


def undone(what: Decision, minutes: int) -> Decision:
    at = START + timedelta(minutes=minutes)
    return Decision(what.annotator, at, "undone", what.item, what.passage, undoes=what.decision_id)
