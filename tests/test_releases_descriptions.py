"""What a version says of itself, read by the programs it is written for, on versions built from real tables."""

import json
import logging
from dataclasses import replace
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import yaml
from table_makers import CODES, TEXTS, context, tables

import eventcoder
from eventcoder.checks.report import FAILED, PASSED, CheckReport, ClaimResult
from eventcoder.datasets.about import About
from eventcoder.datasets.manifest import BuildRecord, InputRecord, read_manifest
from eventcoder.datasets.publish import publish
from eventcoder.datasets.verify import verify
from eventcoder.errors import UsageError
from eventcoder.report.quality import quality_page
from eventcoder.schemas import EVENTS, QUARANTINE, SCHEMAS, WORDS
from eventcoder.tables import sorted_events, to_codes_table

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
ABOUT = About(
    title="أخبار المتوسط",
    licence="CC-BY-4.0",
    text_licence="https://news.example/terms",
    authors=("Yılmaz, Ayşe", "Observatory"),
    url="https://news.example/data",
    doi="10.5555/demo",
    keywords=("events",),
)
EXAMPLE = (("event_id", "e1"), ("sentence", TEXTS[1]), ("title", "<script>alert(1)</script>"), ("trigger_start", None))
REPORT = CheckReport(
    (
        ClaimResult("trigger_words_stand", "events", "error", FAILED, 4, (1,), (EXAMPLE,)),
        ClaimResult("codes_are_known", "events", "error", PASSED, 4),
    ),
    (("events", 4),),
)


def put(root: Path, doc_ids: tuple[str, ...] = ("d1", "d2"), **more: object) -> Path:
    made = tables(doc_ids)
    made["events"] = sorted_events(made["events"]).cast(EVENTS)
    made |= {"quarantine": QUARANTINE.empty_table(), "codes": to_codes_table(CODES)}
    hidden = [column for columns in WORDS.values() for column in columns] if more.get("withheld") else []
    build = BuildRecord(
        (InputRecord("a.txt", "0" * 64, 3),), "cameo", "0.1.0", "f" * 64, "rule", "1", proposed=made["events"].num_rows,
        checks=REPORT.summary(hidden), limits=context().to_json(), about=ABOUT,
    )  # fmt: skip
    build = replace(build, **more)
    return publish(root, "news", made, build, now=NOW, pages={"quality.html": quality_page}).folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return put(tmp_path_factory.mktemp("released"))


def test_pandas_loads_types(folder):
    frame = pd.read_parquet(folder / "events.parquet", dtype_backend="pyarrow")
    assert sorted(frame["event_code"]) == ["042", "042", "19", "19"]
    assert set(frame["event_date"]) == {date(2025, 8, 4)}


def test_eventcoder_loads_types(folder):
    root = folder.parent.parent
    frame = eventcoder.load("news", "1.0.0", root=root)
    assert str(frame["event_code"].dtype) == "string[pyarrow]"
    assert str(frame["target_actor"].dtype) == "string[pyarrow]"
    assert frame["target_actor"].isna().sum() == 2
    table = eventcoder.load_arrow("news", root=str(root), columns=["event_code", "reported"])
    assert table.schema.types == [pa.string(), pa.bool_()]
    assert table.schema.field("event_code").metadata[b"about"].startswith(b"code of the event ontology")
    with pytest.raises(AttributeError, match="has no attribute 'unload'"):
        eventcoder.unload  # noqa: B018


def test_polars_loads_types(folder):
    frame = pl.read_parquet(folder / "events.parquet")
    assert frame.schema["event_code"] == pl.String
    assert frame.schema["event_date"] == pl.Date
    assert sorted(frame["event_code"].to_list()) == ["042", "042", "19", "19"]


def test_duckdb_loads_types(folder):
    path = (folder / "events.parquet").as_posix()
    rows = duckdb.sql(f"select event_code, typeof(event_code), typeof(event_date) from '{path}' order by 1").fetchall()
    assert rows[0] == ("042", "VARCHAR", "DATE")
    assert len(rows) == 4


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_datasets_loads_the_folder(folder, tmp_path, monkeypatch):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    import datasets

    loaded = datasets.load_dataset(str(folder), "events", cache_dir=str(tmp_path), split="train")
    assert sorted(loaded["event_code"]) == ["042", "042", "19", "19"]
    assert loaded.features["event_code"].dtype == "string"
    assert datasets.load_dataset(str(folder), cache_dir=str(tmp_path), split="train").num_rows == 4


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_croissant_is_valid_and_yields_the_records(folder, caplog):
    import mlcroissant

    with caplog.at_level(logging.WARNING):
        dataset = mlcroissant.Dataset(str(folder / "croissant.json"))
    assert dataset.metadata.ctx.issues.errors == set()
    records = list(dataset.records("events"))
    assert len(records) == 4
    assert {record["events/event_code"] for record in records} == {b"042", b"19"}


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_the_data_package_is_valid(folder):
    import frictionless

    package = frictionless.Package(str(folder / "datapackage.json"))
    assert list(frictionless.Package.metadata_validate(package.to_descriptor())) == []
    assert [resource.name for resource in package.resources] == list(SCHEMAS)
    events = package.get_resource("events").schema
    assert {one.name: one.type for one in events.fields}["event_code"] == "string"


def test_hashes_of_the_descriptions_are_those_of_the_files(folder):
    stated = read_manifest(folder)["files"]
    croissant = json.loads((folder / "croissant.json").read_text("utf-8"))
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    assert {one["@id"]: one["sha256"] for one in croissant["distribution"]} == {
        f"{table}.parquet": stated[f"{table}.parquet"]["sha256"] for table in SCHEMAS
    }
    assert {one["path"]: one["hash"] for one in package["resources"]} == {
        f"{table}.parquet": f"sha256:{stated[f'{table}.parquet']['sha256']}" for table in SCHEMAS
    }


def test_the_citation_file_names_version_and_authors(folder):
    cited = yaml.safe_load((folder / "CITATION.cff").read_text("utf-8"))
    assert cited["authors"] == [{"family-names": "Yılmaz", "given-names": "Ayşe"}, {"name": "Observatory"}]
    assert (cited["version"], cited["license"], cited["title"]) == ("1.0.0", "CC-BY-4.0", "أخبار المتوسط")
    assert cited["date-released"] == "2026-01-02"


def test_the_card_tells_licences_of_texts_and_codes_apart(folder):
    card = (folder / "README.md").read_text("utf-8")
    front = yaml.safe_load(card.split("---")[1])
    assert front["license"] == "cc-by-4.0"
    assert front["language"] == ["ar", "en", "tr"]
    assert [one["config_name"] for one in front["configs"]] == list(SCHEMAS)
    assert "- codes and tables: CC-BY-4.0" in card
    assert "): https://news.example/terms" in card


def test_what_was_not_said_is_not_made_up(tmp_path):
    folder = put(tmp_path, about=About())
    assert "not stated; ask the publisher" in (folder / "README.md").read_text("utf-8")
    assert "license" not in json.loads((folder / "croissant.json").read_text("utf-8"))
    assert yaml.safe_load((folder / "CITATION.cff").read_text("utf-8"))["title"] == "news"


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ({"licence": 3}, "licence: must be text"),
        ({"authors": "A"}, "authors: must be a list"),
        ({"x": 1}, "no key 'x'"),
    ],
)
def test_bad_settings_name_the_key(table, told):
    with pytest.raises(UsageError, match=told):
        About.from_table(table, "eventcoder.toml")


class Elements(HTMLParser):
    """Collects what a page would load, and its elements."""

    def __init__(self) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.loaded += [str(value) for name, value in attrs if name in ("src", "href", "srcset", "action", "data")]


def test_the_quality_page_is_complete_escaped_and_offline(folder):
    page = (folder / "quality.html").read_text("utf-8")
    found = Elements()
    found.feed(page)
    assert found.loaded == []
    assert "script" not in {tag for tag, _ in found.tags}
    assert "http" not in page.replace("http-equiv", "")
    assert "url(" not in page
    assert "@import" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    for told in (
        "trigger words stand",
        "codes are known",
        "in quarantine",
        "25.00%",
        TEXTS[1],
        "There is no version before",
    ):
        assert told in page
    assert {"dir": "auto"} in [attrs for tag, attrs in found.tags if tag == "td"]


def test_the_quality_page_tells_the_change_since_the_version_before(folder, tmp_path):
    put(tmp_path)
    page = (put(tmp_path, ("d1", "d2", "d3"), coder_version="2") / "quality.html").read_text("utf-8")
    assert "The version before had 1 (+0)." in page
    assert "input: new document d3.txt" in page
    assert "coder: rule 1 -&gt; rule 2" in page


def words_in(folder: Path) -> str:
    """Return everything a version holds as text: all files, and every cell of every table."""
    told = [one.read_text("utf-8") for one in sorted(folder.iterdir()) if one.suffix != ".parquet"]
    for path in sorted(folder.glob("*.parquet")):
        told += [str(value) for row in pq.read_table(path).to_pylist() for value in row.values()]
        told.append(path.read_bytes().decode("latin-1"))
    return "\n".join(told)


def test_a_version_without_text_holds_no_word_of_the_news(tmp_path):
    put(tmp_path)
    open_words = words_in(put(tmp_path / "open"))
    assert all(text in open_words for text in TEXTS)
    folder = put(tmp_path, ("d1", "d3"), withheld=True)
    assert folder.name == "2.0.0"
    held = words_in(folder)
    for text in TEXTS:
        assert text not in held
        assert text.encode("utf-8").decode("latin-1") not in held
        parts = text.split()
        assert not any(" ".join(parts[at : at + 2]) in held for at in range(len(parts) - 1))
    assert "<script>" not in held
    assert "withheld: no column holds words" in held
    assert verify(folder) == []


def test_a_version_without_text_keeps_ids_codes_and_offsets(tmp_path):
    whole, bare = put(tmp_path / "a"), put(tmp_path / "b", withheld=True)
    for table, columns in WORDS.items():
        kept, held = pq.read_table(whole / f"{table}.parquet"), pq.read_table(bare / f"{table}.parquet")
        assert held.schema.equals(SCHEMAS[table], check_metadata=True)
        for name in kept.column_names:
            if name in columns:
                assert held[name].null_count == held.num_rows
            else:
                assert held[name].equals(kept[name]), name
