"""Edit a workbook in LibreOffice as a person would, and save it: run by the system's Python, which has UNO.

    python3 libreoffice_edit.py SOFFICE EDITS.json

EDITS names the workbook (`path`), where to save it (`saved`, .xlsx or .csv), and `steps`, done in order:
["write", row, heading, text]   type text into a cell; row 1 is the first below the headings
["number", row, heading, value] type a number
["append", {heading: text}]     fill in the first empty row at the end
["move", heading, place]        move a column to another place, counted from 0
["hide", heading]  ["widen", heading]  ["sort", heading]  ["delete", row]  ["insert", row]  ["filter"]
"""

import json
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.table import CellRangeAddress, TableSortField

FILTERS = {".xlsx": ("Calc MS Excel 2007 XML", ""), ".csv": ("Text - txt - csv (StarCalc)", "59,34,76,1,,0,false,true")}


def value(name, what):
    made = PropertyValue()
    made.Name, made.Value = name, what
    return made


def connected(soffice, profile, pipe):
    started = subprocess.Popen(
        [soffice, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--nologo",
         f"--accept=pipe,name={pipe};urp;"]
    )  # fmt: skip
    resolver = uno.getComponentContext().ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    for _ in range(240):
        try:
            return started, resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:
            time.sleep(0.25)
    started.kill()
    sys.exit("LibreOffice did not start")


class Edits:
    """The steps, on the first sheet of a document."""

    def __init__(self, sheet):
        self.sheet = sheet
        sheet.unprotect("")

    def used(self):
        cursor = self.sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        return cursor.RangeAddress

    def column(self, heading):
        for at in range(self.used().EndColumn + 1):
            if self.sheet.getCellByPosition(at, 0).String == heading:
                return at
        sys.exit(f"no heading {heading!r}")

    def write(self, row, heading, text):
        self.sheet.getCellByPosition(self.column(heading), row).String = text

    def number(self, row, heading, number):
        cell = self.sheet.getCellByPosition(self.column(heading), row)
        cell.NumberFormat = 0
        cell.Value = number

    def append(self, cells):
        verdicts = self.column(next(iter(cells)))
        row = 1
        while any(self.sheet.getCellByPosition(at, row).String for at in range(self.used().EndColumn + 1)):
            row += 1
        assert verdicts >= 0
        for heading, text in cells.items():
            self.write(row, heading, text)

    def move(self, heading, place):
        at, last = self.column(heading), self.used().EndRow
        self.sheet.Columns.insertByIndex(place, 1)
        at += at >= place
        source = CellRangeAddress()
        source.Sheet, source.StartColumn, source.EndColumn, source.StartRow, source.EndRow = 0, at, at, 0, last
        self.sheet.moveRange(self.sheet.getCellByPosition(place, 0).CellAddress, source)
        self.sheet.Columns.removeByIndex(at, 1)

    def hide(self, heading):
        self.sheet.Columns.getByIndex(self.column(heading)).IsVisible = False

    def widen(self, heading):
        self.sheet.Columns.getByIndex(self.column(heading)).Width = 9000

    def sort(self, heading):
        used, rows = self.used(), 1
        number = self.column(heading)
        while self.sheet.getCellByPosition(number, rows).String:
            rows += 1
        area = self.sheet.getCellRangeByPosition(0, 1, used.EndColumn, rows - 1)
        field = TableSortField()
        field.Field, field.IsAscending, field.IsCaseSensitive = number, False, False
        fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
        area.sort((value("SortFields", fields), value("ContainsHeader", False)))

    def delete(self, row):
        self.sheet.Rows.removeByIndex(row, 1)

    def insert(self, row):
        self.sheet.Rows.insertByIndex(row, 1)

    def filter(self):
        self.sheet.Rows.getByIndex(2).IsVisible = False


def main():
    soffice, given = sys.argv[1], json.loads(Path(sys.argv[2]).read_text("utf-8"))
    with tempfile.TemporaryDirectory() as profile:
        started, context = connected(soffice, Path(profile).as_uri(), f"eventcoder-{uuid.uuid4().hex}")
        desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        try:
            document = desktop.loadComponentFromURL(Path(given["path"]).as_uri(), "_blank", 0, (value("Hidden", True),))
            edits = Edits(document.Sheets.getByIndex(0))
            for name, *arguments in given["steps"]:
                getattr(edits, name)(*arguments)
            name, options = FILTERS[Path(given["saved"]).suffix]
            how = (value("FilterName", name), value("FilterOptions", options))
            document.storeToURL(Path(given["saved"]).as_uri(), how)
            document.close(True)
        finally:
            try:
                desktop.terminate()
            except Exception:
                started.kill()
            started.wait(30)


main()
