"""The commands that follow the sheets: agreement, adjudicate, status, gold."""

import json
from datetime import UTC, datetime
from pathlib import Path

import click

from eventcoder.cli.annotating import ANNOTATIONS, ROUND, opened
from eventcoder.cli.releases import JSON, OUT, Guarded


@click.command(cls=Guarded)
@click.argument("version")
@ROUND
@click.option("--resamples", default=1000, show_default=True, type=click.IntRange(0, 100_000), help="For intervals.")
@ANNOTATIONS
@OUT
@JSON
def agreement(
    version: str, round_name: str | None, resamples: int, annotations: Path, out: Path, as_json: bool
) -> None:
    """Show how far the annotators of VERSION's dataset agree: alpha, kappa, confusions, sentences in dispute.

    Values in brackets are 95% intervals of a bootstrap over sentences.

    Example: eventcoder annotate agreement middle-east --round 1
    """
    from eventcoder.loop.judge import measure

    found = measure(opened(version, out, None), annotations, round_name, resamples=resamples)
    if as_json:
        click.echo(json.dumps(found.to_json(), ensure_ascii=False, indent=2))
    elif not found.measured:
        click.echo("no sentence has been judged by two annotators yet")
    else:
        from eventcoder.report.agreement import agreement_lines

        for line in agreement_lines(found.to_json()):
            click.echo(line)


@click.command(cls=Guarded)
@click.argument("dataset")
@click.option("--by", "adjudicator", required=True, help="Who adjudicates.")
@click.option("--language", type=click.Choice(["ar", "tr", "en"]), help="Of headings and instructions.")
@click.option(
    "--to",
    default=".",
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of the sheet.",
)
@ROUND
@ANNOTATIONS
@OUT
def adjudicate(
    dataset: str,
    adjudicator: str,
    language: str | None,
    to: Path,
    round_name: str | None,
    annotations: Path,
    out: Path,
) -> None:
    """Write a sheet of the events that annotators of a round differ about, and a page, all answers side by side.

    The last round, unless --round names one. Import the sheet like any other; its rulings hold over all answers. The
    page beside it is for reading.

    Example: eventcoder annotate adjudicate middle-east --by chen
    """
    from eventcoder.loop.hand_out import ensure_name
    from eventcoder.loop.judge import adjudication_sheet, chosen_round

    ensure_name(adjudicator)
    plan = chosen_round(annotations, dataset, round_name)
    done = adjudication_sheet(out, annotations, plan, adjudicator, to, datetime.now(UTC), language)
    click.echo(f"{done.path.as_posix()}: {done.rows} events to settle; to read: {done.page.as_posix()}")


@click.command(cls=Guarded)
@click.argument("dataset")
@ANNOTATIONS
@OUT
@JSON
def status(dataset: str, annotations: Path, out: Path, as_json: bool) -> None:
    """Show how far each round and annotator is.

    Example: eventcoder annotate status middle-east
    """
    from dataclasses import asdict

    from eventcoder.loop.judge import status as status_of

    found = status_of(out, annotations, dataset)
    if as_json:
        told = [
            {
                "round": one.plan.name,
                "version": one.plan.version,
                "annotators": [asdict(who) for who in one.progress],
                "disputed": one.disputed,
                "adjudicated": one.adjudicated,
            }
            for one in found
        ]
        click.echo(json.dumps({"rounds": told}, ensure_ascii=False, indent=2))
        return
    for one in found:
        blind = ", blind" if one.plan.blind else ""
        sample = f"{len(one.plan.sample)} sentences of {dataset}/{one.plan.version}"
        click.echo(f"round {one.plan.name}: {sample}, {one.plan.drawing.kind}{blind}")
        for who in one.progress:
            verdicts = ", ".join(f"{count} {verdict}" for verdict, count in sorted(who.verdicts.items()))
            click.echo(f"  {who.annotator}: {who.done} of {who.tasks} rows{f' ({verdicts})' if verdicts else ''}")
        click.echo(f"  {one.disputed} events in dispute, {one.adjudicated} rulings")


@click.command(cls=Guarded)
@click.argument("dataset")
@click.option("--from-csv", "source", type=click.Path(path_type=Path), help="Take gold from a CSV file instead.")
@click.option("--codebook", default="cameo", show_default=True, help="Codebook the CSV file is checked against.")
@click.option("--language", help="Language of the CSV file, where it has no column lang (ISO 639-1).")
@click.option("--single", is_flag=True, help="Also sentences that only one person judged.")
@click.option(
    "--to", type=click.Path(file_okay=False, path_type=Path), help="Folder; annotations/gold/DATASET by default."
)
@ANNOTATIONS
@OUT
@JSON
def gold(
    dataset: str,
    source: Path | None,
    codebook: str,
    language: str | None,
    single: bool,
    to: Path | None,
    annotations: Path,
    out: Path,
    as_json: bool,
) -> None:
    """Write the sentences that people settled as training, development and test data.

    Settled means judged alike by two people or more, or adjudicated. A sentence belongs to a part by its words alone,
    so that it never changes sides.

    Example: eventcoder annotate gold middle-east
    """
    from eventcoder.annotation.gold import gold_from_csv, write_gold
    from eventcoder.annotation.vocabulary import Vocabulary
    from eventcoder.codebook.load import load_codebook
    from eventcoder.loop.judge import gold_of

    if source is not None:
        vocabulary = Vocabulary.of(codebook, load_codebook(codebook), language or "en")
        found = gold_from_csv(source, vocabulary, language)
    else:
        found = gold_of(out, annotations, dataset, single=single)
    folder = to or annotations / "gold" / dataset
    counts = write_gold(folder, found)
    if as_json:
        click.echo(json.dumps({"folder": folder.as_posix(), **counts}))
    else:
        click.echo(f"{folder.as_posix()}: " + ", ".join(f"{count} {split}" for split, count in counts.items()))
