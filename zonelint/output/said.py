"""What a finding says, where a format has one text for all of it."""

from zonelint.output.escape import visible
from zonelint.output.others import others

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from zonelint.lint.findings import Finding


def said(finding: "Finding") -> str:
    """Return the lines of what `finding` says, harmless to look at: the message, those it is shown for, the help."""
    return "\n".join(said_lines(finding))


def said_lines(finding: "Finding") -> "Iterator[str]":
    """Yield the message of `finding`, those it is shown for, and the lines of the help."""
    yield visible(finding.message)
    if finding.members:
        yield visible(others(finding))
    if finding.help:
        yield from map(visible, finding.help.rstrip("\n").split("\n"))
