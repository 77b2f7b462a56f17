"""What the checks found, as data."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, TypeAlias

from eventcoder.errors import CheckFailed

PASSED: Final = "passed"
FAILED: Final = "failed"
BROKEN: Final = "broken"

EXAMPLES: Final = 5
"""Failing rows a verdict tells in words."""


Example: TypeAlias = tuple[tuple[str, str | None], ...]
"""A failing row: its id and the columns the claim looks at, each with its value in words, None for a null."""


def example_text(example: Mapping[str, str | None]) -> str:
    """Return a failing row in one line."""
    return ", ".join(f"{name}={value!r}" for name, value in example.items())


@dataclass(frozen=True, slots=True)
class ClaimResult:
    """The verdict on one claim.

    `status` is passed, failed (the data fell short) or broken (the check itself could not be run; `reason` says why).
    `rows` are the numbers of all failing rows, ascending from 0; `examples` are a few of them in words. `allowed` says
    that a person decided to publish all the same.
    """

    name: str
    table: str
    severity: str
    status: str
    evaluated: int = 0
    rows: tuple[int, ...] = ()
    examples: tuple[Example, ...] = ()
    reason: str | None = None
    allowed: bool = False

    @property
    def failing(self) -> int:
        """Return how many rows failed."""
        return len(self.rows)

    @property
    def quarantines(self) -> bool:
        """Return whether its failing rows go to quarantine instead of stopping the build."""
        return self.table == "events" and self.severity == "error" and self.status == FAILED and not self.allowed

    @property
    def blocks(self) -> bool:
        """Return whether nothing may be published while it stands."""
        if self.allowed or self.quarantines:
            return False
        return self.status == BROKEN or (self.status == FAILED and self.severity == "error")


def joined(first: ClaimResult, second: ClaimResult, start: int) -> ClaimResult:
    """Return the verdict on a claim judged part by part; row 0 of `second` is row `start` of the table."""
    statuses = {first.status, second.status}
    return replace(
        first,
        status=BROKEN if BROKEN in statuses else FAILED if FAILED in statuses else PASSED,
        evaluated=first.evaluated + second.evaluated,
        rows=first.rows + tuple(row + start for row in second.rows),
        examples=(first.examples + second.examples)[:EXAMPLES],
        reason=first.reason or second.reason,
    )


@dataclass(frozen=True, slots=True)
class CheckReport:
    """The verdicts on all claims, in the order of the suite; `rows` counts the rows of each table looked at."""

    results: tuple[ClaimResult, ...]
    rows: tuple[tuple[str, int], ...]

    @property
    def publishable(self) -> bool:
        """Return whether what is left after quarantine may be published."""
        return not any(result.blocks for result in self.results)

    def allowing(self, names: Collection[str]) -> "CheckReport":
        """Return the report with the claims named overridden: their rows are published, and nothing is stopped."""
        return replace(self, results=tuple(replace(one, allowed=one.name in names) for one in self.results))

    def ensure_publishable(self) -> None:
        """Raise CheckFailed naming every claim that stops publishing, broken checks apart from failed data."""
        blocking = [result for result in self.results if result.blocks]
        if not blocking:
            return
        told = [f"{one.name}: {_fault(one)}" for one in blocking]
        raise CheckFailed("nothing was published: " + "; ".join(told))

    def summary(self, hidden: Collection[str] = ()) -> dict[str, Any]:
        """Return the report for a manifest or a page: every claim with its counts and examples, without row numbers.

        Examples leave out the columns named in `hidden`.
        """
        counts = Counter(result.status for result in self.results)
        return {
            "publishable": self.publishable,
            "passed": counts[PASSED],
            "failed": counts[FAILED],
            "broken": counts[BROKEN],
            "allowed": [one.name for one in self.results if one.allowed and one.status != PASSED],
            "rows": dict(self.rows),
            "claims": [
                {
                    "claim": result.name,
                    "table": result.table,
                    "severity": result.severity,
                    "status": result.status,
                    "evaluated": result.evaluated,
                    "failing": result.failing,
                    "examples": [{name: value for name, value in one if name not in hidden} for one in result.examples],
                    "reason": result.reason,
                    "allowed": result.allowed and result.status != PASSED,
                }
                for result in self.results
            ],
        }


def _fault(result: ClaimResult) -> str:
    if result.status == BROKEN:
        return f"the check itself broke, so the data was not judged ({result.reason})"
    shown = f", such as {example_text(dict(result.examples[0]))}" if result.examples else ""
    return f"{result.failing} of {result.evaluated} {result.table} rows fail{shown}"
