"""Gold records: sentences with the events people settled on, in the form of annotations/sentences/*.jsonl."""

import csv
import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from eventcoder.annotation.settle import latest, settle
from eventcoder.annotation.vocabulary import Vocabulary
from eventcoder.errors import InputError
from eventcoder.types.annotation import Coding, Decision, Passage, day_of

SPLITS: Final = ("train", "dev", "test")
_TEST, _DEV = 51, 77
_MOST: Final = 100 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class GoldSentence:
    """A sentence with all the events it tells, possibly none. `doc_date` is ISO 8601, None if unknown."""

    record_id: str
    language: str
    text: str
    doc_date: str | None
    events: tuple[Coding, ...] = ()
    alternatives: Mapping[int, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)

    @property
    def split(self) -> str:
        """Return the part the sentence belongs to, by its words alone: see `split_of`."""
        return split_of(self.text)

    def to_record(self) -> dict[str, Any]:
        """Return the sentence as annotations/README.md describes it."""
        tuples = [self._tuple(at, coding) for at, coding in enumerate(self.events)]
        return {
            "id": self.record_id, "lang": self.language, "text": self.text, "doc_date": self.doc_date,
            "negative": not tuples, "tuples": tuples,
        }  # fmt: skip

    def _tuple(self, at: int, coding: Coding) -> dict[str, Any]:
        also = self.alternatives.get(at, {})
        return {
            "source_code": coding.source or "", "source_alt": list(also.get("source", ())),
            "target_code": coding.target or "", "target_alt": list(also.get("target", ())),
            "code": coding.code, "code_alt": list(also.get("code", ())),
            "optional": False, "mirror": False,
        }  # fmt: skip


def split_of(text: str) -> str:
    """Return "test" when the first byte of the SHA-256 of the text in UTF-8 is below 51, "dev" when below 77.

    Else "train". A sentence never changes sides, whatever is added. The rule of the test part is that of
    annotations/README.md.

    >>> split_of("The ministers met.") in SPLITS
    True
    """
    first = hashlib.sha256(text.encode("utf-8")).digest()[0]
    return "test" if first < _TEST else "dev" if first < _DEV else "train"


def gold(
    decisions: Sequence[Decision], unfinished: Collection[str] = frozenset(), *, single: bool = False
) -> list[GoldSentence]:
    """Return the sentences people settled: judged alike by two or more, or adjudicated; with `single`, also by one.

    `unfinished` are sentences, by key, of which somebody has left a proposal open. Sentences with an event in dispute
    are left out. Order is that of language and words.
    """
    judges: dict[str, set[str]] = defaultdict(set)
    for (name, adjudicated, _), one in latest(decisions).items():
        judges[one.passage.key] |= {name, "adjudicator"} if adjudicated else {name}
    events: dict[str, list[Coding]] = defaultdict(list)
    passages: dict[str, Passage] = {}
    disputed: set[str] = set()
    for settled in settle(decisions):
        decision = settled.decision or (settled.judged[0])
        key = decision.passage.key
        passages.setdefault(key, decision.passage)
        if settled.decision is None:
            disputed.add(key)
        elif settled.decision.chosen and settled.decision.chosen.triple not in {c.triple for c in events[key]}:
            events[key].append(settled.decision.chosen)
    kept = [
        key for key in passages if key not in disputed and key not in unfinished and (single or len(judges[key]) > 1)
    ]
    found = [_sentence(passages[key], events[key]) for key in kept]
    return sorted(found, key=lambda one: (one.language, one.text))


def _sentence(passage: Passage, events: Iterable[Coding]) -> GoldSentence:
    published = passage.published.isoformat() if passage.published else None
    ordered = tuple(sorted(events, key=lambda one: (one.trigger or (0, 0), one.triple)))
    return GoldSentence(f"{passage.language}-{passage.key}", passage.language, passage.text, published, ordered)


def write_gold(folder: Path, sentences: Iterable[GoldSentence]) -> dict[str, int]:
    """Write <folder>/<split>/<language>.jsonl, and return how many sentences are in each split.

    Records that stand in a file already stay, in their place, unless the same words come again.
    """
    parts: dict[Path, dict[str, dict[str, Any]]] = {}
    counts = dict.fromkeys(SPLITS, 0)
    for one in sentences:
        path = folder / one.split / f"{one.language}.jsonl"
        records = parts.setdefault(path, {record["text"]: record for record in _records(path)})
        records[one.text] = one.to_record()
        counts[one.split] += 1
    for path, found in parts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        written = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in found.values())
        path.write_text(written, encoding="utf-8", newline="\n")
    return counts


def _records(path: Path) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    try:
        return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]
    except ValueError as problem:
        raise InputError(f"{path}: is no file of gold records: {problem}") from problem


_CSV: Final = ("text", "source", "code", "target")


def gold_from_csv(path: Path, vocabulary: Vocabulary, language: str | None = None) -> list[GoldSentence]:
    """Return the gold sentences of a CSV file: one row an event, or one row without a code for a sentence without any.

    Columns: text, source, code, target; optional: id, lang (or `language`), doc_date, source_alt, code_alt, target_alt
    with "|" between codes. Rows with the same text belong together. Raises InputError naming every row that is wrong.
    """
    rows = _csv_rows(path)
    problems: list[str] = []
    grouped: dict[str, list[tuple[int, Mapping[str, str]]]] = defaultdict(list)
    for number, row in enumerate(rows, 2):
        if not row.get("text"):
            problems.append(f"{path}:{number}: the text is missing")
        elif not (row.get("lang") or language):
            problems.append(f"{path}:{number}: the language is missing; add a column lang, or use --language")
        else:
            grouped[row["text"]].append((number, row))
    found = [_gold_sentence(path, text, some, language or "", vocabulary, problems) for text, some in grouped.items()]
    if problems:
        raise InputError("\n".join(problems))
    return found


def _csv_rows(path: Path) -> list[dict[str, str]]:
    try:
        if path.stat().st_size > _MOST:
            raise InputError(f"{path}: larger than {_MOST:,} bytes")
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            rows = [{key: (value or "").strip() for key, value in row.items() if key} for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error, AttributeError) as problem:
        raise InputError(f"{path}: cannot be read as CSV in UTF-8: {problem}") from problem
    if missing := [name for name in _CSV if name not in (reader.fieldnames or ())]:
        raise InputError(f"{path}:1: column {missing[0]!r} is missing; needed: {', '.join(_CSV)}")
    return rows


def _gold_sentence(
    path: Path,
    text: str,
    rows: Sequence[tuple[int, Mapping[str, str]]],
    language: str,
    vocabulary: Vocabulary,
    problems: list[str],
) -> GoldSentence:
    first = rows[0][1]
    language = first.get("lang") or language
    passage = Passage(text, language, "", "")
    events: list[Coding] = []
    alternatives: dict[int, dict[str, tuple[str, ...]]] = {}
    for number, row in rows:
        try:
            if row.get("doc_date"):
                day_of(row["doc_date"])
            if row["code"]:
                actors = (vocabulary.actor(row["source"]), vocabulary.actor(row["target"]))
                alternatives[len(events)] = {
                    end: _alternatives(row, end, vocabulary) for end in ("source", "code", "target")
                }
                events.append(Coding(vocabulary.event(row["code"]), *actors))
        except ValueError as problem:
            problems.append(f"{path}:{number}: {problem}")
    record_id = first.get("id") or f"{language}-{passage.key}"
    return GoldSentence(record_id, language, text, first.get("doc_date") or None, tuple(events), alternatives)


def _alternatives(row: Mapping[str, str], end: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    read = vocabulary.event if end == "code" else lambda text: vocabulary.actor(text) or ""
    return tuple(read(part.strip()) for part in row.get(f"{end}_alt", "").split("|") if part.strip())
