"""`eventcoder diff`: what changed between two versions, and why."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from eventcoder.cli.releases import JSON, OUT, Guarded, opened_version
from eventcoder.datasets.versions import DatasetVersion, read_version
from eventcoder.errors import DatasetError

if TYPE_CHECKING:
    from eventcoder.datasets.diff import Difference


@click.command(cls=Guarded)
@click.argument("before")
@click.argument("after", required=False)
@click.option("--rows", default=5, show_default=True, type=click.IntRange(0), help="Rows shown of each kind of change.")
@click.option("--csv", "table", type=click.Path(dir_okay=False, path_type=Path), help="File for every change.")
@OUT
@JSON
def diff(before: str, after: str | None, rows: int, table: Path | None, out: Path, as_json: bool) -> None:
    """Say what changed from version BEFORE to version AFTER, event by event, and what caused it.

    A version is dataset@number or a folder. AFTER may be a number alone; without it, BEFORE is compared with the latest
    version, or, where BEFORE is a dataset, its latest version with the one before it.

    Example: eventcoder diff news@1.0.0 1.1.0
    """
    from eventcoder.datasets.diff import difference

    found = difference(*_sides(before, after, out))
    if table is not None:
        _write(found.rows, table)
    if as_json:
        click.echo(json.dumps(found.to_json(rows), ensure_ascii=False, indent=2))
    else:
        _tell(found, rows)


def _tell(found: "Difference", rows: int) -> None:
    from eventcoder.datasets.diff import KINDS

    click.echo(f"{found.before} -> {found.after}")
    for name, (first, second) in found.tables.items():
        click.echo(f"  {name}: {first:,} -> {second:,} rows")
    for line in found.settings:
        click.echo(f"  {line}")
    click.echo("no event changed" if found.same else "")
    for kind in (kind for kind, count in found.kinds.items() if count):
        click.echo(f"{found.kinds[kind]:>8,}  {kind}: {KINDS[kind]}")
        for row in found.of_kind(kind, rows):
            _tell_row(row)
    if found.causes:
        click.echo("caused by")
    for cause, count in found.causes.items():
        click.echo(f"{count:>8,}  {cause}")


def _tell_row(row: Mapping[str, Any]) -> None:
    from eventcoder.datasets.changes import tuple_text

    was, now = tuple_text(row, "before"), tuple_text(row, "after")
    click.echo(f"          {' is now '.join(dict.fromkeys(filter(None, (was, now))))}")
    click.echo(f"            {row['cause']}" + (f" ({', '.join(row['columns'])})" if row["columns"] else ""))
    if row["sentence"]:
        click.echo(f"            {row['sentence']}")


def _sides(before: str, after: str | None, out: Path) -> tuple[DatasetVersion, DatasetVersion]:
    was = opened_version(before, out)
    if after is not None:
        alone = after[:1].isdigit() and "/" not in after and "@" not in after
        return was, read_version(was.folder.parent.parent, was.name, after) if alone else opened_version(after, out)
    latest = read_version(was.folder.parent.parent, was.name)
    if was.version != latest.version:
        return was, latest
    if (parent := latest.manifest.get("parent")) is None:
        raise DatasetError(f"{latest.folder}: is the first version, so there is nothing to compare it with")
    return read_version(was.folder.parent.parent, was.name, parent), latest


def _write(rows: object, path: Path) -> None:
    import pyarrow as pa
    import pyarrow.compute as pc
    from pyarrow import csv

    assert isinstance(rows, pa.Table)
    at = rows.schema.get_field_index("columns")
    try:
        csv.write_csv(rows.set_column(at, "columns", pc.binary_join(rows["columns"], " ")), path)
    except OSError as problem:
        raise DatasetError(f"{path}: cannot be written: {problem.strerror or problem}") from problem
