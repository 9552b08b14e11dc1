"""One request and its answer, as they went over the wire."""

import re
import ssl
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpcore
import httpx

from jikenbo.capture.clock import Clock, WallClock
from jikenbo.capture.coding import ACCEPTED, unpack
from jikenbo.capture.guard import Guard, check_scheme
from jikenbo.capture.wire import Recording, RecordingBackend
from jikenbo.errors import FetchError

_STEP_SECONDS = 15.0
_END = b"\r\n\r\n"
_INTERIM = re.compile(rb"HTTP/\d\.\d 1\d\d\b")
_REDIRECTS = frozenset((301, 302, 303, 307, 308))


@dataclass(frozen=True, slots=True)
class Limits:
    """The largest answer in bytes (packed and unpacked), the longest time in seconds, the most redirects."""

    size: int = 64_000_000
    seconds: float = 60.0
    redirects: int = 10


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request with its answer.

    `head` and `body` are as received; for HTTP/2, whose heads are binary, in the words of HTTP/1.1. `content` is the
    body unpacked; `protocols` are those spoken, as WARC-Protocol names them.
    """

    address: str
    at: datetime
    ip: str
    status: int
    headers: tuple[tuple[str, str], ...]
    request: bytes
    head: bytes
    body: bytes
    content: bytes
    protocols: tuple[str, ...] = ()

    def header(self, name: str) -> str:
        """The value of a header, the first if there are several, or an empty string."""
        return next((value for key, value in self.headers if key.lower() == name), "")

    @property
    def target(self) -> str:
        """Where a redirect leads, or an empty string."""
        location = self.header("location")
        if self.status not in _REDIRECTS or not location:
            return ""
        try:
            return str(httpx.URL(self.address).join(location))
        except (httpx.InvalidURL, ValueError) as cause:
            raise FetchError(f"{self.address} redirects to what is no address.", kind="refused") from cause


class Fetcher:
    """Fetches single addresses; who may be asked when is for others to say. `trust` names other authorities for TLS."""

    def __init__(
        self,
        agent: str,
        guard: Guard | None = None,
        limits: Limits | None = None,
        clock: Clock | None = None,
        trust: ssl.SSLContext | None = None,
    ) -> None:
        self.agent = agent
        self.limits = limits or Limits()
        self.clock = clock or WallClock()
        self.guard = guard or Guard()
        self._trust = trust

    def fetch(
        self, address: str, conditions: Mapping[str, str] | None = None, *, posted: bytes | None = None
    ) -> Exchange:
        """Ask for an address once, following nothing, or post something to it.

        `conditions` are further headers. FetchError if there is no whole answer within the limits.
        """
        check_scheme(address)
        recording = Recording(self.limits.size, time.monotonic() + self.limits.seconds)
        at = self.clock.now()
        try:
            url = httpx.URL(address)
            return self._ask(url, at, recording, conditions or {}, posted)
        except (httpx.InvalidURL, UnicodeError) as cause:
            raise FetchError(f"{address} is no address.", "Check it.", kind="refused") from cause
        except httpcore.TimeoutException as cause:
            raise FetchError(f"{address} does not answer in time.", "Try again later.", kind="slow") from cause
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as cause:
            said = str(cause) or type(cause).__name__
            raise FetchError(f"{address} cannot be reached: {said}.", "Try again later.", kind="unreachable") from cause
        except FetchError as raised:
            raise FetchError(f"{address}: {raised.message}", raised.hint, kind=raised.kind) from raised

    def _ask(
        self, url: httpx.URL, at: datetime, recording: Recording, conditions: Mapping[str, str], posted: bytes | None
    ) -> Exchange:
        headers = self._headers(url, conditions)
        if posted is not None:
            headers.append((b"Content-Length", str(len(posted)).encode()))
        method = "GET" if posted is None else "POST"
        target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        steps = dict.fromkeys(("connect", "read", "write", "pool"), _STEP_SECONDS)
        backend = RecordingBackend(self.guard, recording)
        # One request a connection: what was received over it is this answer and nothing else.
        with (
            httpcore.ConnectionPool(
                ssl_context=self._context(url), http2=url.scheme == "https", network_backend=backend, max_connections=1
            ) as pool,
            pool.stream(method, target, headers=headers, content=posted, extensions={"timeout": steps}) as answer,
        ):
            entity = b"".join(answer.iter_stream())
            received = _Received(url, answer, bytes(recording.sent), bytes(recording.received), entity)
            return self._exchange(received, at, recording.ip, headers)

    def _headers(self, url: httpx.URL, conditions: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
        wanted = {
            "Host": url.netloc.decode("ascii"),
            "User-Agent": self.agent,
            "Accept": "text/html,application/xhtml+xml,application/pdf,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Language": "ja,en;q=0.5",
            "Accept-Encoding": ACCEPTED,
        }
        return [(key.encode(), value.encode("utf-8")) for key, value in {**wanted, **conditions}.items()]

    def _context(self, url: httpx.URL) -> ssl.SSLContext | None:
        if url.scheme == "https" and self._trust is None:
            self._trust = httpx.create_ssl_context()
        return self._trust

    def _exchange(self, got: "_Received", at: datetime, ip: str, sent: list[tuple[bytes, bytes]]) -> Exchange:
        headers = tuple((key.decode("latin-1"), value.decode("latin-1")) for key, value in got.answer.headers)
        codings = ",".join(value for key, value in headers if key.lower() == "content-encoding").split(",")
        http2 = got.answer.extensions.get("http_version") == b"HTTP/2"
        request, head, body = got.written_out(sent) if http2 else got.as_received()
        return Exchange(
            address=str(got.url),
            at=at,
            ip=ip,
            status=got.answer.status,
            headers=headers,
            request=request,
            head=head,
            body=body,
            content=unpack(got.entity, codings, self.limits.size),
            protocols=_protocols(got.answer, http2=http2),
        )


@dataclass(frozen=True, slots=True)
class _Received:
    """An answer with the bytes of its connection, and its entity without the framing of chunks."""

    url: httpx.URL
    answer: httpcore.Response
    sent: bytes
    received: bytes
    entity: bytes

    def as_received(self) -> tuple[bytes, bytes, bytes]:
        """Request, head and body of HTTP/1.1 as they were on the wire; interim answers (1xx) go before and are left."""
        rest = self.received
        while True:
            end = rest.find(_END)
            split = end + len(_END) if end >= 0 else len(rest)
            head, rest = rest[:split], rest[split:]
            if not _INTERIM.match(head):
                break
        chunked = any(key.lower() == b"transfer-encoding" for key, _value in self.answer.headers)
        # What a server sends beyond the length that it announced belongs to no answer.
        return self.sent, head, rest if chunked else rest[: len(self.entity)]

    def written_out(self, sent: Sequence[tuple[bytes, bytes]]) -> tuple[bytes, bytes, bytes]:
        """Request, head and body of HTTP/2, the heads written out as HTTP/1.1 would have them."""
        request = b"GET " + self.url.raw_path + b" HTTP/1.1\r\n" + _lines(sent)
        status = f"HTTP/1.1 {self.answer.status} {httpx.codes.get_reason_phrase(self.answer.status)}".rstrip()
        return request, status.encode() + b"\r\n" + _lines(self.answer.headers), self.entity


def _lines(headers: Sequence[tuple[bytes, bytes]]) -> bytes:
    return b"".join(key + b": " + value + b"\r\n" for key, value in headers) + b"\r\n"


def _protocols(answer: httpcore.Response, *, http2: bool) -> tuple[str, ...]:
    stream: Any = answer.extensions.get("network_stream")
    secure = stream.get_extra_info("ssl_object") if stream is not None else None
    version = answer.extensions.get("http_version", b"HTTP/1.1").decode("ascii", "replace").lower()
    spoken = "h2" if http2 else version
    tls = str(secure.version()).lower().replace("tlsv", "tls/") if secure else ""
    return (spoken, tls) if tls else (spoken,)
