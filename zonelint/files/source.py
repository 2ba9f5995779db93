"""The one way to read a file or to list a folder of a repository; nothing else opens one.

What can be read is a Source: the disk, a revision that git keeps (revision.py), or texts in memory over one of these
(overlay.py). All of them are asked by absolute paths, and tell the same of the same files.

Whoever reads has resolved the path and found that it lies where reading is allowed. On the disk somebody may, between
that look and the reading, put a symbolic link in the place of the file or of a folder above it. So the file is opened
without following a link in any part of its path, and what it is gets judged by its descriptor: the octets are those of
the very path that was judged, of a regular file, or there are none.
"""

import errno
import os
import stat

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    T = TypeVar("T")

FILE, FOLDER, LINK, OTHER = "file", "folder", "link", "other"
"""What a name in a folder is; OTHER is a device, a pipe or a socket."""

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


# -- sources ---------------------------------------------------------------------------------------------------------


class Source:
    """Where texts come from: files and folders by absolute path. Each kind of source tells what lies at its paths.

    A real path is one in which no name is a link.

    looked_into    the real paths of the files into which somebody has looked, where that is kept; else None. The size
                   of a file is no look into it
    include_names  real path of a file into which somebody looked for this alone -> the names that it includes
    """

    looked_into: "set[str] | None" = None
    include_names: "dict[str, list[str]]"

    def beginning(self, real_path: str, most: int) -> tuple[bytes, int]:
        """Return the first `most` octets of the regular file `real_path`, and its size in octets. Raises OSError."""
        raise NotImplementedError

    def listed(self, real_path: str) -> dict[str, str]:
        """Return name -> FILE, FOLDER, LINK or OTHER of all in the folder `real_path`, sorted. Raises OSError."""
        raise NotImplementedError

    def kind(self, path: str) -> str | None:
        """Return what lies at `path`, LINK for a link; None if nothing does, or it is not known what.

        Names above the last one may be links.
        """
        raise NotImplementedError

    def real_path(self, path: str) -> str:
        """Return `path` with all links followed, as far as there is anything. Raises ValueError for a NUL in it."""
        raise NotImplementedError

    def out_of_reach(self, path: str) -> str:
        """Return why nobody knows whether there is anything at `path`; empty if it is known."""
        raise NotImplementedError

    def is_barred(self, path: str) -> bool:
        """Tell whether a folder above `path` may not be entered, so that nobody knows whether anything is there."""
        raise NotImplementedError

    def may_enter(self, real_path: str) -> bool:
        """Tell whether names in the folder `real_path` can be looked for."""
        raise NotImplementedError

    def is_top(self, folder: str) -> bool:
        """Tell whether `folder` is the top of a git work tree."""
        raise NotImplementedError

    def is_committed(self, path: str) -> bool:
        """Tell whether git keeps what lies at `path` anyhow, so that no index need be asked whether it is tracked."""
        raise NotImplementedError

    def octets(self, real_path: str, most: int = MAX_OCTETS) -> bytes:
        """Return what is in the regular file `real_path`, and of a larger one `most` octets and one more.

        Raises OSError.
        """
        return self.beginning(real_path, most + 1)[0]

    def size(self, real_path: str) -> int:
        """Return the size of the regular file `real_path` in octets. Raises OSError."""
        return self.beginning(real_path, 0)[1]

    def _followed(self, path: str) -> str | None:
        if "\0" in path:
            return None
        return self.kind(self.real_path(path))

    def is_file(self, path: str) -> bool:
        """Tell whether a regular file lies at `path`, or at the end of the links there."""
        return self._followed(path) == FILE

    def is_folder(self, path: str) -> bool:
        """Tell whether a folder lies at `path`, or at the end of the links there."""
        return self._followed(path) == FOLDER

    def exists(self, path: str) -> bool:
        """Tell whether anything lies at `path`, or at the end of the links there."""
        return self._followed(path) not in (None, LINK)

    def has(self, path: str) -> bool:
        """Tell whether anything lies at `path`, maybe a link that leads nowhere."""
        return self.kind(path) is not None


class _Disk(Source):
    """The files of this machine, as they are now."""

    def beginning(self, real_path: str, most: int) -> tuple[bytes, int]:
        return beginning(real_path, most)

    def octets(self, real_path: str, most: int = MAX_OCTETS) -> bytes:
        return beginning(real_path, most + 1)[0]

    def size(self, real_path: str) -> int:
        return os.stat(real_path).st_size

    def listed(self, real_path: str) -> dict[str, str]:
        return listed(real_path, _kind_of_entry)

    def kind(self, path: str) -> str | None:
        try:
            return _KINDS.get(stat.S_IFMT(os.lstat(path).st_mode), OTHER)
        except (OSError, ValueError):
            return None

    def real_path(self, path: str) -> str:
        return os.path.realpath(path)

    def is_file(self, path: str) -> bool:
        return os.path.isfile(path)

    def is_folder(self, path: str) -> bool:
        return os.path.isdir(path)

    def exists(self, path: str) -> bool:
        return os.path.exists(path)

    def has(self, path: str) -> bool:
        return os.path.lexists(path)

    def out_of_reach(self, path: str) -> str:
        try:
            os.lstat(path)
        except (FileNotFoundError, NotADirectoryError):
            return ""
        except OSError as error:
            return f"cannot be reached: {error.strerror or error}"
        return ""

    def is_barred(self, path: str) -> bool:
        try:
            os.stat(path)
        except PermissionError:
            return True
        except (OSError, ValueError):
            return False
        return False

    def may_enter(self, real_path: str) -> bool:
        return os.access(real_path, os.X_OK)

    def is_top(self, folder: str) -> bool:
        # A folder in the main work tree, a file in a linked one or a submodule.
        return os.path.exists(os.path.join(folder, ".git"))

    def is_committed(self, path: str) -> bool:
        del path
        return False


DISK = _Disk()
"""What a source is that nobody chose."""


class NotedDisk(_Disk):
    """The same, which knows the files that somebody has looked into."""

    def __init__(self) -> None:
        self.looked_into = self._seen = set[str]()
        self.include_names = {}

    def beginning(self, real_path: str, most: int) -> tuple[bytes, int]:
        """Return what Source says of it."""
        self._seen.add(real_path)
        return beginning(real_path, most)

    def octets(self, real_path: str, most: int = MAX_OCTETS) -> bytes:
        """Return what Source says of it."""
        self._seen.add(real_path)
        return beginning(real_path, most + 1)[0]


def is_disk(source: Source) -> bool:
    """Tell whether `source` has the files of this machine as they are, and nothing over them."""
    return isinstance(source, _Disk)


_KINDS = {stat.S_IFLNK: LINK, stat.S_IFREG: FILE, stat.S_IFDIR: FOLDER}


def _kind_of_entry(entry: "os.DirEntry[str]") -> str:
    if entry.is_symlink():
        return LINK
    if entry.is_file(follow_symlinks=False):
        return FILE
    return FOLDER if entry.is_dir(follow_symlinks=False) else OTHER
