"""The review page without a browser: what it answers, what it writes, and whom it lets in."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import count

import pyarrow as pa
import pytest
from decision_makers import decided, proposal
from release_makers import full, record, stamp
from starlette.testclient import TestClient
from table_makers import TEXTS

from eventcoder.annotation.ledger import append, ledger_folder, read_ledger
from eventcoder.annotation.settle import latest
from eventcoder.datasets.publish import publish
from eventcoder.loop.workplace import open_version
from eventcoder.web.app import make_app
from eventcoder.web.desk import Desk, Ledger
from eventcoder.web.finder import Finder
from eventcoder.web.guard import LARGEST_BODY, Pass
from eventcoder.web.room import Room
from eventcoder.web.texts import Texts

PORT = 8123
HOME = f"http://127.0.0.1:{PORT}"
VISIT = {"code": "042", "source": "TURGOV", "target": "SYR", "day": "2025-08-04"}
HUMAN = {"sec-fetch-site": "same-origin", "origin": HOME}


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    out = tmp_path_factory.mktemp("web")
    made = full("d1")
    publish(out, "news", made, record(proposed=made["events"].num_rows), now=stamp())
    return open_version(out, "news", "1.0.0")


@pytest.fixture(scope="module")
def finder(place):
    return Finder.of(place)


def opened(place, finder, folder, *names: str) -> Room:
    return Room(place, finder, [Desk(place, Ledger(folder, "news", name, "page"), name) for name in names], "page")


class Page:
    """A browser of one annotator that has opened its link."""

    def __init__(self, app, one: Pass) -> None:
        self.client = TestClient(app, base_url=HOME, follow_redirects=False)
        self.entered = self.client.get("/", params={"token": one.token})
        self.headers = {"x-eventcoder-key": one.key, **HUMAN}

    def get(self, path: str, **parameters: object):
        return self.client.get(f"/api/{path}", params=parameters).json()

    def post(self, path: str, data: object, **headers: str):
        return self.client.post(f"/api/{path}", json=data, headers={**self.headers, **headers})

    def decide(self, row: int, verdict: str, chosen: object = None, note: str = ""):
        return self.post("decide", {"row": row, "verdict": verdict, "chosen": chosen, "note": note})


@pytest.fixture
def site(place, finder, tmp_path):
    """The application, its passes, and the folder of its ledgers."""
    passes = (Pass("amal"), Pass("berk"))
    room = opened(place, finder, tmp_path, "amal", "berk")
    ticks = count()
    start = datetime(2026, 3, 1, tzinfo=UTC)
    return make_app(room, passes, PORT, lambda: start + timedelta(seconds=next(ticks))), passes, tmp_path


@pytest.fixture
def amal(site):
    return Page(site[0], site[1][0])


@pytest.fixture
def berk(site):
    return Page(site[0], site[1][1])


def holds(folder, who: str = "amal") -> dict[str, int]:
    found = latest(read_ledger(folder, "news"))
    told = [one.verdict for (name, _, _), one in found.items() if name == who]
    return {verdict: told.count(verdict) for verdict in sorted(set(told))}


def test_the_queue_shows_proposals_and_filters_them(amal):
    assert amal.get("start")["progress"]["all"] == 3
    found = amal.get("queue", kind="event")
    assert (found["total"], [row["code"] for row in found["rows"]]) == (2, ["042", "19"])
    assert found["rows"][1]["dir"] == "rtl"
    for filters, total in (
        ({"language": "ar"}, 1), ({"root": "04"}, 1), ({"root": "04", "language": "ar"}, 0), ({"text": "DAMASCUS"}, 1),
        ({"text": "turmil"}, 1), ({"text": "الوزير"}, 1), ({"text": "(.*"}, 0), ({"confidence": "0.2"}, 0),
        ({"confidence": "1"}, 2), ({"status": "open"}, 2), ({"status": "decided"}, 0), ({"status": "nothing"}, 2),
        ({"confidence": "much"}, 2),
    ):  # fmt: skip
        assert amal.get("queue", kind="event", **filters)["total"] == total, filters
    uncoded = amal.get("queue", kind="sentence")
    assert [row["text"] for row in uncoded["rows"]] == [TEXTS[2]]


@pytest.mark.parametrize("many", [1, 100])
def test_words_are_found_in_every_row_that_holds_them(monkeypatch, many):
    monkeypatch.setattr("eventcoder.web.texts._MANY", many)
    told = ["Abc abc", "x", "", "İki ülke", "xABC.d", "Abc abc", "دمشق", "𝕏 abc"]
    texts = Texts(pa.chunked_array([told]))
    found = {
        "abc": [0, 4, 5, 7],
        "ABC A": [0, 5],
        "c.d": [4],
        "x": [1, 4],
        "iki": [3],
        "ÜLKE": [3],
        "دمش": [6],
        "q": [],
    }
    for words, rows in found.items():
        assert texts.holding(words).nonzero()[0].tolist() == rows, words


def test_a_task_shows_its_sentence_in_context_with_marked_words(amal):
    shown = amal.get("task/1")
    assert shown["task"]["text"] == TEXTS[1]
    assert (shown["task"]["before"], shown["task"]["after"]) == (TEXTS[0], TEXTS[2])
    assert shown["task"]["dir"] == "rtl"
    start, end = shown["task"]["seen"]["trigger"]
    assert TEXTS[1][start:end] == TEXTS[1].split()[1]
    assert shown["answer"] is None
    assert amal.client.get("/api/task/99").status_code == 404
    assert amal.client.get("/api/task/x").status_code == 404


def test_actors_are_named_in_the_language_of_the_page(amal):
    names = {
        language: amal.get("task/1", language=language)["task"]["seen"]["source_name"] for language in ("ar", "en")
    }
    assert "تركيا" in names["ar"]
    assert "Turkey" in names["en"] or "Türkiye" in names["en"]
    assert amal.get("task/1")["task"]["seen"]["source_name"] == names["ar"]


def test_decisions_are_in_the_ledger_before_they_are_answered(amal, site):
    assert amal.decide(1, "rejected", note="=1+1").json()["answer"]["note"] == "=1+1"
    assert holds(site[2]) == {"rejected": 1}
    changed = amal.decide(0, "corrected", {**VISIT, "target": "IRQ", "trigger": [0, 7]}).json()
    assert changed["answer"]["chosen"]["target"] == "IRQ"
    assert changed["answer"]["chosen"]["trigger"] == [0, 7]
    assert holds(site[2]) == {"corrected": 1, "rejected": 1}
    told = amal.get("queue", kind="event", status="open")
    assert (told["total"], told["progress"]["open"]) == (0, 1)
    assert amal.get("queue", status="corrected")["rows"][0]["row"] == 0
    assert amal.get("queue", status="decided")["total"] == 2


def test_events_are_added_and_sentences_said_to_have_none(amal, site):
    added = amal.decide(2, "added", {**VISIT, "day": "2025-08", "trigger": None}).json()
    assert [one["chosen"]["code"] for one in added["additions"]] == ["042"]
    assert amal.get("queue", status="added")["total"] == 1
    beside = amal.decide(0, "added", {**VISIT, "code": "19"}).json()
    assert (len(beside["additions"]), beside["answer"]) == (1, None)
    assert amal.decide(2, "confirmed").json()["answer"]["verdict"] == "confirmed"
    assert holds(site[2]) == {"added": 1, "confirmed": 1}


def test_what_is_decided_is_taken_back_one_by_one(amal, site):
    amal.decide(0, "confirmed")
    amal.decide(0, "rejected")
    amal.decide(1, "confirmed")
    assert amal.post("undo", {}).json()["undone"] == {"verdict": "confirmed", "row": 1}
    assert amal.post("undo", {}).json()["undone"] == {"verdict": "rejected", "row": 0}
    assert amal.get("task/0")["answer"]["verdict"] == "confirmed"
    assert amal.post("undo", {}).json()["undone"]["row"] == 0
    assert amal.post("undo", {}).json()["undone"] is None
    assert holds(site[2]) == {}
    named = amal.decide(1, "rejected").json()["saved"]
    amal.decide(2, "confirmed")
    assert amal.post("undo", {"id": named}).json()["undone"]["row"] == 1
    assert holds(site[2]) == {"confirmed": 1}


@pytest.mark.parametrize(
    ("chosen", "fields"),
    [
        ({**VISIT, "code": "42"}, {"code"}),
        ({**VISIT, "source": "XYZGOV", "day": "yesterday"}, {"source", "day"}),
        ({**VISIT, "source": "", "target": ""}, {"source"}),
        ({**VISIT, "trigger": [3, 900]}, {"trigger"}),
        ({**VISIT, "trigger": [True, 5]}, {"trigger"}),
        ({**VISIT, "source_span": "0:3"}, {"source_span"}),
        ("042", {"code", "source"}),
        (None, {"code", "source"}),
    ],
)
def test_what_is_wrong_is_named_by_field_and_nothing_is_written(amal, site, chosen, fields):
    answer = amal.decide(0, "corrected", chosen)
    assert answer.status_code == 422
    assert answer.json()["fields"].keys() == fields
    assert holds(site[2]) == {}


@pytest.mark.parametrize(
    ("row", "verdict", "chosen", "told"),
    [
        (0, "undone", None, "no verdict"),
        (2, "rejected", None, "no event is proposed here"),
        (2, "corrected", VISIT, "no event is proposed here"),
        ("0", "confirmed", None, "a row, a verdict and a note"),
        (True, "confirmed", None, "a row, a verdict and a note"),
    ],
)
def test_verdicts_that_do_not_fit_are_refused(amal, site, row, verdict, chosen, told):
    answer = amal.post("decide", {"row": row, "verdict": verdict, "chosen": chosen})
    assert (answer.status_code, told in answer.json()["problem"]) == (422, True)
    assert holds(site[2]) == {}


def test_an_unchanged_correction_is_refused(amal):
    seen = amal.get("task/0")["task"]["seen"]
    assert "nothing was changed" in amal.decide(0, "corrected", seen).json()["problem"]


def test_codes_are_found_by_words_of_three_languages(amal):
    for words in ("042", "visit", "زيارة", "ziyaret"):
        assert "042" in [one["code"] for one in amal.get("events", q=words)], words
    assert [one["code"] for one in amal.get("events")] == ["04", "19"]
    assert amal.get("events", q="visit qqqq") == []
    for words in ("TURG", "turkey government"):
        assert "TURGOV" in [one["code"] for one in amal.get("actors", q=words, language="en")], words
    for words, language in (("سوريا", "ar"), ("Suriye", "tr"), ("syria", "xx")):
        assert "SYR" in [one["code"] for one in amal.get("actors", q=words, language=language)], words
    assert amal.get("actors", q="", language="en") == []


def test_two_annotators_work_at_once_and_lose_nothing(amal, berk, site):
    for row in range(2):
        (amal, berk)[row].decide(row, "confirmed")
        (berk, amal)[row].decide(row, "rejected")
    assert holds(site[2]) == {"confirmed": 1, "rejected": 1}
    assert holds(site[2], "berk") == {"confirmed": 1, "rejected": 1}
    assert amal.get("task/0")["answer"]["verdict"] == "confirmed"
    assert berk.get("task/0")["answer"]["verdict"] == "rejected"
    assert amal.get("start")["progress"]["others"] == {"berk": 2}


def test_many_answers_at_once_are_all_in_the_ledger(amal, berk, site):
    def answered(turn: int) -> int:
        verdict = "rejected" if turn % 3 else "confirmed"
        return (amal, berk)[turn % 2].decide(turn // 2 % 2, verdict).status_code

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(answered, range(40))) == {200}
    assert len(read_ledger(site[2], "news")) == 40
    shown = {page.get("task/0")["answer"]["id"] for page in (amal, berk)}
    last = [one.decision_id for one in latest(read_ledger(site[2], "news")).values()]
    assert shown <= set(last)


def test_what_came_in_by_sheet_is_seen_at_the_next_look(amal, site):
    seen = proposal()
    append(ledger_folder(site[2], "news", "1"), [decided("confirmed", seen, seen)])
    assert amal.get("queue", status="confirmed")["total"] == 1
    assert amal.post("undo", {}).json()["undone"] is None


def test_a_page_begun_again_knows_everything(amal, place, finder, site):
    amal.decide(0, "confirmed")
    amal.decide(2, "added", VISIT)
    room = opened(place, finder, site[2], "amal")
    assert room.task("amal", 0)["answer"]["verdict"] == "confirmed"
    assert room.start("amal")["progress"]["open"] == 1


def test_a_link_is_changed_into_a_cookie(amal, site):
    assert (amal.entered.status_code, amal.entered.headers["location"]) == (303, "/")
    cookie = amal.entered.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert site[1][0].token not in cookie
    page = amal.client.get("/")
    assert (page.status_code, site[1][0].key in page.text) == (200, True)
    assert site[1][0].token not in page.text


@pytest.mark.parametrize("path", ["/", "/api/start", "/api/queue", "/api/task/0", "/static/page.js", "/?token=wrong"])
def test_nobody_comes_in_without_the_link(site, path):
    answer = TestClient(site[0], base_url=HOME, follow_redirects=False).get(path)
    assert answer.status_code == 403
    assert "news" not in answer.text


@pytest.mark.parametrize("host", ["evil.example", f"evil.example:{PORT}", "127.0.0.1", "127.0.0.1:80", ""])
def test_other_names_of_this_machine_are_refused(amal, host):
    assert amal.client.get("/api/start", headers={"host": host}).status_code == 421


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"x-eventcoder-key": "wrong"}, 403),
        ({"x-eventcoder-key": ""}, 403),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"content-type": "text/plain"}, 415),
    ],
)
def test_nothing_is_taken_from_other_sites(amal, site, headers, code):
    body = json.dumps({"row": 0, "verdict": "confirmed"})
    sent = {**amal.headers, "content-type": "application/json", **headers}
    assert amal.client.post("/api/decide", content=body, headers=sent).status_code == code
    assert holds(site[2]) == {}


def test_a_tab_of_another_annotator_cannot_write_in_my_name(amal, berk, site):
    answer = amal.client.post("/api/decide", json={"row": 0, "verdict": "confirmed"}, headers=berk.headers)
    assert (answer.status_code, "another session" in answer.text) == (403, True)
    assert holds(site[2]) == holds(site[2], "berk") == {}


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'"x"', b"\xff\xfe"])
def test_bodies_that_are_no_question_are_refused(amal, body):
    answer = amal.client.post("/api/undo", content=body, headers={**amal.headers, "content-type": "application/json"})
    assert answer.status_code == 400
    huge = amal.client.post("/api/decide", json={"note": "x" * LARGEST_BODY}, headers=amal.headers)
    assert huge.status_code == 413


def test_every_answer_closes_what_browsers_leave_open(amal):
    for path in ("/", "/api/start", "/static/page.js", "/api/task/99", "/nothing"):
        headers = amal.client.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
        assert headers["referrer-policy"] == "no-referrer"


def test_the_page_loads_nothing_from_elsewhere(amal):
    page = amal.client.get("/").text
    assert "http" not in page
    assert "<script>" not in page
    for name in (
        "page.js",
        "page.css",
        "api.js",
        "card.js",
        "chooser.js",
        "dom.js",
        "form.js",
        "labels.js",
        "words.js",
    ):
        text = amal.client.get(f"/static/{name}").text
        assert "://" not in text, name
        assert "innerHTML" not in text, name
    assert amal.client.get("/static/../app.py").status_code in (403, 404)


def test_labels_exist_in_every_language(amal):
    labels = amal.get("start")["labels"]
    assert labels.keys() == {"ar", "tr", "en"}
    assert labels["ar"].keys() == labels["tr"].keys() == labels["en"].keys()
