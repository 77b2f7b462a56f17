"""Running the page on this machine, for browsers on this machine."""

import asyncio
import socket
from collections.abc import Callable
from typing import Final

import uvicorn

from eventcoder.errors import UsageError
from eventcoder.web.app import make_app
from eventcoder.web.guard import Pass
from eventcoder.web.room import Room

HOST: Final = "127.0.0.1"


def serve(room: Room, passes: tuple[Pass, ...], port: int, ready: Callable[[list[str]], None]) -> None:
    """Serve the page until it is interrupted; `ready` is called with a link for each annotator.

    It listens on the loopback interface only; port 0 takes any that is free. Raises UsageError when the port is taken.
    """
    listening = _listening(port)
    taken = int(listening.getsockname()[1])
    config = uvicorn.Config(
        make_app(room, passes, taken),
        access_log=False,  # the links would stand in it
        log_level="warning",
        server_header=False,
        lifespan="off",
        ws="none",
        proxy_headers=False,
        timeout_graceful_shutdown=2,
    )
    ready([f"http://{HOST}:{taken}/?token={one.token}" for one in passes])
    with listening:
        asyncio.run(uvicorn.Server(config).serve(sockets=[listening]))


def _listening(port: int) -> socket.socket:
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((HOST, port))
    except OSError as problem:
        found.close()
        raise UsageError(f"port {port}: {problem.strerror}; leave out --port to take any that is free") from problem
    return found
