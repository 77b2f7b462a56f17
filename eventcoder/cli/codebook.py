"""`eventcoder codebook`: look at a codebook and run its examples."""

import json
import sys
from dataclasses import asdict

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
@click.option("--fix", is_flag=True, help="Write back leading zeros that a spreadsheet program has eaten.")
@click.option("--errors", is_flag=True, help="Leave out warnings.")
@click.option("--json", "as_json", is_flag=True, help="Print the faults as JSON lines.")
def lint(name: str, fix: bool, errors: bool, as_json: bool) -> None:
    """List every fault of codebook NAME, a shipped one or a folder, with file and row; exit 1 on errors.

    Example: eventcoder codebook lint my-codebook --fix
    """
    with user_errors():
        from eventcoder.codebook.lint import lint as run
        from eventcoder.codebook.lint_fix import fix_zeros

        for line in fix_zeros(name) if fix else ():
            click.echo(f"fixed {line}", err=as_json)
        faults = run(name)
        wrong = [fault for fault in faults if fault.severity == "error"]
        for fault in wrong if errors else faults:
            click.echo(json.dumps(asdict(fault), ensure_ascii=False) if as_json else fault.line())
        if not as_json:
            click.echo(f"{name}: {len(wrong)} errors, {len(faults) - len(wrong)} warnings")
        sys.exit(1 if wrong else 0)


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
