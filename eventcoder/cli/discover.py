"""`eventcoder discover`: what of a corpus the codebook does not know."""

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime

import click

from eventcoder.cli.errors import user_errors
from eventcoder.cli.options import CODEBOOK
from eventcoder.errors import UnknownName

_EVERY_SECONDS = 10.0


@click.command()
@click.argument("inputs", nargs=-1, required=True)
@click.option("--language", help="ISO 639-1 code; take all inputs as this language, and look for nothing else.")
@click.option(
    "--top", default=30, show_default=True, type=click.IntRange(1), help="How many of each kind and language."
)
@CODEBOOK
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object for machines.")
@click.option("--quiet", is_flag=True, help="No progress.")
def discover(
    inputs: tuple[str, ...], language: str | None, top: int, codebook: str, as_json: bool, quiet: bool
) -> None:
    """List frequent actors, verbs and event nouns of INPUTS that the codebook does not know, with example sentences.

    INPUTS are what `eventcoder build` takes. Actors are unknown names that are party to a coded or speech verb, printed
    as rows for actors/*.csv with the code their title and country suggest; words are verbs and nouns that stand between
    two known actors, printed as patterns to complete. Memory stays bounded however much is read.

    Example: eventcoder discover news/ --top 50
    """
    with user_errors():
        from eventcoder.discover import discover as run
        from eventcoder.ingest.options import ReadOptions
        from eventcoder.ingest.read import read_inputs
        from eventcoder.registry import names
        from eventcoder.report.discover import discovery_lines

        known = names("language")
        if language and language not in known:
            raise UnknownName("language", language, known)
        documents = read_inputs(inputs, ReadOptions(today=datetime.now(UTC).date()))
        found = run(documents, codebook, language=language, top=top, told=_told(quiet))
        for origin, reason in found.failed:
            click.echo(f"eventcoder: {reason or origin}", err=True)
        told = found.to_json()
        lines = [json.dumps(told, ensure_ascii=False)] if as_json else discovery_lines(told, known)
        for line in lines:
            click.echo(line)


def _told(quiet: bool) -> Callable[[int], None]:
    """Return what says on standard error, now and then, how many sentences were read."""
    last = time.monotonic()

    def told(sentences: int) -> None:
        nonlocal last
        if not quiet and time.monotonic() - last >= _EVERY_SECONDS:
            last = time.monotonic()
            click.echo(f"{sentences:,} sentences", err=True)

    return told
