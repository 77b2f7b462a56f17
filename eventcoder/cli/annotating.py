"""What the commands of `eventcoder annotate` share: options, and opening a version."""

from pathlib import Path
from typing import Any

import click

from eventcoder.cli.releases import version_folder

ANNOTATIONS = click.option(
    "--annotations",
    default="annotations",
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of the ledgers.",
)
CODEBOOK = click.option("--codebook", help="Name or folder of the codebook, when not the one of the version.")
ROUND = click.option("--round", "round_name", help="Name of the round.")


def opened(version: str, out: Path, codebook: str | None) -> Any:
    """Open the version VERSION means for annotation."""
    from eventcoder.loop.workplace import open_version

    folder = version_folder(version, out).resolve()
    return open_version(folder.parent.parent, folder.parent.name, folder.name, codebook)
