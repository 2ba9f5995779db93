"""Which addresses a domain lets send, as networks."""

from ipaddress import ip_address, ip_network

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spf_zones import namespace

from zonelint.mail.spf.addresses import networks, split, union
from zonelint.mail.spf.check import check_host
from zonelint.mail.spf.networks import Authorised, authorised_networks

HOSTS = """\
host A 192.0.2.1
host A 192.0.2.2
host AAAA 2001:db8::1
mail A 192.0.2.3
mx MX 10 mail
mx MX 20 host
_a TXT "v=spf1 ip4:198.51.100.0/24 -all"
_b TXT "v=spf1 -ip4:198.51.100.1 ~ip4:198.51.100.2 ip4:198.51.100.0/30 ?all"
_faulty TXT "v=spf1 ip4:1.2.3"
loop CNAME loop
"""


def authorised(terms: str, incomplete: bool = False) -> Authorised:
    """Return whom example.com lets send by an SPF record of `terms`."""
    return authorised_networks("example.com", namespace(f'{HOSTS}@ TXT "v=spf1 {terms}"', incomplete))


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ("-all", []),
        ("ip4:192.0.2.7 ip6:2001:db8::7 -all", ["192.0.2.7/32", "2001:db8::7/128"]),
        ("ip4:192.0.2.0/25 ip4:192.0.2.128/25 ~all", ["192.0.2.0/24"]),
        ("ip4:192.0.2.9/24 ip4:192.0.2.4", ["192.0.2.0/24"]),
        ("-ip4:192.0.2.2 ip4:192.0.2.0/30 -all", ["192.0.2.0/31", "192.0.2.3/32"]),
        ("~ip4:192.0.2.0/24 ip4:192.0.2.1 -all", []),
        ("-all ip4:192.0.2.1", []),
        ("+all", ["0.0.0.0/0", "::/0"]),
        ("-ip4:128.0.0.0/1 -ip6:::/1 +all", ["0.0.0.0/1", "8000::/1"]),
        ("a:host.example.com -all", ["192.0.2.1/32", "192.0.2.2/32", "2001:db8::1/128"]),
        ("a:host.example.com/30//64 -all", ["192.0.2.0/30", "2001:db8::/64"]),
        ("mx:mx.example.com -all", ["192.0.2.1/32", "192.0.2.2/31", "2001:db8::1/128"]),
        ("include:_a.example.com -all", ["198.51.100.0/24"]),
        ("include:_b.example.com -all", ["198.51.100.0/32", "198.51.100.3/32"]),
        ("-include:_b.example.com include:_a.example.com -all",
         ["198.51.100.1/32", "198.51.100.2/32", "198.51.100.4/30", "198.51.100.8/29", "198.51.100.16/28",
          "198.51.100.32/27", "198.51.100.64/26", "198.51.100.128/25"]),
        ("redirect=_a.example.com", ["198.51.100.0/24"]),
        ("exists:host.example.com -all", ["0.0.0.0/0", "::/0"]),
        ("exists:gone.example.com -all", []),
    ],
)  # fmt: skip
def test_networks(terms: str, expected: list[str]) -> None:
    """The first match counts, neighbours are joined, and what an included record denies is not let pass by it."""
    found = authorised(terms)

    assert (expected, [], "") == (found.networks, found.unknown, found.error)


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ("ip4:192.0.2.1 include:example.net -all", ["example.net"]),
        (
            "ip4:192.0.2.1 a:example.net exists:%{i}.example.com ptr -all",
            ["a:example.net", "exists:%{i}.example.com", "ptr"],
        ),
        ("ip4:192.0.2.1 redirect=%{l}.example.com", ["redirect=%{l}.example.com"]),
    ],
)
def test_what_the_zones_do_not_tell(terms: str, expected: list[str]) -> None:
    """Terms that lead out of the loaded zones, or depend on the message, are named."""
    found = authorised(terms)

    assert (["192.0.2.1/32"], expected) == (found.networks, [term for term, _ in found.unknown])


@pytest.mark.parametrize(
    ("terms", "networks", "error"),
    [
        ("ip4:192.0.2.1 include:gone.example.com ip4:192.0.2.9 -all", ["192.0.2.1/32"],
         "gone.example.com. has no SPF record"),
        ("ip4:192.0.2.1 include:_faulty.example.com all", ["192.0.2.1/32"],
         "the SPF record of _faulty.example.com. is faulty at `ip4:1.2.3`"),
        ("ip4:192.0.2.1 moo", [], "the SPF record of example.com. is faulty at `moo`"),
        ("include:example.com", [], "over 10 terms ask the DNS"),
        ("ip4:192.0.2.1 a:loop.example.com all", ["192.0.2.1/32"], "the chain comes back to loop.example.com."),
    ],
)  # fmt: skip
def test_errors(terms: str, networks: list[str], error: str) -> None:
    """Behind an error nobody is let pass."""
    found = authorised(terms)

    assert (networks, error) == (found.networks, found.error)


def test_an_error_for_some_addresses_is_none_for_others() -> None:
    """Those whom an include denies before the error in it go on, and are let pass by a later term."""
    part = '_part TXT "v=spf1 -ip4:192.0.2.8/30 a:loop.example.com -all"\n'
    zones = namespace(f'{HOSTS}{part}@ TXT "v=spf1 include:_part.example.com ip4:192.0.2.0/24 -all"')
    found = authorised_networks("example.com", zones)

    assert (["192.0.2.8/30"], "the chain comes back to loop.example.com.") == (found.networks, found.error)


def test_limits_hold_for_each_address() -> None:
    """Who leaves an include early has look-ups left that the others lack."""
    part = '_part TXT "v=spf1 -ip4:192.0.2.8/30 ' + "exists:gone.example.com " * 2 + '-all"\n'
    zones = namespace(f'{HOSTS}{part}@ TXT "v=spf1 include:_part.example.com a:gone.example.com ip4:192.0.2.0/24 -all"')
    found = authorised_networks("example.com.", zones)

    assert (["192.0.2.8/30"], "over 2 look-ups find nothing") == (found.networks, found.error)


@pytest.mark.parametrize("target", ["%{d}", "%{o}", "%{dr}.%{d}"])
def test_macros_of_the_domain_are_known(target: str) -> None:
    """A macro that is the same for every message and client is written out."""
    zones = namespace(f'{HOSTS}com.example A 192.0.2.77\n@ A 192.0.2.77\n@ TXT "v=spf1 a:{target} -all"')
    found = authorised_networks("example.com", zones)

    assert (["192.0.2.77/32"], []) == (found.networks, found.unknown)


def test_everybody() -> None:
    """A record that lets all of one family pass is told apart."""
    assert [True, True, False] == [
        authorised(terms).everybody for terms in ("all", "ip6:::/0 -all", "a:host.example.com")
    ]


def test_incomplete_zone() -> None:
    """Where records may be missing, the answer says so."""
    assert authorised("ip4:192.0.2.1 -all", incomplete=True).unknown


def test_ranges() -> None:
    """Ranges are joined, and split by others."""
    assert [(1, 6), (8, 9)] == union([(8, 9), (1, 3), (4, 6), (2, 5)])
    assert ([(2, 3), (6, 6)], [(1, 1), (4, 5), (9, 9)]) == split([(1, 6), (9, 9)], [(2, 3), (6, 8)])
    assert ["::1/128", "::2/127", "::4/128"] == networks(128, [(1, 4)])


TERMS = [
    "ip4:192.0.2.0/30", "ip4:192.0.2.1", "ip4:198.51.100.0/29", "a:host.example.com", "a:mail.example.com/31",
    "mx:mx.example.com", "include:_a.example.com", "include:_b.example.com", "include:_faulty.example.com",
    "exists:host.example.com", "a:loop.example.com", "all", "redirect=_b.example.com",
]  # fmt: skip
CLIENTS = [*(f"192.0.2.{number}" for number in range(6)), *(f"198.51.100.{number}" for number in range(9))]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["", "-", "~", "?"]), st.sampled_from(TERMS)), max_size=6))
def test_networks_are_those_of_check_host(words: list[tuple[str, str]]) -> None:
    """An address lies in one of the networks if and only if check_host lets it pass."""
    terms = " ".join(dict.fromkeys(term if "=" in term else sign + term for sign, term in words))
    zones = namespace(f'{HOSTS}@ TXT "v=spf1 {terms}"')
    listed = [ip_network(network) for network in authorised_networks("example.com", zones).networks]
    passing = [ip for ip in CLIENTS if check_host(ip, "example.com", "u@example.com", zones).result == "pass"]

    assert passing == [ip for ip in CLIENTS if any(ip_address(ip) in network for network in listed)]
