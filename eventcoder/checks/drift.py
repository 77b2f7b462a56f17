"""How the mix of a dataset moved since the version before: languages, uncoded sentences, root codes, dyads."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Final, TypeAlias

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from eventcoder.stored import Stored

Table: TypeAlias = pa.Table | Stored

_CERTAIN: Final = 2.576
"""Standard errors within which 99 % of two samples of one population differ."""

_DYADS: Final = 50
_COLUMNS: Final = ("measure", "key", "before", "now")


@dataclass(frozen=True, slots=True)
class Measure:
    """A share that is compared: `columns` of `table` whose values are counted; only the `most` frequent when not 0."""

    name: str
    table: str
    columns: tuple[str, ...]
    most: int = 0


MEASURES: Final = (
    Measure("language", "sentences", ("language",)),
    Measure("outcome", "sentences", ("outcome",)),
    Measure("root", "events", ("event_root",)),
    Measure("dyad", "events", ("source_actor", "target_actor"), _DYADS),
)


def drift(before: Mapping[str, Table] | None, now: Mapping[str, Table]) -> pd.DataFrame:
    """Return one row for each value of each measure: its share before and now, and how far it moved beyond chance.

    The move stands in the column "<measure>_drift", null in the rows of other measures: the difference of the shares
    less what two samples of these sizes from one population would differ by. No rows without a version before.
    """
    drifts = [f"{measure.name}_drift" for measure in MEASURES]
    rows = [row for measure in MEASURES for row in _moves(measure, before, now)] if before is not None else []
    frame = pd.DataFrame(rows, columns=[*_COLUMNS, *drifts])
    return frame.astype(dict.fromkeys(("before", "now", *drifts), "float64"))


def _moves(measure: Measure, before: Mapping[str, Table], now: Mapping[str, Table]) -> Iterator[dict[str, object]]:
    if measure.table not in before:
        return
    was, new = (_counts(side[measure.table], measure.columns) for side in (before, now))
    totals = sum(was.values()), sum(new.values())
    if 0 in totals:
        return
    keys = sorted({*was, *new}, key=lambda key: (-was.get(key, 0) - new.get(key, 0), key))
    for key in keys[: measure.most or None]:
        shares = was.get(key, 0) / totals[0], new.get(key, 0) / totals[1]
        pooled = (was.get(key, 0) + new.get(key, 0)) / sum(totals)
        chance = _CERTAIN * sqrt(pooled * (1 - pooled) * (1 / totals[0] + 1 / totals[1]))
        moved = max(0.0, abs(shares[1] - shares[0]) - chance)
        yield {"measure": measure.name, "key": key, "before": round(shares[0], 4), "now": round(shares[1], 4),
               f"{measure.name}_drift": moved}  # fmt: skip


def _counts(table: Table, columns: tuple[str, ...]) -> dict[str, int]:
    rows = table.read(columns) if isinstance(table, Stored) else table.select(columns)
    counted = rows.group_by(list(columns)).aggregate([([], "count_all")])
    parts = [pc.fill_null(counted[name], "---") for name in columns]
    keys = pc.binary_join_element_wise(*parts, " > ").to_pylist() if counted.num_rows else []
    return dict(zip(keys, counted["count_all"].to_pylist(), strict=True))
