"""`eventcoder prune`: remove old versions."""

import json
from pathlib import Path

import click

from eventcoder.cli.releases import JSON, OUT, Guarded
from eventcoder.datasets.names import Version


@click.command(cls=Guarded)
@click.argument("name")
@click.option("--keep", default=3, show_default=True, type=click.IntRange(1), help="Newest versions to keep.")
@click.option("--version", "numbers", multiple=True, help="Remove this version only; may be given several times.")
@click.option("--yes", is_flag=True, help="Remove; without it, only say what would be removed.")
@OUT
@JSON
def prune(name: str, keep: int, numbers: tuple[str, ...], yes: bool, out: Path, as_json: bool) -> None:
    """Remove old versions of the dataset NAME; the newest one whose files are as published always stays.

    Example: eventcoder prune news --keep 2 --yes
    """
    from eventcoder.datasets.prune import prune as remove
    from eventcoder.datasets.prune import pruning

    done = (remove if yes else pruning)(out, name, keep, [Version.parse(one) for one in numbers])
    told = {"removed": [str(one) for one in done.removed], "kept": [str(one) for one in done.kept], "done": yes}
    if as_json:
        click.echo(json.dumps(told))
        return
    verb = "removed" if yes else "would be removed"
    for one in done.removed:
        click.echo(f"{verb}: {name} {one}")
    click.echo(f"kept: {', '.join(str(one) for one in done.kept)}")
    if done.good is None:
        click.echo(f"eventcoder: no version of {name} is as published, so none is removed", err=True)
    elif not yes and done.removed:
        click.echo("nothing was removed; say --yes to remove")
