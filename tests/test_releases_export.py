"""Export layouts: columns, types, quoting, and what comes back."""

import csv
import json
from pathlib import Path

import pandas as pd
import pyarrow.csv as pc_csv
import pytest
from click.testing import CliRunner
from release_makers import full
from table_makers import changed
from test_releases import put

from eventcoder.cli.export import export as export_command
from eventcoder.datasets.export import export, layout_names, read_export, read_layout
from eventcoder.datasets.versions import read_version
from eventcoder.errors import DatasetError, UnknownName
from eventcoder.schemas import EVENTS

NASTY = 'say "no"\tor\nnot, =1+1'
DELIMITED = [name for name in layout_names() if name != "stata"]


@pytest.fixture
def version(tmp_path):
    made = full("d1", "d2")
    events = changed(made["events"], "title", 0, "=HYPERLINK(1)")
    events = changed(events, "url", 1, NASTY)
    events = changed(changed(events, "publisher", 1, NASTY), "place_name", 0, "İstanbul دمشق")
    put(tmp_path, {**made, "events": events})
    return read_version(tmp_path, "news")


def rows(path: Path, delimiter: str) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter=delimiter))


@pytest.mark.parametrize("name", DELIMITED)
def test_a_delimited_layout_reads_back_with_its_types(version, tmp_path, name):
    layout, path = read_layout(name), tmp_path / "out"
    assert export(version, layout, path) == 4
    table = read_export(path, layout)
    assert table.num_rows == 4
    assert table.schema.equals(layout.schema)
    assert all(len(row) == len(layout.columns) for row in rows(path, layout.delimiter))
    codes = [one.name for one in layout.columns if one.source == "event_code" and one.made == "same"]
    for code in codes:
        assert sorted(table[code].to_pylist()) == ["042", "042", "19", "19"]
    assert NASTY in [cell for column in table.columns for cell in column.to_pylist()]
    assert layout.cannot_carry


@pytest.mark.parametrize(
    ("name", "columns", "header"),
    [
        ("gdelt1", 58, False),
        ("icews", 20, True),
        ("phoenix", 26, False),
        ("polecat", 40, True),
        ("csv", len(EVENTS), True),
    ],
)
def test_layouts_have_the_columns_of_their_kind(version, tmp_path, name, columns, header):
    layout = read_layout(name)
    export(version, layout, tmp_path / "out")
    written = rows(tmp_path / "out", layout.delimiter)
    assert len(written) == 4 + header
    assert {len(row) for row in written} == {columns}
    assert header == (written[0] == [one.name for one in layout.columns])


def test_gdelt_dates_and_codes_are_written_as_gdelt_writes_them(version, tmp_path):
    layout = read_layout("gdelt1")
    export(version, layout, tmp_path / "out")
    row = dict(zip([one.name for one in layout.columns], rows(tmp_path / "out", "\t")[0], strict=True))
    assert (row["SQLDATE"], row["MonthYear"], row["Year"], row["FractionDate"]) == (
        "20250804",
        "202508",
        "2025",
        "2025.6685",
    )
    assert (row["EventCode"], row["EventBaseCode"], row["EventRootCode"]) == ("042", "042", "04")
    assert (row["Actor1Code"], row["Actor1CountryCode"], row["Actor1Type1Code"]) == ("TURGOV", "TUR", "GOV")
    assert (row["IsRootEvent"], row["NumMentions"], row["AvgTone"]) == ("1", "1", "")
    assert row["GLOBALEVENTID"].isdigit()


def test_phoenix_parts_actor_codes(version, tmp_path):
    events = changed(full()["events"], "source_actor", 0, "IMGGOVMUSISI")
    put(tmp_path, {**full(), "events": events}, version="9.0.0")
    layout = read_layout("phoenix")
    export(read_version(tmp_path, "news", "9.0.0"), layout, tmp_path / "out")
    row = dict(zip([one.name for one in layout.columns], rows(tmp_path / "out", "\t")[0], strict=True))
    assert (row["SourceActorFull"], row["SourceActorEntity"], row["SourceActorAttribute"]) == (
        "IMGGOVMUSISI", "IMG", "MUS;ISI",
    )  # fmt: skip


def test_formulas_are_disarmed_in_csv_and_come_back(version, tmp_path):
    layout = read_layout("csv")
    export(version, layout, tmp_path / "out.csv")
    plain = pc_csv.read_csv(tmp_path / "out.csv", parse_options=pc_csv.ParseOptions(newlines_in_values=True))
    assert plain["title"][0].as_py() == "'=HYPERLINK(1)"
    assert read_export(tmp_path / "out.csv", layout)["title"][0].as_py() == "=HYPERLINK(1)"


def test_stata_keeps_codes_text_and_dates_dates(version, tmp_path):
    assert export(version, read_layout("stata"), tmp_path / "out.dta") == 4
    frame = pd.read_stata(tmp_path / "out.dta")
    assert sorted(frame["event_code"]) == ["042", "042", "19", "19"]
    assert set(frame["event_date"]) == {"2025-08-04"}
    assert "İstanbul دمشق" in set(frame["place_name"])
    assert set(frame["reported"]) == {0}
    with pd.read_stata(tmp_path / "out.dta", iterator=True) as reader:
        assert reader.variable_labels()["event_code"].startswith("code of the event ontology")


def test_repeats_can_be_left_out(tmp_path):
    events = full("d1", "d2")["events"]
    ids = events["event_id"].to_pylist()
    put(tmp_path, {**full("d1", "d2"), "events": changed(events, "duplicate_of", 1, ids[0])})
    assert export(read_version(tmp_path, "news"), read_layout("icews"), tmp_path / "out", unique=True) == 3


def test_an_unknown_layout_teaches():
    with pytest.raises(UnknownName, match="known: csv, gdelt1, icews, phoenix, polecat, stata"):
        read_layout("gdelt2")


def test_files_are_not_replaced_unless_told(version, tmp_path):
    (tmp_path / "out").write_text("mine")
    with pytest.raises(DatasetError, match="is there already"):
        export(version, read_layout("csv"), tmp_path / "out")
    assert (tmp_path / "out").read_text() == "mine"
    assert export(version, read_layout("csv"), tmp_path / "out", force=True) == 4
    with pytest.raises(DatasetError, match="cannot be written"):
        export(version, read_layout("csv"), tmp_path / "nowhere" / "out")


def test_what_is_not_of_the_layout_is_refused(version, tmp_path):
    export(version, read_layout("icews"), tmp_path / "out")
    with pytest.raises(DatasetError, match="is not of the layout csv"):
        read_export(tmp_path / "out", read_layout("csv"))


def test_the_command_writes_and_says_what_is_lost(version, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    told = CliRunner().invoke(export_command, ["news", "--out", str(tmp_path), "--layout", "polecat"])
    assert told.exit_code == 0
    assert "news-1.0.0.txt: 4 events" in told.output
    assert "CAMEO codes and their names" in told.output
    told = CliRunner().invoke(export_command, ["news@1.0.0", "--out", str(tmp_path), "--to", "x.csv", "--json"])
    assert json.loads(told.output)["rows"] == 4
