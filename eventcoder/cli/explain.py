"""`eventcoder explain`: why an event is what it is, and what was considered and not coded."""

import json
from datetime import datetime
from pathlib import Path

import click

from eventcoder.cli.options import CODEBOOK
from eventcoder.cli.releases import JSON, OUT, Guarded
from eventcoder.errors import UnknownName, UsageError


@click.command(cls=Guarded)
@click.argument("event_id", required=False)
@click.option("--text", help="Explain this text instead of an event of a dataset.")
@click.option("--date", "published", type=click.DateTime(["%Y-%m-%d"]), help="Publication date of the text.")
@click.option("--language", help="ISO 639-1 code of the text; otherwise it is identified sentence by sentence.")
@click.option("--dataset", help="Dataset of the event; otherwise all are searched.")
@click.option("--version", "number", default="latest", show_default=True, help="Version of the dataset, as 1.2.0.")
@CODEBOOK
@click.option(
    "--coder",
    help="Explain what this coder makes of it: rule, model or hybrid, or hybrid:FOLDER; by default the one that built "
    "the version, for a text the rules.",
)
@OUT
@JSON
def explain(
    event_id: str | None,
    text: str | None,
    published: datetime | None,
    language: str | None,
    dataset: str | None,
    number: str,
    codebook: str,
    coder: str | None,
    out: Path,
    as_json: bool,
) -> None:
    """Say why the event EVENT_ID, or what is coded in a text, is what it is, and what was not coded.

    Shows the sentence with [source], *trigger* and {target}, the clause, the pattern and the file it stands in, the
    dictionary entry of each actor and which of its dated periods applied, and how the date was reached. The article
    of an event is coded again up to its sentence, with the codebook as it is now. Of the coders model and hybrid also
    shows every candidate that was weighed: how likely it is, what the rules say, and the features that weighed most.

    Example: eventcoder explain --text "France condemned Iran." --date 2025-03-01
    """
    from eventcoder.explain_learned import learned
    from eventcoder.report.explain import event_lines, sentence_lines

    if (event_id is None) == (text is None):
        raise UsageError("give either an event id or --text")
    if coder and coder != "rule" and not learned(coder):
        raise UsageError(
            f"--coder {coder}: rule, model and hybrid can be explained, model and hybrid also with :FOLDER"
        )
    if text is not None:
        sentences = _of_text(text, published, language, codebook, coder or "rule")
        lines = [line for told in sentences for line in (*sentence_lines(told), "")][:-1]
        found: object = {"sentences": sentences}
    else:
        from eventcoder.explain import explain_event, find_event

        told = explain_event(find_event(out, event_id or "", dataset, number), codebook, coder)
        lines, found = list(event_lines(told)), told
    click.echo(json.dumps(found, ensure_ascii=False, indent=2, default=str) if as_json else "\n".join(lines))


def _of_text(
    text: str, published: datetime | None, language: str | None, codebook: str, coder: str
) -> list[dict[str, object]]:
    from eventcoder.explain import explain_text
    from eventcoder.ingest.decode import clean
    from eventcoder.registry import names
    from eventcoder.types.text import Document

    if language and language not in names("language"):
        raise UnknownName("language", language, names("language"))
    day = published.date() if published else None
    return explain_text(Document("text", clean(text), "text", published=day, language=language), codebook, coder)
