"""The process that parses: reads requests from standard input and answers each, within limits of memory and time."""

import json
import logging
import os
import resource
import signal
import sys
from collections.abc import Callable
from typing import BinaryIO

from jikenbo.errors import UnreadableError
from jikenbo.extract.crossing import to_json
from jikenbo.extract.mail import extract_mail
from jikenbo.extract.office import extract_office
from jikenbo.extract.pdf import PicturesError
from jikenbo.extract.scan import read_pdf
from jikenbo.extract.texts import extract_text
from jikenbo.model.document import Document

# The libraries themselves take some 200 MB of address space; a release of 60 pages about as much again.
_MEMORY = 1_500_000_000
_MOST_CHARACTERS = 5_000_000
_READERS: dict[str, Callable[[str, bytes, bool], tuple[Document, ...]]] = {
    "pdf": lambda doc, data, by_eye: (read_pdf(doc, data, by_eye=by_eye),),
    "office": lambda doc, data, _: (extract_office(doc, data),),
    "mail": lambda doc, data, by_eye: extract_mail(doc, data, by_eye=by_eye),
}


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests until there are no more: a line of JSON with the size of the bytes that follow it."""
    while line := requests.readline():
        head = json.loads(line)
        data = requests.read(head["size"])
        # Ends this process if it outlives the patience of the one that asked.
        signal.alarm(int(head["seconds"]) + 5)
        given = answer(head["kind"], head["doc"], data, head["media"], by_eye=head["by_eye"])
        written = json.dumps(given, ensure_ascii=False).encode("utf-8", "replace")
        signal.alarm(0)
        answers.write(len(written).to_bytes(8, "big") + written)
        answers.flush()


def answer(kind: str, doc: str, data: bytes, media: str, *, by_eye: bool) -> dict[str, str]:
    """The documents in a file, or why there are none, or that it is to be asked for again with more patience."""
    try:
        return _given(doc, extract_text(doc, data, media) if kind == "text" else _READERS[kind](doc, data, by_eye))
    except PicturesError:
        return {"again": "by eye"}
    except UnreadableError as raised:
        return {"message": raised.message, "hint": raised.hint}
    except MemoryError:
        message = f"{doc} needs more memory than a release may take."
        return {"message": message, "hint": "Save its text as .txt and add that file."}
    except Exception as raised:  # noqa: BLE001  (whatever a parser of hostile bytes raises, it costs this document alone)
        message = f"{doc} is damaged or of a form that is not read: {type(raised).__name__}."
        return {"message": message, "hint": "Open it, save it anew and add that file."}


def _given(doc: str, documents: tuple[Document, ...]) -> dict[str, str]:
    if sum(len(one.text.content) for one in documents) > _MOST_CHARACTERS:
        raise UnreadableError(f"{doc} unpacks to more text than any release has.", "Add the part that is a release.")
    return {"documents": to_json(documents)}


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
