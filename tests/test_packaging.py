"""The wheel carries everything that coding needs, and works outside the checkout."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow


def tracked(repository: Path, *options: str) -> list[str]:
    """Return the files git knows."""
    listed = ["git", "ls-files", "-z", "--cached", *options]
    names = subprocess.run(listed, cwd=repository, capture_output=True, check=True).stdout.decode().split("\0")
    return [name for name in names if (repository / name).is_file()]


@pytest.fixture(scope="module")
def wheel(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from a copy without ignored files, as a fresh clone has it."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    for name in tracked(repository, "--others", "--exclude-standard"):
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_bytes((repository / name).read_bytes())
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel", "--quiet"]
    subprocess.run([*pip, "--no-deps", "--no-build-isolation", "--wheel-dir", folder, source], check=True)
    (made,) = folder.glob("*.whl")
    return made


def test_the_wheel_holds_codebooks_languages_and_nothing_else(wheel, repository):
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    held = set(names)
    for folder, below in (("codebooks", "eventcoder/codebooks"), ("eventcoder", "eventcoder")):
        wanted = {name.replace(folder, below, 1) for name in tracked(repository, folder)}
        assert wanted - held == set()
    for language in ("ar", "tr", "en"):
        assert f"eventcoder/languages/{language}/pipeline/meta.json" in held
        assert f"eventcoder/languages/{language}/text.yaml" in held
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"eventcoder"}
    assert any(name.endswith("/licenses/LICENSE") for name in names)
    assert not [name for name in names if name.endswith(".pyc") or "/tests/" in name]


def test_the_wheel_codes_outside_the_checkout(wheel, tmp_path):
    installed, elsewhere = tmp_path / "installed", tmp_path / "elsewhere"
    elsewhere.mkdir()
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(installed)
    script = (
        "import sys, eventcoder; print(eventcoder.__file__); from eventcoder.cli.main import main; main(sys.argv[1:])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "code", "France condemned Iran.", "--language", "en"],
        cwd=elsewhere, env={**os.environ, "PYTHONPATH": str(installed)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(str(installed))
    assert "FRA -111-> IRN" in done.stdout
    assert list(elsewhere.iterdir()) == []
