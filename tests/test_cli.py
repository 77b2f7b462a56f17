import json

import click
import pytest
from click.testing import CliRunner

from eventcoder.cli.main import main


def commands(group: click.Group, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = []
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        found.append((*path, name))
        if isinstance(command, click.Group):
            found.extend(commands(command, (*path, name)))
    return found


@pytest.mark.parametrize("path", commands(main), ids=" ".join)
def test_every_command_has_help_with_an_example(path):
    result = CliRunner().invoke(main, [*path, "--help"])
    assert result.exit_code == 0
    assert "Example:" in result.output


@pytest.mark.parametrize("path", [p for p in commands(main) if len(p) == 1], ids=" ".join)
def test_every_command_stands_in_the_readme(path, repository):
    assert f"eventcoder {path[0]}" in (repository / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["build", "no-such-file.jsonl"], "no-such-file.jsonl: no such file or folder"),
        (["build", "README.md", "--name", "../up"], "name"),
        (["build", "README.md", "--codebook", "nonesuch"], "no codebook is called 'nonesuch'; known: cameo"),
        (["build", "README.md", "--coder", "rulez"], "no coder is called 'rulez'; known: "),
        (["code", "A text.", "--codebook", "nonesuch"], "no codebook is called 'nonesuch'"),
    ],
)
def test_wrong_use_is_one_line_and_exit_2(arguments, said, repository, tmp_path, monkeypatch):
    monkeypatch.chdir(repository)
    out = ["--out", str(tmp_path / "out")] if arguments[0] == "build" else []
    result = CliRunner().invoke(main, [*arguments, *out])
    assert result.exit_code == 2
    assert said in result.output
    assert "Traceback" not in result.output
    assert len(result.output.strip().splitlines()) == 1


@pytest.mark.slow
def test_code_marks_source_trigger_and_target():
    result = CliRunner().invoke(main, ["code", "France condemned Iran.", "--language", "en"])
    assert "FRA -111-> IRN" in result.output
    assert "[France] *condemned* {Iran}." in result.output


@pytest.mark.slow
def test_code_reads_standard_input_and_prints_json():
    result = CliRunner().invoke(
        main, ["code", "-", "--language", "en", "--json", "--date", "2025-03-01"], input="France condemned Iran."
    )
    record = json.loads(result.output)
    assert (record["source"], record["code"], record["target"], record["event_date"]) == (
        "FRA",
        "111",
        "IRN",
        "2025-03-01",
    )
