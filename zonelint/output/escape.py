"""Makes text from zone files harmless to look at.

A zone file may come from a stranger: what it says is shown, but it must not move the cursor, recolour the
terminal, or reorder what is read.
"""

import re

from zonelint.dns.patterns import late

_UNSAFE = late(
    "["
    "\x00-\x1f\x7f-\x9f"  # C0, DEL and C1 controls
    "\u00ad\u034f\u061c\u180e"  # soft hyphen, invisible joiners, Arabic letter mark
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"  # zero width, line ends, bidirectional controls
    "\ud800-\udfff"  # bytes that are no UTF-8
    "\U000e0000-\U000e007f"  # invisible tags
    "]"
)
_NO_UNICODE = late("[\ud800-\udfff]")
# What is no printable ASCII may count for nothing where the two are looked for.
_HASHES = late(r"#(?=[^ -~\n]*+#[^ -~\n]*+(?:\[|[vV]))")
# `::: ` is no command: text has it before a related place.
_LINE_COMMAND = late(r"((?:\A|[\n\r])[^\S\n\r]*+):(?=:(?!: ))")


def visible(text: str) -> str:
    r"""Return `text` with every control or invisible character spelled as an escape, such as ``\x1b`` or ``\u202e``."""
    return _UNSAFE.sub(_spelled, text)


def visible_line(text: str) -> str:
    """Return `text` as `visible` does, for a line of its own: in it is no command to a service that runs CI."""
    return broken_commands(visible(text))


def broken_hashes(text: str) -> str:
    r"""Return `text` without ``##[`` and ``##vso[``, which GitHub and Azure take for commands wherever they stand.

    The first character becomes ``\u0023``: so JSON stays the same data, for it has none outside of strings.
    """
    return _HASHES.sub(r"\\u0023", text)


def broken_commands(text: str) -> str:
    r"""Return `text` as `broken_hashes` does, and with ``\x3a:`` for ``::`` at the start of a line, blanks or not."""
    return _LINE_COMMAND.sub(r"\1\\x3a", broken_hashes(text))


def _spelled(match: "re.Match[str]") -> str:
    code = ord(match[0])
    if 0xDC80 <= code <= 0xDCFF:
        # How Python keeps a byte that it could not decode (PEP 383): show the byte.
        code -= 0xDC00
    if code > 0xFFFF:
        return f"\\U{code:08x}"
    return f"\\u{code:04x}" if code > 0xFF else f"\\x{code:02x}"


def unicode_only(text: str) -> str:
    r"""Return `text` with ``\xff`` for each byte that could not be decoded, so that it can be written as UTF-8."""
    return text if text.isascii() else _NO_UNICODE.sub(_spelled, text)
