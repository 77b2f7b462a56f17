"""`eventcoder codebook`: make, check, look into and compare codebooks."""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import click

from eventcoder.cli.errors import user_errors

_SHOWN = 20


@click.group()
def codebook() -> None:
    """Make, check, look into and compare codebooks. A codebook is given by its name or its folder.

    Example: eventcoder codebook lint my-codebook
    """


def _json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False))


@codebook.command("list")
def list_() -> None:
    """List the codebooks that come with eventcoder.

    Example: eventcoder codebook list
    """
    from eventcoder.codebook.layers import known_codebooks

    for name in known_codebooks():
        click.echo(name)


@codebook.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--extends", "base", default="cameo", show_default=True, help="Codebook to start from.")
def new(folder: Path, base: str) -> None:
    """Write a small working codebook into a new FOLDER, with remarks on how to change it.

    Example: eventcoder codebook new my-codebook --extends cameo
    """
    with user_errors():
        from eventcoder.codebook.new import new_codebook

        for path in new_codebook(folder, base):
            click.echo(f"wrote {path}")
        click.echo(f"next: eventcoder codebook lint {folder}; eventcoder codebook test {folder} --own")


@codebook.command()
@click.argument("name", default="cameo")
@click.option("--fix", is_flag=True, help="Write back leading zeros that a spreadsheet program has eaten.")
@click.option("--errors", is_flag=True, help="Leave out warnings.")
@click.option("--json", "as_json", is_flag=True, help="Print the faults as JSON lines.")
def lint(name: str, fix: bool, errors: bool, as_json: bool) -> None:
    """List every fault of codebook NAME, with file and row; exit 1 on errors.

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
@click.option("--own", is_flag=True, help="Only patterns of this codebook, not of the one it extends.")
@click.option("--json", "as_json", is_flag=True, help="Print the failures as JSON lines.")
def test(name: str, languages: tuple[str, ...], own: bool, as_json: bool) -> None:
    """Run every example and near miss of the patterns of codebook NAME; exit 1 when any fails.

    Example: eventcoder codebook test cameo --language tr
    """
    with user_errors():
        from eventcoder.examples import run_examples

        total, failures = run_examples(name, languages or None, own=own)
        for failure in failures:
            click.echo(json.dumps(failure._asdict(), ensure_ascii=False) if as_json else failure.line())
        if not as_json:
            click.echo(f"{total - len(failures)} of {total} examples as expected")
        sys.exit(1 if failures else 0)


@codebook.command()
@click.argument("what", required=False)
@click.option("--codebook", "name", default="cameo", show_default=True, help="Name of a shipped codebook, or a folder.")
@click.option(
    "--hash", "as_hash", is_flag=True, help="Print the content hash: what the codebook means, not its formatting."
)
@click.option("--json", "as_json", is_flag=True, help="Print the entries as JSON lines.")
def show(what: str | None, name: str, as_hash: bool, as_json: bool) -> None:
    """Show the entries whose code, id or name is WHAT: an event code, actor, role, agent, place or pattern.

    Example: eventcoder codebook show 042
    """
    with user_errors():
        from eventcoder.codebook.load import load_codebook
        from eventcoder.codebook.show import show as run

        if as_hash:
            click.echo(load_codebook(name).digest)
        elif what is None:
            raise click.UsageError("say what to show, or give --hash")
        for card in run(name, what) if what else ():
            _json(asdict(card)) if as_json else click.echo("\n".join(card.lines()))


@codebook.command()
@click.argument("words")
@click.option("--codebook", "name", default="cameo", show_default=True, help="Name of a shipped codebook, or a folder.")
@click.option("--limit", default=50, show_default=True, help="Print no more hits than this.")
@click.option("--json", "as_json", is_flag=True, help="Print the hits as JSON lines.")
def search(words: str, name: str, limit: int, as_json: bool) -> None:
    """Find the cells that hold all WORDS: names, definitions, trigger words, examples; exit 1 when there are none.

    Example: eventcoder codebook search "foreign minister"
    """
    with user_errors():
        from eventcoder.codebook.search import search as run

        hits = run(name, words)
        for hit in hits[:limit]:
            _json(hit._asdict()) if as_json else click.echo(hit.line())
        if len(hits) > limit:
            click.echo(f"... and {len(hits) - limit} more; see them with --limit {len(hits)}", err=True)
        sys.exit(0 if hits else 1)


@codebook.command()
@click.argument("name", default="cameo")
@click.option("--json", "as_json", is_flag=True, help="Print everything as one JSON object.")
def stats(name: str, as_json: bool) -> None:
    """Count what codebook NAME covers by root code, language and country, and list what is missing.

    Example: eventcoder codebook stats cameo
    """
    with user_errors():
        from eventcoder.codebook.stats import stats as run

        found = run(name)
        if as_json:
            _json(asdict(found))
            return
        _table("root", found.roots)
        _table("names", found.names)
        _listed("actors by kind", [f"{kind} {count}" for kind, count in found.kinds.items()])
        _listed("actors by country", [f"{code} {count}" for code, count in found.countries.items()])
        for language, ids in found.unnamed.items():
            _listed(f"actors without a name in {language}", ids)
        _listed("persons whose last office has no end", found.open_ended)
        _listed("persons without dates", found.undated)


def _table(title: str, rows: Mapping[str, Mapping[str, int]]) -> None:
    columns = list(next(iter(rows.values()), {}))
    click.echo("  ".join([f"{title:8}", *(f"{column:>11}" for column in columns)]))
    for name, counts in rows.items():
        click.echo("  ".join([f"{name:8}", *(f"{counts[column]:>11}" for column in columns)]))


def _listed(title: str, items: Sequence[str]) -> None:
    more = f", ... ({len(items) - _SHOWN} more; all with --json)" if len(items) > _SHOWN else ""
    click.echo(f"{title}: {len(items)}\n    {', '.join(items[:_SHOWN])}{more}")


@codebook.command()
@click.argument("one")
@click.argument("other")
@click.option(
    "--on", "inputs", multiple=True, help="News to code with both, as for `build`; may be given several times."
)
@click.option("--limit", default=200, show_default=True, help="Print no more differences of each kind than this.")
@click.option("--json", "as_json", is_flag=True, help="Print the differences as JSON lines.")
def diff(one: str, other: str, inputs: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Say what codebook OTHER adds (+), removes (-) and changes (~), and which events of the news change with it.

    Example: eventcoder codebook diff cameo my-codebook --on news/
    """
    with user_errors():
        from eventcoder.codebook.diff import diff as run

        _limited(run(one, other), limit, as_json)
        if inputs:
            from eventcoder.ingest.options import ReadOptions
            from eventcoder.recode import recode

            reading = ReadOptions(today=datetime.now(UTC).date())
            _limited(recode(one, other, inputs, reading), limit, as_json)


def _limited(differences: Iterable[Any], limit: int, as_json: bool) -> None:
    left = iter(differences)
    for difference in islice(left, limit):
        _json(difference._asdict()) if as_json else click.echo(difference.line())
    more = sum(1 for _ in left)
    if more:
        click.echo(f"... and {more} more; see them with --limit", err=True)


@codebook.command("import")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--language", default="en", show_default=True, help="Language of the dictionaries, ISO 639-1.")
@click.option("--extends", "base", default="cameo", show_default=True, help="Codebook to take everything else from.")
@click.option("--licence", default="unknown", show_default=True, help="Licence of the dictionaries.")
def import_(folder: Path, out: Path, language: str, base: str, licence: str) -> None:
    """Carry the PETRARCH or TABARI dictionaries of FOLDER (actors, agents, verbs, discards) over into codebook OUT.

    OUT/import-report.csv lists every line that was not carried over, and why.

    Example: eventcoder codebook import dictionaries/ my-codebook --language en
    """
    with user_errors():
        from eventcoder.codebook.importers.petrarch import import_petrarch

        report = import_petrarch(folder, out, language, base, licence)
        for table, count in report.carried.items():
            click.echo(f"{table}: {count}")
        click.echo(f"left behind: {len(report.left)}, listed in {out / 'import-report.csv'}")


@codebook.command()
@click.argument("name")
@click.argument("out", type=click.Path(file_okay=False, path_type=Path))
@click.option("--language", default="en", show_default=True, help="Language of the names, ISO 639-1.")
def export(name: str, out: Path, language: str) -> None:
    """Write the actors and agents of codebook NAME into folder OUT as PETRARCH dictionaries.

    Example: eventcoder codebook export cameo petrarch/ --language en
    """
    with user_errors():
        from eventcoder.codebook.exporters.petrarch import export_petrarch

        for path in export_petrarch(name, out, language):
            click.echo(f"wrote {path}")
