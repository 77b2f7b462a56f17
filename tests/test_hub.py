"""Transformers of the hub, fetched by the real client from a small hub of our own on this machine."""

import hashlib
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from encoder_makers import WORDS, tiny_encoder
from huggingface_hub import constants

from eventcoder.coders.encoders import load_encoder
from eventcoder.errors import ModelError

REVISION = "c" * 40
NOWHERE = "http://127.0.0.1:1"


class Hub(BaseHTTPRequestHandler):
    """Answers as the hub does for one model; `files` by path."""

    files: dict[str, bytes] = {}
    asked: list[str] = []

    def do_HEAD(self):
        self.answer(body=False)

    def do_GET(self):
        self.answer(body=True)

    def answer(self, *, body):
        path = self.path.partition("?")[0]
        self.asked.append(path)
        if path.startswith("/api/models/some/tiny"):
            siblings = [{"rfilename": name} for name in self.files]
            tree = [{"type": "file", "path": n, "size": len(d), "oid": "0" * 40} for n, d in self.files.items()]
            told = tree if "/tree/" in path else {"id": "some/tiny", "sha": REVISION, "siblings": siblings}
            self.send(200, json.dumps(told).encode(), body)
        elif path.startswith(f"/some/tiny/resolve/{REVISION}/"):
            self.send(200, self.files[path.removeprefix(f"/some/tiny/resolve/{REVISION}/")], body)
        else:
            self.send(404, b"{}", body, {"X-Error-Code": "RepoNotFound"})

    def send(self, status, data, body, more=()):
        self.send_response(status)
        tag = hashlib.sha256(data).hexdigest()
        heads = {"ETag": f'"{tag}"', "X-Repo-Commit": REVISION, "Content-Length": str(len(data)), **dict(more)}
        for name, value in heads.items():
            self.send_header(name, value)
        self.end_headers()
        if body:
            self.wfile.write(data)

    def log_message(self, *_):
        pass


@pytest.fixture
def hub(tmp_path, monkeypatch):
    """Serve a tiny encoder under onnx/ beside another graph, and let the client ask here, with a cache of its own."""
    folder = tmp_path / "published"
    folder.mkdir()
    tiny_encoder(folder)
    graph = (folder / "model.onnx").read_bytes()
    Hub.files = {
        "tokenizer.json": (folder / "tokenizer.json").read_bytes(),
        "onnx/model.onnx": graph,
        "onnx/model_O4.onnx": b"too much",
        "pytorch_model.bin": b"pickled",
    }
    Hub.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hub)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    place = f"http://127.0.0.1:{server.server_address[1]}"
    monkeypatch.setattr(constants, "ENDPOINT", place)
    monkeypatch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE", place + "/{repo_id}/resolve/{revision}/{filename}")
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "cache"))
    yield Hub
    server.shutdown()
    server.server_close()


def test_a_model_of_the_hub_is_fetched_once_and_found_later_without_asking(hub):
    fetched = load_encoder("hub:some/tiny", fetch=True)
    assert fetched.name == f"hub:some/tiny@{REVISION}"
    assert fetched(["attack"]).argmax() == WORDS.index("attack")
    assert not any("O4" in path or "pytorch" in path for path in hub.asked)
    hub.asked.clear()
    again = load_encoder(fetched.name)
    assert (again.name, again.sha256) == (fetched.name, fetched.sha256)
    assert hub.asked == []


def test_nothing_is_fetched_unless_asked_for(hub):
    with pytest.raises(ModelError, match=r"hf download some/tiny"):
        load_encoder("hub:some/tiny")
    assert hub.asked == []


def test_a_copy_serves_where_the_hub_is_out_of_reach(hub, monkeypatch):
    name = load_encoder("hub:some/tiny", fetch=True).name
    monkeypatch.setattr(constants, "ENDPOINT", NOWHERE)
    assert load_encoder(name, fetch=True).name == name


def test_the_hub_out_of_reach_and_no_copy_is_told(hub, monkeypatch):
    monkeypatch.setattr(constants, "ENDPOINT", NOWHERE)
    with pytest.raises(ModelError, match=r"cannot be reached .* --local-dir FOLDER"):
        load_encoder("hub:some/tiny", fetch=True)


def test_what_the_hub_does_not_have_is_told(hub):
    with pytest.raises(ModelError, match="no such model"):
        load_encoder("hub:some/other", fetch=True)
    with pytest.raises(ModelError, match="no name of a model"):
        load_encoder("hub:some/very/other", fetch=True)


def test_a_model_without_a_graph_says_how_to_make_one(hub):
    del hub.files["onnx/model.onnx"], hub.files["onnx/model_O4.onnx"]
    with pytest.raises(ModelError, match="publishes no ONNX graph; .*optimum-cli export onnx --model some/tiny"):
        load_encoder("hub:some/tiny", fetch=True)
