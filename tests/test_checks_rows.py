"""Plain row checks, each on a row that holds and one that does not."""

import pandas as pd
import pytest

from eventcoder.checks.rows import ROW_CHECKS

NONE = float("nan")
DAY = pd.Timestamp("2025-08-07")


@pytest.mark.parametrize(
    ("check", "given", "row", "holds"),
    [
        ("some_value_is_given", {}, ["TUR", None], True),
        ("some_value_is_given", {}, [None, None], False),
        ("values_differ", {}, ["TUR", "SYR"], True),
        ("values_differ", {}, ["TUR", None], True),
        ("values_differ", {}, [None, None], True),
        ("values_differ", {}, ["TUR", "TUR"], False),
        ("second_is_given_for", {"values": ["042"]}, ["042", "SYR"], True),
        ("second_is_given_for", {"values": ["042"]}, ["19", None], True),
        ("second_is_given_for", {"values": ["042"]}, [None, None], True),
        ("second_is_given_for", {"values": ["042"]}, ["042", None], False),
        ("second_names_another_row", {}, ["a", None], True),
        ("second_names_another_row", {}, ["a", "a"], False),
        ("second_names_another_row", {}, ["a", "elsewhere"], False),
        ("dates_lie_within", {"earliest": "2025-08-07", "latest": "2025-08-07"}, [DAY], True),
        ("dates_lie_within", {"earliest": "2025-08-08", "latest": "2025-08-09"}, [DAY], False),
        ("dates_lie_within", {"earliest": "2025-08-01", "latest": "2025-08-06"}, [DAY], False),
        (
            "first_date_is_not_later",
            {"days": 1, "modality": "actual"},
            [DAY + pd.Timedelta(days=1), DAY, "actual"],
            True,
        ),
        (
            "first_date_is_not_later",
            {"days": 1, "modality": "actual"},
            [DAY + pd.Timedelta(days=2), DAY, "actual"],
            False,
        ),
        (
            "first_date_is_not_later",
            {"days": 1, "modality": "actual"},
            [DAY + pd.Timedelta(days=9), DAY, "other"],
            True,
        ),
        ("second_is_year_of_first", {}, [DAY, 2025], True),
        ("second_is_year_of_first", {}, [DAY, 2024], False),
        ("second_is_year_of_first", {}, [DAY, None], False),
        ("second_is_year_of_first", {}, [pd.NaT, 2025], False),
        ("second_is_year_of_first", {}, [pd.NaT, None], True),
        ("words_stand_at_their_offsets", {}, ["İki ülke", "ülke", 4, 8], True),
        ("words_stand_at_their_offsets", {}, ["وصل الوزير", "الوزير", 4, 10], True),
        ("words_stand_at_their_offsets", {}, ["a 𝕏 b", "b", 4, 5], True),
        ("words_stand_at_their_offsets", {}, ["İki ülke", "they", NONE, NONE], True),
        ("words_stand_at_their_offsets", {}, ["İki ülke", None, NONE, NONE], True),
        ("words_stand_at_their_offsets", {}, [None, None, 4, 8], True),
        ("words_stand_at_their_offsets", {}, [None, None, 8, 4], False),
        ("words_stand_at_their_offsets", {}, [None, "ülke", 4, 8], True),
        ("words_stand_at_their_offsets", {}, [None, "ülke", 4, 9], False),
        ("words_stand_at_their_offsets", {}, ["İki ülke", "ülke", 3, 7], False),
        ("words_stand_at_their_offsets", {}, ["İki ülke", "ülke", 4, 9], False),
        ("words_stand_at_their_offsets", {}, ["İki ülke", "ülke", -4, 8], False),
        ("words_stand_at_their_offsets", {}, ["İki ülke", "", 4, 4], False),
        ("words_stand_at_their_offsets", {}, ["İki ülke", None, 4, 8], False),
        ("words_stand_at_their_offsets", {}, ["İki ülke", "ülke", 4, NONE], False),
    ],
)
def test_a_row_check_tells_good_rows_from_bad(check, given, row, holds):
    frame = pd.DataFrame([row], columns=[f"c{at}" for at in range(len(row))])
    assert ROW_CHECKS[check](frame, given).tolist() == [holds]


def test_a_duplicate_may_name_any_other_row():
    frame = pd.DataFrame({"event_id": ["a", "b", None], "duplicate_of": ["b", None, None]}, dtype="str")
    assert ROW_CHECKS["second_names_another_row"](frame, {}).tolist() == [True, True, True]


@pytest.mark.parametrize("check", sorted(ROW_CHECKS))
def test_an_empty_frame_gives_an_empty_answer(check):
    frame = pd.DataFrame({"a": pd.Series(dtype="str"), "b": pd.Series(dtype="str"), "c": pd.Series(dtype="float64")})
    frame["d"] = frame["c"]
    if "date" in check:
        frame[["a", "b"]] = frame[["a", "b"]].astype("datetime64[ms]")
        frame = frame[["a", "b", "c"]] if check.startswith("first") else frame[["a", "b"]]
    given = {"values": [], "earliest": "2020-01-01", "latest": "2020-01-01", "days": 1, "modality": "actual"}
    assert ROW_CHECKS[check](frame, given).tolist() == []
