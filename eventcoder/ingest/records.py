"""From a record (a table row, a JSON object) to a Document, or the reason why not."""

import html
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from eventcoder.errors import InputError
from eventcoder.ingest.decode import clean
from eventcoder.ingest.html import looks_like_markup, page_text
from eventcoder.ingest.options import ReadOptions
from eventcoder.languages.dates import parse_date
from eventcoder.plain_yaml import parse_yaml
from eventcoder.types.text import Document, FailedDocument

ROLES = ("text", "date", "id", "url", "publisher", "title", "language")
_MAX_FIELD = 2000
_MAX_AHEAD = timedelta(days=2)
_FIRST_DAY = date(1500, 1, 1)
_ENTITY = re.compile(r"&(?:amp|quot|apos|lt|gt|nbsp|#\d{2,6}|#x[0-9a-fA-F]{2,5});")
_EMPTY = frozenset({"", "nan", "none", "null", "nat", "n/a"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands: `origin` for messages ("news/a.jsonl:17"), `doc_id` when it names itself by no id."""

    origin: str
    doc_id: str

    def failed(self, reason: str) -> FailedDocument:
        """Return this record as failed for a reason."""
        return FailedDocument(self.doc_id, self.origin, f"{self.origin}: {reason}")


@cache
def usual_names() -> dict[str, Any]:
    """Return the usual names of columns, lists and languages from columns.yaml."""
    data: dict[str, Any] = parse_yaml(files("eventcoder.ingest").joinpath("columns.yaml").read_text("utf-8"))
    return data


def find_columns(names: Iterable[str], options: ReadOptions) -> dict[str, str]:
    """Return role -> column for the roles that have one: the column named in the options, else the first usual name.

    Raises InputError when a column the options name is missing.
    """
    present = {str(name).strip().lstrip("\ufeff").casefold(): str(name) for name in names}
    found = {}
    for role in ROLES:
        named = options.column(role)
        if named is not None and named.casefold() not in present:
            raise InputError(f"has no column {named!r}; it has {', '.join(present.values()) or 'none'}")
        wanted = [named] if named is not None else usual_names()["columns"][role]
        column = next((present[name.casefold()] for name in wanted if name.casefold() in present), None)
        if column is not None:
            found[role] = column
    return found


def to_document(
    record: Mapping[str, Any], columns: Mapping[str, str], place: Place, options: ReadOptions
) -> Document | FailedDocument:
    """Return the document a record holds, or why it holds none."""
    values = {role: record.get(column) for role, column in columns.items()}
    try:
        doc_id = _id(values.get("id")) or place.doc_id
    except InputError as problem:
        return place.failed(str(problem))
    named = Place(place.origin, doc_id)
    try:
        title = _field(values.get("title"))
        return Document(
            doc_id=doc_id,
            text=_text(values.get("text"), title, options),
            origin=place.origin,
            title=title,
            publisher=_field(values.get("publisher")),
            url=_field(values.get("url")),
            published=to_published(values.get("date"), options.today),
            language=_language(values.get("language")),
        )
    except InputError as problem:
        return named.failed(str(problem))


def with_title(title: str | None, body: str) -> str:
    """Return the body under its headline; a body that already opens with the headline stays as it is."""
    if title is None or body.lstrip().casefold().startswith(title.casefold()):
        return body
    return f"{title}\n\n{body}"


def to_published(value: object, today: date) -> date | None:
    """Return the day a date cell names, None for an empty cell.

    Raises InputError when it cannot be read, lies more than two days after today or before the year 1500.
    """
    if _is_empty(value):
        return None
    if isinstance(value, datetime):
        day: date | None = value.date()
    elif isinstance(value, date):
        day = value
    else:
        day = None if isinstance(value, bool) else parse_date(_plain(value))
    if day is None:
        raise InputError(f"has the date {_shown(value)}, which cannot be read; 2025-08-07 would be right")
    if day > today + _MAX_AHEAD:
        raise InputError(f"has the date {day}, which lies in the future of {today}")
    if day < _FIRST_DAY:
        raise InputError(f"has the date {day}, which is no day of news")
    return day


def checked_text(text: str, options: ReadOptions) -> str:
    """Return text, or raise InputError when it is empty or too long."""
    if not any(char.isalnum() for char in text):
        raise InputError("has no text")
    if len(text) > options.max_document_chars:
        raise InputError(f"has {len(text):,} characters, more than the {options.max_document_chars:,} allowed")
    return text


def _text(value: object, title: str | None, options: ReadOptions) -> str:
    if value is not None and not isinstance(value, str):
        if isinstance(value, float) and math.isnan(value):
            raise InputError("has no text")
        raise InputError(f"has a text of type {type(value).__name__}, not text")
    if not value:
        raise InputError("has no text")
    if len(value) > 4 * options.max_document_chars:
        raise InputError(f"has {len(value):,} characters, more than the {options.max_document_chars:,} allowed")
    body = clean(value)
    if looks_like_markup(body):
        body = page_text(body)
    elif _ENTITY.search(body):
        body = html.unescape(body)
    return with_title(title, checked_text(body, options))


def _is_empty(value: object) -> bool:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return True
    # Missing days of data frames compare unequal to themselves.
    return value != value or (isinstance(value, str) and value.strip().casefold() in _EMPTY)


def _plain(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _shown(value: object) -> str:
    return repr(str(value)[:60])


def _id(value: object) -> str | None:
    if _is_empty(value):
        return None
    if isinstance(value, (bool, dict, list)):
        raise InputError(f"has an id of type {type(value).__name__}")
    return _field(_plain(value))


def _field(value: object) -> str | None:
    """Return a short field as one line of text, None when it is empty or not text."""
    if _is_empty(value) or not isinstance(value, (str, int, float)):
        return None
    line = " ".join(clean(_plain(value)).split())
    if len(line) > _MAX_FIELD:
        raise InputError(f"has a field of {len(line):,} characters where {_MAX_FIELD:,} are allowed")
    return line or None


def _language(value: object) -> str | None:
    """Return the ISO 639-1 code a language cell means; raises InputError for one that is not coded."""
    if _is_empty(value):
        return None
    written = _plain(value).strip().casefold()
    base = re.split(r"[-_]", written, maxsplit=1)[0]
    for code, names in usual_names()["languages"].items():
        if written in names or base in names:
            return str(code)
    raise InputError(f"is in the language {_shown(value)}; known: {', '.join(usual_names()['languages'])}")
