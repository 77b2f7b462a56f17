import ast
import csv
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def loaded_by(statement: str) -> set[str]:
    code = f"import sys; {statement}; print(' '.join(sorted({{name.partition('.')[0] for name in sys.modules}})))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(run.stdout.split())


@pytest.mark.parametrize(
    "statement",
    [
        "import eventcoder",
        "import eventcoder.cli.main",
        "import eventcoder.pipeline",
        "import eventcoder.datasets.versions",
    ],
)
def test_importing_loads_no_heavy_library(statement):
    heavy = {"spacy", "torch", "great_expectations", "pandas", "scipy", "trafilatura"}
    assert not heavy & loaded_by(statement)


def test_layers_are_kept():
    command = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout


def literals(path: Path) -> list[str]:
    """Return the string constants of a module that are no docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    constants = (node for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return [c.value for c in constants if isinstance(c.value, str) and id(c) not in docstrings]


def test_no_country_is_known_to_the_code():
    with (ROOT / "codebooks/cameo/actors/countries.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    columns = [f"{kind}_{language}" for kind in ("name", "adjective") for language in ("en", "ar", "tr")]
    names = {name for row in rows for column in columns for name in row[column].split("|") if len(name) > 3}
    names |= {row["code"] for row in rows}
    found = [
        (path.relative_to(ROOT).as_posix(), text)
        for path in sorted((ROOT / "eventcoder").rglob("*.py"))
        for text in literals(path)
        if names & set(re.findall(r"\w+", text))
    ]
    assert found == []
