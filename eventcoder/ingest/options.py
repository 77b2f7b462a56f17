"""What a reader is told: where to look in a table, and how much it may read."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """Options of read_inputs. A column left None is looked for under its usual names.

    `today` is the day of the run; a document dated more than two days later is refused. `encoding` overrides detection.
    `max_document_chars` bounds one document, `max_line_bytes` one line of JSONL or CSV, `max_file_bytes` a file that
    has to be read as a whole (text, HTML, JSON arrays) after decompression.
    """

    today: date
    text_column: str | None = None
    date_column: str | None = None
    id_column: str | None = None
    url_column: str | None = None
    publisher_column: str | None = None
    title_column: str | None = None
    language_column: str | None = None
    encoding: str | None = None
    max_document_chars: int = 2_000_000
    max_line_bytes: int = 16_000_000
    max_file_bytes: int = 256_000_000

    def column(self, role: str) -> str | None:
        """Return the column the user named for a role ("text", "date", "id", ...), None when left to be found."""
        named: str | None = getattr(self, f"{role}_column")
        return named
