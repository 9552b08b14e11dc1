"""Connections that keep what went over them byte by byte, within limits of size and time."""

import ssl
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import httpcore

from jikenbo.capture.guard import Guard
from jikenbo.errors import FetchError

_STEP = 1 << 16


@dataclass(slots=True)
class Recording:
    """What was sent and received over one connection; FetchError once it is too large or takes too long.

    `ends_at` is by the monotonic clock: a server that sends one byte a second is ended however patient each read is.
    """

    limit: int
    ends_at: float
    ip: str = ""
    sent: bytearray = field(default_factory=bytearray)
    received: bytearray = field(default_factory=bytearray)

    def remaining(self, timeout: float | None) -> float:
        """How long one step may still take."""
        left = self.ends_at - time.monotonic()
        if left <= 0:
            raise FetchError("The answer takes too long.", "Try again later.", kind="slow")
        return left if timeout is None else min(left, timeout)

    def receive(self, data: bytes) -> None:
        """Keep what came."""
        self.received += data
        if len(self.received) > self.limit:
            raise FetchError(
                f"The answer is larger than {self.limit / 1e6:,.0f} MB.",
                "If it is one release, raise JIKENBO_MAX_FILE_MB.",
                kind="too_large",
            )


class RecordedStream(httpcore.NetworkStream):
    """A connection whose plain bytes (inside TLS, if there is TLS) are kept."""

    def __init__(self, stream: httpcore.NetworkStream, recording: Recording) -> None:
        self._stream = stream
        self._recording = recording

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read and keep."""
        data = self._stream.read(min(max_bytes, _STEP), self._recording.remaining(timeout))
        self._recording.receive(data)
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Keep and write."""
        self._recording.sent += buffer
        self._stream.write(buffer, self._recording.remaining(timeout))

    def close(self) -> None:
        """End the connection."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Go on inside TLS."""
        inner = self._stream.start_tls(ssl_context, server_hostname, self._recording.remaining(timeout))
        return RecordedStream(inner, self._recording)

    def get_extra_info(self, info: str) -> Any:
        """What the connection below knows of itself."""
        return self._stream.get_extra_info(info)


class RecordingBackend(httpcore.NetworkBackend):
    """Connects to the address that the guard resolved, and to no other, and keeps what goes over it."""

    def __init__(self, guard: Guard, recording: Recording) -> None:
        self._guard = guard
        self._recording = recording
        self._below = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Look the host up once, refuse what lies inside, and connect."""
        ip = self._guard.resolve(host, port)
        self._recording.ip = ip
        wait = self._recording.remaining(timeout)
        return RecordedStream(self._below.connect_tcp(ip, port, wait, local_address, socket_options), self._recording)
