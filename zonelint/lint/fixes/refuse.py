"""Why a file is not to be changed: what is in it comes from elsewhere, or would be lost."""

import re

from zonelint.files.bounds import Bounds
from zonelint.files.edits import why_not_replaced

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from zonelint.dns.places import SourceFile
    from zonelint.dns.zone import Zone
    from zonelint.files.source import Source
    from zonelint.lint.fixes.text import Text
    from zonelint.lint.inputs import Inputs

_TEMPLATES = (".j2", ".jinja", ".jinja2", ".tmpl", ".tpl", ".template", ".erb", ".epp", ".mako", ".m4", ".in")
_HEAD = 20
"""Lines at the beginning of a file in which the program that writes it names itself."""
_LONG = 400
_BY_A_PROGRAM = re.compile(
    r"\b(?:auto(?:matically)?[- ]?generated|generated (?:by|from|with|automatically|on|at)|"
    r"(?:do not|don'?t) (?:edit|modify|change|touch)|"
    r"managed by (?:ansible|puppet|chef|salt|terraform|cfengine|dnscontrol)|ansible[_ ]managed)\b",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"[ \t]*(?:;|#|//)")
_FORMATS = ("master", "octodns", "gcloud", "dnsendpoint")
"""The formats in whose files something is written at all."""


def why_not_zone(zone: "Zone") -> str:
    """Return why the records of `zone` are not to be changed in its files; empty if they are."""
    if zone.format not in _FORMATS:
        return f"zonelint writes no fixes into files of the format {zone.format}"
    if zone.dynamic:
        return "updates change the zone on its server: change it there, as with nsupdate"
    if zone.transferred:
        return "it is what a server gave: change the zone where it is kept"
    if "RRSIG" in zone.types:
        return "it is signed, so a program writes it: change what that reads"
    return ""


def why_not_file(found: "Inputs", source: "SourceFile", text: "Text", disk: "Source", *, writes: bool = True) -> str:
    """Return why the file of `source`, which holds `text`, is not to be changed, or cannot be; empty if it is.

    Unless it is to be written, that it can be does not matter.
    """
    assert found.discovery is not None
    if not Bounds(found.discovery.root).hold(text.path):
        return "it lies outside the root of the zone files"
    if text.path.lower().endswith(_TEMPLATES):
        return "it is a template"
    if any(
        problem.rule == "template-placeholder" and problem.source.path == source.path
        for problem in found.zone_set.problems
    ):
        return "it is a template: some of its words are filled in elsewhere"
    line = _told_by_a_program(text.lines)
    if line:
        return f"a program writes it, as line {line} says: change what that reads"
    if disk.has(f"{text.path}.jnl"):
        return "a journal lies beside it: updates change the zone on its server"
    return why_not_replaced(text.path) if writes else ""


def _told_by_a_program(lines: "Sequence[str]") -> int:
    """Return the 1-based line of a comment near the beginning that says that a program writes the file; 0: none."""
    for number, line in enumerate(lines[:_HEAD], 1):
        if _COMMENT.match(line) and _BY_A_PROGRAM.search(line[:_LONG]):
            return number
    return 0
