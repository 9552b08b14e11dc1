"""The process that parses: reads requests from standard input and answers each, within limits of memory and time."""

import json
import logging
import resource
import signal
import sys
from collections.abc import Callable
from typing import BinaryIO

from jikenbo.errors import UnreadableError
from jikenbo.extract.crossing import to_json
from jikenbo.extract.mail import extract_mail
from jikenbo.extract.office import extract_office
from jikenbo.extract.pdf import extract_pdf
from jikenbo.model.document import Document

# The libraries themselves take some 200 MB of address space; a release of 60 pages about as much again.
_MEMORY = 1_500_000_000
_MOST_CHARACTERS = 5_000_000
_READERS: dict[str, Callable[[str, bytes], Document]] = {
    "pdf": extract_pdf,
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
        document = _READERS[kind](doc, data)
    except UnreadableError as raised:
        return {"message": raised.message, "hint": raised.hint}
    except MemoryError:
        return {
            "message": f"{doc} needs more memory than a release may take.",
            "hint": "Save its text as .txt and add that file.",
        }
    except Exception as raised:  # noqa: BLE001  (whatever a parser of hostile bytes raises, it costs this document alone)
        message = f"{doc} is damaged or of a form that is not read: {type(raised).__name__}."
        return {"message": message, "hint": "Open it, save it anew and add that file."}
    if len(document.text.content) > _MOST_CHARACTERS:
        return {
            "message": f"{doc} unpacks to more text than any release has.",
            "hint": "Add the part that is a release.",
        }
    return {"documents": to_json((document,))}


def main() -> None:
    """Serve standard input."""
    logging.disable(logging.CRITICAL)
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    serve(sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    main()
