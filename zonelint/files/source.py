"""The one way to read a file or to list a folder of a repository; nothing else opens one.

Whoever reads has resolved the path and found that it lies where reading is allowed. Between that look and the reading
somebody may put a symbolic link in the place of the file or of a folder above it. So the file is opened without
following a link in any part of its path, and what it is gets judged by its descriptor: the octets are those of the
very path that was judged, of a regular file, or there are none.
"""

import errno
import os
import stat

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    T = TypeVar("T")

MAX_OCTETS = 256 * 1024 * 1024
"""Larger files are not read."""

# Without O_NONBLOCK a pipe would have its reader wait for a writer, maybe for ever.
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
)
_FOLDER = getattr(os, "O_DIRECTORY", 0)
# To pass through a folder one need not be allowed to list it.
PASS = _FLAGS | _FOLDER | getattr(os, "O_PATH", 0)
"""Flags to open a folder with for what lies in it."""


def octets(real_path: str, most: int = MAX_OCTETS) -> bytes:
    """Return what is in the regular file `real_path`, and of a larger one `most` octets and one more.

    No name in `real_path` may be a symbolic link. Raises OSError.
    """
    return beginning(real_path, most + 1)[0]


def beginning(real_path: str, most: int) -> tuple[bytes, int]:
    """Return the first `most` octets of the regular file `real_path`, and its size in octets; raises as `octets`."""
    descriptor = _open_in_folder(real_path)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "it is not a regular file", real_path)
        return _read(descriptor, min(status.st_size + 1, most), most), status.st_size
    finally:
        os.close(descriptor)


def listed(real_path: str, tell: "Callable[[os.DirEntry[str]], T]") -> "dict[str, T]":
    """Return name -> what `tell` makes of its entry, of all in the folder `real_path`, sorted; raises as `octets`."""
    descriptor = open_file(real_path, _FLAGS | _FOLDER)
    try:
        with os.scandir(descriptor) as entries:
            return {entry.name: tell(entry) for entry in sorted(entries, key=lambda entry: entry.name)}
    finally:
        os.close(descriptor)


def _read(descriptor: int, expected: int, most: int) -> bytes:
    """Read up to `most` octets; what is asked for at once is set aside, so it is no more than is `expected`."""
    found = os.read(descriptor, expected)
    parts = [found]
    total = len(found)
    while found and total < most:
        found = os.read(descriptor, min(most - total, 1 << 16))
        parts.append(found)
        total += len(found)
    return parts[0] if total == len(parts[0]) else b"".join(parts)


_MOST_FOLDERS = 16
_folders: dict[str, int] = {}
"""Descriptors of the folders that were read from last: to see where each file lies would take longer than to read it.

They hold for one thread of one run, and `forget_folders` begins a new one.
"""


def forget_folders() -> None:
    """Close the descriptors of folders that are kept: what lies at their paths may be another folder by now."""
    while _folders:
        os.close(_folders.popitem()[1])


def _open_in_folder(real_path: str) -> int:
    """Open the file `real_path` by the descriptor of its folder."""
    folder, _, name = real_path.rpartition("/")
    was_kept = folder in _folders
    try:
        return os.open(name, _FLAGS, dir_fd=_folder(folder))
    except OSError as error:
        if was_kept and error.errno == errno.ENOENT:
            # It may be gone with its folder, and be there again in a new one.
            os.close(_folders.pop(folder))
            return _open_in_folder(real_path)
        raise _explained(error, real_path) from None


def _folder(real_path: str) -> int:
    descriptor = _folders.get(real_path)
    if descriptor is None:
        descriptor = open_file(real_path or "/", PASS)
        if len(_folders) >= _MOST_FOLDERS:
            os.close(_folders.pop(next(iter(_folders))))
        _folders[real_path] = descriptor
    return descriptor


def open_file(real_path: str, flags: int) -> int:
    """Return a descriptor of `real_path`, for the caller to close, if no name in it is a link at that moment.

    `flags` are those of os.open, O_NOFOLLOW among them. Raises OSError.
    """
    try:
        descriptor = os.open(real_path, flags)
        if _path_of(descriptor) == real_path:
            return descriptor
        # A link stood there; or it was replaced since; or the system does not tell.
        os.close(descriptor)
        return _open_by_names(real_path, flags)
    except OSError as error:
        raise _explained(error, real_path) from None


def _explained(error: OSError, real_path: str) -> OSError:
    # A link in the place of a folder is no folder to the system.
    if error.errno in (errno.ELOOP, errno.EMLINK) or (error.errno == errno.ENOTDIR and os.path.islink(real_path)):
        return OSError(errno.ELOOP, "a symbolic link is in its place", real_path)
    error.filename = real_path
    return error


def _path_of(descriptor: int) -> str:
    """Return the path of what was opened, as the system knows it; empty where it does not tell."""
    try:
        return os.readlink(f"/proc/self/fd/{descriptor}")
    except OSError:
        return ""


def _open_by_names(real_path: str, flags: int) -> int:
    """Open `real_path` name by name, from the root of the file system on, none of them by a link."""
    *folders, name = real_path.strip("/").split("/")
    at = os.open("/", PASS)
    try:
        for folder in folders:
            below = os.open(folder, PASS, dir_fd=at)
            os.close(at)
            at = below
        return os.open(name or ".", flags, dir_fd=at)
    except NotADirectoryError:
        raise OSError(errno.ELOOP, "", real_path) from None
    finally:
        os.close(at)
