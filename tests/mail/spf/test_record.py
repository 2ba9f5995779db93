"""SPF records as terms."""

import pytest
from builders import record, source
from hypothesis import given
from hypothesis import strategies as st

from zonelint.dns.txt import text_of
from zonelint.dns.zone import Record
from zonelint.mail.spf.policy import SpfPolicy, Term, lets_somebody_pass, spf_policy, terms
from zonelint.mail.txt_records import is_spf


def txt(rdata: str) -> Record:
    """Return a TXT record with `rdata`."""
    return record(source(""), 1, "example.com.", "TXT", rdata)


def short(text: str) -> list[str]:
    """Return the terms of `text`, each as qualifier, name, value and prefix lengths, parted by blanks."""
    return [" ".join(str(part) for part in term[:5] if part not in ("", None)) for term in terms(f"v=spf1 {text}")]


@pytest.mark.parametrize(
    ("rdata", "text"),
    [
        ('"v=spf1 -all"', "v=spf1 -all"),
        ('"v=spf1 " "-all"', "v=spf1 -all"),
        ('"a\\"b" "\\\\c\\059"', 'a"b\\c;'),
        ('"\\195\\164"', "Ã¤"),
        ('""', ""),
    ],
)
def test_text_of_strings(rdata: str, text: str) -> None:
    """Strings are joined without a blank, and escapes decoded octet by octet."""
    assert text == text_of(txt(rdata))


@pytest.mark.parametrize(
    ("rdata", "expected"),
    [
        ('"v=spf1 -all"', True),
        ('"V=SPF1 -all"', True),
        ('"v=spf1"', True),
        ('"v=spf1" " -all"', True),
        ('"v=" "spf1 -all"', True),
        ('"v=spf" "1 -all"', True),
        ('"" "v=spf1 -all"', True),
        ('"v=spf1" "-all"', False),
        ('"v=spf1\\009-all"', False),
        ('"v=spf10 -all"', False),
        ('"v=spf2 -all"', False),
        ('" v=spf1 -all"', False),
        ('"spf2.0/mfrom -all"', False),
        ('"v=DKIM1; p=x" " v=spf1 -all"', False),
        ('""', False),
    ],
)
def test_what_is_an_spf_record(rdata: str, expected: bool) -> None:
    """The version stands first and a blank or the end follows, in any letter case, however the text is cut."""
    assert expected == is_spf(txt(rdata))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a", ["+ a"]),
        ("?a/24//64 ~mx:X.Example./28 -all", ["? a 24 64", "~ mx X.Example. 28", "- all"]),
        ("ip6:2600::/32 ip6:2600::1", ["+ ip6 2600:: 32", "+ ip6 2600::1"]),
        ("a//64 mx:h.x//128", ["+ a 64", "+ mx h.x 128"]),
        ("-all a mx", ["- all"]),
        ("redirect=x.y a", ["+ a", "redirect x.y"]),
        ("redirect=x.y ~all exp=y.z", ["~ all", "exp y.z"]),
        ("ip4:1.2.3.4/33 ip4:1.2.3 ip6:1.2.3.4 ip4:: ip4:1.2.3.4//64 a/33", []),
        ("include:%{d}.x exists:%{ir}.y", ["+ include %{d}.x", "+ exists %{ir}.y"]),
        ("unknown=x y z:1 ++a ip4:01.2.3.4 a:single", []),
        ("", []),
    ],
)
def test_terms(text: str, expected: list[str]) -> None:
    """Mechanisms in order up to `all`, then the modifiers that count; what is no term is left out."""
    assert expected == short(text)


def test_prefix_of_ip6_is_the_sixth_protocol_versions() -> None:
    """The one length of an ip6 term is that of IPv6."""
    assert (Term("+", "ip6", "2600::", None, 32, "ip6:2600::/32", 7),) == terms("v=spf1 ip6:2600::/32")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("-all", False), ("~all", False), ("?all", False), ("+all", True), ("all", True), ("a", True), ("-a", False),
     ("?ptr", True), ("exp=x.y", False)],
)  # fmt: skip
def test_who_lets_somebody_pass(text: str, expected: bool) -> None:
    """Any mechanism without a minus does, and of `all` only the plain one."""
    assert [expected] == [lets_somebody_pass(term) for term in terms(f"v=spf1 {text}")]


@pytest.mark.parametrize(
    "word",
    ["ip4:" + "1" * 9000, "a:" + "/" * 9000, "ip4:" + "1.2.3.4/" * 2000, "a" * 60000, "x-all" * 9000, "a," * 9000,
     "a:" + "%{" * 9000, "a/" + "9" * 60000],
)  # fmt: skip
def test_long_words_are_read_in_linear_time(word: str) -> None:
    """A record may be as long as it likes."""
    assert () == terms(f"v=spf1 {word}")


@pytest.mark.parametrize(
    ("text", "fault", "help"),
    [
        ("ipv4:1.2.3.4", "there is no mechanism `ipv4`", "write `ip4:1.2.3.4`"),
        ("~ip:2600::1", "there is no mechanism `ip`", "write `~ip6:2600::1`"),
        ("ip4", "`ip4` needs an address", "write `ip4:<address>`, without a blank in it"),
        ("ip4: 1.2.3.4", "`ip4` needs an address", "write `ip4:<address>`, without a blank in it"),
        ("ip4:1.2.3", "`1.2.3` is not an IPv4 address", "write all four numbers, and a prefix length for a network"),
        ("ip4:1.2.3.4:25", "`1.2.3.4:25` is not an IPv4 address", ""),
        ("ip4:mail.example.com", "`mail.example.com` is not an IPv4 address", "a name is written `a:mail.example.com`"),
        ("ip4:2600::1", "`2600::1` is not an IPv4 address", "write `ip6:2600::1`"),
        ("ip6:1.2.3.4", "`1.2.3.4` is not an IPv6 address", "write `ip4:1.2.3.4`"),
        ("ip4:1.2.3.4/33", "`/33` is not a prefix length: 0 to 32, without leading zeros", ""),
        ("ip4:1.2.3.4/024", "`/024` is not a prefix length: 0 to 32, without leading zeros", ""),
        ("ip4:1.2.3.4//24", "`ip4` takes one prefix length, after a single `/`", ""),
        ("ip6:2600:://24", "`ip6` takes one prefix length, after a single `/`", ""),
        ("ip6:2600::/129", "`/129` is not a prefix length: 0 to 128, without leading zeros", ""),
        ("1.2.3.4/24", "an address needs `ip4:` or `ip6:` before it", "write `ip4:1.2.3.4/24`"),
        (
            "ip4:1.2.3.4,5.6.7.8",
            "`1.2.3.4,5.6.7.8` is not an IPv4 address",
            "separate the terms with a blank: `ip4:1.2.3.4 ip4:5.6.7.8`",
        ),
        ("a,mx", "there is no mechanism `a,mx`", "separate the terms with a blank: `a mx`"),
        ("ip4:1.2.3.4;", "`1.2.3.4;` is not an IPv4 address", "write `ip4:1.2.3.4`"),
        (
            "ip4:1.2.3.0/24-all",
            "`1.2.3.0/24-all` is not an IPv4 address",
            "separate the terms with a blank: `ip4:1.2.3.0/24 -all`",
        ),
        ("a:1.2.3.4", "`a` takes a name, not an address", "write `ip4:1.2.3.4`"),
        ("a:ftp", "`ftp` is a single label, and names in SPF must be complete", "write `a:ftp.<domain>`"),
        ("mx:host.123", "`host.123` does not end like a domain", ""),
        ("a:x.example/24/64", "`x.example/24` does not end like a domain", ""),
        ("a/24/64", "`/24` is not a prefix length", ""),
        ("a/", "`/` is not a prefix length", ""),
        ("ptr/24", "`ptr` takes no prefix length", ""),
        ("include", "the domain is missing", "write `include:<domain>`, without a blank in it"),
        ("include:x.example/24", "`x.example/24` does not end like a domain", ""),
        ("exists:", "the domain is missing", "write `exists:<domain>`, without a blank in it"),
        ("redirect:x.example", "`redirect` is a modifier, which is written with `=`", "write `redirect=x.example`"),
        ("-redirect=x.example", "a modifier has no qualifier", "write `redirect=x.example`"),
        ("redirect=", "the domain is missing", ""),
        ("exp=-all", "`-all` does not end like a domain", ""),
        ("exp=a.b exp=c.d", "`exp=` appears a second time", ""),
        ("all:x", "`all` takes no argument", ""),
        ("-all.", "there is no mechanism `all.`", "write `-all`"),
        ("++a", "there is no mechanism `+a`", ""),
        ("-", "it contains no mechanism", ""),
        ("1up=x", "there is no mechanism `1up=x`", ""),
        ("mx\t-all", "it contains a tab (\\009)", ""),
        ("mx\xc2\xa0-all", "it contains an octet beyond ASCII (\\194)", ""),
        ("a:%x.example", "after `%`, write `{…}`, `%`, `_` or `-`", ""),
        ("a:%{i", "after `%`, write `{…}`, `%`, `_` or `-`", ""),
        ("a:%{z}.example", "`%{z}` is not a macro", ""),
        ("a:%{}.example", "`%{}` is not a macro", ""),
        ("a:%{t}.example", "`%{t}` is not a macro outside an explanation", ""),
        ("a:%{d0}.example", "`%{d0}` keeps 0 parts", ""),
        ("a:%{d2x}.example", "`%{d2x}` is not a macro: after the letter come digits, `r`, then delimiters", ""),
        ("note=%", "after `%`, write `{…}`, `%`, `_` or `-`", ""),
    ],
)
def test_faults(text: str, fault: str, help: str) -> None:
    """What is no term is one fault, with what to write where that is plain."""
    assert [(fault, help)] == [(each.message, each.help) for each in spf_policy(f"v=spf1 {text}").faults]


@pytest.mark.parametrize(
    "text",
    ["a:%{d}", "a:x%%y.example", "exists:%{ir}.%{l1r+-}._spf.%{d2}", "a:foo:bar/baz.example", "a:x.xn--p1ai", "a:x.1-2",
     "mx:x.example.", "moo.cow-far_out=man:dog/cat", "default=", "a:x.example/0//0",
     "A:x.example -ALL REDIRECT=x.example"],
)  # fmt: skip
def test_unusual_terms_without_a_fault(text: str) -> None:
    """What looks odd and follows the grammar is a term."""
    assert [] == spf_policy(f"v=spf1 {text}").faults


def test_positions() -> None:
    """Terms and faults know where they stand in the text of the record."""
    text = "v=spf1  mx  moo ip4:1.2.3.4 -all a"
    policy = spf_policy(text)
    words = [*policy.mechanisms, *policy.faults, *policy.unreached]

    assert ["mx", "ip4:1.2.3.4", "-all", "moo", "a"] == [
        text[word.start : word.start + len(word.text)] for word in words
    ]


@pytest.mark.parametrize(
    ("text", "unreached", "unknown", "with_colon"),
    [
        ("mx -all a redirect=x.y", ["a", "redirect=x.y"], [], []),
        ("redirect=x.y note=1 v=spf1", [], ["note=1", "v=spf1"], []),
        ("a:x.y:z.y ip6:2600::1", [], [], ["a:x.y:z.y"]),
    ],
)
def test_what_means_nothing(text: str, unreached: list[str], unknown: list[str], with_colon: list[str]) -> None:
    """Terms that are never looked at, unknown modifiers and names with a colon are kept apart."""
    policy = spf_policy(f"v=spf1 {text}")
    found = [[term.text for term in terms] for terms in (policy.unreached, policy.unknown, policy.with_colon)]

    assert [unreached, unknown, with_colon] == found


@given(st.text(alphabet='+-~?alincudemxptr46s:/.=%{}_,;0123456789 \t"\\\xe9', max_size=60))
def test_any_text_is_read(text: str) -> None:
    """No text makes a traceback, and each word is a term or a fault at its place."""
    whole = f"v=spf1 {text}"
    policy = SpfPolicy(whole)
    words = [*policy.mechanisms, *policy.unreached, *policy.unknown, *policy.faults]

    assert all(whole[word.start : word.start + len(word.text)] == word.text for word in words)
