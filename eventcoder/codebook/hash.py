"""The content hash of a codebook: what it means, not how its files are written."""

import hashlib
import json

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
        "entries": [entry[:-1] if entry[0] < 2 else entry for entry in shared["entries"]],
        "countries": shared["countries"],
        "actor_codes": shared["actor_codes"],
        "languages": {code: _language(part) for code, part in languages.items()},
    }
    text = json.dumps(meaning, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _language(part: Plain) -> Plain:
    """Return the meaning of one language; the order of patterns stays, since it decides between equals."""
    patterns = [
        [*row[:4], *(sorted(words) for words in row[_PATTERN_WORDS]), *row[6:10], part["frames"][row[3]]]
        for row in part["patterns"]
    ]
    return {
        "written": part["written"],
        "patterns": [[*row[:3], *row[4:]] for row in patterns],
        "light_verbs": sorted(part["light_verbs"]),
        "instruments": part["instruments"],
        "discards": part["discards"],
    }
