"""`eventcoder codebook`: look at a codebook and run its examples."""

import json
import sys

import click

from eventcoder.cli.errors import user_errors


@click.group()
def codebook() -> None:
    """Look at a codebook and test it.

    Example: eventcoder codebook test cameo
    """


@codebook.command("list")
def list_() -> None:
    """List the codebooks that come with eventcoder.

    Example: eventcoder codebook list
    """
    from eventcoder.codebook.layers import known_codebooks

    for name in known_codebooks():
        click.echo(name)


@codebook.command()
@click.argument("name", default="cameo")
@click.option("--language", "languages", multiple=True, help="Only this language; may be given several times.")
@click.option("--json", "as_json", is_flag=True, help="Print the failures as JSON lines.")
def test(name: str, languages: tuple[str, ...], as_json: bool) -> None:
    """Run every example and near miss of the patterns of codebook NAME; exit 1 when any fails.

    Example: eventcoder codebook test cameo --language tr
    """
    with user_errors():
        from eventcoder.examples import run_examples

        total, failures = run_examples(name, languages or None)
        for failure in failures:
            click.echo(json.dumps(failure._asdict(), ensure_ascii=False) if as_json else failure.line())
        if not as_json:
            click.echo(f"{total - len(failures)} of {total} examples as expected")
        sys.exit(1 if failures else 0)
