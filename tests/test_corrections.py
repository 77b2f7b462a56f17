"""Corrections: the tables of a build with a dataset's ledger replayed over them."""

from pathlib import Path

import pyarrow.parquet as pq
from decision_makers import decided, proposal
from small_codebook import BASE, written
from table_makers import tables

from eventcoder.annotation.ledger import append, ledger_folder
from eventcoder.codebook.load import load_codebook
from eventcoder.corrections import Spooled, correct
from eventcoder.resolve.stories import story_of
from eventcoder.stored import Stored
from eventcoder.types.annotation import Coding


def spooled(folder: Path) -> Spooled:
    folder.mkdir()
    made = tables()
    for name, table in made.items():
        pq.write_table(table, folder / f"{name}.parquet")
    return Spooled(*(Stored.at(folder / f"{name}.parquet") for name in ("events", "sentences", "documents")))


def test_an_added_event_joins_the_story_of_its_article_and_is_counted(tmp_path):
    book = load_codebook(str(written(tmp_path / "base", BASE)))
    made = spooled(tmp_path / "spool")
    decisions = [
        decided("confirmed", proposal(), proposal()),
        decided("added", None, Coding("042", "ALDGOV", "ALD"), number=2),
    ]
    append(ledger_folder(tmp_path / "annotations", "news", "1"), decisions)
    corrected, done = correct(made, tmp_path / "spool", tmp_path / "annotations", "news", book)
    added = [row for row in corrected.events.read(None).to_pylist() if row["review_status"] == "added"]
    assert [row["story_id"] for row in added] == [story_of("d1", 1)]
    assert (done.added, corrected.documents.read(["events"]).to_pylist()) == (1, [{"events": 3}])


def test_without_decisions_nothing_is_written_anew(tmp_path):
    made = spooled(tmp_path / "spool")
    book = load_codebook(str(written(tmp_path / "base", BASE)))
    assert correct(made, tmp_path / "spool", tmp_path / "annotations", "news", book)[0] is made
