"""The serial of a zone that changed: raised once, in the way in which its authors do (RFC 1035 section 3.3.13)."""

from zonelint.config.today import moment
from zonelint.dns.serials import next_serial
from zonelint.dns.zone import Place, Record
from zonelint.lint.fix import Change, Fix


def rise(soa: Record) -> Fix:
    """Return the fix that raises the serial of `soa`."""
    words = list(soa.words)
    new = str(next_serial(soa.serial, moment()))
    becomes = soa._replace(rdata=" ".join([*words[:2], new, *words[3:]]))
    return Fix(f"raise the serial {soa.serial} to {new}", Change(soa, "word 2", new, becomes), safe=True)


def is_written(soa: Record) -> bool:
    """Tell whether the file spells the serial of `soa` as a number, and nothing else."""
    span = Place.of(soa, "word 2").span
    text = soa.source.line_text(span.line)[span.column - 1 : span.end_column - 1]
    return span.line == span.end_line and text.isascii() and text.isdigit() and int(text) == soa.serial
