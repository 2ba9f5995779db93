"""The one way to write a file: it is the old or the new one at any time, and never one that a link leads to outside.

Reports and the like are written anew, by `write_file`. What somebody else wrote is changed by `replace_octets`, which
keeps what belongs to the file: owner, permissions, access control lists, other attributes.
"""

import errno
import os
import re
import stat
from contextlib import contextmanager, suppress

from zonelint.files import source
from zonelint.files.bounds import real_inside

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import IO

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)
_THROUGH = os.O_WRONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)
# What lies there is the system's, and nothing can take its place: /dev/stdout, /dev/null, /proc/self/fd/3.
_DEVICES = ("/dev/", "/proc/")


def target_of(path: str) -> str:
    """Return the real path of the file to write at `path`.

    Raises OSError if symbolic links lead it out of the repository in which it is named.
    """
    real = real_inside(path)
    if real is None:
        raise OSError(errno.ELOOP, "a symbolic link there leads out of the repository", path)
    return real


def write_file(path: str, text: str) -> None:
    """Write `text` to the file `path`, in UTF-8 with ``\\n`` line ends; raises OSError.

    A link inside the repository is followed, and stays. A pipe or a device is written to.
    """
    path = os.path.abspath(path)
    real = target_of(path)
    if path.startswith(_DEVICES):
        _write(os.open(path, os.O_WRONLY), text)
    elif os.path.exists(real) and not os.path.isfile(real):
        _write(source.open_file(real, _THROUGH), text)
    else:
        _replace(real, text)


def _replace(real_path: str, text: str) -> None:
    """Write a file beside `real_path` and put it in its place; what the folder is was settled when it was opened."""
    folder, name = os.path.split(real_path)
    beside = f"{name}.{os.getpid()}.tmp"
    at = source.open_file(folder, source.PASS)
    try:
        descriptor = os.open(beside, _NEW, 0o666, dir_fd=at)
        try:
            mode = _mode(name, at)
            if mode is not None:
                os.fchmod(descriptor, mode)
            _write(descriptor, text)
            os.replace(beside, name, src_dir_fd=at, dst_dir_fd=at)
        except BaseException:
            os.unlink(beside, dir_fd=at)
            raise
    finally:
        os.close(at)


def _mode(name: str, at: int) -> int | None:
    """Return the permissions of the file `name` in the folder `at`; None if there is none yet."""
    try:
        return stat.S_IMODE(os.stat(name, dir_fd=at, follow_symlinks=False).st_mode) & 0o777
    except FileNotFoundError:
        return None


def _write(descriptor: int, text: str) -> None:
    with open(descriptor, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
        file.write(text)


# -- files of others -------------------------------------------------------------------------------------------------

CHANGED = "it was changed meanwhile"
BUSY = "another run that changes files is at work there"
_STRAY = re.compile(r"\..+\.zonelint-[0-9]+\.tmp", re.DOTALL)
"""What a file is called while it is written beside the one whose place it takes."""


def why_not_replaced(real_path: str) -> str:
    """Return why the regular file `real_path` is not to be replaced by another, or cannot be; empty if it can."""
    try:
        status = os.lstat(real_path)
    except OSError as error:
        return f"it cannot be looked at: {error.strerror or error}"
    if not stat.S_ISREG(status.st_mode):
        return "it is not a regular file"
    if status.st_nlink > 1:
        return "it has hard links, which would keep the old content"
    if not status.st_mode & 0o222 or not os.access(real_path, os.W_OK):
        return "it is read-only"
    if status.st_uid != os.geteuid() != 0:
        return "it belongs to another user"
    if not os.access(os.path.dirname(real_path), os.W_OK | os.X_OK):
        return "its folder is read-only"
    return ""


def replace_octets(real_path: str, old: bytes, new: bytes) -> None:
    """Put `new` in the place of `old`, which is all that is in the regular file `real_path`.

    The new file has the owner, the permissions and the attributes of the old one, and is on the disk when this returns.
    Raises OSError, and nothing is changed then: if the file does not hold `old` any more (CHANGED), if it is not to be
    replaced (`why_not_replaced`), if there is no room, if what belongs to it cannot be kept.
    """
    why = why_not_replaced(real_path)
    if why:
        raise OSError(errno.EPERM, why, real_path)
    with _beside(real_path, 0o600) as (file, move):
        file.write(new)
        file.flush()
        _keep_what_belongs(real_path, file.fileno())
        os.fsync(file.fileno())
        if source.octets(real_path) != old:
            raise OSError(errno.EBUSY, CHANGED, real_path)
        move(os.replace)


def create_file(real_path: str, octets: bytes) -> None:
    """Make the file `real_path`, which is whole or not there at any time; raises OSError, too, if there is one."""
    with _beside(real_path, 0o666) as (file, move):
        file.write(octets)
        file.flush()
        os.fsync(file.fileno())
        move(os.link)


@contextmanager
def _beside(real_path: str, mode: int) -> "Iterator[tuple[IO[bytes], Callable[[Callable[..., None]], None]]]":
    """Open a new file beside `real_path`, locked and to be written; what is left of it is gone afterwards.

    With it comes what brings it to its place, by os.replace or os.link. Raises OSError.
    """
    folder, name = os.path.split(real_path)
    beside = f".{name}.zonelint-{os.getpid()}.tmp"
    at = source.open_file(folder, source.PASS)
    try:
        descriptor = os.open(beside, _NEW, mode, dir_fd=at)
        try:
            with open(descriptor, "wb") as file:
                _lock(descriptor, wait=True)
                yield file, lambda move: move(beside, name, src_dir_fd=at, dst_dir_fd=at)
        finally:
            with suppress(FileNotFoundError):
                os.unlink(beside, dir_fd=at)
    finally:
        os.close(at)
    _sync_folder(folder)


def _keep_what_belongs(real_path: str, descriptor: int) -> None:
    """Give the open file what belongs to the one at `real_path`. Raises OSError."""
    status = os.lstat(real_path)
    made = os.fstat(descriptor)
    if (made.st_uid, made.st_gid) != (status.st_uid, status.st_gid):
        os.fchown(descriptor, status.st_uid, status.st_gid)
    if hasattr(os, "listxattr"):
        for attribute in os.listxattr(real_path, follow_symlinks=False):
            value = os.getxattr(real_path, attribute, follow_symlinks=False)
            if not _has_attribute(descriptor, attribute, value):
                os.setxattr(descriptor, attribute, value)
    os.fchmod(descriptor, stat.S_IMODE(status.st_mode))


def _has_attribute(descriptor: int, attribute: str, value: bytes) -> bool:
    try:
        return os.getxattr(descriptor, attribute) == value
    except OSError:
        return False


def _sync_folder(folder: str) -> None:
    """Let the folder's new entry reach the disk, where the file system has a way to do that."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _lock(descriptor: int, *, wait: bool = False) -> bool:
    """Lock an open file or folder until it is closed; False if another process has. Some file systems know no locks."""
    try:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except (ImportError, OSError) as error:
        return not (isinstance(error, OSError) and error.errno in (errno.EWOULDBLOCK, errno.EACCES))
    return True


@contextmanager
def alone_in(real_folder: str) -> "Iterator[None]":
    """Keep other runs that change files below `real_folder` away meanwhile; raises OSError (BUSY) if there is one.

    The folder itself is locked: there is no file that a killed run would leave behind.
    """
    descriptor = source.open_file(real_folder, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0))
    try:
        if not _lock(descriptor):
            raise OSError(errno.EWOULDBLOCK, BUSY, real_folder)
        yield
    finally:
        os.close(descriptor)


def remove_strays(real_folder: str) -> None:
    """Remove what runs that were killed left in a folder: files that `replace_octets` was writing.

    One that is being written is locked, and stays.
    """
    try:
        names = source.listed(real_folder, lambda entry: entry.name)
        at = source.open_file(real_folder, source.PASS)
    except OSError:
        return
    try:
        for name in filter(_STRAY.fullmatch, names):
            with suppress(OSError):
                _remove_unlocked(name, at)
    finally:
        os.close(at)


def _remove_unlocked(name: str, at: int) -> None:
    """Remove the file `name` in the folder `at`, unless somebody has locked it."""
    descriptor = os.open(name, _THROUGH | getattr(os, "O_NONBLOCK", 0), dir_fd=at)
    try:
        if _lock(descriptor):
            os.unlink(name, dir_fd=at)
    finally:
        os.close(descriptor)
