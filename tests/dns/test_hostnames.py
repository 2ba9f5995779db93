"""Names of hosts and mailboxes, and what the rule about BIND's `check-names` makes of the index that names a zone."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from linting import lint_by

from zonelint.dns.hostnames import are_plain, is_hostname, is_mailbox

RULE = "name-not-a-hostname"
ZONE = "$TTL 1h\n@ SOA ns1 hostmaster 1 8h 2h 4w 1h\n  NS ns1\nns1 A 4.3.2.1\nweb_1 A 4.3.2.2\n"
GOOD_ZONE = ZONE.replace("web_1", "web1")
OTHER = 'zone example.net { type primary; file "example.net.zone"; };\n'
PRIMARY = 'zone example.com { type primary; file "example.com.zone"; };\n'


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("www.example.com.", True),
        ("WWW.a--b.9.", True),
        (".", True),
        ("web_1.example.com.", False),
        ("-a.example.com.", False),
        ("a-.example.com.", False),
        ("a.-b.", False),
        ("a\\.b.example.com.", False),
        ("*.example.com.", False),
        ("a.*.example.com.", False),
    ],
)
def test_a_host_has_letters_digits_and_inner_hyphens(name: str, expected: bool) -> None:
    """RFC 952, RFC 1123 section 2.1."""
    assert expected is is_hostname(name)


@pytest.mark.parametrize(
    ("name", "expected"), [("*.", True), ("*.example.", True), ("*.a_b.", False), ("a.*.", False), ("**.a.", False)]
)
def test_a_wildcard_is_one_asterisk_before_a_host(name: str, expected: bool) -> None:
    """RFC 4592 section 2.1.1."""
    assert expected is is_hostname(name, wildcard=True)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a_b.example.com.", True),
        ("a\\.b.example.com.", True),
        ("a_b.", True),
        (".", True),
        ("a.b_c.", False),
        ("a\\032b.c.", False),
    ],
)
def test_a_mailbox_has_any_printable_first_label(name: str, expected: bool) -> None:
    """RFC 1035 section 8: the local part of the address."""
    assert expected is is_mailbox(name)


@given(st.lists(st.text("aB9-._*\\", min_size=1, max_size=8).map(lambda text: text + "."), max_size=4))
def test_plain_names_are_names_of_hosts(names: list[str]) -> None:
    """The quick look takes no bad name for a good one, but for empty labels, which no name has."""
    whole = [name for name in names if ".." not in name and name[0] != "."]

    assert not are_plain("".join(f"\n{name}" for name in whole)) or all(map(is_hostname, whole))


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({}, ["warning"]),
        ({"named.conf": PRIMARY}, ["error"]),
        ({"named.conf": PRIMARY.replace("; };", "; check-names warn; };")}, []),
        ({"named.conf": "options { check-names primary ignore; };\n" + PRIMARY}, []),
        ({"named.conf": "options { check-names secondary ignore; };\n" + PRIMARY}, ["error"]),
        ({"named.conf": "options { check-names primary warn; };\n" + OTHER, "example.net.zone": GOOD_ZONE}, []),
        ({"named.conf": OTHER, "example.net.zone": GOOD_ZONE}, ["warning"]),
        (
            {"a/named.conf": "options { check-names primary warn; };\n" + OTHER, "a/example.net.zone": GOOD_ZONE},
            ["warning"],
        ),
        (
            {"nsd.conf": "zone:\n name: example.net\n zonefile: example.net.zone\n", "example.net.zone": GOOD_ZONE},
            ["warning"],
        ),
        ({"named.conf": f"view v {{ check-names master ignore;\n{PRIMARY}}};\n"}, []),
        ({"nsd.conf": "zone:\n name: example.com\n zonefile: example.com.zone\n"}, []),
        ({"knot.conf": "zone:\n - domain: example.com\n   file: example.com.zone\n"}, []),
        ({"Corefile": "example.com {\n file example.com.zone\n}\n"}, []),
        ({"pdns.conf": "launch=bind\nbind-config=named.conf\n", "named.conf": PRIMARY}, []),
        ({"config": "options => { }\n"}, []),
        ({"named.conf": PRIMARY, "nsd.conf": "zone:\n name: example.com\n zonefile: example.com.zone\n"}, ["error"]),
    ],
)
def test_what_serves_a_zone_decides_on_names_in_it(
    files: dict[str, str], expected: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """BIND as primary refuses; where nothing tells what serves the zone it may; other servers never do."""
    monkeypatch.chdir(tmp_path)
    found = lint_by({"example.com.zone": ZONE, **files}, {RULE})

    assert expected == [finding.severity for finding in found if finding.rule == RULE]


def test_views_may_differ_about_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What one view loads, another refuses; the finding names the view."""
    monkeypatch.chdir(tmp_path)
    views = f"view a {{ check-names primary ignore; {PRIMARY}}};\nview b {{ {PRIMARY}}};\n"
    found = lint_by({"example.com.zone": ZONE, "named.conf": views}, {RULE})

    assert [("b", "error")] == [(finding.view, finding.severity) for finding in found if finding.rule == RULE]


def test_generated_names_are_not_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As named does it: it checks no name that a $GENERATE makes."""
    monkeypatch.chdir(tmp_path)
    zone = ZONE.replace("web_1 A 4.3.2.2", "$GENERATE 1-3 web_$ A 4.3.2.$")

    assert [] == lint_by({"example.com.zone": zone, "named.conf": PRIMARY}, {RULE})


def test_the_exchange_of_an_mx_has_one_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rule about MX records speaks where it is a warning, this one where named refuses the zone."""
    monkeypatch.chdir(tmp_path)
    zone = ZONE.replace("web_1 A", "@ MX 10 web_1.example.net.\nwww A")
    rules = {RULE, "mx-target-not-a-hostname"}
    alone = lint_by({"example.com.zone": zone}, rules)
    served = lint_by({"named.conf": PRIMARY}, rules)

    assert [["mx-target-not-a-hostname"], [RULE]] == [[finding.rule for finding in each] for each in (alone, served)]
