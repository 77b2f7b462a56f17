"""Training: what is refused, heads, calibration, thresholds, and the same bytes twice."""

import json
from datetime import date

import numpy as np
import pytest
from click.testing import CliRunner

from eventcoder.cli.main import main
from eventcoder.coders.model.features import hashed
from eventcoder.errors import InputError
from eventcoder.evaluation.gold import GoldSentence, GoldTuple, read_gold
from eventcoder.ingest.options import ReadOptions
from eventcoder.training.calibrate import precision_threshold, reliability
from eventcoder.training.fit import Known, fit_head, fit_judge
from eventcoder.training.material import (
    Weights,
    ensure_both,
    ensure_learnable,
    examples_of,
    is_test,
    shipped_gold,
    split,
)
from eventcoder.training.report import card_lines, card_page, curve_lines

CODES = {"042": 1, "190": 1}


def sentence(number, *codes):
    tuples = tuple(GoldTuple(("A",), ("B",), (code,)) for code in codes)
    return GoldSentence(str(number), f"text {number}", "en", None, tuples, where=f"gold.jsonl:{number}")


def enough(*more):
    return [*(sentence(n, ("042", "190")[n % 2]) for n in range(20)), *(sentence(n) for n in range(20, 40)), *more]


@pytest.mark.parametrize(
    ("gold", "message"),
    [
        (enough()[:10], "10 gold sentences are too few"),
        ([sentence(n, "042") for n in range(40)], "every sentence has an event"),
        ([sentence(n) for n in range(40)], "no sentence has an event"),
        ([sentence(n, *(["042"] if n % 2 else [])) for n in range(40)], "at least two roots"),
        (enough(sentence(99, "999")), "gold.jsonl:99: has the code '999', which the codebook does not know"),
    ],
)
def test_gold_that_teaches_nothing_is_refused(gold, message):
    with pytest.raises(InputError, match=message):
        ensure_learnable(gold, CODES)


def test_enough_gold_is_accepted():
    ensure_learnable(enough(), CODES)


def test_the_split_follows_from_the_text_alone():
    gold = [sentence(n) for n in range(500)]
    train, test = split(gold)
    assert [one.key for one in train + test] != []
    assert {one.text for one in test} == {one.text for one in gold if is_test(one.text)}
    assert 60 < len(test) < 140
    assert is_test("0") == is_test("0")


def plain(features):
    return Known(features, np.zeros((len(features), 0), dtype=np.float32))


def test_a_head_learns_and_forgets_rare_features():
    features = [hashed(["a", f"rare{n}"]) if n % 2 else hashed(["b"]) for n in range(40)]
    labels = ["event" if n % 2 else "" for n in range(40)]
    head = fit_head(plain(features), labels, [1.0] * 40, 1.0)
    assert head.labels == ("event",)
    assert len(head.columns) == 2
    first, second = head.sums([hashed(["a"]), hashed(["b"])])[:, 0]
    assert first > second


def test_a_head_of_two_roots_scores_both():
    features = [hashed(["a"]) if n % 2 else hashed(["b"]) for n in range(40)]
    head = fit_head(plain(features), ["19" if n % 2 else "04" for n in range(40)], [1.0] * 40, 1.0)
    assert head.labels == ("04", "19")
    assert head.sums([hashed(["a"])])[0].argmax() == 1


def test_a_head_of_one_label_always_says_it():
    head = fit_head(plain([hashed(["a"])]), ["042"], [1.0], 1.0)
    assert head.labels == ("042",)
    assert head.sums([hashed(["a"])]).shape == (1, 1)


@pytest.mark.parametrize(("truth", "message"), [([], "none of the 0"), ([False] * 3, "none of the 3"), ([True], "all")])
def test_what_cannot_be_calibrated_on_is_told(truth, message):
    with pytest.raises(InputError, match=message):
        ensure_both(truth)


def test_gold_whose_actors_nobody_knows_is_told():
    with pytest.raises(InputError, match="eventcoder discover"):
        fit_judge([])


def test_a_perfectly_calibrated_coder_has_no_error():
    pairs = [(0.75, n % 4 != 0) for n in range(400)]
    told = reliability(pairs)
    assert told["expected_calibration_error"] == 0.0
    assert told["bins"] == [{"events": 400, "probability": 0.75, "right": 0.75}]


def test_overconfidence_is_measured():
    assert reliability([(1.0, False)] * 10)["expected_calibration_error"] == 1.0


def test_the_threshold_for_a_precision_is_the_lowest_that_reaches_it():
    pairs = [(0.9, True)] * 10 + [(0.5, True)] * 6 + [(0.5, False)] * 4 + [(0.1, False)] * 10
    assert precision_threshold(pairs, 0.8) == 0.5
    assert precision_threshold(pairs, 0.95) == 0.9
    assert precision_threshold([(0.9, True)] * 3, 0.5) is None


def test_the_shipped_gold_is_learnable_and_of_the_form():
    gold = read_gold(shipped_gold())
    train, test = split(gold)
    assert {one.language for one in train} == {one.language for one in test} == {"ar", "en", "tr"}
    assert all(code for one in gold for t in one.tuples for code in t.codes)


def test_a_curve_and_a_card_are_told_in_lines():
    assert list(curve_lines([{"sentences": 10, "model_tuple_f1": 0.5}]))[1].split() == ["10", "0.500"]
    from eventcoder.coders.model.store import default_model

    card = default_model().card
    assert any(line.startswith("all") for line in card_lines(card))
    page = card_page(card)
    assert "## Calibration" in page
    assert all(name in page for name in ("rule", "model", "hybrid"))


def test_the_card_of_the_package_names_its_data_and_its_libraries():
    from eventcoder.coders.model.store import default_model

    card = default_model().card
    assert {one["file"] for one in card["data"]} == {path.name for path in shipped_gold()}
    assert {"numpy", "scikit-learn"} <= set(card["libraries"])
    assert set(card["test"]["scores"]) == {"rule", "model", "hybrid"}


# ---- with parsers --------------------------------------------------------------------------------------------------


def small_gold(path):
    lines = [line for line in shipped_gold()[1].read_text("utf-8").splitlines() if line.strip()][:90]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


@pytest.mark.slow
def test_training_twice_gives_the_same_bytes_and_a_model_that_codes(tmp_path, monkeypatch):
    from eventcoder.training.train import TrainRequest, train

    monkeypatch.chdir(tmp_path)
    gold = small_gold(tmp_path / "gold.jsonl")
    reading = ReadOptions(today=date(2025, 1, 1))
    for name in ("one", "two"):
        train(TrainRequest((gold,), tmp_path / name, reading, weights=Weights(1.0, 0.0, 0.0)))
    for file in ("weights.npz", "card.json", "README.md"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()
    news = tmp_path / "news.jsonl"
    told = {"id": "a", "text": "Poland condemned Belarus on Monday.", "date": "2021-05-06"}
    news.write_text(json.dumps(told), "utf-8")
    for coder in ("model", "hybrid"):
        arguments = ["build", "news.jsonl", "--name", coder, "--coder", f"{coder}:one"]
        done = CliRunner().invoke(main, arguments)
        assert done.exit_code in (0, 1), done.output
        assert "Traceback" not in done.output
    done = CliRunner().invoke(main, ["evaluate", "gold.jsonl", "--coder", "rule", "--coder", "hybrid:one", "--json"])
    assert done.exit_code == 0, done.output
    assert set(json.loads(done.stdout)) == {"rule", "hybrid:one"}


@pytest.mark.slow
def test_weak_labels_are_what_the_rules_say(tmp_path):
    from eventcoder.training.weak import weak_material

    news = tmp_path / "news.jsonl"
    told = [{"id": "a", "text": "Poland condemned Belarus on Monday. It rained."}]
    news.write_text("\n".join(map(json.dumps, told)), "utf-8")
    (one,) = weak_material((str(news),), "cameo", ReadOptions(today=date(2025, 1, 1)))
    assert (one.origin, one.sentence.tuples) == ("rules", (GoldTuple(("POL",), ("BLR",), ("111",)),))


@pytest.mark.slow
def test_examples_of_the_codebook_keep_their_tuples():
    from eventcoder.codebook.load import load_codebook

    found = list(examples_of(load_codebook("cameo", ("en",))))
    assert len(found) > 200
    assert all(one.sentence.tuples for one in found)
    assert np.unique([one.sentence.key for one in found]).size == len(found)
