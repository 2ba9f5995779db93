"""The core rules about mail senders and PTRs, in scenarios that go beyond their examples."""

from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from linting import RULES, lint, lint_by, shown
from scenarios import CONFIG, IP6, REVERSE, ZONE, forward, found, line_of, marked, only, pair, related, reverse

from zonelint.config.settings import Settings
from zonelint.discovery.search import discover
from zonelint.lint.views import load
from zonelint.mail.iprev import BROKEN, OK, judge


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


STRONG = '@ MX 10 mail\n@ TXT "v=spf1 mx -all"\n'
PARENT = "64/26 NS ns1.example.com.\n"


def mailing(more: str = "", ptrs: str = "", address: str = "A 4.3.2.65") -> dict[str, str]:
    """Return a set in which mail, at `address`, is a sender by strong evidence."""
    return pair(f"{STRONG}mail {address}\n{more}", ptrs)


def rules_of(files: dict[str, str]) -> list[str]:
    """Return the names of the rules that find something in `files`, sorted."""
    return [rule for rule, *_ in found(files)]


# -- one defect, one finding


@pytest.mark.parametrize(
    ("ptrs", "expected"),
    [
        ("", ["mail-sender-without-ptr"]),
        ("65 PTR gone.example.com.\n", ["mail-sender-ptr-unconfirmed"]),
        ("65 PTR ns1.example.com.\n", ["mail-sender-ptr-unconfirmed"]),
        ("65 PTR text.example.com.\n", ["mail-sender-ptr-unconfirmed"]),
        ("65 PTR mail.example.com\n", ["mail-sender-ptr-unconfirmed"]),
        ("65 PTR mail.example.com.\n", []),
        ("65 PTR also.example.com.\n", []),
        ("65 PTR other.example.net.\n", []),
        ("65 PTR mail.example.com.\n65 PTR also.example.com.\n", ["mail-sender-multiple-ptr"]),
        ("65 PTR mail.example.com.\n65 PTR ns1.example.com.\n", ["mail-sender-multiple-ptr"]),
        ("65 PTR mail.example.com.\n65 PTR x.example.net.\n", ["mail-sender-multiple-ptr"]),
        ("65 PTR ns1.example.com.\n65 PTR x.example.net.\n", ["mail-sender-multiple-ptr"]),
        ("65 PTR ns1.example.com.\n65 PTR gone.example.com.\n",
         ["mail-sender-multiple-ptr", "mail-sender-ptr-unconfirmed"]),
        ("65 PTR alias.example.com.\n", ["ptr-target-is-cname"]),
        ("65 PTR away.example.com.\n", ["ptr-target-is-cname"]),
    ],
)  # fmt: skip
def test_rules_about_a_sender(ptrs: str, expected: list[str]) -> None:
    """The rule about senders speaks in the place of those about addresses and PTRs."""
    more = 'also A 4.3.2.65\ntext TXT "x"\nalias CNAME mail\naway CNAME mail.example.net.\n'

    assert expected == rules_of(mailing(more, ptrs))


@pytest.mark.parametrize(
    ("ptrs", "expected"),
    [
        ("", ["address-without-ptr"]),
        ("80 PTR gone.example.com.\n", ["ptr-target-without-address"]),
        ("80 PTR ns1.example.com.\n", ["ptr-address-mismatch"]),
        ("80 PTR www.example.com\n", ["ptr-target-without-address"]),
        ("80 PTR www.example.com.\n80 PTR shop.example.com.\n", ["ptr-multiple"]),
        ("80 PTR www.example.com.\n80 PTR ns1.example.com.\n", ["ptr-address-mismatch", "ptr-multiple"]),
        ("80 PTR shop.example.com.\n", []),
        ("80 PTR www.example.net.\n", []),
        ("* PTR any.example.com.\n", []),
    ],
)
def test_rules_about_a_host(ptrs: str, expected: list[str]) -> None:
    """For an address that sends nothing the rules about addresses and PTRs speak."""
    assert expected == rules_of(pair("www A 4.3.2.80\nshop A 4.3.2.80\n", ptrs))


def test_places_of_an_unconfirmed_ptr() -> None:
    """It stands at the address record; the PTR and where it leads are related, in words."""
    files = mailing("web A 4.3.2.80\n", "65 PTR web.example.com.\n80 PTR web.example.com.\n")
    finding = only(files)

    text, ptrs = files[ZONE], files[REVERSE]
    assert ("error", line_of(text, "mail A")) == (finding.severity, finding.line)
    assert [(REVERSE, line_of(ptrs, "65 PTR")), (ZONE, line_of(text, "web A"))] == related(finding)
    assert "the PTR of 4.3.2.65 does not lead back to it: web.example.com. has 4.3.2.80." in finding.message
    assert "write `65 IN PTR mail.example.com.` in 2.3.4.in-addr.arpa." == finding.help


def test_unconfirmed_stays_an_error_on_fair_evidence() -> None:
    """That PTR is wrong for anybody."""
    files = pair("@ MX 10 mail\nmail A 4.3.2.65 ; <- error mail-sender-ptr-unconfirmed\n", "65 PTR ns1.example.com.\n")

    assert marked(files) == found(files)


def test_missing_dot_of_a_senders_ptr() -> None:
    """The record to paste has the dot."""
    assert "write `PTR mail.example.com.` with the final dot" == only(mailing("", "65 PTR mail.example.com\n")).help


def test_failing_ptr_among_confirmed_ones() -> None:
    """One that leads back and one that provably does not: an error at the failing one, which the message names."""
    files = mailing("", "65 PTR ns1.example.com. ; <- error mail-sender-multiple-ptr\n65 PTR mail.example.com.\n")

    assert marked(files) == found(files)
    finding = only(files)
    assert "these do not lead back: ns1.example.com. has 4.3.2.53" in finding.message
    assert "keep one: `65 IN PTR mail.example.com.` in 2.3.4.in-addr.arpa." == finding.help


def test_failing_ptr_alone_is_told() -> None:
    """Neither a foreign nor a generic name is told beside it."""
    zone = "host-4-3-2-65.dyn A 4.3.2.65\n"
    files = mailing(zone, "65 PTR host-4-3-2-65.dyn.example.com.\n65 PTR ns1.example.com.\n")

    assert ["mail-sender-multiple-ptr"] == rules_of(files)


def test_ptr_to_keep_is_that_of_the_exchange() -> None:
    """Of several that lead back, the one with the exchange's name is to be kept."""
    files = mailing("also A 4.3.2.65\n", "65 PTR also.example.com.\n65 PTR mail.example.com.\n")

    assert "keep one: `65 IN PTR mail.example.com.` in 2.3.4.in-addr.arpa." == only(files).help


def test_several_ptrs_that_may_all_lead_back() -> None:
    """One that leads back and one that is not known: a warning, at the second."""
    files = mailing("", "65 PTR mail.example.com.\n65 PTR x.example.net. ; <- warning mail-sender-multiple-ptr\n")

    assert marked(files) == found(files)


def test_incomplete_reverse_zone_is_undecided() -> None:
    """Another PTR may stand in the line that cannot be read; two that are seen are several all the same."""
    broken = "99 PTR (\n"

    assert ["syntax-error"] == rules_of(mailing("", broken))
    assert ["syntax-error"] == rules_of(mailing("", "65 PTR ns1.example.com.\n" + broken))
    assert ["mail-sender-multiple-ptr", "syntax-error"] == rules_of(
        mailing("", "65 PTR ns1.example.com.\n65 PTR mail.example.com.\n" + broken)
    )


# -- what answers at the reverse name


def test_wildcard_ptr_that_leads_back() -> None:
    """A wildcard answers for the address."""
    assert [] == rules_of(mailing("", "* PTR mail.example.com.\n"))


def test_wildcard_ptr_that_does_not_lead_back() -> None:
    """What it answers is wrong for the sender; the record to paste is its own."""
    files = mailing("", "* PTR ns1.example.com.\n")
    finding = only(files)

    assert ("mail-sender-ptr-unconfirmed", line_of(files[ZONE], "mail A")) == (finding.rule, finding.line)
    assert "write `65 IN PTR mail.example.com.` in 2.3.4.in-addr.arpa." == finding.help


def test_wildcard_address_record() -> None:
    """An exchange may have its address from a wildcard: the PTR to paste has the exchange's name."""
    files = pair("@ MX 10 mail\n* A 4.3.2.65 ; <- warning mail-sender-without-ptr\n")

    assert marked(files) == found(files)
    assert "add `65 IN PTR mail.example.com.` in 2.3.4.in-addr.arpa." == only(files).help


@pytest.mark.parametrize(
    ("ptrs", "expected"),
    [
        ("65 CNAME 65.rev.example.net.\n", []),
        ("65 CNAME 65.64/26\n" + PARENT, []),
        ("65 NS ns.example.net.\n", []),
        ("65 CNAME 65.64/26\n65.64/26 PTR mail.example.com.\n", []),
        ("65 CNAME 65.64/26\n65.64/26 PTR ns1.example.com.\n", ["mail-sender-ptr-unconfirmed"]),
        ("65 CNAME 65.64/26\n66.64/26 PTR a.example.net.\n", ["mail-sender-without-ptr"]),
        ("65 CNAME 65.64/26\n", ["classless-delegation-broken", "mail-sender-without-ptr"]),
        ("65 CNAME x\nx CNAME 65\n", ["cname-loop", "mail-sender-without-ptr"]),
        ("65 CNAME 65\n", ["cname-loop", "mail-sender-without-ptr"]),
    ],
)
def test_cname_at_the_reverse_name(ptrs: str, expected: list[str]) -> None:
    """The chain is followed; where it leaves the loaded zones nothing is known."""
    assert expected == rules_of(mailing("", ptrs))


def child(ptrs: str, label: str = "64/26") -> dict[str, str]:
    """Return a classless zone below 2.3.4.in-addr.arpa."""
    return {"child.zone": reverse(ptrs, f"{label}.2.3.4.in-addr.arpa.")}


def test_record_to_paste_belongs_in_the_classless_zone() -> None:
    """A missing PTR at the end of a CNAME is to be added there, a wrong one mended there."""
    missing = {**mailing("", PARENT + "65 CNAME 65.64/26\n66 CNAME 66.64/26\n"), **child("66 PTR a.example.net.\n")}
    wrong = {**mailing("", PARENT + "65 CNAME 65.64/26\n"), **child("65 PTR ns1.example.com.\n")}

    findings = [each for each in lint(missing) if each.rule == "mail-sender-without-ptr"]
    assert ["add `65 IN PTR mail.example.com.` in 64/26.2.3.4.in-addr.arpa."] == [each.help for each in findings]
    assert "write `65 IN PTR mail.example.com.` in 64/26.2.3.4.in-addr.arpa." == only(wrong).help


def test_address_without_ptr_in_the_classless_zone() -> None:
    """For any host, too."""
    files = {**pair("www A 4.3.2.65\n", PARENT + "65 CNAME 65.64/26\n"), **child("65 TXT x\n")}

    assert "add `65 IN PTR www.example.com.` in 64/26.2.3.4.in-addr.arpa." == only(files).help


def test_loop_at_the_reverse_name_is_replaced() -> None:
    """The PTR belongs in the place of the CNAME."""
    findings = lint(mailing("", "65 CNAME x\nx CNAME 65\n"))

    assert ["add `65.2.3.4.in-addr.arpa. IN PTR mail.example.com.` instead of the CNAME"] == [
        each.help for each in findings if each.rule == "mail-sender-without-ptr"
    ]


def test_classless_zone_with_its_parent_is_fine() -> None:
    """All linked, all leading back."""
    files = {**mailing("", PARENT + "65 CNAME 65.64/26\n"), **child("65 PTR mail.example.com.\n")}

    assert [] == found(files)


# -- a classless zone without its parent


def provider(zone: str, ptrs: str, label: str = "64/26") -> dict[str, str]:
    """Return a forward zone, and a classless zone whose parent the provider holds."""
    return {ZONE: forward(zone), **child(ptrs, label)}


def test_classless_zone_without_parent_lacks_the_ptr() -> None:
    """It is a warning, even for a sender by strong evidence, as the provider's CNAMEs are not known."""
    files = provider(STRONG + "mail A 4.3.2.65 ; <- warning mail-sender-without-ptr\n", "66 PTR a.example.net.\n")

    assert marked(files) == found(files)
    assert "if the provider's CNAMEs follow RFC 2317" in only(files).message
    assert "add `65 IN PTR mail.example.com.` in 64/26.2.3.4.in-addr.arpa." == only(files).help


def test_network_sender_in_a_classless_zone_without_parent() -> None:
    """A host in the SPF network counts, once, with its names."""
    zone = '@ TXT "v=spf1 ip4:4.3.2.80/28 -all"\n@ MX 10 mx.example.net.\n'
    files = provider(
        zone + "www A 4.3.2.80 ; <- warning mail-sender-without-ptr\nshop A 4.3.2.80\n", "81 PTR a.example.net.\n"
    )

    assert marked(files) == found(files)


@pytest.mark.parametrize(
    ("label", "expected"), [("64/26", 1), ("64-26", 1), ("64-127", 1), ("0-25", 1), ("128/25", 0), ("office", 0)]
)
def test_forms_of_classless_zones(label: str, expected: int) -> None:
    """Only a range that holds the address speaks of it."""
    rules = [rule for rule, *_ in found(provider(STRONG + "mail A 4.3.2.65\n", "66 PTR a.example.net.\n", label))]

    assert expected == rules.count("mail-sender-without-ptr")


def test_hosts_of_a_classless_zone_without_parent() -> None:
    """An address that sends nothing is not told, its PTRs are judged."""
    files = provider(
        "www A 4.3.2.80\n",
        "81 PTR www.example.com. ; <- error ptr-address-mismatch\n"
        "82 PTR gone.example.com. ; <- error ptr-target-without-address\n"
        "200 PTR gone.example.com.\n* PTR gone.example.com.\n",
    )

    assert marked(files) == found(files)


def test_classless_zone_named_by_its_file() -> None:
    """A file name cannot hold the slash; the origin in the file says what is meant."""
    text = child("65 PTR mail.example.com.\n66 PTR gone.example.com. ; <- error ptr-target-without-address\n")[
        "child.zone"
    ]
    files = {ZONE: forward(STRONG + "mail A 4.3.2.65\n"), "64_26.2.3.4.in-addr.arpa.zone": text}

    assert marked(files) == found(files)


def test_ptr_that_no_cname_leads_to() -> None:
    """With both zones loaded, a PTR of the child that is never found is an error; one outside of its range is none."""
    files = {
        **pair("", PARENT + "65 CNAME 65.64/26\n"),
        **child(
            "65 PTR a.example.net.\n66 PTR b.example.net. ; <- error classless-ptr-unlinked\n200 PTR c.example.net.\n"
        ),
    }

    assert marked(files) == found(files)
    assert "add `66.2.3.4.in-addr.arpa. IN CNAME 66.64/26.2.3.4.in-addr.arpa.`" == only(files).help


@pytest.mark.parametrize(
    "ptrs",
    ["66 PTR b.example.net.\n", "66 CNAME 66.elsewhere.example.net.\n", "* CNAME x.example.net.\n", "99 PTR (\n"],
)
def test_classless_ptr_may_be_meant_otherwise(ptrs: str) -> None:
    """Where the parent answers for the address itself, or may do so, the child's PTR is not told."""
    files = {**pair("", PARENT + ptrs), **child("66 PTR b.example.net.\n")}

    assert "classless-ptr-unlinked" not in rules_of(files)


def test_broken_delegation_is_told_once() -> None:
    """All CNAMEs to one missing zone are one finding, beside that of the sender."""
    ptrs = "65 CNAME 65.64/26 ; <- error classless-delegation-broken\n66 CNAME 66.64/26\n67 CNAME 67.64/26\n"
    files = pair(STRONG + "mail A 4.3.2.65 ; <- error mail-sender-without-ptr\n", ptrs)

    assert marked(files) == found(files)


# -- IPv6


NIBBLES = "5.2" + ".0" * 14


def test_ipv6_sender_without_ptr() -> None:
    """The message has the short form, the record to paste the nibbles."""
    files = {
        ZONE: forward(STRONG + "mail AAAA 2600:0:0:0:0:0:0:25 ; <- error mail-sender-without-ptr\n"),
        IP6: reverse("", "0." * 14 + "6.2.ip6.arpa."),
    }

    assert marked(files) == found(files)
    finding = only(files)
    assert finding.message.startswith("2600::25 has no PTR record")
    assert finding.help.startswith(f"add `{NIBBLES} IN PTR mail.example.com.` in 0.0.")


@pytest.mark.parametrize(
    ("ptr", "expected"),
    [("mail.example.com.", []), ("ns1.example.com.", ["mail-sender-ptr-unconfirmed"]), ("m.example.net.", [])],
)
def test_ipv6_sender_with_ptr(ptr: str, expected: list[str]) -> None:
    """An IPv4 address of the name does not confirm an IPv6 sender."""
    zone = forward(STRONG + "mail AAAA 2600::25\n")
    files = {ZONE: zone, IP6: reverse(f"{NIBBLES} PTR {ptr}\n", "0." * 14 + "6.2.ip6.arpa.")}

    assert expected == rules_of(files)


@pytest.mark.parametrize("address", ["2600::25", "::ffff:4.3.2.65", "fd00::1"])
def test_ipv6_without_its_reverse_zone(address: str) -> None:
    """Nothing is known of it, whatever IPv4 zones are loaded."""
    assert [] == found(mailing("", "", f"AAAA {address}"))


# -- what is not judged


def test_glue_and_delegated_names_are_not_judged() -> None:
    """Address records below a delegation are those of others."""
    files = pair("sub NS ns.sub\nns.sub A 4.3.2.80\n@ MX 10 mail.sub\nmail.sub A 4.3.2.81\n")

    assert [("occluded-record", "warning", ZONE, 9)] == found(files)


def test_wildcard_owner_is_no_host() -> None:
    """It stands for any number of names."""
    assert [] == found(pair("* A 4.3.2.80\n*.x A 4.3.2.81\n"))


def test_loopback_needs_no_ptr() -> None:
    """The local host is nobody's to name."""
    assert [] == found({ZONE: forward("localhost A 127.0.0.1\n"), "127.zone": reverse("", "127.in-addr.arpa.")})


def test_dns_sd_and_other_ptrs_are_not_judged() -> None:
    """PTRs outside of reverse zones, and service pointers in them, stand for no address."""
    ptrs = "b._dns-sd._udp PTR gone.example.com.\nlb._dns-sd._udp PTR @\n"

    assert [] == found(pair("_http._tcp PTR gone._http._tcp\n", ptrs))


@pytest.mark.parametrize("chain", ["alias CNAME mail\n", "alias CNAME b\nb CNAME mail\n"])
def test_alias_in_a_ptr_leads_on(chain: str) -> None:
    """A PTR to an alias of the host is a warning, and leads back."""
    files = mailing(chain, "65 PTR alias.example.com. ; <- warning ptr-target-is-cname\n")

    assert marked(files) == found(files)
    assert only(files).help.startswith("write `PTR mail.example.com.`")


# -- ptr-owner-malformed


def test_help_for_a_malformed_owner_adds_the_final_dot_of_its_target() -> None:
    """Both are slips of one line."""
    files = pair("www A 4.3.2.80\n", "80.2.3.4 PTR www.example.com\n")
    helps = [each.help for each in lint(files) if each.rule == "ptr-owner-malformed"]

    assert ["`80 IN PTR www.example.com.` in 2.3.4.in-addr.arpa."] == [help[help.index("`") :] for help in helps]


def test_ptr_of_localhost_left_over_from_another_zone() -> None:
    """Somebody made the zone of a network from that of 127.0.0.1."""
    (finding,) = lint({"2.3.4.in-addr.arpa.zone": reverse("1.0.0 PTR localhost.\n")})

    assert ("ptr-owner-malformed", "warning") == (finding.rule, finding.severity)
    assert "delete it: the PTR of 127.0.0.1 belongs in the zone 127.in-addr.arpa." == finding.help
    zone = reverse("1 PTR localhost.\n", "127.in-addr.arpa.").replace("53 PTR ns1.example.com.\n", "")
    (other,) = [each for each in lint({"127.in-addr.arpa.zone": zone}) if each.zone == "127.in-addr.arpa."]
    assert ("warning", False) == (other.severity, "delete" in other.help)


@pytest.mark.parametrize(
    ("origin", "owner", "fault"),
    [
        ("2.3.4.in-addr.arpa.", "25", ""),
        ("2.3.4.in-addr.arpa.", "0", ""),
        ("2.3.4.in-addr.arpa.", "255", ""),
        ("2.3.4.in-addr.arpa.", "@", ""),
        ("2.3.4.in-addr.arpa.", "25.1", "it has 5 octets instead of 4"),
        ("2.3.4.in-addr.arpa.", "25.2.3.4.in-addr.arpa", "is not a number"),
        ("2.3.4.in-addr.arpa.", "256", "256 is not an octet"),
        ("2.3.4.in-addr.arpa.", "08", "08 is not an octet"),
        ("2.3.4.in-addr.arpa.", "00", "00 is not an octet"),
        ("2.3.4.in-addr.arpa.", "9" * 60, "is not an octet"),
        ("2.3.4.in-addr.arpa.", "mail", "mail is not a number"),
        ("2.3.4.in-addr.arpa.", "2x", "2x is not a number"),
        ("2.3.4.in-addr.arpa.", "-1", "-1 is not a number"),
        ("2.3.4.in-addr.arpa.", "b._dns-sd._udp", ""),
        ("2.3.4.in-addr.arpa.", "*", ""),
        ("2.3.4.in-addr.arpa.", "*.25", ""),
        ("2.3.4.in-addr.arpa.", "65.64/26", ""),
        ("2.3.4.in-addr.arpa.", "65.64-127", ""),
        ("office.2.3.4.in-addr.arpa.", "65", ""),
        ("a.office.2.3.4.in-addr.arpa.", "x", ""),
        ("4.in-addr.arpa.", "25.2.3", ""),
        ("4.in-addr.arpa.", "25.2", "it has 3 octets instead of 4"),
        ("6.2.ip6.arpa.", "0." * 29 + "1", ""),
        ("6.2.ip6.arpa.", "0." * 28 + "1", "it has 31 nibbles instead of 32"),
        ("6.2.ip6.arpa.", "0." * 30 + "1", "it has 33 nibbles instead of 32"),
        ("6.2.ip6.arpa.", "0." * 29 + "g", "g is not a nibble"),
        ("6.2.ip6.arpa.", "0." * 28 + "10.0", "10 is not a nibble"),
        ("6.2.ip6.arpa.", "0." * 29 + "F", ""),
    ],
)
def test_owner_of_a_ptr(origin: str, owner: str, fault: str) -> None:
    """An owner in a reverse zone spells a full address, or is one of the known exceptions."""
    files = {"r.zone": reverse(f"{owner} PTR host.example.net.\n", origin)}
    findings = [each for each in lint(files) if each.rule == "ptr-owner-malformed"]

    assert ([fault] if fault else []) == [fault for each in findings if fault in each.message]
    assert bool(fault) == bool(findings)


def test_ptr_at_the_name_of_its_zone_that_is_meant_for_a_host() -> None:
    """One for the network is left alone; this one lacks its number."""
    files = pair("host A 4.3.2.9\n", "@ PTR host.example.com.\n")

    assert ["ptr-owner-malformed"] == [each.rule for each in shown(files)]
    two = {REVERSE: reverse("@ PTR host.example.net.\n@ PTR other.example.net.\n")}
    assert "ptr-owner-malformed" in {each.rule for each in shown(two)}


# -- behind a firewall


def behind_a_firewall(more: str = "", config: str = "") -> dict[str, str]:
    """Return a public zone with the private address of its exchange, and the right PTR of the public one."""
    return pair(f"@ MX 10 mail\nmail A 10.10.10.1\n{more}", "1 PTR mail.example.com.\n", config)


def test_private_address_of_an_exchange_with_a_public_ptr() -> None:
    """The defect is the A record; the PTR is right, and shows what should stand there."""
    files = behind_a_firewall()
    finding = only(files, "mx-target-not-public")

    assert ("mx-target-not-public", ZONE, line_of(files[ZONE], "mail A")) == (finding.rule, finding.path, finding.line)
    assert "The PTR of 4.3.2.1 names it" in finding.message
    assert "if that is its address behind a firewall, write `A 4.3.2.1` instead of the private one" == finding.help
    assert [(ZONE, line_of(files[ZONE], "@ MX")), (REVERSE, line_of(files[REVERSE], "1 PTR mail"))] == related(finding)


def test_declared_sender_behind_a_firewall() -> None:
    """That the PTR does not lead back has the same cause: both are shown as one, at the A."""
    files = behind_a_firewall("", '[[mail.senders]]\naddress = "4.3.2.1"\ndomains = ["example.com"]\n')
    (finding,) = shown(files, "mx-target-not-public")

    assert ["mail-sender-ptr-unconfirmed", "mx-target-not-public"] == sorted(each.rule for each in finding.members)
    assert ("mx-target-not-public", line_of(files[ZONE], "mail A")) == (finding.rule, finding.line)


def test_private_address_of_another_host_with_a_public_ptr() -> None:
    """Nobody is told to remove the PTR."""
    files = pair("@ MX 10 ns1\nwww A 10.10.10.1\n", "1 PTR www.example.com.\n")
    finding = only(files)

    assert (
        "ptr-address-mismatch",
        "if www.example.com. is behind a firewall, give it its public address: 4.3.2.1",
    ) == (
        finding.rule,
        finding.help,
    )


# -- mail-sender-generic-ptr


@pytest.mark.parametrize(
    ("name", "address", "generic"),
    [
        ("host-4-3-2-65", "4.3.2.65", True),
        ("65.2.3.4.rev", "4.3.2.65", True),
        ("host-004-003-002-065", "4.3.2.65", True),
        ("h004003002065", "4.3.2.65", True),
        ("h065002003004", "4.3.2.65", True),
        ("ip04030241", "4.3.2.65", True),
        ("ip41020304", "4.3.2.65", True),
        ("c0-a8-01-19", "192.168.1.25", True),
        ("c0a80119", "192.168.1.25", True),
        ("host2-65", "4.3.2.65", True),
        ("h3x65", "4.3.2.65", True),
        ("pool7", "4.3.2.65", True),
        ("7.dsl", "4.3.2.65", True),
        ("dyn-99", "4.3.2.65", True),
        ("cable12-13", "4.3.2.65", True),
        ("99.ppp", "4.3.2.65", True),
        ("dhcp9", "4.3.2.65", True),
        ("web4-12", "4.3.2.65", False),
        ("host65", "4.3.2.65", False),
        ("host-65", "4.3.2.65", False),
        ("srv1", "4.3.2.65", False),
        ("dyn", "4.3.2.65", False),
        ("poolside7", "4.3.2.65", False),
        ("dslam.x7", "4.3.2.65", False),
        ("carpool-7", "4.3.2.65", False),
        ("mail-4-3-2-65", "4.3.2.65", False),
        ("mx4-3-2-65", "4.3.2.65", False),
        ("smtp-pool7", "4.3.2.65", False),
        ("4-3-2-65.static", "4.3.2.65", False),
        ("out4-3", "4.3.2.65", False),
        ("relay.4.3.2.65", "4.3.2.65", False),
        ("mta-dyn-7", "4.3.2.65", False),
        ("host-100-20", "4.3.2.65", False),
        ("host-165-12", "4.3.2.65", False),
        ("srv7.dc2", "4.3.2.7", False),
        ("web2-7", "4.3.2.7", False),
        ("rack2.srv3.dc4", "4.3.2.7", True),
        ("host31-30", "4.30.31.7", False),
        ("host32-30", "4.30.32.7", True),
        ("host65-9.dc2", "4.3.2.65", False),
        ("no-rdns", "4.3.2.65", True),
        ("norev", "4.3.2.65", True),
        ("unassigned", "4.3.2.65", True),
        ("no-ptr-mail", "4.3.2.65", True),
        ("mail-no-rdns", "4.3.2.65", True),
        ("nordnstrom", "4.3.2.65", False),
        ("vps12345", "4.3.2.65", True),
        ("vps1", "4.3.2.65", False),
        ("mail.vps12345", "4.3.2.65", False),
        ("x-5-2-0-0-0-0-0-0", "2600::25", True),
        ("2600-1f18--25", "2600:1f18::25", True),
        ("h26001f1800000000", "2600:1f18::25", True),
        ("5.2.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.1.f.1.0.0.6.2.rev", "2600:1f18::25", True),
        ("host-25", "2600:1f18::25", False),
        ("v6-1f18", "2600:1f18::25", False),
        ("mail-2600-1f18--25", "2600:1f18::25", False),
        ("pool25", "2600:1f18::25", True),
    ],
)
def test_generic_names(name: str, address: str, generic: bool) -> None:
    """A name made of the address, or with a customer's word beside a number, unless a word says what it is for."""
    because = RULES["mail-sender-generic-ptr"].module.generic_because

    assert generic == bool(because(f"{name}.example.com.", address))


@pytest.mark.parametrize(
    ("name", "generic"),
    [
        ("static.65.2.3.4.clients.your-server.de.", True),
        ("mail.clients.your-server.de.", True),
        ("vps12345.ovh.net.", True),
        ("vps-1a2b3c4d.vps.ovh.net.", True),
        ("ec2-4-3-2-65.eu-west-1.compute.amazonaws.com.", True),
        ("mail.your-server.de.", False),
        ("static-4-3-2-65.provider.net.", False),
    ],
)
def test_names_that_providers_give(name: str, generic: bool) -> None:
    """They are generic whatever words stand in them."""
    because = RULES["mail-sender-generic-ptr"].module.generic_because

    assert generic == bool(because(name, "4.3.2.65"))


def test_generic_name_that_does_not_lead_back_is_one_finding() -> None:
    """The PTR is to be changed anyway."""
    files = mailing(
        "host-4-3-2-65 A 4.3.2.9\n", "65 PTR host-4-3-2-65.example.com.\n9 PTR host-4-3-2-65.example.com.\n"
    )

    assert ["mail-sender-ptr-unconfirmed"] == rules_of(files)


def test_generic_name_is_told_of_where_the_other_rule_does_not_run() -> None:
    """Nothing is left to a rule that is switched off."""
    files = mailing(
        "host-4-3-2-65 A 4.3.2.9\n", "65 PTR host-4-3-2-65.example.com.\n9 PTR host-4-3-2-65.example.com.\n"
    )

    assert ["mail-sender-generic-ptr"] == [each.rule for each in lint_by(files, {"mail-sender-generic-ptr"})]


def test_generic_name_of_a_foreign_zone() -> None:
    """The name need not be known to lead back."""
    files = mailing("", "65 PTR host-4-3-2-65.example.net. ; <- warning mail-sender-generic-ptr\n")

    assert marked(files) == found(files)
    assert "such as `65 IN PTR mail.example.com.` in 2.3.4.in-addr.arpa." in only(files).help


def test_generic_name_of_a_network_sender_is_silent() -> None:
    """A customer's line within a provider's network sends through others."""
    zone = '@ TXT "v=spf1 ip4:4.3.2.80/28 ip4:4.3.2.53 -all"\n@ MX 10 ns1\ndsl-pool7 A 4.3.2.80\n'

    assert [] == found(pair(zone, "80 PTR dsl-pool7.example.com.\n"))


# -- mail-sender-ptr-not-in-domain


def foreign(origin: str, exchange: str, name: str, more: str = "", config: str = "") -> dict[str, str]:
    """Return a domain `origin` with an exchange, whose address has a PTR to `name`, which leads back."""
    zone = name.partition(".")[2]
    files = {
        "customer.zone": forward(f"@ MX 10 {exchange}\nmail A 4.3.2.65\n{more}", origin),
        REVERSE: reverse(f"65 PTR {name}\n").replace("53 PTR ns1.example.com.\n", ""),
    }
    if zone == origin:
        files["customer.zone"] += f"{name} A 4.3.2.65\n"
    else:
        files["provider.zone"] = forward(f"{name} A 4.3.2.65\n", zone).replace("ns1 A 4.3.2.53\n", "")
    return {**files, CONFIG: config} if config else files


@pytest.mark.parametrize(
    ("origin", "exchange", "name", "own"),
    [
        ("example.org.", "mail", "host.example.org.", True),
        ("sub.example.org.", "mail", "host.example.org.", True),
        ("example.org.", "mail", "host.sub.example.org.", True),
        ("a.example.org.", "mail", "host.b.example.org.", True),
        ("example.org.", "mail", "host.provider.net.", False),
        ("example.org.", "host.provider.net.", "host.provider.net.", True),
        ("example.org.", "mx.other.provider.net.", "host.provider.net.", True),
        ("example.co.uk.", "mail", "host.provider.co.uk.", False),
        ("example.co.uk.", "mail", "host.example.co.uk.", True),
        ("example.github.io.", "mail", "host.b.github.io.", False),
        ("example.github.io.", "mail", "host.x.example.github.io.", True),
        ("example.intra.", "mail", "host.example.intra.", True),
        ("example.intra.", "mail", "host.other.intra.", False),
    ],
)
def test_domain_of_the_ptr(origin: str, exchange: str, name: str, own: bool) -> None:
    """The PTR lies in the organizational domain of the sender, or of the exchange that leads to it."""
    files = foreign(origin, exchange, name)
    if exchange == "mx.other.provider.net.":
        files["provider.zone"] += "mx.other.provider.net. A 4.3.2.65\n"

    assert ([] if own else ["mail-sender-ptr-not-in-domain"]) == rules_of(files)


def test_greeting_in_the_domain_of_the_ptr() -> None:
    """A declared HELO name makes the provider's name one's own."""
    config = '[[mail.senders]]\naddress = "4.3.2.65"\ndomains = ["example.org"]\nhelo = "host.provider.net"\n'

    assert [] == found(foreign("example.org.", "mail", "host.provider.net.", "", config))


@pytest.mark.parametrize("term", ["a:host.provider.net", "mx:provider.net"])
def test_spf_term_in_the_domain_of_the_ptr(term: str) -> None:
    """So does a name in the domain's SPF record that leads to the address."""
    files = foreign("example.org.", "mail", "host.provider.net.", f'@ TXT "v=spf1 {term} -all"\n')
    files["provider.zone"] += "@ MX 10 host\n"

    assert [] == found(files)


def test_spf_address_does_not_make_the_ptr_ones_own() -> None:
    """A bare address says nothing of names; the finding stands at the PTR, its reasons are related."""
    files = foreign("example.org.", "mail", "host.provider.net.", '@ TXT "v=spf1 ip4:4.3.2.65 -all"\n')
    finding = only(files)

    assert ("mail-sender-ptr-not-in-domain", "warning", REVERSE) == (finding.rule, finding.severity, finding.path)
    text = files["customer.zone"]
    assert [("customer.zone", line_of(text, "@ MX")), ("customer.zone", line_of(text, "@ TXT"))] == related(finding)


@pytest.mark.parametrize("record", ["@ MX 10 mx.example.net.", '@ TXT "v=spf1 -all"'])
def test_mail_domain_of_the_operator(record: str) -> None:
    """A host named after another mail domain of the set is not a stranger's."""
    files = foreign("example.org.", "mail", "host.provider.net.")
    files["provider.zone"] += f"{record}\n"

    assert [] == rules_of(files)


def test_shared_host_keeps_its_name() -> None:
    """A host that sends for customers is not told to take the name of one of them."""
    files = foreign("example.org.", "mail", "host.provider.net.")
    files["other.zone"] = forward("@ MX 10 mail.example.org.\n", "example.net.")

    assert [] == rules_of(files)


def test_domains_of_one_organization_are_no_reason_for_a_name_elsewhere() -> None:
    """Sub-domains of one domain are one customer."""
    more = "a MX 10 mail\nb MX 10 mail\n"
    files = foreign("example.org.", "mail", "host.provider.net.", more)

    assert ["mail-sender-ptr-not-in-domain"] == rules_of(files)


def test_second_ptr_in_the_domain_is_enough() -> None:
    """Of several confirmed PTRs one is one's own."""
    files = foreign("example.org.", "mail", "host.provider.net.")
    files[REVERSE] += "65 PTR mail.example.org.\n"

    assert ["mail-sender-multiple-ptr"] == rules_of(files)


@pytest.mark.parametrize(
    ("target", "is_host"),
    [("_x", True), ("xn--bcher-kva", True), ("1", True), ("a\\.b", False), ("\\255\\000", False), ("*", False)],
)
def test_odd_names_in_a_ptr(target: str, is_host: bool) -> None:
    """A name that no resolver hands on as a host's counts as none, though it has the address."""
    files = mailing(f"{target}.odd A 4.3.2.65\n", f"65 PTR {target}.odd.example.com.\n")
    findings = [each for each in lint(files) if each.rule != "name-not-a-hostname"]

    assert ([] if is_host else ["mail-sender-ptr-unconfirmed"]) == [each.rule for each in findings]
    assert all("is not a host name, so receivers ignore the PTR" in each.message for each in findings)


def test_name_that_is_no_hosts_beside_one_that_is() -> None:
    """Which of the two a receiver takes is chance."""
    ptrs = "; zonelint: ignore-file[name-not-a-hostname] shown there\n65 PTR mail.example.com.\n"
    ptrs += "65 PTR *.odd.example.com. ; <- error mail-sender-multiple-ptr\n"
    files = mailing("*.odd A 4.3.2.65\n", ptrs)

    assert marked(files) == found(files)


# -- HELO


def greeting(helo: str, more: str = "", ptrs: str = "65 PTR mail.example.com.\n", mark: str = "") -> dict[str, str]:
    """Return a declared sender that greets with `helo`."""
    config = f'[[mail.senders]]\naddress = "4.3.2.65" {mark}\ndomains = ["example.com"]\nhelo = "{helo}"\n'
    return pair(f"@ MX 10 mail\nmail A 4.3.2.65\n{more}", ptrs, config)


@pytest.mark.parametrize(
    ("helo", "more", "ptrs", "expected"),
    [
        ("mail.example.com", "", "65 PTR mail.example.com.\n", []),
        ("MAIL.example.com", "", "65 PTR Mail.Example.com.\n", []),
        ("out.example.com", "out A 4.3.2.65\n", "65 PTR mail.example.com.\n", ["mail-sender-helo-mismatch"]),
        ("out.example.com", "", "65 PTR mail.example.com.\n",
         ["mail-sender-helo-mismatch", "mail-sender-helo-unresolvable"]),
        ("out.example.com", "out MX 10 mail\n", "65 PTR out.example.com.\n", ["mail-sender-ptr-unconfirmed"]),
        ("out.example.com", "out AAAA 2600::1\n", "65 PTR mail.example.com.\n", ["mail-sender-helo-mismatch"]),
        ("out.example.net", "", "65 PTR mail.example.com.\n", ["mail-sender-helo-mismatch"]),
        ("out.example.com", "out A 4.3.2.65\n", "65 PTR out.example.com.\n65 PTR mail.example.com.\n",
         ["mail-sender-multiple-ptr"]),
        ("out.example.com", "out A 4.3.2.65\n", "", ["mail-sender-without-ptr"]),
        ("out.example.com", "out A 4.3.2.65\n", "65 CNAME 65.example.net.\n", []),
        ("out.example.com", "out A 4.3.2.65\n", "65 PTR mail.example.com.\n99 PTR (\n", ["syntax-error"]),
        ("out.example.com", "out CNAME x.example.net.\n", "65 CNAME 65.example.net.\n", []),
        ("out.example.com", "out CNAME out\n", "65 CNAME 65.example.net.\n",
         ["cname-loop", "mail-sender-helo-unresolvable"]),
    ],
)  # fmt: skip
def test_greeting(helo: str, more: str, ptrs: str, expected: list[str]) -> None:
    """The greeting's name has an address or MX, and is that of the PTR, as far as the zones tell."""
    assert expected == rules_of(greeting(helo, more, ptrs))


def test_place_of_a_wrong_greeting() -> None:
    """It stands at the configuration, the PTR is related, and the record to paste lies in its zone."""
    mark = "# <- warning mail-sender-helo-mismatch"
    files = greeting("out.example.com", "out A 4.3.2.65\n", mark=mark)

    assert marked(files) == found(files)
    finding = only(files)
    assert [(REVERSE, line_of(files[REVERSE], "65 PTR"))] == related(finding)
    assert "write `65 IN PTR out.example.com.` in 2.3.4.in-addr.arpa." == finding.help


def test_strict_sites_may_ask_for_mirrors() -> None:
    """address-ptr-mismatch is off by default, and silent where the reverse zone is not whole."""
    files = pair("www A 4.3.2.80\nshop A 4.3.2.80\n", "80 PTR www.example.com.\n")

    assert [] == found(files)
    assert [("address-ptr-mismatch", "info", ZONE, line_of(files[ZONE], "shop A"))] == found(
        files, "address-ptr-mismatch"
    )
    files[CONFIG] = 'partial = ["2.3.4.in-addr.arpa."]\n'
    assert [] == found(files, "address-ptr-mismatch")


# -- the findings and the verdicts of `senders` agree


OWNERS = ("mail", "web", "alias", "away", "*")
TARGETS = ("mail", "web", "*", "alias", "away", "gone", "any", "x.example.net.", "mail.example.com")
FORWARD_LINES = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(OWNERS), st.sampled_from(("A 4.3.2.65", "A 4.3.2.66", "AAAA 2600::65"))),
        st.tuples(
            st.sampled_from(("alias", "away")), st.sampled_from(("CNAME mail", "CNAME gone", "CNAME x.example.net."))
        ),
    ).map(" ".join),
    max_size=6,
)  # fmt: skip
PTR_LINES = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(("65", "66", "*", "65.64/26")), st.just("PTR"),
                  st.sampled_from(TARGETS).map(lambda name: name if "." in name else f"{name}.example.com.")),
        st.tuples(st.sampled_from(("65", "66")), st.just("CNAME"),
                  st.sampled_from(("65.64/26", "66.64/26", "66", "x.example.net."))),
    ).map(" ".join),
    max_size=5,
)  # fmt: skip


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(FORWARD_LINES, PTR_LINES, st.booleans(), st.booleans())
def test_verdicts_and_findings_agree(zone: list[str], ptrs: list[str], delegated: bool, broken: bool) -> None:
    """What is broken for a strict receiver is an error, what is ok or not known is none."""
    ptrs = [*ptrs, *(["64/26 NS ns.example.net."] if delegated else []), *(["99 PTR ("] if broken else [])]
    lines = [*zone, '@ TXT "v=spf1 ip4:4.3.2.65 ip4:4.3.2.66 -all"', "@ MX 10 ns1"]
    with TemporaryDirectory() as folder, chdir(folder):
        findings = lint(pair("\n".join(lines) + "\n", "\n".join(ptrs) + "\n"))
        (view,) = load(discover(["."], Settings()), Settings())
    for address in ("4.3.2.65", "4.3.2.66"):
        of_address = {each.rule for each in findings if each.value == address}
        verdict = judge(address, view.reverse)

        proved = of_address & {"mail-sender-without-ptr", "mail-sender-ptr-unconfirmed"}
        assert (verdict.verdict == BROKEN) == bool(proved), (verdict, of_address)
        split = {
            each.severity for each in findings if each.rule == "mail-sender-multiple-ptr" and each.value == address
        }
        assert verdict.verdict != OK or "error" not in split, (verdict, of_address)


def test_the_reverse_tree_behind_a_relative_owner_is_told() -> None:
    """Such an owner spells no address, so that it belongs to no other zone."""
    found = lint({"r.zone": reverse("51.0.in-addr.arpa. PTR host.example.net.\n")})
    assert ["write only `51.0`, if you mean 51.0.2.3.4.in-addr.arpa."] == [
        finding.help for finding in found if finding.rule == "out-of-zone-record"
    ]


def test_file_of_two_zones_whose_data_is_relative() -> None:
    """The line is of one zone, whatever name completes its target in the other."""
    shared = (
        "example.com. 60 SOA a.example.com. b.example.com. 1 2 3 4 5\nexample.com. 60 NS ns.example.net.\n"
        "in-addr.arpa. 60 SOA a.example.com. b.example.com. 1 2 3 4 5\nin-addr.arpa. 60 NS ns.example.net.\n"
        "4.3.2.1.in-addr.arpa. 60 PTR x\n"
    )
    index = "".join(f'zone "{name}" {{ type primary; file "z"; }};' for name in ("example.com", "in-addr.arpa"))

    assert [] == lint_by({"named.conf": index, "z": shared}, {"out-of-zone-record"})


def test_signed_zone_as_transferred_may_hold_its_soa_twice() -> None:
    """A transfer begins and ends with it, and whoever sorts the lines brings both together."""
    signature = "RRSIG A 13 3 3600 20300101000000 20200101000000 4711 example.com. bm8gc2lnbmF0dXJl"
    soa = "@ SOA ns1.example.com. hostmaster.example.com. 1 8h 2h 4w 1h\n"
    rules = {
        more: [each.rule for each in lint({"example.com.zone": forward(f"{soa}w A 4.3.2.1\n{more}")})]
        for more in ("", f"ns1 {signature}\n")
    }

    assert [["duplicate-record"], []] == list(rules.values())
