"""check_host: what a receiver makes of a client, section by section of RFC 7208."""

import pytest
from spf_zones import namespace

from zonelint.dns.answers import UNKNOWN
from zonelint.mail.spf.check import SpfResult, check_host

CLIENT = "192.0.2.1"
"""The client of all tests here, if nothing else is said."""
CLIENT6 = "2001:db8::1"

HOSTS = """\
host A 192.0.2.1
host AAAA 2001:db8::1
other A 192.0.2.9
other AAAA 2001:db8::9
six AAAA 2001:db8::1
mx1 MX 10 other
mx1 MX 20 host
mx2 MX 10 other
null MX 0 .
dead MX 10 gone
text TXT "no policy"
loop CNAME loop
alias CNAME host
passing TXT "v=spf1 +all"
failing TXT "v=spf1 -all"
soft TXT "v=spf1 ~all"
neutral TXT "v=spf1 ?all"
faulty TXT "v=spf1 moo"
double TXT "v=spf1 -all"
double TXT "v=spf1 +all"
1.2.0.192.list A 127.0.0.2
why TXT "%{s} from %{c} by %{r}, %{h}"
note TXT "see http://www.example.com/?s=%{S}&d=%{d2}"
bad TXT "%{x}"
two TXT "one"
two TXT "other"
"""


def check(
    terms: str, ip: str = CLIENT, more: str = "", sender: str = "user@example.com", helo: str = "h.example.com"
) -> SpfResult:
    """Return the result for `ip` where example.com has an SPF record of `terms`."""
    zones = namespace(f'{HOSTS}@ TXT "v=spf1 {terms}"\n{more}')
    return check_host(ip, "example.com", sender, zones, helo=helo, receiver="mx.example.org", timestamp=0)


@pytest.mark.parametrize(
    ("domain", "expected"),
    [
        ("example.com", "none"),
        ("text.example.com", "none"),
        ("gone.example.com", "none"),
        ("com", "none"),
        ("", "none"),
        ("a..example.com", "none"),
        ("[192.0.2.1]", UNKNOWN),
        ("a" * 64 + ".example.com", "none"),
        (".".join(["a" * 60] * 4) + ".example.com", "none"),
        ("FAILING.Example.com.", "fail"),
        ("double.example.com", "permerror"),
        ("faulty.example.com", "permerror"),
        ("loop.example.com", "temperror"),
        ("example.net", UNKNOWN),
    ],
)
def test_record_of_the_domain(domain: str, expected: str) -> None:
    """The domain must be one, and have one record without a fault (sections 4.3 to 4.6)."""
    assert expected == check_host(CLIENT, domain, "x@y.example", namespace(HOSTS)).result


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ("", "neutral"),
        ("all", "pass"),
        ("+all", "pass"),
        ("-all", "fail"),
        ("~all", "softfail"),
        ("?all", "neutral"),
        ("ip4:192.0.2.2", "neutral"),
        ("-ip4:192.0.2.2 ~ip4:192.0.2.1 -all", "softfail"),
        ("ip4:192.0.2.1 moo", "permerror"),
        ("-ALL", "fail"),
        ("redirect=failing.example.com ip4:192.0.2.1", "pass"),
        ("unknown=%{d} -all", "fail"),
    ],
)
def test_order_and_qualifiers(terms: str, expected: str) -> None:
    """The first match counts, its qualifier says how, and a fault anywhere undoes all (sections 4.6 and 4.7)."""
    assert expected == check(terms).result


@pytest.mark.parametrize(
    ("terms", "expected", "expected6"),
    [
        ("ip4:192.0.2.1 -all", "pass", "fail"),
        ("ip4:192.0.2.128/24 -all", "pass", "fail"),
        ("ip4:192.0.2.2/31 -all", "fail", "fail"),
        ("ip4:1.2.3.4/0 -all", "pass", "fail"),
        ("ip6:2001:db8::/32 -all", "fail", "pass"),
        ("ip6:::/0 -all", "fail", "pass"),
        ("ip6:::ffff:192.0.2.1 -all", "fail", "fail"),
        ("a:host.example.com -all", "pass", "pass"),
        ("a:other.example.com -all", "fail", "fail"),
        ("a:other.example.com/28 -all", "pass", "fail"),
        ("a:other.example.com//120 -all", "fail", "pass"),
        ("a:alias.example.com -all", "pass", "pass"),
        ("a:six.example.com/0 -all", "fail", "pass"),
        ("a:loop.example.com -all", "temperror", "temperror"),
        ("a:a..example.com -all", "fail", "fail"),
        ("mx:mx1.example.com -all", "pass", "pass"),
        ("mx:mx2.example.com -all", "fail", "fail"),
        ("mx:mx2.example.com/28//120 -all", "pass", "pass"),
        ("mx:host.example.com -all", "fail", "fail"),
        ("mx:null.example.com -all", "fail", "fail"),
        ("mx:loop.example.com -all", "temperror", "temperror"),
        ("exists:host.example.com -all", "pass", "pass"),
        ("exists:six.example.com -all", "fail", "fail"),
        ("exists:loop.example.com -all", "temperror", "temperror"),
    ],
)  # fmt: skip
def test_addresses(terms: str, expected: str, expected6: str) -> None:
    """Each family matches its own addresses, with its own prefix length; exists looks for A alone (5.3 to 5.7)."""
    assert (expected, expected6) == (check(terms).result, check(terms, CLIENT6).result)


def test_mapped_address_is_ipv4() -> None:
    """A client that comes as ::ffff:192.0.2.1 is 192.0.2.1 (section 5)."""
    assert "pass" == check("ip4:192.0.2.1 -all", "::FFFF:192.0.2.1").result


def test_address_is_checked() -> None:
    """What is no address is the caller's fault."""
    with pytest.raises(ValueError, match=r"192\.0\.2 is not an address"):
        check("-all", "192.0.2")


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("passing", "pass"),
        ("failing", "softfail"),
        ("soft", "softfail"),
        ("neutral", "softfail"),
        ("faulty", "permerror"),
        ("double", "permerror"),
        ("text", "permerror"),
        ("gone", "permerror"),
        ("loop", "temperror"),
    ],
)
def test_include(target: str, expected: str) -> None:
    """An include matches where the other record says pass; its errors are errors (section 5.2)."""
    assert expected == check(f"include:{target}.example.com ~all").result


@pytest.mark.parametrize(
    ("target", "expected"),
    [("passing", "pass"), ("failing", "fail"), ("soft", "softfail"), ("neutral", "neutral"), ("faulty", "permerror"),
     ("text", "permerror"), ("gone", "permerror"), ("loop", "temperror")],
)  # fmt: skip
def test_redirect(target: str, expected: str) -> None:
    """A redirect takes over what the other record says; without one it is an error (section 6.1)."""
    assert expected == check(f"ip4:192.0.2.2 redirect={target}.example.com").result


@pytest.mark.parametrize(
    ("terms", "more", "expected"),
    [
        ("ptr -all", "ptr PTR host", "pass"),
        ("ptr:host.example.com -all", "ptr PTR host", "pass"),
        ("ptr:ost.example.com -all", "ptr PTR host", "fail"),
        ("ptr:example.net -all", "ptr PTR host", "fail"),
        ("ptr -all", "ptr PTR other", "fail"),
        ("ptr -all", "ptr PTR other\nptr PTR host", "pass"),
        ("ptr -all", "", "fail"),
        ("ptr -all", "ptr CNAME ptr", "fail"),
        ("ptr -all", "".join(f"ptr PTR n{number}\n" for number in range(10)) + "ptr PTR host", "fail"),
    ],
)
def test_ptr(terms: str, more: str, expected: str) -> None:
    """The first ten names of the client count, if they lead back and lie at or below the domain (section 5.5)."""
    assert expected == check(terms, more=more).result


@pytest.mark.parametrize(
    ("terms", "more", "expected"),
    [
        (" ".join(["a:other.example.com"] * 10) + " all", "", "pass"),
        (" ".join(["a:other.example.com"] * 11) + " all", "", "permerror"),
        ("all " + " ".join(["a:other.example.com"] * 11), "", "pass"),
        ("include:nine.example.com all", 'nine TXT "v=spf1 ' + "exists:host.example.net " * 9 + '"', UNKNOWN),
        ("include:nine.example.com all", 'nine TXT "v=spf1 ' + "-a:host.example.com " * 9 + '"', "pass"),
        ("include:nine.example.com a all", 'nine TXT "v=spf1 ' + "a:other.example.com " * 9 + '"', "permerror"),
        ("include:example.com all", "", "permerror"),
        ("redirect=example.com", "", "permerror"),
        ("a:g1.example.com mx:dead.example.com all", "", "pass"),
        ("a:g1.example.com mx:dead.example.com exists:g3.example.com all", "", "permerror"),
        ("a:g1.example.com a:g2.example.com include:passing.example.com", "", "pass"),
        ("-all exp=gone.example.com", "", "fail"),
        ("mx:many.example.com all", "".join(f"many MX {number} other\n" for number in range(10)), "pass"),
        ("mx:many.example.com all", "".join(f"many MX {number} host\n" for number in range(11)), "permerror"),
    ],
)
def test_limits(terms: str, more: str, expected: str) -> None:
    """Ten terms may ask the DNS, two of them in vain, and an mx may have ten records (section 4.6.4)."""
    assert expected == check(terms, more=more).result


@pytest.mark.parametrize(
    ("target", "name"),
    [
        ("%{s}", "user@example.com"),
        ("%{l}.%{o}", "user.example.com"),
        ("%{d}", "example.com"),
        ("%{i}", "192.0.2.1"),
        ("%{ir}.list", "1.2.0.192.list"),
        ("%{v}", "in-addr"),
        ("%{h}", "h.example.com"),
        ("%{p}", "host.example.com"),
        ("%{d1}", "com"),
        ("%{dr}", "com.example"),
        ("%{d2r}", "com.example"),
        ("%{d9}", "example.com"),
        ("%{i2}.%{i1r}", "2.1.192"),
        ("%{hr.}", "com.example.h"),
        ("%{l-}", "user"),
        ("%{D}.%{L}", "example.com.user"),
        ("a%%b%_c%-d", "a%b\\032c%20d"),
    ],
)
def test_macros(target: str, name: str) -> None:
    """Each letter has its value, which digits, r and delimiters transform (section 7)."""
    more = f"ptr PTR host\n{name}.x.example.com. A 127.0.0.2"

    assert "pass" == check(f"exists:{target}.x.example.com -all", more=more.replace("user@", "user\\@")).result


@pytest.mark.parametrize(
    ("sender", "target", "name"),
    [
        ("a-b+c=d@example.com", "%{l-}", "a.b+c=d"),
        ("a-b+c=d@example.com", "%{lr-+=}", "d.c.b.a"),
        ("a-b+c=d@example.com", "%{l1r-}", "a"),
        ("a-b+c=d@example.com", "%{L}", "a-b%2bc%3dd"),
        ("@example.com", "%{l}", "postmaster"),
        ("example.com", "%{s}", "postmaster\\@example.com"),
        ("a@b@example.com", "%{l}.%{o}", "a\\@b.example.com"),
    ],
)
def test_macros_of_the_sender(sender: str, target: str, name: str) -> None:
    """The local part is split at any delimiter; where it is missing it is postmaster (sections 4.3 and 7.3)."""
    more = f"{name}.x.example.com. A 127.0.0.2"

    assert "pass" == check(f"exists:{target}.x.example.com -all", more=more, sender=sender).result


def test_macros_of_ipv6() -> None:
    """The address of an IPv6 client is written nibble by nibble (section 7.3)."""
    nibbles = "1." + "0." * 23 + "8.b.d.0.1.0.0.2"
    more = f"{nibbles}.ip6.x.example.com. A 127.0.0.2"

    assert "pass" == check("exists:%{ir}.%{v}.x.example.com -all", CLIENT6, more=more).result


@pytest.mark.parametrize(
    ("ptrs", "name"), [("", "unknown"), ("ptr PTR other", "unknown"), ("ptr PTR host", "host.example.com")]
)
def test_validated_name(ptrs: str, name: str) -> None:
    """The name of a client is one that leads back to it, else unknown (section 7.3)."""
    assert "pass" == check("exists:%{p}.x.example.com -all", more=f"{ptrs}\n{name}.x.example.com. A 127.0.0.2").result


def test_long_name_loses_labels_from_its_left() -> None:
    """A name of over 253 octets that macros make is cut (section 7.3)."""
    labels = ".".join(["a" * 50] * 4)
    more = f"{labels}.example.com. A 127.0.0.2"
    terms = "exists:" + "%{l}." + labels + ".%{d} -all"

    assert "pass" == check(terms, more=more, sender=f"{'b' * 60}@example.com").result


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ("-all", None),
        ("-all exp=why.example.com", "user@example.com from 192.0.2.1 by mx.example.org, h.example.com"),
        ("-all exp=note.example.com", "see http://www.example.com/?s=user%40example.com&d=example.com"),
        ("-all exp=bad.example.com", None),
        ("-all exp=two.example.com", None),
        ("-all exp=gone.example.com", None),
        ("-all exp=host.example.net", None),
        ("~all exp=why.example.com", None),
        ("include:failing.example.com -all exp=text.example.com", "no policy"),
        ("exp=why.example.com redirect=failing.example.com", None),
    ],
)
def test_explanation(terms: str, expected: str | None) -> None:
    """A fail is explained by the exp of the record that decides; whatever is wrong with it, it is left out (6.2)."""
    assert expected == check(terms).explanation


@pytest.mark.parametrize(
    ("terms", "possible"),
    [
        ("include:example.net -all", {UNKNOWN}),
        ("ip4:192.0.2.1 include:example.net -all", {"pass"}),
        ("redirect=example.net", {UNKNOWN}),
        ("a:example.net -all", {"pass", "fail"}),
        ("-a:example.net -all", {"fail"}),
        ("?exists:%{i}.example.net ?all", {"neutral"}),
        ("a:example.net all", {"pass"}),
        ("mx:example.net -all", {"pass", "fail", "permerror"}),
        ("a:example.net a:b.example.net a:c.example.net -all", {"pass", "fail", "permerror"}),
        ("include:doubt.example.com -all", {"pass", "fail"}),
        ("include:mild.example.com -all", {"fail"}),
    ],
)
def test_what_is_not_loaded(terms: str, possible: set[str]) -> None:
    """Where the zones end, every outcome counts; the result is known if they all come to the same."""
    more = 'doubt TXT "v=spf1 a:example.net -all"\nmild TXT "v=spf1 ~a:example.net ?all"'
    result = check(terms, more=more)

    assert possible == result.possible
    assert (possible == {result.result}) or result.result == UNKNOWN


def test_reason_of_the_unknown() -> None:
    """An unknown result names the look-up that would settle it."""
    assert (
        "the SPF record of example.net. is not known: no loaded zone encloses example.net."
        == check("include:example.net -all").why
    )


def test_limit_that_is_exceeded_on_some_ways_only() -> None:
    """An included record that may end early leaves open whether the limit is reached."""
    inner = 'early TXT "v=spf1 ?exists:%{i}.example.net ' + "a:other.example.com " * 8 + '-all"'

    assert UNKNOWN == check("include:early.example.com a:other.example.com -all", more=inner).result


def test_incomplete_zone_proves_nothing() -> None:
    """Where records may be missing, there may be another SPF record."""
    zones = namespace('@ TXT "v=spf1 -all"', incomplete=True)

    assert UNKNOWN == check_host(CLIENT, "example.com", "u@example.com", zones).result


def test_mechanism_that_decides() -> None:
    """The result names the mechanism of the domain's own record that matched, and the record."""
    result = check("include:failing.example.com ~mx:mx1.example.com -all")

    assert result.term is not None
    assert result.record is not None
    assert ("softfail", "~mx:mx1.example.com", "example.com.", 2) == (
        result.result, result.term.text, result.record.owner, result.lookups
    )  # fmt: skip
