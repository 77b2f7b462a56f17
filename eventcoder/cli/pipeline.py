"""The command group `pipeline`: train and evaluate the parsing pipelines."""

from datetime import UTC, datetime
from pathlib import Path

import click

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.group()
def pipeline() -> None:
    """Train and evaluate the pipelines that parse sentences.

    Example: eventcoder pipeline evaluate en --gold en-dev.conllu
    """


@pipeline.command()
@click.argument("language")
@click.option(
    "--train", "files", type=_FILE, multiple=True, required=True, help="CoNLL-U file to learn from; repeatable."
)
@click.option("--dev", type=_FILE, required=True, help="CoNLL-U file that chooses the best epoch.")
@click.option("--out", type=_FOLDER, help="Folder to write; the package's own by default.")
@click.option("--sources", default="", help="Comma-separated names in `# src =` comments to keep; all by default.")
@click.option("--seed", default=0, show_default=True, help="Seed of every random choice.")
@click.option("--minutes", type=float, help="Stop after the epoch in which this much time is spent.")
@click.option("--clitics/--parser", default=False, help="Train the Arabic word splitter instead of the parser.")
def train(
    language: str, files: tuple[Path, ...], dev: Path, out: Path | None, sources: str, seed: int, minutes: float | None,
    clitics: bool,
) -> None:  # fmt: skip
    """Train the pipeline of LANGUAGE (ar, tr, en) on CoNLL-U treebanks.

    Example: eventcoder pipeline train en --train en-train.conllu --dev en-dev.conllu --sources EWT
    """
    from eventcoder.analysis import training

    request = training.Request(language, files, dev, tuple(filter(None, sources.split(","))), seed, minutes)
    run = training.train_splitter if clitics else training.train_pipeline
    click.echo(f"wrote {run(request, out, report=lambda line: click.echo(line, err=True))}")


@pipeline.command()
@click.argument("language")
@click.option(
    "--gold", "files", type=_FILE, multiple=True, required=True, help="CoNLL-U file to score against; repeatable."
)
@click.option("--sources", default="", help="Comma-separated names in `# src =` comments to keep; all by default.")
@click.option("--pipeline", "folder", type=_FOLDER, help="Folder of the pipeline; the package's own by default.")
@click.option("--card", is_flag=True, help="Also replace the scores in the pipeline's card.md.")
def evaluate(language: str, files: tuple[Path, ...], sources: str, folder: Path | None, card: bool) -> None:
    """Score the pipeline of LANGUAGE against gold treebanks, with gold words and from raw text.

    Example: eventcoder pipeline evaluate ar --gold ar-dev.conllu --sources PUD
    """
    from eventcoder.analysis import training

    table = training.score_table(language, files, tuple(filter(None, sources.split(","))), folder)
    click.echo(table)
    if card:
        training.write_scores(language, folder, table, datetime.now(UTC).date())
