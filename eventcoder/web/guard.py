"""Who may speak to the page: only browsers on this machine that opened the link that was printed."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

KEY_HEADER: Final = "x-eventcoder-key"
LARGEST_BODY: Final = 64 * 1024
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS: Final[Mapping[str, str]] = {
    "content-security-policy": _POLICY,
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
_CLOSED: Final = "This page opens only with the link that `eventcoder annotate serve` printed. Open it again.\n"


@dataclass(frozen=True, slots=True)
class Pass:
    """What one annotator needs to get in.

    `token` stands in the link, `cookie` is what the browser keeps, and `key` comes with everything it sends, so that
    no other site and no page of another annotator can send anything.
    """

    annotator: str
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    cookie: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    key: str = field(default_factory=lambda: secrets.token_urlsafe(32))


class Guard:
    """Middleware that lets nothing through but requests of annotators with a pass, and closes what browsers leave open.

    The host must be this machine by name, or a site that points its own name at it could read along.
    """

    def __init__(self, app: ASGIApp, passes: tuple[Pass, ...], port: int) -> None:
        """Guard an application that listens on `port`."""
        self._app, self._passes = app, passes
        self._hosts = {f"{name}:{port}" for name in ("127.0.0.1", "localhost")}
        self._cookie = f"eventcoder-{port}"  # browsers keep one set of cookies for all ports

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or pass it on with `annotator` in its state."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        answer = self._refused(request) or self._entered(request)
        if answer is None:
            owner = self._owner(request)
            answer = PlainTextResponse(_CLOSED, 403) if owner is None else self._unsafe(request, owner)
            if owner is not None:
                scope.setdefault("state", {}).update(annotator=owner.annotator, key=owner.key)
        await (answer or self._app)(scope, receive, _closing(send))

    def _refused(self, request: Request) -> Response | None:
        if request.headers.get("host", "").lower() not in self._hosts:
            return PlainTextResponse("This page answers to its own address only.\n", 421)
        origin = request.headers.get("origin")
        if origin is not None and urlsplit(origin).netloc.lower() not in self._hosts:
            return PlainTextResponse("This page answers to itself only.\n", 403)
        if request.headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            return None if request.query_params.get("token") else PlainTextResponse(_CLOSED, 403)
        return None

    def _entered(self, request: Request) -> Response | None:
        """Change the token of a link into a cookie, so that it stays in no history and no address bar."""
        token = request.query_params.get("token")
        if token is None or request.method != "GET" or request.url.path != "/":
            return None
        for one in self._passes:
            if secrets.compare_digest(token.encode(), one.token.encode()):
                answer = RedirectResponse("/", 303)
                answer.set_cookie(self._cookie, one.cookie, httponly=True, samesite="strict", path="/")
                return answer
        return PlainTextResponse(_CLOSED, 403)

    def _owner(self, request: Request) -> Pass | None:
        cookie = request.cookies.get(self._cookie, "").encode()
        return next((one for one in self._passes if secrets.compare_digest(cookie, one.cookie.encode())), None)

    def _unsafe(self, request: Request, owner: Pass) -> Response | None:
        if request.method in ("GET", "HEAD"):
            return None
        if not secrets.compare_digest(request.headers.get(KEY_HEADER, "").encode(), owner.key.encode()):
            return PlainTextResponse("This tab belongs to another session. Open your own link again.\n", 403)
        if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            return PlainTextResponse("JSON only.\n", 415)
        length = request.headers.get("content-length", "")
        if not length.isdigit() or int(length) > LARGEST_BODY:
            return PlainTextResponse("Too long.\n", 413)
        return None


def _closing(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers[name] = value
        await send(message)

    return sent
