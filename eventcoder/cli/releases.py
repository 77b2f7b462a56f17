"""What the commands on published versions share: options, error lines, and how a version is named."""

from pathlib import Path
from typing import Any

import click

from eventcoder.datasets.manifest import MANIFEST
from eventcoder.datasets.names import Version, checked_name
from eventcoder.datasets.versions import LATEST, DatasetVersion, read_version
from eventcoder.errors import EventcoderError

OUT = click.option(
    "--out",
    default="datasets",
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder the datasets lie in.",
)
JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON object for machines.")


class Guarded(click.Command):
    """A command whose domain errors become one line and their own exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except EventcoderError as problem:
            click.echo(f"eventcoder: {problem}", err=True)
            ctx.exit(problem.exit_code)


def version_folder(version: str, out: Path) -> Path:
    """Return the folder VERSION means: a path with a manifest, dataset@number, dataset/number, or a dataset's latest.

    Raises DatasetError or UsageError when it means none.
    """
    if (Path(version) / MANIFEST).is_file():
        return Path(version)
    name, _, number = version.rstrip("/").replace("@", "/").partition("/")
    if number in ("", LATEST):
        return read_version(out, name, LATEST).folder
    folder = out / checked_name(name) / str(Version.parse(number))
    return folder if folder.is_dir() else read_version(out, name, number).folder


def opened_version(version: str, out: Path) -> DatasetVersion:
    """Return the version VERSION means, with its manifest. Raises DatasetError or UsageError when it means none."""
    whole = version_folder(version, out).resolve()
    return read_version(whole.parent.parent, whole.parent.name, whole.name)
