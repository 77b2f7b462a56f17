"""Killed processes, full disks, read-only targets and builds at the same time leave whole versions behind."""

import multiprocessing
import os
import subprocess
import sys
from pathlib import Path

import pytest
from release_makers import full, record, stamp

from eventcoder.datasets.publish import publish
from eventcoder.datasets.verify import verify
from eventcoder.datasets.versions import list_versions
from eventcoder.errors import DatasetError


def put(root: Path, *doc_ids: str, **more: object):
    made = full(*doc_ids)
    return publish(root, "news", made, record(proposed=made["events"].num_rows), now=stamp(), **more)


def whole(root: Path) -> list[str]:
    versions = list_versions(root, "news")
    assert [fault for one in versions for fault in verify(one.folder)] == []
    return [str(one.version) for one in versions]


@pytest.mark.slow
def test_processes_killed_at_random_moments_leave_whole_versions(repository):
    script = repository / "bench" / "crash.py"
    run = subprocess.run([sys.executable, script, "4", "11"], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert run.stdout.splitlines()[-1].endswith("no fault")


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 1 MiB, where the system lets us mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    if sys.platform != "linux" or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a small disk cannot be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_leaves_the_old_version_and_a_clear_error(small_disk):
    put(small_disk)
    with pytest.raises(DatasetError, match=r"nothing was published: .*(No space left|space)"):
        put(small_disk, *(f"{number}-{os.urandom(1500).hex()}" for number in range(400)))
    assert whole(small_disk) == ["1.0.0"]
    assert sorted(one.name for one in (small_disk / "news").iterdir()) == [".lock", "1.0.0"]


def test_a_read_only_disk_is_a_clear_error(small_disk):
    put(small_disk)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(DatasetError, match="nothing was published: Read-only file system"):
        put(small_disk, "d2")
    assert whole(small_disk) == ["1.0.0"]


def test_a_target_that_is_no_folder_is_a_clear_error(tmp_path):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(DatasetError, match="nothing was published"):
        put(tmp_path / "file")
    assert (tmp_path / "file").read_text() == "mine"


def put_one(root: Path, number: int) -> None:
    put(root, f"d{number}")


@pytest.mark.slow
def test_builds_at_the_same_time_take_turns(tmp_path):
    put(tmp_path)
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=put_one, args=(tmp_path, number)) for number in range(2, 5)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(120)
        assert worker.exitcode == 0
    assert whole(tmp_path) == ["1.0.0", "1.1.0", "1.2.0", "1.3.0"]
    assert [one.manifest["parent"] for one in list_versions(tmp_path, "news")] == [None, "1.0.0", "1.1.0", "1.2.0"]
