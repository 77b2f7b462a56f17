"""Measure checking and publishing: python bench/publish.py [ROWS] (events; 1,000,000 unless told).

Makes events with a sentence each, two sentences without event for every coded one, and prints CPU and wall seconds of
every step, and the largest resident memory so far; making the rows happens in a process of its own. A plain pyarrow
write of the events stands beside for scale, and a second version with one event in a hundred changed, because that is
when versions are compared.
"""

import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pyarrow as pa
import pyarrow.parquet as pq

from eventcoder.checks.context import CheckContext
from eventcoder.datasets.manifest import BuildRecord, read_manifest
from eventcoder.datasets.ordering import ordered
from eventcoder.datasets.parquet import ROWS_PER_GROUP, TableWriter, write_table
from eventcoder.datasets.verify import verify
from eventcoder.datasets.versions import read_version
from eventcoder.release import Released, ReleaseOptions, release
from eventcoder.stored import Stored
from eventcoder.tables import DOCUMENTS, PROPOSED, SENTENCES, to_codes_table
from eventcoder.types.codes import EventCode
from eventcoder.types.text import digest

T = TypeVar("T")
BATCH = 20_000
PER_DOCUMENT = 5
COUNTRIES = ("TUR", "SYR", "IRQ", "ISR", "PSE", "USA", "RUS", "FRA")
ROLES = ("GOV", "MIL", "REB", "OPP")
WORDS = "minister army talks visit border attack aid council said forces Monday city rebels agreement".split()
CODES = {f"{root:02}": EventCode(f"{root:02}", None, "Root", "A root", 1 + root // 6, 0.0) for root in range(1, 21)}
LATE = 3  # of every hundred events, to give the quarantine something to hold


def step(name: str, call: Callable[[], T]) -> T:
    """Run one step and print what it cost."""
    cpu, wall = time.process_time(), time.perf_counter()
    result = call()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    spent = f"{time.process_time() - cpu:6.1f} CPU s {time.perf_counter() - wall:6.1f} s"
    print(f"{name:24} {spent} {peak:7.0f} MB peak", flush=True)
    return result


def event_row(number: int, rng: random.Random) -> dict[str, object]:
    """Return one event that keeps every claim, save a few that are dated after their publication."""
    words = [rng.choice(WORDS) for _ in range(22)]
    sentence = " ".join(words)
    published = date(2000, 1, 1) + timedelta(days=rng.randrange(9000))
    source, target = rng.sample(COUNTRIES, 2)
    code = rng.choice(sorted(CODES))
    ends = (len(words[0]), len(words[0]) + 1 + len(words[1]))
    return {
        "event_id": digest("event", str(number)),
        "doc_id": digest("document", str(number // PER_DOCUMENT)),
        "article_no": 1,
        "sentence_no": number % PER_DOCUMENT,
        "sentence_id": digest("sentence", str(number)),
        "sentence": sentence,
        "language": "en",
        "published_date": published,
        "published_year": published.year,
        "event_date": published + timedelta(days=9 if number % 100 < LATE else 0),
        "event_date_precision": "day",
        "event_date_basis": "text",
        "source_actor": source + rng.choice(ROLES),
        "target_actor": target,
        "source_country": source,
        "target_country": target,
        "source_text": words[0],
        "source_start": 0,
        "source_end": ends[0],
        "event_code": code,
        "event_root": code,
        "event_name": "Root",
        "plover_contexts": ["diplomatic"],
        "quad_class": CODES[code].quad_class,
        "goldstein": 0.0,
        "polarity": "affirmed",
        "modality": "actual",
        "reported": False,
        "trigger_text": words[1],
        "trigger_start": ends[0] + 1,
        "trigger_end": ends[1],
        "rule_id": "rule",
        "coder": "rule",
        "confidence": 0.5,
        "review_status": "uncorrected",
    }


def sentence_rows(event: dict[str, object], number: int) -> list[dict[str, object]]:
    """Return the sentence of an event, and two others without one."""
    same = {name: event[name] for name in ("doc_id", "article_no", "sentence_no", "language", "published_date")}
    place = {"start": 0, "end": len(str(event["sentence"])), "text": event["sentence"]}
    ids = (event["sentence_id"], digest("sentence", str(number), "a"), digest("sentence", str(number), "b"))
    outcomes = ("coded", "no_event", "no_actor")
    return [
        {**same, **place, "sentence_id": one, "outcome": outcome} for one, outcome in zip(ids, outcomes, strict=True)
    ]


def spool(folder: Path, rows: int) -> None:
    """Write events, sentences and documents batch by batch, as a build does."""
    rng = random.Random(7)
    paths = [folder / f"{table}.parquet" for table in ("events", "sentences", "documents")]
    with TableWriter(paths[0], PROPOSED) as events, TableWriter(paths[1], SENTENCES) as sentences:
        for start in range(0, rows, BATCH):
            batch = [event_row(number, rng) for number in range(start, min(start + BATCH, rows))]
            told = [row for number, event in enumerate(batch, start) for row in sentence_rows(event, number)]
            events.append(pa.Table.from_pylist(batch, schema=PROPOSED))
            sentences.append(pa.Table.from_pylist(told, schema=SENTENCES))
    documents = [
        {
            "doc_id": digest("document", str(number)),
            "origin": f"{number}.txt",
            "outcome": "built",
            "articles": 1,
            "sentences": 3 * PER_DOCUMENT,
            "events": PER_DOCUMENT,
        }
        for number in range(rows // PER_DOCUMENT)
    ]
    write_table(paths[2], pa.Table.from_pylist(documents, schema=DOCUMENTS), DOCUMENTS)


def recoded(events: Stored, path: Path) -> Stored:
    """Return the events with another confidence in every hundredth row."""
    at, start = PROPOSED.get_field_index("confidence"), 0
    with TableWriter(path, PROPOSED) as writer:
        for part in events.batches(ROWS_PER_GROUP):
            values = [0.25 if (start + row) % 100 == 0 else 0.5 for row in range(part.num_rows)]
            writer.append(part.set_column(at, PROPOSED.field(at), pa.array(values, pa.float32())))
            start += part.num_rows
    return Stored.at(path)


def context_of(rows: int) -> CheckContext:
    """Return what a build of these rows would be checked against."""
    return CheckContext(
        codes=CODES,
        countries=frozenset(COUNTRIES),
        prefixes=frozenset(),
        earliest=date(1979, 1, 1),
        latest=date(2030, 1, 1),
        documents=rows // PER_DOCUMENT,
        proposed=rows,
    )


def main(rows: int) -> None:
    """Run every step on `rows` events, rounded down to whole documents."""
    rows -= rows % PER_DOCUMENT
    build = BuildRecord((), "bench", "1", "0" * 64, "rule", "1", rows)
    options = ReleaseOptions()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run([sys.executable, __file__, "spool", name, str(rows)], check=True)  # its memory is not counted
        tables = {table: Stored.at(folder / f"{table}.parquet") for table in ("events", "sentences", "documents")}
        tables |= {"codes": to_codes_table(CODES), "events": step("order", lambda: ordered(tables["events"], folder))}

        def released(record: BuildRecord) -> Released:
            return release(folder, "bench", tables, record, context_of(rows), options, now=datetime.now(UTC))

        done = step("check and publish", lambda: released(build))
        faults = step("verify", lambda: verify(done.published.folder))
        tables["events"] = recoded(tables["events"], folder / "recoded.parquet")
        step("again, 1 % changed", lambda: released(replace(build, coder_version="2")))
        read = read_version(folder, "bench").stored("events").read()
        step("plain pyarrow write", lambda: pq.write_table(read, folder / "plain.parquet", compression="zstd"))
        sizes = {one: stated["bytes"] // 1024 for one, stated in read_manifest(done.published.folder)["files"].items()}
        print(
            f"{done.published}: kept {done.events}, quarantined {done.quarantined}, faults {len(faults)}, KiB {sizes}"
        )


if __name__ == "__main__":
    if sys.argv[1:2] == ["spool"]:
        spool(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
