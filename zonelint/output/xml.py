"""Writes XML in which nothing is read but what was meant: no text ends its attribute or its element."""

from zonelint.dns.patterns import late
from zonelint.output.escape import visible

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'

# What `visible` lets pass, and XML 1.0 has no place for (section 2.2).
_NO_CHARACTERS = late("[\ufffe\uffff]")
_ESCAPES = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "#": "&#35;",  # two of them might begin a command to what runs CI
}
_TABLE = str.maketrans(_ESCAPES)


def escaped(text: str) -> str:
    """Return the lines of `text` for XML, harmless to look at; their ends stay."""
    lines = (visible(line).translate(_TABLE) for line in text.split("\n"))
    return _NO_CHARACTERS.sub(lambda match: f"\\u{ord(match[0]):04x}", "\n".join(lines))


def tag(element: str, /, **attributes: object) -> str:
    """Return the start tag of an element, such as ``<file name="x">``."""
    # As it stands, a reader would take the end of a line in an attribute for a blank (section 3.3.3).
    values = [f' {key}="{escaped(str(value))}"'.replace("\n", "&#10;") for key, value in attributes.items()]
    return f"<{element}{''.join(values)}>"


def empty(element: str, /, **attributes: object) -> str:
    """Return an element that holds nothing."""
    return f"{tag(element, **attributes)[:-1]}/>"
