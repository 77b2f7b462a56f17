"""Read whatever a user has, one document at a time."""

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from hashlib import blake2b
from itertools import chain
from pathlib import Path

from eventcoder.errors import InputError
from eventcoder.ingest.jsonl import read_array, read_lines
from eventcoder.ingest.options import ReadOptions
from eventcoder.ingest.plain import read_html, read_text
from eventcoder.ingest.sources import Source, find_sources, open_source
from eventcoder.ingest.tables import read_csv, read_parquet
from eventcoder.types.text import Document, FailedDocument

Read = Document | FailedDocument
Reader = Callable[[Source, ReadOptions], Iterator[Read]]

_READERS: dict[str, Reader] = {
    "text": read_text,
    "html": read_html,
    "jsonl": read_lines,
    "json": read_array,
    "csv": read_csv,
    "parquet": read_parquet,
}
STDIN = "-"


def read_inputs(inputs: Sequence[str], options: ReadOptions) -> Iterator[Document | FailedDocument]:
    """Yield the documents of files, folders, globs and "-" (standard input), folders and globs in sorted order.

    Reads plain text, saved HTML pages, JSON lines, JSON arrays, CSV, TSV and Parquet, each plain or gzipped. Memory
    holds one document (one file of those read whole). Every input that cannot be used is one FailedDocument and never
    stops the rest. Ids are unique: a document whose id came before fails under an id of its own.

    Raises InputError, before anything is read, for a path that does not exist; and for a table named by itself that has
    no text column.
    """
    sources: list[Source | None] = []
    for entry in inputs:
        sources += [None] if entry == STDIN else find_sources([entry])
    return _unique(chain.from_iterable(_documents(source, options) for source in sources))


def _documents(source: Source | None, options: ReadOptions) -> Iterator[Read]:
    """Yield the documents of a file, or of standard input for None."""
    if source is not None:
        yield from _from_source(source, options)
        return
    with tempfile.TemporaryDirectory(prefix="eventcoder-") as scratch:
        path = Path(scratch, "stdin")
        with path.open("wb") as copy:
            shutil.copyfileobj(sys.stdin.buffer, copy)
        yield from _from_source(_sniffed(Source(path, "stdin", "stdin", "text")), options)


def _sniffed(source: Source) -> Source:
    """Return standard input with the format its first characters show."""
    with open_source(source) as stream:
        head = stream.peek(1024)[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"par1"):
        return replace(source, format="parquet")
    shapes = {b"{": "json" if b"\n" in head[:3] else "jsonl", b"[": "json", b"<": "html"}
    return replace(source, format=shapes.get(head[:1], "text"))


def _from_source(source: Source, options: ReadOptions) -> Iterator[Read]:
    """Yield what one file holds; what cannot be read of it ends in one failed document."""
    if not source.format:
        reason = f"is of a kind that is not read ({source.path.suffix or 'no ending'})"
        yield _failed(source, reason)
        return
    count = 0
    try:
        for document in _READERS[source.format](source, options):
            count += 1
            yield document
    except InputError as problem:
        if source.named and "column" in str(problem):
            raise InputError(f"{source.origin}: {problem}") from problem
        yield _failed(source, str(problem).removeprefix(f"{source.origin}: "))
        return
    if not count:
        yield _failed(source, "holds no document")


def _failed(source: Source, reason: str) -> FailedDocument:
    return FailedDocument(source.doc_id, source.origin, f"{source.origin}: {reason}")


def _unique(documents: Iterator[Read]) -> Iterator[Read]:
    """Yield documents with ids that never repeat; the second of an id fails under an id of its own.

    Keeps a hash of 8 bytes and a number for the place of each id, not the ids themselves.
    """
    seen: dict[int, int] = {}
    files: dict[str, int] = {}
    for document in documents:
        key = _key(document.doc_id)
        file, _, row = document.origin.rpartition(":")
        if key not in seen:
            place = (file, int(row)) if file and row.isdigit() else (document.origin, 0)
            seen[key] = files.setdefault(place[0], len(files)) << 40 | place[1]
            yield document
            continue
        reason = document.reason if isinstance(document, FailedDocument) else ""
        first = _place(seen[key], list(files))
        yield FailedDocument(
            doc_id=_free(document.doc_id, seen),
            origin=document.origin,
            reason=reason or f"{document.origin}: has the id {document.doc_id!r}, which {first} has already",
        )


def _place(packed: int, files: list[str]) -> str:
    file, row = files[packed >> 40], packed & (1 << 40) - 1
    return f"{file}:{row}" if row else file


def _free(doc_id: str, seen: dict[int, int]) -> str:
    """Return the id with the first number that makes it unique."""
    count = 2
    while _key(f"{doc_id}#{count}") in seen:
        count += 1
    seen[_key(f"{doc_id}#{count}")] = seen[_key(doc_id)]
    return f"{doc_id}#{count}"


def _key(doc_id: str) -> int:
    return int.from_bytes(blake2b(doc_id.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
