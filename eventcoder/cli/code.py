"""`eventcoder code`: the tuples of one text, with the evidence marked."""

import json
import sys
from datetime import datetime
from typing import Any

import click

from eventcoder.cli.errors import user_errors
from eventcoder.cli.options import CODEBOOK
from eventcoder.errors import UnknownName
from eventcoder.types.events import Actor, Event
from eventcoder.types.text import Document, Span

_COLOURS = {"source": "blue", "trigger": "red", "target": "green"}


@click.command()
@click.argument("text")
@click.option(
    "--date", "published", type=click.DateTime(["%Y-%m-%d"]), help="Publication date; actor codes depend on it."
)
@CODEBOOK
@click.option("--coder", default="rule", show_default=True, help="Which coder codes.")
@click.option("--language", help="ISO 639-1 code when you know it; otherwise it is identified sentence by sentence.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line instead of marked text.")
def code(text: str, published: datetime | None, codebook: str, coder: str, language: str | None, as_json: bool) -> None:
    """Print the event tuples of TEXT, or of standard input when TEXT is "-".

    Source, trigger and target are marked in the sentence: [source], *trigger*, {target}.

    Example: eventcoder code "Turkey's foreign minister visited Damascus."
    """
    with user_errors():
        from eventcoder.ingest.decode import clean, decode
        from eventcoder.pipeline import load_tools, process
        from eventcoder.registry import names

        if language and language not in names("language"):
            raise UnknownName("language", language, names("language"))
        body = decode(sys.stdin.buffer.read()) if text == "-" else clean(text)
        day = published.date() if published else None
        document = Document("text", body, "text", published=day, language=language)
        result = process([document], load_tools(codebook, coder, [language] if language else None))
        for outcome in result.documents:
            if outcome.outcome == "failed":
                click.echo(f"eventcoder: {outcome.reason}", err=True)
                sys.exit(2)
        for event in result.events:
            click.echo(json.dumps(_record(event), ensure_ascii=False) if as_json else _shown(event))
        if not result.events and not as_json:
            click.echo("no event")


def _code(actor: Actor | None) -> str:
    return actor.code if actor else "---"


def _shown(event: Event) -> str:
    when = f"  {event.when.day.isoformat()}" if event.when else ""
    tuple_line = click.style(f"{_code(event.source)} -{event.code}-> {_code(event.target)}", bold=True)
    return f"{tuple_line}{when}\n    {_marked(event)}"


def _marked(event: Event) -> str:
    """Return the sentence with source, trigger and target in brackets, and in colour on a terminal."""
    parts: list[tuple[Span, str, str, str]] = [(event.trigger, "*", "*", "trigger")]
    for actor, left, right, role in ((event.source, "[", "]", "source"), (event.target, "{", "}", "target")):
        if actor and actor.span:
            parts.append((actor.span, left, right, role))
    shown, at = "", 0
    for span, left, right, role in sorted(parts):
        if span.start < at:
            continue
        words = click.style(f"{left}{span.cut(event.sentence.text)}{right}", fg=_COLOURS[role])
        shown += event.sentence.text[at : span.start] + words
        at = span.end
    return shown + event.sentence.text[at:]


def _record(event: Event) -> dict[str, Any]:
    return {
        "source": event.source.code if event.source else None,
        "code": event.code,
        "target": event.target.code if event.target else None,
        "event_date": event.when.day.isoformat() if event.when else None,
        "trigger": list(event.trigger),
        "source_span": list(event.source.span) if event.source and event.source.span else None,
        "target_span": list(event.target.span) if event.target and event.target.span else None,
        "modality": event.modality,
        "reported": event.reported,
        "rule_id": event.rule_id,
        "sentence": event.sentence.text,
    }
