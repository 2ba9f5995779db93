"""Names the findings that another one is shown for."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from zonelint.lint.findings import Finding

NAMED = 3
"""How many of them are spelled out."""


def others(finding: "Finding") -> str:
    """Return such as ``and 253 more: h2.example.com. (line 9), …``; empty for a finding that stands for itself."""
    if not finding.members:
        return ""
    more = finding.members[1:]
    named = [_label(member, finding) for member in more[:NAMED]] + (["…"] if len(more) > NAMED else [])
    return f"and {len(more)} more: {', '.join(named)}"


def _label(member: "Finding", shown: "Finding") -> str:
    """Say what tells `member` from the finding that is shown: its rule, its owner, its place, else its message."""
    words = []
    if member.rule != shown.rule:
        words.append(member.rule)
    if member.owner and member.owner != shown.owner:
        words.append(member.owner)
    line = member.place.span.line  # in YAML a record begins before its value
    place = ""
    if member.path != shown.path:
        place = f"{member.path}:{line}"
    elif line != shown.place.span.line:
        place = f"line {line}"
    if words and place:
        place = f"({place})"
    return " ".join([*words, place] if place else words) or member.message
