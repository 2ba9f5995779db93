"""The one way to write a file: it is the old or the new one at any time, and never one that a link leads to outside."""

import errno
import os
import stat

from zonelint.files import source
from zonelint.files.bounds import real_inside

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
