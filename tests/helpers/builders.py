"""Sources, zones and findings made by hand, for tests that need no reader and no rule."""

from collections.abc import Sequence

from zonelint.dns.names import absolute
from zonelint.dns.places import SourceFile, Span
from zonelint.dns.zone import Place, Record, Zone
from zonelint.lint.findings import ERROR, Finding
from zonelint.lint.suppressions import COMMENT, Suppressed


def source(text: str, path: str = "zones/example.com.zone") -> SourceFile:
    """Return a source that holds `text`; the place of any record in it is its whole line."""
    return SourceFile(path, path, lambda: text, _whole_line)


def _whole_line(file: SourceFile, line: int, rtype: str, field: str) -> Span:
    del rtype, field
    return Span(line, 1, line, len(file.line_text(line)) + 1)


def span_of(file: SourceFile, word: str) -> Span:
    """Return the span of the first `word` in `file`."""
    before = file.text[: file.text.index(word)]
    line = before.count("\n") + 1
    column = len(before) - (before.rfind("\n") + 1) + 1
    return Span(line, column, line, column + len(word))


def place(file: SourceFile, word: str) -> Place:
    """Return the place of the first `word` in `file`."""
    return Place.at(file, span_of(file, word))


def record(
    file: SourceFile, line: int, owner: str, rtype: str = "A", rdata: str = "192.0.2.1", flags: int = 0
) -> Record:
    """Return a record of `file` in the zone example.com."""
    return Record(owner, rtype, 3600, rdata, line, file, Zone("example.com.", file), flags)


def finding(
    at: Place, message: str = "something is wrong", rule: str = "some-rule", severity: str = ERROR, **more: object
) -> Finding:
    """Return a finding at the place `at`; `more` as `Finding` has it."""
    return Finding(rule, severity, message, at, **more)  # type: ignore[arg-type]


def suppressed(found: Finding, reason: str = "known", kind: str = COMMENT) -> Suppressed:
    """Return `found`, silenced by what stands at the beginning of its file or of a configuration."""
    at = Place.at(found.place.source if kind == COMMENT else source("", ".zonelint.toml"))
    return Suppressed(found, kind, reason, at)


APEX = ("@ SOA ns.example.com. hostmaster.example.com. 1 7200 900 1209600 300", "@ NS ns.example.net.")


def zone(origin: str, *records: str, incomplete: str = "", apex: Sequence[str] = APEX) -> Zone:
    """Return a zone with `records`, each ``owner TYPE rdata`` with names in the RDATA absolute."""
    file = source("", f"zones/{origin}zone")
    made = Zone(origin, file)
    for line, text in enumerate((*apex, *records), 1):
        owner, rtype, rdata = text.split(" ", 2)
        made.add(Record(absolute(owner, origin).lower(), rtype, 3600, rdata, line, file, made, 0))
    made.merge_rrsets()
    if incomplete:
        made.incomplete(incomplete)
    return made


def assumed(*records: str) -> Zone:
    """Return a zone of records that others publish."""
    return zone("assumed.", *records, apex=())


def declared(origin: str, reason: str) -> Zone:
    """Return a zone that is known to be there, but not what it holds."""
    made = Zone(origin, None)
    made.incomplete(reason)
    return made
