"""Find the files an input means, and open them without trusting their size."""

import gzip
import io
import os
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from glob import glob, has_magic
from pathlib import Path
from typing import BinaryIO

from eventcoder.errors import InputError

FORMATS = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "csv",
    ".tab": "csv",
    ".parquet": "parquet",
    ".pq": "parquet",
}
# Text compresses about tenfold; what grows more than this is a trap.
_MAX_GROWTH = 200
_FREE_GROWTH = 64_000_000
# Browsers save the pictures and scripts of page.html in a folder named so.
_ASSET_FOLDERS = ("_files", "_dosyalar", "_ملفات")
_READ_FAULTS = (OSError, EOFError, zlib.error)


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read. `name` is its path below the input given, `origin` what messages call it.

    `format` is a value of FORMATS, or "" for a kind of file that is not read. `named` tells a file the user named from
    one found in a folder. `scratch` marks a temporary copy of standard input.
    """

    path: Path
    name: str
    origin: str
    format: str
    named: bool = True

    @property
    def doc_id(self) -> str:
        """Return the id of the one document of this file: its name without extensions."""
        plain = self.name.removesuffix(".gz")
        return plain[: len(plain) - len(Path(plain).suffix)] if Path(plain).suffix.lower() in FORMATS else plain


def find_sources(inputs: Sequence[str]) -> Iterator[Source]:
    """Yield the files of paths, folders and globs in the order given, folders and globs sorted by name.

    Hidden files and the asset folders of saved pages are passed over; other files of unknown kind are yielded with an
    empty format. "-" is not handled here. Raises InputError for a path that does not exist or a glob without a match.
    """
    for given in inputs:
        path = Path(given)
        if path.is_dir():
            yield from _in_folder(path)
        elif path.exists():
            yield _source(path, path.name, named=True)
        elif has_magic(given):
            yield from _globbed(given)
        else:
            raise InputError(f"{given}: no such file or folder")


def _globbed(pattern: str) -> Iterator[Source]:
    matches = sorted(glob(pattern, recursive=True))
    if not matches:
        raise InputError(f"{pattern}: no file matches")
    for match in matches:
        path = Path(match)
        if path.is_dir():
            yield from _in_folder(path)
        else:
            yield _source(path, path.name, named=False)


def _in_folder(folder: Path) -> Iterator[Source]:
    found = []
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name[0] != "." and not name.endswith(_ASSET_FOLDERS))
        found += [Path(root, name) for name in names if name[0] != "."]
    for path in sorted(found, key=lambda entry: entry.relative_to(folder).parts):
        yield _source(path, path.relative_to(folder).as_posix(), named=False)


def _source(path: Path, name: str, *, named: bool) -> Source:
    suffix = Path(name.lower().removesuffix(".gz")).suffix
    return Source(path, name, path.as_posix(), FORMATS.get(suffix, ""), named)


class _Counted(io.RawIOBase):
    """Raw bytes of a file, unpacked where it is gzipped, that stop when they grow out of all proportion."""

    def __init__(self, path: Path) -> None:
        file = path.open("rb")
        packed = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        self._file: BinaryIO = file
        self._stream: BinaryIO | gzip.GzipFile = gzip.GzipFile(fileobj=file) if packed else file
        self._limit = max(_FREE_GROWTH, _MAX_GROWTH * path.stat().st_size) if packed else None
        self._seen = 0
        self._origin = path.as_posix()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]
        try:
            data = self._stream.read(len(buffer))
        except _READ_FAULTS as problem:
            raise InputError(f"{self._origin}: cannot be read: {problem}") from problem
        self._seen += len(data)
        if self._limit is not None and self._seen > self._limit:
            raise InputError(f"{self._origin}: unpacks to more than {_MAX_GROWTH} times its size")
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._stream.close()
        self._file.close()
        super().close()


def open_source(source: Source) -> io.BufferedReader:
    """Return the bytes of a file, unpacked where it is gzipped whatever its name.

    Reading raises InputError when the file is broken or unpacks to more than 200 times its size.
    """
    try:
        return io.BufferedReader(_Counted(source.path), 1 << 18)
    except OSError as problem:
        raise InputError(f"{source.origin}: cannot be opened: {problem.strerror}") from problem


def read_whole(source: Source, limit: int) -> bytes:
    """Return all bytes of a file; raises InputError when there are more than `limit`."""
    with open_source(source) as stream:
        data = stream.read(limit + 1)
    if len(data) > limit:
        raise InputError(f"{source.origin}: is larger than {limit:,} bytes")
    return data
