"""Small tables that keep every claim, for tests to break one at a time."""

from datetime import date

import pyarrow as pa

from eventcoder.checks.context import CheckContext
from eventcoder.tables import Lookups, to_documents_table, to_events_table, to_sentences_table
from eventcoder.types.codes import EventCode
from eventcoder.types.events import Actor, DocumentOutcome, Event, EventDate, Place, SentenceOutcome
from eventcoder.types.text import Sentence, Span

CODES = {
    "04": EventCode("04", None, "Consult", "Talk with each other", 1, 1.0, "CONSULT"),
    "042": EventCode("042", "04", "Make a visit", "Go to see", 1, 1.9, "CONSULT", "visit", ("diplomatic",), True),
    "19": EventCode("19", None, "Fight", "Use arms", 4, -10.0, "ASSAULT"),
}
COUNTRIES = frozenset({"TUR", "SYR", "IRQ"})
ROLES = frozenset({"GOV", "MIL", "REB", "IGO"})
TEXTS = (
    "Turkish ministers visited Damascus on Monday",
    "وصل الوزير التركي إلى دمشق يوم الاثنين",
    "Şam'da çatışma çıktı",
)


def sentences(doc_id: str = "d1") -> list[Sentence]:
    start, made = 0, []
    for number, text in enumerate(TEXTS, 1):
        language = ("en", "ar", "tr")[number - 1]
        made.append(Sentence(doc_id, 1, number, Span(start, start + len(text)), text, language, date(2025, 8, 7)))
        start += len(text) + 1
    return made


def event(sentence: Sentence, source: str = "TURGOV", target: str | None = "SYR", code: str = "042") -> Event:
    words = sentence.text.split()
    trigger = Span(len(words[0]) + 1, len(words[0]) + 1 + len(words[1]))
    return Event(
        sentence=sentence,
        code=code,
        source=Actor(source, "name", "entry", words[0], Span(0, len(words[0]))),
        target=Actor(target, "name", "entry") if target else None,
        trigger=trigger,
        rule_id="visit-1",
        when=EventDate(date(2025, 8, 4), "day", "text"),
        where=Place("Damascus", "SYR", 170654, 33.5, 36.3),
    )


def tables(doc_ids: tuple[str, ...] = ("d1",)) -> dict[str, pa.Table]:
    """Return events, sentences and documents: two coded sentences and one without event in every document."""
    outcomes, events, documents = [], [], []
    for doc_id in doc_ids:
        first, second, third = sentences(doc_id)
        events += [event(first), event(second, "TURMIL", None, "19")]
        outcomes += [SentenceOutcome(first, "coded"), SentenceOutcome(second, "coded")]
        outcomes += [SentenceOutcome(third, "no_event", "no pattern")]
        documents.append(
            DocumentOutcome(doc_id, f"{doc_id}.txt", "built", title="t", articles=1, sentences=3, events=2)
        )
    lookups = Lookups(CODES, COUNTRIES, ROLES, {one.doc_id: one for one in documents})
    return {
        "events": to_events_table(events, lookups),
        "sentences": to_sentences_table(outcomes),
        "documents": to_documents_table(documents),
    }


def context(documents: int = 1, proposed: int = 2, rejected: int = 0) -> CheckContext:
    return CheckContext(
        codes=CODES,
        countries=COUNTRIES,
        prefixes=frozenset({"IGO"}),
        earliest=date(1979, 1, 1),
        latest=date(2026, 12, 31),
        documents=documents,
        proposed=proposed,
        rejected=rejected,
    )


def changed(table: pa.Table, column: str, row: int, value: object) -> pa.Table:
    """Return the table with one cell changed."""
    values = table[column].to_pylist()
    values[row] = value
    at = table.schema.get_field_index(column)
    return table.set_column(at, table.schema.field(at), pa.array(values, table.schema.field(at).type))
