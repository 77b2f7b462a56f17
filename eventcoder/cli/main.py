"""The command `eventcoder` and its subcommands."""

import importlib
import io
import sys

import click

_COMMANDS = {
    "annotate": "eventcoder.cli.annotate:annotate",
    "build": "eventcoder.cli.build:build",
    "code": "eventcoder.cli.code:code",
    "codebook": "eventcoder.cli.codebook:codebook",
    "pipeline": "eventcoder.cli.pipeline:pipeline",
    "check": "eventcoder.cli.versions:check",
    "diff": "eventcoder.cli.diff:diff",
    "export": "eventcoder.cli.export:export",
    "discover": "eventcoder.cli.discover:discover",
    "compare": "eventcoder.cli.evaluate:compare",
    "evaluate": "eventcoder.cli.evaluate:evaluate",
    "explain": "eventcoder.cli.explain:explain",
    "prune": "eventcoder.cli.prune:prune",
    "push": "eventcoder.cli.push:push",
    "train": "eventcoder.cli.train:train",
    "verify": "eventcoder.cli.versions:verify",
    "versions": "eventcoder.cli.versions:versions",
}


class _Lazy(click.Group):
    """A group that imports a command only when it is called, so that `--help` is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, _, name = _COMMANDS[cmd_name].partition(":")
        found = getattr(importlib.import_module(module), name)
        assert isinstance(found, click.Command)
        return found


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="eventcoder")
def main() -> None:
    """Code who did what to whom in Arabic, Turkish and English news.

    Example: eventcoder build news/ --name middle-east
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that knows no Arabic gets \u0627, not a crash
