"""Whom SPF records make senders, held to what a receiver makes of each address."""

from ipaddress import ip_address, ip_network

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from spf_zones import namespace

from zonelint.config import Settings
from zonelint.mail import Mail
from zonelint.namespace import Namespace
from zonelint.reverse import Reverse
from zonelint.senders import Sender
from zonelint.spf.check import NEUTRAL, PASS, PERMERROR, SOFTFAIL, TEMPERROR, check_host
from zonelint.spf.costs import SpfCosts
from zonelint.spf.networks import authorised_networks

CLIENTS = [f"192.0.2.{number}" for number in range(8, 17)]
HOSTS = "".join(f"h{ip.rpartition('.')[2]} A {ip}\n" for ip in CLIENTS)


def sender(zones: Namespace, ip: str) -> Sender | None:
    """Return the sender that `ip` is by the SPF record of example.com., where every network is small."""
    chosen = Settings()
    chosen.mx_hosts_send = False
    chosen.mail_max_network = 1 << 16
    return Mail(zones, Reverse(zones), chosen).sender(ip)


def senders(text: str) -> list[int]:
    """Return the last octets of the CLIENTS that send for example.com. by the records of `text`."""
    zones = namespace(HOSTS + text)
    found = [(ip, sender(zones, ip)) for ip in CLIENTS]
    return [int(ip.rpartition(".")[2]) for ip, each in found if each is not None and "example.com." in each.domains]


@pytest.mark.parametrize(
    ("record", "more", "expected"),
    [
        ("include:_spf.example.com -all", "-ip4:192.0.2.9 ?ip4:192.0.2.10 ip4:192.0.2.8/29 -all", [8, *range(11, 16)]),
        ("redirect=_spf.example.com", "-ip4:192.0.2.9 ?ip4:192.0.2.10 ip4:192.0.2.8/30 -all", [8, 10, 11]),
        ("-ip4:192.0.2.8/30 ip4:192.0.2.8/29 -all", "-all", [12, 13, 14, 15]),
        ("-ip4:192.0.2.8/30 ip4:192.0.2.9 -all", "-all", []),
        ("include:_spf.example.com ip4:192.0.2.9 -all", "-ip4:192.0.2.9 ip4:192.0.2.8 -all", [8, 9]),
        ("-include:_spf.example.com ip4:192.0.2.8/30 -all", "-ip4:192.0.2.9 ip4:192.0.2.8/31 -all", [9, 10, 11]),
        ("-include:_spf.example.com ip4:192.0.2.8/30 -all", "-ip4:192.0.2.9 all", [9]),
        ("ip4:192.0.2.8/31 -ip4:192.0.2.8 -all", "-all", [8, 9]),
    ],
)
def test_what_a_record_takes_away(record: str, more: str, expected: list[int]) -> None:
    """A term inside an include that does not let pass keeps just that include from matching; the first match counts."""
    assert expected == senders(f'@ TXT "v=spf1 {record}"\n_spf TXT "v=spf1 {more}"\n')


def test_domains_that_share_a_network_are_told_apart() -> None:
    """An address sends for those that do not take it away, and for nobody if all do."""
    zones = namespace(
        f'{HOSTS}@ TXT "v=spf1 -ip4:192.0.2.9 -ip4:192.0.2.10 ip4:192.0.2.8/29 -all"\n'
        'b TXT "v=spf1 -ip4:192.0.2.10 ip4:192.0.2.8/29 -all"\n'
    )
    found = [sender(zones, f"192.0.2.{number}") for number in (8, 9, 10)]

    assert [["b.example.com.", "example.com."], ["b.example.com."], None] == [each and each.domains for each in found]


# -- one walk, seen from four sides

ADDRESSES = [f"ip4:{ip}" for ip in CLIENTS[:6]]
NETWORKS = ["ip4:192.0.2.8/29", "ip4:192.0.2.8/30", "ip4:192.0.2.10/31", "ip4:192.0.2.0/24"]
HOST_TERMS = ["a:h9.example.com", "a:h12.example.com/30", "mx:mx.example.com", "mx:mx.example.com/31"]
MECHANISMS = st.tuples(
    st.sampled_from(["", "+", "-", "~", "?"]),
    st.sampled_from([*ADDRESSES, *NETWORKS, *HOST_TERMS, "include:_a.example.com", "include:_b.example.com"]),
).map("".join)
INNER_ENDS = ["-all", "~all", "?all", "", "redirect=_b.example.com"]


def spf_texts(most: int, *ends: str) -> st.SearchStrategy[str]:
    """Return texts of SPF records with up to `most` mechanisms before one of the `ends`."""
    words = st.tuples(st.lists(MECHANISMS, max_size=most), st.sampled_from(ends))
    return words.map(lambda both: " ".join(["v=spf1", *both[0], both[1]]))


@settings(max_examples=300, deadline=None)
@given(spf_texts(6, "+all", *INNER_ENDS), spf_texts(4, *INNER_ENDS), spf_texts(3, *INNER_ENDS))
def test_evidence_networks_and_costs_agree_with_check_host(outer: str, first: str, second: str) -> None:
    """Where nothing is an error, all of them read the same records alike."""
    text = f'{HOSTS}mx MX 10 h13\n@ TXT "{outer}"\n_a TXT "{first}"\n_b TXT "{second}"\n'
    zones = namespace(text)
    results = {ip: check_host(ip, "example.com", "u@example.com", zones) for ip in CLIENTS}
    # An error that ends the evaluation for others than these clients ends the walk over all addresses, too.
    elsewhere = check_host("203.0.113.1", "example.com", "u@example.com", zones)
    assume(not any(each.result in (PERMERROR, TEMPERROR) for each in (*results.values(), elsewhere)))
    listed = [ip_network(network) for network in authorised_networks("example.com", zones).networks]
    cost = SpfCosts(Mail(zones, Reverse(zones), Settings()).spf).of("example.com.")

    for ip, found in results.items():
        assert (found.result == PASS) == any(ip_address(ip) in network for network in listed), ip
        assert found.lookups <= cost.lookups, ip
        names_it = found.term is not None and found.term.name != "all"
        assert _is_sender(zones, ip) == (names_it and found.result in (PASS, SOFTFAIL, NEUTRAL)), ip


def _is_sender(zones: Namespace, ip: str) -> bool:
    each = sender(zones, ip)
    return each is not None and "example.com." in each.domains
