"""Claims as data: what the suite file says, read into values."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from importlib.resources import files
from typing import Any, Final

import yaml

from eventcoder.errors import CodebookError
from eventcoder.registry import find, names

TABLES: Final = ("events", "sentences", "documents", "columns", "counts", "drift")
SEVERITIES: Final = ("error", "warning")
_COMPARING: Final = frozenset({"expect_column_values_to_be_unique", "second_names_another_row"})
_KEYS: Final = {"claim", "table", "severity", "expectation", "each", "args"}


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that should hold of a table, and the expectation that says so."""

    name: str
    table: str
    severity: str
    expectation: str
    args: Mapping[str, Any]

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the columns the claim looks at."""
        single = [self.args[key] for key in ("column", "column_A", "column_B") if key in self.args]
        return (*single, *self.args.get("column_list", ()))

    @property
    def compares_rows(self) -> bool:
        """Return whether the claim is about rows among each other, so that it cannot be judged part by part."""
        return self.expectation in _COMPARING or self.args.get("check") in _COMPARING


def shipped_claims() -> tuple[Claim, ...]:
    """Return the claims of the suite that comes with the package."""
    name = "expectations.yaml"
    return read_claims((files("eventcoder.checks") / name).read_text("utf-8"), name)


def plugin_claims() -> tuple[Claim, ...]:
    """Return the claims of installed packages: the entry points of the group eventcoder.expectations.

    Each names a function without arguments that returns claims; loading it may define Great Expectations expectations
    of its own, which its claims then name. Raises CodebookError for one that returns anything else.
    """
    found: list[Claim] = []
    for name in names("expectation"):
        claims = tuple(find("expectation", name)())
        if not all(isinstance(claim, Claim) for claim in claims):
            raise CodebookError(f"entry point {name}: must return claims, as eventcoder.checks.suite.Claim")
        found += claims
    return tuple(found)


def joined_claims(*suites: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """Return several suites as one. Raises CodebookError when two claims have one name."""
    claims = tuple(claim for suite in suites for claim in suite)
    counts = Counter(claim.name for claim in claims)
    if repeated := sorted(name for name, count in counts.items() if count > 1):
        raise CodebookError(f"claimed twice: {', '.join(repeated)}; give your own claim another name")
    return claims


def read_claims(text: str, origin: str) -> tuple[Claim, ...]:
    """Return the claims of a suite in the form expectations.yaml describes.

    Raises CodebookError, naming `origin` and the entry, for a suite that is not of that form.
    """
    try:
        entries = yaml.safe_load(text)
    except yaml.YAMLError as problem:
        raise CodebookError(f"{origin}: not YAML: {problem}") from problem
    return claims_of(entries, origin)


def claims_of(entries: object, origin: str) -> tuple[Claim, ...]:
    """Return the claims of a suite that was read already. Raises CodebookError as `read_claims` does."""
    if not isinstance(entries, list):
        raise CodebookError(f"{origin}: a suite is a list of claims")
    claims = tuple(claim for number, entry in enumerate(entries, 1) for claim in _claims(entry, f"{origin}:{number}"))
    names = [claim.name for claim in claims]
    if repeated := sorted({name for name in names if names.count(name) > 1}):
        raise CodebookError(f"{origin}: claimed twice: {', '.join(repeated)}")
    return claims


def _claims(entry: object, origin: str) -> Iterator[Claim]:
    if not isinstance(entry, dict) or not _KEYS - {"each"} <= entry.keys() <= _KEYS:
        raise CodebookError(f"{origin}: a claim has exactly {', '.join(sorted(_KEYS - {'each'}))}, and may have each")
    if entry["table"] not in TABLES:
        raise CodebookError(f"{origin}: no table is called {entry['table']!r}; known: {', '.join(TABLES)}")
    if entry["severity"] not in SEVERITIES:
        raise CodebookError(f"{origin}: severity is {' or '.join(SEVERITIES)}, not {entry['severity']!r}")
    for column in entry.get("each", [""]):
        yield Claim(
            name=entry["claim"].replace("{column}", column),
            table=entry["table"],
            severity=entry["severity"],
            expectation=entry["expectation"],
            args={key: column if value == "{column}" else value for key, value in entry["args"].items()},
        )


def resolved(args: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return arguments with every $name, nested mappings included, replaced by its value.

    Raises CodebookError for a name the build does not give.
    """
    return {key: _value(value, values) for key, value in args.items()}


def _value(value: Any, values: Mapping[str, Any]) -> Any:
    if isinstance(value, dict):
        return resolved(value, values)
    if isinstance(value, list):
        return [_value(one, values) for one in value]
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime.combine(value, time())  # columns of dates are judged as timestamps, which no date compares with
    if isinstance(value, str) and value.startswith("$"):
        if value[1:] not in values:
            raise CodebookError(f"a claim asks for {value}, which no build gives; known: {', '.join(sorted(values))}")
        return values[value[1:]]
    return value
