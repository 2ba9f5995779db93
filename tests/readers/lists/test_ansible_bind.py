"""Zones in the variables of the Ansible role bertvv.bind."""

import pytest
from listing import document, problems, read, records, zones

from zonelint.readers.lists import ansible_bind

VARIABLES = """\
bind_zone_ttl: 1H
bind_zones:
  - name: example.com
    name_servers: [ns1, ns2.example.net.]
    other_name_servers: [ns3.example.org]
    mail_servers: [{name: mail, preference: 10}]
    networks: ['192.0.2']
    ipv6_networks: ['2001:db8::/48']
    hosts:
      - {name: ns1, ip: 192.0.2.53, ipv6: '2001:db8::53'}
      - {name: mail, ip: [192.0.2.25, 198.51.100.25], aliases: [smtp], ttl: 5m}
      - {name: '@', ip: 192.0.2.10}
    services: [{name: _sip._tcp, port: 5060, target: sip}]
    text: [{name: _dmarc, text: v=DMARC1; p=reject}, {name: key, text: [one" "two]}]
    caa: [{name: '@', text: 0 issue "ca.example.net"}]
    delegate: [{zone: sub, dns: ns.sub}]
"""
REVERSE = "2.0.192.in-addr.arpa."
REVERSE6 = "0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa."


def test_zones_forward_and_reverse() -> None:
    """The variable makes a forward zone, and a reverse zone for each network."""
    assert [("example.com.", None), (REVERSE, None), (REVERSE6, None)] == zones("ansible", VARIABLES)


def test_forward_records() -> None:
    """Names are completed as the role completes them, and the TTL is the role's variable."""
    expected = [
        "4 example.com. 3600 NS ns1.example.com.",
        "4 example.com. 3600 NS ns2.example.net.",
        "5 example.com. 3600 NS ns3.example.org.",
        "6 example.com. 3600 MX 10 mail.example.com.",
        "10 ns1.example.com. 3600 A 192.0.2.53",
        "10 ns1.example.com. 3600 AAAA 2001:db8::53",
        "11 mail.example.com. 300 A 192.0.2.25",
        "11 mail.example.com. 300 A 198.51.100.25",
        "11 smtp.example.com. 300 CNAME mail.example.com.",
        "12 example.com. 3600 A 192.0.2.10",
        "13 _sip._tcp.example.com. 3600 SRV 0 0 5060 sip.example.com.",
        '14 _dmarc.example.com. 3600 TXT "v=DMARC1; p=reject"',
        '14 key.example.com. 3600 TXT "one" "two"',
        '15 example.com. 3600 CAA 0 issue "ca.example.net"',
        "16 sub.example.com. 3600 NS ns.sub.example.com.",
    ]
    zone = read("ansible", VARIABLES)

    assert expected == records(zone)
    assert [] == zone.problems
    assert {"example.com.": {"SOA"}} == zone.unresolved


def test_reverse_records() -> None:
    """Each address of a host that begins with the prefix gets a PTR record, which stands at the address."""
    zone = read("ansible", VARIABLES, origin=REVERSE)

    expected = [
        f"10 53.{REVERSE} PTR ns1.example.com.",
        f"11 25.{REVERSE} PTR mail.example.com.",
        f"12 10.{REVERSE} PTR example.com.",
    ]
    assert expected == [f"{record.line} {record.text}" for record in zone.records("PTR")]
    assert ["ns1.example.com.", "ns2.example.net.", "ns3.example.org."] == [each.rdata for each in zone.records("NS")]


def test_reverse_records_of_ipv6() -> None:
    """A network of IPv6 makes a reverse zone at its nibbles."""
    zone = read("ansible", VARIABLES, origin=REVERSE6)

    assert ["ns1.example.com."] == [record.rdata for record in zone.records("PTR")]


def test_prefix_is_compared_as_text() -> None:
    """The prefix 192.0.2 takes 192.0.20.5 as well: that is reported, and no record made of it."""
    zone = read("ansible", VARIABLES.replace("192.0.2.10", "192.0.20.5"), origin=REVERSE)

    assert ["12:25 record-invalid"] == problems(zone)
    assert 2 == len(list(zone.records("PTR")))


def test_prefix_without_quotes_is_a_number() -> None:
    """A prefix of two octets without quotes is a number to YAML."""
    text = VARIABLES.replace("networks: ['192.0.2']", "networks: [10.10]").replace("192.0.2.10", "10.10.3.4")
    zone = read("ansible", text, origin="10.10.in-addr.arpa.")

    assert ["7:16 record-invalid"] == problems(zone)
    assert "10.1" in zone.problems[0].message
    assert ["4.3.10.10.in-addr.arpa."] == [record.owner for record in zone.records("PTR")]


@pytest.mark.parametrize(("key", "left"), [("create_forward_zones", REVERSE), ("create_reverse_zones", "example.com.")])
def test_zones_that_are_not_made(key: str, left: str) -> None:
    """The role may be told to make only the forward or only the reverse zones."""
    text = VARIABLES.replace("    hosts:", f"    {key}: false\n    hosts:")

    assert left == zones("ansible", text)[0][0]
    assert (2 if key == "create_forward_zones" else 1) == len(zones("ansible", text))


def test_zones_of_others_are_declared() -> None:
    """Zones that the role only forwards or transfers are known without records."""
    text = """\
bind_zones:
- {name: example.net, type: secondary, primaries: [192.0.2.1]}
- {name: a.example, forwarders: [192.0.2.2]}
"""
    declared = ansible_bind.declared_of(document(text).nodes)

    assert [] == zones("ansible", text)
    assert [("example.net.", "secondary"), ("a.example.", "forward")] == [each[:2] for each in declared]


def test_variables_of_a_play() -> None:
    """The variable is found among the vars of a play."""
    text = """\
- hosts: all
  vars:
    bind_zones:
      - name: example.com
        hosts: [{name: www, ip: 192.0.2.1}]
"""

    assert ["5 www.example.com. 604800 A 192.0.2.1"] == records(read("ansible", text))


def test_variable_of_another_role() -> None:
    """A variable of that name in another shape is not this role's."""
    assert [] == zones("ansible", "bind_zones:\n  example.com: {records: [{name: www, value: 192.0.2.1}]}\n")
    assert [] == zones("ansible", "bind_zones:\n- {name: example.com, rrs: []}\n")


def test_placeholders() -> None:
    """Jinja's expressions are unresolved values; as an owner they leave the zone incomplete."""
    hosts = """\
bind_zones:
- name: example.com
  hosts:
  - name: www
    ip: "{{ address }}"
    aliases: [web]
  - name: "{{ host }}"
    ip: 192.0.2.1
"""
    zone = read("ansible", hosts)

    assert ["6 web.example.com. 604800 CNAME www.example.com."] == records(zone)
    assert {"A"} == zone.unresolved["www.example.com."]
    assert not zone.complete


def test_generated_hosts_are_not_known() -> None:
    """A $GENERATE in the place of a name leaves the zone incomplete."""
    text = "bind_zones:\n- name: example.com\n  hosts: [{name: '$GENERATE 1-9 host$', ip: 192.0.2.$}]\n"
    zone = read("ansible", text)

    assert [] == zone.problems
    assert not zone.complete
