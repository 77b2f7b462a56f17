"""`eventcoder train`: a model of your own from annotated sentences."""

import json
from datetime import UTC, datetime
from pathlib import Path

import click

from eventcoder.cli.errors import user_errors
from eventcoder.cli.options import CODEBOOK

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_FOLDER = click.Path(file_okay=False, path_type=Path)
_WEIGHT = click.FloatRange(0)


@click.command()
@click.option("--gold", "files", type=_FILE, multiple=True, help="Gold file, JSONL or CSV; repeatable. By default the "
              "annotations that come with eventcoder.")  # fmt: skip
@click.option("--out", type=_FOLDER, default=Path("model"), show_default=True, help="Folder to write the model to.")
@CODEBOOK
@click.option("--news", multiple=True, help="News for weak labels by the rules, as `eventcoder build` takes it.")
@click.option("--gold-weight", type=_WEIGHT, default=1.0, show_default=True, help="Weight of a gold sentence.")
@click.option("--examples-weight", type=_WEIGHT, default=0.5, show_default=True,
              help="Weight of an example sentence of the codebook's patterns; 0 leaves them out.")  # fmt: skip
@click.option("--rules-weight", type=_WEIGHT, default=0.1, show_default=True,
              help="Weight of a sentence that only the rules have coded.")  # fmt: skip
@click.option("--precision", type=click.FloatRange(0.1, 1), help="Abstain below the probability that reaches this "
              "share of right events; by default where F1 is best.")  # fmt: skip
@click.option("--encoder", default="", help="Adds the vectors of a sentence encoder to the features: e5 or use "
              "(packages), a folder with a transformer in ONNX, or hub:ORGANISATION/NAME, downloaded.")  # fmt: skip
@click.option("--curve", is_flag=True, help="Train on growing parts of the gold and print the scores; write no model.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object for machines.")
def train(
    files: tuple[Path, ...], out: Path, codebook: str, news: tuple[str, ...], gold_weight: float,
    examples_weight: float, rules_weight: float, precision: float | None, encoder: str, curve: bool, as_json: bool,
) -> None:  # fmt: skip
    """Train the coders `model` and `hybrid` on annotated sentences.

    Four in five sentences train, one in five tests, by a hash of the text. Then: eventcoder build news/ --coder
    hybrid:model. Without --gold the model of the package is made again, byte for byte.

    Example: eventcoder train --gold annotations/mine.jsonl --out model
    """
    with user_errors():
        from eventcoder.ingest.options import ReadOptions
        from eventcoder.training.curve import learning_curve
        from eventcoder.training.material import Weights, shipped_gold
        from eventcoder.training.report import card_lines, curve_lines
        from eventcoder.training.train import TrainRequest
        from eventcoder.training.train import train as run

        reading = ReadOptions(today=datetime.now(UTC).date())
        weights = Weights(gold_weight, examples_weight, rules_weight)
        request = TrainRequest(files or shipped_gold(), out, reading, codebook, weights, news, precision, encoder)

        def told(line: str) -> None:
            click.echo(line, err=True)

        if curve:
            points = learning_curve(request, told)
            lines = [json.dumps(points)] if as_json else curve_lines(points)
        else:
            card = run(request, told).card
            lines = [json.dumps(card, ensure_ascii=False)] if as_json else [*card_lines(card), f"wrote {out}"]
        for line in lines:
            click.echo(line)
