"""Progress of long work: a bar on a terminal, plain lines elsewhere."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from eventcoder.build import Progress

_EVERY_SECONDS = 10.0


@contextmanager
def shown(quiet: bool) -> Iterator[Callable[[Progress], None]]:
    """Yield a function that shows how far a build is, on standard error."""
    if quiet:
        yield lambda progress: None
    elif sys.stderr.isatty():
        yield from _live()
    else:
        yield _lines()


def _text(progress: Progress) -> str:
    return f"{progress.documents:,} documents, {progress.sentences:,} sentences, {progress.events:,} events"


def _live() -> Iterator[Callable[[Progress], None]]:
    from rich.console import Console

    with Console(stderr=True).status("loading codebook and pipelines") as status:
        yield lambda progress: status.update(_text(progress))


def _lines() -> Callable[[Progress], None]:
    last = time.monotonic()

    def told(progress: Progress) -> None:
        nonlocal last
        if time.monotonic() - last >= _EVERY_SECONDS:
            last = time.monotonic()
            click.echo(_text(progress), err=True)

    return told
