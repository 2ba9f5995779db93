"""Blocks of templates in a master file: what stands over many lines, is repeated, or may be left out."""

from zonelint.dns.patterns import late

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

HEADER = "#jinja2:"
"""How the first line begins in which Ansible finds how to read a template; it is no part of what is made of it."""
_BLOCKS = (("<%", "%>"), ("{%", "%}"), ("{#", "#}"), ("{{", "}}"))
"""What begins and ends a block in a template of ERB or Jinja, which may stand over many lines."""
_MAX_BLOCK_LINES = 200
_CHOICE = late(r"\{%[-+]?[ \t]*+(end)?(?:if|for)\b[^%\n]*+(?:%(?!\})[^%\n]*+)*%\}")
"""The statement of Jinja that begins or ends a condition or a loop."""


def end_of_block(lines: "Sequence[str]", at: int) -> int | None:
    """Return the index behind the line that closes the block of a template which `lines[at]` opens.

    0 if it opens none, or closes it itself; None if no line near it does.
    """
    for opening, closing in _BLOCKS:
        start = lines[at].rfind(opening)
        if start >= 0 and closing not in lines[at][start:]:
            for index in range(at + 1, min(len(lines), at + _MAX_BLOCK_LINES)):
                if closing in lines[index]:
                    return index + 1
            return None
    return 0


def end_of_choice(lines: "Sequence[str]", at: int) -> int | None:
    """Return the index behind the condition or loop of Jinja that `lines[at]` opens, with all that stands in it.

    0 if it opens none; None if none of the lines after it closes it.
    """
    depth = _opened(lines[at])
    if depth <= 0:
        return 0
    for index in range(at + 1, len(lines)):
        depth += _opened(lines[index])
        if depth <= 0:
            return index + 1
    return None


def without_choices(text: str) -> str | None:
    """Return `text` without the lines of conditions and loops of Jinja.

    None: one of them is not closed, or begins behind other text on its line, such as the mark of a comment.
    """
    lines = text.splitlines(keepends=True)
    kept = []
    at = 0
    while at < len(lines):
        end = end_of_choice(lines, at)
        if end is None or (end and not lines[at].lstrip().startswith("{%")):
            return None
        if not end:
            kept.append(lines[at])
        at = end or at + 1
    return "".join(kept)


def _opened(line: str) -> int:
    """Return how many conditions and loops `line` opens and does not close; below zero: it closes some."""
    if "{%" not in line:
        return 0
    return sum(-1 if match[1] else 1 for match in _CHOICE.finditer(line))
