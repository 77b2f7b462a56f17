"""Turn domain errors into one line on standard error and an exit code."""

import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from eventcoder.errors import EventcoderError


@contextmanager
def user_errors() -> Iterator[None]:
    """Print a domain error, or what the system refuses, as one line and exit with its code.

    Other faults are ours and keep their traceback.
    """
    try:
        yield
    except EventcoderError as problem:
        click.echo(f"eventcoder: {problem}", err=True)
        sys.exit(problem.exit_code)
    except OSError as problem:
        if problem.errno == errno.EPIPE:  # whoever read our output has seen enough
            raise
        click.echo(f"eventcoder: {problem.filename or 'the system says'}: {problem.strerror or problem}", err=True)
        sys.exit(1)
    except KeyboardInterrupt:
        click.echo("eventcoder: interrupted; nothing was published", err=True)
        sys.exit(130)
