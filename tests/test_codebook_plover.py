import csv

import pytest

from eventcoder.codebook.layers import shipped_codebooks
from eventcoder.codebook.load import load_codebook
from eventcoder.tables import root_of

QUADS = {
    1: "AGREE CONSULT SUPPORT CONCEDE",
    2: "COOPERATE AID RETREAT",
    3: "REQUEST ACCUSE REJECT THREATEN",
    4: "PROTEST MOBILIZE SANCTION COERCE ASSAULT",
}
TYPES = {name: quad for quad, names in QUADS.items() for name in names.split()}


@pytest.fixture(scope="module")
def book():
    return load_codebook("plover")


@pytest.fixture(scope="module")
def contexts():
    with (shipped_codebooks() / "plover/contexts.csv").open(encoding="utf-8", newline="") as file:
        return [row["context"] for row in csv.DictReader(file)]


def test_every_code_has_a_type_of_plover_and_its_quad_class(book):
    direct = {code: event for code, event in book.events.items() if code.isalpha()}
    assert {code: event.quad_class for code, event in direct.items()} == TYPES
    assert {event.plover_type for event in book.events.values()} == set(TYPES)


def test_modes_of_the_crosswalk_can_be_coded_directly(book):
    modes = {(e.plover_type, e.plover_mode) for e in book.events.values() if e.plover_mode}
    assert modes == {(e.plover_type, e.plover_mode) for c, e in book.events.items() if "-" in c}
    assert {root_of(f"{kind}-{mode}", book.events) for kind, mode in modes} <= set(TYPES)


def test_there_are_37_contexts_and_no_others_are_used(book, contexts):
    assert len(contexts) == len(set(contexts)) == 37
    assert {c for event in book.events.values() for c in event.plover_contexts} <= set(contexts)


def test_statements_and_appeals_are_dropped_with_their_patterns_and_compositions(book):
    assert not [code for code in book.events if code[:2] in ("01", "02")]
    used = {pattern.code for part in book.languages.values() for pattern in part.patterns} - {None}
    composed = {code for operator in book.operators.values() for code in operator.codes.values()} - {"=", "-", "own"}
    assert used | composed <= book.events.keys()
    assert any(p.operator == "appeal" and p.code is None for p in book.languages["en"].patterns)
