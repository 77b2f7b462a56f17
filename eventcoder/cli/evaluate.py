"""`eventcoder evaluate` and `eventcoder compare`: coders against gold, and against each other."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from eventcoder.cli.errors import user_errors
from eventcoder.cli.options import CODEBOOK
from eventcoder.cli.releases import JSON

if TYPE_CHECKING:
    from eventcoder.evaluation.gold import GoldSentence
    from eventcoder.evaluation.scores import Scored

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_FOLDER = click.Path(file_okay=False, path_type=Path)
_DIFFERENCES = 20

_PART = click.option(
    "--part",
    type=click.Choice(["test", "train", "all"]),
    help="Part of the gold by hash of the text; test for the shipped gold, all for files.",
)
_DATASETS = click.option(
    "--datasets", type=_FOLDER, default=Path("datasets"), show_default=True, help="Where versions are."
)


@click.command()
@click.argument("gold", nargs=-1, type=_FILE)
@click.option("--coder", "coders", multiple=True, default=("rule",), show_default=True,
              help="Coder, dataset version (NAME or NAME@1.0.0) or file of events; repeatable.")  # fmt: skip
@CODEBOOK
@_PART
@_DATASETS
@click.option("--out", type=_FOLDER, help="Folder for page.html, scores.json and CSV of errors and confusions.")
@JSON
def evaluate(
    gold: tuple[Path, ...], coders: tuple[str, ...], codebook: str, part: str | None, datasets: Path,
    out: Path | None, as_json: bool,
) -> None:  # fmt: skip
    """Score coders against GOLD files, by default the gold that comes with eventcoder.

    GOLD is JSONL as annotations/README.md describes, or CSV with the columns text, lang, source, target, code. Scores
    come for detection, root, code, actors and whole tuples, by language, root code and publisher. Exit code 1 when a
    score is below a floor that [evaluation] of eventcoder.toml sets.

    Example: eventcoder evaluate --coder rule --coder hybrid --out evaluation
    """
    with user_errors():
        from eventcoder.evaluate import predictions_of
        from eventcoder.evaluation.floors import below
        from eventcoder.evaluation.page import score_lines
        from eventcoder.evaluation.scores import parts, report, scored
        from eventcoder.project import read_project

        floors = read_project().floors
        sentences = _gold(gold, part)
        results: dict[str, dict[str, Any]] = {}
        matched: dict[str, Scored] = {}
        fallen = []
        for coder in coders:
            predictions = predictions_of(coder, sentences, codebook, datasets)
            matched[coder] = scored(sentences, predictions)
            strictly = report(scored(sentences, predictions, alternatives=False))
            results[coder] = {"all": report(matched[coder]), "strict": strictly, **parts(matched[coder])}
            missed = below(floors, results[coder]["all"], results[coder]["language"])
            results[coder]["below_floor"] = missed
            fallen += [f"{coder}: {one}" for one in missed]
        if out:
            _write(out, results, matched, [str(one) for one in gold] or ["shipped with eventcoder"])
        for line in [json.dumps(results, ensure_ascii=False)] if as_json else score_lines(results):
            click.echo(line)
        for line in fallen:
            click.echo(f"eventcoder: {line}", err=True)
        sys.exit(1 if fallen else 0)


def _gold(files: Sequence[Path], part: str | None) -> "list[GoldSentence]":
    from eventcoder.errors import InputError
    from eventcoder.evaluation.gold import read_gold
    from eventcoder.training.material import shipped_gold, split

    sentences = read_gold(files or shipped_gold())
    wanted = part or ("all" if files else "test")
    if wanted != "all":
        train, test = split(sentences)
        sentences = test if wanted == "test" else train
    if not sentences:
        raise InputError(f"the gold has no sentence in the {wanted} part; --part all takes every sentence")
    return sentences


def _write(out: Path, results: dict[str, Any], matched: "dict[str, Scored]", gold: Sequence[str]) -> None:
    from eventcoder.evaluation.compare import confusion, faults
    from eventcoder.evaluation.page import evaluation_page
    from eventcoder.evaluation.sheets import write_confusion, write_faults

    out.mkdir(parents=True, exist_ok=True)
    for coder, one in matched.items():
        name = "".join(letter if letter.isalnum() else "-" for letter in coder)
        write_faults(out / f"errors-{name}.csv", faults(one))
        write_confusion(out / f"confusion-{name}.csv", confusion(one))
    (out / "scores.json").write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", "utf-8")
    (out / "page.html").write_text(evaluation_page(results, matched, gold), "utf-8")


@click.command()
@click.argument("first")
@click.argument("second")
@click.argument("gold", nargs=-1, type=_FILE)
@CODEBOOK
@_PART
@_DATASETS
@click.option("--out", type=_FOLDER, help="Folder for differences.csv with every sentence coded differently.")
@JSON
def compare(
    first: str, second: str, gold: tuple[Path, ...], codebook: str, part: str | None, datasets: Path,
    out: Path | None, as_json: bool,
) -> None:  # fmt: skip
    """Compare FIRST and SECOND (coders, dataset versions or files of events) on GOLD, sentence by sentence.

    Differences of F1 come with paired bootstrap intervals and McNemar's exact test.

    Example: eventcoder compare rule hybrid --out comparison
    """
    with user_errors():
        from eventcoder.evaluate import predictions_of
        from eventcoder.evaluation.compare import compare as run
        from eventcoder.evaluation.compare import differences
        from eventcoder.evaluation.page import comparison_lines, difference_lines
        from eventcoder.evaluation.scores import scored
        from eventcoder.evaluation.sheets import write_differences

        sentences = _gold(gold, part)
        found = [predictions_of(what, sentences, codebook, datasets) for what in (first, second)]
        matched = [scored(sentences, one) for one in found]
        told = run(*matched)
        listed = list(differences(matched[0], matched[1], found))
        if out:
            out.mkdir(parents=True, exist_ok=True)
            write_differences(out / "differences.csv", listed)
        if as_json:
            whole = {"first": first, "second": second, "levels": told, "differences": [one._asdict() for one in listed]}
            click.echo(json.dumps(whole, ensure_ascii=False))
            return
        for line in (*comparison_lines(told, (first, second)), *difference_lines(listed, _DIFFERENCES)):
            click.echo(line)
