"""Why an event is not in both versions alike: an input, a codebook entry, the coder, a check or a person."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from eventcoder.datasets.manifest import CORRECTIONS, ENTRIES, read_json
from eventcoder.datasets.versions import DatasetVersion

_UNEXPLAINED: Final = "unexplained: inputs, codebook, coder and parameters are the same"
_BATCH: Final = 65_536
_BY_PERSON: Final = frozenset({"corrected", "confirmed", "added"})
_ENTRY_COLUMNS: Final = (("rule_id", "pattern"), ("source_entry", "entry"), ("target_entry", "entry"))


@dataclass(frozen=True, slots=True)
class Causes:
    """What is needed to explain a change; `between` reads it from two versions.

    All pairs are before and after. `documents` names the origin of each document, `places` the words and ids of its
    sentences by document, `edited` the documents in which these differ, `refused` the checks that hold an event in
    quarantine. `entries` says what happened to a codebook entry ("new", "changed", "removed"); `rejected` are the
    events a person rejected, by id; `general` is the cause left when nothing closer is known.
    """

    documents: tuple[Mapping[str, str], Mapping[str, str]]
    places: tuple[frozenset[tuple[str, str]], frozenset[tuple[str, str]]]
    edited: frozenset[str]
    entries: Mapping[str, str]
    refused: tuple[Mapping[str, str], Mapping[str, str]]
    rejected: frozenset[str]
    general: str

    @classmethod
    def between(cls, before: DatasetVersion, after: DatasetVersion, doc_ids: Iterable[str]) -> "Causes":
        """Read what explains changes of events in the documents named."""
        wanted = pa.array(sorted(set(doc_ids)), pa.string())
        sides = (before, after)
        places = _places(before, wanted), _places(after, wanted)
        withheld = any(side.manifest.get("text_withheld") for side in sides)
        return cls(
            documents=(_origins(before), _origins(after)),
            places=places,
            edited=frozenset() if withheld else frozenset(doc_id for doc_id, _ in places[0] ^ places[1]),
            entries=_entry_changes(*(_entries(side) for side in sides)),
            refused=(_refused(before), _refused(after)),
            rejected=_rejected(after),
            general=_general(before.manifest, after.manifest),
        )

    def origin(self, doc_id: str) -> str | None:
        """Return where a document came from: input file, and row where it has rows."""
        return self.documents[1].get(doc_id) or self.documents[0].get(doc_id)

    def of_added(self, row: Mapping[str, Any]) -> str:
        """Return why an event is there now."""
        if row["review_status"] in _BY_PERSON:
            return _person(row)
        if row["doc_id"] not in self.documents[0]:
            return f"input: new document {self.origin(row['doc_id'])}"
        if (claims := self.refused[0].get(row["event_id"])) is not None:
            return f"check: no longer refused by {claims}"
        return self._words(row, 0) or self._entry(row) or self._context(row)

    def of_removed(self, row: Mapping[str, Any]) -> str:
        """Return why an event is no longer there."""
        if row["doc_id"] not in self.documents[1]:
            return f"input: document gone {self.origin(row['doc_id'])}"
        if (claims := self.refused[1].get(row["event_id"])) is not None:
            return f"check: refused by {claims}"
        if row["event_id"] in self.rejected:
            return "correction: rejected by a person"
        return self._words(row, 1) or self._entry(row) or self._context(row)

    def of_pair(self, was: Mapping[str, Any], now: Mapping[str, Any], kind: str) -> str:
        """Return why an event differs between the versions."""
        if kind == "corrected":
            return _person(now)
        words = [row["sentence"] for row in (was, now) if row["sentence"] is not None]
        if kind == "moved" or len(set(words)) == 2:
            return f"input: edited document {self.origin(now['doc_id'])}"
        return self._entry(now) or self._entry(was) or self._context(now)

    def _words(self, row: Mapping[str, Any], other: int) -> str | None:
        """Return the input as cause where the other version does not have the sentence."""
        places = {(row["doc_id"], row["sentence"]), (row["doc_id"], row["sentence_id"])}
        return None if places & self.places[other] else f"input: edited document {self.origin(row['doc_id'])}"

    def _context(self, row: Mapping[str, Any]) -> str:
        """Return the input as cause where other sentences of the document changed, to which a pronoun may go back."""
        if row["doc_id"] in self.edited:
            return f"input: edited document {self.origin(row['doc_id'])}, in another sentence"
        return self.general

    def _entry(self, row: Mapping[str, Any]) -> str | None:
        for column, kind in _ENTRY_COLUMNS:
            if what := self.entries.get(f"{kind}:{row.get(column)}"):
                return f"codebook: {what} {kind} {row[column]}"
        return None


def settings_changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what two manifests say went into the versions differently, in words: inputs first."""
    told = _input_changes(before, after)
    for part in ("codebook", "coder"):
        if before.get(part) != after.get(part):
            told.append(f"{part}: {_named(before.get(part))} -> {_named(after.get(part))}")
    for part in ("parameters", "corrections", "text_withheld"):
        if (was := before.get(part) or {}) != (now := after.get(part) or {}):
            told.append(f"{part.replace('_', ' ')}: {_plain(was)} -> {_plain(now)}")
    return tuple(told)


def _input_changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    was, now = ({one["name"]: one["sha256"] for one in side.get("inputs", ())} for side in (before, after))
    told = [f"input: new {name}" for name in sorted(now.keys() - was.keys())]
    told += [f"input: gone {name}" for name in sorted(was.keys() - now.keys())]
    return told + [f"input: edited {name}" for name in sorted(was.keys() & now.keys()) if was[name] != now[name]]


def _named(part: Mapping[str, Any] | None) -> str:
    shown = [str((part or {}).get(key, "")) for key in ("name", "version")]
    mark = str((part or {}).get("sha256", ""))[:8]
    return " ".join([*filter(None, shown), *([f"({mark})"] if mark else [])])


def _plain(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {part}" for key, part in sorted(value.items()) if part and key != "sha256") or "none"
    return json.dumps(value, ensure_ascii=False) if value else "none"


def _general(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """Return which of codebook, coder and parameters can have caused what no entry explains."""
    differing = [part for part in ("codebook", "coder", "parameters") if before.get(part) != after.get(part)]
    if not differing:
        return _UNEXPLAINED
    if differing == ["parameters"]:
        return "parameters"
    told = [
        f"{part} {_named(before.get(part))} -> {_named(after.get(part))}" for part in differing if part != "parameters"
    ]
    return f"{differing[0]}: {' or '.join(told)}"


def _person(row: Mapping[str, Any]) -> str:
    return f"correction: by {row['reviewer'] or 'a person'}"


def _origins(version: DatasetVersion) -> dict[str, str]:
    if "documents" not in version.tables:
        return {}
    found = version.stored("documents").read(["doc_id", "origin"])
    return dict(zip(found["doc_id"].to_pylist(), found["origin"].to_pylist(), strict=True))


def _sentences(version: DatasetVersion, doc_ids: pa.Array, columns: list[str]) -> pa.Table:
    if "sentences" not in version.tables:
        return pa.table({name: pa.array([], pa.string()) for name in columns})
    stored = version.stored("sentences")
    parts = [part.filter(pc.is_in(part["doc_id"], value_set=doc_ids)) for part in stored.batches(_BATCH, columns)]
    return pa.concat_tables([stored.schema.empty_table().select(parts[0].column_names if parts else columns), *parts])


def _places(version: DatasetVersion, doc_ids: pa.Array) -> frozenset[tuple[str, str]]:
    found = _sentences(version, doc_ids, ["doc_id", "sentence_id", "text"])
    documents = found["doc_id"].to_pylist()
    texts = (pair for pair in zip(documents, found["text"].to_pylist(), strict=True) if pair[1] is not None)
    return frozenset(texts) | frozenset(zip(documents, found["sentence_id"].to_pylist(), strict=True))


def _rejected(version: DatasetVersion) -> frozenset[str]:
    if CORRECTIONS not in version.manifest["files"]:
        return frozenset()
    fates = read_json(version.folder / CORRECTIONS)["fates"]
    return frozenset(one for fate in fates if fate["verdict"] == "rejected" for one in fate["events"])


def _refused(version: DatasetVersion) -> dict[str, str]:
    if not version.rows("quarantine"):
        return {}
    found = version.stored("quarantine").read(["event_id", "expectations"])
    claims = [", ".join(names) for names in found["expectations"].to_pylist()]
    return dict(zip(found["event_id"].to_pylist(), claims, strict=True))


def _entries(version: DatasetVersion) -> dict[str, str]:
    path = version.folder / ENTRIES
    return dict(json.loads(path.read_text("utf-8"))) if ENTRIES in version.manifest["files"] else {}


def _entry_changes(was: Mapping[str, str], now: Mapping[str, str]) -> dict[str, str]:
    """Return what became of codebook entries; nothing where either version does not list its entries."""
    if not was or not now:
        return {}
    told = {key: "new" for key in now.keys() - was.keys()} | {key: "removed" for key in was.keys() - now.keys()}
    return told | {key: "changed" for key in was.keys() & now.keys() if was[key] != now[key]}
