"""Keep a loaded codebook between runs, keyed by every byte it was read from.

The cache is a JSON file a codebook, never a pickle. It is only ever a shortcut: a missing, damaged or unwritable cache
means that the files are read again.
"""

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from eventcoder.codebook.files import read_bytes
from eventcoder.codebook.layers import Layers
from eventcoder.codebook.plain import PlainBook, from_plain
from eventcoder.codebook.values import Codebook

_SUFFIXES = (".csv", ".yaml", ".toml")
_KEPT = 12


def cache_folder() -> Path | None:
    """Return where codebooks are kept: $EVENTCODER_CACHE, $XDG_CACHE_HOME or ~/.cache; None when there is no home."""
    given = os.environ.get("EVENTCODER_CACHE")
    if given:
        return Path(given) / "codebooks"
    try:
        home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    except RuntimeError:
        return None
    return Path(home) / "eventcoder" / "codebooks"


def cache_key(layers: Layers) -> str:
    """Return a SHA-256 over the bytes of all files of a codebook, and of the program that reads them.

    Sizes and times of files are not asked: a change that keeps both is found too. Raises CodebookError for a file that
    cannot be read or is larger than 64 MiB.
    """
    total = hashlib.sha256()
    for folder in (*layers, Path(__file__).parent):
        suffixes = (".py",) if folder == Path(__file__).parent else _SUFFIXES
        for path in sorted(p for p in folder.rglob("*") if p.suffix in suffixes):
            content = hashlib.sha256(read_bytes(path)).hexdigest()
            total.update(f"{path.relative_to(folder).as_posix()}\0{content}\0".encode())
        total.update(b"\0")
    return total.hexdigest()


def read_cached(key: str, languages: Sequence[str] | None) -> Codebook | None:
    """Return the codebook kept under a key, limited to these ISO 639-1 codes; None when it has to be read again."""
    folder = cache_folder()
    if folder is None:
        return None
    try:
        head, body = (folder / f"{key}.json").read_bytes().split(b"\n", 1)
        if hashlib.sha256(body).hexdigest() != head.decode("ascii"):
            return None
        order, shared, *parts = body.split(b"\n")
        wanted = {code: part for code, part in zip(json.loads(order), parts, strict=True)}
        chosen = {c: json.loads(part) for c, part in wanted.items() if languages is None or c in languages}
        return from_plain(json.loads(shared), chosen)
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return None


def write_cached(key: str, plain: PlainBook) -> None:
    """Keep a codebook, as plain lists with all its languages; nothing happens where it cannot be written."""
    folder = cache_folder()
    if folder is None:
        return
    shared, languages = plain
    body = "\n".join(
        json.dumps(part, ensure_ascii=False, separators=(",", ":"))
        for part in (list(languages), shared, *languages.values())
    ).encode("utf-8")
    with contextlib.suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder, suffix=".part")
        with os.fdopen(handle, "wb") as file:
            file.write(hashlib.sha256(body).hexdigest().encode("ascii") + b"\n" + body)
        os.replace(name, folder / f"{key}.json")
        _forget_oldest(folder)


def _forget_oldest(folder: Path) -> None:
    kept = sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in kept[_KEPT:]:
        path.unlink(missing_ok=True)
