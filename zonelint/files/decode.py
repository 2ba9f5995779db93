"""From the octets of a zone file to text: encodings, byte order marks, line ends."""

from zonelint.dns.places import Problem, SourceFile, Span
from zonelint.files.source import MAX_OCTETS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NamedTuple

    class Decoded(NamedTuple):
        """Text with ``\\n`` line ends; `encoding` gives back the octets; `plain`: printable ASCII and tabs only."""

        text: str
        encoding: str
        plain: bool

else:
    from zonelint.dns.tuples import named_tuple

    Decoded = named_tuple("Decoded", "text encoding plain")

MAX_FILE_OCTETS = MAX_OCTETS
"""Larger files are not read."""

_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_PLAIN_OCTETS = bytes(range(0x20, 0x7F)) + b"\t\n\r"


def decode(octets: bytes) -> Decoded:
    """Decode a zone file: UTF-8, else latin-1 for the whole of it; a UTF-16 byte order mark is obeyed.

    A byte order mark is dropped. Line ends (``\\r\\n``, ``\\r``) become ``\\n``, which moves no column.
    """
    plain = not octets.translate(None, _PLAIN_OCTETS)
    if octets.startswith(_UTF16_MARKS):
        text, encoding = octets.decode("utf-16", "replace"), "utf-8"
    else:
        octets = octets.removeprefix(_UTF8_MARK)
        try:
            text, encoding = octets.decode("utf-8"), "utf-8"
        except UnicodeDecodeError:
            text, encoding = octets.decode("latin-1"), "latin-1"
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Decoded(text, encoding, plain)


def mark_problem(octets: bytes, source: SourceFile) -> Problem | None:
    """Return what is to be said of a byte order mark at the start of `octets`: name servers refuse the file."""
    if octets.startswith(_UTF8_MARK):
        message, help_text = (
            "the file begins with a UTF-8 byte order mark",
            "save it as UTF-8 without a byte order mark",
        )
    elif octets.startswith(_UTF16_MARKS):
        message, help_text = "the file is in UTF-16", "save it as UTF-8 or ASCII"
    else:
        return None
    return Problem("syntax-error", f"{message}, which name servers cannot read", source, Span(1, 1, 1, 1), help_text)
