"""The dataset card: README.md of a version, in the layout of the Hugging Face hub, for whoever finds the folder."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import yaml

from eventcoder.datasets.describe import ABOUT_TABLES, described, pattern, title
from eventcoder.datasets.manifest import table_files
from eventcoder.schemas import SCHEMAS, WORDS

_SIZES: Final = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))
_LARGE: Final = ((10_000_000, "1M<n<10M"), (100_000_000, "10M<n<100M"))
_NOT_SAID: Final = "not stated; ask the publisher before passing it on"


def card(manifest: Mapping[str, Any], languages: Sequence[str], checks: Mapping[str, Any]) -> str:
    """Return the card in Markdown; the same version gives the same card.

    `languages` are ISO 639-1, `checks` is the summary of the check report.
    """
    present = [table for table in SCHEMAS if table_files(manifest["files"], table)]
    parts = [
        _front_matter(manifest, present, languages),
        _opening(manifest, checks),
        _licences(manifest),
        _loading(pattern("events", manifest["files"])),
        _tables(manifest["files"], present),
        _columns(present),
    ]
    return "\n".join(line for part in parts for line in part) + "\n"


def _front_matter(manifest: Mapping[str, Any], present: Sequence[str], languages: Sequence[str]) -> list[str]:
    files = manifest["files"]
    rows = sum(files[name]["rows"] for name in table_files(files, "events"))
    size = next((name for limit, name in (*_SIZES, *_LARGE) if rows < limit), "n>100M")
    licence = manifest["about"].get("licence", "")
    data: dict[str, Any] = {
        "pretty_name": title(manifest),
        **({"language": list(languages)} if languages else {}),
        **({"license": "other" if "://" in licence else licence.lower()} if licence else {}),
        **({"license_link": licence} if "://" in licence else {}),
        "tags": ["event-data", "political-science", manifest["codebook"]["name"]],
        "size_categories": [size],
        "configs": [
            {
                "config_name": table,
                "data_files": pattern(table, files),
                **({"default": True} if table == "events" else {}),
            }
            for table in present
        ],
    }
    return ["---", yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=1000).rstrip(), "---", ""]


def _opening(manifest: Mapping[str, Any], checks: Mapping[str, Any]) -> list[str]:
    book, coder = manifest["codebook"], manifest["coder"]
    allowed = checks.get("allowed", [])
    return [
        f"# {title(manifest)} {manifest['version']}",
        "",
        described(manifest),
        "",
        "All codes are text: keep their leading zeros.",
        "",
        f"- codebook: {book['name']} {book['version']}",
        f"- coder: {coder['name']} {coder['version']}",
        f"- inputs: {len(manifest['inputs'])}",
        f"- events proposed: {manifest['events_proposed']}, rejected by annotators: {manifest['events_rejected']}",
        f"- checks: {checks.get('passed', 0)} passed, {checks.get('failed', 0)} failed (quality.html, quality.json)",
        *([f"- published although these checks failed: {', '.join(allowed)}"] if allowed else []),
        f"- version before: {manifest['parent'] or 'none'} (CHANGES.md says what is different)",
        "",
        "Everything that made this version, and a checksum of every file, stands in manifest.json;",
        "`eventcoder verify` compares them. CITATION.cff says how to cite it.",
        "",
    ]


def _licences(manifest: Mapping[str, Any]) -> list[str]:
    about = manifest["about"]
    words = "withheld: no column holds words of the news; offsets and ids stay"
    texts = words if manifest["text_withheld"] else about.get("text_licence") or _NOT_SAID
    columns = ", ".join(
        f"{table}.{column}" for table in ("events", "sentences", "documents") for column in WORDS[table]
    )
    return [
        "## Licences",
        "",
        f"- codes and tables: {about.get('licence') or _NOT_SAID}",
        f"- words of the news ({columns}): {texts}",
        "",
    ]


def _loading(events: str) -> list[str]:
    folder = events.removesuffix("/*.parquet")  # pandas reads a folder, but knows no asterisk
    return [
        "## Loading",
        "",
        "```python",
        f'pandas.read_parquet("{folder}", dtype_backend="pyarrow")',
        f'polars.read_parquet("{events}")',
        f"duckdb.sql(\"select * from '{events}'\")",
        'datasets.load_dataset(".", "events")',
        "```",
        "",
    ]


def _tables(files: Mapping[str, Mapping[str, Any]], present: Sequence[str]) -> list[str]:
    counts = {table: sum(files[name]["rows"] for name in table_files(files, table)) for table in present}
    rows = [f"| {pattern(table, files)} | {counts[table]:,} | {ABOUT_TABLES[table]} |" for table in present]
    return ["## Tables", "", "| file | rows | holds |", "|---|---|---|", *rows, ""]


def _columns(present: Sequence[str]) -> list[str]:
    if "events" not in present:
        return []
    rows = [f"| {one.name} | {one.type} | {one.metadata[b'about'].decode()} |" for one in SCHEMAS["events"]]
    return ["## Columns of events", "", "| column | type | meaning |", "|---|---|---|", *rows]
