"""A version of a dataset as annotators work on it: its tables, its codebook, and its rounds."""

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from eventcoder.annotation.ledger import read_ledger
from eventcoder.annotation.queue import Session, Task, tasks
from eventcoder.annotation.rounds import Round
from eventcoder.annotation.settle import latest
from eventcoder.annotation.vocabulary import Vocabulary
from eventcoder.annotation.wording import LANGUAGES
from eventcoder.codebook.load import load_codebook
from eventcoder.codebook.values import Codebook
from eventcoder.datasets.versions import DatasetVersion, read_table, read_version
from eventcoder.errors import DatasetError
from eventcoder.schemas import EVENTS
from eventcoder.tables import from_codes_table
from eventcoder.types.annotation import Decision, Item

ANNOTATIONS = Path("annotations")


@dataclass(frozen=True, slots=True)
class Workplace:
    """A version opened for annotation. `codebook` is the name or folder its codes are explained with.

    The event codes are those the version carries, whatever the codebook says by now.
    """

    version: DatasetVersion
    events: pa.Table
    sentences: pa.Table
    codebook: str
    book: Codebook

    @property
    def label(self) -> str:
        """Return dataset and number, as "news/1.0.0"."""
        return f"{self.version.name}/{self.version.version}"

    @property
    def codebook_sha256(self) -> str:
        """Return the hash of the codebook the version was coded with."""
        return str(self.version.manifest.get("codebook", {}).get("sha256", ""))

    def vocabulary(self, language: str) -> Vocabulary:
        """Return the legal codes, actors named in a language (ISO 639-1)."""
        return Vocabulary.of(self.codebook, self.book, language)

    def language(self, sentence_ids: tuple[str, ...]) -> str:
        """Return the language most of some sentences are in, as far as there are instructions in it; else English."""
        chosen = pc.is_in(self.sentences["sentence_id"], value_set=pa.array(sentence_ids, pa.string()))
        counts = Counter(self.sentences.filter(chosen)["language"].to_pylist())
        known = [one for one in LANGUAGES if counts[one]]
        return max(known, key=lambda one: counts[one], default="en")

    def tasks_of(self, plan: Round, annotator: str) -> list[Task]:
        """Return what one annotator judges in a round, in the order of the sample."""
        ids = plan.of_annotator(annotator)
        return tasks(self.events, self.sentences, ids, context=plan.context, blind=plan.blind)

    def session(self, annotator: str, via: str, *, blind: bool = False, adjudicated: bool = False) -> Session:
        """Return who works here, for the decisions they make."""
        return Session(annotator, self.label, self.codebook_sha256, via, blind, adjudicated)


def open_version(out: Path, name: str, number: str, codebook: str | None = None) -> Workplace:
    """Open a version under `out` for annotation; `codebook` is a name or folder, None for the one it was coded with.

    Raises DatasetError where there is no such version, or where its words were withheld, CodebookError or UnknownName
    where its codebook cannot be loaded.
    """
    version = read_version(out, name, number)
    if version.manifest.get("text_withheld", False):
        raise DatasetError(
            f"{version.folder}: published without the words of the news, which annotators need; annotate one with them"
        )
    chosen = codebook or str(version.manifest.get("codebook", {}).get("name", "cameo"))
    book = load_codebook(chosen)
    events, sentences = _complete(read_table(version, "events")), read_table(version, "sentences")
    if "codes" in version.tables:
        book = replace(book, events=from_codes_table(read_table(version, "codes")))
    return Workplace(version, events, sentences, chosen, book)


def _complete(events: pa.Table) -> pa.Table:
    """Return the events of a version with the columns that came after it, empty."""
    for one in EVENTS:
        if one.name not in events.column_names:
            events = events.append_column(one, pa.nulls(events.num_rows, one.type))
    return events


def answers_of(root: Path, dataset: str, annotator: str, *, adjudicated: bool = False) -> dict[Item, Decision]:
    """Return what one person holds of every item by now, over all rounds of a dataset."""
    held = latest(read_ledger(root, dataset))
    return {item: one for (name, settled, item), one in held.items() if (name, settled) == (annotator, adjudicated)}
