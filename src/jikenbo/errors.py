"""Every error that Jikenbo raises on purpose: one sentence for the person, a next step, and a status for the door."""


class JikenboError(Exception):
    """Something that a person can act on.

    `message` is one sentence, `hint` the next step; `status` is the HTTP status a door answers with, and `exit_status`
    what a command ends with. The cause, for the log, is the exception it was raised from.
    """

    status = 500
    exit_status = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class UnreadableError(JikenboError):
    """A document could not be turned into text."""

    status = 422


class NotFoundError(JikenboError):
    """No release, case, campaign or file has the name that was given."""

    status = 404


class CasebookError(JikenboError):
    """The casebook cannot be opened or written: locked, full, damaged, or of a newer schema."""

    status = 503


class VocabularyError(JikenboError):
    """A vocabulary file does not hold what it must."""


class UsageError(JikenboError):
    """The request itself is not one that Jikenbo understands."""

    status = 400
    exit_status = 2


class FetchError(JikenboError):
    """An address gave no whole answer.

    `kind` says why: unreachable, slow, too_large, refused (by our own guard), forbidden (by robots.txt), shut
    (the host asked for patience), unreadable, or redirects.
    """

    status = 502

    def __init__(self, message: str, hint: str = "", *, kind: str = "unreachable") -> None:
        super().__init__(message, hint)
        self.kind = kind
