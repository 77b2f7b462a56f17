"""Load the data files that lie beside a language's code."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml


@cache
def load_yaml(path: Path) -> dict[str, Any]:
    """Return the mapping of a YAML file that ships with the package; read once."""
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    assert isinstance(data, dict)
    return data
