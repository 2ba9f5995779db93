"""Sets of networks."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonelint.mail.spf.addresses import without


def _network(text: str) -> str:
    return str(ipaddress.ip_network(text, strict=False))


_IPV4 = st.tuples(st.integers(0, 255), st.integers(24, 32)).map(lambda part: "192.0.2.{}/{}".format(*part))
_IPV6 = st.tuples(st.integers(0, 255), st.integers(120, 128)).map(lambda part: "2001:db8::{:x}/{}".format(*part))
NETWORKS = st.lists((_IPV4 | _IPV6).map(_network), max_size=6)


@given(NETWORKS, NETWORKS)
def test_without_leaves_what_is_in_none_of_the_others(taken: list[str], others: list[str]) -> None:
    """What is left are the addresses of the one set without those of the other, in as few networks as may be."""
    left = without(taken, others)

    assert _addresses(left) == _addresses(taken) - _addresses(others)
    parsed = [ipaddress.ip_network(text) for text in left]
    for family in (4, 6):
        own = [network for network in parsed if network.version == family]
        assert own == list(ipaddress.collapse_addresses(own))  # type: ignore[type-var]


def _addresses(networks: list[str]) -> set[object]:
    return {address for text in networks for address in ipaddress.ip_network(text)}


@pytest.mark.parametrize(
    ("taken", "others", "expected"),
    [
        (["0.0.0.0/0"], ["192.0.2.1/32"], ["0.0.0.0/0"]),
        (["::/0"], ["2001:db8::/32", "192.0.2.1/32"], ["::/0"]),
        (["0.0.0.0/0", "::/0"], ["0.0.0.0/0"], ["::/0"]),
        (["192.0.2.1/32"], ["0.0.0.0/0"], []),
        (["192.0.2.1"], ["192.0.2.0/24"], []),
    ],
)
def test_all_of_a_family_is_told_as_that(taken: list[str], others: list[str], expected: list[str]) -> None:
    """Who is let in with everybody else is no matter then."""
    assert expected == without(taken, others)
