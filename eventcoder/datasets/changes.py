"""CHANGES.md: what is different from the version before, in words, written from the tables themselves."""

import re
from collections.abc import Mapping
from typing import Any, Final

from eventcoder.datasets.diff import KINDS, Difference

_ROWS: Final = 5
_CAUSES: Final = 20
_SETTINGS: Final = 50
_MARKUP: Final = re.compile(r"([\\`*_\[\]<>|#&])")
_HEADING: Final = "# Changes\n"


def changes(version: str, part: str, reason: str, found: Difference | str | None, earlier: str = "") -> str:
    """Return the change log of a version in Markdown, newest first.

    `part` says which part of the number went up, `reason` why. `found` is the difference from the version before, the
    reason why it could not be told, or None for a first version. `earlier` is the log of the version before.
    """
    told = [_HEADING, f"## {version}", "", _opening(part, reason, found), ""]
    if isinstance(found, Difference):
        told += _tables(found)
        told += _listing("What went in differently", [_plain(one) for one in found.settings], _SETTINGS)
        told += _kinds(found)
        causes = [f"{_plain(cause)}: {count:,}" for cause, count in found.causes.items()]
        told += _listing("Causes, by number of events", causes, _CAUSES)
        told += [line for kind in KINDS for line in _examples(found, kind)]
    return "\n".join(told) + ("\n" + earlier.removeprefix(_HEADING).lstrip("\n") if earlier else "")


def _opening(part: str, reason: str, found: Difference | str | None) -> str:
    if found is None:
        return "The first version."
    if isinstance(found, str):
        return f"A {part} version ({_plain(reason)}). It could not be compared with the one before: {_plain(found)}."
    return f"A {part} version after {found.before}: {_plain(reason)}."


def _tables(found: Difference) -> list[str]:
    rows = [f"| {name} | {was:,} | {now:,} | {now - was:+,} |" for name, (was, now) in found.tables.items()]
    return ["| table | rows before | rows now | change |", "|---|---:|---:|---:|", *rows, ""]


def _kinds(found: Difference) -> list[str]:
    if found.same:
        return ["No event changed.", ""]
    rows = [f"| {kind} | {count:,} | {KINDS[kind]} |" for kind, count in found.kinds.items() if count]
    return ["| events | count | meaning |", "|---|---:|---|", *rows, ""]


def _listing(title: str, lines: list[str], most: int) -> list[str]:
    if not lines:
        return []
    more = [f"- and {len(lines) - most:,} more"] if len(lines) > most else []
    return [f"{title}:", "", *(f"- {line}" for line in lines[:most]), *more, ""]


def _examples(found: Difference, kind: str) -> list[str]:
    rows = found.of_kind(kind, _ROWS)
    return _listing(f"Examples, {kind}", [_example(row) for row in rows], _ROWS)


def _example(row: Mapping[str, Any]) -> str:
    was, now = tuple_text(row, "before"), tuple_text(row, "after")
    moved = was if not now else now if not was else was if was == now else f"{was} is now {now}"
    origin = row["origin"] or row["doc_id"]
    where = "" if origin in row["cause"] else f"; {_plain(origin)}"
    columns = f" ({', '.join(_plain(one) for one in row['columns'])})" if was == now and row["columns"] else ""
    words = f': "{_plain(row["sentence"])}"' if row["sentence"] else ""
    return f"{_plain(moved)}{columns}; {_plain(row['cause'])}{where}{words}"


def tuple_text(row: Mapping[str, Any], side: str) -> str:
    """Return one side of a changed event in words, such as "2025-03-01 TURGOV 042 SYR"; empty where it has none."""
    if row[f"event_id_{side}"] is None:
        return ""
    parts = (row[f"{name}_{side}"] for name in ("event_date", "source_actor", "event_code", "target_actor"))
    return " ".join("---" if part is None else str(part) for part in parts)


def _plain(text: str) -> str:
    """Return text of others on one line, with nothing in it that Markdown would act upon."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))
