"""Kill builds, publishes, imports and prunes at random moments: python bench/crash.py [TIMES] [SEED] (200 unless told).

Each round forks a process that builds a dataset from news, publishes tables, imports decisions of annotators into the
ledger, or prunes old versions, and kills it with SIGKILL at a random moment of that work. Then it looks: every version
that is visible must verify, those that were whole before must be there still unless pruned, no partial version may be
seen, no decision that was acknowledged may be missing, and a rerun must succeed. Prints how many rounds died in which
state; exits 1 on a fault. Programs and codebooks are loaded before the clock starts: only the work itself is killed.
"""

import multiprocessing
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import eventcoder.build as building
from eventcoder.annotation.ledger import append, ledger_folder, read_ledger
from eventcoder.datasets.prune import prune
from eventcoder.datasets.publish import publish
from eventcoder.datasets.verify import verify
from eventcoder.datasets.versions import version_numbers
from eventcoder.ingest.options import ReadOptions

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from decision_makers import decided, proposal
from release_makers import full, record, stamp

NAME = "news"
KEPT = 3
ENTRIES = 40
FORK = multiprocessing.get_context("fork")
STORIES = (
    "Turkish Foreign Minister Hakan Fidan visited Damascus on Thursday.",
    "مصر تدين الغارات الإسرائيلية على لبنان.",
    "Dışişleri Bakanı Fidan, İsrail'in saldırılarını kınadı.",
)


def build(root: Path, number: int) -> None:
    """Build the next version from news, as `eventcoder build` does."""
    news = root / "stories"
    news.mkdir(parents=True, exist_ok=True)
    for at in range(1 + number % len(STORIES)):
        (news / f"{at}.txt").write_text(f"{STORIES[at]} {number} people came.\n", "utf-8")
    reading = ReadOptions(today=stamp().date())
    building.build(building.BuildRequest((str(news),), NAME, root, reading), now=stamp())


def put(root: Path, number: int) -> None:
    """Publish the next version from tables that are there already."""
    tables = full(*(f"d{document}" for document in range(1 + number % 7)), f"n{number}")
    publish(root, NAME, tables, record(proposed=tables["events"].num_rows), now=stamp())


def take(root: Path, number: int) -> None:
    """Append what two annotators decided to the ledger, as an import of their sheets does."""
    append(ledger_folder(root / "annotations", NAME, "round-1"), entries(number))


def clear(root: Path, number: int) -> None:
    """Prune all but the newest versions."""
    prune(root, NAME, keep=KEPT)


JOBS: dict[str, Callable[[Path, int], None]] = {"build": build, "publish": put, "import": take, "prune": clear}


def entries(number: int) -> list:
    """Return decisions that only this round makes."""
    seen = proposal()
    return [
        decided("confirmed", seen, seen, by=("amal", "zeynep")[at % 2], minutes=number * ENTRIES + at)
        for at in range(ENTRIES)
    ]


def killed(job: str, root: Path, number: int, after: float) -> bool:
    """Do a job in a process, kill it after some seconds, and say whether it was still running."""
    process = FORK.Process(target=JOBS[job], args=(root, number))
    process.start()
    process.join(after)
    alive = process.exitcode is None
    if alive:
        process.kill()
    process.join()
    assert process.exitcode in ((0, -signal.SIGKILL) if alive else (0,)), f"{job} ended with {process.exitcode}"
    return process.exitcode == -signal.SIGKILL


def faults(root: Path) -> list[str]:
    """Return what is wrong with the versions that can be seen."""
    return [
        f"{number}: {fault}" for number in version_numbers(root, NAME) for fault in verify(root / NAME / str(number))
    ]


def rests(root: Path) -> list[str]:
    """Return what a dead process left beside the versions."""
    return [one.name for one in (root / NAME).iterdir() if one.name.startswith((".publishing", ".removing"))]


def looked(root: Path, job: str, before: tuple, known: set[str]) -> str:
    """Raise AssertionError for any fault; else say what the dead process had reached."""
    assert not faults(root), faults(root)
    after = version_numbers(root, NAME)
    assert after, "no version is left"
    gone = set(before) - set(after)
    assert not gone or (job == "prune" and not gone & set(before[-KEPT:])), f"gone: {gone}"
    found = {one.decision_id for one in read_ledger(root / "annotations", NAME)}
    assert known <= found, "a decision is missing"
    moved = set(after) != set(before) or found != known
    return "its work can be seen" if moved else "nothing can be seen of it"


def rounds(root: Path, times: int, rng: random.Random, longest: dict[str, float]) -> Counter[str]:
    """Kill `times` processes at moments drawn from the time each job takes; raise AssertionError on the first fault."""
    told: Counter[str] = Counter()
    for number in range(1, times + 1):
        job = list(JOBS)[number % len(JOBS)]
        before = version_numbers(root, NAME)
        known = {one.decision_id for one in read_ledger(root / "annotations", NAME)}
        dead = killed(job, root, number, rng.random() * longest[job])
        told[f"{job}, {'killed' if dead else 'finished'}: {looked(root, job, before, known)}"] += 1
        JOBS[job](root, number)
        assert not faults(root), faults(root)
        put(root, number + times)
        assert not rests(root)
        found = [one.decision_id for one in read_ledger(root / "annotations", NAME)]
        assert len(found) == len(set(found)), "a decision stands there twice"
        assert job != "import" or {one.decision_id for one in entries(number)} <= set(found), "a rerun lost decisions"
    return told


def main(times: int, seed: int) -> None:
    """Measure how long each job takes undisturbed, then kill it at moments spread over that time."""
    building.load_tools = cache(building.load_tools)
    longest = {}
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for number in range(2):  # the second time nothing is imported any more
            for job, work in JOBS.items():
                start = time.perf_counter()
                work(root, -1 - number)
                longest[job] = 1.2 * (time.perf_counter() - start)
        for state, count in sorted(rounds(root, times, random.Random(seed), longest).items()):
            print(f"{count:5}  {state}")
    print(f"{times} rounds: no fault")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200, int(sys.argv[2]) if len(sys.argv) > 2 else 7)
