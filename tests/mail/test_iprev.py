"""The verdict of a receiver that demands forward-confirmed reverse DNS, on zones that tell much or little."""

import pytest
from builders import assumed, declared, zone

from zonelint.dns.namespace import Namespace
from zonelint.dns.reverse import Reverse
from zonelint.dns.zone import Zone
from zonelint.mail.iprev import BROKEN, OK, UNKNOWN, Verdict, is_host_name, judge, zone_to_load

ADDRESS = "4.3.2.1"
REVERSE = "2.3.4.in-addr.arpa."


def verdict(*zones: Zone, address: str = ADDRESS, assume: tuple[Zone, ...] = ()) -> Verdict:
    """Return the verdict on `address` by `zones`."""
    return judge(address, Reverse(Namespace(zones, None, assume)))


def forward(*records: str, incomplete: str = "") -> Zone:
    """Return the zone example.com. with `records`."""
    return zone("example.com.", *records, incomplete=incomplete)


def reverse(*targets: str, incomplete: str = "") -> Zone:
    """Return the reverse zone with a PTR of the address to each of `targets`."""
    return zone(REVERSE, *(f"1 PTR {target}" for target in targets), incomplete=incomplete)


MAIL = forward(f"mail A {ADDRESS}", f"relay A {ADDRESS}", "web A 4.3.2.9", "alias CNAME mail", 'empty TXT "t"')


def outcome(found: Verdict) -> tuple[str, bool | None]:
    """Return the verdict, and whether the PTRs are confirmed."""
    return found.verdict, found.confirmed


@pytest.mark.parametrize(
    ("targets", "expected"),
    [
        (["mail.example.com."], (OK, True)),
        (["MAIL.Example.COM."], (OK, True)),
        (["web.example.com."], (BROKEN, False)),
        (["gone.example.com."], (BROKEN, False)),
        (["empty.example.com."], (BROKEN, False)),
        (["mail.example.net."], (UNKNOWN, None)),
        (["mail.example.com.", "relay.example.com."], (OK, True)),
        (["web.example.com.", "gone.example.com."], (BROKEN, False)),
        (["mail.example.com.", "web.example.com."], (UNKNOWN, None)),
        (["mail.example.com.", "mail.example.net."], (UNKNOWN, None)),
        (["web.example.com.", "mail.example.net."], (UNKNOWN, None)),
        (["*.example.com."], (BROKEN, False)),
        (["4.3.2.1."], (BROKEN, False)),
        (["."], (BROKEN, False)),
        (["localhost."], (BROKEN, False)),
        (["mail."], (BROKEN, False)),
        (["mail.corp.local."], (BROKEN, False)),
        (["mail.lan."], (BROKEN, False)),
        (["mail.home.arpa."], (BROKEN, False)),
        (["mail.example.com.", "mail.lan."], (UNKNOWN, None)),
        (["mail.example.com.", "4.3.2.1."], (UNKNOWN, None)),
        ([], (BROKEN, False)),
    ],
)
def test_verdict_on_ptrs(targets: list[str], expected: tuple[str, bool | None]) -> None:
    """All PTRs must lead back, none may be able to; between them it is chance or ignorance."""
    found = verdict(MAIL, reverse(*targets))

    assert expected == outcome(found)
    assert [target.lower() for target in targets] == found.ptr


def test_wildcard_that_would_lead_back_is_no_name() -> None:
    """A PTR to a wildcard counts as none even if the wildcard holds the address."""
    found = verdict(forward(f"* A {ADDRESS}"), reverse("*.example.com."))

    assert (BROKEN, False) == outcome(found)
    assert "*.example.com. is not a host name, so receivers ignore the PTR" == found.why


def test_name_of_the_inside_that_would_lead_back() -> None:
    """Nobody outside can resolve it, so the PTR counts as none."""
    found = verdict(zone("corp.lan.", f"mail A {ADDRESS}"), reverse("mail.corp.lan."))

    assert (BROKEN, False) == outcome(found)
    assert "mail.corp.lan. is a name that cannot be resolved from outside, so receivers ignore the PTR" == found.why


def test_name_of_the_inside_for_a_private_address() -> None:
    """The world does not ask for its PTR: what the loaded zones say holds."""
    found = verdict(
        zone("corp.lan.", "mail A 10.0.0.1"), zone("10.in-addr.arpa.", "1.0.0 PTR mail.corp.lan."), address="10.0.0.1"
    )

    assert (OK, True) == outcome(found)


def test_private_address_without_its_reverse_zone() -> None:
    """No provider and no resolver knows its PTR."""
    assert "10.0.0.1 is private, RFC 1918, and its reverse zone is not loaded" == verdict(MAIL, address="10.0.0.1").why


def test_name_by_a_wildcard_leads_back() -> None:
    """A usual name that a wildcard answers for is as good as any."""
    assert (OK, True) == outcome(verdict(forward(f"* A {ADDRESS}"), reverse("any.example.com.")))


def test_target_that_is_an_alias_leads_back() -> None:
    """Receivers follow an alias, whatever RFC 2181 says of it."""
    zones = forward(f"mail A {ADDRESS}", "alias CNAME mail.example.com.")

    assert (OK, True) == outcome(verdict(zones, reverse("alias.example.com.")))


def test_aliases_that_lead_in_a_circle_are_broken() -> None:
    """Nobody gets an address from a loop."""
    zones = forward("one CNAME two.example.com.", "two CNAME one.example.com.")

    assert (BROKEN, False) == outcome(verdict(zones, reverse("one.example.com.")))


def test_reverse_names_that_lead_in_a_circle_are_broken() -> None:
    """Nobody gets a PTR from a loop either."""
    found = verdict(MAIL, zone(REVERSE, f"1 CNAME 2.{REVERSE}", f"2 CNAME 1.{REVERSE}"))

    assert (BROKEN, False) == outcome(found)
    assert f"it has no PTR: the chain comes back to 1.{REVERSE}" == found.why


def test_ptr_behind_a_classless_delegation() -> None:
    """With parent and child loaded, the CNAME leads to the PTR (RFC 2317)."""
    child = zone(f"0/26.{REVERSE}", "1 PTR mail.example.com.")

    assert (OK, True) == outcome(verdict(MAIL, zone(REVERSE, f"1 CNAME 1.0/26.{REVERSE}"), child))


@pytest.mark.parametrize(
    ("records", "ptr", "confirmed", "more"),
    [
        (("1 PTR mail.example.com.",), ["mail.example.com."], True, "; mail.example.com. leads back to 4.3.2.1"),
        (
            ("1 PTR web.example.com.",),
            ["web.example.com."],
            False,
            "; web.example.com. leads to 4.3.2.9, not back to 4.3.2.1",
        ),
        ((), [], None, f", and add `1.0/26.{REVERSE} PTR <name>`"),
    ],
)
def test_classless_zone_without_its_parent_names_the_cname_to_ask_for(
    records: tuple[str, ...], ptr: list[str], confirmed: bool | None, more: str
) -> None:
    """The provider's zone is not loaded, so nobody knows whether the CNAME is there."""
    found = verdict(MAIL, zone(f"0/26.{REVERSE}", *records))

    assert (UNKNOWN, confirmed, ptr) == (found.verdict, found.confirmed, found.ptr)
    assert found.why == f"{REVERSE} is not loaded: ask the provider for `1.{REVERSE} CNAME 1.0/26.{REVERSE}`{more}"


def test_missing_reverse_zone_is_named() -> None:
    """The zone that would settle it is said."""
    found = verdict(MAIL)

    assert ([], None, UNKNOWN) == (found.ptr, found.confirmed, found.verdict)
    assert f"no loaded zone encloses 1.{REVERSE}: load {REVERSE} to know" == found.why


def test_delegated_reverse_zone_is_named() -> None:
    """The zone above is loaded, and says that another one has the answer."""
    found = verdict(MAIL, zone("3.4.in-addr.arpa.", "2 NS ns.example.net."))

    assert (UNKNOWN, None) == outcome(found)
    assert f"{REVERSE} is delegated and its zone is not loaded" == found.why


def test_declared_reverse_zone_is_unknown() -> None:
    """A secondary zone has an answer, but not here."""
    found = verdict(MAIL, declared(REVERSE, "it is a secondary zone"))

    assert (UNKNOWN, None) == outcome(found)
    assert f"{REVERSE} is not loaded: it is a secondary zone" == found.why


def test_missing_forward_zone_is_named() -> None:
    """The PTR leads out of the loaded zones."""
    found = verdict(reverse("mail.example.net."))

    assert UNKNOWN == found.verdict
    assert found.why == (
        "where mail.example.net. leads is not known: no loaded zone encloses mail.example.net.: "
        "load example.net. to know"
    )


def test_incomplete_reverse_zone_may_hold_other_ptrs() -> None:
    """That the known PTR leads back says nothing of one that could not be read."""
    found = verdict(MAIL, reverse("mail.example.com.", incomplete="a line could not be read"))

    assert (UNKNOWN, True) == outcome(found)
    assert found.why.endswith(f"there may be other PTRs: {REVERSE} is incomplete: a line could not be read")


def test_incomplete_forward_zone_may_hold_the_address() -> None:
    """The addresses that were read are not the right one, but they are not all."""
    zones = forward("mail A 4.3.2.9", incomplete="a line could not be read")
    found = verdict(zones, reverse("mail.example.com."))

    assert (UNKNOWN, None) == outcome(found)
    assert found.why == (
        "mail.example.com. leads to 4.3.2.9, and may lead to others: "
        "example.com. is incomplete: a line could not be read"
    )


def test_address_in_an_incomplete_forward_zone_leads_back() -> None:
    """What is there is there."""
    zones = forward(f"mail A {ADDRESS}", incomplete="a line could not be read")

    assert (OK, True) == outcome(verdict(zones, reverse("mail.example.com.")))


def test_assumed_ptr_counts() -> None:
    """The provider's PTR, as told in an `assume` file."""
    assert (OK, True) == outcome(verdict(MAIL, assume=(assumed(f"1.{REVERSE} PTR mail.example.com."),)))


def test_ipv6_asks_for_aaaa() -> None:
    """The forward look-up is of the family of the address."""
    address = "2001:db8::1"
    nibbles = "1." + "0." * 15
    ptr = zone("0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa.", f"{nibbles}PTR mail.example.com.".replace(".PTR", " PTR"))
    both = forward("mail A 4.3.2.1", f"mail AAAA {address}")

    assert (OK, True) == outcome(verdict(both, ptr, address=address))
    found = verdict(MAIL, ptr, address=address)

    assert (BROKEN, False) == outcome(found)
    assert "mail.example.com. does not lead back: mail.example.com. exists, but has no AAAA" == found.why


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("mail.example.com.", True),
        ("mail_1.example.com.", True),
        ("4-3-2-1.example.com.", True),
        ("4.3.2.com.", True),
        ("localhost.", True),
        ("*.example.com.", False),
        ("mail.*.example.com.", False),
        ("4.3.2.1.", False),
        ("1.", False),
        ("ma--il.example.com.", True),
        ("-mail.example.com.", False),
        ("mail-.example.com.", False),
        ("mail.example-.com.", False),
        ("mail\\032.example.com.", False),
        ("a/b.example.com.", False),
        (".", False),
    ],
)
def test_host_names(name: str, expected: bool) -> None:
    """Resolvers hand on letters, digits, hyphens and underscores, and no numbers alone."""
    assert expected is is_host_name(name)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (f"1.{REVERSE}", REVERSE),
        (f"1.0/26.{REVERSE}", f"0/26.{REVERSE}"),
        ("1." + "0." * 23 + "8.b.d.0.1.0.0.2.ip6.arpa.", "0." * 8 + "8.b.d.0.1.0.0.2.ip6.arpa."),
    ],
)
def test_zone_to_load(name: str, expected: str) -> None:
    """The /24 of an IPv4 address, the /64 of an IPv6 address, the zone of any other name."""
    assert expected == zone_to_load(name)
