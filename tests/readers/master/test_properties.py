"""What holds for the reader of master files whatever it is given."""

from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st
from reading import all_records, read, records
from zone_strategies import encodings, zone_texts

from zonelint.dns.places import SourceFile, Span
from zonelint.dns.zone import Record, Zone

Fields = tuple[str, str, int, str, int, int]


def fields(record: Record) -> Fields:
    """Return what a record says of itself."""
    return record.owner, record.type, record.ttl, record.rdata, record.line, record.flags


def everything(zone: Zone) -> dict[str, Any]:
    """Return all that a reader puts into `zone`, comparable."""
    return {
        "types": {
            rtype: {owner: [fields(record) for record in rrset] for owner, rrset in rrsets.items()}
            for rtype, rrsets in zone.types.items()
        },
        "problems": [(problem.rule, problem.message, problem.span, problem.help) for problem in zone.problems],
        "duplicates": [(fields(record), fields(first)) for record, first in zone.duplicates],
        "ttl_mismatches": [(fields(record), fields(first)) for record, first in zone.ttl_mismatches],
        "out_of_zone": [fields(record) for record in zone.out_of_zone],
        "incomplete_because": zone.incomplete_because,
        "multiple": zone.multiple,
    }


@settings(max_examples=400)
@given(zone_texts, encodings)
@example('$TTL 1\na TXT <%x%>\nb TXT @x@\nc TXT "@x@"\nd A 192.0.2.1 ; {{ x }} @x@ <% x %>\n', "utf-8")
@example("$TTL 1\na CAA 0 " + "t" * 256 + ' "x"\n', "utf-8")
@example("$TTL 1\na MX 010 b\na MX 10 b\na 2 MX 10 B\n", "utf-8")
@example('$TTL 1\n$ORIGIN Example.COM.\nA NS b\nB A 192.0.2.1 ""\n', "utf-8")
@example(
    "$TTL 1h ; x\na A 192.0.2.1\n$TTL 99999999999\nb A 192.0.2.2\n $TTL 1\n$TTL 1 2\n$TTL 3\nc A 192.0.2.3\n$TTL 2",
    "utf-8",
)
def test_the_fast_way_is_the_slow_way(text: str, encoding: str) -> None:
    """Both give the same records with the same fields, the same problems, and the same of all else."""
    octets = text.encode(encoding, "replace")

    assert everything(read(octets, fast=False)) == everything(read(octets))


@given(zone_texts, encodings)
def test_what_is_printed_reads_the_same(text: str, encoding: str) -> None:
    """The records of a zone, printed as a zone file, are the same records again."""
    printed = records(read(text.encode(encoding, "replace")))
    again = read("".join(line + "\n" for line in printed))

    assert [] == again.problems
    assert printed == records(again)


@given(
    st.binary(max_size=200)
    | st.tuples(zone_texts, st.binary(max_size=9), zone_texts).map(
        lambda parts: parts[0].encode() + parts[1] + parts[2].encode()
    )
)
@example(b"\xff\xfe")
@example(b"\xff\xfea")
@example(b"\xff\xfe\x00\xd8\n\x00")
@example(b"\xef\xbb\xbf")
@example(b"\x00")
@example(b"")
def test_any_octets_are_read(octets: bytes) -> None:
    """Nothing is raised, and each problem points at a place in the file."""
    for fast in (True, False):
        zone = read(octets, fast=fast)
        for problem in zone.problems:
            assert_inside(problem.span, problem.source)
        assert all(1 <= record.line <= len(record.source.lines) for record in all_records(zone))


def assert_inside(span: Span, source: SourceFile) -> None:
    """Check that `span` is a stretch of the text of `source`."""
    assert 1 <= span.line <= span.end_line <= len(source.lines)
    assert 1 <= span.column <= len(source.lines[span.line - 1]) + 1
    assert (span.line, span.column) <= (span.end_line, span.end_column)
    assert span.end_column <= len(source.lines[span.end_line - 1]) + 1


@given(zone_texts)
def test_only_a_problem_that_costs_a_record_leaves_a_gap(text: str) -> None:
    """In any other zone, what is not there may be called missing."""
    zone = read(text)
    harmless = ("ttl-too-large",)
    messages = ("byte order mark", "there is no ttl", "lacks the final dot", "the file ends within")
    messages += ("not a ttl: ", "needs a ttl", "extra text after $ttl")
    lost = [
        each
        for each in zone.problems
        if each.rule not in harmless and not any(text in each.message.lower() for text in messages)
    ]

    assert lost or (zone.complete and not zone.lost)
