"""`eventcoder annotate`: sheets out and in, agreement, adjudication, gold."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from eventcoder.cli.annotating import ANNOTATIONS, CODEBOOK, ROUND, opened
from eventcoder.cli.releases import JSON, OUT, Guarded
from eventcoder.cli.results import adjudicate, agreement, gold, status
from eventcoder.cli.review import serve


class _Group(click.Group):
    """A group whose commands turn domain errors into one line and an exit code."""

    command_class = Guarded


TOOLS = ("label-studio", "doccano", "prodigy", "inception")


class Share(click.ParamType[float]):
    """A share of a whole: "20%" or 0.2."""

    name = "share"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Return a number from 0 to 1."""
        try:
            found = float(str(value).removesuffix("%")) / (100 if str(value).endswith("%") else 1)
        except ValueError:
            found = -1.0
        if not 0 <= found <= 1:
            self.fail(f"{value!r} is no share: 20% or 0.2 would be", param, ctx)
        return found


@click.group(cls=_Group)
def annotate() -> None:
    """Correct codes by hand, in sheets or a page; later builds keep what was decided.

    Example: eventcoder annotate export middle-east --annotator amal --annotator berk
    """


@annotate.command("export")
@click.argument("version")
@click.option("--annotator", "annotators", multiple=True, required=True, help="Who gets a sheet. Repeatable.")
@click.option(
    "--sample",
    "kind",
    default="random",
    show_default=True,
    type=click.Choice(["random", "stratified", "uncertain", "disagreement", "unmatched"]),
    help="Which sentences are likelier to be drawn.",
)
@click.option("--by", multiple=True, help="Stratify by language, root or country. Repeatable.")
@click.option("--size", default=100, show_default=True, type=click.IntRange(1, 100_000), help="Sentences for each.")
@click.option("--uncoded", default="25%", show_default=True, type=Share(), help="Share without a proposal.")
@click.option("--overlap", default="20%", show_default=True, type=Share(), help="Share that all annotators judge.")
@click.option("--seed", default=1, show_default=True, type=int, help="The same seed draws the same sentences.")
@click.option("--new", is_flag=True, help="Only sentences that the version of the last round did not have.")
@click.option("--blind", is_flag=True, help="Show no proposals.")
@click.option("--context", default=1, show_default=True, type=click.IntRange(0, 10), help="Sentences before and after.")
@click.option("--language", type=click.Choice(["ar", "tr", "en"]),
              help="Of headings and instructions; by default that of most sentences.")  # fmt: skip
@click.option(
    "--format",
    "file_kind",
    default="xlsx",
    show_default=True,
    type=click.Choice(["xlsx", "csv", *TOOLS]),
    help="A sheet, or tasks for another tool.",
)
@click.option(
    "--to",
    default=".",
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of the sheets.",
)
@ROUND
@ANNOTATIONS
@CODEBOOK
@OUT
@JSON
def export(
    version: str,
    annotators: tuple[str, ...],
    to: Path,
    round_name: str | None,
    annotations: Path,
    codebook: str | None,
    out: Path,
    as_json: bool,
    **wanted: Any,
) -> None:
    """Draw sentences of VERSION and write a sheet for every annotator.

    VERSION is a dataset (its latest version), dataset@number, or the folder of a version. With --round of a round there
    is, its sheets are written again with the answers so far.

    Example: eventcoder annotate export middle-east --annotator amal --annotator berk --size 200 --overlap 20%
    """
    from eventcoder.annotation.sample import Drawing
    from eventcoder.loop.hand_out import HandOut, hand_out

    drawing = Drawing(*(wanted.pop(key) for key in ("kind", "size", "uncoded", "by", "seed")))
    request = HandOut(annotators, drawing, round_name=round_name, kind=wanted.pop("file_kind"), **wanted)
    done = hand_out(opened(version, out, codebook), annotations, to, request, datetime.now(UTC))
    sheets = [
        {"annotator": name, "file": path.as_posix(), "sentences": sentences, "rows": rows}
        for name, path, sentences, rows in done.sheets
    ]
    if as_json:
        click.echo(json.dumps({"round": done.plan.name, "stale": done.stale, "sheets": sheets}, ensure_ascii=False))
        return
    for one in sheets:
        click.echo(f"{one['file']}: {one['rows']} rows, {one['sentences']} sentences")
    offered = f", {done.stale} offered again because a decision no longer fits" if done.stale else ""
    click.echo(f"round {done.plan.name}: {done.folder.as_posix()}, {len(done.plan.sample)} sentences{offered}")


@annotate.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--format", "tool", type=click.Choice(TOOLS), help="The tool that exported FILES; sheets need none.")
@click.option("--partial", is_flag=True, help="Take the right rows, and write the others to a sheet to mend.")
@ANNOTATIONS
@OUT
@JSON
def import_(
    files: tuple[Path, ...], tool: str | None, partial: bool, annotations: Path, out: Path, as_json: bool
) -> None:
    """Take the decisions in sheets into the ledger.

    Everything that is wrong is listed, with its cell and what would be right; then nothing of that file is taken,
    unless --partial says so. Importing a file again changes nothing.

    Example: eventcoder annotate import middle-east-1.0.0-round-1-amal.xlsx
    """
    from eventcoder.loop.take_in import take_in, take_results

    now = datetime.now(UTC)
    done = []
    for path in files:
        if tool:
            one = take_results(path, tool, out, annotations, now)
        else:
            one = take_in(path, out, annotations, now, partial=partial)
        done.append((path, one))
        if not as_json:
            _tell_taken(path, one)
    if as_json:
        click.echo(json.dumps([_taken(path, one) for path, one in done], ensure_ascii=False))
    if any(one.problems for _, one in done):
        click.get_current_context().exit(1)


def _taken(path: Path, done: Any) -> dict[str, Any]:
    counts = {name: getattr(done, name) for name in ("new", "known", "withdrawn", "open_rows")}
    problems = [{"where": one.where, "what": one.what} for one in done.problems]
    to_mend = done.to_mend.as_posix() if done.to_mend else None
    return {"file": path.as_posix(), "sheet": str(done.sheet), **counts, "problems": problems, "to_mend": to_mend}


def _tell_taken(path: Path, done: Any) -> None:
    for problem in done.problems:
        click.echo(f"{path.name}: {problem}", err=True)
    if done.problems and done.to_mend is None:
        click.echo(f"{path}: nothing was taken; mend {len(done.problems)} problems, or use --partial", err=True)
        return
    counts = f"{done.new} new decisions, {done.known} known, {done.withdrawn} withdrawn, {done.open_rows} rows open"
    click.echo(f"{path}: {counts}")
    if done.to_mend is not None:
        click.echo(f"{done.to_mend}: the rows to mend; import it when they are right")


@annotate.command()
@click.argument("dataset")
@click.option("--annotator", required=True, help="Whose decision.")
@click.option("--decision", help="Its id in the ledger; the last standing one by default.")
@ROUND
@ANNOTATIONS
def undo(dataset: str, annotator: str, decision: str | None, round_name: str | None, annotations: Path) -> None:
    """Take back a decision; nothing is removed from the ledger, the undoing is a new line.

    Example: eventcoder annotate undo middle-east --annotator amal
    """
    from eventcoder.loop.judge import chosen_round
    from eventcoder.loop.take_in import take_back

    plan = chosen_round(annotations, dataset, round_name)
    gone = take_back(annotations, plan, annotator, decision, datetime.now(UTC))
    click.echo(f"taken back: {gone.verdict} {' '.join(gone.answer)}  {gone.passage.text}")


for _command in (agreement, adjudicate, status, gold, serve):
    annotate.add_command(_command)
