"""Reverse zones whose labels stand in forward order."""

from pathlib import Path

import pytest
from linting import lint
from scenarios import forward, reverse

from zonelint.lint.findings import Finding

FORWARD = "example.com.zone"
SLUG = "reverse-zone-misnamed"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def found(files: dict[str, str]) -> dict[str, list[Finding]]:
    """Return rule -> findings in `files`."""
    by_rule: dict[str, list[Finding]] = {}
    for finding in lint(files):
        by_rule.setdefault(finding.rule, []).append(finding)
    return by_rule


def test_a_misnamed_zone_is_one_finding_with_the_right_name() -> None:
    """Its PTRs are right for the network that is meant: no mismatch, no address without PTR."""
    hosts = "".join(f"h{number} A 192.168.100.{number}\n" for number in range(10, 20))
    ptrs = "".join(f"{number} PTR h{number}.example.com.\n" for number in range(10, 20))
    files = {FORWARD: forward(hosts), "r.zone": reverse(ptrs, "192.168.100.in-addr.arpa.")}

    findings = found(files)
    assert [SLUG] == list(findings)
    assert ["rename it to 100.168.192.in-addr.arpa."] == [finding.help for finding in findings[SLUG]]


def test_what_else_is_wrong_below_a_misnamed_zone_is_told_of_the_network_that_is_meant() -> None:
    """A target without address is wrong under any name of the zone."""
    files = {
        FORWARD: forward("h1 A 192.168.100.1\n"),
        "r.zone": reverse("1 PTR h1.example.com.\n2 PTR gone.example.com.\n", "192.168.100.in-addr.arpa."),
    }

    findings = found(files)
    assert {SLUG, "ptr-target-without-address"} == set(findings)
    assert "192.168.100.2" in findings["ptr-target-without-address"][0].message


@pytest.mark.parametrize(
    ("origin", "hosts", "ptrs"),
    [
        ("100.168.192.in-addr.arpa.", "h1 A 192.168.100.1\n", "1 PTR h1.example.com.\n"),
        ("192.168.100.in-addr.arpa.", "h1 A 100.168.192.1\n", "1 PTR h1.example.com.\n"),
        (
            "192.168.100.in-addr.arpa.",
            "h1 A 100.168.192.1\nh2 A 192.168.100.2\n",
            "1 PTR h1.example.com.\n2 PTR h2.example.com.\n",
        ),
        ("10.115.in-addr.arpa.", "h1 A 10.115.0.1\nh2 A 115.10.0.1\n", ""),
        ("10.115.in-addr.arpa.", "h1 A 10.115.0.1\nh2 A 9.9.9.9\n", "5.3 PTR h2.example.com.\n"),
        ("3.4.3.in-addr.arpa.", "h1 A 3.4.3.1\n", "1 PTR h1.example.com.\n"),
        ("4.in-addr.arpa.", "h1 A 4.3.2.1\n", "1.2.3 PTR h1.example.com.\n"),
        ("0-127.2.3.in-addr.arpa.", "h1 A 3.2.0.1\n", ""),
        ("8.b.d.0.1.0.0.2.ip6.arpa.", "", ""),
        ("0.0.d.f.ip6.arpa.", "", ""),
    ],
)
def test_a_zone_is_misnamed_only_where_that_is_proved(origin: str, hosts: str, ptrs: str) -> None:
    """One PTR that leads back speaks for the name, and so does any address of the network that it says."""
    files = {FORWARD: forward(hosts), "r.zone": reverse(ptrs, origin)}
    assert SLUG not in found(files)


def test_a_root_zone_of_ones_own_is_no_reverse_zone() -> None:
    """It answers for every name there is, and is not where anybody would put PTRs."""
    files = {
        "named.conf": 'zone "." { type primary; file "all.db"; };\n',
        "all.db": "$TTL 60\n@ SOA ns hostmaster 1 2 3 4 5\n@ NS ns\n@ A 10.72.0.1\nns A 10.72.0.2\n* A 10.72.0.1\n",
    }
    assert "address-without-ptr" not in found(files)


@pytest.mark.parametrize(
    ("origin", "right"),
    [
        ("10.in-addr-arpa.", "10.in-addr.arpa."),
        ("2.3.4.in_addr.arpa.", "2.3.4.in-addr.arpa."),
        ("2.3.4.inaddr.arpa.", "2.3.4.in-addr.arpa."),
        ("2.3.4.in-addr.apra.", "2.3.4.in-addr.arpa."),
        ("2.3.4.in-addr.arp.", "2.3.4.in-addr.arpa."),
        ("2.3.4.in-adddr.arpa.", "2.3.4.in-addr.arpa."),
        ("8.b.d.0.1.0.0.2.ip6-arpa.", "8.b.d.0.1.0.0.2.ip6.arpa."),
        ("8.b.d.0.1.0.0.2.ipv6.arpa.", "8.b.d.0.1.0.0.2.ip6.arpa."),
    ],
)
def test_a_zone_whose_name_is_one_letter_from_a_reverse_zone_is_misnamed(origin: str, right: str) -> None:
    """Numbers before it leave no doubt about what is meant."""
    files = {"named.conf": f'zone "{origin}" {{ type primary; file "r"; }};\n', "r": reverse("", origin)}

    (finding,) = found(files)[SLUG]
    assert f"rename it to {right}" == finding.help
    assert f"nobody asks the zone {origin} (named.conf:1) for an address: its name is misspelt" == finding.message


@pytest.mark.parametrize(
    "origin", ["in-addr.example.", "x.in-addr-arpa.", "10.in-addr.arpa.example.", "2.example.com."]
)
def test_other_names_are_no_misspelt_reverse_zones(origin: str) -> None:
    """Without numbers before it, or farther off, it may be anything."""
    assert SLUG not in found({"r.zone": reverse("", origin)})


def test_a_name_that_was_guessed_is_not_said_to_be_wrong() -> None:
    """The octets in the name of a file may stand in either order: its PTRs tell which addresses are meant."""
    files = {
        FORWARD: forward("h1 A 20.14.49.1\n"),
        "db.49.14.20": reverse("1 PTR h1.example.com.\n", "").replace("$ORIGIN \n", ""),
    }

    assert {} == found(files)
