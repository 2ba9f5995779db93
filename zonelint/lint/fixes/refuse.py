"""Why a file is not to be changed: what is in it comes from elsewhere, or would be lost."""

from zonelint.files.bounds import Bounds
from zonelint.files.edits import why_not_replaced
from zonelint.lint.fixes.generated import TEMPLATES, told_by_a_program, why_in_folder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from zonelint.dns.places import Problem, SourceFile
    from zonelint.dns.zone import Zone
    from zonelint.files.source import Source
    from zonelint.lint.fixes.text import Text
    from zonelint.lint.inputs import Inputs

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


def _is_for_serial(problem: "Problem") -> bool:
    """Tell whether a word such as ``SERIAL`` is to be filled in: people write the rest of the zone themselves."""
    return problem.source.text_at(problem.span).lower().startswith("serial")


def why_not_file(found: "Inputs", source: "SourceFile", text: "Text", disk: "Source", *, writes: bool = True) -> str:
    """Return why the file of `source`, which holds `text`, is not to be changed, or cannot be; empty if it is.

    Unless it is to be written, that it can be does not matter.
    """
    assert found.discovery is not None
    if not Bounds(found.discovery.root).hold(text.path):
        return "it lies outside the root of the zone files"
    if text.path.lower().endswith(TEMPLATES):
        return "it is a template"
    if any(
        problem.rule == "template-placeholder" and problem.source.path == source.path and not _is_for_serial(problem)
        for problem in found.zone_set.problems
    ):
        return "it is a template: some of its words are filled in elsewhere"
    line = told_by_a_program(text.lines)
    if line:
        return f"a program writes it, as line {line} says: change what that reads"
    why = why_in_folder(text.path, found.discovery.root, disk)
    if why:
        return why
    if disk.has(f"{text.path}.jnl"):
        return "a journal lies beside it: updates change the zone on its server"
    return why_not_replaced(text.path) if writes else ""
