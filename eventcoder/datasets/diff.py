"""What changed between two versions of a dataset, event by event, and what caused it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from eventcoder.datasets.causes import Causes, settings_changed
from eventcoder.datasets.pairing import columns_changed, details, paired
from eventcoder.datasets.versions import DatasetVersion

KINDS: Final[Mapping[str, str]] = {
    "added": "events that were not there before",
    "removed": "events that are no longer there",
    "recoded": "the same words, another code or actor",
    "corrected": "changed or confirmed by a person",
    "redated": "moved in date",
    "changed": "other columns changed",
    "moved": "unchanged, but in other words or at another place of an edited document",
}

CHANGE: Final = pa.schema(
    [
        ("kind", pa.string()),
        ("cause", pa.string()),
        ("doc_id", pa.string()),
        ("origin", pa.string()),
        *((f"{column}_{side}", kind) for column, kind in (
            ("event_id", pa.string()), ("event_date", pa.date32()), ("source_actor", pa.string()),
            ("event_code", pa.string()), ("target_actor", pa.string()),
        ) for side in ("before", "after")),
        ("columns", pa.list_(pa.string())),
        ("sentence", pa.string()),
    ]
)  # fmt: skip
"""One row per event that is not the same in both versions; the columns of `eventcoder diff --csv`."""

_TUPLE: Final = ("event_code", "source_actor", "target_actor")
_DATES: Final = frozenset({"event_date", "event_date_precision", "event_date_basis"})
_REVIEW: Final = frozenset({"review_status", "reviewer"})
_PLACE: Final = frozenset(
    {
        *("event_id", "article_no", "sentence_no", "sentence_id", "sentence", "trigger_start", "trigger_end"),
        "duplicate_of",
    }
)


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed from version `before` to version `after` of a dataset; `rows` is a CHANGE table.

    `kinds` counts rows by kind in the order of KINDS, zeros included; `causes` counts them by cause, most frequent
    first. `tables` holds rows before and after by table; `settings` says in words what went into the versions
    differently: inputs, codebook, coder, corrections.
    """

    before: str
    after: str
    kinds: Mapping[str, int]
    causes: Mapping[str, int]
    tables: Mapping[str, tuple[int, int]]
    settings: tuple[str, ...]
    rows: pa.Table

    @property
    def same(self) -> bool:
        """Return whether no event differs."""
        return not any(self.kinds.values())

    def to_json(self, rows: int = 0) -> dict[str, Any]:
        """Return the difference as plain data, with the first `rows` rows of each kind."""
        return {
            "before": self.before,
            "after": self.after,
            "kinds": dict(self.kinds),
            "causes": dict(self.causes),
            "tables": {name: {"before": was, "after": now} for name, (was, now) in self.tables.items()},
            "settings": list(self.settings),
            "rows": [row for kind in KINDS for row in self.of_kind(kind, rows)],
        }

    def without_words(self) -> "Difference":
        """Return the same difference without the sentences of the news."""
        at = self.rows.schema.get_field_index("sentence")
        return replace(self, rows=self.rows.set_column(at, CHANGE.field(at), pa.nulls(self.rows.num_rows, pa.string())))

    def of_kind(self, kind: str, count: int) -> list[dict[str, Any]]:
        """Return the first `count` rows of a kind; dates are ISO 8601 text."""
        found = self.rows.filter(pc.equal(self.rows["kind"], kind)).slice(0, count).to_pylist()
        dates = ("event_date_before", "event_date_after")
        return [{**row, **{name: row[name].isoformat() if row[name] else None for name in dates}} for row in found]


def difference(before: DatasetVersion, after: DatasetVersion) -> Difference:
    """Return what changed from one version to another, of the same dataset or of two.

    Events are compared by id; those whose id is in one version only are paired by the words they stand on.
    Raises DatasetError when a version holds no events.
    """
    altered = columns_changed(before, after)
    was, now = details(before, altered.before), details(after, altered.after)
    pairs, lost, found = paired(was, now, altered.pairs)
    causes = Causes.between(before, after, [*was["doc_id"], *now["doc_id"]])
    rows = [_changed(pair, altered.columns, causes) for pair in pairs]
    rows += [_single("removed", row, "before", causes) for row in lost]
    rows += [_single("added", row, "after", causes) for row in found]
    order = {kind: at for at, kind in enumerate(KINDS)}
    rows.sort(key=lambda row: (order[row["kind"]], row["doc_id"], row["event_id_after"] or row["event_id_before"]))
    table = pa.Table.from_pylist(rows, schema=CHANGE)
    kinds = Counter(table["kind"].to_pylist())
    tables = [name for name in after.tables if name in before.tables]
    return Difference(
        before=f"{before.name} {before.version}",
        after=f"{after.name} {after.version}",
        kinds={kind: kinds[kind] for kind in KINDS},
        causes=dict(sorted(Counter(table["cause"].to_pylist()).items(), key=lambda one: (-one[1], one[0]))),
        tables={name: (before.rows(name), after.rows(name)) for name in tables},
        settings=settings_changed(before.manifest, after.manifest),
        rows=table,
    )


def _changed(pair: tuple[Any, Any], columns: Mapping[str, list[str]], causes: Causes) -> dict[str, Any]:
    was, now = pair
    same_id = was["event_id"] == now["event_id"]
    names = columns[now["event_id"]] if same_id else [name for name in now if name in was and was[name] != now[name]]
    kind = _kind(was, now, frozenset(names))
    return {
        "kind": kind,
        "cause": causes.of_pair(was, now, kind),
        **_ends(was, now),
        "columns": sorted(set(names) - {"event_id", "sentence_id"}),
        "doc_id": now["doc_id"],
        "origin": causes.origin(now["doc_id"]),
        "sentence": now["sentence"],
    }


def _kind(was: Mapping[str, Any], now: Mapping[str, Any], names: frozenset[str]) -> str:
    if names & _REVIEW and now["review_status"] in ("corrected", "confirmed"):
        return "corrected"
    if any(was[name] != now[name] for name in _TUPLE):
        return "recoded"
    if names & _DATES:
        return "redated"
    return "changed" if names - _PLACE else "moved"


def _single(kind: str, row: Mapping[str, Any], side: str, causes: Causes) -> dict[str, Any]:
    empty: Mapping[str, Any] = {}
    ends = _ends(row, empty) if side == "before" else _ends(empty, row)
    return {
        "kind": kind,
        "cause": causes.of_removed(row) if side == "before" else causes.of_added(row),
        **ends,
        "columns": [],
        "doc_id": row["doc_id"],
        "origin": causes.origin(row["doc_id"]),
        "sentence": row["sentence"],
    }


def _ends(was: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    columns = ("event_id", "event_date", *_TUPLE)
    return {f"{name}_{side}": row.get(name) for side, row in (("before", was), ("after", now)) for name in columns}
