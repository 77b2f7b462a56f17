"""JSON lines and JSON arrays."""

import io
import json
from collections.abc import Iterator
from typing import Any

from eventcoder.errors import InputError
from eventcoder.ingest.decode import SAMPLE_BYTES, decode, detect_encoding
from eventcoder.ingest.options import ReadOptions
from eventcoder.ingest.records import Place, find_columns, to_document, usual_names
from eventcoder.ingest.sources import Source, open_source, read_whole
from eventcoder.types.text import Document, FailedDocument

Read = Document | FailedDocument


def read_lines(source: Source, options: ReadOptions) -> Iterator[Read]:
    """Yield the documents of a JSON lines file; a line that cannot be read is one failed document."""
    for number, line in text_lines(source, options):
        if line is None:
            limit = f"{options.max_line_bytes:,}"
            yield row_place(source, number).failed(f"the line is longer than the {limit} bytes allowed")
        elif line.strip():
            yield _from_json(line, row_place(source, number), options)


def read_array(source: Source, options: ReadOptions) -> Iterator[Read]:
    """Yield the documents of a JSON file: an array, an object that holds one, a lone object, or JSON lines."""
    text = decode_json(read_whole(source, options.max_file_bytes), options)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as problem:
        if text.lstrip()[:1] == "{" and "\n" in text.strip():
            yield from read_lines(source, options)
            return
        raise InputError(f"holds broken JSON: {problem}") from problem
    listed = _listed(value)
    if listed is None:
        yield _from_object(value, Place(source.origin, source.doc_id), options)
        return
    for number, entry in enumerate(listed, start=1):
        yield _from_object(entry, row_place(source, number), options)


def decode_json(data: bytes, options: ReadOptions) -> str:
    """Return a JSON file's bytes as text, without touching what stands inside strings."""
    name = options.encoding or detect_encoding(data[:SAMPLE_BYTES])
    return data.decode(name, "replace").lstrip("\ufeff")


def row_place(source: Source, number: int) -> Place:
    """Return the place of a row or line, counted from 1."""
    return Place(f"{source.origin}:{number}", f"{source.name}:{number}")


def text_lines(source: Source, options: ReadOptions) -> Iterator[tuple[int, str | None]]:
    """Yield the lines of a file with their numbers from 1, None for a line over the limit; memory holds one line.

    A line in another encoding than the rest of the file is decoded by itself. Raises InputError for binary data.
    """
    with open_source(source) as stream:
        sample = stream.peek(SAMPLE_BYTES)[:SAMPLE_BYTES]
        name = options.encoding or detect_encoding(sample)
        errors = "surrogateescape" if name.startswith("utf-8") else "replace"
        with io.TextIOWrapper(stream, encoding=name, errors=errors, newline="") as lines:
            number = 0
            while line := lines.readline(options.max_line_bytes):
                number += 1
                if len(line) < options.max_line_bytes or line[-1] == "\n":
                    yield number, _mended(line, name, errors)
                    continue
                while line and line[-1] != "\n":
                    line = lines.readline(options.max_line_bytes)
                yield number, None


def _mended(line: str, name: str, errors: str) -> str:
    """Return the line, its stray bytes decoded in the encoding that suits this line."""
    if errors == "surrogateescape" and any("\udc80" <= char <= "\udcff" for char in line):
        return decode(line.encode(name.removesuffix("-sig"), errors))
    return line


def _listed(value: Any) -> list[Any] | None:
    """Return the list of documents a JSON value holds, None when it is a document itself."""
    if isinstance(value, list):
        return value
    if isinstance(value, dict):
        keys = [key for key in usual_names()["lists"] if isinstance(value.get(key), list)]
        return value[keys[0]] if keys else None
    return None


def _from_json(line: str, place: Place, options: ReadOptions) -> Read:
    try:
        return _from_object(json.loads(line.lstrip("\ufeff")), place, options)
    except (ValueError, RecursionError) as problem:
        return place.failed(f"holds broken JSON: {problem}")


def _from_object(value: Any, place: Place, options: ReadOptions) -> Read:
    if not isinstance(value, dict):
        return place.failed(f"holds a JSON {type(value).__name__}, not an object")
    try:
        columns = find_columns(value, options)
    except InputError as problem:
        return place.failed(str(problem))
    if "text" not in columns:
        known = ", ".join(list(value)[:12])
        return place.failed(f"has no text: none of its keys ({known}) is a usual name; name the column")
    return to_document(value, columns, place, options)
