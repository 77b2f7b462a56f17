"""Copying versions to other places."""

import fsspec
import pytest
from click.testing import CliRunner
from release_makers import full, record, stamp

from eventcoder.cli.push import push as push_command
from eventcoder.datasets.publish import publish
from eventcoder.datasets.push import push
from eventcoder.datasets.verify import verify
from eventcoder.errors import DatasetError, UsageError


@pytest.fixture
def folder(tmp_path):
    return publish(tmp_path / "here", "news", full(), record(), now=stamp()).folder


@pytest.fixture
def memory():
    system = fsspec.filesystem("memory")
    yield system
    system.rm("/", recursive=True)


def test_a_folder_gets_a_whole_version(folder, tmp_path):
    there = tmp_path / "there"
    assert push(folder, str(there)) == f"{there}/news/1.0.0"
    assert verify(there / "news" / "1.0.0") == []
    with pytest.raises(DatasetError, match="is there already"):
        push(folder, str(there))


def test_an_address_gets_every_file_and_the_manifest_last(folder, memory, monkeypatch):
    order = []
    whole = type(memory).put_file

    def watched(self, local, remote, **more):
        order.append(remote.rpartition("/")[2])
        return whole(self, local, remote, **more)

    monkeypatch.setattr(type(memory), "put_file", watched)
    assert push(folder, "memory://shelf") == "memory://shelf/news/1.0.0"
    assert order[-1] == "manifest.json"
    assert memory.cat("/shelf/news/1.0.0/events.parquet") == (folder / "events.parquet").read_bytes()
    assert set(order) == {one.name for one in folder.iterdir()}


def test_a_copy_that_was_cut_off_is_completed(folder, memory, monkeypatch):
    whole = type(memory).put_file

    def cut(self, local, remote, **more):
        if remote.endswith("events.parquet"):
            raise OSError(28, "No space left on device")
        return whole(self, local, remote, **more)

    with monkeypatch.context() as patched:
        patched.setattr(type(memory), "put_file", cut)
        with pytest.raises(DatasetError, match="No space left on device"):
            push(folder, "memory://shelf")
    assert not memory.exists("/shelf/news/1.0.0/manifest.json")
    assert push(folder, "memory://shelf")
    assert memory.exists("/shelf/news/1.0.0/manifest.json")


def test_a_damaged_version_is_not_copied(folder, memory):
    (folder / "events.parquet").write_bytes(b"broken")
    with pytest.raises(DatasetError, match="not as published"):
        push(folder, "memory://shelf")
    assert not memory.exists("/shelf")


def test_an_address_nobody_knows_is_refused(folder, tmp_path):
    with pytest.raises(UsageError, match="pip install fsspec"):
        push(folder, "nowhere://shelf")
    told = CliRunner().invoke(push_command, ["news", str(tmp_path / "there"), "--out", str(tmp_path / "here")])
    assert (told.exit_code, told.output.strip()) == (0, f"{tmp_path}/there/news/1.0.0")
