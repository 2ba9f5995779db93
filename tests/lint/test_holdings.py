"""A rule is passed over only where it would find nothing: what a view holds, in the words of NEEDS."""

import copy
from collections.abc import Collection, Mapping

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from linting import RULES
from reading import read

from zonelint.config.settings import Settings
from zonelint.discovery.zone_set import ZoneSet
from zonelint.lint import engine
from zonelint.lint.holdings import holdings
from zonelint.lint.rule import Rule
from zonelint.lint.views import Views

WHATEVER_IS_THERE = {name: copy.copy(rule) for name, rule in RULES.items()}
"""The rules, as if none said what it needs."""
for _rule in WHATEVER_IS_THERE.values():
    _rule.needs = () if not _rule.needs_base else _rule.needs

HEAD = "$TTL 300\n@ SOA ns1 hostmaster 1 7200 900 1209600 300\n@ NS ns1.example.com.\n"
OWNERS = (
    "@", "@", "@", "mail", "mail", "sub", "a.sub", "*", "*.sub", "example.com", "ns1", "_dmarc", "_dmarc.sub", "inc",
    "k._domainkey", "outside.example.net.",
)  # fmt: skip
TEXTS = (
    '"v=spf1 mx -all"', '"v=spf1 +all"', '"v=spf1 all"', '"v=spf1 mx"', '"v=spf1 mx ?all"', '"v=spf1 ptr -all"',
    '"v=spf1 mx " "a -all"', '"v=spf1 mx" "a -all"', '"v=spf1" "mx -all"', '"v=spf1 -all mx"', '"v=SPF1 -all"',
    '"v=spf1 include:inc.example.com -all"', '"v=spf1 redirect=inc.example.com"', '"v=spf1 include:gone.example.com"',
    '"v=spf1 redirect=example.com -all"', '"v=spf1 ip4:10.0.0.0/8 -all"', '"v=spf1 ip4:0.0.0.0/1 ip4:128.0.0.0/1"',
    '"v=spf1 ip6:::/0 -all"', '"v=spf1 ip6:fc00::/7 -all"', '"v=spf1 a:x a:y a:z mx:x -all"', '"v=spf1 ip:1 -all"',
    '"v=spf1 a:a a:b a:c a:d a:e a:f a:g a:h a:i -all"', '"v=spf1 a:a a:b a:c a:d a:e a:f a:g a:h a:i mx ptr -all"',
    '"v=spf1 mx mx -all -all"', '"v=spf1 exp=x redirect=inc.example.com"',
    '"v=DMARC1; p=none"', '"v=DMARC1; p=reject; rua=mailto:x@mail.example.com"', '"v=DMARC1; RUF=mailto:x@example.net"',
    '"v=DMARC1; p=reject; sp=none"', '"v=DMARC1; p=reject; NP=none"', '"v=DKIM1; t=y; p=MIGf"', '"v=DKIM1; p="',
    '"other text"',
)  # fmt: skip
"""What tells one rule about policies from another."""
RDATA = {
    "A": ("4.3.2.1", "4.3.2.1", "10.0.0.1"),
    "MX": ("0 .", "10 .", "10 mail", "20 mail", "10 ns1", "10 gone"),
    "NS": ("ns1", "ns1.sub", "gone", "mail"),
    "CNAME": ("mail", "sub", "gone", "@", "a.sub", "inc"),
    "DNAME": ("sub",),
    "TXT": TEXTS,
    "SPF": ('"v=spf1 mx -all"',),
    "SOA": ("ns1 hostmaster 1 7200 900 1209600 300", "ns1 hostmaster 2 7200 900 1209600 300"),
    "SRV": ("0 0 25 mail",),
}
POINTERS = ("1", "1", "2", "x", "65", "1.2", "example.com.", "64/26", "65.64/26")
TARGETS = ("mail.example.com.", "gone.example.com.", "mail.example.com", "a.sub.example.com.", "65.64/26")


POLICIES = [
    f"{owner} TXT {text}"
    for owner, version in (("_dmarc", "DMARC"), ("k._domainkey", "DKIM"), ("@", "spf1"), ("*.sub", "spf1"))
    for text in TEXTS
    if version in text
]


def lines_of(owners: Collection[str], rdata: Mapping[str, Collection[str]]) -> st.SearchStrategy[str]:
    """Return a strategy for the records of a zone file, with and without a TTL, some of which stand twice."""
    anything = st.sampled_from(sorted(rdata)).flatmap(
        lambda rtype: st.tuples(
            st.sampled_from(list(owners)),
            st.sampled_from(("", "", "60")),
            st.just(rtype),
            st.sampled_from(list(rdata[rtype])),
        )
    )
    line = st.one_of(anything.map(" ".join), st.sampled_from(POLICIES))
    return st.lists(line, max_size=7).map(lambda lines: HEAD + "\n".join(lines) + "\n")


FORWARD = lines_of(OWNERS, RDATA)
REVERSE = lines_of(POINTERS, {"PTR": TARGETS, "PTR ": TARGETS, "CNAME": TARGETS, "NS": TARGETS})
ORIGINS = ("sub.example.com.", "example.com.", "64/26.2.3.4.in-addr.arpa.", "*.example.net.")
ASSUMED = "example.com. 0 MX 0 .\n1.2.3.4.in-addr.arpa. 0 PTR a.\n1.2.3.4.in-addr.arpa. 0 PTR b.\n"
SETS = st.lists(
    st.one_of(
        st.tuples(st.just("example.com."), FORWARD),
        st.tuples(st.just("2.3.4.in-addr.arpa."), REVERSE),
        st.tuples(st.sampled_from(ORIGINS), st.one_of(FORWARD, REVERSE)),
    ),
    min_size=1,
    max_size=4,
)


def views_of(files: list[tuple[str, str]], assumed: str) -> Views:
    """Return the views of zones (origin, text), beside which others publish the records `assumed`."""
    found = ZoneSet()
    found.zones = [read(text, origin) for origin, text in files]
    for number, zone in enumerate(found.zones):
        assert zone.source is not None
        zone.source.path = zone.source.real_path = f"{number}.zone"
    found.problems = [problem for zone in found.zones for problem in zone.problems]
    configured = Settings()
    if assumed:
        found.assumed = [read(assumed, ".")]
        configured.assume = ["assumed.zone"]
    return Views(found, configured)


def findings(views: Views, rules: Mapping[str, Rule]) -> tuple[list[tuple[object, ...]], int]:
    """Return what all `rules` find, and how many look-ups stay open."""
    result = engine.run(views, rules, set(rules))
    assert not result.failures
    rows = [(each.rule, each.path, each.line, each.severity, each.message, each.help) for each in result.findings]
    return rows, result.undecided


@settings(max_examples=300, deadline=None)
@given(SETS, st.sampled_from(("", "", ASSUMED)))
@example([("example.com.", HEAD + '@ MX 10 mail\n@ TXT "v=spf1 include:inc.example.com"\ninc TXT "v=spf1 mx"\n')], "")
def test_no_rule_is_passed_over_that_would_find_something(files: list[tuple[str, str]], assumed: str) -> None:
    """Where all rules run, whatever a view holds, they find the same, and ask no other questions."""
    assert findings(views_of(files, assumed), WHATEVER_IS_THERE) == findings(views_of(files, assumed), RULES)


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("x CNAME mail", "CNAME"),
        ("@ MX 10 a\n@ MX 10 b", "2 MX"),
        ("@ MX 0 .", "null MX"),
        ("*.x MX 10 a", "* MX"),
        ("*.x NS a", "* NS"),
        ("x NS a", "cuts"),
        ("x DNAME a", "cuts"),
        ("x A 4.3.2.1\nx A 4.3.2.1", "duplicates"),
        ("x A 4.3.2.1\nx 60 A 4.3.2.2", "ttl_mismatches"),
        ("example.net. A 4.3.2.1", "out_of_zone"),
        ('x SPF "v=spf1 -all"', "type SPF"),
        ('x TXT "v=spf1 -all"', "SPF"),
        ('x TXT "v=spf1 -all"\nx TXT "v=spf1 ~all"', "2 SPF"),
        ('x TXT "v=spf1 " "-all"', "SPF strings"),
        ('x TXT "v=spf1 INCLUDE:a.example -all"', "SPF include"),
        ('x TXT "v=spf1 all"', "SPF +all"),
        ('x TXT "v=spf1 -all mx"', "SPF unreached"),
        ('x TXT "v=spf1 a mx ptr -all"', "SPF lookups"),
        ('x TXT "v=spf1 mx ?all"', "SPF neutral"),
        ('x TXT "v=spf1 ip:1 -all"', "SPF faulty"),
        ('x TXT "v=spf1.-all"', "SPF faulty"),
        ('_dmarc TXT "v=DMARC1; p=none"\n_dmarc TXT "v=DMARC1"', "2 DMARC"),
        ('_dmarc TXT "v=DMARC1; RUA=mailto:a@b.c"', "DMARC rua"),
    ],
)
def test_word_is_held(line: str, word: str) -> None:
    """A zone with the record holds what the word says, one without does not."""
    (view,) = views_of([("example.com.", f"{HEAD}{line}\n")], "")
    (other,) = views_of([("example.com.", HEAD)], "")

    assert word in holdings(view, ())
    assert word not in holdings(other, ())


def test_second_file_is_held() -> None:
    """Two files of one zone, and one zone below another, are held by their words."""
    (twice,) = views_of([("example.com.", HEAD), ("example.com.", HEAD)], "")
    (below,) = views_of([("example.com.", HEAD), ("sub.example.com.", HEAD)], "")

    assert {"2 files", "cuts"} & holdings(twice, ()) == {"2 files"}
    assert {"2 files", "cuts"} & holdings(below, ()) == {"cuts"}


def test_classless_zone_is_held() -> None:
    """A zone of a part of a network (RFC 2317) is held."""
    (view,) = views_of([("64/26.2.3.4.in-addr.arpa.", HEAD)], "")

    assert "classless" in holdings(view, ())


def test_senders_with_ptr_are_held_if_they_are_wanted() -> None:
    """To find them takes questions, which are asked only for a rule that runs."""
    files = [
        ("example.com.", f"{HEAD}@ MX 10 mail\nmail A 4.3.2.1\n"),
        ("2.3.4.in-addr.arpa.", f"{HEAD}1 PTR mail.example.com.\n"),
    ]
    (view,) = views_of(files, "")
    (without,) = views_of(files[:1], "")
    word = "senders with PTR"

    assert word not in holdings(view, ())
    assert word in holdings(view, (word,))
    assert word not in holdings(without, (word,))
