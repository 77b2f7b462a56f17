"""The model coder on toy clauses: candidates, decisions, mixing with the rules, and its files."""

import json
from dataclasses import replace

import numpy as np
import pytest
from toy import Toy, argument, clause, codebook, words_of

from eventcoder.codebook.values import Codebook
from eventcoder.coders.model.coder import HybridCoder, ModelCoder, SceneCoder
from eventcoder.coders.model.decide import Judge, Proposal, chosen
from eventcoder.coders.model.features import FEATURES, SceneFeatures, hashed
from eventcoder.coders.model.heads import Head
from eventcoder.coders.model.mix import Mixer
from eventcoder.coders.model.opinions import laid_over
from eventcoder.coders.model.scene import Triple
from eventcoder.coders.model.store import Model, load_model, save_model
from eventcoder.errors import ModelError
from eventcoder.evaluation.gold import GoldTuple
from eventcoder.training.labels import labelled
from eventcoder.types.text import Sentence, Span

TEXT = "Alandia attack Borduria"
CLAUSE = clause(1, "attack", argument("subj", 0), argument("obj", 2))


def looked(coder, text):
    words = words_of(text)
    sentence = Sentence("d", 0, 1, Span(0, len(text)), text, "toy", None)
    return coder.look(sentence, [w.norm for w in words], [(w.start, w.end) for w in words]), words


def scene_and_rules(text=TEXT, *clauses):
    language = Toy(clauses or (CLAUSE,))
    coder = SceneCoder(codebook(), lambda name: language)
    candidate, words = looked(coder, text)
    when = lambda trigger, triggers: None  # noqa: E731
    scene, _ = coder.scene(candidate, words, coder.discourse(), when)
    return scene, coder.rule_events(candidate, words, coder.discourse(), when)


def head(labels, weights, bias=None):
    """Return a head with these weights for features; a list a feature, one number a label."""
    columns = hashed(weights)
    order = np.argsort(columns)
    rows = np.array(list(weights.values()), dtype=np.float32).reshape(len(weights), len(labels))
    zero = np.zeros(len(labels), dtype=np.float32) if bias is None else np.array(bias, dtype=np.float32)
    return Head(labels, columns[order], rows[order], zero)


def model(mixer=None, threshold=0.5):
    event = head(("event",), {"source:place=subj:verb0": [3.0], "target:place=obj:verb0": [3.0]}, [-4.0])
    root = head(("04", "19"), {"root=19": [-2.0, 2.0], "root=04": [2.0, -2.0]})
    code = head(("042", "190", "193"), {"code=190": [0.0, 2.0, 0.0]})
    card = {"features": FEATURES, "eventcoder": "0", "codebook": {"name": "toy", "version": "1"}}
    return Model(
        Judge(event, root, code), mixer or Mixer({"": -1.0, "exact_same": 3.0}), threshold, threshold, 0.5, card
    )


def coded(kind, folder, text=TEXT, *clauses):
    language = Toy(clauses or (CLAUSE,))
    coder = kind(codebook(), lambda name: language, str(folder))
    candidate, words = looked(coder, text)
    return coder.code(candidate, words, coder.discourse(), lambda trigger, triggers: None)


@pytest.fixture
def folder(tmp_path):
    save_model(model(), tmp_path / "m")
    return tmp_path / "m"


# ---- candidates ----------------------------------------------------------------------------------------------------


def test_candidates_are_pairs_of_mentions_in_both_directions_and_one_sided():
    scene, _ = scene_and_rules()
    assert [m.actor.code for m in scene.mentions] == ["ALD", "BOR"]
    assert set(scene.triples()) == {
        Triple(0, 1, 0),
        Triple(1, 0, 0),
        Triple(0, None, 0),
        Triple(1, None, 0),
        Triple(None, 0, 0),
        Triple(None, 1, 0),
    }


def test_a_mention_outside_all_arguments_can_be_party():
    scene, _ = scene_and_rules("Alandia attack today Borduria", clause(1, "attack", argument("subj", 0)))
    assert [m.actor.code for m in scene.mentions] == ["ALD", "BOR"]
    assert Triple(0, 1, 0) in set(scene.triples())


def test_features_tell_the_ends_apart_and_do_not_name_the_country():
    scene, _ = scene_and_rules()
    swapped, _ = scene_and_rules("Borduria attack Alandia")
    one, other = (SceneFeatures(s) for s in (scene, swapped))
    assert set(one.end("source", 0, 0)) != set(one.end("source", 1, 0))
    heads = {*hashed(["source:head=toy:Alandia"]), *hashed(["source:head=toy:Borduria"])}
    assert set(one.end("source", 0, 0)) - heads == set(other.end("source", 0, 0)) - heads


# ---- labels --------------------------------------------------------------------------------------------------------


def gold(source, target, code, **more):
    return GoldTuple((source,), (target,), (code,), **more)


def test_the_meant_candidate_is_an_event_and_the_reverse_is_none():
    scene, _ = scene_and_rules()
    labels = labelled(scene, [gold("ALD", "BOR", "193")])
    assert labels[Triple(0, 1, 0)].code == "193"
    assert labels[Triple(1, 0, 0)].code == ""


def test_optional_tuples_teach_nothing():
    scene, _ = scene_and_rules()
    labels = labelled(scene, [gold("ALD", "BOR", "190", required=False)])
    assert Triple(0, 1, 0) not in labels
    assert labels[Triple(1, 0, 0)].code == ""


def test_of_two_triggers_the_one_with_the_root_is_meant():
    text = "Alandia visit Borduria attack"
    clauses = (clause(1, "visit", argument("subj", 0), argument("obj", 2)), clause(3, "attack", argument("subj", 0)))
    scene, _ = scene_and_rules(text, *clauses)
    labels = labelled(scene, [gold("ALD", "BOR", "190")])
    assert labels[Triple(0, 1, 1)].code == "190"
    assert labels.get(Triple(0, 1, 0), None) is None or labels[Triple(0, 1, 0)].code == ""


# ---- decisions -----------------------------------------------------------------------------------------------------


def test_one_of_two_candidates_that_say_the_same_is_kept():
    scene, _ = scene_and_rules()
    two = [Proposal(Triple(0, 1, 0), 0.9, "19", "190"), Proposal(Triple(0, None, 0), 0.8, "19", "190")]
    assert [p.triple for p in chosen(scene, two, 0.5)] == [Triple(0, 1, 0)]
    assert [p.triple for p in chosen(scene, two[::-1], 0.5)] == [Triple(0, 1, 0)]
    assert chosen(scene, two, 0.95) == []


def test_the_model_codes_with_direction_code_and_evidence(folder):
    (event,) = coded(ModelCoder, folder)
    assert (event.source.code, event.code, event.target.code) == ("ALD", "190", "BOR")
    assert (event.coder, event.trigger.cut(TEXT)) == ("model", "attack")
    assert event.rule_id.startswith("model:")
    assert event.opinions is None
    assert 0.5 < event.confidence < 1


def test_the_hybrid_keeps_both_opinions(folder):
    (event,) = coded(HybridCoder, folder)
    assert (event.coder, event.rule_id) == ("hybrid", "attack")
    assert (event.opinions.rule_code, event.opinions.model_code, event.opinions.agreement) == ("190", "190", "both")


def test_the_hybrid_adds_what_the_rules_do_not_see(tmp_path):
    save_model(model(Mixer({"": 0.0, "silent": 3.0})), tmp_path)
    passive_only = clause(1, "attack", argument("subj", 0), argument("obj", 2), negated=True)
    (event,) = coded(HybridCoder, tmp_path, TEXT, passive_only)
    assert (event.opinions.rule_code, event.opinions.model_code, event.opinions.agreement) == (None, "190", "model")


def test_the_hybrid_drops_what_the_mixer_doubts(tmp_path):
    save_model(model(Mixer({"": -3.0})), tmp_path)
    assert coded(HybridCoder, tmp_path) == []


def test_the_hybrid_keeps_what_the_rules_say_unless_it_is_hardly_possible(tmp_path):
    save_model(model(Mixer({"": -1.5})), tmp_path)
    (event,) = coded(HybridCoder, tmp_path)
    assert event.confidence == pytest.approx(0.182, abs=0.001)
    negated = clause(1, "attack", argument("subj", 0), argument("obj", 2), negated=True)
    assert coded(HybridCoder, tmp_path, TEXT, negated) == []


def test_rule_events_with_other_actors_become_candidates():
    scene, rules = scene_and_rules()
    moved = [replace(rules[0], source=replace(rules[0].source, code="USA", span=None))]
    opinion = laid_over(scene, moved)
    (triple,) = opinion.events
    assert opinion.scene.mentions[triple.source].actor.code == "USA"
    assert triple in set(opinion.scene.triples())


# ---- files ---------------------------------------------------------------------------------------------------------


def test_a_model_reads_back_and_writes_the_same_bytes(folder, tmp_path):
    again = load_model(folder)
    save_model(again, tmp_path / "again")
    assert (tmp_path / "again" / "weights.npz").read_bytes() == (folder / "weights.npz").read_bytes()
    assert (tmp_path / "again" / "card.json").read_bytes() == (folder / "card.json").read_bytes()


def tampered(folder):
    raw = bytearray((folder / "weights.npz").read_bytes())
    raw[40] ^= 1
    (folder / "weights.npz").write_bytes(raw)


def short(folder):
    raw = (folder / "weights.npz").read_bytes()
    (folder / "weights.npz").write_bytes(raw[: len(raw) // 2])


def without_card(folder):
    (folder / "card.json").unlink()


def broken_card(folder):
    (folder / "card.json").write_text("{", "utf-8")


def other_format(folder):
    card = json.loads((folder / "card.json").read_text("utf-8"))
    (folder / "card.json").write_text(json.dumps({**card, "format": 99}), "utf-8")


def without_weights(folder):
    (folder / "weights.npz").unlink()


@pytest.mark.parametrize(
    ("harm", "message"),
    [
        (tampered, "cut short or changed"),
        (short, "cut short or changed"),
        (without_card, "holds no model"),
        (broken_card, "cannot be read"),
        (other_format, "has model format 99"),
        (without_weights, "cannot be read"),
    ],
)
def test_a_harmed_model_is_refused_with_what_to_do(folder, harm, message):
    harm(folder)
    with pytest.raises(ModelError, match=message) as told:
        load_model(folder)
    assert "eventcoder train" in str(told.value)


def test_a_model_of_other_features_is_refused():
    one = model()
    other = replace(one, card={**one.card, "features": FEATURES - 1})
    with pytest.raises(ModelError, match="eventcoder train"):
        other.ensure_fits(codebook())


def test_a_model_of_another_codebook_is_refused():
    book: Codebook = codebook()
    smaller = replace(book, events={code: event for code, event in book.events.items() if code != "193"})
    with pytest.raises(ModelError, match=r"gives codes that toy 1 lacks \(193\)"):
        model().ensure_fits(smaller)
