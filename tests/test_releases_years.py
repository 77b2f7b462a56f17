"""Large versions: events in a file for each year, in order, and everything that reads versions reads these."""

import json
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from release_makers import full, record, stamp
from table_makers import changed

import eventcoder
from eventcoder.datasets import ordering, parquet, partition
from eventcoder.datasets.diff import difference
from eventcoder.datasets.export import export, read_export, read_layout
from eventcoder.datasets.ordering import ordered, with_columns
from eventcoder.datasets.publish import publish
from eventcoder.datasets.push import push
from eventcoder.datasets.verify import verify
from eventcoder.datasets.versions import read_version
from eventcoder.errors import DatasetError
from eventcoder.schemas import EVENT_ORDER, EVENTS, PROPOSED
from eventcoder.stored import Stored
from eventcoder.tables import sorted_events

DAYS = (date(2024, 12, 31), date(2023, 5, 1), None, date(2023, 1, 1), date(2025, 6, 1), date(2023, 5, 1))
YEARS = ["events/2023.parquet", "events/2024.parquet", "events/2025.parquet", "events/undated.parquet"]


@pytest.fixture(autouse=True)
def small(monkeypatch):
    monkeypatch.setattr(partition, "YEARLY_ROWS", 5)
    monkeypatch.setattr(partition, "ROWS_PER_GROUP", 4)
    monkeypatch.setattr(parquet, "ROWS_PER_GROUP", 4)


def events(days: tuple[date | None, ...] = DAYS) -> pa.Table:
    """Return two events for each day, in the published order."""
    made = full(*(f"d{number}" for number in range(len(days))))["events"]
    for row, doc_id in enumerate(made["doc_id"].to_pylist()):
        day = days[int(doc_id[1:])]
        made = changed(made, "published_date", row, day)
        made = changed(made, "published_year", row, day.year if day else None)
    return sorted_events(made)


def put(root: Path, rows: pa.Table, **more: object):
    made = full(*(f"d{number}" for number in range(len(DAYS))))
    build = record(proposed=rows.num_rows, **more)
    return publish(root, "news", {**made, "events": rows}, build, now=stamp()).folder


@pytest.fixture
def folder(tmp_path):
    return put(tmp_path, events())


def test_years_are_files_and_rows_keep_their_order(folder):
    version = read_version(folder.parent.parent, "news")
    files = version.manifest["files"]
    assert [name for name in files if name.startswith("events")] == YEARS
    assert [files[name]["rows"] for name in YEARS] == [6, 2, 2, 2]
    assert version.rows("events") == 12
    assert version.stored("events").read().equals(events().cast(EVENTS))
    assert [one.name for one in folder.iterdir() if one.is_dir()] == ["events"]
    assert verify(folder) == []


def test_few_events_stay_in_one_file(tmp_path):
    assert (put(tmp_path, events(DAYS[:2])) / "events.parquet").is_file()


def test_rows_out_of_order_are_refused(tmp_path):
    with pytest.raises(DatasetError, match="events table cannot be published: its rows of 2023 do not stand together"):
        put(tmp_path, events().take(pa.array([0, 8, 1, 2, 3, 4])))


def test_every_library_reads_all_years_with_the_year_as_a_column(folder):
    table = eventcoder.load_arrow("news", root=folder.parent.parent)
    assert table["published_year"].to_pylist() == [2023] * 6 + [2024] * 2 + [2025] * 2 + [None] * 2
    frames = [
        eventcoder.load("news", root=folder.parent.parent),
        pd.read_parquet(folder / "events", dtype_backend="pyarrow"),
        pl.read_parquet(folder / "events" / "*.parquet"),
        duckdb.sql(f"select * from '{folder.as_posix()}/events/*.parquet'").df(),
    ]
    for frame in frames:
        assert list(frame.columns) == EVENTS.names
        assert sorted(frame["event_code"])[0] == "042"
        assert sorted(frame["event_id"]) == sorted(table["event_id"].to_pylist())


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_the_descriptions_name_every_year(folder, tmp_path, monkeypatch):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    import frictionless
    import mlcroissant

    import datasets

    loaded = datasets.load_dataset(str(folder), "events", cache_dir=str(tmp_path / "cache"), split="train")
    assert (loaded.num_rows, loaded.features["published_year"].dtype) == (12, "int16")
    described = mlcroissant.Dataset(str(folder / "croissant.json"))
    assert described.metadata.ctx.issues.errors == set()
    assert len(list(described.records("events"))) == 12
    package = frictionless.Package(str(folder / "datapackage.json"))
    assert list(frictionless.Package.metadata_validate(package.to_descriptor())) == []
    assert json.loads((folder / "datapackage.json").read_text("utf-8"))["resources"][0]["path"] == YEARS


@pytest.mark.parametrize(
    ("spoil", "where"),
    [
        (lambda folder: (folder / YEARS[1]).write_bytes(b"PAR1"), YEARS[1]),
        (lambda folder: (folder / YEARS[3]).unlink(), YEARS[3]),
        (lambda folder: (folder / "events" / "1999.parquet").write_bytes(b""), "events/1999.parquet"),
        (lambda folder: (folder / "events.parquet").write_bytes(b""), "events.parquet"),
    ],
)
def test_the_year_that_is_wrong_is_named(folder, spoil, where):
    spoil(folder)
    assert [fault.where for fault in verify(folder)] == [where]


def test_a_manifest_cannot_name_files_elsewhere(folder):
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text("utf-8"))
    for name in ("events/../events.parquet", "events/sub/2024.parquet", "..", "events\\2024.parquet"):
        spoilt = {**manifest, "files": {**manifest["files"], name: manifest["files"][YEARS[0]]}}
        path.write_text(json.dumps(spoilt), "utf-8")
        assert (name, "is not a plain file name, and was not opened") in [
            (fault.where, fault.problem) for fault in verify(folder)
        ]
        assert all(
            one.parent == folder / "events" for one in read_version(folder.parent.parent, "news").stored("events").paths
        )


def test_versions_are_compared_across_the_limit(folder):
    after = put(folder.parent.parent, events(DAYS[:2]), coder_version="2")
    assert after.name == "1.1.0"
    assert (after / "events.parquet").is_file()
    found = difference(*(read_version(folder.parent.parent, "news", one) for one in ("1.0.0", "1.1.0")))
    assert (found.kinds["removed"], found.kinds["added"]) == (8, 0)
    assert found.tables["events"] == (12, 4)


def test_exports_and_copies_hold_all_years(folder, tmp_path):
    layout = read_layout("csv")
    version = read_version(folder.parent.parent, "news")
    assert export(version, layout, tmp_path / "out.csv") == 12
    years = read_export(tmp_path / "out.csv", layout)["published_year"]
    assert years.to_pylist() == version.stored("events").read(["published_year"])["published_year"].to_pylist()
    assert verify(Path(push(folder, str(tmp_path / "there")))) == []


@pytest.mark.parametrize("size", [1, 2, 5, 12, 100])
def test_events_are_ordered_with_few_rows_in_memory(tmp_path, monkeypatch, size):
    monkeypatch.setattr(ordering, "_SORTED_ROWS", size)
    monkeypatch.setattr(ordering, "_READ_ROWS", 5)
    rows = events().take(pa.array([7, 2, 9, 11, 0, 4, 10, 1, 3, 8, 5, 6])).cast(PROPOSED)
    parquet.write_table(tmp_path / "spool.parquet", rows, PROPOSED)
    found = ordered(Stored.at(tmp_path / "spool.parquet"), tmp_path)
    assert found.read().equals(sorted_events(rows))
    assert found.read(EVENT_ORDER)["published_date"].to_pylist()[-2:] == [None, None]
    assert sorted(one.name for one in tmp_path.iterdir()) == ["ordered.parquet", "spool.parquet"]


def test_events_in_order_are_not_written_again(tmp_path, monkeypatch):
    monkeypatch.setattr(ordering, "_SORTED_ROWS", 3)
    parquet.write_table(tmp_path / "spool.parquet", events().cast(PROPOSED), PROPOSED)
    spool = Stored.at(tmp_path / "spool.parquet")
    assert ordered(spool, tmp_path) == spool


def test_columns_are_replaced_part_by_part(tmp_path, monkeypatch):
    monkeypatch.setattr(ordering, "_READ_ROWS", 5)
    rows = events().cast(PROPOSED)
    parquet.write_table(tmp_path / "spool.parquet", rows, PROPOSED)
    spool = Stored.at(tmp_path / "spool.parquet")
    assert with_columns(spool, rows.select(["story_id"]), tmp_path / "new.parquet") is spool
    stories = pa.table({"story_id": pa.array([f"s{row}" for row in range(rows.num_rows)])})
    found = with_columns(spool, stories, tmp_path / "new.parquet").read()
    assert found["story_id"].equals(stories["story_id"])
    assert found.drop_columns("story_id").equals(rows.drop_columns("story_id"))
