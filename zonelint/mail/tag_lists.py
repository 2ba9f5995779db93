"""Lists of ``tag=value`` parted by semicolons, with positions: the syntax of DKIM, DMARC and their like.

RFC 6376 section 3.2 defines it for DKIM; DMARC (RFC 9989), TLS-RPT (RFC 8460 section 3), MTA-STS (RFC 8461 section
3.1) and BIMI took it over.
"""

from functools import cache

from zonelint.dns.tuples import named_tuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NamedTuple

    class Tag(NamedTuple):
        """One tag: its name and value without blanks around them, and where both stand in the text (end exclusive)."""

        name: str
        value: str
        start: int
        end: int

    class Fault(NamedTuple):
        """What is wrong with a text, and where it stands in it (code points, end exclusive)."""

        message: str
        start: int
        end: int

else:
    Tag = named_tuple("Tag", "name value start end")
    Fault = named_tuple("Fault", "message start end")

_BLANKS = " \t\r\n"


class TagList:
    """The tags of one text.

    tags    in the order of the text, a repeated one included
    faults  what is no ``tag=value``
    gaps    the semicolons with no tag before them: only the last of a text may end it (RFC 6376 section 3.2)
    """

    __slots__ = ("tags", "faults", "gaps")

    def __init__(self, tags: "tuple[Tag, ...]", faults: "tuple[Fault, ...]", gaps: "tuple[Fault, ...]" = ()) -> None:
        self.tags = tags
        self.faults = faults
        self.gaps = gaps

    def get(self, name: str) -> "Tag | None":
        """Return the first tag `name` (case counts), or None."""
        for tag in self.tags:
            if tag.name == name:
                return tag
        return None

    def value(self, name: str, default: str = "") -> str:
        """Return the value of the tag `name`, or `default` if there is none."""
        tag = self.get(name)
        return tag.value if tag is not None else default

    def repeated(self) -> "list[Tag]":
        """Return the tags whose name stands before them already, which makes the whole list invalid (RFC 6376 3.2)."""
        first = {tag.name: tag for tag in reversed(self.tags)}
        if len(first) == len(self.tags):
            return []
        return [tag for tag in self.tags if first[tag.name] is not tag]


@cache
def tag_list(text: str) -> TagList:
    """Return the tags of `text`. Kept, because many domains publish the same text."""
    tags: list[Tag] = []
    faults: list[Fault] = []
    gaps: list[Fault] = []
    at = 0
    for piece in text.split(";"):
        start = at + len(piece) - len(piece.lstrip(_BLANKS))
        at += len(piece) + 1
        stripped = piece.strip(_BLANKS)
        if not stripped:
            if at <= len(text):  # a semicolon follows
                gaps.append(Fault("there is no tag before a semicolon", at - 1, at))
            continue
        end = start + len(stripped)
        name, equals, value = stripped.partition("=")
        name = name.rstrip(_BLANKS)
        if not equals:
            faults.append(Fault(f"`{shorten(stripped)}` is not a tag=value", start, end))
        elif not _is_name(name):
            faults.append(Fault(f"`{shorten(name)}` is not a tag name", start, end))
        else:
            tags.append(Tag(name, value.strip(_BLANKS), start, end))
    return TagList(tuple(tags), tuple(faults), tuple(gaps))


def _is_name(text: str) -> bool:
    """Tell whether `text` is a name of a tag: a letter, then letters, digits and underscores (RFC 6376 section 3.2)."""
    return text[:1].isalpha() and text.isascii() and text.replace("_", "").isalnum()


def split_list(tag: Tag, separator: str) -> "list[tuple[str, int, int]]":
    """Return the parts of the value of `tag` with where each stands in the text; blanks around them do not count."""
    parts = []
    at = tag.end - len(tag.value)
    for piece in tag.value.split(separator):
        stripped = piece.strip(_BLANKS)
        start = at + len(piece) - len(piece.lstrip(_BLANKS))
        parts.append((stripped, start, start + len(stripped)))
        at += len(piece) + 1
    return parts


def shorten(text: str, most: int = 40) -> str:
    """Return `text` cut to at most `most` characters, for a message."""
    return text if len(text) <= most else text[: most - 1] + "…"
