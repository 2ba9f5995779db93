"""Zones of the PowerDNS API."""

import json

from listing import document, problems, read, records, zones

from zonelint.readers.lists import powerdns


def body(*rrsets: dict[str, object], **more: object) -> str:
    """Return a zone object with `rrsets`."""
    return json.dumps({**more, "rrsets": rrsets})


def rrset(name: str, rtype: str, *contents: str, **more: object) -> dict[str, object]:
    """Return an RRset with `contents`."""
    return {"name": name, "type": rtype, "ttl": 300, "records": [{"content": text} for text in contents], **more}


def test_content_is_rdata() -> None:
    """Each record's content is RDATA in presentation form."""
    text = body(
        rrset("www.example.com.", "A", "192.0.2.1", "192.0.2.2"),
        rrset("example.com.", "TXT", '"v=spf1" " -all"'),
        name="example.com.",
    )

    expected = [
        "1 www.example.com. 300 A 192.0.2.1",
        "1 www.example.com. 300 A 192.0.2.2",
        '1 example.com. 300 TXT "v=spf1" " -all"',
    ]
    assert expected == records(read("powerdns", text))


def test_zone_is_known_by_its_name() -> None:
    """The object says its zone; it is whole."""
    text = body(rrset("www.example.com.", "A", "192.0.2.1"), name="example.com.")

    assert [("example.com.", None)] == zones("powerdns", text, "zone.json")
    assert not powerdns.is_part(document(text, "zone.json").nodes)


def test_changes_are_a_part() -> None:
    """The body of a PATCH has no name: it is a part of the zone that its owners tell, and deletions add nothing."""
    text = body(
        rrset("example.com.", "A", "192.0.2.1", changetype="REPLACE"),
        rrset("old.example.com.", "A", "192.0.2.2", changetype="DELETE"),
    )

    assert [("example.com.", None)] == zones("powerdns", text, "patch.json")
    assert powerdns.is_part(document(text, "patch.json").nodes)
    assert ["1 example.com. 300 A 192.0.2.1"] == records(read("powerdns", text))


def test_disabled_records_are_not_served() -> None:
    """A disabled record does not exist."""
    entry = {"name": "x.example.com.", "type": "A", "ttl": 60, "records": [{"content": "192.0.2.1", "disabled": True}]}

    assert [] == records(read("powerdns", body(entry, name="example.com.")))


def test_program_is_not_known() -> None:
    """A LUA record answers its first word's type with what nobody here knows."""
    program = rrset("x.example.com.", "LUA", "A \"ifportup(443, {'192.0.2.1'})\"")
    zone = read("powerdns", body(program, name="example.com."))

    assert [] == records(zone)
    assert {"A"} == zone.unresolved["x.example.com."]


def test_name_servers_of_a_new_zone() -> None:
    """The body that makes a zone may list its name servers."""
    zone = read("powerdns", body(name="example.com.", nameservers=["ns1.example.net.", "ns2.example.net."]))

    assert ["ns1.example.net.", "ns2.example.net."] == [record.rdata for record in zone.records("NS")]


def test_names_must_be_canonical() -> None:
    """Names without final dot are refused by the API."""
    zone = read("powerdns", body(rrset("www.example.com", "CNAME", "web.example.net"), name="example.com."))

    assert ["record-invalid", "relative-target"] == [problem.rule for problem in zone.problems]


def test_the_same_in_yaml() -> None:
    """The object may be written in YAML."""
    text = """\
name: example.com.
rrsets:
  - name: www.example.com.
    type: A
    ttl: 300
    records:
      - content: 192.0.2.256
"""
    zone = read("powerdns", text)

    assert [("example.com.", None)] == zones("powerdns", text)
    assert [] == records(zone)
    assert ["7:18 record-invalid"] == problems(zone)
