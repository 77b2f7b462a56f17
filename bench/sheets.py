"""Write and read a sheet of 20,000 rows: seconds, and the most memory each took.

    .venv/bin/python bench/sheets.py [ROWS]

Every row has a sentence in Arabic, Turkish or English and a proposal with source, target and trigger marked. Writing
and reading run in a process each, so that memory is that of the step alone. Seconds are of the clock and of the
processor; where others use the machine, only the latter mean anything.
"""

import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from eventcoder.annotation.answers import answers
from eventcoder.annotation.layout import COLUMNS, SheetId, lines
from eventcoder.annotation.queue import Proposed, Session, Task
from eventcoder.annotation.sheet_files import read_sheet
from eventcoder.annotation.vocabulary import Vocabulary
from eventcoder.annotation.wording import wording
from eventcoder.annotation.workbook import Book, write_workbook
from eventcoder.codebook.load import load_codebook
from eventcoder.types.annotation import Coding, Passage
from eventcoder.types.text import Span

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SHEET = SheetId("bench", "1.0.0", "1", "amal")
TEXTS = {
    "en": "Norwegian mediators met leaders of the rebels in the north on Wednesday to keep talks alive after a clash",
    "ar": "التقى وسطاء نرويجيون قادة المتمردين في شمال البلاد يوم الأربعاء سعيا إلى إبقاء المحادثات حية بعد اشتباك",
    "tr": "Norveçli arabulucular görüşmeleri sürdürmek için çarşamba günü ülkenin kuzeyinde isyancı liderlerle görüştü",
}


def now() -> tuple[float, float]:
    """Return the clock and the time of the processor, in seconds."""
    return time.perf_counter(), time.process_time()


def since(start: tuple[float, float]) -> tuple[float, float]:
    """Return how much of both has passed."""
    clock, processor = now()
    return clock - start[0], processor - start[1]


def made(rows: int) -> list[Task]:
    """Return tasks of as many sentences."""
    tasks = []
    for number in range(1, rows + 1):
        language = ("en", "ar", "tr")[number % 3]
        text = f"{TEXTS[language]} {number}."
        passage = Passage(text, language, f"d{number}", f"s{number}", date(2025, 8, 7))
        words = [Span(text.index(word), text.index(word) + len(word)) for word in text.split()[:3]]
        coding = Coding("040", "NORGOV", "LKAREB", "2025-08-07", words[2], words[0], words[1])
        known = Proposed(f"e{number}", "rule", (number % 10) / 10, "en-040-meet")
        tasks.append(Task(number, passage, TEXTS[language], TEXTS[language], coding, known))
    return tasks


def write(path: Path, rows: int) -> tuple[float, float]:
    """Write a sheet in which every row is confirmed; return seconds of the clock and of the processor."""
    book, words = load_codebook("cameo"), wording("ar")
    vocabulary = Vocabulary.of("cameo", book, "ar")
    tasks = made(rows)
    start = now()
    shown = list(lines(tasks, SHEET, vocabulary, words, {}))
    shown = [replace(line, cells={**line.cells, "verdict": words.verdicts["confirmed"]}) for line in shown]
    codes = [(one.code, one.name, one.definition) for one in book.events.values()]
    lists = {"actors": vocabulary.actor_list(()), "events": vocabulary.event_list()}
    made_book = Book(words, COLUMNS, shown, lists, codes, NOW, str(SHEET), rows // 10, tuple(words.verdicts.values()))
    write_workbook(path, made_book)
    return since(start)


def read(path: Path, rows: int) -> tuple[float, float]:
    """Read the sheet and check every row; return seconds of the clock and of the processor."""
    vocabulary = Vocabulary.of("cameo", load_codebook("cameo"), "en")
    tasks = made(rows)
    start = now()
    found = answers(read_sheet(path), tasks, Session("amal", "bench/1.0.0", "", "sheet"), vocabulary, NOW)
    seconds = since(start)
    assert len(found.decisions) == rows, found.all_problems[:3]
    return seconds


def main() -> None:
    """Run both steps, or one of them when called by itself."""
    if len(sys.argv) > 2:
        step, path, rows = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
        clock, processor = {"write": write, "read": read}[step](path, rows)
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{step:<6}{rows:>8,} rows {clock:>7.1f} s {processor:>7.1f} CPU s {most:>7,.0f} MB")
        return
    rows = sys.argv[1] if len(sys.argv) > 1 else "20000"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "sheet.xlsx")
        for step in ("write", "read"):
            subprocess.run([sys.executable, __file__, step, str(path), rows], check=True)
        print(f"file {path.stat().st_size / 1e6:.1f} MB")


main()
