"""Which files of one state of a repository are the same in another one, so that they need not be read from git.

git names an object by a hash of what is in it: files with objects of one name are alike, and a file on the disk is like
an object if its octets have that hash (git-hash-object(1)).
"""

from zonelint.files.git_files import Elsewhere, GitFiles
from zonelint.files.source import FILE, MAX_OCTETS, Source

_SHA1_DIGITS = 40


class Unchanged(Elsewhere):
    """Compares files of git with those of another state, which is `now`, by their path and the name of their object."""

    def __init__(self, now: Source) -> None:
        self._now = now
        self._names: dict[str, str] = {}
        self._sizes: dict[str, int] = {}
        self._last: tuple[str, bytes | None] = ("", None)

    def holds(self, real_path: str, object_name: str) -> bool:
        """Tell whether the file at `real_path` is now what the object `object_name` has; it may be no file there."""
        return bool(object_name) and self._name_of(real_path, len(object_name)) == object_name

    def octets(self, real_path: str, object_name: str) -> bytes | None:
        """Return what is in the file at `real_path` now if that is the object `object_name`; else None."""
        if not self.holds(real_path, object_name):
            return None
        if isinstance(self._now, GitFiles):
            return self._now.octets(real_path)
        was_read = self._last[0] == real_path
        octets = self._read(real_path)
        if was_read or octets is None:
            return octets
        # Somebody may have written to it since it was looked at.
        return octets if hash_of(octets, len(object_name)) == object_name else None

    def size(self, real_path: str, object_name: str) -> int | None:
        """Return the size in octets of the file at `real_path` if it is the object `object_name` now; else None."""
        return self._sizes.get(real_path) if self.holds(real_path, object_name) else None

    def large(self, real_path: str, digest: str) -> bytes | None:
        """Return what is in the file at `real_path` now if its SHA-256 is `digest`, as Git LFS has it; else None."""
        from hashlib import sha256

        octets = self._read(real_path)
        return octets if octets is not None and sha256(octets).hexdigest() == digest else None

    def _name_of(self, real_path: str, digits: int) -> str:
        found = self._names.get(real_path)
        if found is None:
            if isinstance(self._now, GitFiles):
                found = self._now.object_name(real_path)
            else:
                octets = self._read(real_path)
                found = hash_of(octets, digits) if octets is not None else ""
                self._sizes[real_path] = len(octets or b"")
            self._names[real_path] = found
        return found

    def _read(self, real_path: str) -> bytes | None:
        """Return what is in a file; the last one is kept, for who compares it reads it next."""
        if self._last[0] != real_path:
            self._last = real_path, self._octets_of(real_path)
        return self._last[1]

    def _octets_of(self, real_path: str) -> bytes | None:
        try:
            octets = self._now.octets(real_path) if self._now.kind(real_path) == FILE else None
        except OSError:
            return None
        return octets if octets is not None and len(octets) <= MAX_OCTETS else None


def hash_of(octets: bytes, digits: int) -> str:
    """Return the name that git gives to a file with these `octets`: of 40 hexadecimal digits (SHA-1), or 64."""
    from hashlib import sha1, sha256

    header = b"blob %d\0" % len(octets)
    if digits == _SHA1_DIGITS:
        return sha1(header + octets, usedforsecurity=False).hexdigest()
    return sha256(header + octets).hexdigest()
