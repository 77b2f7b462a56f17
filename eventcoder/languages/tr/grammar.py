"""Turkish function words and everyday verbs, read from grammar.yaml."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from eventcoder.languages.tr.morphology import TurkishMorphology


@dataclass(frozen=True, slots=True)
class Grammar:
    """The closed word classes of the language, folded, and a morphology of its everyday verbs."""

    home: str
    conjunctions: frozenset[str]
    connectives: frozenset[str]
    particles: frozenset[str]
    adpositions: frozenset[str]
    agent_adpositions: frozenset[str]
    owner_adpositions: frozenset[str]
    realised_purposes: frozenset[str]
    attributive_adpositions: frozenset[str]
    purpose_adpositions: frozenset[str]
    condition_adpositions: frozenset[str]
    content_adpositions: frozenset[str]
    past_adpositions: frozenset[str]
    adverbs: frozenset[str]
    time_nouns: frozenset[str]
    time_modifiers: frozenset[str]
    measures: frozenset[str]
    light_verbs: frozenset[str]
    close_light_verbs: frozenset[str]
    undergoer_light_verbs: frozenset[str]
    existence: frozenset[str]
    absence: frozenset[str]
    titles: frozenset[str]
    vague_pronouns: frozenset[str]
    carrier_words: frozenset[str]
    undergone: frozenset[str]
    rulers: frozenset[str]
    whole_compounds: frozenset[str]
    journeys: frozenset[str]
    contacts: frozenset[str]
    requests: frozenset[str]
    reported_needs: frozenset[str]
    peoples: frozenset[str]
    determiners: frozenset[str]
    unreal_verbs: frozenset[str]
    permissions: frozenset[str]
    compound_parts: frozenset[str]
    fallen: frozenset[str]
    attributes: frozenset[str]
    unreal_nouns: frozenset[str]
    thinking_verbs: frozenset[str]
    titled_events: frozenset[str]
    shell_nouns: frozenset[str]
    documents: frozenset[str]
    weekdays: frozenset[str]
    suffering_verbs: frozenset[str]
    suffering_adpositions: frozenset[str]
    ablative_verbs: frozenset[str]
    name_openers: frozenset[str]
    name_articles: frozenset[str]
    intransitive_verbs: frozenset[str]
    own_nouns: frozenset[str]
    own_objects: frozenset[str]
    lexical_nouns: frozenset[str]
    inflected_nouns: frozenset[str]
    object_control: frozenset[str]
    speech_verbs: frozenset[str]
    refusals: Mapping[str, str]
    wishes: Mapping[str, str]
    undergoing: Mapping[str, str]
    formulas: Mapping[str, str]
    after_words: Mapping[str, str]
    reflexive: tuple[str, ...]
    caselike_names: tuple[str, ...]
    verbs: TurkishMorphology


@cache
def grammar() -> Grammar:
    """Load grammar.yaml once."""
    text = files("eventcoder.languages.tr").joinpath("grammar.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.safe_load(text)
    everyday = {*data.pop("common_verbs"), *data["light_verbs"]}
    verbs = TurkishMorphology([verb for verb in everyday if " " not in verb], ())
    return Grammar(**{name: _frozen(name, value) for name, value in data.items()}, verbs=verbs)


def _frozen(name: str, value: Any) -> Any:
    """Return what a key of the file holds as a value: a word, pairs, endings or a set of words."""
    if isinstance(value, (str, dict)):
        return value
    return tuple(value) if name in ("reflexive", "caselike_names") else frozenset(value)
