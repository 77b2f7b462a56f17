"""Options that commands of several files share."""

import click

CODEBOOK = click.option(
    "--codebook", default="cameo", show_default=True, help="Name of a shipped codebook, or a folder."
)
