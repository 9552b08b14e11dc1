"""A real web server on a loopback address of its own, whose pages a test sets and whose requests it can read."""

import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from jikenbo.capture.clock import Clock, WallClock


@dataclass(frozen=True)
class Asked:
    at: float
    host: str
    path: str
    headers: dict[str, str]
    body: bytes = b""


@dataclass(frozen=True)
class Reply:
    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    chunked: bool = False
    # Writes to the connection itself in place of all the above.
    raw: Callable[[socket.socket], None] | None = None


_NOT_FOUND = Reply(b"<h1>404 Not Found</h1>", 404)
Page = Reply | Callable[[Asked], Reply]


def html(body: str, charset: str = "utf-8", **headers: str) -> Reply:
    return Reply(body.encode(charset), headers={"Content-Type": f"text/html; charset={charset}", **headers})


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that ends a connection early is what some tests are about."""


class Site:
    """One host; `pages` by path, `asked` what was asked for, in order, `answered` when each answer was out."""

    def __init__(self, host: str, clock: Clock | None = None) -> None:
        self.pages: dict[str, Page] = {}
        self.asked: list[Asked] = []
        self.answered: list[float] = []
        self._lock = threading.Lock()
        self._clock = clock or WallClock()
        self._server = _Server((host, 0), self._handler())
        self.host = host
        self.root = f"http://{host}:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def paths(self) -> list[str]:
        return [one.path for one in self.asked]

    def _answer(self, handler: BaseHTTPRequestHandler) -> None:
        headers = {k.lower(): v for k, v in handler.headers.items()}
        body = handler.rfile.read(int(headers.get("content-length", 0)))
        asked = Asked(self._clock.now().timestamp(), self.host, handler.path, headers, body)
        with self._lock:
            self.asked.append(asked)
        page = self.pages.get(handler.path) or self.pages.get(handler.path.partition("?")[0], _NOT_FOUND)
        reply = page(asked) if callable(page) else page
        # Noted before it goes out: only then can the next request not come first.
        with self._lock:
            self.answered.append(self._clock.now().timestamp())
        _send(handler, reply)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site._answer(self)

            do_POST = do_GET  # noqa: N815

            def log_message(self, *args: Any) -> None:
                pass

        return Handler


def _send(handler: BaseHTTPRequestHandler, reply: Reply) -> None:
    handler.close_connection = True
    if reply.raw:
        reply.raw(handler.connection)
        return
    handler.send_response(reply.status)
    for name, value in reply.headers.items():
        handler.send_header(name, value)
    if reply.chunked:
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        for at in range(0, len(reply.body), 7):
            part = reply.body[at : at + 7]
            handler.wfile.write(b"%x\r\n%s\r\n" % (len(part), part))
        handler.wfile.write(b"0\r\n\r\n")
        return
    if reply.status != 304:
        handler.send_header("Content-Length", str(len(reply.body)))
    handler.end_headers()
    handler.wfile.write(reply.body)


def drip(connection: socket.socket) -> None:
    """A head, then one byte every so often, for ever."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000000\r\n\r\n")
    try:
        for _ in range(400):
            connection.sendall(b"x")
            time.sleep(0.05)
    except OSError:
        return


def flood(connection: socket.socket) -> None:
    """An answer without end or length."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    try:
        for _ in range(2000):
            connection.sendall(b"x" * 65536)
    except OSError:
        return
