"""Turn domain errors into one line on standard error and an exit code."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from eventcoder.errors import EventcoderError


@contextmanager
def user_errors() -> Iterator[None]:
    """Print a domain error as one line and exit with its code; other faults are ours and keep their traceback."""
    try:
        yield
    except EventcoderError as problem:
        click.echo(f"eventcoder: {problem}", err=True)
        sys.exit(problem.exit_code)
    except KeyboardInterrupt:
        click.echo("eventcoder: interrupted; nothing was published", err=True)
        sys.exit(130)
