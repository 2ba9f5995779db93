"""The texts of files that may be zones: enough of each to judge it, and no more than memory allows."""

from zonelint.files.decode import MAX_FILE_OCTETS
from zonelint.files.encryption import BEGINNING, encryption
from zonelint.files.paths import decode_text
from zonelint.files.source import DISK, Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

HEAD_OCTETS = 65536
"""What is read of a file to tell whether it is a zone."""
TOO_LARGE = "larger than 256 MiB"
BINARY = "a binary file"
STRAY_NULS = 8
"""More of them in the first 4096 octets, and a file is no text: fewer are faults of one."""
# How files of masterfile-format raw and map begin: with the number of the format, in four octets.
_COMPILED = (b"\0\0\0\2", b"\0\0\0\3")


class UnreadableError(Exception):
    """A file whose text is not read; the text of the exception says what it is."""


def encrypted(real_path: str, source: Source = DISK) -> str:
    """Return by what a file is encrypted, as `encryption` does; nothing if it is not, or cannot be read."""
    try:
        return encryption(source.beginning(real_path, BEGINNING)[0])
    except OSError:
        return ""


class Texts:
    """Reads files of `source`; small ones are kept until they are asked for again."""

    def __init__(self, source: Source = DISK) -> None:
        self._source = source
        self._heads: dict[str, tuple[str, bool]] = {}

    def head(self, real_path: str) -> str:
        """Return the beginning of the text; raises OSError, or UnreadableError for what is no text or too large."""
        self._note(real_path)
        return self._head(real_path)[0]

    def head_if_any(self, real_path: str) -> str:
        """Return the beginning of the text; empty where there is none, of which who reads the file tells."""
        try:
            return self.head(real_path)
        except (OSError, UnreadableError):
            return ""

    def whole(self, real_path: str) -> str:
        """Return all of the text; raises as `head` does."""
        self._note(real_path)
        text, is_whole = self._head(real_path)
        if is_whole:
            return text
        return decode_text(self._source.octets(real_path))

    def may_include(self, real_path: str) -> bool:
        """Tell, from a look at its octets, whether the file may hold an ``$INCLUDE``; raises as `head` does."""
        text, is_whole = self._head(real_path)
        if is_whole:
            return "$i" in text or "$I" in text
        octets = self._source.octets(real_path)
        return b"$i" in octets or b"$I" in octets

    def include_names(self, real_path: str, names: "Callable[[str], list[str]]") -> list[str]:
        """Return what `names` finds in the text that the file includes; raises as `head` does.

        Where it is kept who looks into which file, that is no look: the names are kept.
        """
        looked_into = self._source.looked_into
        is_first = looked_into is not None and real_path not in looked_into
        found = names(self.whole(real_path)) if self.may_include(real_path) else []
        if is_first and looked_into is not None:
            looked_into.discard(real_path)
            self._source.include_names[real_path] = found
        return found

    def _note(self, real_path: str) -> None:
        """Note a look into a file, of which the text may have been read before."""
        if self._source.looked_into is not None:
            self._source.looked_into.add(real_path)

    def _head(self, real_path: str) -> tuple[str, bool]:
        found = self._heads.get(real_path)
        if found is None:
            octets, size = self._source.beginning(real_path, HEAD_OCTETS)
            if size > MAX_FILE_OCTETS:
                raise UnreadableError(TOO_LARGE)
            secret = encryption(octets)
            if secret:
                raise UnreadableError(secret)
            if octets.startswith(_COMPILED):
                raise UnreadableError("a binary zone file (masterfile-format raw or map)")
            if octets[:4096].count(0) > STRAY_NULS and not octets.startswith((b"\xff\xfe", b"\xfe\xff")):
                raise UnreadableError(BINARY)
            found = self._heads[real_path] = (decode_text(octets), len(octets) == size)
        return found
