"""Objects of a git repository, asked for by their names; nothing that the repository says is run."""

import os
import select
import subprocess
import weakref
from contextlib import suppress

from zonelint.files.source import MAX_OCTETS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import IO

MOST_LOST = 100
"""Programs that may end before their time: each one does at an object that is not there to be fetched, or damaged."""
TIMEOUT = 60.0
"""Seconds in which git must say something: a pipe in the place of a file would have it wait for ever."""

_OPTIONS = (
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.attributesFile=/dev/null",
    # What is larger goes through in pieces.
    "core.bigFileThreshold=16m",
    "protocol.allow=never",
    # What a foreign owner could have git run is switched off; in a container the clone often is somebody else's.
    "safe.directory=*",
)
_ENVIRONMENT = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": "/dev/null",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
# In a hook that is run before a push is taken, what was pushed lies in a folder of its own.
_QUARANTINE = ("GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES")

_ABSENT = "it is not in this clone, or damaged there"


class GitError(Exception):
    """An object is not there or cannot be read, or git cannot be run; the text says it."""


class GitObjects:
    """The objects of one repository.

    repository  real path of the top of a work tree, or of a bare repository
    """

    def __init__(self, repository: str) -> None:
        inner = os.path.join(repository, ".git")
        self._folder = inner if os.path.exists(inner) else repository
        self._running: dict[str, _Batch] = {}
        self._lost = 0
        weakref.finalize(self, _close, self._running)

    def close(self) -> None:
        """End the programs that were started; when they are asked again, they are started anew."""
        _close(self._running)

    def ask(self, *words: str) -> str | None:
        """Return the one line that git says to `words`; None if it fails. Raises GitError if it cannot be run."""
        with self._started(*words) as program:
            try:
                said, _ = program.communicate(timeout=TIMEOUT)
            except subprocess.TimeoutExpired:
                program.kill()
                raise GitError("git gives no answer") from None
        return said.decode("utf-8", "replace").strip() if program.returncode == 0 else None

    def size(self, name: str) -> int:
        """Return the size in octets of the object `name`. Raises GitError."""
        batch = self._batch("--batch-check")
        try:
            return batch.header(name)[1]
        finally:
            self._end_lost()

    def content(self, name: str, kind: str, most: int) -> bytes:
        """Return the content of the object `name`. Raises GitError if it is no `kind`, or larger than `most` octets."""
        octets, size = self.beginning(name, kind, most)
        if size > most:
            raise GitError(f"it is larger than {most} octets")
        return octets

    def beginning(self, name: str, kind: str, most: int) -> tuple[bytes, int]:
        """Return the first `most` octets of the object `name`, and its size. Raises GitError if it is no `kind`."""
        batch = self._batch("--batch")
        try:
            found, size = batch.header(name)
            octets = batch.read(min(size, most))
            batch.skip(size - len(octets) + 1)
        finally:
            self._end_lost()
        if found != kind:
            raise GitError(f"git has a {found} in the place of a {kind}")
        return octets, size

    def _batch(self, option: str) -> "_Batch":
        if self._lost > MOST_LOST:
            raise GitError(_ABSENT)
        if option not in self._running:
            self._running[option] = _Batch(self._started("cat-file", option))
        return self._running[option]

    def _end_lost(self) -> None:
        for option in [option for option, batch in self._running.items() if batch.is_lost]:
            self._running.pop(option).close()
            self._lost += 1

    def _started(self, *words: str) -> "subprocess.Popen[bytes]":
        options = [word for option in _OPTIONS for word in ("-c", option)]
        try:
            return subprocess.Popen(
                ["git", "--no-pager", *options, f"--git-dir={self._folder}", *words],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(),
                cwd="/",  # no program is taken out of the repository, whatever PATH says
                bufsize=0,
            )
        except OSError as error:
            raise GitError(f"git cannot be run: {error.strerror or error}") from None


def _close(running: "dict[str, _Batch]") -> None:
    while running:
        running.popitem()[1].close()


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    if "GIT_QUARANTINE_PATH" in os.environ:
        kept.update((name, os.environ[name]) for name in _QUARANTINE if name in os.environ)
    return kept | _ENVIRONMENT


class _Batch:
    """A running ``git cat-file``, which is asked line by line.

    is_lost  whether its answers can no longer be told apart
    """

    def __init__(self, program: "subprocess.Popen[bytes]") -> None:
        self._program = program
        assert program.stdin is not None
        assert program.stdout is not None
        self._questions: IO[bytes] = program.stdin
        self._answers = program.stdout.fileno()
        self._poll = select.poll()
        self._poll.register(self._answers, select.POLLIN)
        self._buffer = bytearray()
        self.is_lost = False

    def close(self) -> None:
        self._program.kill()
        with suppress(OSError), self._program:
            pass

    def header(self, name: str) -> tuple[str, int]:
        """Ask for the object `name`; returns its kind and its size. Raises GitError if it is not there."""
        try:
            self._questions.write(f"{name}\n".encode("ascii"))
        except OSError:
            raise self._lost(_ABSENT) from None
        while b"\n" not in self._buffer:
            self._fill(1 << 16)
        line, _, rest = bytes(self._buffer).partition(b"\n")
        self._buffer = bytearray(rest)
        words = line.split(b" ")
        if len(words) == 2:
            raise GitError(_ABSENT)
        if len(words) != 3 or not words[2].isdigit():
            raise self._lost()
        return words[1].decode("ascii", "replace"), int(words[2])

    def read(self, count: int) -> bytes:
        """Return the next `count` octets of an answer."""
        while len(self._buffer) < count:
            self._fill(min(count - len(self._buffer) + 1, 1 << 20))
        octets = bytes(self._buffer[:count])
        del self._buffer[:count]
        return octets

    def skip(self, count: int) -> None:
        """Pass over the next `count` octets; nothing is read from this program any more if they are very many."""
        if count > MAX_OCTETS:
            self.is_lost = True
            return
        while count > 0:
            if not self._buffer:
                self._fill(1 << 16)
            passed = min(count, len(self._buffer))
            del self._buffer[:passed]
            count -= passed

    def _fill(self, most: int) -> None:
        if not self._poll.poll(TIMEOUT * 1000):
            raise self._lost()
        octets = os.read(self._answers, most)
        if not octets:
            raise self._lost(_ABSENT)
        self._buffer += octets

    def _lost(self, why: str = "git gives no answer") -> GitError:
        self.is_lost = True
        return GitError(why)
