"""`eventcoder build`: news in, a checked dataset version out."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from eventcoder.cli.errors import user_errors
from eventcoder.cli.options import CODEBOOK

_COLUMNS = ("text", "date", "id", "url", "publisher", "title", "language")


@click.command()
@click.argument("inputs", nargs=-1, required=True)
@click.option("--name", default="events", show_default=True, help="Name of the dataset.")
@click.option(
    "--out",
    default="datasets",
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of the datasets.",
)
@CODEBOOK
@click.option("--coder", default="rule", show_default=True, help="Which coder codes.")
@click.option("--engine", default="local", show_default=True, help="What runs the batches.")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 256), help="Processes to code in.")
@click.option("--version", "number", help="Version to publish, as 1.2.0; otherwise the next one.")
@click.option("--no-text", is_flag=True, help="Publish without the words of the news; offsets and ids stay.")
@click.option("--allow", multiple=True, help="Claim to override, by name; recorded in the version. Repeatable.")
@click.option("--one-a-day", is_flag=True, help="One event a day for each source, target and code; others repeat it.")
@click.option(
    "--annotations",
    default="annotations",
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of the ledgers whose corrections are replayed.",
)
@click.option("--no-corrections", is_flag=True, help="Publish what the coder proposes, whatever people decided.")
@click.option("--encoding", help="Encoding of the inputs, when it is known better than it can be detected.")
@click.option("--show", is_flag=True, help="Print a table of the events.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as one JSON object.")
@click.option("--quiet", is_flag=True, help="No progress.")
def build(
    inputs: tuple[str, ...],
    name: str,
    out: Path,
    codebook: str,
    coder: str,
    engine: str,
    workers: int,
    number: str | None,
    no_text: bool,
    allow: tuple[str, ...],
    one_a_day: bool,
    annotations: Path,
    no_corrections: bool,
    encoding: str | None,
    show: bool,
    as_json: bool,
    quiet: bool,
    **columns: Any,
) -> None:
    """Code the news of INPUTS and publish the events as a new dataset version.

    INPUTS are files, folders, globs, or "-" for standard input: text, saved HTML, JSONL, CSV or Parquet, plain or
    gzipped.
    A document that cannot be read is listed as failed and never stops the others; when none can be read, nothing is
    published and the exit code is 2. What the dataset is called, who made it and what else must hold of it stands in
    eventcoder.toml, where there is one.

    Example: eventcoder build news/ --name middle-east
    """
    with user_errors():
        from eventcoder.build import BuildRequest
        from eventcoder.build import build as run
        from eventcoder.cli.progress import shown
        from eventcoder.datasets.versions import read_version
        from eventcoder.ingest.options import ReadOptions
        from eventcoder.project import read_project
        from eventcoder.report.console import event_table, summary_lines

        now = datetime.now(UTC)
        reading = ReadOptions(today=now.date(), encoding=encoding, **columns)
        parameters = {
            key: value for key, value in {**columns, "encoding": encoding, "one_a_day": one_a_day}.items() if value
        }
        ledgers = None if no_corrections else annotations
        settings = (parameters, no_text, allow, read_project(), one_a_day, ledgers)
        request = BuildRequest(inputs, name, out, reading, codebook, coder, engine, workers, number, *settings)
        with shown(quiet) as told:
            summary = run(request, now, told)
        if as_json:
            click.echo(json.dumps(summary.to_json(), ensure_ascii=False))
        else:
            published = summary.published
            version = read_version(out, name, str(published.version))
            tables = version.stored("events"), version.stored("quarantine")
            if show:
                event_table(tables[0])
            for line in summary_lines(*tables, version.folder, summary.to_json()):
                click.echo(line)


for _column in reversed(_COLUMNS):
    _help = f"Column that holds the {_column}, when it does not have a usual name."
    build = click.option(f"--{_column}-column", f"{_column}_column", help=_help)(build)
