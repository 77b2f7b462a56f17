"""Samples: the same seed draws the same, probabilities are right, and weights undo them."""

from collections import Counter
from dataclasses import replace
from functools import cache

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from release_makers import full
from table_makers import changed

from eventcoder.annotation.rounds import Round, Sampled, last_round, next_round, read_round_plan, write_round
from eventcoder.annotation.sample import Drawing, common_size, distinct_size, draw, inclusion, shared_out
from eventcoder.errors import InputError, UsageError

MADE = full(*(f"d{number:02}" for number in range(40)))
ROWS = MADE["events"].num_rows


def column(name: str, values: list[object]) -> pa.Table:
    events = MADE["events"]
    at = events.schema.get_field_index(name)
    return events.set_column(at, events.schema.field(at), pa.array(values, events.schema.field(at).type))


@cache
def unsure() -> pa.Table:
    return column("confidence", [0.1 if row % 4 == 0 else 1.0 for row in range(ROWS)])


def drawn(how: Drawing, events: pa.Table | None = None, excluded: frozenset[str] = frozenset()):
    return draw(MADE["events"] if events is None else events, MADE["sentences"], how, excluded)


def test_the_same_seed_draws_the_same():
    how = Drawing(size=20)
    assert drawn(how) == drawn(how)
    assert drawn(how) != drawn(replace(how, seed=2))


@pytest.mark.parametrize("kind", ["random", "stratified", "uncertain", "unmatched"])
def test_as_many_are_drawn_as_asked_for_with_the_share_of_uncoded_ones(kind):
    found = drawn(Drawing(kind, 40, 0.25, ("language",) if kind == "stratified" else ()), unsure())
    assert len({one.sentence_id for one in found}) == 40
    assert Counter(one.stratum.split("/")[0] for one in found) == {"coded": 30, "uncoded": 10}


def test_strata_get_the_same_number_and_small_ones_all_they_have():
    found = drawn(Drawing("stratified", 30, 0, ("language",)))
    assert Counter(one.stratum for one in found) == {"coded/ar": 15, "coded/en": 15}
    languages = ["tr"] * 2 + ["en"] * (MADE["sentences"].num_rows - 2)
    at = MADE["sentences"].schema.get_field_index("language")
    sentences = MADE["sentences"].set_column(at, MADE["sentences"].schema.field(at), pa.array(languages))
    few = draw(MADE["events"], sentences, Drawing("stratified", 30, 0, ("language",)))
    assert Counter(one.stratum for one in few) == {"coded/en": 28, "coded/tr": 2}


def test_of_sentences_equally_uncertain_those_of_a_rare_root_are_likelier_drawn():
    sentences = MADE["events"]["sentence_id"].to_pylist()
    rare = sentences[0]
    roots = ["19" if one == rare else "04" for one in sentences]
    at = MADE["events"].schema.get_field_index("event_root")
    events = column("confidence", [0.5] * ROWS).set_column(at, MADE["events"].schema.field(at), pa.array(roots))
    count = len(set(sentences))
    found = {one.sentence_id: one.probability for one in drawn(Drawing("uncertain", count - 1, 0), events)}
    assert found[rare] == 1.0 > min(found.values())


def test_the_more_doubtful_events_a_sentence_has_the_likelier_it_is_drawn():
    doubtful = column("confidence", [0.5] * ROWS)
    twice = doubtful["sentence_id"][0].as_py()
    events = pa.concat_tables([doubtful, doubtful.slice(0, 1)])
    chances: dict[str, float] = {}
    for seed in range(30):
        found = drawn(Drawing("uncertain", 20, 0, seed=seed), events)
        chances |= {one.sentence_id: one.probability for one in found}
    assert all(chances[twice] > chance for name, chance in chances.items() if name != twice)


def test_weights_make_up_for_what_was_drawn_more_often():
    """The number of unsure sentences, and of all, estimated by weights from samples that prefer unsure ones."""
    rows = zip(unsure()["sentence_id"].to_pylist(), unsure()["confidence"].to_pylist(), strict=True)
    wanted = {sentence for sentence, confidence in rows if confidence < 0.5}
    totals = []
    for seed in range(300):
        found = drawn(Drawing("uncertain", 20, 0, seed=seed), unsure())
        preferred = [one for one in found if one.sentence_id in wanted]
        totals.append((len(preferred), *(sum(1 / one.probability for one in some) for some in (found, preferred))))
    count, everyone, some = np.mean(totals, axis=0)
    assert count > 15
    assert everyone == pytest.approx(ROWS, rel=0.05)
    assert some == pytest.approx(len(wanted), rel=0.05)


def test_disagreement_is_preferred_where_coders_give_two_opinions():
    said = ["differ" if row % 10 == 0 else "both" for row in range(ROWS)]
    events = column("agreement", said)
    wanted = {one for one, how in zip(events["sentence_id"].to_pylist(), said, strict=True) if how == "differ"}
    found = drawn(Drawing("disagreement", 8, 0), events)
    assert len({one.sentence_id for one in found} & wanted) >= 4
    with pytest.raises(UsageError, match="this one was not"):
        drawn(Drawing("disagreement", 8))


def test_unmatched_actors_are_preferred():
    found = drawn(Drawing("unmatched", 20, 0))
    without = {row["sentence_id"] for row in MADE["events"].to_pylist() if row["target_actor"] is None}
    assert sum(one.sentence_id in without for one in found) > 15


def test_excluded_failed_and_rejected_sentences_are_never_drawn():
    sentences = changed(MADE["sentences"], "outcome", 0, "failed")
    every = draw(MADE["events"], sentences, Drawing(size=1000, uncoded=0.5))
    assert sentences["sentence_id"][0].as_py() not in {one.sentence_id for one in every}
    out = frozenset(one.sentence_id for one in every[:50])
    assert not {one.sentence_id for one in draw(MADE["events"], sentences, Drawing(size=1000), out)} & out


@pytest.mark.parametrize(
    ("how", "said"),
    [
        (Drawing("best"), "known: random"),
        (Drawing(by=("colour",)), "known: language"),
        (Drawing("stratified"), "needs --by"),
    ],
)
def test_unknown_samples_are_refused(how, said):
    with pytest.raises(UsageError, match=said):
        drawn(how)


@given(st.lists(st.floats(0.01, 100), min_size=1, max_size=30), st.integers(1, 40))
def test_probabilities_sum_to_the_size_and_none_is_above_one(measures, size):
    found = inclusion(np.array(measures), size)
    assert found.max() <= 1 + 1e-9
    assert found.sum() == pytest.approx(min(size, len(measures)))


@given(st.integers(1, 300), st.integers(1, 5), st.floats(0, 1))
def test_everybody_gets_their_share_and_the_overlap_is_common(share, annotators, overlap):
    names = [f"a{number}" for number in range(annotators)]
    distinct = distinct_size(share, annotators, overlap)
    sample = drawn_like(distinct)
    given_to = shared_out(sample, names, overlap)
    sizes = Counter(name for some in given_to.values() for name in some)
    common = sum(len(some) == annotators for some in given_to.values()) if annotators > 1 else 0
    assert set(given_to) == {one.sentence_id for one in sample}
    assert max(sizes.values()) - min(sizes.values()) <= 1
    # both sizes are whole numbers, and half a sentence of rounding counts once for each annotator
    assert abs(common - share * overlap) <= (annotators + 1) / 2 or annotators == 1
    assert common_size(distinct, annotators, overlap) <= distinct


def drawn_like(count: int):
    from eventcoder.annotation.sample import Drawn

    return [Drawn(str(number), "coded", 0.5) for number in range(count)]


PLAN = Round(
    "news", "1", "1.0.0", "cameo", "f" * 64, ("amal", "berk"),
    Drawing("stratified", 10, 0.3, ("language", "root")), 0.2, False, 1, "2026-03-01T00:00:00+00:00",
    (Sampled("s1", ("amal", "berk"), "coded/ar", 0.25), Sampled("s2", ("berk",), "", None, "stale")),
)  # fmt: skip


def test_a_round_comes_back_as_it_was_written(tmp_path):
    assert next_round(tmp_path, "news") == "1"
    assert last_round(tmp_path, "news") is None
    write_round(tmp_path, PLAN)
    assert read_round_plan(tmp_path, "news", "1") == PLAN
    assert (next_round(tmp_path, "news"), last_round(tmp_path, "news")) == ("2", "1")
    assert PLAN.weights == {"s1": 4.0}
    assert PLAN.of_annotator("amal") == ("s1",)
    with pytest.raises(FileExistsError):
        write_round(tmp_path, PLAN)


def test_a_missing_or_broken_round_is_named(tmp_path):
    write_round(tmp_path, PLAN)
    with pytest.raises(InputError, match="no round of this name; known: 1"):
        read_round_plan(tmp_path, "news", "2")
    (tmp_path / "news/1/round.json").write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match=r"round\.json: cannot be read"):
        read_round_plan(tmp_path, "news", "1")
