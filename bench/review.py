"""Measure the review page: python bench/review.py [EVENTS] (100,000 unless told).

Publishes invented events, opens them for an annotator, and asks for everything a page asks for, through the application
as the server runs it, without the network: the queue with each filter, tasks, code and actor search, decisions (each on
the disk before it is answered) and undoing. Prints median, 95th percentile and longest answer in milliseconds, and the
mean CPU time.
"""

import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from publish import CODES, PER_DOCUMENT, spool
from starlette.testclient import TestClient

from eventcoder.datasets.manifest import BuildRecord
from eventcoder.datasets.ordering import ordered
from eventcoder.datasets.publish import publish
from eventcoder.loop.workplace import open_version
from eventcoder.schemas import QUARANTINE
from eventcoder.stored import Stored
from eventcoder.tables import to_codes_table
from eventcoder.web.app import make_app
from eventcoder.web.desk import Desk, Ledger
from eventcoder.web.finder import Finder
from eventcoder.web.guard import Pass
from eventcoder.web.room import Room

PORT = 8123
TIMES = 60


def published(folder: Path, rows: int) -> None:
    """Publish invented events as version 1.0.0 of the dataset "bench"."""
    spool(folder, rows)
    tables: dict[str, Any] = {name: Stored.at(folder / f"{name}.parquet") for name in ("sentences", "documents")}
    tables["events"] = ordered(Stored.at(folder / "events.parquet"), folder)
    tables |= {"codes": to_codes_table(CODES), "quarantine": QUARANTINE.empty_table()}
    build = BuildRecord((), "cameo", "1", "0" * 64, "rule", "1", rows)
    publish(folder, "bench", tables, build, now=datetime.now(UTC))


def questions(client: TestClient, key: str, rows: int) -> Iterator[tuple[str, Callable[[int], Any]]]:
    """Yield what a page asks, by name; each takes the number of the turn."""
    headers = {"x-eventcoder-key": key}
    filters = {
        "queue": {}, "queue, open": {"status": "open"}, "queue, root": {"root": "14"},
        "queue, confidence": {"confidence": "0.3"}, "queue, words": {"text": "army talks"},
        "queue, sentences": {"kind": "sentence"},
    }  # fmt: skip
    for name, wanted in filters.items():
        yield name, lambda turn, wanted=wanted: client.get("/api/queue", params={"kind": "event", **wanted})
    yield "task", lambda turn: client.get(f"/api/task/{turn * 977 % rows}")
    for name, words in {"codes, english": "visit", "codes, arabic": "زيارة", "codes, turkish": "kınadı"}.items():
        yield name, lambda turn, words=words: client.get("/api/events", params={"q": words})
    yield "actors", lambda turn: client.get("/api/actors", params={"q": "turkey", "language": "en"})
    yield (
        "decide",
        lambda turn: client.post(
            "/api/decide", json={"row": turn * 977 % rows, "verdict": "confirmed"}, headers=headers
        ),
    )
    yield "undo", lambda turn: client.post("/api/undo", json={}, headers=headers)


def main(rows: int) -> None:
    """Ask everything TIMES times."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        published(folder, rows - rows % PER_DOCUMENT)
        start = time.perf_counter()
        place = open_version(folder, "bench", "1.0.0")
        desk = Desk(place, Ledger(folder / "annotations", "bench", "amal", "page"), "amal")
        one = Pass("amal")
        room = Room(place, Finder.of(place), [desk], "page")
        client = TestClient(make_app(room, (one,), PORT), base_url=f"http://127.0.0.1:{PORT}")
        client.get("/", params={"token": one.token})
        print(f"opened {len(desk.shelf):,} rows in {time.perf_counter() - start:.1f} s")
        for what, call in questions(client, one.key, rows):
            spent, cpu = [], time.process_time()
            for turn in range(TIMES):
                began = time.perf_counter()
                answer = call(turn)
                spent.append(1000 * (time.perf_counter() - began))
                assert answer.status_code == 200, answer.text
            used = 1000 * (time.process_time() - cpu) / TIMES
            told = f"{median(spent):7.1f} {quantiles(spent, n=20)[-1]:7.1f} {max(spent):7.1f} ms, CPU {used:5.1f} ms"
            print(f"{what:20} {told}")
        print(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
