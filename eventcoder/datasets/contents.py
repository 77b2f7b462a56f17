"""The files of a version beside its tables: what it is, how good it is, and what changed."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final, TypeAlias

import pyarrow as pa

from eventcoder.datasets.card import card
from eventcoder.datasets.changes import changes
from eventcoder.datasets.describe import citation, croissant, datapackage
from eventcoder.datasets.diff import Difference, difference
from eventcoder.datasets.manifest import CHANGES, ENTRIES, QUALITY, BuildRecord, read_json, to_json
from eventcoder.datasets.versions import DatasetVersion
from eventcoder.errors import DatasetError

Page: TypeAlias = Callable[[Mapping[str, Any]], str]
"""Writes one more file from what a version says of itself: its `manifest` without extra files, its tables' `rows`, its
`checks`, the `parent_checks` of the version before and the `changes` since (both None for a first version)."""

NO_PAGES: Final[Mapping[str, Page]] = MappingProxyType({})
_SHOWN: Final = 5


def contents(
    release: DatasetVersion,
    latest: DatasetVersion | None,
    build: BuildRecord,
    step: tuple[str, str],
    pages: Mapping[str, Page],
) -> dict[str, bytes]:
    """Return the bytes of every file beside tables and manifest, by name.

    `release` is the version being made, in its working folder; `latest` the one before. `step` is the part of the
    number that went up, and why.
    """
    found = _difference(latest, release) if latest else None
    earlier = _earlier(latest, build.withheld) if latest else ""
    if build.withheld and isinstance(found, Difference):
        found = found.without_words()
    told: dict[str, Any] = {
        "manifest": release.manifest,
        "rows": {table: release.rows(table) for table in release.tables},
        "checks": dict(build.checks),
        "parent_checks": _checks(latest) if latest else None,
        "changes": found.to_json(_SHOWN) if isinstance(found, Difference) else None,
    }
    made = {
        QUALITY: to_json(dict(build.checks)),
        CHANGES: changes(str(release.version), *step, found, earlier).encode("utf-8"),
        "README.md": card(release.manifest, _languages(release), build.checks).encode("utf-8"),
        "croissant.json": to_json(croissant(release.manifest)),
        "datapackage.json": to_json(datapackage(release.manifest)),
        "CITATION.cff": citation(release.manifest, build.about).encode("utf-8"),
        **{name: page(told).encode("utf-8") for name, page in pages.items()},
    }
    return made | ({ENTRIES: to_json(build.entries)} if build.entries else {})


def _difference(latest: DatasetVersion, release: DatasetVersion) -> Difference | str:
    """Return what changed, or why it cannot be told: a damaged old version does not stop a new one."""
    try:
        return difference(latest, release)
    except (DatasetError, OSError, pa.ArrowException, KeyError) as problem:
        return f"{latest.version} cannot be read ({type(problem).__name__})"


def _checks(version: DatasetVersion) -> dict[str, Any] | None:
    path = version.folder / QUALITY
    try:
        return read_json(path)
    except DatasetError:
        return None


def _languages(release: DatasetVersion) -> list[str]:
    """Return the languages of the sentences, most frequent first."""
    if "sentences" not in release.tables:
        return []
    counts = release.stored("sentences").read(["language"])["language"].value_counts().to_pylist()
    return [one["values"] for one in sorted(counts, key=lambda one: (-one["counts"], one["values"]))]


def _earlier(latest: DatasetVersion, withheld: bool) -> str:
    """Return the log of the version before, unless it may quote words that are to be withheld now."""
    if withheld and not latest.manifest.get("text_withheld", False):
        return ""
    try:
        return (latest.folder / CHANGES).read_text("utf-8")
    except (OSError, ValueError):
        return ""
