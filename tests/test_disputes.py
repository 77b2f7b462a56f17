"""The page of disputes: whole, escaped, and marked in the right places."""

from eventcoder.report.disputes import DisputeRow, disputes_page
from eventcoder.types.text import Span

SENTENCE = "Alandia <b>struck</b> Borduria & left."


def row(**marks: Span) -> DisputeRow:
    answers = [("amal", ["ALD Alandia", "190", "BOR", "2025-01-01"]), ("<i>", ["no event"])]
    return DisputeRow("1", "en", "Before.", SENTENCE, "", marks, answers)


def test_the_pieces_are_the_sentence_and_an_overlapping_mark_is_left_out():
    pieces = row(source=Span(0, 7), trigger=Span(5, 18), target=Span(22, 30)).pieces
    assert "".join(text for text, _ in pieces) == SENTENCE
    assert [(text, name) for text, name in pieces if name] == [("Alandia", "source"), ("Borduria", "target")]


def test_texts_and_names_are_escaped_and_every_answer_is_shown():
    page = disputes_page("news 1.0.0, round 1", [row(source=Span(0, 7))])
    assert '<mark class="source">Alandia</mark>' in page
    assert "<b>" not in page
    assert "&lt;b&gt;struck" in page
    assert "&lt;i&gt;" in page
    assert "no event" in page
    assert "1 events in dispute" in page
