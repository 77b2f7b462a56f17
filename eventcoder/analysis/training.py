"""What `eventcoder pipeline` does: from files and settings to a trained folder, scores and the card."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from eventcoder.analysis.augment import Augmentation
from eventcoder.analysis.clitics import gold_splits, lessons, save_clitics, split_scores, train_clitics
from eventcoder.analysis.drills import Grammar
from eventcoder.analysis.evaluate import MEASURES, ROLES, score
from eventcoder.analysis.features import FeatureRules
from eventcoder.analysis.parser import load_parser, pipeline_folder
from eventcoder.analysis.storage import save
from eventcoder.analysis.train import TrainingData, TrainingPlan, given_tokens, train
from eventcoder.analysis.treebank import GoldSentence, read_treebank
from eventcoder.errors import ModelError, UsageError
from eventcoder.languages.ar.tokenizer import make_tokenizer
from eventcoder.languages.ar.tokenizer_clitics import Clitics
from eventcoder.languages.tokenizer import read_data, scanner

Report = Callable[[str], None]

_LANGUAGES = Path(__file__).parents[1] / "languages"
# of the drills, the last epochs see one in three: what they teach must not be forgotten, nor drown the treebank
MAIN_DRILLS = 3
_SCORES = "## Scores"


class Request(NamedTuple):
    """What to train: language, CoNLL-U files, the sources to keep (() keeps all), seed, and a limit in minutes."""

    language: str
    files: Sequence[Path]
    dev: Path
    sources: Sequence[str]
    seed: int = 0
    minutes: float | None = None


def read_settings(language: str) -> dict[str, Any]:
    """Return training.yaml of a language. Raises ModelError where it has none."""
    path = _LANGUAGES / language / "training.yaml"
    if not path.is_file():
        raise ModelError(f"language {language!r} has no training.yaml")
    settings: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return settings


def read_plan(language: str, settings: dict[str, Any], seed: int = 0, minutes: float | None = None) -> TrainingPlan:
    """Return the plan the settings of training.yaml describe; `minutes` None leaves theirs."""
    options: dict[str, Any] = {
        name: settings[name] for name in ("epochs", "minutes", "main_epochs", "lemmas") if name in settings
    }
    if "batch" in settings:
        options["batch"] = tuple(settings["batch"])
    if minutes is not None:
        options["minutes"] = minutes
    return TrainingPlan(language, seed=seed, augmentation=Augmentation(**settings["augmentation"]), **options)


def read_gold(settings: dict[str, Any], files: Sequence[Path], sources: Sequence[str] = ()) -> Iterator[GoldSentence]:
    """Yield the sentences of the files as the settings of a language want them."""
    rules = FeatureRules.of(settings)
    for file in files:
        yield from map(rules.sentence, read_treebank(file, sources, merge=settings["merge"]))


def read_drills(language: str, settings: dict[str, Any], seed: int) -> list[GoldSentence]:
    """Return as many sentences of the language's own grammar as its settings ask for."""
    count: int = settings.get("drills", 0)
    if not count:
        return []
    rules = FeatureRules.of(settings)
    grammar = Grammar.read(_LANGUAGES / language / "drills.yaml")
    return [rules.sentence(sentence) for sentence in grammar.sentences(count, seed)]


def train_pipeline(request: Request, out: Path | None, *, report: Report) -> Path:
    """Train and write the parsing pipeline; return its folder, the package's own when `out` is None."""
    settings = read_settings(request.language)
    sentences = list(read_gold(settings, request.files, request.sources))
    dev = list(read_gold(settings, [request.dev], request.sources))
    if not sentences or not dev:
        raise UsageError(f"no sentence of the sources {', '.join(request.sources)} is in the files")
    drills = read_drills(request.language, settings, request.seed)
    main = [sentence for sentence in sentences if sentence.source in settings.get("main_sources", ())]
    main += drills[: len(drills) // MAIN_DRILLS] if main else []
    plan = read_plan(request.language, settings, request.seed, request.minutes)
    folder = out or pipeline_folder(request.language)
    save(train(plan, TrainingData(sentences + drills, main, dev), report=report), folder)
    return folder


def train_splitter(request: Request, out: Path | None, *, report: Report) -> Path:
    """Train and write the weights of the Arabic word splitter; return their file."""
    if request.language != "ar":
        raise UsageError(f"only Arabic words are split by learnt weights, not those of {request.language!r}")
    data = read_data(_LANGUAGES / "ar" / "tokenizer.yaml")
    scan = scanner(data)
    gold = [lesson for file in request.files for lesson in gold_splits(read_treebank(file, request.sources), scan)]
    weights = train_clitics(Clitics(data.extra), gold, lessons(data.extra))
    dev = list(gold_splits(read_treebank(request.dev, request.sources), scan))
    split = make_tokenizer(weights=weights).lengths
    report(str(split_scores(dev, [split(word) for word, _ in dev])))
    path = (out or _LANGUAGES / "ar") / "tokenizer.npz"
    save_clitics(weights, path)
    return path


def score_table(language: str, files: Sequence[Path], sources: Sequence[str], folder: Path | None) -> str:
    """Return a Markdown table of F1 by file and source, on gold words and from raw text."""
    settings = read_settings(language)
    parser = load_parser(language, folder=folder)
    header = ("file", "source", "sentences", "input", *MEASURES, *ROLES)
    rows = [header, ("---",) * len(header)]
    gold = [(file.name, sentence) for file in files for sentence in read_gold(settings, [file], sources)]
    for name, source in sorted({(name, sentence.source) for name, sentence in gold}):
        part = [sentence for file, sentence in gold if (file, sentence.source) == (name, source)]
        wanted = [sentence.words for sentence in part]
        for label, given in (("words", map(given_tokens, part)), ("text", (sentence.text for sentence in part))):
            figures = score(zip(wanted, parser.parse(given), strict=True)).summary()
            rows.append((name, source, str(len(part)), label, *(f"{value:.3f}" for value in figures.values())))
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def write_scores(language: str, folder: Path | None, table: str, day: date) -> None:
    """Replace the scores at the end of a pipeline's card, which begin at the heading "Scores"."""
    path = (folder or pipeline_folder(language)) / "card.md"
    before = path.read_text(encoding="utf-8").partition(_SCORES)[0]
    note = "F1; equal to accuracy where the words are given. `subj`, `obj`, `obl`: right word hung on the right head."
    path.write_text(f"{before}{_SCORES}\n\nMeasured {day.isoformat()}. {note}\n\n{table}\n", encoding="utf-8")
