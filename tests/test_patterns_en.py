import pytest

from eventcoder.codebook.load import load_codebook
from eventcoder.examples import run_examples


@pytest.fixture(scope="module")
def book():
    return load_codebook("cameo", ("en",))


@pytest.mark.slow
def test_examples_are_coded_as_written() -> None:
    total, failures = run_examples("cameo", ("en",))
    assert total > 300
    assert [failure.line() for failure in failures] == []


def test_every_root_has_patterns(book) -> None:
    roots = {pattern.code[:2] for pattern in book.languages["en"].patterns if pattern.code}
    assert roots == {f"{number:02}" for number in range(1, 21)}


def test_every_pattern_has_an_example(book) -> None:
    assert [p.pattern_id for p in book.languages["en"].patterns if not p.examples] == []


def test_pattern_asks_for_a_target_where_its_code_does(book) -> None:
    silent = [
        p.pattern_id
        for p in book.languages["en"].patterns
        if p.code and not p.operator and book.events[p.code].requires_target and "target" not in p.needs
    ]
    assert silent == []
