"""`eventcoder export`: the events of a version in the layouts the field already uses."""

import json
from pathlib import Path

import click

from eventcoder.cli.releases import JSON, OUT, Guarded, opened_version


@click.command(cls=Guarded)
@click.argument("version")
@click.option(
    "--layout", "name", default="csv", show_default=True, help="csv, gdelt1, icews, phoenix, polecat or stata."
)
@click.option("--to", "path", type=click.Path(dir_okay=False, path_type=Path), help="File to write.")
@click.option("--unique", is_flag=True, help="Leave out events that repeat another.")
@click.option("--force", is_flag=True, help="Replace a file that is there.")
@OUT
@JSON
def export(version: str, name: str, path: Path | None, unique: bool, force: bool, out: Path, as_json: bool) -> None:
    """Write the events of VERSION in another layout, and say what that layout cannot carry.

    VERSION is a dataset (its latest version), dataset@number, or the folder of a version.

    Example: eventcoder export news@1.2.0 --layout gdelt1 --to news.export.CSV
    """
    from eventcoder.datasets.export import export as write
    from eventcoder.datasets.export import read_layout

    found, layout = opened_version(version, out), read_layout(name)
    target = path or Path(f"{found.name}-{found.version}{layout.ending}")
    rows = write(found, layout, target, unique=unique, force=force)
    if as_json:
        told = {"file": target.as_posix(), "layout": name, "rows": rows, "cannot_carry": list(layout.cannot_carry)}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    click.echo(f"{target}: {rows:,} events, {layout.about}")
    click.echo("this layout cannot carry", err=True)
    for line in layout.cannot_carry:
        click.echo(f"  {line}", err=True)
