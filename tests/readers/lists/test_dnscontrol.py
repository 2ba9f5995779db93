"""Zones of DNSControl."""

import json
from random import Random

import pytest
from listing import read, records, zones
from slips import mutated


def ir(*records: dict[str, object], name: str = "example.com", **more: object) -> str:
    """Return what print-ir prints for a domain with `records`."""
    domain = {"name": name, "registrar": "none", "dnsProviders": {"bind": -1}, "records": records, **more}
    return json.dumps({"registrars": [], "dns_providers": [], "domains": [domain]})


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({"type": "A", "name": "@", "target": "192.0.2.1"}, "example.com. 300 A 192.0.2.1"),
        ({"type": "CNAME", "name": "www", "target": "example.com."}, "www.example.com. 300 CNAME example.com."),
        ({"type": "MX", "name": "@", "mxpreference": 5, "target": "m.example."}, "example.com. 300 MX 5 m.example."),
        (
            {"type": "MX", "name": "@", "rdata": {"preference": 10, "mx": "m.example."}, "target": "m.example."},
            "example.com. 300 MX 10 m.example.",
        ),
        (
            {"type": "SRV", "name": "_sip._tcp", "srvpriority": 1, "srvport": 5060, "target": "sip.example.com."},
            "_sip._tcp.example.com. 300 SRV 1 0 5060 sip.example.com.",
        ),
        ({"type": "TXT", "name": "@", "target": 'say "hello"'}, 'example.com. 300 TXT "say \\"hello\\""'),
        (
            {"type": "CAA", "name": "@", "caatag": "issue", "target": "ca.example.net"},
            'example.com. 300 CAA 0 issue "ca.example.net"',
        ),
        (
            {"type": "HTTPS", "name": "@", "svcpriority": 1, "target": ".", "svcparams": "alpn=h2 port=8443"},
            'example.com. 300 HTTPS 1 . alpn="h2" port="8443"',
        ),
        (
            {
                "type": "NAPTR", "name": "n", "naptrorder": 1, "naptrpreference": 2, "naptrflags": "U",
                "naptrservice": "E2U+sip", "naptrregexp": "!^.*$!sip:a@example.com!", "target": ".",
            },
            'n.example.com. 300 NAPTR 1 2 "U" "E2U+sip" "!^.*$!sip:a@example.com!" .',
        ),
        (
            {"type": "SSHFP", "name": "h", "sshfpalgorithm": 1, "sshfpfingerprint": 1, "target": "00" * 20},
            "h.example.com. 300 SSHFP 1 1 " + "00" * 20,
        ),
    ],
)  # fmt: skip
def test_fields_make_up_the_data(record: dict[str, object], expected: str) -> None:
    """The flat fields of each type make up its data."""
    zone = read("dnscontrol", ir(record))

    assert [f"1 {expected}"] == records(zone)
    assert [] == zone.problems


def test_tag_is_a_view() -> None:
    """A domain with a tag is the zone as one view serves it."""
    text = ir({"type": "A", "name": "@", "target": "192.0.2.1"}, name="example.com!inside")

    assert [("example.com.", "inside")] == zones("dnscontrol", text, "ir.json")
    assert ["1 example.com. 300 A 192.0.2.1"] == records(read("dnscontrol", text, view="inside"))
    assert [] == records(read("dnscontrol", text, view=None))


def test_providers_add_name_servers() -> None:
    """Name servers that are named are records; those that a provider adds are not known."""
    zone = read("dnscontrol", ir(nameservers=[{"name": "ns1.example.net"}]))

    assert ["1 example.com. 300 NS ns1.example.net."] == records(zone)
    assert "NS" in zone.unresolved["example.com."]


def test_other_records_may_be_kept() -> None:
    """A domain whose unknown records are kept is not complete."""
    assert read("dnscontrol", ir()).complete
    assert not read("dnscontrol", ir(keepunknown=True)).complete


def test_type_of_a_provider_may_answer_addresses() -> None:
    """A redirect exists, and what it answers is not known."""
    zone = read("dnscontrol", ir({"type": "CLOUDFLAREAPI_SINGLE_REDIRECT", "name": "go", "target": "x"}))

    assert [] == records(zone)
    assert {"A", "AAAA", "CLOUDFLAREAPI_SINGLE_REDIRECT"} == zone.unresolved["go.example.com."]


def test_field_that_is_missing() -> None:
    """A field without default that is not there is reported."""
    zone = read("dnscontrol", ir({"type": "DS", "name": "sub", "dskeytag": 1, "dsalgorithm": 13, "dsdigesttype": 2}))

    assert ["record-invalid"] == [problem.rule for problem in zone.problems]


NEWER = [
    (
        {"type": "RP", "name": "@", "target": "", "ttl": 60, "fields": {"Hdr": {}, "Mbox": "u.a.", "Txt": "t.a."}},
        "example.com. 60 RP u.a. t.a.",
    ),
    (
        {"type": "LOC", "name": "@", "target": "", "fields": {"Size": 1}, "zonfefilepartial": "1 N 2 E 3m"},
        "example.com. 300 LOC 1 0 0.000 N 2 0 0.000 E 3.00m",
    ),
    (
        {
            "type": "RP", "name": "example.com", "meta": {"skip_fqdn_check": "true"}, "target": "",
            "fields": {"Mbox": "u.a.", "Txt": "t.a."},
        },
        "example.com.example.com. 300 RP u.a. t.a.",
    ),
    (
        {
            "type": "SOA", "name": "@", "target": "ns.a.", "soambox": "h.a", "soarefresh": 1, "soaretry": 2,
            "soaexpire": 3, "soaminttl": 4,
        },
        "example.com. 300 SOA ns.a. h.a. 0 1 2 3 4",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("record", "expected"), NEWER)
def test_records_of_newer_versions(record: dict[str, object], expected: str) -> None:
    """Newer versions keep the data of a type in `fields`; a SOA has no serial until it is published."""
    zone = read("dnscontrol", ir(record))

    assert [f"1 {expected}"] == records(zone)
    assert [] == zone.problems


def test_quote_that_is_not_closed_in_data() -> None:
    """Data that cannot be taken apart is a problem at its record."""
    zone = read("dnscontrol", ir({"type": "RP", "name": "@", "fields": {}, "zonfefilepartial": 'u.a. "'}))

    assert ["record-invalid"] == [noted.rule for noted in zone.problems]


@pytest.mark.slow
def test_slips_are_told() -> None:
    """Whatever a slip makes of the text, it is read without a crash, and what is no JSON any more is a problem."""
    text = json.dumps(json.loads(ir(*(record for record, _ in NEWER))), indent=1)
    silent = []
    for seed in range(1000):
        changed = mutated(text, Random(seed))
        zone = read("dnscontrol", changed)
        try:
            json.loads(changed)
        except ValueError:
            silent += [seed] if zone.complete and not zone.problems else []

    assert [] == silent
