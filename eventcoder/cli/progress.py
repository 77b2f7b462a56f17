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
    """Yield a function that shows how far a build is, on standard error; quiet shows failed documents only."""
    if sys.stderr.isatty() and not quiet:
        yield from _bar()
    else:
        yield _lines(quiet)


def _text(progress: Progress) -> str:
    return f"{progress.documents:,} documents, {progress.sentences:,} sentences, {progress.events:,} events"


def _failures(progress: Progress) -> list[str]:
    """Return a line for each document that failed; reasons of readers open with the file and row already."""
    return [
        f"failed  {reason if reason.startswith(origin) else f'{origin}: {reason}'}"
        for origin, reason in progress.failed
    ]


def _bar() -> Iterator[Callable[[Progress], None]]:
    """Yield a bar that moves without an end, since inputs are read as they come and nobody knows how many follow."""
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (BarColumn(bar_width=20), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("loading codebook and pipelines", total=None)

        def told(progress: Progress) -> None:
            for line in _failures(progress):
                bar.console.print(line, markup=False, highlight=False, soft_wrap=True)
            bar.update(task, description=_text(progress))

        yield told


def _lines(quiet: bool) -> Callable[[Progress], None]:
    last = time.monotonic()

    def told(progress: Progress) -> None:
        nonlocal last
        for line in _failures(progress):
            click.echo(line, err=True)
        if not quiet and time.monotonic() - last >= _EVERY_SECONDS:
            last = time.monotonic()
            click.echo(_text(progress), err=True)

    return told
