"""Whom SPF records make senders, held to what a receiver makes of each address."""

from ipaddress import ip_address, ip_network

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from spf_zones import namespace

from zonelint.config.settings import Settings
from zonelint.dns.answers import UNKNOWN
from zonelint.dns.namespace import Namespace
from zonelint.lint.view import View
from zonelint.mail.find_senders import Mail
from zonelint.mail.spf.check import NEUTRAL, PASS, PERMERROR, SOFTFAIL, TEMPERROR, SpfResult, check_host
from zonelint.mail.spf.costs import SpfCosts
from zonelint.mail.spf.networks import authorised_networks
from zonelint.mail.spf.results import MAX_VOID_LOOKUPS

CLIENTS = [f"192.0.2.{number}" for number in range(8, 17)]
HOSTS = "".join(f"h{ip.rpartition('.')[2]} A {ip}\n" for ip in CLIENTS)


def mail(zones: Namespace) -> Mail:
    """Return the senders of `zones` by SPF, where every network is small."""
    chosen = Settings()
    chosen.mx_hosts_send = False
    chosen.mail_max_network = 1 << 16
    return View(zones, chosen).mail


def senders(text: str) -> list[int]:
    """Return the last octets of the CLIENTS that send for example.com. by the records of `text`."""
    zones = mail(namespace(HOSTS + text))
    return [int(ip.rpartition(".")[2]) for ip in CLIENTS if _is_sender(zones, ip)]


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


def test_what_a_circle_of_records_hides_from_nobody() -> None:
    """A circle is an error for those who go round; who leaves it early gets to the terms behind it."""
    records = '@ TXT "v=spf1 include:_c.example.com redirect=_c.example.com"\n'

    assert [8] == senders(f'{records}_c TXT "v=spf1 ~ip4:192.0.2.8 redirect=_c.example.com"\n')


def test_domains_that_share_a_network_are_told_apart() -> None:
    """An address sends for those that do not take it away, and for nobody if all do."""
    zones = mail(
        namespace(
            f'{HOSTS}@ TXT "v=spf1 -ip4:192.0.2.9 -ip4:192.0.2.10 ip4:192.0.2.8/29 -all"\n'
            'b TXT "v=spf1 -ip4:192.0.2.10 ip4:192.0.2.8/29 -all"\n'
        )
    )
    found = [zones.sender(f"192.0.2.{number}") for number in (8, 9, 10)]

    assert [["b.example.com.", "example.com."], ["b.example.com."], None] == [each and each.domains for each in found]


# -- one walk, seen from four sides

ADDRESSES = [f"ip4:{ip}" for ip in CLIENTS[:6]]
NETWORKS = ["ip4:192.0.2.8/29", "ip4:192.0.2.8/30", "ip4:192.0.2.10/31", "ip4:192.0.2.0/24"]
HOST_TERMS = ["a:h9.example.com", "a:h12.example.com/30", "mx:mx.example.com", "mx:mx.example.com/31"]
INCLUDES = ["include:_a.example.com", "include:_b.example.com"]
VAIN = ["a:gone.example.com", "mx:dead.example.com", "exists:gone.example.com"]
FAULTY = ["a:loop.example.com", "include:gone.example.com", "include:_faulty.example.com"]
HIDDEN = ["a:mail.example.net", "mx:example.net", "include:_spf.example.net", "exists:%{l}.example.com"]
INNER_ENDS = ["-all", "~all", "?all", "", "redirect=_b.example.com"]
SIGNS = st.sampled_from(["", "+", "-", "~", "?"])
PLAIN = st.sampled_from([*ADDRESSES, *NETWORKS, *HOST_TERMS, *INCLUDES])
WHOLE = st.sampled_from([*ADDRESSES, *NETWORKS, *HOST_TERMS, *INCLUDES * 2, *VAIN, *FAULTY, *HIDDEN])


def record_sets(terms: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return the records of zones in which the SPF records are made of `terms`."""
    outer, first, second = (
        spf_texts(terms, 6, "+all", *INNER_ENDS),
        spf_texts(terms, 4, *INNER_ENDS),
        spf_texts(terms, 3, *INNER_ENDS),
    )
    more = 'mx MX 10 h13\ndead MX 10 gone\nloop CNAME loop\n_faulty TXT "v=spf1 moo"\n'
    return st.tuples(outer, first, second).map(
        lambda texts: f'{HOSTS}{more}@ TXT "{texts[0]}"\n_a TXT "{texts[1]}"\n_b TXT "{texts[2]}"\n'
    )


def spf_texts(terms: st.SearchStrategy[str], most: int, *ends: str) -> st.SearchStrategy[str]:
    """Return texts of SPF records with up to `most` mechanisms before one of the `ends`."""
    mechanisms = st.lists(st.tuples(SIGNS, terms).map("".join), max_size=most)
    return st.tuples(mechanisms, st.sampled_from(ends)).map(lambda both: " ".join(["v=spf1", *both[0], both[1]]))


RECORD_SETS = record_sets(PLAIN) | record_sets(WHOLE)


def results(zones: Namespace) -> dict[str, SpfResult]:
    """Return what example.com. says of each of CLIENTS, whoever the sender is."""
    return {ip: check_host(ip, "example.com", "*@example.com", zones) for ip in CLIENTS}


@settings(max_examples=200, deadline=None)
@given(RECORD_SETS)
def test_networks_agree_with_check_host(text: str) -> None:
    """A network is listed where the result is pass, or may be for all that is loaded; doubts and errors are told."""
    zones = namespace(text)
    told = authorised_networks("example.com", zones)
    listed = [ip_network(network) for network in told.networks]

    for ip, found in results(zones).items():
        is_listed = any(ip_address(ip) in network for network in listed)
        assert is_listed == (found.result == PASS) or found.result == UNKNOWN, ip
        assert not is_listed or found.possible & {PASS, UNKNOWN}, ip
        assert told.unknown or found.result != UNKNOWN, ip
        assert told.error or found.result not in (PERMERROR, TEMPERROR), ip


@settings(max_examples=200, deadline=None)
@given(RECORD_SETS)
def test_evidence_agrees_with_check_host(text: str) -> None:
    """Where the result is known and no error, who sends is who is let pass by a term that names addresses."""
    zones = namespace(text)
    told = mail(zones)

    for ip, found in results(zones).items():
        if found.result not in (UNKNOWN, PERMERROR, TEMPERROR):
            names_it = found.term is not None and found.term.name != "all"
            assert _is_sender(told, ip) == (names_it and found.result in (PASS, SOFTFAIL, NEUTRAL)), ip


@settings(max_examples=200, deadline=None)
@given(RECORD_SETS)
def test_costs_agree_with_check_host(text: str) -> None:
    """No client costs more than the cost of the record; three look-ups in vain that all meet are an error for all."""
    zones = namespace(text)
    cost = SpfCosts(mail(zones).spf).of("example.com.")
    assume(not cost.ends)

    for ip, found in results(zones).items():
        assert found.lookups <= cost.lookups, ip
        assert found.result in (PERMERROR, TEMPERROR, UNKNOWN) or cost.early <= MAX_VOID_LOOKUPS, ip
        assert "find nothing" not in found.why or len(cost.voids) > MAX_VOID_LOOKUPS, ip


def _is_sender(told: Mail, ip: str) -> bool:
    each = told.sender(ip)
    return each is not None and "example.com." in each.domains
