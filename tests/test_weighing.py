"""What the learned coders tell of their decisions, on toy clauses."""

import pytest
from test_model_coder import CLAUSE, TEXT, head, looked, model, scene_and_rules
from toy import Toy, codebook

from eventcoder.coders.model.features import SceneFeatures, feature_names, hashed
from eventcoder.coders.model.mix import Mixer
from eventcoder.coders.model.scene import Triple
from eventcoder.coders.model.store import save_model
from eventcoder.coders.model.weighing import WeighingCoder, WeighingHybridCoder


def told(kind, folder):
    """Return the events and the notes of one toy sentence."""
    language = Toy((CLAUSE,))
    coder = kind(codebook(), lambda name: language, str(folder))
    candidate, words = looked(coder, TEXT)
    events = coder.code(candidate, words, coder.discourse(), lambda trigger, triggers: None)
    return events, coder.proposals[candidate.sentence.sentence_id]


def test_names_of_features_weigh_what_their_numbers_weigh():
    scene, _ = scene_and_rules()
    triple = Triple(0, 1, 0)
    names = list(feature_names(scene, triple))
    weighing = head(("event",), {name: [float(at)] for at, name in enumerate(dict.fromkeys(names))})
    by_number = weighing.sums([part for part in SceneFeatures(scene).parts(triple)]).sum()
    assert by_number == pytest.approx(sum(weighing.sums([hashed([name])])[0, 0] for name in names))


def test_what_the_model_keeps_names_what_weighed(tmp_path):
    save_model(model(), tmp_path)
    (event,), (kept, *rest) = told(WeighingCoder, tmp_path)
    assert (kept.source, kept.code, kept.target, kept.kept) == ("ALD", event.code, "BOR", True)
    assert kept.probability == pytest.approx(event.confidence, abs=0.001)
    assert dict(kept.event) == pytest.approx({"source:place=subj:verb0": 3.0, "target:place=obj:verb0": 3.0}, abs=0.05)
    assert dict(kept.root) == pytest.approx({"root=19": 2.0}, abs=0.05)
    assert kept.mixed == ()
    assert kept.rule is None
    assert not any(one.kept or one.probability >= kept.threshold for one in rest)


def test_the_hybrid_tells_what_the_rules_lend(tmp_path):
    save_model(model(Mixer({"": -3.0, "exact_same": 2.0})), tmp_path)
    events, notes = told(WeighingHybridCoder, tmp_path)
    (one,) = [note for note in notes if note.rule]
    assert (one.rule, one.mixed, one.kept) == ("190", (("exact_same", 2.0),), bool(events))
