"""A round: one sample of one version, given to annotators. Kept beside its ledgers, in files git can diff.

annotations/<dataset>/<round>/round.json    what was drawn, how, from which version, for whom
annotations/<dataset>/<round>/sample.csv    one line a sentence: who judges it, and its weight
"""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from eventcoder.annotation.ledger import ledger_folder, round_names
from eventcoder.annotation.sample import Drawing
from eventcoder.errors import InputError

PLAN: Final = "round.json"
SAMPLE: Final = "sample.csv"
_COLUMNS: Final = ("sentence_id", "annotators", "stratum", "probability", "weight", "why")


@dataclass(frozen=True, slots=True)
class Sampled:
    """One sentence of a round. `probability` is None where it was not drawn but added: `why` is "sample" or "stale"."""

    sentence_id: str
    annotators: tuple[str, ...]
    stratum: str
    probability: float | None
    why: str = "sample"


@dataclass(frozen=True, slots=True)
class Round:
    """What a round is: dataset and version, codebook hash, who annotates, how it was drawn, how it is shown.

    `codebook` is the name or path the version was coded with. `created` is ISO 8601.
    """

    dataset: str
    name: str
    version: str
    codebook: str
    codebook_sha256: str
    annotators: tuple[str, ...]
    drawing: Drawing
    overlap: float
    blind: bool
    context: int
    created: str
    sample: tuple[Sampled, ...] = ()

    def of_annotator(self, annotator: str) -> tuple[str, ...]:
        """Return the sentences one annotator judges, in the order of the sample."""
        return tuple(one.sentence_id for one in self.sample if annotator in one.annotators)

    @property
    def weights(self) -> dict[str, float]:
        """Return the weight of each drawn sentence: how many sentences of the version it stands for."""
        return {one.sentence_id: 1 / one.probability for one in self.sample if one.probability}


def next_round(root: Path, dataset: str) -> str:
    """Return the name of the next round: one more than the highest number there is."""
    return str(max((int(name) for name in round_names(root, dataset) if name.isdecimal()), default=0) + 1)


def last_round(root: Path, dataset: str) -> str | None:
    """Return the name of the round that was drawn last, None where there is none."""
    drawn = []
    for name in round_names(root, dataset):
        if (root / dataset / name / PLAN).is_file():
            drawn.append((read_round_plan(root, dataset, name).created, name))
    return max(drawn)[1] if drawn else None


def write_round(root: Path, made: Round) -> Path:
    """Write a round into its folder, which is made, and return the folder. Raises FileExistsError for a known round."""
    folder = ledger_folder(root, made.dataset, made.name)
    folder.mkdir(parents=True, exist_ok=True)
    plan = {name: value for name, value in asdict(made).items() if name != "sample"}
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows(_line(one) for one in made.sample)
    with (folder / PLAN).open("x", encoding="utf-8") as file:
        (folder / SAMPLE).write_text(text.getvalue(), encoding="utf-8", newline="\n")
        file.write(json.dumps(plan, ensure_ascii=False, indent=2) + "\n")
    return folder


def _line(one: Sampled) -> Sequence[str]:
    chance = one.probability
    weighed = (f"{chance:.9g}", f"{1 / chance:.9g}") if chance else ("", "")
    return (one.sentence_id, "|".join(one.annotators), one.stratum, *weighed, one.why)


def read_round_plan(root: Path, dataset: str, name: str) -> Round:
    """Return a round as it was written.

    Raises InputError where there is none, naming those there are, or where its files cannot be read.
    """
    folder = ledger_folder(root, dataset, name)
    if not (folder / PLAN).is_file():
        known = ", ".join(round_names(root, dataset)) or "none"
        raise InputError(f"{folder}: no round of this name; known: {known}")
    try:
        plan: dict[str, Any] = json.loads((folder / PLAN).read_text("utf-8"))
        drawn = plan.pop("drawing")
        made: dict[str, Any] = {
            "annotators": tuple(plan.pop("annotators")),
            "drawing": Drawing(**{**drawn, "by": tuple(drawn["by"])}),
        }
        return Round(**plan, **made, sample=_sample(folder))
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise InputError(f"{folder / PLAN}: cannot be read: {problem}") from problem


def _sample(folder: Path) -> tuple[Sampled, ...]:
    path = folder / SAMPLE
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return tuple(
                Sampled(
                    row["sentence_id"],
                    tuple(filter(None, row["annotators"].split("|"))),
                    row["stratum"],
                    float(row["probability"]) if row["probability"] else None,
                    row["why"],
                )
                for row in csv.DictReader(file)
            )
    except (OSError, ValueError, KeyError, AttributeError) as problem:
        raise InputError(f"{path}: cannot be read: {problem!r}") from problem
