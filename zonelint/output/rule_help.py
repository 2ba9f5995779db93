"""The documentation of a rule as Markdown, for services that show it beside a finding."""

import re

_CODE = re.compile(r"(`[^`]*`)")
_SECTION = re.compile(r"^([A-Z][A-Za-z ]*:)(?=\s)", re.MULTILINE)
_ACTIVE = re.compile(r"([\\*_<>\[\]|~])")
_RFC = re.compile(r"RFC (\d+)(?:,? sections? (\d+(?:\.\d+)*))?")
_RFC_PAGE = "https://www.rfc-editor.org/rfc/rfc"


def markdown_help(name: str, text: str) -> str:
    """Return `text`, the documentation of the rule `name`, as Markdown: headings bold, and a link for each RFC.

    What stands in backquotes stays as it is; all else is words, whatever signs are in it.
    """
    pieces = [piece if piece.startswith("`") else _words(piece) for piece in _CODE.split(text)]
    return f"{''.join(pieces)}\n\n`zonelint explain {name}` shows examples."


def _words(text: str) -> str:
    return _RFC.sub(_link, _SECTION.sub(r"**\1**", _ACTIVE.sub(r"\\\1", text)))


def _link(match: "re.Match[str]") -> str:
    number, section = match[1], match[2]
    anchor = f"#section-{section}" if section else ""
    return f"[{match[0]}]({_RFC_PAGE}{number}{anchor})"
