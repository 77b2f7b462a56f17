"""How a column of the events table becomes a column of somebody else's layout."""

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

import pyarrow as pa
import pyarrow.compute as pc

Made: TypeAlias = Callable[[pa.ChunkedArray], pa.ChunkedArray]

_ID_DIGITS: Final = 15
"""Hexadecimal digits of an id that fit into a signed 64-bit number."""

_FORMULA: Final = r"^(['=+\-@\t\r])"


def same(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return the column as it is."""
    return column


def id_number(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return ids as whole numbers: their first 15 hexadecimal digits."""
    return pa.chunked_array([pa.array([int(one[:_ID_DIGITS], 16) for one in column.to_pylist()], pa.int64())])


def is_null(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return 1 where there is no value, else 0."""
    return pc.is_null(column).cast(pa.int8())


def first_three(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return the first three characters: the base of an event code, the country or kind of an actor code."""
    return pc.utf8_slice_codeunits(column, 0, 3)


def after_role(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return what an actor code says beyond country and role, in parts of three parted by semicolons."""
    rest = pc.utf8_slice_codeunits(column, 6, 15)
    return pc.replace_substring_regex(rest, r"([A-Z]{3})(?P<more>[A-Z])", r"\1;\2")


def joined(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return lists as text, their parts parted by semicolons."""
    return pc.binary_join(column, ";")


def iso_date(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return dates as 2025-03-01."""
    return pc.strftime(column, "%Y-%m-%d")


def yyyymmdd(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return dates as 20250301."""
    return pc.strftime(column, "%Y%m%d")


def yyyymm(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return dates as 202503."""
    return pc.strftime(column, "%Y%m")


def year_fraction(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return dates as year and fraction, 2025.2493, with months of 30 days as GDELT has them."""
    days = pc.add(pc.multiply(pc.month(column), 30), pc.day(column))
    return pc.round(pc.add(pc.year(column), pc.divide(days.cast(pa.float64()), 365.0)), 4)


MADE: Final[Mapping[str, Made]] = {
    "same": same,
    "id_number": id_number,
    "is_null": is_null,
    "first_three": first_three,
    "after_role": after_role,
    "joined": joined,
    "iso_date": iso_date,
    "yyyymmdd": yyyymmdd,
    "yyyymm": yyyymm,
    "year": pc.year,
    "month": pc.month,
    "day": pc.day,
    "year_fraction": year_fraction,
}


def guarded(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return text with an apostrophe before what a spreadsheet would run as a formula."""
    return pc.replace_substring_regex(column, _FORMULA, r"'\1") if pa.types.is_string(column.type) else column


def unguarded(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return text without the apostrophe `guarded` put before it."""
    return pc.replace_substring_regex(column, r"^'", "") if pa.types.is_string(column.type) else column
