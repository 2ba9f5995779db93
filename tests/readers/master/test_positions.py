"""The place of a record's fields is found again in the text."""

import pytest
from hypothesis import given
from reading import all_records, read, text_of
from zone_strategies import encodings, zone_texts

from zonelint.dns.places import Span
from zonelint.dns.zone import Place
from zonelint.readers.master.masterfile import source_of_octets
from zonelint.readers.master.positions import locate

FIELDS = ("", "owner", "ttl", "type", "rdata", "target")


def field(text: str, name: str) -> str:
    """Return the text at the place of the field `name` of the last record of `text`."""
    record = list(all_records(read(text)))[-1]
    return text_of(record.source.lines, Place.of(record, name).span)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("www 60 IN A 192.0.2.1 ; web", ["www 60 IN A 192.0.2.1", "www", "60", "A", "192.0.2.1", "192.0.2.1"]),
        ("www IN 1h a 192.0.2.1", ["www IN 1h a 192.0.2.1", "www", "1h", "a", "192.0.2.1", "192.0.2.1"]),
        ("@  MX  10  mail", ["@  MX  10  mail", "@", "@  MX  10  mail", "MX", "10  mail", "mail"]),
        ("a SRV 0 5 5060 sip", ["a SRV 0 5 5060 sip", "a", "a SRV 0 5 5060 sip", "SRV", "0 5 5060 sip", "sip"]),
        ("A A 192.0.2.1", ["A A 192.0.2.1", "A", "A A 192.0.2.1", "A", "192.0.2.1", "192.0.2.1"]),
        ('"a b" TXT "c d"', ['"a b" TXT "c d"', '"a b"', '"a b" TXT "c d"', "TXT", '"c d"', '"c d"']),
        ("\xe9 PTR b\xe9", ["\xe9 PTR b\xe9", "\xe9", "\xe9 PTR b\xe9", "PTR", "b\xe9", "b\xe9"]),
        ("a TYPE1 192.0.2.1", ["a TYPE1 192.0.2.1", "a", "a TYPE1 192.0.2.1", "TYPE1", "192.0.2.1", "192.0.2.1"]),
        ("a NS \\# 3 016100", ["a NS \\# 3 016100", "a", "a NS \\# 3 016100", "NS", "\\# 3 016100", "\\# 3 016100"]),
    ],
)
def test_fields(line: str, expected: list[str]) -> None:
    """Each field is its words; a TTL that is not written is the whole record, and so is what has no place."""
    assert expected == [field(f"$TTL 300\n{line}\n", name) for name in FIELDS]


def test_a_blank_owner_has_no_place_of_its_own() -> None:
    """The whole record stands for it."""
    assert "MX 10 mail" == field("$TTL 300\na A 192.0.2.1\n\tMX 10 mail\n", "owner")


def test_fields_may_stand_on_other_lines() -> None:
    """Within parentheses each field is found on its line, and the record goes to its last word."""
    text = '$TTL 300\n@ ( ; " (\n IN SOA ; )\n\tns host\n 1 2 3 4 5 ) ; end\nb A 192.0.2.1\n'
    zone = read(text)
    [soa] = zone.records("SOA")

    assert Span(2, 1, 5, 11) == Place.of(soa).span
    assert Span(3, 5, 3, 8) == Place.of(soa, "type").span
    assert Span(4, 2, 5, 11) == Place.of(soa, "rdata").span


def test_a_generated_record_is_its_directive() -> None:
    """Whatever the field."""
    line = '$GENERATE 1-2 h$ MX "10 mail$"'

    assert [line] * len(FIELDS) == [field(f"$TTL 300\n{line} ; comment\n", name) for name in FIELDS]


@pytest.mark.parametrize("line", [0, 2, 3, 4, 99])
def test_where_no_record_is(line: int) -> None:
    """The start of the line stands for it, if need be of one that is not there."""
    source = source_of_octets(b"a A 192.0.2.1\n; comment\n\n", "zone")

    assert Span(line, 1, line, 1) == locate(source, line, "A", "rdata")


@given(zone_texts, encodings)
def test_every_place_lies_in_the_file(text: str, encoding: str) -> None:
    """For any record of any file, each field is a stretch of text that is not empty."""
    zone = read(text.encode(encoding, "replace"))
    for record in [*all_records(zone), *zone.out_of_zone, *(record for record, _ in zone.duplicates)]:
        for name in FIELDS:
            span = Place.of(record, name).span
            assert record.line <= span.line <= span.end_line <= len(record.source.lines)
            assert (span.line, span.column) < (span.end_line, span.end_column)
            assert span.end_column <= len(record.source.lines[span.end_line - 1]) + 1
