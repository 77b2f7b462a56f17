"""The commands that look at published versions: versions, verify, check."""

import json
from pathlib import Path
from typing import Any

import click

from eventcoder.cli.releases import JSON, OUT, Guarded, opened_version, version_folder
from eventcoder.datasets.names import checked_name
from eventcoder.datasets.verify import verify as faults_of
from eventcoder.datasets.versions import (
    DatasetVersion,
    dataset_names,
    list_versions,
    read_table,
    read_version,
)
from eventcoder.errors import CheckFailed, DatasetError
from eventcoder.stored import Stored


@click.command(cls=Guarded)
@click.option("--name", help="Only this dataset.")
@OUT
@JSON
def versions(name: str | None, out: Path, as_json: bool) -> None:
    """List the published versions, oldest first.

    Example: eventcoder versions --name news
    """
    names = (checked_name(name),) if name else dataset_names(out)
    found = [version for one in names for version in list_versions(out, one)]
    if name and not found:
        raise DatasetError(f"{out / name}: no version has been published here")
    if as_json:
        click.echo(json.dumps({"versions": [_row(version) for version in found]}, ensure_ascii=False, indent=2))
        return
    if found:
        click.echo("\t".join(_row(found[0])))
    for version in found:
        click.echo("\t".join("-" if value is None else str(value) for value in _row(version).values()))


def _row(version: DatasetVersion) -> dict[str, Any]:
    book = version.manifest.get("codebook", {})
    return {
        "name": version.name,
        "version": str(version.version),
        "created": version.manifest.get("created"),
        "events": version.rows("events"),
        "documents": version.rows("documents"),
        "quarantined": version.rows("quarantine"),
        "codebook": " ".join(str(book[key]) for key in ("name", "version") if key in book) or None,
        "parent": version.manifest.get("parent"),
    }


@click.command(cls=Guarded)
@click.argument("version")
@OUT
@JSON
def verify(version: str, out: Path, as_json: bool) -> None:
    """Compare the files of VERSION with the checksums and counts of its manifest.

    VERSION is a dataset (its latest version), dataset@number, or the folder of a version.

    Example: eventcoder verify news/1.2.0
    """
    folder = version_folder(version, out)
    faults = faults_of(folder)
    if as_json:
        told = [{"where": one.where, "problem": one.problem} for one in faults]
        click.echo(
            json.dumps({"folder": str(folder), "intact": not faults, "faults": told}, ensure_ascii=False, indent=2)
        )
    elif not faults:
        click.echo(f"{folder}: as published")
    for fault in faults:
        click.echo(f"{folder}: {fault}", err=True)
    if faults:
        click.get_current_context().exit(DatasetError.exit_code)


@click.command(cls=Guarded)
@click.argument("version")
@click.option(
    "--data-docs",
    "docs",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for Great Expectations' own pages, which load files from the network when opened.",
)
@OUT
@JSON
def check(version: str, docs: Path | None, out: Path, as_json: bool) -> None:
    """Run the publishing checks over VERSION again, against the limits it was published with.

    VERSION is a dataset (its latest version), dataset@number, or the folder of a version.

    Example: eventcoder check news
    """
    from eventcoder.checks.run import data_docs, run_checks
    from eventcoder.project import read_project
    from eventcoder.release import suite

    found = opened_version(version, out)
    if faults := faults_of(found.folder):
        raise DatasetError(f"{found.folder}: not as published, so there is nothing to check: {faults[0]}")
    tables = {table: found.stored(table) for table in found.tables if table != "codes"}
    claims, before = suite(read_project()), _parent(found)
    summary = run_checks(tables, _context(found), claims, before).summary()
    if docs is not None:
        page = data_docs(docs, tables, _context(found), claims, before)
        click.echo(f"{page}: loads style sheets and scripts from the network when opened", err=True)
    if as_json:
        click.echo(json.dumps(summary, ensure_ascii=False, indent=2))
    else:
        _tell(summary)
    if any(claim["status"] != "passed" and claim["severity"] == "error" for claim in summary["claims"]):
        click.get_current_context().exit(CheckFailed.exit_code)


def _context(version: DatasetVersion) -> Any:
    from eventcoder.checks.context import CheckContext
    from eventcoder.tables import from_codes_table

    if missing := {"events", "sentences", "documents", "codes"} - set(version.tables):
        raise DatasetError(f"{version.folder}: has no table {', '.join(sorted(missing))}, which the checks need")
    try:
        return CheckContext.from_json(version.manifest["limits"], from_codes_table(read_table(version, "codes")))
    except (KeyError, TypeError, ValueError) as problem:
        raise DatasetError(f"{version.folder}: does not say what it was checked against: {problem!r}") from problem


def _parent(version: DatasetVersion) -> dict[str, Stored] | None:
    """Return the tables of the version before, None where it is gone or damaged."""
    parent = version.manifest.get("parent")
    folder = version.folder.parent / str(parent)
    if not parent or faults_of(folder):
        return None
    before = read_version(folder.parent.parent, version.name, str(parent))
    return {table: before.stored(table) for table in ("events", "sentences") if table in before.tables}


def _tell(summary: dict[str, Any]) -> None:
    from eventcoder.checks.report import example_text

    for claim in summary["claims"]:
        if claim["status"] == "broken":
            click.echo(f"BROKEN   {claim['claim']}: {claim['reason']}", err=True)
        elif claim["status"] == "failed":
            label = "FAILED " if claim["severity"] == "error" else "WARNING"
            click.echo(f"{label}  {claim['claim']}: {claim['failing']} of {claim['evaluated']}", err=True)
            for example in claim["examples"]:
                click.echo(f"         {example_text(example)}", err=True)
    click.echo(f"{summary['passed']} passed, {summary['failed']} failed, {summary['broken']} broken")
