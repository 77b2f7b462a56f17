from pathlib import Path

import pytest
from click.testing import CliRunner

from eventcoder.cli.pipeline import pipeline

SENTENCE = """# src = Own
1\tRebels\trebel\tNOUN\t_\tNumber=Plur\t2\tnsubj\t_\t_
2\tattacked\tattack\tVERB\t_\tVerbForm=Fin\t0\troot\t_\t_
3\tthe\tthe\tDET\t_\t_\t4\tdet\t_\t_
4\tbase\tbase\tNOUN\t_\tNumber=Sing\t2\tobj\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_

"""


@pytest.mark.slow
def test_train_then_evaluate(tmp_path: Path) -> None:
    gold, out = tmp_path / "own.conllu", tmp_path / "pipeline"
    gold.write_text(SENTENCE * 20, encoding="utf-8")
    options = ["train", "en", "--train", str(gold), "--dev", str(gold), "--out", str(out), "--minutes", "0"]
    trained = CliRunner().invoke(pipeline, options)
    assert trained.exit_code == 0, trained.output
    assert "epoch 1" in trained.output
    (out / "card.md").write_text("# Own\n\n## Scores\n\nold\n", encoding="utf-8")
    scored = CliRunner().invoke(pipeline, ["evaluate", "en", "--gold", str(gold), "--pipeline", str(out), "--card"])
    assert scored.exit_code == 0, scored.output
    assert "| own.conllu | Own | 20 | words | 1.000 |" in scored.output
    card = (out / "card.md").read_text(encoding="utf-8")
    assert card.startswith("# Own\n\n## Scores\n\nMeasured ")
    assert "old" not in card
    assert "Rebels" not in (out / "vocab" / "strings.json").read_text(encoding="utf-8")


def test_training_needs_its_sources(tmp_path: Path) -> None:
    gold = tmp_path / "own.conllu"
    gold.write_text(SENTENCE, encoding="utf-8")
    options = ["train", "en", "--train", str(gold), "--dev", str(gold), "--sources", "Other"]
    result = CliRunner().invoke(pipeline, options)
    assert "no sentence of the sources Other" in str(result.exception)
