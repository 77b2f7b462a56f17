"""Thresholds, chosen on sentences that were held out."""

from types import SimpleNamespace

from test_model_coder import gold, scene_and_rules

from eventcoder.coders.model.decide import Proposal
from eventcoder.training.calibrate import best_threshold


class Way:
    """Keeps the proposals a sentence comes with from a threshold on; `mixer` tells that the rules have a say."""

    def __init__(self, mixer):
        self.mixer = mixer

    def proposals(self, one):
        return one.found

    def kept(self, one, proposals, threshold):
        return [p for p in proposals if p.probability >= threshold]


def held(probability, *tuples):
    scene, _ = scene_and_rules()
    triple = next(t for t in scene.triples() if (t.source, t.target) == (0, 1))
    found = [Proposal(triple, probability, "19", "190")]
    return SimpleNamespace(
        gold=SimpleNamespace(tuples=tuples),
        gathered=SimpleNamespace(opinion=SimpleNamespace(scene=scene)),
        found=found,
    )


def told(empty=1):
    """Three sentences with an event, and of those without one the first with a false event that is rather likely."""
    event = gold("ALD", "BOR", "190")
    silent = [held(0.05) for _ in range(empty - 1)]
    return [held(0.42, event), held(0.43, event), held(0.72, event), held(0.55), *silent]


def test_the_model_alone_pays_for_right_events_with_a_false_one():
    assert best_threshold(told(), Way(None)) < 0.42


def test_beside_the_rules_false_events_on_too_many_sentences_without_one_are_not_paid():
    assert 0.55 < best_threshold(told(empty=9), Way("any")) <= 0.72


def test_beside_the_rules_one_false_event_in_ten_such_sentences_is():
    assert best_threshold(told(empty=10), Way("any")) < 0.42


def test_where_every_threshold_tells_too_much_the_highest_is_taken():
    assert best_threshold([held(0.99)], Way("any")) == 0.9
