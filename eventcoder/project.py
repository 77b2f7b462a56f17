"""The settings file eventcoder.toml: what a project says about its datasets and expects of them."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from eventcoder.checks.suite import Claim, claims_of
from eventcoder.datasets.about import About
from eventcoder.errors import UsageError
from eventcoder.evaluation.floors import Floor, floors_of

SETTINGS: Final = "eventcoder.toml"
_TABLES: Final = ("dataset", "expectations", "evaluation")


@dataclass(frozen=True, slots=True)
class Project:
    """What eventcoder.toml says; `claims` are the project's own expectations, checked beside the shipped ones."""

    about: About = About()
    claims: tuple[Claim, ...] = ()
    floors: tuple[Floor, ...] = ()


def read_project(path: Path = Path(SETTINGS)) -> Project:
    """Return the settings of a file, empty ones when there is none.

    Raises UsageError for an unknown table or key, CodebookError for an expectation that is not of the form
    eventcoder/checks/expectations.yaml describes; both name the file.
    """
    try:
        data: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return Project()
    except (OSError, ValueError) as problem:
        raise UsageError(f"{path}: cannot be read: {problem}") from problem
    if unknown := sorted(data.keys() - set(_TABLES)):
        raise UsageError(f"{path}: no table is called [{unknown[0]}]; known: {', '.join(_TABLES)}")
    if not isinstance(data.get("dataset", {}), dict):
        raise UsageError(f"{path}: dataset must be a table, written [dataset]")
    return Project(
        About.from_table(data.get("dataset", {}), str(path)),
        claims_of(data.get("expectations", []), str(path)),
        floors_of(data.get("evaluation", {}), str(path)),
    )
