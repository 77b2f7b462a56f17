"""The review page over HTTP: one page, and the few questions and answers it lives on."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from eventcoder.errors import EventcoderError
from eventcoder.web.guard import Guard, Pass
from eventcoder.web.reading import WrongFieldsError
from eventcoder.web.room import Answer, Room
from eventcoder.web.shelf import Filters

_PAGE: Final = 50
_LONGEST: Final = 200
_NOTE: Final = 2000
Clock = Callable[[], datetime]


def make_app(room: Room, passes: tuple[Pass, ...], port: int, now: Clock = lambda: datetime.now(UTC)) -> ASGIApp:
    """Return the application of the page, guarded; it must be reached as 127.0.0.1 or localhost with `port`."""
    routes = [
        Route("/", _page(room)),
        Route("/api/start", _answer(lambda request: room.start(_who(request)))),
        Route("/api/queue", _answer(lambda request: _queue(room, request))),
        Route("/api/task/{row:int}", _answer(lambda request: _task(room, request))),
        Route("/api/why/{row:int}", _answer(lambda request: room.why(_who(request), request.path_params["row"]))),
        Route("/api/events", _answer(lambda request: room.find_events(_words(request)))),
        Route("/api/actors", _answer(lambda request: room.find_actors(_words(request), _param(request, "language")))),
        Route("/api/decide", _taking(lambda who, data: _decide(room, who, data, now())), methods=["POST"]),
        Route("/api/undo", _taking(lambda who, data: room.undo(who, _named(data), now())), methods=["POST"]),
        Mount("/static", StaticFiles(packages=[("eventcoder.web", "static")])),
    ]
    app = Starlette(routes=routes, exception_handlers={IndexError: _no_row, EventcoderError: _fault})
    return Guard(app, passes, port)


def _page(room: Room) -> Callable[[Request], Response]:
    environment = Environment(loader=PackageLoader("eventcoder.web", "."), autoescape=True, undefined=StrictUndefined)
    template = environment.get_template("page.html.j2")

    def shown(request: Request) -> Response:
        return HTMLResponse(template.render(key=request.state.key, title=room.title))

    return shown


def _answer(call: Callable[[Request], Any]) -> Callable[[Request], Response]:
    """Return an endpoint; it is no coroutine, so that a slow answer holds up nobody else."""
    return lambda request: JSONResponse(call(request))


def _taking(call: Callable[[str, Mapping[str, Any]], Any]) -> Callable[[Request], Any]:
    async def taken(request: Request) -> Response:
        try:
            data = json.loads(await request.body())
        except ValueError:
            data = None
        if not isinstance(data, dict):
            return JSONResponse({"problem": "JSON is needed"}, 400)
        try:
            return JSONResponse(call(request.state.annotator, data))
        except WrongFieldsError as problem:
            return JSONResponse({"problem": str(problem), "fields": problem.fields}, 422)
        except ValueError as problem:
            return JSONResponse({"problem": str(problem), "fields": {}}, 422)

    return taken


def _who(request: Request) -> str:
    return str(request.state.annotator)


def _param(request: Request, name: str) -> str:
    return request.query_params.get(name, "")[:_LONGEST]


def _words(request: Request) -> str:
    return _param(request, "q")


def _task(room: Room, request: Request) -> dict[str, Any]:
    return room.task(_who(request), request.path_params["row"], _param(request, "language"))


def _queue(room: Room, request: Request) -> dict[str, Any]:
    wanted = {name: _param(request, name) for name in ("language", "root", "status", "kind", "text")}
    confidence = _param(request, "confidence")
    highest = float(confidence) if confidence.replace(".", "", 1).isdigit() else None
    start, around = (int(value) if (value := _param(request, name)).isdigit() else None for name in ("start", "around"))
    return room.queue(_who(request), Filters(**wanted, confidence=highest), start or 0, _PAGE, around)


def _decide(room: Room, who: str, data: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    row, verdict, note = data.get("row"), data.get("verdict"), data.get("note", "")
    if type(row) is not int or not isinstance(verdict, str) or not isinstance(note, str) or len(note) > _NOTE:
        raise ValueError(f"a row, a verdict and a note of at most {_NOTE} characters are needed")
    language = data.get("language")
    return room.decide(who, row, Answer(verdict, data.get("chosen"), note, str(language or "en")), now)


def _named(data: Mapping[str, Any]) -> str | None:
    named = data.get("id")
    return named if isinstance(named, str) else None


def _no_row(_request: Request, _problem: Exception) -> Response:
    return JSONResponse({"problem": "no such row"}, 404)


def _fault(_request: Request, problem: Exception) -> Response:
    return JSONResponse({"problem": str(problem)}, 500)
