"""What a version says about itself: manifest.json."""

import json
import platform
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

from eventcoder.datasets.about import About
from eventcoder.errors import DatasetError
from eventcoder.schemas import SCHEMA_VERSION, SCHEMAS

MANIFEST: Final = "manifest.json"
QUALITY: Final = "quality.json"
ENTRIES: Final = "codebook-entries.json"
CHANGES: Final = "CHANGES.md"
CORRECTIONS: Final = "corrections.json"
_PACKAGES: Final = ("eventcoder", "spacy", "pandas", "pyarrow", "great-expectations")
_LARGEST: Final = 256 * 1024 * 1024
UNDATED: Final = "undated"
_TABLE_FILE: Final = re.compile(rf"([a-z]+)(?:/(?:[0-9]{{4}}|{UNDATED}))?\.parquet")


def table_of(name: str) -> str | None:
    """Return the table a file of a version holds rows of, by its name in the manifest; None for any other file.

    A table is one file, "events.parquet", or one for each year of publication, "events/2024.parquet", and
    "events/undated.parquet".
    """
    found = _TABLE_FILE.fullmatch(name)
    return found[1] if found and found[1] in SCHEMAS else None


def table_files(names: Collection[str], table: str) -> list[str]:
    """Return the files of a table among the files of a version, in the order of its rows."""
    return sorted(name for name in names if table_of(name) == table)


@dataclass(frozen=True, slots=True)
class InputRecord:
    """One input of a build. `name` is relative to what was given, never a path of the machine."""

    name: str
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class BuildRecord:
    """What a build used and found, as far as its tables do not say.

    `checks` is the summary of the check report; `limits` is what the checks were measured against. `proposed` counts
    the events proposed, `rejected` those a person rejected. `corrections` says which human decisions were replayed, by
    hash and count, `fates` what became of each. `entries` gives a hash for each entry of the codebook. `withheld`
    publishes the tables without the words of the news. `about` describes the dataset to others.
    """

    inputs: tuple[InputRecord, ...]
    codebook: str
    codebook_version: str
    codebook_sha256: str
    coder: str
    coder_version: str
    proposed: int
    rejected: int = 0
    parameters: Mapping[str, Any] = field(default_factory=dict)
    checks: Mapping[str, Any] = field(default_factory=dict)
    limits: Mapping[str, Any] = field(default_factory=dict)
    corrections: Mapping[str, Any] = field(default_factory=dict)
    fates: Sequence[Mapping[str, Any]] = ()
    entries: Mapping[str, str] = field(default_factory=dict)
    withheld: bool = False
    about: About = field(default_factory=About)


def make_manifest(
    name: str,
    number: str,
    parent: str | None,
    build: BuildRecord,
    files: Mapping[str, Mapping[str, Any]],
    now: datetime,
) -> dict[str, Any]:
    """Return the manifest of a version; `files` describes every other file of it, `now` must know its time zone."""
    checks = {key: value for key, value in build.checks.items() if key != "claims"}
    return {
        "name": name,
        "version": number,
        "parent": parent,
        "created": now.isoformat(timespec="seconds"),
        "schema_version": SCHEMA_VERSION,
        "inputs": [asdict(one) for one in build.inputs],
        "codebook": {"name": build.codebook, "version": build.codebook_version, "sha256": build.codebook_sha256},
        "coder": {"name": build.coder, "version": build.coder_version},
        "parameters": dict(build.parameters),
        "corrections": dict(build.corrections),
        "text_withheld": build.withheld,
        "about": build.about.to_json(),
        "events_proposed": build.proposed,
        "events_rejected": build.rejected,
        "checks": checks,
        "limits": dict(build.limits),
        "files": {path: dict(files[path]) for path in sorted(files)},
        "packages": package_versions(),
    }


def package_versions() -> dict[str, str]:
    """Return the versions of Python and of the packages that shape a table."""
    found = {"python": platform.python_version()}
    for package in _PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found


def to_json(data: Mapping[str, Any]) -> bytes:
    """Return JSON in UTF-8 as every version has it: indented, letters unescaped, closed by a line end."""
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def read_json(path: Path) -> dict[str, Any]:
    """Return the object a JSON file of a version holds. Raises DatasetError when there is none."""
    try:
        if path.stat().st_size > _LARGEST:
            raise DatasetError(f"{path}: larger than any file of its kind")
        data = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as problem:
        raise DatasetError(f"{path}: cannot be read: {problem}") from problem
    if not isinstance(data, dict):
        raise DatasetError(f"{path}: is not a manifest: it holds no JSON object")
    return data


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of a version folder.

    Raises DatasetError when it is missing, not of the expected form, or of a later schema than this program knows.
    """
    path = folder / MANIFEST
    if not path.exists():
        raise DatasetError(f"{folder}: no {MANIFEST}, so this is no dataset version, or one half copied")
    return checked_manifest(read_json(path), str(path))


def checked_manifest(data: object, path: str) -> dict[str, Any]:
    """Return what a manifest holds. Raises DatasetError as `read_manifest` does, naming `path`."""
    if not isinstance(data, dict) or not _well_formed(data):
        raise DatasetError(f"{path}: is not a manifest: name, version and files are needed")
    if not _known_schema(data.get("schema_version", SCHEMA_VERSION)):
        raise DatasetError(
            f"{path}: was written with table schema {data['schema_version']!r}, and this eventcoder reads up to "
            f"{SCHEMA_VERSION}: install a newer eventcoder"
        )
    return data


def _known_schema(schema: object) -> bool:
    return isinstance(schema, str) and schema.isascii() and schema.isdigit() and int(schema) <= int(SCHEMA_VERSION)


def _well_formed(data: Mapping[str, Any]) -> bool:
    files = data.get("files")
    return (
        isinstance(data.get("name"), str)
        and isinstance(data.get("version"), str)
        and isinstance(files, dict)
        and all(isinstance(one, dict) and isinstance(one.get("sha256"), str) for one in files.values())
    )
