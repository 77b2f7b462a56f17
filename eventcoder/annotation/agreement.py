"""How far annotators agree, by variable, language and pair; what they confuse; where they differ most."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations
from typing import Any, Final

from eventcoder.annotation.matching import EventUnit, SentenceUnit, sentence_units
from eventcoder.annotation.reliability import RESAMPLES, Coefficient, Distance, Value, alpha, kappa, nominal
from eventcoder.types.annotation import Coding, Decision

VARIABLES: Final[Mapping[str, str]] = {
    "sentence": "whether the sentence tells any event",
    "event": "whether this very event is told: proposals, and what people added",
    "root": "root code of events both have",
    "code": "code of events both have",
    "source": "source of events both have",
    "target": "target of events both have",
    "date": "date of events both have",
}
_NEAR: Final = 0.5
"""How far apart two codes of one root are, where codes of two roots are 1 apart."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Agreement on one variable among some annotators in some sentences.

    `language` is ISO 639-1 or "all"; `annotators` are those compared. `near_alpha` counts two codes of one root as half
    a difference; it is None for other variables. `kappa` is None for more than two annotators.
    """

    variable: str
    language: str
    annotators: tuple[str, ...]
    alpha: Coefficient
    near_alpha: Coefficient | None = None
    kappa: Coefficient | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """All that is known of the agreement in a ledger.

    `confusions` counts pairs of codes given to one event, most frequent first, equal ones included; `sentences` are
    those with most disagreement.
    """

    measured: tuple[Measured, ...]
    confusions: tuple[tuple[str, str, int], ...]
    sentences: tuple[SentenceUnit, ...]

    def to_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "measured": [asdict(one) for one in self.measured],
            "confusions": [{"one": a, "other": b, "count": count} for a, b, count in self.confusions],
            "sentences": [_told(unit) for unit in self.sentences],
        }


def agreement(
    decisions: Iterable[Decision],
    root: Callable[[str], str],
    *,
    seed: int = 1,
    resamples: int = RESAMPLES,
    worst: int = 10,
) -> Agreement:
    """Return how far the annotators of some decisions agree; adjudication does not count.

    `root` gives the root of an event code. Coefficients are given for all annotators together and for every pair, in
    all languages and in each.
    """
    units = sentence_units(decisions)
    names = sorted({name for unit in units for name in unit.judges})
    languages = ["all", *sorted({unit.passage.language for unit in units})]
    sets = [tuple(names), *combinations(names, 2)] if len(names) > 2 else [tuple(names)] * bool(names)
    how = _How(root, seed, resamples)
    measured = [
        how.measured(variable, language, some, [u for u in units if language in ("all", u.passage.language)])
        for some in sets
        for language in languages
        for variable in VARIABLES
    ]
    ranked = sorted((unit for unit in units if unit.disagreement), key=lambda one: -one.disagreement)
    return Agreement(tuple(measured), _confusions(units), tuple(ranked[:worst]))


@dataclass(frozen=True, slots=True)
class _How:
    """How to measure: the root of a code, and the bootstrap."""

    root: Callable[[str], str]
    seed: int
    resamples: int

    def measured(self, variable: str, language: str, names: tuple[str, ...], units: Sequence[SentenceUnit]) -> Measured:
        rows = [row for unit in units for row in _rows(variable, names, unit, self.root)]
        groups = [group for group, _ in rows]
        answers = [[values[at] for _, values in rows] for at in range(len(names))]
        near = self._alpha(answers, groups, self._apart) if variable == "code" else None
        pair = None
        if len(names) == 2:
            pair = kappa(answers[0], answers[1], groups, seed=self.seed, resamples=self.resamples)
        return Measured(variable, language, names, self._alpha(answers, groups, nominal), near, pair)

    def _alpha(
        self, answers: Sequence[Sequence[Value | None]], groups: Sequence[Value], apart: Distance
    ) -> Coefficient:
        return alpha(answers, groups, apart, seed=self.seed, resamples=self.resamples)

    def _apart(self, one: Value, other: Value) -> float:
        return 0.0 if one == other else _NEAR if self.root(str(one)) == self.root(str(other)) else 1.0


def _rows(
    variable: str, names: Sequence[str], unit: SentenceUnit, root: Callable[[str], str]
) -> list[tuple[str, list[Value | None]]]:
    """Return the units of a sentence for one variable: its group, and the answer of each annotator."""
    judges = [name if name in unit.judges else None for name in names]
    if variable == "sentence":
        held = {name for event in unit.events for name in event.codings}
        return [(unit.passage.key, [None if name is None else name in held for name in judges])]
    if variable == "event":
        some = [event for event in unit.events if any(name in event.decisions for name in names)]
        return [(unit.passage.key, [None if n is None else n in event.codings for n in judges]) for event in some]
    read = _READ[variable]
    return [
        (unit.passage.key, [read(event.codings[name], root) if name in event.codings else None for name in names])
        for event in unit.events
    ]


_READ: Final[Mapping[str, Callable[[Coding, Callable[[str], str]], Value]]] = {
    "root": lambda coding, root: root(coding.code),
    "code": lambda coding, root: coding.code,
    "source": lambda coding, root: coding.source or "",
    "target": lambda coding, root: coding.target or "",
    "date": lambda coding, root: coding.day or "",
}


def _confusions(units: Iterable[SentenceUnit]) -> tuple[tuple[str, str, int], ...]:
    counts: Counter[tuple[str, str]] = Counter()
    for event in (event for unit in units for event in unit.events):
        for one, other in combinations(sorted(event.codings), 2):
            first, second = sorted((event.codings[one].code, event.codings[other].code))
            counts[first, second] += 1
    return tuple((a, b, count) for (a, b), count in sorted(counts.items(), key=lambda one: (-one[1], one[0])))


def _told(unit: SentenceUnit) -> dict[str, Any]:
    return {
        "text": unit.passage.text,
        "language": unit.passage.language,
        "disagreement": unit.disagreement,
        "events": [answers_told(event, unit.judges) for event in unit.events],
    }


def answers_told(event: EventUnit, judges: Iterable[str]) -> dict[str, str]:
    """Return what each judge says of an event, as "TURGOV 042 SYR 2025-08-07"; "no event" for those without it."""
    return {
        name: " ".join(part or "---" for part in event.codings[name].choice) if name in event.codings else "no event"
        for name in sorted(judges)
    }
