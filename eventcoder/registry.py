"""The one front door to parts found by name: languages, coders, engines."""

from importlib.metadata import entry_points
from typing import Any

from eventcoder.errors import UnknownName


def find(kind: str, name: str) -> Any:
    """Return the part registered under the entry-point group "eventcoder.<kind>s"; a miss names what is known."""
    known = {point.name: point for point in entry_points(group=f"eventcoder.{kind}s")}
    if name not in known:
        raise UnknownName(kind, name, sorted(known))
    return known[name].load()


def names(kind: str) -> list[str]:
    """Return the names registered for a kind of part, sorted."""
    return sorted(point.name for point in entry_points(group=f"eventcoder.{kind}s"))
