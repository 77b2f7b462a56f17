"""The suite file: what it may say, and that what ships is sound."""

import pytest

from eventcoder.checks.rows import ROW_CHECKS
from eventcoder.checks.suite import read_claims, resolved, shipped_claims
from eventcoder.errors import CodebookError
from eventcoder.tables import EVENTS

GOOD = "- {claim: c, table: events, severity: error, expectation: e, args: {column: event_id}}\n"


def test_names_are_unique_and_read_as_claims():
    names = [claim.name for claim in shipped_claims()]
    assert len(set(names)) == len(names)
    assert all("{" not in name and " " not in name for name in names)


def test_every_plain_check_a_claim_names_exists():
    named = {claim.args.get("check") for claim in shipped_claims()}
    assert named - {None} <= set(ROW_CHECKS)


def test_every_column_that_must_be_filled_is_claimed():
    given = {
        claim.args["column"]
        for claim in shipped_claims()
        if claim.name.endswith("_is_given")
        and claim.columns[:1]
        and claim.expectation == "expect_column_values_to_not_be_null"
        and claim.severity == "error"
    }
    assert {one.name for one in EVENTS if not one.nullable} - {"plover_contexts"} <= given


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "not YAML"),
        ("a: 1", "list of claims"),
        ("- {claim: c}", "a claim has exactly"),
        (GOOD.replace("events", "nowhere"), "no table is called 'nowhere'"),
        (GOOD.replace("error", "fatal"), "severity is error or warning"),
        (GOOD + GOOD, "claimed twice: c"),
        (GOOD.replace("}}", "}, extra: 1}"), "a claim has exactly"),
        ("- !!python/object/apply:os.getcwd []", "not YAML"),
    ],
)
def test_a_bad_suite_is_refused_with_its_place(text, told):
    with pytest.raises(CodebookError, match="suite.yaml") as caught:
        read_claims(text, "suite.yaml")
    assert told in str(caught.value)


def test_values_are_filled_in_at_any_depth():
    assert resolved({"a": "$x", "b": {"c": "$x"}, "d": "x"}, {"x": [1]}) == {"a": [1], "b": {"c": [1]}, "d": "x"}
    with pytest.raises(CodebookError, match="known: x"):
        resolved({"a": "$y"}, {"x": 1})
