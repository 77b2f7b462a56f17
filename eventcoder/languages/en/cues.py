"""The cue words English clauses are recognised by."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Cues:
    """The word lists of clauses.yaml, folded."""

    negators: frozenset[str]
    future: frozenset[str]
    possible: frozenset[str]
    conditional: frozenset[str]
    speech: frozenset[str]
    quoting: frozenset[str]
    inner: frozenset[str]
    first_person: frozenset[str]
    particles: frozenset[str]
    party: frozenset[str]
    times: frozenset[str]
    infinitive: frozenset[str]
    active: frozenset[str]
    carriers: frozenset[str]
    feelings: frozenset[str]
    attributes: frozenset[str]
    obliging: frozenset[str]
    numbers: frozenset[str]
    rounding: frozenset[str]
    perfect: frozenset[str]
    utterances: frozenset[str]
    undergone: frozenset[str]
    permitting: frozenset[str]
    stative: frozenset[str]
    verdicts: frozenset[str]
    naming: frozenset[str]
    directions: frozenset[str]
    granting: frozenset[str]
    someone: frozenset[str]
    within: frozenset[str]
    circumstances: frozenset[str]
    enacted: frozenset[str]
    using: frozenset[str]
    contents: frozenset[str]
    asking: frozenset[str]
    occasions: frozenset[str]
    openings: frozenset[str]
    phases: frozenset[str]
    ranks: frozenset[str]
    articles: frozenset[str]
    carrying: frozenset[str]
    suffering: frozenset[str]
    resumptive: frozenset[str]
    requests: frozenset[str]
    occurring: frozenset[str]
    scheduled: frozenset[str]
    stages: frozenset[str]
    oblique_control: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, raw: Mapping[str, Any]) -> "Cues":
        """Return the cues of a loaded clauses.yaml."""
        lists = {key: frozenset(value) for key, value in raw.items() if key != "oblique_control"}
        control = {verb: frozenset(markers) for verb, markers in raw["oblique_control"].items()}
        return cls(**lists, oblique_control=control)
