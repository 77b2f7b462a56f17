"""Checks of rows that Great Expectations has no expectation for, as plain functions.

Each takes the columns it looks at, in the order the suite names them, and what the suite gives it, and returns one
bool a row: True where the claim holds.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

import pandas as pd

Given: TypeAlias = Mapping[str, Any]
RowCheck: TypeAlias = Callable[[pd.DataFrame, Given], "pd.Series[bool]"]


def some_value_is_given(frame: pd.DataFrame, _given: Given) -> "pd.Series[bool]":
    """Say where at least one column is not null."""
    return frame.notna().any(axis=1)


def values_differ(frame: pd.DataFrame, _given: Given) -> "pd.Series[bool]":
    """Say where two columns differ; a null differs from everything."""
    first, second = frame.iloc[:, 0], frame.iloc[:, 1]
    return (first.isna() | second.isna() | (first != second)).astype(bool)


def actors_differ(frame: pd.DataFrame, _given: Given) -> "pd.Series[bool]":
    """Say where columns code, code, entry, entry name two actors: other codes, or other entries with one code.

    Two ministers of one government have one code; a null code differs from everything.
    """
    entries = values_differ(frame.iloc[:, 2:4].fillna(""), {})
    return values_differ(frame.iloc[:, 0:2], {}) | entries


def second_is_given_for(frame: pd.DataFrame, given: Given) -> "pd.Series[bool]":
    """Say where the second column is not null, or the first is none of given["values"]."""
    return frame.iloc[:, 1].notna() | ~frame.iloc[:, 0].isin(given["values"])


def second_is_given_with_first(frame: pd.DataFrame, _given: Given) -> "pd.Series[bool]":
    """Say where the second column is not null, or the first is null too."""
    return frame.iloc[:, 1].notna() | frame.iloc[:, 0].isna()


def second_names_another_row(frame: pd.DataFrame, _given: Given) -> "pd.Series[bool]":
    """Say where the second column is null, or stands in the first column of another row."""
    ids, named = frame.iloc[:, 0], frame.iloc[:, 1]
    listed = ids[ids.isin(named.dropna().unique())]
    return named.isna() | (named.isin(listed) & values_differ(frame, {}))


def dates_lie_within(frame: pd.DataFrame, given: Given) -> "pd.Series[bool]":
    """Say where every date is null or lies in given["earliest"] to given["latest"], both inclusive."""
    earliest, latest = pd.Timestamp(given["earliest"]), pd.Timestamp(given["latest"])
    holds = pd.Series(True, index=frame.index)
    for name in frame.columns:
        holds &= frame[name].isna() | ((frame[name] >= earliest) & (frame[name] <= latest))
    return holds


def first_date_is_not_later(frame: pd.DataFrame, given: Given) -> "pd.Series[bool]":
    """Say where the first date is at most given["days"] after the second; a null, or another modality, always holds."""
    first, second, modality = frame.iloc[:, 0], frame.iloc[:, 1], frame.iloc[:, 2]
    limit = second + pd.Timedelta(days=given["days"])
    holds: pd.Series[bool] = first.isna() | second.isna() | (modality != given["modality"]) | (first <= limit)
    return holds


def second_is_year_of_first(frame: pd.DataFrame, _given: Given) -> "pd.Series[bool]":
    """Say where the second column is the year of the date in the first, or both are null."""
    years, told = pd.to_datetime(frame.iloc[:, 0]).dt.year.fillna(-1), frame.iloc[:, 1].fillna(-1)
    holds: pd.Series[bool] = years == told
    return holds


def words_stand_at_their_offsets(frame: pd.DataFrame, _given: Given) -> "pd.Series[bool]":
    """Say where columns sentence, words, start and end agree: start < end, and the sentence has the words there.

    Words without offsets hold (an antecedent stands in another sentence), offsets without words do not. Where the
    sentence is withheld, the words must be as long as their offsets say.
    """
    texts = [frame.iloc[:, at].astype(object) for at in (0, 1)]
    text = [column.where(column.notna(), None).tolist() for column in texts]
    offsets = [frame.iloc[:, at].fillna(-1).astype("int64").tolist() for at in (2, 3)]
    holds = [_stands(*row) for row in zip(*text, *offsets, strict=True)]
    return pd.Series(holds, index=frame.index, dtype=bool)


def _stands(sentence: str | None, words: str | None, start: int, end: int) -> bool:
    if start == -1 and end == -1:
        return True
    if not 0 <= start < end or (words is None) > (sentence is None):
        return False
    if sentence is None:
        return words is None or len(words) == end - start
    return sentence[start:end] == words and end <= len(sentence)


ROW_CHECKS: Final[Mapping[str, RowCheck]] = {
    check.__name__: check
    for check in (
        some_value_is_given,
        values_differ,
        actors_differ,
        second_is_given_for,
        second_is_given_with_first,
        second_names_another_row,
        dates_lie_within,
        first_date_is_not_later,
        second_is_year_of_first,
        words_stand_at_their_offsets,
    )
}
