"""The content hash of a codebook: what it means, not how its files are written."""

import hashlib
import json
from typing import Any

from eventcoder.codebook.plain import Plain, PlainBook

_PATTERN_WORDS = slice(4, 6)


def content_hash(plain: PlainBook) -> str:
    """Return a SHA-256 over everything that can change a coded event or its published columns.

    Name and version, notes, examples, the order of rows, quotes, separators, encodings and line ends are left out.
    """
    shared, languages = plain
    meaning = {
        "events": sorted(map(list, shared["events"])),
        "roles": shared["roles"],
        "stateless": shared["stateless"],
        "operators": sorted(shared["operators"]),
        "entries": [_meaning(entry) for entry in shared["entries"]],
        "countries": shared["countries"],
        "actor_codes": shared["actor_codes"],
        "coding": shared["coding"],
        "languages": {code: _language(part) for code, part in languages.items()},
    }
    text = json.dumps(meaning, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _meaning(entry: list[Any]) -> list[Any]:
    """Return an entry without where it stands; the source of an actor is its last cell, that of an agent the fourth."""
    return entry[:-1] if entry[0] == 0 else [*entry[:4], *entry[5:]] if entry[0] == 1 else entry


def _language(part: Plain) -> Plain:
    """Return the meaning of one language; the order of patterns stays, since it decides between equals."""
    patterns = [
        [*row[:4], *(sorted(words) for words in row[_PATTERN_WORDS]), *row[6:10], *row[12:], part["frames"][row[3]]]
        for row in part["patterns"]
    ]
    return {
        "written": part["written"],
        "patterns": [[*row[:3], *row[4:]] for row in patterns],
        "light_verbs": sorted(part["light_verbs"]),
        "instruments": part["instruments"],
        "discards": part["discards"],
        "word_sets": part["word_sets"],
        "passed_over": part["passed_over"],
    }
