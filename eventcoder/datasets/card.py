"""The dataset card: README.md of a version, for whoever finds the folder."""

from collections.abc import Mapping
from typing import Any

from eventcoder.datasets.manifest import BuildRecord
from eventcoder.schemas import SCHEMAS

_ABOUT = {
    "events": "one row per event: who did what to whom, when and where",
    "sentences": "every sentence, with what became of it",
    "documents": "every input document, with what became of it",
    "quarantine": "event rows refused by a check, with the names of the checks they failed",
    "codes": "the event codes used: names, definitions and scores",
}


def card(name: str, version: str, build: BuildRecord, files: Mapping[str, Mapping[str, Any]]) -> str:
    """Return the card in Markdown; the same version gives the same card."""
    present = [table for table in SCHEMAS if f"{table}.parquet" in files]
    return "\n".join([*_opening(name, version, build, present), *_tables(present, files), *_columns(present)]) + "\n"


def _opening(name: str, version: str, build: BuildRecord, present: list[str]) -> list[str]:
    configs = [line for table in present for line in (f"- config_name: {table}", f"  data_files: {table}.parquet")]
    return [
        "---",
        "configs:",
        *configs,
        "---",
        f"# {name} {version}",
        "",
        "CAMEO event data coded from news text. All codes are text: keep their leading zeros.",
        "",
        f"- codebook: {build.codebook} {build.codebook_version}",
        f"- coder: {build.coder} {build.coder_version}",
        f"- inputs: {len(build.inputs)}",
        f"- events proposed: {build.proposed}, rejected by annotators: {build.rejected}",
        f"- checks: {build.checks.get('passed', 0)} passed, {build.checks.get('failed', 0)} failed (quality.json)",
        "",
        "Everything that made this version, and a checksum of every file, stands in manifest.json;",
        "`eventcoder verify` compares them.",
        "",
    ]


def _tables(present: list[str], files: Mapping[str, Mapping[str, Any]]) -> list[str]:
    rows = [f"| {table}.parquet | {files[f'{table}.parquet']['rows']} | {_ABOUT[table]} |" for table in present]
    return ["## Tables", "", "| file | rows | holds |", "|---|---|---|", *rows, ""]


def _columns(present: list[str]) -> list[str]:
    if "events" not in present:
        return []
    rows = [f"| {one.name} | {one.type} | {one.metadata[b'about'].decode()} |" for one in SCHEMAS["events"]]
    return ["## Columns of events.parquet", "", "| column | type | meaning |", "|---|---|---|", *rows]
