"""An archive kept in git: fetched into a clone of the casebook's own, and what changed since it was taken in last.

Git is run without hooks, prompts, credentials, submodules, links or anything of the machine's own settings, and within
limits of time and size; over https the connection goes to the address that the guard looked up.
"""

import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import which
from urllib.parse import urlsplit

from jikenbo.capture.files import FoundFile, LeftOut, found_file
from jikenbo.capture.guard import Guard
from jikenbo.errors import FetchError

# An archive of some thousand texts has a few dozen MB; with PDFs it may be a hundred times as much.
_LARGEST = 2_000_000_000
_SECONDS = 600
_NOBODY_INSIDE = Guard()
_TAKEN = "refs/jikenbo/taken"
_EMPTY = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
_SETTINGS = (
    "core.hooksPath=/dev/null", "core.symlinks=false", "core.fsmonitor=false", "core.quotePath=false", "core.askPass=",
    "credential.helper=", "fetch.fsckObjects=true", "fetch.recurseSubmodules=false", "gc.auto=0",
    "http.followRedirects=false", "http.lowSpeedLimit=1000", "http.lowSpeedTime=60", "maintenance.auto=false",
    "protocol.allow=never", "advice.detachedHead=false", "init.defaultBranch=main", "safe.directory=*",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Clone:
    """A clone of an archive in a folder of its own; `agent` is what its host hears of who asks."""

    address: str
    folder: Path
    agent: str = ""
    guard: Guard = _NOBODY_INSIDE

    def fetch(self) -> str:
        """Fetch the newest state and say its commit. FetchError if there is none to be had."""
        if which("git") is None:
            raise FetchError("git is not installed.", "Install git.", kind="refused")
        if not (self.folder / ".git").is_dir():
            self.folder.mkdir(parents=True, exist_ok=True)
            self._run("init", "--quiet", "--template=")
        # The history is not needed: what changed is told from the trees alone.
        wanted = ("fetch", "--quiet", "--no-tags", "--depth=1", "--no-write-fetch-head", "--force")
        self._run(*wanted, "--", self.address, "HEAD:refs/jikenbo/newest", settings=self._way())
        commit = self._run("rev-parse", "refs/jikenbo/newest").strip()
        self._run("checkout", "--quiet", "--force", "--detach", commit)
        return commit

    def changed(self, commit: str) -> tuple[list[FoundFile | LeftOut], int]:
        """The files of a commit that are new or changed since the one taken in last, and how many files it has."""
        taken = self._run("for-each-ref", "--format=%(objectname)", _TAKEN).strip() or _EMPTY
        names = self._run("diff", "--name-only", "--no-renames", "--diff-filter=AMT", "-z", taken, commit)
        count = self._run("ls-tree", "-r", "--name-only", "-z", commit).count("\0")
        shown = [name for name in names.split("\0") if name and not any(p.startswith(".") for p in name.split("/"))]
        return [found_file(name, self.folder / name) for name in shown], count

    def taken(self, commit: str) -> None:
        """Note that a commit was taken in."""
        self._run("update-ref", _TAKEN, commit)

    def _way(self) -> Sequence[str]:
        """What may be spoken with the archive's host, and to which address."""
        parts = urlsplit(self.address)
        if parts.scheme in ("", "file"):
            return ("protocol.file.allow=always",)
        if parts.scheme not in ("http", "https"):
            hint = "Give an https address, or the path of a repository."
            raise FetchError(f"{self.address} cannot be fetched by git here.", hint, kind="refused")
        port = parts.port or (443 if parts.scheme == "https" else 80)
        ip = self.guard.resolve(parts.hostname or "", port)
        pinned = f"http.curloptResolve={parts.hostname}:{port}:{f'[{ip}]' if ':' in ip else ip}"
        return (f"protocol.{parts.scheme}.allow=always", pinned, f"http.userAgent={self.agent}")

    def _run(self, *words: str, settings: Sequence[str] = ()) -> str:
        given = [part for one in (*_SETTINGS, *settings) for part in ("-c", one)]
        # The shell sets the largest file that git may write, in its blocks of 512 or 1,024 bytes.
        command = ("sh", "-c", 'ulimit -f "$0"; exec git "$@"', str(_LARGEST // 1024), *given, *words)
        try:
            done = subprocess.run(  # noqa: S603  (each word is its own argument, and addresses come after --)
                command, cwd=self.folder, env=_surroundings(), capture_output=True, timeout=_SECONDS, check=False
            )
        except subprocess.TimeoutExpired as cause:
            raise FetchError(f"{self.address} does not come within {_SECONDS} seconds.", kind="slow") from cause
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines() or [f"git ends with {done.returncode}"]
            raise FetchError(f"{self.address} cannot be fetched by git: {said[-1]}.", "Try git clone by hand.")
        return done.stdout.decode("utf-8", "replace")


def is_git(address: str) -> bool:
    """Whether an address is that of a git repository, by its end; a bare repository in a folder too."""
    return address.rstrip("/").endswith(".git") or (Path(address) / "HEAD").is_file()


def _surroundings() -> Mapping[str, str]:
    quiet = {
        "GIT_TERMINAL_PROMPT": "0", "GIT_ASKPASS": "", "SSH_ASKPASS": "", "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull, "GIT_LFS_SKIP_SMUDGE": "1", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C.UTF-8",
    }  # fmt: skip
    return {"PATH": os.environ.get("PATH", os.defpath), "HOME": os.devnull} | quiet
