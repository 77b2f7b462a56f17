"""What a build prints: events a person can read, and counts by language and root."""

from collections import Counter
from collections.abc import Mapping
from itertools import chain
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from eventcoder.stored import Stored

_EVIDENCE = 44
_NAME = 30
_WIDTH = 130
_COUNTS = ("documents", "failed", "sentences", "events", "quarantined")
_SHOWN = [
    *("event_date", "language", "source_actor", "event_code", "event_name", "target_actor"),
    *("sentence", "trigger_start"),
]


def event_table(events: Stored) -> None:
    """Print the events of a version as a table: date, source, code and its name, target, and the words that say so."""
    rows = events.read(_SHOWN).to_pylist()
    table = Table(box=None, pad_edge=False)
    for heading in ("date", "source", "code", "event", "target", "", "evidence"):
        table.add_column(heading, no_wrap=True, overflow="ellipsis")
    for row in rows:
        table.add_row(
            str(row["event_date"] or "unknown"),
            row["source_actor"] or "---",
            row["event_code"],
            _shortened(row["event_name"] or ""),
            row["target_actor"] or "---",
            row["language"],
            _evidence(row["sentence"] or "", row["trigger_start"]),
        )
    Console(width=None if Console().is_terminal else _WIDTH).print(table)


def summary_lines(events: Stored, quarantine: Stored, folder: Path, summary: Mapping[str, Any]) -> list[str]:
    """Return the counts of a build in plain lines, and the checks that held events back."""
    rows = events.read(["language", "event_root"]).to_pylist()
    languages = Counter(row["language"] for row in rows)
    roots = Counter((row["event_root"], row["language"]) for row in rows)
    order = sorted(languages)
    lines = [", ".join(f"{summary[key]:,} {key}" for key in _COUNTS if summary[key] or key != "quarantined")]
    if summary["quarantined"]:
        refused = Counter(chain(*quarantine.read(["expectations"])["expectations"].to_pylist()))
        lines.append("quarantined by: " + ", ".join(f"{claim} ({count:,})" for claim, count in refused.most_common()))
    if corrections := summary["corrections"]:
        lines.append("decisions: " + ", ".join(f"{count:,} {name}" for name, count in corrections.items() if count))
    if rows:
        lines.append("root  " + "".join(f"{language:>6}" for language in order) + "   all")
        for root in sorted({root for root, _ in roots}):
            counts = [roots[root, language] for language in order]
            lines.append(f"{root:<6}" + "".join(f"{count:>6}" for count in counts) + f"{sum(counts):>6}")
    lines.append(f"{summary['outcome']}: {folder.as_posix()}")
    return lines


def _shortened(name: str) -> str:
    """Return the name of a code without its "not specified below", and no longer than fits."""
    plain = name.split(", not specified")[0]
    return plain if len(plain) <= _NAME else plain[: _NAME - 1] + "…"


def _evidence(sentence: str, trigger: int) -> str:
    """Return the words around the trigger."""
    start = max(0, min(trigger - _EVIDENCE // 2, len(sentence) - _EVIDENCE))
    cut = sentence[start : start + _EVIDENCE]
    return ("…" if start else "") + cut + ("…" if start + _EVIDENCE < len(sentence) else "")
