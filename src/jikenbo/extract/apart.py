"""Parsers of PDF, Office, mail and large texts run in a process of their own: a bomb costs that document alone.

One process is started when the first such document comes and serves all that follow; one that takes too long, too much
memory or dies is replaced by a new one.
"""

import atexit
import json
import os
import selectors
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from jikenbo.errors import UnreadableError
from jikenbo.extract.crossing import from_json
from jikenbo.model.document import Document

# A release of some pages takes a tenth of a second; an annual report of 60 pages two or three.
SECONDS = 30.0
# Recognising the characters of a page takes a second or two, and up to eight where it lies on its side.
_BY_EYE_TAKES = 8
_MOST_OUTPUT = 64_000_000
_SIZE = 8
_HINT = "If it opens elsewhere, print it to a new PDF or save its text as .txt, and add that file."


@dataclass(slots=True)
class Parser:
    """The process that parses, started when it is needed; `seconds` is how long one document may take."""

    seconds: float = SECONDS
    _running: subprocess.Popen[bytes] | None = None
    _owner: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def parse(self, kind: str, doc: str, data: bytes, media: str = "") -> tuple[Document, ...]:
        """The documents in the bytes of a file of some kind; UnreadableError with the reason if there are none."""
        head = {"kind": kind, "doc": doc, "size": len(data), "media": media}
        with self._lock:
            answer = self._tried(head, data, by_eye=False)
            if "again" in answer:
                answer = self._tried(head, data, by_eye=True)
        if "message" in answer:
            raise UnreadableError(answer["message"], answer["hint"])
        return from_json(answer["documents"])

    def _tried(self, head: Mapping[str, object], data: bytes, *, by_eye: bool) -> dict[str, str]:
        """The answer of the process, or UnreadableError if it does not come to one."""
        doc, seconds = head["doc"], self.seconds * (_BY_EYE_TAKES if by_eye else 1)
        asked = json.dumps({**head, "seconds": seconds, "by_eye": by_eye}).encode()
        try:
            return self._ask(asked, data, time.monotonic() + seconds)
        except TimeoutError as cause:
            self.close()
            message = f"{doc} took longer than {seconds:.0f} seconds to read and was given up."
            raise UnreadableError(message, _HINT) from cause
        except (OSError, EOFError) as cause:
            self.close()
            message = f"{doc} is damaged or made to harm: the program that reads it ended or ran out of memory."
            raise UnreadableError(message, _HINT) from cause

    def close(self) -> None:
        """End the process, if one runs."""
        running, self._running = self._running, None
        if running is None or self._owner != os.getpid():
            return
        running.kill()
        for stream in (running.stdin, running.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:
                    continue
        running.wait()

    def _ask(self, head: bytes, data: bytes, deadline: float) -> dict[str, str]:
        process = self._process()
        if process.stdin is None or process.stdout is None:
            raise EOFError
        process.stdin.write(head + b"\n" + data)
        process.stdin.flush()
        size = int.from_bytes(_read(process.stdout.fileno(), _SIZE, deadline), "big")
        if size > _MOST_OUTPUT:
            raise EOFError
        answer: dict[str, str] = json.loads(_read(process.stdout.fileno(), size, deadline))
        return answer

    def _process(self) -> subprocess.Popen[bytes]:
        if self._running is not None and self._running.poll() is not None:
            self.close()
        if self._running is None or self._owner != os.getpid():
            self._running = subprocess.Popen(
                [sys.executable, "-m", "jikenbo.extract.apart_child"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            self._owner = os.getpid()
        return self._running


def _read(stream: int, size: int, deadline: float) -> bytes:
    """So many bytes of a stream; TimeoutError after the deadline, EOFError if it ends before."""
    parts = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(stream, selectors.EVENT_READ)
        while len(parts) < size:
            if not selector.select(max(deadline - time.monotonic(), 0)):
                raise TimeoutError
            part = os.read(stream, min(size - len(parts), 1 << 20))
            if not part:
                raise EOFError
            parts += part
    return bytes(parts)


_parser = Parser()
atexit.register(_parser.close)


def parse_apart(kind: str, doc: str, data: bytes, media: str = "") -> tuple[Document, ...]:
    """The documents in a PDF, Office file, e-mail or large text, parsed in the process that this one keeps for it."""
    return _parser.parse(kind, doc, data, media)
