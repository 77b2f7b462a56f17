"""Write imported dictionaries as the files of a codebook."""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from eventcoder.codebook.importers.petrarch_verbs import Verbs
from eventcoder.codebook.values import Codebook

_LAST = 36
_HEAD = """# Imported. "before" and "after" are the parties named on either side of the verb; a passive turns them.
language: {language}
frames:
  around: {{source: [before], target: [after], turning: true}}
  around-back: {{source: [after], target: [before], turning: true}}
  parties: {{source: [before], symmetric: true}}
"""
_EVENT_COLUMNS = ("code", "parent", "name", "definition", "quad_class", "goldstein", "requires_target")


def write_table(path: Path, columns: Iterable[str], rows: Iterable[Mapping[str, str]]) -> None:
    """Write rows as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(columns), restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def write_roles(out: Path, roles: Iterable[str], book: Codebook) -> None:
    """Write the roles that agents have and the extended codebook lacks; one of several parts ranks as its first."""
    new = sorted(set(roles) - book.roles.keys())
    rows = [{"role": r, "priority": str(book.roles.get(r[:3], _LAST)), "definition": "Imported."} for r in new]
    write_table(out / "roles.csv", ("role", "definition", "priority"), rows)


def write_codes(out: Path, codes: Iterable[str], book: Codebook) -> None:
    """Write the event codes that patterns give and the extended codebook lacks; scores are those of the parent."""
    rows = []
    for code in sorted(set(codes) - book.events.keys()):
        parent = next((code[:size] for size in range(len(code) - 1, 1, -1) if code[:size] in book.events), "")
        like = book.events.get(parent)
        rows.append(
            {
                "code": code,
                "parent": parent,
                "name": f"Imported code {code}",
                "definition": "Stands in an imported verb dictionary; say what it means.",
                "quad_class": str(like.quad_class if like else 1),
                "goldstein": str(like.goldstein if like else 0.0),
                "requires_target": "yes",
            }
        )
    write_table(out / "events.csv", _EVENT_COLUMNS, rows)


def write_patterns(
    out: Path, language: str, verbs: Sequence[tuple[Path, Verbs]], passed: Mapping[str, Sequence[str]]
) -> None:
    """Write word sets and patterns, a file each, and the phrases that are passed over.

    JSON is YAML, so that whatever stands in a dictionary is quoted rightly.
    """
    for path, found in verbs:
        lines = [_HEAD.format(language=language), "word_sets:\n" if found.word_sets else ""]
        lines += [f"  {_json(name)}: {_json(words)}\n" for name, words in found.word_sets.items()]
        lines.append("patterns:\n" if found.patterns else "patterns: []\n")
        lines += [f"- {_json({**raw, 'needs': ['source', 'target']})}\n" for raw in found.patterns]
        (out / "patterns" / f"{language}-{path.stem.lower()}.yaml").write_text("".join(lines), encoding="utf-8")
    if passed:
        lines = [f"language: {language}\npass_over:\n"]
        lines += [
            f"  {reach}:\n" + "".join(f"  - {_json(word)}\n" for word in words) for reach, words in passed.items()
        ]
        (out / "patterns" / f"{language}-discards.yaml").write_text("".join(lines), encoding="utf-8")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
