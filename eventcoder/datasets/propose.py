"""Which number the next version should have, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyarrow.parquet as pq

from eventcoder.datasets.names import Version
from eventcoder.datasets.versions import DatasetVersion, table_file

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


def proposal(latest: DatasetVersion, after: Mapping[str, Any], folder: Path) -> Proposal:
    """Return the number that should follow `latest`, for tables in `folder` and the manifest `after` they will have.

    Major: columns or meanings changed. Patch: only corrections by people were added. Minor: anything else.
    """
    version = latest.version
    if changed := _columns(latest.manifest["files"], after["files"]):
        return Proposal(version.next_major, "major", f"columns changed: {_listed(changed)}", True)
    if latest.manifest.get("text_withheld", False) != after["text_withheld"]:
        said = "withheld" if after["text_withheld"] else "published"
        return Proposal(version.next_major, "major", f"the words of the news are {said} now", False)
    if meanings := _meanings(latest, folder):
        return Proposal(version.next_major, "major", f"meanings changed: {_listed(meanings)}", False)
    same = all(latest.manifest.get(part) == after[part] for part in _MADE_FROM)
    if same and latest.manifest.get("corrections", {}) != after["corrections"]:
        return Proposal(version.next_patch, "patch", "only corrections by people", False)
    differing = [part for part in _MADE_FROM if latest.manifest.get(part) != after[part]]
    return Proposal(version.next_minor, "minor", f"changed: {', '.join(differing) or 'events'}", False)


def _columns(was: Mapping[str, Mapping[str, Any]], now: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Return the columns added, removed or retyped; a table that only one side has changes all of its columns."""
    found = []
    for path in sorted({*was, *now}):
        old, new = (dict(side.get(path, {}).get("columns", {})) for side in (was, now))
        table = path.removesuffix(".parquet")
        found += [f"{table}.{name}" for name in {**old, **new} if old.get(name) != new.get(name)]
    return found


def _meanings(latest: DatasetVersion, folder: Path) -> list[str]:
    """Return the codes that are gone, or stand for something else: another parent, class, score or counterpart."""
    files = (latest.folder / table_file("codes"), folder / table_file("codes"))
    if not all(file.is_file() for file in files):
        return []
    was, now = ({row["code"]: row for row in pq.read_table(file).to_pylist()} for file in files)
    gone = [f"code {code} is gone" for code in was if code not in now]
    kept = [code for code in was if code in now]
    return gone + [f"{name} of code {code}" for code in kept for name in _MEANING if was[code][name] != now[code][name]]


def _listed(found: list[str]) -> str:
    return ", ".join(found[:_NAMED]) + (f" and {len(found) - _NAMED} more" if len(found) > _NAMED else "")
