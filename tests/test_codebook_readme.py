"""Follow codebooks/README.md step by step in an empty folder, with the rows and the pattern it prints."""

import re
import textwrap

import pytest
from click.testing import CliRunner

from eventcoder.cli.main import main
from eventcoder.codebook.layers import shipped_codebooks

BLOCK = re.compile(r"(?:^    .*\n)+", re.MULTILINE)


def printed(title):
    """Return the first indented block of a step of the README."""
    text = (shipped_codebooks() / "README.md").read_text(encoding="utf-8")
    after = text[text.index(f"**{title}") :]
    return textwrap.dedent(BLOCK.search(after).group(0))


def run(*arguments):
    result = CliRunner().invoke(main, list(arguments))
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.slow
def test_the_walk_through_works(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    run("codebook", "new", "my-codebook")
    book = tmp_path / "my-codebook"
    added = {
        "actors/actors.csv": printed("2. Add an actor.").splitlines()[1] + "\n",
        "events.csv": printed("3. Add a code."),
        "patterns/ar.yaml": printed("4. Add a pattern."),
    }
    for name, text in added.items():
        with (book / name).open("a", encoding="utf-8") as file:
            file.write(text)
    assert "0 errors, 0 warnings" in run("codebook", "lint", "my-codebook")
    assert "8 of 8 examples as expected" in run("codebook", "test", "my-codebook", "--own")
    news = tmp_path / "news"
    news.mkdir()
    (news / "a.txt").write_text("فحص أطباء أردنيون لاجئين سوريين مجانا.\n", encoding="utf-8")
    compared = run("codebook", "diff", "cameo", "my-codebook", "--on", "news")
    assert "+ events 0732" in compared
    assert "+ actors riverside-league" in compared
    assert "nothing  =>  JORHLH -0732-> SYRREF" in compared
    assert "published 1.0.0" in run("build", "news", "--codebook", "my-codebook")
    assert re.fullmatch(r"[0-9a-f]{64}\s*", run("codebook", "show", "--hash", "--codebook", "my-codebook"))
