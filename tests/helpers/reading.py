"""Reads master files for tests, and says in short what came out."""

import os
from collections.abc import Iterator
from pathlib import Path

from zonelint.dns.places import Problem, Span
from zonelint.dns.zone import Record, Zone
from zonelint.readers.includes import Includes
from zonelint.readers.master.masterfile import MasterFileReader, open_source, source_of_octets

ORIGIN = "example.com."


def read(text: str | bytes, origin: str = ORIGIN, fast: bool = True) -> Zone:
    """Return the zone `origin` as read from `text`, which may include nothing."""
    octets = text.encode() if isinstance(text, str) else text
    source = source_of_octets(octets, "zone")
    zone = Zone(origin, source)
    MasterFileReader(zone, None, fast=fast).read(source, octets)
    return zone


def read_file(path: Path, root: Path, origin: str = ORIGIN, includes: Includes | None = None) -> Zone:
    """Return the zone `origin` as read from the file `path`; what lies below `root` may be included.

    Paths are shown relative to `root`.
    """
    real_root = os.path.realpath(root)
    source, octets = open_source(str(path), os.path.relpath(path, root))
    zone = Zone(origin, source)
    reader = MasterFileReader(zone, includes or Includes(real_root), lambda real: os.path.relpath(real, real_root))
    reader.read(source, octets)
    return zone


def write(folder: Path, files: dict[str, str]) -> None:
    """Write `files` (path -> text) below `folder`."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def all_records(zone: Zone) -> Iterator[Record]:
    """Yield every record of `zone`, RRset by RRset."""
    for rtype in zone.types:
        yield from zone.records(rtype)


def records(zone: Zone) -> list[str]:
    """Return the records of `zone`, one text each: owner, TTL, type, RDATA; in the order of their lines."""
    found = sorted(all_records(zone), key=lambda record: (record.source.path, record.line))
    return [f"{record.owner} {record.ttl} {record.type} {record.rdata}" for record in found]


def owners(zone: Zone) -> list[str]:
    """Return the owners of the records of `zone`, in the order of their lines."""
    return [text.partition(" ")[0] for text in records(zone)]


def problems(zone: Zone) -> list[str]:
    """Return the problems of `zone`, each as ``path:line:column rule``, the path only if it is not "zone"."""
    return [f"{place(problem)} {problem.rule}" for problem in zone.problems]


def place(problem: Problem) -> str:
    """Return where `problem` stands."""
    path = f"{problem.source.path}:" if problem.source.path != "zone" else ""
    return f"{path}{problem.span.line}:{problem.span.column}"


def marked(problem: Problem) -> str:
    """Return the stretch of text that `problem` points at; its first line if there are several."""
    return text_of(problem.source.lines, problem.span)


def text_of(lines: list[str], span: Span) -> str:
    """Return the stretch of `lines` that `span` covers; its first line if there are several."""
    line = lines[span.line - 1]
    return line[span.column - 1 : span.end_column - 1] if span.end_line == span.line else line[span.column - 1 :]
