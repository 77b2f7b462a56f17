"""The quality page of a version: every claim with its figures, offline and in one file."""

from collections.abc import Mapping
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined

_TEMPLATE: Final = "quality.html.j2"
_ORDER: Final = {"broken": 0, "failed": 1, "passed": 2}


def quality_page(release: Mapping[str, Any]) -> str:
    """Return the page as HTML.

    `release` holds the `manifest` of the version, the `rows` of its tables, its `checks`, and the `parent_checks` and
    `changes` since the version before, both None for a first version. Text of others is escaped, and each cell finds
    its own writing direction.
    """
    environment = Environment(
        loader=PackageLoader("eventcoder.report", "."), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    checks = release["checks"]
    before = {claim["claim"]: claim for claim in (release["parent_checks"] or {}).get("claims", ())}
    claims = [_claim(claim, before.get(claim["claim"])) for claim in checks.get("claims", ())]
    claims.sort(key=lambda claim: (_ORDER[claim["status"]], claim["severity"]))
    return environment.get_template(_TEMPLATE).render(
        manifest=release["manifest"],
        rows=release["rows"],
        checks=checks,
        compared=release["parent_checks"] is not None,
        failing=[claim for claim in claims if claim["status"] != "passed"],
        passing=[claim for claim in claims if claim["status"] == "passed"],
        changes=release["changes"],
    )


def _claim(claim: Mapping[str, Any], before: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return a claim with what a reader wants to see: words, share of failing rows, and the figures of last time."""
    evaluated, failing = claim["evaluated"], claim["failing"]
    return {
        **claim,
        "words": claim["claim"].replace("_", " "),
        "share": failing / evaluated if evaluated else 0.0,
        "before": None if before is None else before["failing"],
        "change": None if before is None else failing - before["failing"],
        "columns": list(claim["examples"][0]) if claim["examples"] else [],
    }
