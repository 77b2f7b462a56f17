"""Copying versions to a server of the S3 kind and loading them from it; the server runs here, on loopback."""

import boto3
import pytest
from click.testing import CliRunner
from moto.server import ThreadedMotoServer
from release_makers import full, record, stamp

import eventcoder
from eventcoder.cli.push import push as push_command
from eventcoder.datasets.publish import publish
from eventcoder.errors import DatasetError, UsageError
from eventcoder.schemas import EVENTS

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]

SHELF = "s3://shelf/data"


@pytest.fixture(scope="module")
def server():
    served = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    served.start()
    host, port = served.get_host_and_port()
    yield f"http://{host}:{port}"
    served.stop()


@pytest.fixture
def bucket(server, monkeypatch):
    for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "key")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("AWS_ENDPOINT_URL", server)
    client = boto3.client("s3")
    client.create_bucket(Bucket="shelf")
    yield client
    for one in client.list_objects_v2(Bucket="shelf").get("Contents", []):
        client.delete_object(Bucket="shelf", Key=one["Key"])
    client.delete_bucket(Bucket="shelf")


@pytest.fixture
def here(tmp_path):
    for doc_ids in (("d1",), ("d1", "d2")):
        made = full(*doc_ids)
        publish(tmp_path, "news", made, record(proposed=made["events"].num_rows), now=stamp())
    return tmp_path


def pushed(here, version: str):
    return CliRunner().invoke(push_command, [version, SHELF, "--out", str(here)])


def test_versions_are_pushed_and_loaded(bucket, here):
    for number in ("1.0.0", "1.1.0"):
        told = pushed(here, f"news@{number}")
        assert (told.exit_code, told.output.strip()) == (0, f"{SHELF}/news/{number}")
    keys = {one["Key"] for one in bucket.list_objects_v2(Bucket="shelf")["Contents"]}
    assert {f"data/news/1.0.0/{one.name}" for one in (here / "news" / "1.0.0").iterdir()} <= keys
    body = bucket.get_object(Bucket="shelf", Key="data/news/1.1.0/events.parquet")["Body"].read()
    assert body == (here / "news" / "1.1.0" / "events.parquet").read_bytes()
    assert eventcoder.load_arrow("news", root=SHELF).equals(eventcoder.load_arrow("news", root=here))
    frame = eventcoder.load("news", "1.0.0", root=SHELF, columns=["event_code", "event_date"])
    assert sorted(frame["event_code"]) == ["042", "19"]
    assert str(frame["event_date"].dtype) == "date32[day][pyarrow]"
    assert eventcoder.load_arrow("news", root=SHELF).schema.equals(EVENTS, check_metadata=True)


def test_what_is_there_is_never_replaced(bucket, here):
    assert pushed(here, "news@1.0.0").exit_code == 0
    told = pushed(here, "news@1.0.0")
    assert told.exit_code == 1
    assert "is there already, and versions never change" in told.output


def test_a_copy_that_was_cut_off_is_no_version(bucket, here):
    assert pushed(here, "news@1.0.0").exit_code == 0
    assert pushed(here, "news@1.1.0").exit_code == 0
    bucket.delete_object(Bucket="shelf", Key="data/news/1.1.0/manifest.json")
    assert eventcoder.load_arrow("news", root=SHELF).num_rows == 2
    with pytest.raises(DatasetError, match=r"no version 1\.1\.0; there are: 1\.0\.0"):
        eventcoder.load_arrow("news", "1.1.0", root=SHELF)
    assert pushed(here, "news@1.1.0").exit_code == 0
    assert eventcoder.load_arrow("news", root=SHELF).num_rows == 4


def test_misses_and_damage_are_told(bucket, here):
    with pytest.raises(DatasetError, match="news: no version latest; there are: none"):
        eventcoder.load("news", root=SHELF)
    assert pushed(here, "news@1.0.0").exit_code == 0
    with pytest.raises(DatasetError, match="events has no column 'code'"):
        eventcoder.load("news", root=SHELF, columns=["code"])
    with pytest.raises(DatasetError, match="no table 'stories'"):
        eventcoder.load("news", root=SHELF, table="stories")
    with pytest.raises(UsageError, match="cannot name a dataset"):
        eventcoder.load("../news", root=SHELF)
    bucket.put_object(Bucket="shelf", Key="data/news/1.0.0/events.parquet", Body=b"half")
    with pytest.raises(DatasetError, match="events cannot be read"):
        eventcoder.load("news", root=SHELF)
    bucket.put_object(Bucket="shelf", Key="data/news/1.0.0/manifest.json", Body=b'{"name": "news"}')
    with pytest.raises(DatasetError, match=r"manifest\.json: is not a manifest"):
        eventcoder.load("news", root=SHELF)


def test_a_bucket_that_is_not_there_is_a_clear_error(bucket, here):
    told = CliRunner().invoke(push_command, ["news", "s3://nowhere/data", "--out", str(here)])
    assert told.exit_code == 1
    assert "s3://nowhere/data/news/1.1.0: cannot be written" in told.output
