"""What a sentence gives, as the tests of constructions write it: root and countries of each event."""

from datetime import date

from eventcoder.pipeline import Tools, process
from eventcoder.types.events import Actor
from eventcoder.types.text import Document


def told(text: str, language: str, tools: Tools, day: date | None = None) -> set[str]:
    """Return "FRA 11 IRN" for each event of a document, "-" for a side that is not named."""
    events = process([Document("d", text, "d", published=day, language=language)], tools).events
    return {f"{_land(event.source)} {event.code[:2]} {_land(event.target)}" for event in events}


def _land(actor: Actor | None) -> str:
    return actor.code[:3] if actor and actor.code else "-"


def shown(value: str | set[str]) -> str:
    """Return the name of a test case."""
    return (value if isinstance(value, str) else " ".join(sorted(value)) or "nothing")[:40]
