from datetime import date

import pytest

from eventcoder.codebook.names import Piece
from eventcoder.codebook.values import ActorEntry, ActorPeriod, PlaceEntry, Written
from eventcoder.languages.dates import find_dates
from eventcoder.resolve.dates import event_date
from eventcoder.resolve.places import event_place
from eventcoder.types.events import EventDate
from eventcoder.types.text import Sentence, Span

PUBLISHED = date(2025, 8, 7)


def sentence(text: str, published: date | None = PUBLISHED) -> Sentence:
    return Sentence("d", 1, 1, Span(0, len(text)), text, "en", published)


def dated(text: str, *triggers: str, published: date | None = PUBLISHED) -> list[EventDate | None]:
    said = sentence(text, published)
    spans = [Span(text.index(t), text.index(t) + len(t)) for t in triggers]
    return [event_date(said, find_dates(text, "en", published), span, spans) for span in spans]


def test_a_date_in_the_text_wins_over_publication():
    assert dated("On 3 June 2025 A visited B.", "visited") == [EventDate(date(2025, 6, 3), "day", "text")]


def test_without_a_date_the_day_of_publication_counts_and_says_so():
    assert dated("A visited B.", "visited") == [EventDate(PUBLISHED, "day", "published")]


def test_without_any_date_no_day_is_invented():
    assert dated("A visited B.", "visited", published=None) == [None]


def test_each_date_goes_to_its_nearest_trigger():
    found = dated("A toured B on 22 December 2024, and a second visit followed on 13 March 2025.", "toured", "visit")
    assert [when and when.day for when in found] == [date(2024, 12, 22), date(2025, 3, 13)]


def test_a_lone_date_serves_all_triggers():
    found = dated("On 3 June 2025 A visited B and praised C.", "visited", "praised")
    assert {when and when.day for when in found} == {date(2025, 6, 3)}


@pytest.mark.parametrize(("text", "precision"), [("A met B in June 2024.", "month"), ("A met B in 1999.", "year")])
def test_precision_is_kept(text, precision):
    assert [when and when.precision for when in dated(text, "met")] == [precision]


def place(name: str, country: str, population: int) -> PlaceEntry:
    return PlaceEntry(f"{name}-{country}", name, country, 1.0, 2.0, population, 7)


def piece(start: int, *entries: PlaceEntry | ActorEntry) -> Piece:
    return Piece(start, start + 1, tuple(Written("x", "name", entry) for entry in entries))


def test_the_place_nearest_to_the_trigger_is_meant():
    near, far = place("Near", "AAA", 10), place("Far", "BBB", 99)
    found = event_place([piece(0, far), piece(3, near)], [Span(0, 3), Span(20, 24)], Span(12, 18))
    assert found is not None
    assert found.name == "Near"


def test_one_name_in_two_lands_follows_the_land_the_sentence_names():
    land = ActorEntry("aaa", "country", "Aaa", (ActorPeriod("AAA", None, None),))
    both = piece(0, place("Tripoli", "BBB", 99), place("Tripoli", "AAA", 10))
    spans = [Span(0, 7), Span(30, 33)]
    with_land = event_place([both, piece(5, land)], spans, Span(12, 18))
    alone = event_place([both], spans[:1], Span(12, 18))
    assert with_land is not None
    assert alone is not None
    assert (with_land.country, alone.country) == ("AAA", "BBB")


def test_no_place_is_no_place():
    assert event_place([], [], Span(0, 3)) is None
