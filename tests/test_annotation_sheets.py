"""Sheets out and in: what annotators see, what they may do to a sheet, and what is refused."""

import csv
import io
import shutil
import zipfile
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from release_makers import full, record
from table_makers import TEXTS, changed

from eventcoder.annotation import vocabulary
from eventcoder.annotation.cells import LONGEST, comparable, csv_plain, csv_safe, printable, shortened, utf16_length
from eventcoder.annotation.layout import segments
from eventcoder.annotation.ledger import read_ledger
from eventcoder.annotation.rounds import read_round_plan
from eventcoder.annotation.sample import Drawing
from eventcoder.annotation.settle import standing
from eventcoder.annotation.sheet_files import read_sheet
from eventcoder.annotation.wording import LANGUAGES, column_of, verdict_of, wording
from eventcoder.codebook.columns import TRANSLATIONS
from eventcoder.codebook.layers import find_layers, read_table
from eventcoder.codebook.load import load_codebook
from eventcoder.codebook.naming import actor_labels, event_names
from eventcoder.datasets.publish import publish
from eventcoder.errors import DatasetError, InputError, UsageError
from eventcoder.loop import workplace
from eventcoder.loop.hand_out import HandedOut, HandOut, hand_out
from eventcoder.loop.take_in import TakenIn, take_back, take_in
from eventcoder.loop.workplace import Workplace, open_version
from eventcoder.types.text import Span

NOW = datetime(2026, 3, 1, tzinfo=UTC)
ALL = Drawing(size=10, uncoded=0.5)


@pytest.fixture(scope="module", autouse=True)
def _one_codebook():
    """Load and label the codebook once for all tests of this file."""
    labels = {language: actor_labels("cameo", load_codebook("cameo"), language) for language in LANGUAGES}
    names = {language: event_names("cameo", load_codebook("cameo"), language) for language in LANGUAGES}
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(workplace, "load_codebook", cache(load_codebook))
        patched.setattr(vocabulary, "event_names", lambda name, book, language: names[language])
        patched.setattr(vocabulary, "actor_labels", lambda name, book, language: labels[language])
        yield


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """The folder of a published dataset with an English and an Arabic event and a Turkish sentence without one."""
    publish(tmp_path / "datasets", "news", full(), record(codebook="cameo"), now=NOW)
    return tmp_path


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as `news`, with a sheet handed out."""
    folder = tmp_path_factory.mktemp("template")
    publish(folder / "datasets", "news", full(), record(codebook="cameo"), now=NOW)
    handed(folder)
    return folder


def place_of(folder: Path) -> Workplace:
    return open_version(folder / "datasets", "news", "latest")


def handed(folder: Path, **more: object) -> HandedOut:
    wanted = HandOut(**{"annotators": ("amal",), "drawing": ALL, "language": "en", **more})
    return hand_out(place_of(folder), folder / "annotations", folder / "sheets", wanted, NOW)


def sheet(folder: Path, **more: object) -> Path:
    return handed(folder, **more).sheets[0][1]


def taken(folder: Path, path: Path, **more: object) -> TakenIn:
    return take_in(path, folder / "datasets", folder / "annotations", NOW, **more)


def decisions(folder: Path) -> list[tuple[str, str]]:
    """Return verdict and language of what stands in the ledger."""
    return sorted((one.verdict, one.passage.language) for one in standing(read_ledger(folder / "annotations", "news")))


class Sheet:
    """The first sheet of a workbook, by heading and by the language of the sentence."""

    def __init__(self, path: Path, language: str = "en") -> None:
        self.path = path
        self.book = load_workbook(path, rich_text=True)
        self.cells = self.book.worksheets[0]
        self.names = {name: heading for name, heading in wording(language).columns.items()}
        self.columns = {cell.value: cell.column for cell in self.cells[1]}

    def row(self, text: str) -> int:
        at = self.columns[self.names["sentence"]]
        return next(row for row in range(2, self.cells.max_row + 1) if str(self.cells.cell(row, at).value) == text)

    def cell(self, row: int, name: str):
        return self.cells.cell(row, self.columns[self.names[name]])

    def write(self, text: str, **cells: object) -> "Sheet":
        for name, value in cells.items():
            self.cell(self.row(text), name).value = value
        return self

    def append(self, **cells: object) -> "Sheet":
        row = next(r for r in range(2, 1000) if self.cell(r, "no").value is None and self.cell(r, "row").value is None)
        for name, value in cells.items():
            self.cell(row, name).value = value
        return self

    def save(self, path: Path | None = None) -> Path:
        self.book.save(path or self.path)
        return path or self.path


ENGLISH, ARABIC, TURKISH = TEXTS


def test_a_sheet_shows_what_is_proposed_and_what_is_not(news):
    shown = Sheet(sheet(news))
    row = shown.row(ENGLISH)
    said = {name: shown.cell(row, name).value for name in ("source", "code", "target", "date", "trigger_words")}
    assert said == {
        "source": "TURGOV Turkey, Government", "code": "042 Make a visit", "target": "SYR Syria", "date": "2025-08-04",
        "trigger_words": "ministers",
    }  # fmt: skip
    assert [shown.cell(shown.row(TURKISH), name).value for name in ("source", "code", "verdict")] == [None] * 3
    assert shown.cell(shown.row(ARABIC), "before").value == ENGLISH
    assert shown.cell(shown.row(ARABIC), "after").value == TURKISH


def test_a_sheet_is_made_for_reading(news):
    shown = Sheet(sheet(news, language="ar"), "ar")
    cells = shown.cells
    assert cells.sheet_view.rightToLeft
    assert cells.freeze_panes == "B2"
    assert cells.protection.sheet
    assert [cells.cell(2, shown.columns[shown.names[name]]).protection.locked for name in ("sentence", "code")] == [
        True,
        False,
    ]
    assert shown.cell(shown.row(ARABIC), "sentence").alignment.readingOrder == 2
    assert shown.cell(shown.row(ENGLISH), "sentence").alignment.readingOrder == 1
    rich = shown.cell(shown.row(ENGLISH), "sentence").value
    marked = {part.text: part.font.color.rgb for part in rich if part.font.b}
    assert set(marked) == {"Turkish", "ministers"}
    lists = [one.formula1 for one in cells.data_validations.dataValidation]
    assert any("_lists!$B$1:$B$3" in one for one in lists)
    assert '"تأكيد,تصحيح,رفض,إضافة"' in lists
    assert shown.book["_lists"].sheet_state == "hidden"
    assert [one.title for one in shown.book.worksheets[:3]] == ["المراجعة", "التعليمات", "الرموز"]


@pytest.mark.parametrize(("column", "tone"), [("confidence", "FFFFF2CC"), ("agreement", "FFFBD9B5")])
def test_rows_that_deserve_a_second_look_are_coloured(tmp_path, column, tone):
    made = full()
    made["events"] = changed(made["events"], column, 0, {"confidence": 0.3, "agreement": "differ"}[column])
    publish(tmp_path / "datasets", "news", made, record(codebook="cameo"), now=NOW)
    shown = Sheet(sheet(tmp_path))
    text = made["events"]["sentence"][0].as_py()
    assert shown.cell(shown.row(text), "code").fill.start_color.rgb == tone
    other = next(one for one in (ENGLISH, ARABIC) if one != text)
    assert shown.cell(shown.row(other), "code").fill.start_color.rgb == "FFFFFFFF"


def test_a_blind_sheet_shows_no_codes(news):
    shown = Sheet(sheet(news, blind=True))
    for text in TEXTS:
        row = shown.row(text)
        assert [shown.cell(row, name).value for name in ("source", "code", "target", "confidence")] == [None] * 4
    assert not hasattr(shown.cell(shown.row(ENGLISH), "sentence").value, "append")
    shown.write(ENGLISH, verdict="add", source="TURGOV", code="042", target="SYR").write(TURKISH, verdict="confirm")
    assert taken(news, shown.save()).new == 2
    assert all(one.blind for one in read_ledger(news / "annotations", "news"))


def test_a_sheet_as_it_was_handed_out_decides_nothing(news):
    done = taken(news, sheet(news))
    assert (done.new, done.open_rows, done.problems) == (0, 3, ())


def test_every_verdict_is_taken_and_importing_again_changes_nothing(news):
    shown = Sheet(sheet(news))
    shown.write(ENGLISH, verdict="correct", target="IRQ", date="2025-08", note="in Baghdad")
    shown.write(ARABIC, verdict="reject").write(TURKISH, verdict="add", code="19", source="SYR")
    shown.append(no=shown.cell(shown.row(ENGLISH), "no").value, verdict="add", source="TURMIL", code="19", target="SYR")
    path = shown.save()
    assert taken(news, path).new == 4
    assert decisions(news) == [("added", "en"), ("added", "tr"), ("corrected", "en"), ("rejected", "ar")]
    before = (news / "annotations/news/1/amal.jsonl").read_bytes()
    again = taken(news, path)
    assert (again.new, again.known) == (0, 4)
    assert (news / "annotations/news/1/amal.jsonl").read_bytes() == before
    corrected = next(one for one in read_ledger(news / "annotations", "news") if one.verdict == "corrected")
    assert (corrected.chosen.target, corrected.chosen.day, corrected.note) == ("IRQ", "2025-08", "in Baghdad")
    assert corrected.chosen.trigger == corrected.seen.trigger


def test_a_sheet_written_again_shows_the_answers_so_far(news):
    shown = Sheet(sheet(news))
    shown.write(ENGLISH, verdict="correct", target="IRQ").append(no=1, verdict="add", source="TUR", code="19")
    taken(news, shown.save())
    again = Sheet(sheet(news, round_name="1", language="tr"), "tr")
    assert again.cell(again.row(ENGLISH), "verdict").value == "düzelt"
    assert again.cell(again.row(ENGLISH), "target").value == "IRQ Irak"
    done = taken(news, again.save())
    assert (done.new, done.known, done.withdrawn) == (0, 2, 0)


def test_an_addition_that_was_changed_replaces_the_first(news):
    shown = Sheet(sheet(news)).write(TURKISH, verdict="add", code="19", source="SYR")
    taken(news, shown.save())
    done = taken(news, shown.write(TURKISH, source="IRQ").save())
    assert (done.new, done.withdrawn) == (1, 1)
    held = standing(read_ledger(news / "annotations", "news"))
    assert [one.chosen.source for one in held] == ["IRQ"]


def test_undoing_is_a_new_line(news):
    taken(news, Sheet(sheet(news)).write(ENGLISH, verdict="confirm").save())
    path = news / "annotations/news/1/amal.jsonl"
    before = path.read_text("utf-8")
    plan = read_round_plan(news / "annotations", "news", "1")
    assert take_back(news / "annotations", plan, "amal", None, NOW).verdict == "confirmed"
    assert path.read_text("utf-8").startswith(before)
    assert decisions(news) == []
    with pytest.raises(UsageError, match="amal has no standing decision"):
        take_back(news / "annotations", plan, "amal", None, NOW)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sheet_may_be_in_any_language_and_rearranged(news, language):
    path = sheet(news, language=language)
    with path.open("rb") as file:
        rows = [[str(cell or "") for cell in row] for row in load_workbook(file).worksheets[0].values]
    head, *rest = rows
    verdict, sentence = (head.index(wording(language).columns[name]) for name in ("verdict", "sentence"))
    for row in rest:
        if row[sentence] == ENGLISH:
            row[verdict] = wording(language).verdicts["confirmed"].upper()
    order = sorted(range(len(head)), key=lambda at: head[at])
    book = Workbook()
    book.active.append(["My own remarks", *(head[at] for at in order)])
    for row in [[""] * len(head), *reversed(rest[1:])]:
        book.active.append(["x", *(row[at] for at in order)] if any(row) else [])
    book.active.append([])
    book.save(news / "mine.xlsx")
    found = [row for row in rest[1:] if row[sentence] == ENGLISH]
    assert taken(news, news / "mine.xlsx").new == len(found)


FAULTS = [
    ({"verdict": "maybe"}, "verdict", "no verdict is called 'maybe'; known: confirm, correct, reject, add"),
    ({"verdict": "correct", "code": "43"}, "code", "no event code '43'; near: 04 Consult"),
    ({"verdict": "correct", "code": None}, "code", "the event code is missing"),
    ({"verdict": "correct", "target": "Turkye"}, "target", "near: TUR Turkey"),
    ({"verdict": "correct", "target": "QQQ"}, "target", "'QQQ' is unknown"),
    ({"verdict": "correct", "target": "TURGOV"}, "target", "source and target are both TURGOV"),
    ({"verdict": "correct", "target": None}, "target", "042 Make a visit needs a target"),
    ({"verdict": "correct", "source": None, "target": None}, "source", "source and target are both empty"),
    ({"verdict": "correct", "date": "2025-02-30"}, "date", "no such day"),
    ({"verdict": "correct", "date": "7.8.2025"}, "date", "near: 2025-08-07, 2025-07-08"),
    ({"verdict": "correct", "date": "2099-01-01"}, "date", "out of range"),
    ({"verdict": "correct", "target_words": "Baghdad"}, "target_words", "'Baghdad' do not stand in the sentence"),
    ({"verdict": "confirm", "target": "IRQ"}, "verdict", "says 'confirm', but the row was changed"),
    ({"verdict": "correct"}, "verdict", "says 'correct', but nothing was changed"),
    ({"verdict": "add"}, "verdict", "says 'add' in the row of a proposal"),
    ({"target": "IRQ"}, "verdict", "the row was changed but has no verdict"),
    ({"verdict": "confirm", "sentence": "Other words"}, "sentence", "this cell belongs to the program and was changed"),
    ({"verdict": "confirm", "published": "2020-01-01"}, "published", "it was '2025-08-07'"),
    ({"verdict": "confirm", "row": "0123456789abcdef"}, "row", "is not of this sheet"),
]


@pytest.mark.parametrize(
    ("cells", "column", "said"), FAULTS, ids=[f"{column}-{said[:20]}" for _, column, said in FAULTS]
)
def test_what_is_wrong_is_told_with_its_cell_and_nothing_is_taken(template, tmp_path, cells, column, said):
    news = shutil.copytree(template, tmp_path / "news")
    shown = Sheet(next(news.glob("sheets/*.xlsx"))).write(ARABIC, verdict="confirm")
    at = shown.cell(shown.row(ENGLISH), column).coordinate
    done = taken(news, shown.write(ENGLISH, **cells).save())
    assert [one.where for one in done.problems] == [f"Review!{at}"]
    assert said in done.problems[0].what
    assert decisions(news) == []


def test_all_faults_are_told_at_once_and_partial_takes_the_rest(news):
    shown = Sheet(sheet(news)).write(ARABIC, verdict="confirm").write(TURKISH, verdict="add", code="9", source="XX")
    path = shown.write(ENGLISH, verdict="correct", code="999", date="soon", target_words="x").save()
    assert len(taken(news, path).problems) == 5
    done = taken(news, path, partial=True)
    assert (done.new, len(done.problems), done.to_mend.name) == (1, 5, f"{path.stem}-to-mend.xlsx")
    mending = Sheet(done.to_mend)
    assert "no event code '999'" in mending.cell(mending.row(ENGLISH), "problem").value
    mending.write(ENGLISH, code="19", date="2025-08-04", target_words=None).write(TURKISH, code="19", source="SYR")
    assert taken(news, mending.save()).new == 2
    assert decisions(news) == [("added", "tr"), ("confirmed", "ar"), ("corrected", "en")]


def test_copied_rows_add_and_doubled_rows_are_refused(news):
    shown = Sheet(sheet(news))
    row = [cell.value for cell in shown.cells[shown.row(ENGLISH)]]
    copied = dict(zip(shown.names, [None] * 99, strict=False))
    for name in shown.names:
        if shown.names[name] in shown.columns:
            copied[name] = row[shown.columns[shown.names[name]] - 1]
    wanted = {name: value for name, value in copied.items() if value is not None and name != "no"}
    shown.append(**wanted, no=copied["no"])
    shown.write(ENGLISH, verdict="confirm")
    assert "the row stands twice, first at Review!" in taken(news, shown.save()).problems[0].what
    last = max(r for r in range(2, 60) if shown.cell(r, "row").value == copied["row"])
    shown.cell(last, "verdict").value, shown.cell(last, "code").value = "add", "19"
    assert taken(news, shown.save()).new == 2


def test_contradictions_are_told(news):
    shown = Sheet(sheet(news)).write(TURKISH, verdict="confirm")
    number = shown.cell(shown.row(TURKISH), "no").value
    shown.append(no=number, verdict="add", source="SYR", code="19").append(
        no="77", verdict="add", source="SYR", code="19"
    )
    told = [one.what for one in taken(news, shown.save()).problems]
    assert any("another row adds one" in one for one in told)
    assert any("no sentence has the number '77'" in one for one in told)


def test_numbers_and_dates_that_a_program_made_of_text_are_understood(news):
    shown = Sheet(sheet(news)).write(ENGLISH, verdict="correct", code=19, date=datetime(2025, 8, 1))
    assert taken(news, shown.save()).problems == ()
    chosen = read_ledger(news / "annotations", "news")[0].chosen
    assert (chosen.code, chosen.day) == ("19", "2025-08-01")


def test_codes_and_dates_may_be_typed_on_an_arabic_keyboard(news):
    shown = Sheet(sheet(news)).write(ENGLISH, verdict="correct", code="\u200f١٩", date="٢٠٢٥-٠٨-٠١")
    assert taken(news, shown.save()).problems == ()
    chosen = read_ledger(news / "annotations", "news")[0].chosen
    assert (chosen.code, chosen.day) == ("19", "2025-08-01")


def test_what_looks_like_a_formula_or_a_link_stays_text(tmp_path):
    made = full()
    evil = '=HYPERLINK("http://x")&1 +2 https://example.org/ @me'
    made["sentences"] = changed(made["sentences"], "text", 2, evil)
    made["sentences"] = changed(made["sentences"], "end", 2, made["sentences"]["start"][2].as_py() + len(evil))
    publish(tmp_path / "datasets", "news", made, record(codebook="cameo"), now=NOW)
    path = sheet(tmp_path)
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name).decode() for name in packed.namelist() if name.endswith((".xml", ".rels"))}
    assert not any("<f>" in text for name, text in parts.items() if "worksheets" in name)
    assert not any("hyperlink" in text for name, text in parts.items() if name.endswith(".rels"))
    shown = Sheet(path)
    assert shown.cell(shown.row(evil), "sentence").data_type == "s"
    lines = sheet(tmp_path, kind="csv", round_name="1")
    rows = list(csv.reader(io.StringIO(lines.read_text("utf-8-sig"))))
    assert any(cell == f"'{evil}" for row in rows for cell in row)
    assert taken(tmp_path, lines).problems == ()


def test_a_sentence_longer_than_a_cell_is_cut_and_kept_whole(tmp_path):
    made = full()
    long = "كلمة 🕊 " * 9000
    made["sentences"] = changed(made["sentences"], "text", 2, long)
    publish(tmp_path / "datasets", "news", made, record(codebook="cameo"), now=NOW)
    path = sheet(tmp_path)
    book = load_workbook(path)
    kept = [row for row in book["Full texts"].values if row[1] == "Sentence"]
    number = kept[0][0]
    assert "".join(row[2] for row in kept) == long
    shown = Sheet(path)
    row = next(r for r in range(2, 5) if shown.cell(r, "no").value == number)
    assert f"whole text on the sheet of full texts, no. {number}" in shown.cell(row, "sentence").value
    shown.cell(row, "verdict").value = "confirm"
    assert taken(tmp_path, shown.save()).new == 1


@given(st.text(max_size=50))
def test_cells_come_back_comparable(text):
    assert comparable(printable(text)) == comparable(text)
    assert csv_plain(csv_safe(text)) == text
    assert not csv_safe(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@given(st.integers(0, 70_000), st.sampled_from(["x", "ع", "🕊"]))
def test_no_cell_is_too_long(length, letter):
    assert utf16_length(shortened(letter * length, "[cut here]")) <= LONGEST


@given(st.text(min_size=1, max_size=30), st.data())
def test_marks_cut_a_sentence_without_losing_any_of_it(text, data):
    ends = st.integers(0, len(text))
    marks = {}
    for name in ("source", "target", "trigger"):
        start, end = sorted((data.draw(ends), data.draw(ends)))
        marks[name] = Span(start, end)
    parts = segments(text, marks)
    assert "".join(part for _, part in parts) == text
    assert all(part for _, part in parts)


def bad(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return path


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


@pytest.mark.slow
def test_macros_bombs_and_entities_are_refused(news):
    parts = parts_of(sheet(news))
    with pytest.raises(InputError, match="holds macros"):
        read_sheet(bad(news / "macro.xlsx", {**parts, "xl/vbaProject.bin": b"x"}))
    with pytest.raises(InputError, match="would unpack to"):
        read_sheet(bad(news / "bomb.xlsx", {**parts, "xl/more.xml": b"0" * 250_000_000}))
    entities = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    name = "xl/sharedStrings.xml"
    evil = entities + parts[name].partition(b"?>")[2].replace(b"<t>", b"<t>&b;", 1)
    with pytest.raises(InputError, match="entities"):
        read_sheet(bad(news / "entities.xlsx", {**parts, name: evil}))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.xlsx", b"not a zip", "is no .xlsx workbook"),
        ("a.ods", b"x", "save it as .xlsx or as CSV"),
        ("a.csv", "رأي".encode("windows-1256"), "is not UTF-8"),
        ("a.csv", b"some,other,table\n1,2,3\n", "do not have the headings"),
        ("missing.xlsx", None, "no such file"),
    ],
)
def test_what_is_no_sheet_is_refused_by_name(tmp_path, name, content, said):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError, match=said) as refused:
        read_sheet(path)
    assert str(path) in str(refused.value)


@pytest.mark.slow
def test_a_million_empty_rows_are_passed_over(news):
    shown = Sheet(sheet(news)).write(ENGLISH, verdict="confirm")
    shown.cells.cell(1_048_576, 30).value = " "
    assert taken(news, shown.save()).new == 1


def test_a_sheet_of_another_round_or_two_sheets_in_one_are_refused(news):
    shown = Sheet(sheet(news))
    shown.cell(2, "sheet").value = "news/1.0.0/1/berk"
    with pytest.raises(InputError, match="mixes rows of"):
        taken(news, shown.save())
    for row in range(2, 5):
        shown.cell(row, "sheet").value = "news/1.0.0/1/berk"
    with pytest.raises(InputError, match="never handed out"):
        taken(news, shown.save())


def test_rounds_are_drawn_once_and_for_known_annotators(news):
    handed(news)
    with pytest.raises(UsageError, match="drawn for amal, not for berk"):
        handed(news, round_name="1", annotators=("berk",))
    with pytest.raises(UsageError, match="cannot name an annotator"):
        handed(news, annotators=("../berk",))
    publish(news / "datasets", "hidden", full(), record(withheld=True), now=NOW)
    with pytest.raises(DatasetError, match="without the words"):
        open_version(news / "datasets", "hidden", "latest")


def test_codes_and_roles_are_named_in_the_language_of_the_annotator():
    book = load_codebook("cameo")
    english = event_names("cameo", book, "en")
    for language in ("ar", "tr"):
        found = event_names("cameo", book, language)
        assert [code for code in book.events if found[code] == english[code]] == []
    assert actor_labels("cameo", book, "ar")["TURGOV"] == "تركيا, الحكومة"
    assert actor_labels("cameo", book, "tr")["IRQMIL"] == "Irak, Ordu"
    assert [actor_labels("cameo", book, "en")[code] for code in ("EDU", "COLGOV")] == [
        "Education",
        "Colombia, Government",
    ]
    rows = read_table(find_layers("cameo"), TRANSLATIONS)
    known = {"events": set(book.events), "roles": set(book.roles)}
    assert [row["key"] for _, row in rows if row["key"] not in known[row["table"]]] == []


def test_a_sheet_that_cannot_be_written_is_named_and_the_round_stays(news):
    (news / "sheets").mkdir()
    (news / "sheets/news-1.0.0-round-1-amal.xlsx").mkdir()
    with pytest.raises(DatasetError, match=r"amal\.xlsx: cannot be written.*--round 1"):
        handed(news)
    (news / "sheets/news-1.0.0-round-1-amal.xlsx").rmdir()
    assert handed(news, round_name="1").sheets[0][1].is_file()


def test_all_headings_and_verdicts_can_be_told_apart():
    for language in LANGUAGES:
        words = wording(language)
        assert {name: column_of(heading) for name, heading in words.columns.items()} == {n: n for n in words.columns}
        assert {name: verdict_of(word) for name, word in words.verdicts.items()} == {n: n for n in words.verdicts}
        assert len(words.instructions) == len(wording("en").instructions)
