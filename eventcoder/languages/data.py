"""Load the data files that lie beside a language's code."""

from functools import cache
from pathlib import Path
from typing import Any

from eventcoder.languages.protocol import Anaphora
from eventcoder.plain_yaml import parse_yaml


@cache
def load_yaml(path: Path) -> dict[str, Any]:
    """Return the mapping of a YAML file that ships with the package; read once."""
    data = parse_yaml(path.read_text(encoding="utf-8"))
    assert isinstance(data, dict)
    return data


def load_anaphora(folder: Path) -> Anaphora:
    """Return what anaphora.yaml in the folder of a language says."""
    data = load_yaml(folder / "anaphora.yaml")
    lists = (frozenset(data[name]) for name in ("opposed", "partners"))
    return Anaphora(tuple(data["together"]), frozenset(data["lands"]), bool(data["drops"]), *lists)
