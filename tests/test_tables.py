"""The table contract: columns, types, and what conversions put there."""

from dataclasses import replace
from datetime import date

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from table_makers import CODES, COUNTRIES, ROLES, event, sentences, tables

from eventcoder.schemas import EVENTS, PROPOSED, QUARANTINE, SCHEMAS, SENTENCES
from eventcoder.tables import (
    Lookups,
    actor_parts,
    from_codes_table,
    root_of,
    sorted_events,
    to_codes_table,
    to_documents_table,
    to_events_table,
    to_sentences_table,
)
from eventcoder.types.events import DocumentOutcome, Opinions, SentenceOutcome
from eventcoder.types.text import Sentence, Span

LOOKUPS = Lookups(CODES, COUNTRIES, ROLES, {"d1": DocumentOutcome("d1", "a.txt", "built", title="T", url="u")})


def test_every_column_says_what_it_means():
    for schema in SCHEMAS.values():
        assert all(field.metadata[b"about"] for field in schema)
        assert schema.metadata[b"schema_version"]


@pytest.mark.parametrize(
    ("made", "schema"),
    [
        (to_events_table([], LOOKUPS), PROPOSED),
        (to_sentences_table([]), SCHEMAS["sentences"]),
        (to_documents_table([]), SCHEMAS["documents"]),
        (to_codes_table({}), SCHEMAS["codes"]),
    ],
)
def test_an_empty_table_has_the_schema_of_a_full_one(made, schema):
    assert made.schema.equals(schema, check_metadata=True)


def test_quarantine_is_the_events_table_and_the_reasons():
    assert QUARANTINE.names == [*EVENTS.names, "expectations"]
    assert PROPOSED.names == EVENTS.names


def test_an_event_row_says_who_what_whom_when_where():
    row = to_events_table([event(sentences()[0])], LOOKUPS).to_pylist()[0]
    assert (row["source_actor"], row["event_code"], row["target_actor"]) == ("TURGOV", "042", "SYR")
    assert (row["source_country"], row["source_role"], row["target_role"]) == ("TUR", "GOV", None)
    assert (row["event_root"], row["event_name"], row["quad_class"]) == ("04", "Make a visit", 1)
    assert row["plover_contexts"] == ["diplomatic"]
    assert (row["event_date"], row["event_date_basis"]) == (date(2025, 8, 4), "text")
    assert row["sentence"][row["trigger_start"] : row["trigger_end"]] == row["trigger_text"] == "ministers"
    assert (row["title"], row["url"], row["publisher"]) == ("T", "u", None)
    assert (row["place_country"], row["geonames_id"]) == ("SYR", 170654)


def test_an_event_without_a_date_of_its_own_gets_the_publication_date():
    one = replace(event(sentences()[0]), when=None)
    row = to_events_table([one], LOOKUPS).to_pylist()[0]
    assert (row["event_date"], row["event_date_basis"]) == (date(2025, 8, 7), "published")
    undated = replace(one, sentence=replace(one.sentence, published=None))
    row = to_events_table([undated], LOOKUPS).to_pylist()[0]
    assert (row["event_date"], row["event_date_basis"], row["event_date_precision"]) == (None, None, None)


def test_absent_actors_are_null():
    row = to_events_table([replace(event(sentences()[0]), source=None, target=None)], LOOKUPS).to_pylist()[0]
    assert {row[f"{end}_{part}"] for end in ("source", "target") for part in ("actor", "country", "text")} == {None}


def test_an_unknown_code_leaves_nulls_for_the_checks():
    row = to_events_table([event(sentences()[0], code="199")], LOOKUPS).to_pylist()[0]
    assert row["event_code"] == "199"
    assert (row["event_name"], row["event_root"], row["quad_class"], row["goldstein"]) == (None, None, None, None)


def test_text_can_be_withheld():
    first = sentences()[0]
    assert to_events_table([event(first)], LOOKUPS, withhold_text=True)["sentence"].to_pylist() == [None]
    listed = to_sentences_table([SentenceOutcome(first, "coded")], withhold_text=True)
    assert listed["text"].to_pylist() == [None]


@pytest.mark.parametrize(
    ("code", "country", "role"),
    [
        ("TUR", "TUR", None),
        ("TURGOV", "TUR", "GOV"),
        ("SYRXXXREB", "SYR", "REB"),
        ("IGOUNO", None, "IGO"),
        ("INTREB", None, "REB"),
        ("MEA", None, None),
    ],
)
def test_actor_codes_come_apart(code, country, role):
    assert actor_parts(code, COUNTRIES, ROLES) == (country, role)


def test_roots_are_found_by_parents_and_circles_end():
    circle = {"a": replace(CODES["04"], code="a", parent="b"), "b": replace(CODES["04"], code="b", parent="a")}
    assert root_of("042", CODES) == root_of("04", CODES) == "04"
    assert root_of("999", CODES) is None
    assert root_of("a", circle) is None


def test_codes_come_back_as_they_were():
    assert from_codes_table(to_codes_table(CODES)) == CODES


def test_events_are_ordered_and_undated_ones_come_last():
    undated = replace(event(sentences()[0]), sentence=replace(sentences()[0], published=None))
    later = replace(event(sentences()[0]), sentence=replace(sentences()[0], published=date(2025, 9, 1)))
    rows = sorted_events(to_events_table([undated, later, event(sentences()[1]), event(sentences()[0])], LOOKUPS))
    assert [row["published_date"] for row in rows.to_pylist()][1:] == [date(2025, 8, 7), date(2025, 9, 1), None]
    assert [row["sentence_no"] for row in rows.to_pylist()][:2] == [1, 2]


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_text_of_any_script_comes_back_unaltered(text):
    one = Sentence("d", 1, 1, Span(0, len(text)), text, "en", None)
    row = to_sentences_table([SentenceOutcome(one, "no_event")]).to_pylist()[0]
    assert row["text"] == text
    assert row["end"] - row["start"] == len(text)


def test_codes_keep_their_zeros():
    assert tables()["events"]["event_code"].to_pylist() == ["042", "19"]
    assert SENTENCES.field("sentence_id").type == pa.string()


@pytest.mark.parametrize(
    ("rule", "model", "agreement"),
    [("042", "042", "both"), ("042", None, "rule"), (None, "042", "model"), ("042", "040", "differ")],
)
def test_a_hybrid_event_keeps_both_opinions(rule, model, agreement):
    one = replace(event(sentences()[0]), opinions=Opinions(rule, model, 0.75))
    (row,) = to_events_table([one], LOOKUPS).to_pylist()
    assert (row["rule_code"], row["model_code"], row["model_probability"], row["agreement"]) == (
        rule,
        model,
        0.75,
        agreement,
    )


def test_a_plain_event_has_no_opinions():
    (row,) = to_events_table([event(sentences()[0])], LOOKUPS).to_pylist()
    assert {row[name] for name in ("rule_code", "model_code", "model_probability", "agreement")} == {None}
