"""What the checks found, as data."""

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any, Final

from eventcoder.errors import CheckFailed

PASSED: Final = "passed"
FAILED: Final = "failed"
BROKEN: Final = "broken"

EXAMPLES: Final = 5
"""Failing rows a verdict tells in words."""


@dataclass(frozen=True, slots=True)
class ClaimResult:
    """The verdict on one claim.

    `status` is passed, failed (the data fell short) or broken (the check itself could not be run; `reason` says why).
    `rows` are the numbers of all failing rows, ascending from 0; `examples` are a few of them in words.
    """

    name: str
    table: str
    severity: str
    status: str
    evaluated: int = 0
    rows: tuple[int, ...] = ()
    examples: tuple[str, ...] = ()
    reason: str | None = None

    @property
    def failing(self) -> int:
        """Return how many rows failed."""
        return len(self.rows)

    @property
    def quarantines(self) -> bool:
        """Return whether its failing rows go to quarantine instead of stopping the build."""
        return self.table == "events" and self.severity == "error" and self.status == FAILED

    @property
    def blocks(self) -> bool:
        """Return whether nothing may be published while it stands."""
        return self.status == BROKEN or (self.status == FAILED and self.severity == "error" and not self.quarantines)


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

    def ensure_publishable(self) -> None:
        """Raise CheckFailed naming every claim that stops publishing, broken checks apart from failed data."""
        blocking = [result for result in self.results if result.blocks]
        if not blocking:
            return
        told = [f"{one.name}: {_fault(one)}" for one in blocking]
        raise CheckFailed("nothing was published: " + "; ".join(told))

    def summary(self) -> dict[str, Any]:
        """Return the report for a manifest or a page: every claim with its counts and examples, without row numbers."""
        counts = Counter(result.status for result in self.results)
        return {
            "publishable": self.publishable,
            "passed": counts[PASSED],
            "failed": counts[FAILED],
            "broken": counts[BROKEN],
            "rows": dict(self.rows),
            "claims": [
                {
                    "claim": result.name,
                    "table": result.table,
                    "severity": result.severity,
                    "status": result.status,
                    "evaluated": result.evaluated,
                    "failing": result.failing,
                    "examples": list(result.examples),
                    "reason": result.reason,
                }
                for result in self.results
            ],
        }


def _fault(result: ClaimResult) -> str:
    if result.status == BROKEN:
        return f"the check itself broke, so the data was not judged ({result.reason})"
    shown = f", such as {result.examples[0]}" if result.examples else ""
    return f"{result.failing} of {result.evaluated} {result.table} rows fail{shown}"
