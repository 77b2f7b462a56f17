"""Read the lines of a dictionary of the PETRARCH family, whatever has happened to it over the years."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from eventcoder.codebook.files import read_bytes

_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_CODES = re.compile(r"\[([^\]]*)\]?")


class Line(NamedTuple):
    """One line without its comment: number from 1, text with its leading blanks, and what the comment said."""

    number: int
    text: str
    comment: str


class Left(NamedTuple):
    """Something of a dictionary that was not carried over, and why."""

    file: str
    row: int
    text: str
    why: str

    def line(self) -> str:
        """Return it in one line."""
        return f"{self.file}:{self.row}: {self.why}: {self.text}"


@dataclass(slots=True)
class Report:
    """What an import carried over, by table, and everything it left behind."""

    carried: dict[str, int] = field(default_factory=dict)
    left: list[Left] = field(default_factory=list)

    def count(self, table: str, number: int) -> None:
        """Note how many entries of a table were carried over, beside those of other files."""
        self.carried[table] = self.carried.get(table, 0) + number


def read_lines(path: Path, report: Report) -> Iterator[Line]:
    """Yield the lines that say something; a line that is no UTF-8 is reported and read as Latin-1.

    Raises CodebookError when the file cannot be read or is larger than 64 MiB.
    """
    raw = read_bytes(path)
    blank = _COMMENT.sub(lambda found: b"\n" * found.group().count(b"\n"), raw.removeprefix(b"\xef\xbb\xbf"))
    for number, line in enumerate(blank.splitlines(), start=1):
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            text = line.decode("latin-1")
            report.left.append(Left(path.name, number, text.strip(), "stray bytes, read as Latin-1"))
        said, _, comment = text.partition("#")
        if said.strip():
            yield Line(number, said.rstrip(), comment.strip())


def split_codes(text: str) -> tuple[str, list[str]]:
    """Return what stands before the first bracket, and what stands in each.

    >>> split_codes("PLO [PSEREB 19640528-19930101][PSEGOV]")
    ('PLO', ['PSEREB 19640528-19930101', 'PSEGOV'])
    """
    return text.partition("[")[0].strip(), [code.strip() for code in _CODES.findall(text)]


def plain_name(name: str) -> str:
    """Return a name as news prints it: blanks for underscores, one capital a word for Latin letters.

    >>> plain_name("GAZA_STRIP_"), plain_name("AL-QAEDA")
    ('Gaza Strip', 'Al-Qaeda')
    """
    words = name.replace("_", " ").split()
    return " ".join(word.title().replace("'S", "'s") if word.isupper() else word for word in words)


def slug(name: str, taken: set[str], number: int) -> str:
    """Return an id for a name that is not taken yet; names without ASCII letters get the line number."""
    base = re.sub(r"[^a-z0-9]+", "-", name.lower().encode("ascii", "ignore").decode()).strip("-") or f"line-{number}"
    found, again = base, 1
    while found in taken:
        again += 1
        found = f"{base}-{again}"
    taken.add(found)
    return found
