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


def held(probability, *tuples, rules=()):
    scene, _ = scene_and_rules()
    triple = next(t for t in scene.triples() if (t.source, t.target) == (0, 1))
    opinion = SimpleNamespace(scene=scene, events=dict.fromkeys(rules))
    found = [Proposal(triple, probability, "19", "190")]
    return SimpleNamespace(gold=SimpleNamespace(tuples=tuples), gathered=SimpleNamespace(opinion=opinion), found=found)


def told(rules=()):
    event = gold("ALD", "BOR", "190")
    return [held(0.42, event), held(0.43, event), held(0.72, event), held(0.55, rules=rules)]


def test_the_model_alone_pays_for_right_events_with_a_false_one():
    assert best_threshold(told(), Way(None)) < 0.42


def test_beside_the_rules_no_sentence_without_an_event_may_get_one_that_the_rules_leave_alone():
    assert 0.55 < best_threshold(told(), Way("any")) <= 0.72


def test_a_false_event_of_the_rules_may_stay():
    assert best_threshold(told(rules=["theirs"]), Way("any")) < 0.42


def test_where_every_threshold_tells_too_much_the_highest_is_taken():
    assert best_threshold([held(0.99)], Way("any")) == 0.9
