"""Kill publishing, pruning and importing at random moments: python bench/crash.py [TIMES] [SEED] (200 unless told).

Each round starts a process that publishes a new version and prunes old ones, kills it with SIGKILL at a random moment,
and then looks: every version that is visible must verify, none of the ones that were whole before may be damaged, no
partial version may be seen, and a rerun must succeed. Prints how many rounds died in which state; exits 1 on a fault.
"""

import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from eventcoder.datasets.prune import prune
from eventcoder.datasets.publish import publish
from eventcoder.datasets.verify import verify
from eventcoder.datasets.versions import version_numbers

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

NAME = "news"
KEPT = 3


def work(root: Path, number: int) -> None:
    """Publish one more version, then prune: what a killed process was doing."""
    from release_makers import full, record, stamp

    tables = full(*(f"d{document}" for document in range(1 + number % 7)), f"n{number}")
    publish(root, NAME, tables, record(proposed=tables["events"].num_rows), now=stamp())
    prune(root, NAME, keep=KEPT)


def killed(root: Path, number: int, after: float) -> bool:
    """Run `work` in a process, kill it `after` seconds past its start, and say whether it was still running."""
    command = [sys.executable, __file__, "work", str(root), str(number)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.read(1)  # imports are done: only what touches the disk is left
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
        return process.wait() == -signal.SIGKILL


def faults(root: Path) -> list[str]:
    """Return what is wrong with the versions that can be seen."""
    return [
        f"{number}: {fault}" for number in version_numbers(root, NAME) for fault in verify(root / NAME / str(number))
    ]


def rounds(root: Path, times: int, seed: int, longest: float) -> Counter[str]:
    """Kill `times` processes at moments drawn from [0, longest) seconds; raise AssertionError on the first fault."""
    rng = random.Random(seed)
    told: Counter[str] = Counter()
    work(root, 0)
    for number in range(1, times + 1):
        before = version_numbers(root, NAME)
        dead = killed(root, number, rng.random() * longest)
        found, after = faults(root), version_numbers(root, NAME)
        assert not found, found
        assert after, "no version is left"
        left = [one.name for one in (root / NAME).iterdir() if one.name.startswith((".publishing", ".removing"))]
        published = "published" if set(after) - set(before) else "not published"
        told[f"{'killed' if dead else 'finished'}, {published}, {'left rests' if left else 'left nothing'}"] += 1
        work(root, number + times)
        assert not faults(root)
        assert not [one for one in (root / NAME).iterdir() if one.name.startswith((".publishing", ".removing"))]
    return told


def main(times: int, seed: int) -> None:
    """Measure how long undisturbed work takes, then kill it at moments spread over that time."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        work(root, 0)
        start = time.perf_counter()
        work(root, 3)
        longest = 1.2 * (time.perf_counter() - start)
        for state, count in sorted(rounds(root / "killed", times, seed, longest).items()):
            print(f"{count:5}  {state}")
        print(f"{times} processes killed within {longest:.2f} s of work: no fault")


if __name__ == "__main__":
    if sys.argv[1:2] == ["work"]:
        from release_makers import full  # noqa: F401  imported before the clock starts

        import eventcoder.datasets.diff  # noqa: F401

        print("x", end="", flush=True)
        work(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 200, int(sys.argv[2]) if len(sys.argv) > 2 else 7)
