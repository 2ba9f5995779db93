"""Streams that no command passes to the service that runs CI.

GitHub and Azure read the log of a step, and take some texts in it for commands. What zonelint prints holds what
strangers wrote. So everything that it prints goes through a stream of this module, whatever wrote it.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO


class _Guard:
    def __init__(self, stream: "TextIO", lines: bool) -> None:
        self._stream = stream
        self._lines = lines

    def write(self, text: str) -> int:
        if "#" in text or (self._lines and "::" in text):
            # Few texts hold any of it, and --version need not import how it is broken up.
            from zonelint.output.escape import broken_commands, broken_hashes

            text = (broken_commands if self._lines else broken_hashes)(text)
        return self._stream.write(text)

    def writelines(self, lines: "Iterable[str]") -> None:
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)


def guarded(stream: "TextIO", lines: bool = True) -> "TextIO":
    """Return a stream that writes to `stream` and breaks up ``##[…]``, ``##vso[…]``, and ``::…`` at a line's start.

    Without `lines` those at a line's start pass, for the format that is made of them. Each text that is written is
    looked at by itself: what strangers wrote must not be split over two.
    """
    return _Guard(stream, lines)  # type: ignore[return-value]


def unguarded(stream: "TextIO") -> "TextIO":
    """Return the stream that a guarded one writes to, for the format that is made of commands wherever they stand."""
    while isinstance(stream, _Guard):
        stream = stream._stream
    return stream
