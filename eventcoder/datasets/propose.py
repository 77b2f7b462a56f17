"""Which number the next version should have, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from eventcoder.datasets.manifest import table_of
from eventcoder.datasets.names import Version
from eventcoder.datasets.versions import DatasetVersion

_MEANING: Final = ("parent", "quad_class", "goldstein", "plover_type", "plover_mode", "requires_target")
_MADE_FROM: Final = ("inputs", "codebook", "coder", "parameters")
_NAMED: Final = 5


@dataclass(frozen=True, slots=True)
class Proposal:
    """The number for a new version: `part` is major, minor or patch, `reason` says why in words.

    `columns` says whether columns changed, which no number but a major one may do.
    """

    number: Version
    part: str
    reason: str
    columns: bool


def proposal(latest: DatasetVersion, release: DatasetVersion) -> Proposal:
    """Return the number that should follow `latest`, for a version being made, whose own number is not known yet.

    Major: columns or meanings changed. Patch: only corrections by people were added. Minor: anything else.
    """
    version, after = latest.version, release.manifest
    if changed := _columns(latest.manifest["files"], after["files"]):
        return Proposal(version.next_major, "major", f"columns changed: {_listed(changed)}", True)
    if latest.manifest.get("text_withheld", False) != after["text_withheld"]:
        said = "withheld" if after["text_withheld"] else "published"
        return Proposal(version.next_major, "major", f"the words of the news are {said} now", False)
    if meanings := _meanings(latest, release):
        return Proposal(version.next_major, "major", f"meanings changed: {_listed(meanings)}", False)
    same = all(latest.manifest.get(part) == after[part] for part in _MADE_FROM)
    if same and latest.manifest.get("corrections", {}) != after["corrections"]:
        return Proposal(version.next_patch, "patch", "only corrections by people", False)
    differing = [part for part in _MADE_FROM if latest.manifest.get(part) != after[part]]
    return Proposal(version.next_minor, "minor", f"changed: {', '.join(differing) or 'events'}", False)


def _columns(was: Mapping[str, Mapping[str, Any]], now: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Return the columns added, removed or retyped; a table that only one side has changes all of its columns."""
    found = []
    tables = [_table_columns(side) for side in (was, now)]
    for table in sorted({*tables[0], *tables[1]}):
        old, new = (side.get(table, {}) for side in tables)
        found += [f"{table}.{name}" for name in {**old, **new} if old.get(name) != new.get(name)]
    return found


def _table_columns(files: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, str]]:
    return {table: dict(one.get("columns", {})) for name, one in files.items() if (table := table_of(name))}


def _meanings(latest: DatasetVersion, release: DatasetVersion) -> list[str]:
    """Return the codes that are gone, or stand for something else: another parent, class, score or counterpart."""
    sides = (latest, release)
    if not all("codes" in side.tables and side.stored("codes").paths[0].is_file() for side in sides):
        return []
    was, now = ({row["code"]: row for row in side.stored("codes").read().to_pylist()} for side in sides)
    gone = [f"code {code} is gone" for code in was if code not in now]
    kept = [code for code in was if code in now]
    return gone + [f"{name} of code {code}" for code in kept for name in _MEANING if was[code][name] != now[code][name]]


def _listed(found: list[str]) -> str:
    return ", ".join(found[:_NAMED]) + (f" and {len(found) - _NAMED} more" if len(found) > _NAMED else "")
