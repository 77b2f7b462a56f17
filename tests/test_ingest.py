"""Reading inputs: formats, encodings, faults that become one failed document each."""

import gzip
import io
import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventcoder.errors import InputError
from eventcoder.ingest.decode import clean, decode
from eventcoder.ingest.options import ReadOptions
from eventcoder.ingest.read import read_inputs
from eventcoder.types.text import Document, FailedDocument

TODAY = date(2025, 8, 10)
ARABIC = "زار وزير الزراعة المزارعين في الشمال، وقالت الوزارة إن الأسعار ستبقى ثابتة هذا العام. ولم يصدر تعليق آخر."
TURKISH = "Tarım Bakanı kuzeydeki çiftçileri ziyaret etti; bakanlık, fiyatların bu yıl değişmeyeceğini açıkladı."
ENGLISH = "The minister of agriculture visited the farmers in the north and promised that prices would hold."

Row = dict[str, object]


def read(*inputs: Path | str, **options: object) -> list[Document | FailedDocument]:
    return list(read_inputs([str(entry) for entry in inputs], ReadOptions(today=TODAY, **options)))  # type: ignore[arg-type]


def documents(*inputs: Path | str, **options: object) -> list[Document]:
    found = read(*inputs, **options)
    assert all(isinstance(entry, Document) for entry in found), found
    return [entry for entry in found if isinstance(entry, Document)]


def failure(*inputs: Path | str, **options: object) -> FailedDocument:
    (found,) = [entry for entry in read(*inputs, **options) if isinstance(entry, FailedDocument)]
    assert "\n" not in found.reason
    assert found.reason.startswith(found.origin)
    return found


def jsonl(path: Path, *rows: Row | str) -> Path:
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ARABIC, "utf-8"),
        (ARABIC, "utf-8-sig"),
        (ARABIC, "utf-16"),
        (ARABIC, "utf-16-le"),
        (ARABIC, "utf-16-be"),
        (ARABIC, "cp1256"),
        (TURKISH, "cp1254"),
        (TURKISH, "iso-8859-9"),
        (TURKISH, "utf-16"),
        (ENGLISH, "utf-16-le"),
        (ENGLISH + " “Yes”", "cp1252"),
    ],
)
def test_encodings_are_told_apart(tmp_path: Path, text: str, encoding: str) -> None:
    path = tmp_path / "story.txt"
    path.write_bytes(text.encode(encoding))
    (document,) = documents(path)
    assert (document.doc_id, document.text) == ("story", text)


@pytest.mark.parametrize(("wrong", "right"), [("latin-1", "utf-8"), ("cp1256", "utf-8"), ("cp1254", "utf-8")])
def test_text_decoded_wrongly_before_is_repaired(wrong: str, right: str) -> None:
    broken = TURKISH.encode(right).decode(wrong, "ignore")
    if broken.encode(wrong) == TURKISH.encode(right):
        assert clean(broken) == TURKISH


def test_arabic_read_as_western_is_repaired() -> None:
    assert clean(ARABIC.encode("cp1256").decode("latin-1").replace("\xa1", "¡")) == ARABIC


@pytest.mark.parametrize("text", [ARABIC, TURKISH, ENGLISH, "Café Zoë à la carte", "«نعم» – “لا”"])
def test_good_text_is_left_alone(text: str) -> None:
    assert clean(text) == text


def test_line_ends_controls_and_lone_surrogates_are_cleaned() -> None:
    assert clean("a\r\nb\rc\x00d\ud800") == "a\nb\ncd\ufffd"


def test_binary_empty_and_foreign_files_fail_with_a_reason(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "c.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "d.jsonl").write_bytes(b"\n\n")
    (tmp_path / "e.parquet").write_bytes(b"PAR1 nothing")
    (tmp_path / "f.json").write_bytes(b"[{]")
    (tmp_path / "g.txt.gz").write_bytes(gzip.compress(ARABIC.encode())[:-20])
    (tmp_path / "z.txt").write_text(ENGLISH)
    found = read(tmp_path)
    assert [type(entry) for entry in found] == [FailedDocument] * 7 + [Document]
    reasons = [entry.reason for entry in found if isinstance(entry, FailedDocument)]
    for reason, word in zip(
        reasons, ["binary", "no text", "kind", "no document", "Parquet", "JSON", "read"], strict=True
    ):
        assert word in reason
        assert "\n" not in reason


def test_a_gzip_bomb_is_one_failed_document(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "bomb.txt.gz", "wb", 9) as file:
        for _ in range(150):
            file.write(b" " * 1_000_000)
    assert "times its size" in failure(tmp_path / "bomb.txt.gz").reason


def test_a_giant_line_fails_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "' + "x" * 300_000 + '"}\n' + json.dumps({"text": ENGLISH}) + "\n")
    first, second = read(path, max_line_bytes=100_000)
    assert isinstance(first, FailedDocument)
    assert isinstance(second, Document)
    assert second.origin.endswith("a.jsonl:2")


def test_a_long_document_fails(tmp_path: Path) -> None:
    path = jsonl(tmp_path / "a.jsonl", {"text": "word " * 100})
    assert "more than the 200 allowed" in failure(path, max_document_chars=200).reason


@pytest.mark.parametrize(
    ("row", "word"),
    [
        ("{broken", "broken JSON"),
        ("[1, 2]", "not an object"),
        ("[" * 100_000, "broken JSON"),
        ({"text": 5}, "type int"),
        ({"text": None}, "no text"),
        ({"text": "  "}, "no text"),
        ({"nothing": "x"}, "no text"),
        ({"text": ENGLISH, "date": "soon"}, "cannot be read"),
        ({"text": ENGLISH, "date": True}, "cannot be read"),
        ({"text": ENGLISH, "date": "2025-08-20"}, "future"),
        ({"text": ENGLISH, "date": "0301-01-01"}, "no day of news"),
        ({"text": ENGLISH, "lang": "fr"}, "known: ar, tr, en"),
        ({"text": ENGLISH, "id": {"a": 1}}, "id of type dict"),
    ],
)
def test_one_bad_row_is_one_failed_document(tmp_path: Path, row: Row | str, word: str) -> None:
    path = jsonl(tmp_path / "a.jsonl", row, {"text": ENGLISH, "id": "good"})
    assert word in failure(path).reason
    assert [entry.doc_id for entry in read(path)] == ["a.jsonl:1", "good"]


def test_a_repeated_id_names_both_places(tmp_path: Path) -> None:
    one = jsonl(tmp_path / "a.jsonl", {"text": ENGLISH, "id": "x"})
    two = jsonl(tmp_path / "b.jsonl", {"text": TURKISH}, {"text": ARABIC, "id": "x"}, {"text": ARABIC, "id": "x"})
    failed = [entry for entry in read(one, two) if isinstance(entry, FailedDocument)]
    assert failed[0].reason == f"{two}:2: has the id 'x', which {one}:1 has already"
    assert [entry.doc_id for entry in failed] == ["x#2", "x#3"]


def test_columns_are_found_by_usual_names_in_three_languages(tmp_path: Path) -> None:
    path = jsonl(
        tmp_path / "a.jsonl",
        {"doc_id": 7, "Haber": TURKISH, "Tarih": "7 Ağustos 2025", "Başlık": "Ziyaret", "dil": "Türkçe", "kaynak": "K"},
        {"guid": "g", "النص": ARABIC, "التاريخ": "٧ آب ٢٠٢٥", "link": "https://example.org/1"},
    )
    one, two = documents(path)
    assert (one.doc_id, one.title, one.language, one.publisher) == ("7", "Ziyaret", "tr", "K")
    assert one.text == f"Ziyaret\n\n{TURKISH}"
    assert (two.doc_id, two.published, two.url) == ("g", date(2025, 8, 7), "https://example.org/1")


def test_a_headline_the_body_opens_with_is_not_doubled(tmp_path: Path) -> None:
    path = jsonl(tmp_path / "a.jsonl", {"title": "The minister of agriculture", "text": ENGLISH})
    assert documents(path)[0].text == ENGLISH


def test_named_columns_win_and_missing_ones_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"text,lead\nshort,{ENGLISH}\n")
    assert documents(path, text_column="lead")[0].text == ENGLISH
    with pytest.raises(InputError, match="has no column 'body'"):
        read(path, text_column="body")


def test_a_table_without_text_stops_a_run_only_when_named(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a,b\n1,2\n")
    (tmp_path / "b.txt").write_text(ENGLISH)
    with pytest.raises(InputError, match="no column that looks like text"):
        read(tmp_path / "a.csv")
    assert [type(entry) for entry in read(tmp_path)] == [FailedDocument, Document]


def test_missing_paths_are_told_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_inputs([str(tmp_path / "none.txt")], ReadOptions(today=TODAY))
    with pytest.raises(InputError, match="no file matches"):
        read_inputs([str(tmp_path / "*.txt")], ReadOptions(today=TODAY))


def csv_bytes(delimiter: str, encoding: str) -> bytes:
    text = f'id{delimiter}metin{delimiter}tarih\n1{delimiter}"{TURKISH}\nikinci ""satır"""{delimiter}07.08.2025\n'
    return text.replace("; bak", " bak").encode(encoding)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1254", "utf-16"])
def test_csv_as_spreadsheets_write_it(tmp_path: Path, delimiter: str, encoding: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(csv_bytes(delimiter, encoding))
    (document,) = documents(path)
    assert document.text.endswith('ikinci "satır"')
    assert (document.doc_id, document.published, document.origin) == ("1", date(2025, 8, 7), f"{path}:2")


def test_parquet_rows_with_real_dates(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    days = pd.to_datetime(["2025-08-07", None])
    pd.DataFrame({"content": [ARABIC, ENGLISH], "published_at": days, "id": [1.0, None]}).to_parquet(path)
    one, two = documents(path)
    assert (one.doc_id, one.published) == ("1", date(2025, 8, 7))
    assert (two.doc_id, two.published) == ("a.parquet:2", None)
    packed = tmp_path / "b.parquet.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    assert len(documents(packed)) == 2


@pytest.mark.parametrize(
    "content",
    [json.dumps([{"text": ENGLISH}]), json.dumps({"articles": [{"text": ENGLISH}]}), json.dumps({"text": ENGLISH})],
)
def test_json_shapes(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.json").write_text(content)
    assert documents(tmp_path / "a.json")[0].text == ENGLISH


def test_every_format_may_be_gzipped(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(ARABIC.encode("cp1256")))
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(json.dumps({"text": ENGLISH}).encode()))
    assert [document.text for document in documents(tmp_path)] == [ARABIC, ENGLISH]


def test_folders_are_read_in_order_with_paths_as_ids(tmp_path: Path) -> None:
    for name in ("b/1.txt", "a/1.txt", "a.txt", ".hidden", "page_files/x.js"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(ENGLISH + name)
    assert [document.doc_id for document in documents(tmp_path)] == ["a/1", "a", "b/1"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (json.dumps({"text": ENGLISH}), ENGLISH),
        (json.dumps([{"text": ENGLISH}]), ENGLISH),
        (ENGLISH, ENGLISH),
        (f"<html><body><p>{ENGLISH}</p></body></html>", ENGLISH),
    ],
)
def test_standard_input_is_sniffed(monkeypatch: pytest.MonkeyPatch, content: str, expected: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content.encode())))
    (document,) = documents("-")
    assert document.text == expected


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=600), st.sampled_from(["txt", "html", "jsonl", "json", "csv", "tsv", "parquet", "txt.gz"]))
def test_any_bytes_give_documents_or_failures(tmp_path: Path, data: bytes, ending: str) -> None:
    folder = tmp_path / "in"
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    (folder / f"a.{ending}").write_bytes(data)
    found = read(folder)
    assert found
    assert len({entry.doc_id for entry in found}) == len(found)


@settings(deadline=None)
@given(st.text(max_size=300), st.sampled_from([str.encode, lambda text: text.encode("utf-16", "replace")]))
def test_decoded_text_can_be_written(text: str, encode: Callable[[str], bytes]) -> None:
    try:
        data = encode(text)
    except UnicodeEncodeError:
        return
    try:
        assert decode(data).encode("utf-8") is not None
    except InputError:
        return
