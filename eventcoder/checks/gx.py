"""The translation of claims into Great Expectations, the only place that imports it.

Importing this module costs several CPU seconds: import it where checks are run, never on start.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Literal

import great_expectations as gx
import pandas as pd
from great_expectations.core import ExpectationValidationResult
from great_expectations.data_context.types.base import ProgressBarsConfig
from great_expectations.exceptions.exceptions import GreatExpectationsError
from great_expectations.execution_engine.pandas_execution_engine import PandasExecutionEngine
from great_expectations.expectations.expectation import MulticolumnMapExpectation
from great_expectations.expectations.metadata_types import FailureSeverity
from great_expectations.expectations.metrics.map_metric_provider.multicolumn_condition_partial import (
    multicolumn_condition_partial,
)
from great_expectations.expectations.metrics.map_metric_provider.multicolumn_map_metric_provider import (
    MulticolumnMapMetricProvider,
)
from great_expectations.expectations.registry import get_expectation_impl

from eventcoder.checks.report import BROKEN, EXAMPLES, FAILED, PASSED, ClaimResult, Example
from eventcoder.checks.rows import ROW_CHECKS
from eventcoder.checks.suite import Claim, resolved
from eventcoder.errors import CodebookError

_EXAMPLE_LENGTH: Final = 200
_REASON_LENGTH: Final = 300
_SEVERITY: Final = {"error": FailureSeverity.CRITICAL, "warning": FailureSeverity.WARNING}
_NAMING: Final[Mapping[str, tuple[str, ...]]] = {
    "events": ("event_id",), "sentences": ("sentence_id",), "documents": ("doc_id",), "columns": ("table", "column"),
    "counts": (), "drift": ("key", "before", "now"),
}  # fmt: skip
"""The columns an example row is named by."""

_TOLD: Final[Mapping[str, tuple[str, ...]]] = {"events": ("sentence",), "sentences": ("text",)}
"""The columns that let a reader see what an example row is about, where the frame has them."""

_QUICK: Final = {"result_format": "BOOLEAN_ONLY"}
_FULL: Final = {
    "result_format": "COMPLETE",
    "partial_unexpected_count": 0,
    "return_unexpected_index_query": False,
}


class RowsSatisfy(MulticolumnMapMetricProvider):
    """The metric behind ExpectRowsToSatisfy: one of ROW_CHECKS, called by name."""

    condition_metric_name = "multicolumn_values.satisfy"
    condition_domain_keys = ("batch_id", "table", "column_list", "row_condition", "condition_parser", "ignore_row_if")
    condition_value_keys = ("check", "given")

    @multicolumn_condition_partial(engine=PandasExecutionEngine)  # type: ignore[untyped-decorator]
    def _pandas(
        self: Any, column_list: pd.DataFrame, check: str, given: Mapping[str, Any], **_kwargs: Any
    ) -> "pd.Series[bool]":
        return ROW_CHECKS[check](column_list, given)


class ExpectRowsToSatisfy(MulticolumnMapExpectation):
    """Expect a named check of ROW_CHECKS to hold in every row."""

    check: str
    given: dict[str, Any] = {}
    ignore_row_if: Literal["all_values_are_missing", "any_value_is_missing", "never"] = "never"

    map_metric = "multicolumn_values.satisfy"
    args_keys = ("column_list", "check", "given")
    success_keys = ("mostly", "check", "given", "ignore_row_if")


def judge(frame: pd.DataFrame, claims: Iterable[Claim], values: Mapping[str, Any]) -> list[ClaimResult]:
    """Return the verdict on every claim about one frame, whose index must count its rows from 0.

    `values` are what $names in the claims stand for. A first run asks only whether each claim holds; the rows are asked
    for where one does not. A claim that cannot be evaluated is broken, never failed.
    """
    claims = tuple(claims)
    expectations, broken = _expectations(claims, values)
    quick = _run(frame, expectations, _QUICK)
    again = [claim for claim in claims if _failed(quick.get(claim.name))]
    full = _run(frame, _expectations(again, values)[0], _FULL)
    return [_verdict(claim, frame, broken, quick, full) for claim in claims]


def write_data_docs(
    folder: Path, parts: Iterable[tuple[str, pd.DataFrame, tuple[Claim, ...]]], values: Mapping[str, Any]
) -> Path:
    """Write Great Expectations' own Data Docs about named frames into `folder`, and return the page to open.

    The pages load style sheets, scripts and a logo from the network when they are opened.
    """
    context = gx.get_context(mode="file", project_root_dir=folder)
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    source = context.data_sources.add_or_update_pandas("memory")
    for name, frame, claims in parts:
        suite = gx.ExpectationSuite(name=name, expectations=list(_expectations(claims, values)[0].values()))
        batch = source.add_dataframe_asset(name).add_batch_definition_whole_dataframe("whole")
        definition = gx.ValidationDefinition(name=name, data=batch, suite=context.suites.add_or_update(suite))
        checkpoint = gx.Checkpoint(
            name=name,
            validation_definitions=[context.validation_definitions.add_or_update(definition)],
            result_format={"result_format": "SUMMARY"},
        )
        context.checkpoints.add_or_update(checkpoint).run(batch_parameters={"dataframe": frame})
    pages = context.build_data_docs()
    return Path(next(iter(pages.values())).removeprefix("file://"))


def _expectations(claims: Iterable[Claim], values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    made, broken = {}, {}
    for claim in claims:
        try:
            kind = get_expectation_impl(claim.expectation)
            args = resolved(claim.args, values)
            made[claim.name] = kind(**args, meta={"claim": claim.name}, severity=_SEVERITY[claim.severity])
        except (CodebookError, GreatExpectationsError, ValueError, TypeError) as problem:
            broken[claim.name] = _one_line(problem)
    return made, broken


def _run(frame: pd.DataFrame, expectations: Mapping[str, Any], result_format: dict[str, Any]) -> dict[str, Any]:
    """Return what Great Expectations found, by claim: success, raised (a message or None) and rows."""
    if not expectations:
        return {}
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    suite = context.suites.add(gx.ExpectationSuite(name="claims", expectations=list(expectations.values())))
    asset = context.data_sources.add_pandas("memory").add_dataframe_asset("frame")
    batch = asset.add_batch_definition_whole_dataframe("whole")
    definition = context.validation_definitions.add(gx.ValidationDefinition(name="claims", data=batch, suite=suite))
    found = definition.run(batch_parameters={"dataframe": frame}, result_format=result_format)
    return {
        _claim_name(one): {
            "success": bool(one.success),
            "raised": _raised(one.exception_info),
            "rows": one.result.get("unexpected_index_list"),
        }
        for one in found.results
    }


def _claim_name(found: ExpectationValidationResult) -> str:
    if found.expectation_config is None or found.expectation_config.meta is None:
        raise TypeError("a result came back without the claim it is about")
    return str(found.expectation_config.meta["claim"])


def _failed(found: Mapping[str, Any] | None) -> bool:
    return found is not None and not found["success"] and not found["raised"]


def _raised(info: Mapping[str, Any]) -> str | None:
    """Return the message of an exception Great Expectations hid in a result that reads like a failure."""
    nested = [info] if "raised_exception" in info else list(info.values())
    messages = [str(one["exception_message"]) for one in nested if one["raised_exception"]]
    return _one_line(messages[0]) if messages else None


def _one_line(problem: object) -> str:
    return " ".join(str(problem).split())[:_REASON_LENGTH] or type(problem).__name__


def _verdict(
    claim: Claim,
    frame: pd.DataFrame,
    broken: Mapping[str, str],
    quick: Mapping[str, Any],
    full: Mapping[str, Any],
) -> ClaimResult:
    parts: dict[str, Any] = {
        "name": claim.name,
        "table": claim.table,
        "severity": claim.severity,
        "evaluated": len(frame),
    }
    found = full.get(claim.name) or quick.get(claim.name)
    if found is None:
        return ClaimResult(**parts, status=BROKEN, reason=broken.get(claim.name, "no result came back"))
    if found["raised"]:
        return ClaimResult(**parts, status=BROKEN, reason=found["raised"])
    if found["success"]:
        return ClaimResult(**parts, status=PASSED)
    if not found["rows"]:
        return ClaimResult(**parts, status=BROKEN, reason="it failed without naming a row")
    rows = tuple(sorted({int(row) for row in found["rows"]}))
    return ClaimResult(**parts, status=FAILED, rows=rows, examples=_examples(claim, frame, rows))


def _examples(claim: Claim, frame: pd.DataFrame, rows: tuple[int, ...]) -> tuple[Example, ...]:
    told = () if claim.compares_rows else _TOLD.get(claim.table, ())  # what compares all rows sees few columns
    around = (_NAMING[claim.table], claim.columns, told)
    names = list(dict.fromkeys(name for some in around for name in some if name in frame))
    shown = frame.loc[list(rows[:EXAMPLES]), names].astype(object)
    records = shown.where(shown.notna(), None).to_dict("records")
    return tuple(tuple((str(name), _shown(value)) for name, value in record.items()) for record in records)


def _shown(value: object) -> str | None:
    """Return a value in words, cut where it is long; None for a null."""
    if value is None:
        return None
    told = value.date().isoformat() if isinstance(value, datetime) else str(value)
    return told if len(told) <= _EXAMPLE_LENGTH else f"{told[: _EXAMPLE_LENGTH - 1]}…"
