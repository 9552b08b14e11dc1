"""The process that parses: reads requests from standard input and answers each, within limits of memory and time."""

import json
import logging
import os
import resource
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import BinaryIO

from jikenbo.errors import UnreadableError
from jikenbo.extract.crossing import to_json
from jikenbo.extract.mail import extract_mail
from jikenbo.extract.office import extract_office
from jikenbo.extract.pdf import PicturesError, extract_pdf
from jikenbo.extract.recognise import missing
from jikenbo.extract.scan import extract_scan
from jikenbo.model.document import Document

# The libraries themselves take some 200 MB of address space; a release of 60 pages about as much again.
_MEMORY = 1_500_000_000
_MOST_CHARACTERS = 5_000_000
# Where a PDF shows its characters as pictures, it is to be asked for again as a scan, which takes longer.
_BY_EYE = {"again": "scan"}
_READERS: dict[str, Callable[[str, bytes], Document]] = {
    "pdf": extract_pdf,
    "scan": extract_scan,
    "office": extract_office,
    "mail": extract_mail,
}


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests until there are no more: a line of JSON with the size of the bytes that follow it."""
    while line := requests.readline():
        head = json.loads(line)
        data = requests.read(head["size"])
        # Ends this process if it outlives the patience of the one that asked.
        signal.alarm(int(head["seconds"]) + 5)
        answer = json.dumps(_answer(head["kind"], head["doc"], data), ensure_ascii=False).encode("utf-8", "replace")
        signal.alarm(0)
        answers.write(len(answer).to_bytes(8, "big") + answer)
        answers.flush()


def _answer(kind: str, doc: str, data: bytes) -> dict[str, str]:
    try:
        return _given(kind, doc, _READERS[kind](doc, data))
    except PicturesError as raised:
        lacking = missing()
        return {"message": raised.message, "hint": lacking} if lacking else _BY_EYE
    except UnreadableError as raised:
        return {"message": raised.message, "hint": raised.hint}
    except MemoryError:
        message = f"{doc} needs more memory than a release may take."
        return {"message": message, "hint": "Save its text as .txt and add that file."}
    except Exception as raised:  # noqa: BLE001  (whatever a parser of hostile bytes raises, it costs this document alone)
        message = f"{doc} is damaged or of a form that is not read: {type(raised).__name__}."
        return {"message": message, "hint": "Open it, save it anew and add that file."}


def _given(kind: str, doc: str, document: Document) -> dict[str, str]:
    """A document as an answer, or what else is to be done where pages of a PDF are pictures."""
    if len(document.text.content) > _MOST_CHARACTERS:
        raise UnreadableError(f"{doc} unpacks to more text than any release has.", "Add the part that is a release.")
    if kind == "pdf" and any(doubt.kind == "pictures" for doubt in document.doubts):
        lacking = missing()
        if not lacking:
            return _BY_EYE
        doubts = tuple(replace(one, reason=f"{one.reason} {lacking}") for one in document.doubts)
        document = replace(document, doubts=doubts)
    return {"documents": to_json((document,))}


def main() -> None:
    """Serve standard input."""
    logging.disable(logging.CRITICAL)
    # One page at a time on one processor: more threads make Tesseract slower, and take from what else runs.
    os.environ["OMP_THREAD_LIMIT"] = "1"
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    serve(sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    main()
