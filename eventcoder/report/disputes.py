"""The disputes of an annotation round as one self-contained HTML page: every answer beside the sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined

from eventcoder.types.text import Span


@dataclass(frozen=True, slots=True)
class DisputeRow:
    """One event in dispute: number, sentence with its neighbours, the words it is about, and who answered what.

    `marks` are spans of the sentence by what they name: "source", "target" or "trigger". `answers` pairs a name with
    the lines of an answer.
    """

    number: str
    language: str
    before: str
    sentence: str
    after: str
    marks: Mapping[str, Span]
    answers: Sequence[tuple[str, Sequence[str]]]

    @property
    def pieces(self) -> list[tuple[str, str]]:
        """Return the sentence cut at its marks: text and what it names, "" for the rest; marks never overlap."""
        found, at = [], 0
        for name, span in sorted(self.marks.items(), key=lambda mark: mark[1]):
            if span.start >= at:
                found += [(self.sentence[at : span.start], ""), (span.cut(self.sentence), name)]
                at = span.end
        return [piece for piece in (*found, (self.sentence[at:], "")) if piece[0]]


def disputes_page(title: str, rows: Sequence[DisputeRow]) -> str:
    """Return a page that loads nothing from anywhere; every text is escaped and has its own direction."""
    environment = Environment(
        loader=PackageLoader("eventcoder.report", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("disputes.html.j2").render(title=title, rows=rows)
