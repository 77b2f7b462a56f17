"""Which event of one version is which event of another."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from eventcoder.datasets.versions import DatasetVersion
from eventcoder.errors import DatasetError
from eventcoder.schemas import WORDS
from eventcoder.stored import Stored

Row: TypeAlias = dict[str, Any]

_DETAILS: Final = (
    "event_id", "doc_id", "article_no", "sentence_no", "sentence_id", "sentence", "event_date", "event_date_precision",
    "event_date_basis", "source_actor", "target_actor", "source_entry", "target_entry", "event_code", "polarity",
    "modality", "reported", "speaker_actor", "trigger_start", "trigger_end", "rule_id", "coder", "review_status",
    "reviewer",
)  # fmt: skip

_BATCH: Final = 65_536

_DERIVED: Final = frozenset({"sentence", "event_id"})
"""Columns a comparison by id need not look at: the sentence is part of what the id is made from."""

_SAME_WORDS: Final = ("place", "trigger_start", "trigger_end")
_KEYS: Final = (
    (*_SAME_WORDS, "source_actor", "target_actor", "event_code"),
    (*_SAME_WORDS, "source_actor", "target_actor"),
    (*_SAME_WORDS, "source_actor", "event_code"),
    (*_SAME_WORDS, "target_actor", "event_code"),
    _SAME_WORDS,
    ("place", "source_actor", "target_actor"),
    ("place", "event_code"),
    ("doc_id", "source_actor", "target_actor", "event_code"),
)
"""What two events must share to be one event coded differently; the strictest is tried first."""


@dataclass(frozen=True, slots=True)
class Altered:
    """The events that need a closer look: row masks of both versions, and the columns changed by event id.

    `pairs` are the ids both versions have, of events that changed.
    """

    before: pa.Array
    after: pa.Array
    columns: Mapping[str, list[str]]

    @property
    def pairs(self) -> frozenset[str]:
        """Return the ids that stand in both versions, with other values."""
        return frozenset(self.columns)


def columns_changed(before: DatasetVersion, after: DatasetVersion) -> Altered:
    """Return which rows differ, with two columns in memory at a time. Raises DatasetError where a side lacks events."""
    hidden = any(side.manifest.get("text_withheld", False) for side in (before, after))
    return _altered(_events(before), _events(after), _DERIVED | set(WORDS["events"]) if hidden else _DERIVED)


def _altered(first: Stored, second: Stored, ignored: Collection[str]) -> Altered:
    files = (first, second)
    ids = [_column(file, "event_id").combine_chunks() for file in files]
    at = pc.index_in(ids[1], value_set=ids[0])
    both = pc.is_valid(at)
    kept, taken = ids[1].filter(both), at.filter(both)
    changed: dict[str, list[str]] = {}
    schemas = [file.schema for file in files]
    for name in (name for name in schemas[1].names if name in schemas[0].names and name not in ignored):
        was, now = (_column(file, name) for file in files)
        differs = _differs(was.take(taken), now.filter(both))
        for event_id in kept.filter(differs).to_pylist():
            changed.setdefault(event_id, []).append(name)
    altered = pa.array(sorted(changed), pa.string())
    masks = [
        pc.or_(pc.invert(pc.is_in(own, value_set=other)), pc.is_in(own, value_set=altered))
        for own, other in (ids, ids[::-1])
    ]
    return Altered(masks[0], masks[1], changed)


def _column(file: Stored, name: str) -> pa.ChunkedArray:
    return file.read([name])[name]


def _events(version: DatasetVersion) -> Stored:
    if "events" not in version.tables:
        raise DatasetError(f"{version.folder}: holds no events to compare")
    return version.stored("events")


def _differs(was: pa.ChunkedArray, now: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return where two columns differ; nulls are equal to each other, and columns of other types differ everywhere."""
    if was.type != now.type:
        return pa.chunked_array([pa.array([True] * len(now), pa.bool_())])
    if pa.types.is_list(was.type):
        was, now = (pc.binary_join(column, "\x1f") for column in (was, now))
    one_null = pc.xor(pc.is_null(was), pc.is_null(now))
    return pc.or_(one_null, pc.fill_null(pc.not_equal(was, now), False))


def details(version: DatasetVersion, wanted: pa.Array) -> pd.DataFrame:
    """Return the columns that tell events apart, of the rows of a mask; nulls are None, dates datetime.date."""
    stored, start = _events(version), 0
    schema = stored.schema
    parts = [pa.schema([one for one in schema if one.name in _DETAILS]).empty_table()]
    for batch in stored.batches(_BATCH, _DETAILS):
        parts.append(batch.filter(wanted.slice(start, batch.num_rows)))
        start += batch.num_rows
    found: pd.DataFrame = pa.concat_tables(parts).to_pandas(integer_object_nulls=True).astype(object)
    found = found.where(found.notna(), None).reindex(columns=list(_DETAILS))
    return found


def paired(
    was: pd.DataFrame, now: pd.DataFrame, same: frozenset[str]
) -> tuple[list[tuple[Row, Row]], list[Row], list[Row]]:
    """Return pairs that are one event, then the rows left over on either side.

    `same` are ids that stand on both sides. Each event is in one pair at most.
    """
    for frame in (was, now):
        frame["place"] = _places(frame, by_id=bool(was["sentence"].isna().any() or now["sentence"].isna().any()))
    known, left, right = was["event_id"].isin(same), was[~was["event_id"].isin(same)], now[~now["event_id"].isin(same)]
    pairs = _matches(was[known], now[now["event_id"].isin(same)], ("event_id",))
    for keys in _KEYS:
        found = _matches(left, right, keys)
        pairs += found
        left, right = left.drop([one for one, _ in found]), right.drop([other for _, other in found])
    matched = zip(_rows(was.loc[[one for one, _ in pairs]]), _rows(now.loc[[other for _, other in pairs]]), strict=True)
    return list(matched), _rows(left), _rows(right)


def _places(frame: pd.DataFrame, *, by_id: bool) -> "pd.Series[str]":
    """Return document and words of each row; the sentence's id stands for the words where a side withholds them."""
    return frame["doc_id"].astype(str) + "\x1f" + frame["sentence_id" if by_id else "sentence"].astype(str)


def _matches(was: pd.DataFrame, now: pd.DataFrame, keys: tuple[str, ...]) -> list[tuple[int, int]]:
    """Return row labels that agree in `keys`, nulls equal to each other; the first with the first, and so on."""
    if was.empty or now.empty:
        return []
    on = list(keys)
    sides = [frame[on].assign(turn=frame.groupby(on, dropna=False).cumcount(), row=frame.index) for frame in (was, now)]
    found = sides[0].merge(sides[1], on=[*on, "turn"], suffixes=("_was", "_now"))
    return list(zip(found["row_was"].tolist(), found["row_now"].tolist(), strict=True))


def _rows(frame: pd.DataFrame) -> list[Row]:
    return [{str(name): value for name, value in row.items()} for row in frame.drop(columns="place").to_dict("records")]
