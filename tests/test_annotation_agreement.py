"""Agreement: published worked examples, other people's implementations, and what the units are."""

from dataclasses import replace

import krippendorff
import numpy as np
import pytest
from decision_makers import decided, proposal
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from eventcoder.annotation.agreement import agreement
from eventcoder.annotation.matching import sentence_units
from eventcoder.annotation.reliability import alpha, kappa
from eventcoder.types.annotation import Coding
from eventcoder.types.text import Span

# Krippendorff (2011), section C: four observers, twelve units, missing values.
OBSERVERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]
SEEN = proposal()
OTHER = replace(SEEN, code="19")


def test_alpha_of_the_published_example():
    found = alpha(OBSERVERS, resamples=200)
    assert found.value == pytest.approx(0.743, abs=0.0005)
    assert found.units == 11
    assert found.low < found.value < found.high <= 1


def test_alpha_of_the_published_example_with_distances():
    found = alpha(OBSERVERS, distance=lambda a, b: float((a - b) ** 2), resamples=0)
    assert found.value == pytest.approx(0.849, abs=0.0005)


def test_kappa_of_a_published_example():
    """Sim and Wright (2005), "The kappa statistic in reliability studies", Physical Therapy 85, table 1: .67."""
    pairs = [(1, 1)] * 22 + [(1, 0)] * 2 + [(0, 1)] * 4 + [(0, 0)] * 11
    found = kappa([a for a, _ in pairs], [b for _, b in pairs], resamples=200)
    assert found.value == pytest.approx(0.67, abs=0.005)
    assert found.observed == pytest.approx(33 / 39)


@given(st.lists(st.lists(st.sampled_from([0, 1, 2, None]), min_size=3, max_size=3), min_size=2, max_size=30))
def test_alpha_is_that_of_the_package(units):
    answers = [list(row) for row in zip(*units, strict=True)]
    found = alpha(answers, resamples=0).value
    values = {value for row in answers for value in row if value is not None}
    paired = [unit for unit in units if sum(value is not None for value in unit) > 1]
    if len({value for unit in paired for value in unit if value is not None}) < 2:
        assert found is None
        return
    data = np.array([[np.nan if value is None else value for value in row] for row in answers])
    domain = sorted(values)
    assert found == pytest.approx(krippendorff.alpha(data, level_of_measurement="nominal", value_domain=domain))


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=2, max_size=40))
def test_kappa_is_that_of_scikit_learn(pairs):
    first, second = [a for a, _ in pairs], [b for _, b in pairs]
    found = kappa(first, second, resamples=0).value
    if len({*first, *second}) == 1:
        assert found is None
    else:
        assert found == pytest.approx(cohen_kappa_score(first, second))


def test_nothing_is_said_where_nothing_varies_or_nobody_answered():
    assert alpha([["a", "a"], ["a", "a"]]).value is None
    assert alpha([["a", None], [None, "b"]]).units == 0
    assert kappa([None], ["a"]).value is None


def test_the_same_seed_gives_the_same_interval():
    assert alpha(OBSERVERS, resamples=100) == alpha(OBSERVERS, resamples=100)
    assert alpha(OBSERVERS, resamples=100).low != alpha(OBSERVERS, resamples=100, seed=2).low


def measured(found, variable, language="all"):
    return next(one for one in found.measured if (one.variable, one.language) == (variable, language))


def test_agreement_is_told_by_variable_language_and_pair():
    decisions = [
        decided("confirmed", SEEN, SEEN),
        decided("corrected", SEEN, OTHER, by="berk"),
        decided("confirmed", proposal(1), proposal(1), number=1),
        decided("rejected", proposal(1), None, number=1, by="berk"),
        decided("confirmed", None, None, number=2),
        decided("confirmed", None, None, number=2, by="berk"),
        decided("confirmed", None, None, number=2, by="cem"),
    ]
    found = agreement(decisions, lambda code: code[:2], resamples=50)
    assert {one.annotators for one in found.measured} == {
        ("amal", "berk", "cem"), ("amal", "berk"), ("amal", "cem"), ("berk", "cem"),
    }  # fmt: skip
    assert {one.language for one in found.measured} == {"all", "ar", "en", "tr"}
    assert measured(found, "sentence").alpha.units == 3
    assert measured(found, "event").alpha.observed == 0.5
    assert measured(found, "code").alpha.units == 1
    assert found.confusions == (("042", "19", 1),)
    assert [unit.passage.language for unit in found.sentences] == ["en", "ar"]
    assert found.to_json()["sentences"][0]["events"] == [
        {"amal": "TURGOV 042 SYR 2025-08-04", "berk": "TURGOV 19 SYR 2025-08-04"}
    ]


def test_codes_of_one_root_count_half():
    near = replace(SEEN, code="04")
    pairs = [
        decided("confirmed", SEEN, SEEN), decided("corrected", SEEN, near, by="berk"),
        decided("added", None, replace(OTHER, source="IRQ"), number=2),
        decided("added", None, replace(OTHER, source="IRQ"), number=2, by="berk"),
    ]  # fmt: skip
    found = measured(agreement(pairs, lambda code: code[:2], resamples=0), "code")
    assert found.near_alpha.value > found.alpha.value


def test_added_events_are_matched_by_what_they_say():
    one = Coding("042", "TUR", "SYR", None, Span(0, 3))
    units = sentence_units(
        [
            decided("added", None, one, number=2),
            decided("added", None, Coding("19", "IRQ", None), number=2),
            decided("added", None, replace(one, code="04", source="TURGOV"), number=2, by="berk"),
        ]
    )
    assert [sorted(event.codings) for event in units[0].events] == [["amal", "berk"], ["amal"]]


def test_one_annotator_alone_has_nobody_to_agree_with():
    assert agreement([decided("confirmed", SEEN, SEEN)], lambda code: code[:2]).measured == ()
