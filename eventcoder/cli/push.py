"""`eventcoder push`: copy a version to another place."""

from pathlib import Path

import click

from eventcoder.cli.releases import OUT, Guarded, version_folder


@click.command(cls=Guarded)
@click.argument("version")
@click.argument("url")
@OUT
def push(version: str, url: str, out: Path) -> None:
    """Copy VERSION to URL: a folder, or any address fsspec writes to, such as s3://bucket/datasets.

    VERSION is a dataset (its latest version), dataset@number, or the folder of a version. Needs the package fsspec.

    Example: eventcoder push news@1.2.0 s3://bucket/datasets
    """
    from eventcoder.datasets.push import push as copy

    click.echo(copy(version_folder(version, out), url))
