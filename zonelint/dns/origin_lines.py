"""Which line completes the owner of a record: an $ORIGIN above it, or the name of its zone."""

from bisect import bisect_left

from zonelint.dns.zone import Place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from zonelint.dns.places import SourceFile
    from zonelint.dns.zone import Record


class OriginLines:
    """Finds the $ORIGIN directives (RFC 1035 section 5.1) above records; a file is looked through once."""

    def __init__(self) -> None:
        self._lines: dict[str, list[int]] = {}

    def completing(self, record: "Record") -> int | None:
        """Return the 1-based line of the $ORIGIN in force at `record`, 0 where the zone's name is; None: none counts.

        None counts for an owner that is written in full. A blank owner stands for the one above it.
        """
        if record.source.marks is not None:
            return 0  # no $ORIGIN in YAML or JSON
        above = self._above(record.source)
        if _is_absolute(record):
            return None
        index = bisect_left(above, record.line)
        return above[index - 1] if index else 0

    def _above(self, source: "SourceFile") -> list[int]:
        if source.path not in self._lines:
            lines = enumerate(source.lines, 1)
            self._lines[source.path] = [number for number, text in lines if text[:7].upper() == "$ORIGIN"]
        return self._lines[source.path]


def _is_absolute(record: "Record") -> bool:
    text = record.source.line_text(record.line)
    if text[:1] in ("", " ", "\t"):
        return False
    span = Place.of(record, "owner").span
    return text[: span.end_column - 1].endswith(".")
