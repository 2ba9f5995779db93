"""The fields of a record's RDATA, as rules look at them."""

import pytest

from zonelint.dns.places import SourceFile
from zonelint.dns.zone import Record, Zone
from zonelint.files.paths import text_source


def record(rtype: str, rdata: str) -> Record:
    """Make a record of example.com."""
    source: SourceFile = text_source("example.com.zone", "example.com.zone")
    return Record("example.com.", rtype, 300, rdata, 1, source, Zone("example.com.", source), 0)


FIELDS = {
    "MX": ("10 Mail.example.com.", {"preference": 10, "target": "mail.example.com."}),
    "SRV": ("1 2 443 Www.example.com.", {"priority": 1, "weight": 2, "port": 443, "target": "www.example.com."}),
    "SOA": (
        "Ns1.example.com. Host\\.Master.example.com. 2026112801 28800 7200 2419200 3600",
        {"mname": "ns1.example.com.", "rname": "host\\.master.example.com.", "serial": 2026112801},
    ),
    "TLSA": ("3 1 2 abcdef", {"usage": 3, "selector": 1, "matching_type": 2}),
}


@pytest.mark.parametrize("rtype", FIELDS)
def test_fields_have_types(rtype: str) -> None:
    """Numbers are numbers, and names are in lower case."""
    rdata, expected = FIELDS[rtype]
    found = record(rtype, rdata)

    assert expected == {name: getattr(found, name) for name in expected}


def test_words_are_as_written() -> None:
    """The words of the RDATA keep the letter case of the file."""
    assert ["10", "Mail.example.com."] == record("MX", "10 Mail.example.com.").words
