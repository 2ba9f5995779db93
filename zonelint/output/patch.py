"""``fix --diff``: what would be changed, as a patch that ``git apply`` and ``patch -p1`` take, octet for octet."""

from zonelint.output.escape import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_CONTEXT = 3
_NO_END = b"\n\\ No newline at end of file\n"


def patch(name: str, old: bytes, new: bytes) -> "Iterator[bytes]":
    """Yield the lines of the patch that makes `new` of `old`, the content of the file `name`."""
    from difflib import SequenceMatcher

    before, after = _lines(old), _lines(new)
    yield b"diff --git %s %s\n" % (_quoted("a", name), _quoted("b", name))
    yield b"--- %s\n" % _quoted("a", name)
    yield b"+++ %s\n" % _quoted("b", name)
    for group in SequenceMatcher(None, before, after).get_grouped_opcodes(_CONTEXT):
        first, last = group[0], group[-1]
        yield b"@@ -%s +%s @@\n" % (_range(first[1], last[2]), _range(first[3], last[4]))
        for tag, i1, i2, j1, j2 in group:
            if tag == "equal":
                yield from (_line(b" ", line) for line in before[i1:i2])
            else:
                yield from (_line(b"-", line) for line in before[i1:i2])
                yield from (_line(b"+", line) for line in after[j1:j2])


def shown(lines: "Iterable[bytes]") -> "Iterator[str]":
    """Yield the lines of a patch for somebody to look at: nothing in them moves the cursor."""
    for line in lines:
        for part in line.decode("utf-8", "surrogateescape").rstrip("\n").split("\n"):
            yield "\t".join(map(visible, part.removesuffix("\r").split("\t")))


def _lines(octets: bytes) -> list[bytes]:
    """Return the lines with their ends, as git tells them: a carriage return alone ends none."""
    lines = octets.split(b"\n")
    return [line + b"\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])


def _line(mark: bytes, line: bytes) -> bytes:
    return mark + line if line.endswith(b"\n") else mark + line + _NO_END


def _range(start: int, end: int) -> bytes:
    count = end - start
    return b"%d,%d" % (start + 1 if count else start, count) if count != 1 else b"%d" % (start + 1)


def _quoted(side: str, name: str) -> bytes:
    """Return the name of the file as git writes it: in quotes, with escapes, where it has unusual characters."""
    octets = f"{side}/{name}".encode("utf-8", "surrogateescape")
    if all(0x20 < octet < 0x7F and octet not in b'"\\' for octet in octets):
        return octets
    escapes = {0x22: b'\\"', 0x5C: b"\\\\", 0x0A: b"\\n", 0x09: b"\\t"}
    return b'"%s"' % b"".join(
        escapes.get(octet) or (bytes([octet]) if 0x20 <= octet < 0x7F else b"\\%03o" % octet) for octet in octets
    )
