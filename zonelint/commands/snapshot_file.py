"""Which file `zonelint snapshot` writes, and what stands in it already."""

import os

from zonelint.commands import UsageError
from zonelint.files.bounds import Bounds
from zonelint.files.edits import target_of
from zonelint.files.paths import display_path, read_text
from zonelint.files.snapshot_texts import Snapshot, is_snapshot, was_written
from zonelint.files.source import DISK, LINK
from zonelint.files.zone_files import SNAPSHOT_NAME

TYPE_CHECKING = False
if TYPE_CHECKING:
    from zonelint.config.settings import Settings
    from zonelint.dns.places import SourceFile

STDOUT = "-"


class SnapshotFile:
    """The file that is written.

    output     what the user named: a path, `STDOUT`, or None
    path       absolute; with `STDOUT`, that of the file which would be written otherwise
    shown      the path as reports show it
    exists     whether it is there
    earlier    what it holds
    hint       what to write into the configuration so that the file is read; empty if that stands there
    """

    def __init__(self, output: str | None) -> None:
        self.output = output
        self.path = ""
        self.shown = ""
        self.exists = False
        self.earlier = Snapshot()
        self.hint = ""

    @property
    def is_stdout(self) -> bool:
        """Whether standard output is written instead."""
        return self.output == STDOUT

    @property
    def is_awaited(self) -> bool:
        """Whether `assume` names it and it is not there: then other commands wait for it, even if it has no record."""
        return not (self.exists or self.hint or self.is_stdout)

    def is_at(self, source: "SourceFile") -> bool:
        """Tell whether `source` was read from this file."""
        return source.real_path is not None and DISK.real_path(source.real_path) == DISK.real_path(self.path)

    def choose(self, settings: "Settings") -> None:
        """Choose the file by `settings`, and read it; raises UsageError if it is not ours to write.

        A file that `assume` names and that is yet to be written is taken off the settings: it is no mistake here.
        """
        if self.output is not None and not self.is_stdout:
            self.path = os.path.abspath(self.output)
        else:
            self.path = _assumed(settings) or _default(settings)
        self.shown = display_path(self.path)
        self._read()
        base, real = settings.root or "", DISK.real_path(self.path)
        named = [name for name in settings.assume if DISK.real_path(os.path.join(base, name)) == real]
        if not named:
            self.hint = _hint(settings, self.path, self.shown)
        elif not self.exists:
            settings.assume = [name for name in settings.assume if name not in named]

    def _read(self) -> None:
        from zonelint.snapshot.rounds import read_file

        try:
            real = target_of(self.path)
        except OSError as error:
            raise UsageError(f"{self.shown} cannot be written: {error.strerror}") from None
        self.exists = DISK.has(self.path)
        if DISK.is_folder(self.path) or not DISK.is_folder(os.path.dirname(self.path)):
            raise UsageError(f"{self.shown} cannot be written: there is no such folder, or it is one itself")
        if not DISK.is_file(self.path):
            return  # it is not there yet; or a pipe or a device, which has nothing to lose
        text = read_text(real)
        if not is_snapshot(text):
            raise UsageError(
                f"{self.shown} was not written by `zonelint snapshot`, so it is not changed: name another file"
            )
        self.earlier = read_file(text)


def _assumed(settings: "Settings") -> str | None:
    """Return the file of `assume` that was written by `zonelint snapshot`, or None; it lies below the root."""
    if settings.root is None:
        return None
    for name in settings.assume:
        path = os.path.normpath(os.path.join(settings.root, name))
        real = DISK.real_path(path)
        inside = Bounds(DISK.real_path(settings.root)).hold(real)
        if inside and DISK.is_file(real) and was_written(read_text(real)):
            return path
    return None


def _default(settings: "Settings") -> str:
    path = os.path.join(os.path.abspath(settings.root or "."), SNAPSHOT_NAME)
    if DISK.kind(path) == LINK:
        raise UsageError(f"{display_path(path)} is a symbolic link: name the file to write with --output")
    return path


def _hint(settings: "Settings", path: str, shown: str) -> str:
    """Return what to write into the configuration so that the file at `path` is read."""
    from json import dumps

    root = settings.root or os.getcwd()
    name = os.path.relpath(path, root).replace(os.sep, "/")
    if name.startswith("../"):
        return f"{shown} is outside {display_path(root)}, so `assume` cannot name it there"
    config = display_path(settings.path) if settings.path is not None else "a file zonelint.toml here"
    section = ", [tool.zonelint]" if config.endswith("pyproject.toml") else ""
    line = f"assume = {dumps([*settings.assume, name], ensure_ascii=False)}"
    return f"it has an effect when this line is in {config}{section}: {line}"
