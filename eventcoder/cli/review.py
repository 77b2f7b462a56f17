"""`eventcoder annotate serve`: the review page, for browsers on this machine."""

import webbrowser
from pathlib import Path

import click

from eventcoder.cli.annotating import ANNOTATIONS, CODEBOOK, ROUND, opened
from eventcoder.cli.releases import OUT, Guarded

_PAGE_ROUND = "page"


@click.command(cls=Guarded)
@click.argument("version")
@click.option("--annotator", "annotators", multiple=True, help="Who works at the page; each gets a link. Repeatable.")
@click.option("--port", default=0, show_default=True, type=click.IntRange(0, 65535), help="0 takes any that is free.")
@click.option("--open/--no-open", "opening", default=True, show_default=True, help="Open the first link in a browser.")
@ROUND
@ANNOTATIONS
@CODEBOOK
@OUT
def serve(
    version: str,
    annotators: tuple[str, ...],
    port: int,
    opening: bool,
    round_name: str | None,
    annotations: Path,
    codebook: str | None,
    out: Path,
) -> None:
    """Review the events of VERSION in a browser on this machine; every decision is saved at once.

    VERSION is a dataset (its latest version), dataset@number, or the folder of a version. With --round only the sample
    of a round is shown, to its annotators. The page listens on this machine only, and opens only with the links printed
    here; each belongs to one annotator.

    Example: eventcoder annotate serve middle-east --annotator amal --annotator berk
    """
    from eventcoder.annotation.rounds import read_round_plan
    from eventcoder.errors import UsageError
    from eventcoder.loop.hand_out import ensure_name
    from eventcoder.web.desk import Desk, Ledger
    from eventcoder.web.finder import Finder
    from eventcoder.web.guard import Pass
    from eventcoder.web.room import Room
    from eventcoder.web.serve import serve as run

    place = opened(version, out, codebook)
    dataset = place.version.name
    plan = read_round_plan(annotations, dataset, round_name) if round_name else None
    names = annotators or (plan.annotators if plan else ())
    if not names:
        raise UsageError("say who works at the page: --annotator amal")
    for name in names:
        ensure_name(name)
        if plan and name not in plan.annotators:
            raise UsageError(f"round {plan.name} was drawn for {', '.join(plan.annotators)}, not for {name}")
    if plan and plan.version != str(place.version.version):
        raise UsageError(f"round {plan.name} was drawn from {dataset}/{plan.version}: open that version")
    where = plan.name if plan else _PAGE_ROUND
    desks = [Desk(place, Ledger(annotations, dataset, name, where), name, plan) for name in names]

    def ready(links: list[str]) -> None:
        for name, link in zip(names, links, strict=True):
            click.echo(f"{name}: {link}")
        click.echo("Decisions are saved as they are made. Ctrl+C ends.", err=True)
        if opening:
            webbrowser.open(links[0])

    run(Room(place, Finder.of(place), desks, where), tuple(Pass(name) for name in names), port, ready)
