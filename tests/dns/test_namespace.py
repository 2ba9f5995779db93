"""Three-valued look-ups: what is found, what is provably absent, and what nothing loaded can tell."""

from collections.abc import Sequence

import pytest
from builders import assumed, declared, zone
from hypothesis import assume, given
from hypothesis import strategies as st

from zonelint.dns.names import is_below
from zonelint.dns.namespace import FOUND, LOOP, MAX_LINKS, NODATA, NXDOMAIN, UNKNOWN, Answer, Namespace
from zonelint.dns.places import Absence, LostRecord
from zonelint.dns.zone import Zone


def outcome(answer: Answer) -> tuple[str, list[str]]:
    """Return the status and the sorted RDATA of `answer`."""
    return answer.status, sorted(record.rdata for record in answer.records)


EXAMPLE = (
    "ns A 192.0.2.53",
    "www A 192.0.2.1",
    "www A 192.0.2.2",
    "www AAAA 2001:db8::1",
    'a.deep.tree TXT "t"',
    "alias CNAME www.example.com.",
    "abroad CNAME www.example.net.",
    "keyed KEY 256 3 8 AA==",
    "toward CNAME keyed.example.com.",
    "dangling CNAME nothing.example.com.",
    "*.wild A 192.0.2.9",
    'there.wild TXT "t"',
    'below.nonterminal.wild TXT "t"',
    "*.aliased CNAME www.example.com.",
    "old DNAME new.example.com.",
    "www.new A 192.0.2.7",
    "hidden.old A 192.0.2.66",
    "sub NS ns.sub.example.com.",
    "sub DS 1 8 2 00",
    "ns.sub A 192.0.2.54",
    "*.sub A 192.0.2.67",
    "a\\.b.odd A 192.0.2.8",
    "*.odd A 192.0.2.88",
)


@pytest.fixture(scope="module")
def example() -> Namespace:
    """One complete zone with a bit of everything."""
    return Namespace([zone("example.com.", *EXAMPLE)])


@pytest.mark.parametrize(
    ("name", "rtype", "expected"),
    [
        ("www.example.com.", "A", (FOUND, ["192.0.2.1", "192.0.2.2"])),
        ("www.example.com.", "MX", (NODATA, [])),
        ("gone.example.com.", "A", (NXDOMAIN, [])),
        ("deep.tree.example.com.", "A", (NODATA, [])),
        ("tree.example.com.", "ANY", (NODATA, [])),
        ("www.example.com.", "ANY", (FOUND, ["192.0.2.1", "192.0.2.2", "2001:db8::1"])),
        ("www.example.net.", "A", (UNKNOWN, [])),
        ("com.", "NS", (UNKNOWN, [])),
        (".", "NS", (UNKNOWN, [])),
        # Aliases: RFC 1034 section 3.6.2.
        ("alias.example.com.", "A", (FOUND, ["192.0.2.1", "192.0.2.2"])),
        ("alias.example.com.", "MX", (NODATA, [])),
        ("alias.example.com.", "CNAME", (FOUND, ["www.example.com."])),
        ("alias.example.com.", "ANY", (FOUND, ["www.example.com."])),
        ("toward.example.com.", "KEY", (NODATA, [])),
        ("abroad.example.com.", "A", (UNKNOWN, [])),
        ("dangling.example.com.", "A", (NXDOMAIN, [])),
        # Wildcards: RFC 4592.
        ("x.wild.example.com.", "A", (FOUND, ["192.0.2.9"])),
        ("x.y.wild.example.com.", "A", (FOUND, ["192.0.2.9"])),
        ("x.wild.example.com.", "TXT", (NODATA, [])),
        ("*.wild.example.com.", "A", (FOUND, ["192.0.2.9"])),
        ("*.www.example.com.", "A", (NXDOMAIN, [])),
        ("x.*.wild.example.com.", "A", (NXDOMAIN, [])),
        ("there.wild.example.com.", "A", (NODATA, [])),
        ("x.there.wild.example.com.", "A", (NXDOMAIN, [])),
        ("nonterminal.wild.example.com.", "A", (NODATA, [])),
        ("x.nonterminal.wild.example.com.", "A", (NXDOMAIN, [])),
        ("wild.example.com.", "A", (NODATA, [])),
        ("x.aliased.example.com.", "A", (FOUND, ["192.0.2.1", "192.0.2.2"])),
        ("x.aliased.example.com.", "CNAME", (FOUND, ["www.example.com."])),
        # DNAME: RFC 6672.
        ("www.old.example.com.", "A", (FOUND, ["192.0.2.7"])),
        ("x.old.example.com.", "A", (NXDOMAIN, [])),
        ("hidden.old.example.com.", "A", (NXDOMAIN, [])),
        ("old.example.com.", "A", (NODATA, [])),
        ("old.example.com.", "DNAME", (FOUND, ["new.example.com."])),
        ("x.old.example.com.", "CNAME", (FOUND, ["x.new.example.com."])),
        ("x.old.example.com.", "ANY", (FOUND, ["x.new.example.com."])),
        # Delegations: RFC 1034 section 4.2.1, RFC 4035 section 3.1.4.1.
        ("sub.example.com.", "NS", (UNKNOWN, [])),
        ("sub.example.com.", "A", (UNKNOWN, [])),
        ("sub.example.com.", "DS", (FOUND, ["1 8 2 00"])),
        ("ns.sub.example.com.", "A", (UNKNOWN, [])),
        ("ns.sub.example.com.", "DS", (UNKNOWN, [])),
        ("x.sub.example.com.", "A", (UNKNOWN, [])),
        # Escapes: the dot in a label does not separate labels.
        ("a\\.b.odd.example.com.", "A", (FOUND, ["192.0.2.8"])),
        ("b.odd.example.com.", "A", (FOUND, ["192.0.2.88"])),
        ("x.a\\.b.odd.example.com.", "A", (NXDOMAIN, [])),
        ("x\\.example.com.", "A", (UNKNOWN, [])),
    ],
)
def test_lookup_in_one_complete_zone(
    example: Namespace, name: str, rtype: str, expected: tuple[str, list[str]]
) -> None:
    """A complete zone answers as its authoritative server would, and cannot tell what it has delegated."""
    assert expected == outcome(example.lookup(name, rtype))


@pytest.mark.parametrize(
    ("name", "rtype", "why"),
    [
        ("5.113.0.203.in-addr.arpa.", "PTR", "no loaded zone encloses 5.113.0.203.in-addr.arpa."),
        ("abroad.example.com.", "A", "no loaded zone encloses www.example.net."),
        ("x.sub.example.com.", "A", "sub.example.com. is delegated and its zone is not loaded"),
        ("example.com.", "DS", "the zone above example.com. is not loaded"),
        ("gone.example.com.", "A", "gone.example.com. does not exist in example.com."),
        ("ns.example.com.", "MX", "ns.example.com. exists, but has no MX"),
        ("www.example.com.", "A", ""),
    ],
)
def test_why_names_what_would_settle_it(example: Namespace, name: str, rtype: str, why: str) -> None:
    """The reason names the zone that is missing, or the name that is."""
    assert why == example.lookup(name, rtype).why


def test_exactly_one_of_found_absent_unknown(example: Namespace) -> None:
    """NODATA and NXDOMAIN are absent, FOUND and UNKNOWN are not."""
    names = ("www.example.com.", "ns.example.com.", "gone.example.com.", "www.example.net.")
    answers = [example.lookup(name, "AAAA") for name in names]

    assert [(True, False, False), (False, True, False), (False, True, False), (False, False, True)] == [
        (answer.found, answer.absent, answer.unknown) for answer in answers
    ]


def test_chain_tells_each_step() -> None:
    """Every alias and wildcard on the way is a step, with its record and a line of text."""
    namespace = Namespace(
        [
            zone("example.com.", "*.w CNAME a.old.example.net."),
            zone("example.net.", "old DNAME example.org."),
            zone("example.org.", "* A 192.0.2.1"),
        ]
    )
    answer = namespace.lookup("x.w.example.com.", "A")

    assert [
        ("wildcard", "*.w.example.com. matches x.w.example.com."),
        ("CNAME", "x.w.example.com. CNAME a.old.example.net."),
        ("DNAME", "old.example.net. DNAME example.org., so a.old.example.net. CNAME a.example.org."),
        ("wildcard", "*.example.org. matches a.example.org."),
    ] == [(step.kind, step.text) for step in answer.chain]
    assert ["CNAME", "CNAME", "DNAME", "A"] == [step.record.type for step in answer.chain if step.record]
    assert ("a.example.org.", "example.org.") == (answer.name, answer.zone and answer.zone.origin)


def test_records_of_a_wildcard_keep_their_owner(example: Namespace) -> None:
    """A record that answers through a wildcard is the one in the file."""
    assert ["*.wild.example.com."] == [record.owner for record in example.lookup("x.wild.example.com.", "A").records]


def test_wildcard_that_is_an_empty_non_terminal_matches_nothing_but_makes_names_exist() -> None:
    """`*` may exist because of a name below it: RFC 4592 section 2.2.2."""
    namespace = Namespace([zone("example.com.", "a.* A 192.0.2.1")])

    assert NODATA == namespace.lookup("x.example.com.", "A").status


def test_wildcard_with_name_servers_is_undecided() -> None:
    """What a wildcard delegation means is undefined: RFC 4592 section 4.2."""
    namespace = Namespace([zone("example.com.", "* NS ns.example.net.", "* A 192.0.2.1")])

    assert UNKNOWN == namespace.lookup("x.example.com.", "A").status


def test_wildcard_does_not_rewrite_by_its_dname() -> None:
    """A DNAME at a wildcard is matched as any record: RFC 4592 section 4.4."""
    namespace = Namespace([zone("example.com.", "* DNAME example.net.")])

    assert (NODATA, FOUND) == (
        namespace.lookup("x.example.com.", "A").status,
        namespace.lookup("x.example.com.", "DNAME").status,
    )


def test_topmost_cut_decides() -> None:
    """Of a delegation and a DNAME on the way down, the upper one counts."""
    records = (
        "a NS ns.example.net.",
        "b.a DNAME example.com.",
        "c DNAME example.com.",
        "d.c NS ns.example.net.",
        "x A 192.0.2.1",
    )
    namespace = Namespace([zone("example.com.", *records)])

    assert UNKNOWN == namespace.lookup("x.b.a.example.com.", "A").status
    assert NXDOMAIN == namespace.lookup("x.d.c.example.com.", "A").status


def test_dname_at_the_apex_spares_the_apex() -> None:
    """A DNAME at the apex rewrites all names below it: RFC 6672 section 2.3."""
    namespace = Namespace(
        [zone("example.com.", "@ DNAME example.net.", "@ MX 0 ."), zone("example.net.", "a A 192.0.2.1")]
    )

    assert (FOUND, ["0 ."]) == outcome(namespace.lookup("example.com.", "MX"))
    assert (FOUND, ["192.0.2.1"]) == outcome(namespace.lookup("a.example.com.", "A"))


def test_dname_at_and_to_the_root() -> None:
    """The root has no label of its own to take off or put on."""
    to_root = Namespace([zone("example.com.", "old DNAME ."), zone("net.", "x A 192.0.2.1")])
    at_root = Namespace([zone(".", "@ DNAME example.com."), zone("example.com.", "x.net A 192.0.2.1")])

    assert (FOUND, ["192.0.2.1"]) == outcome(to_root.lookup("x.net.old.example.com.", "A"))
    assert (FOUND, ["192.0.2.1"]) == outcome(at_root.lookup("x.net.", "A"))


def test_synthesised_cname_keeps_the_written_case_and_the_place() -> None:
    """The CNAME made from a DNAME stands where the DNAME stands."""
    namespace = Namespace([zone("example.com.", "old DNAME New.Example.NET.")])
    (record,) = namespace.lookup("x.old.example.com.", "CNAME").records

    assert ("x.old.example.com.", "CNAME", "x.New.Example.NET.", 3) == (
        record.owner,
        record.type,
        record.rdata,
        record.line,
    )


def test_cname_is_followed_in_lower_case() -> None:
    """Letter case in a target does not matter: RFC 4343."""
    namespace = Namespace(
        [zone("example.com.", "a CNAME B.EXAMPLE.com.", "c.d DNAME E.example.COM.", "b A 192.0.2.1", "x.e A 192.0.2.2")]
    )

    assert (FOUND, ["192.0.2.1"]) == outcome(namespace.lookup("a.example.com.", "A"))
    assert (FOUND, ["192.0.2.2"]) == outcome(namespace.lookup("x.c.d.example.com.", "A"))


def row(links: int) -> Namespace:
    """Return a namespace where 0.example.com. leads over so many CNAMEs to an address."""
    records = [f"{number} CNAME {number + 1}.example.com." for number in range(links)]
    return Namespace([zone("example.com.", *records, f"{links} A 192.0.2.1")])


@pytest.mark.parametrize(("links", "status"), [(1, FOUND), (11, FOUND), (12, LOOP), (10000, LOOP)])
def test_number_of_links_is_bounded(links: int, status: str) -> None:
    """A chain of 11 aliases is followed, a longer one is not: so do resolvers."""
    answer = row(links).lookup("0.example.com.", "A")

    assert status == answer.status
    assert len(answer.chain) <= MAX_LINKS + 1


@pytest.mark.parametrize(
    "records",
    [
        ("x.a CNAME x.a.example.com.",),
        ("x.a CNAME b.example.com.", "b CNAME c.example.com.", "c CNAME b.example.com."),
        ("a DNAME a.example.com.",),
        ("a DNAME b.a.example.com.",),
        ("*.a CNAME y.a.example.com.",),
        ("a DNAME " + ".".join("l" * 63 for _ in range(3)) + "." + "m" * 50 + ".example.com.",),
    ],
)
def test_chains_without_an_end_are_loops(records: Sequence[str]) -> None:
    """Rings, aliases that grow, and names over 255 octets are LOOP, which is absent."""
    answer = Namespace([zone("example.com.", *records)]).lookup("x.a.example.com.", "A")

    assert (LOOP, True) == (answer.status, answer.absent)
    assert answer.why


def test_deepest_zone_wins() -> None:
    """A loaded child answers at and below its apex, delegated or not; the parent's glue does not."""
    child = zone("sub.example.com.", "ns A 192.0.2.99")
    namespace = Namespace([zone("example.com.", *EXAMPLE, "x.other A 192.0.2.1"), child, zone("other.example.com.")])

    assert (FOUND, ["192.0.2.99"]) == outcome(namespace.lookup("ns.sub.example.com.", "A"))
    assert NXDOMAIN == namespace.lookup("gone.sub.example.com.", "A").status
    assert NXDOMAIN == namespace.lookup("x.other.example.com.", "A").status


def test_ds_is_asked_above_the_cut() -> None:
    """The DS of a loaded child is the parent's: RFC 4035 section 3.1.4.1."""
    parents = zone("example.com.", "sub NS ns.example.net.", "sub DS 1 8 2 00", "bare NS ns.example.net.")
    namespace = Namespace([parents, zone("sub.example.com."), zone("bare.example.com.")])

    assert (FOUND, ["1 8 2 00"]) == outcome(namespace.lookup("sub.example.com.", "DS"))
    assert NODATA == namespace.lookup("bare.example.com.", "DS").status


def test_ds_of_a_zone_whose_parent_is_not_loaded_is_unknown() -> None:
    """A grandparent that has delegated the parent away cannot tell, either, nor can a DS on the wrong side."""
    zones = [zone("example.com.", "b NS ns.example.net."), zone("a.b.example.com.", "@ DS 1 8 2 00")]
    namespace = Namespace(zones)

    assert UNKNOWN == namespace.lookup("a.b.example.com.", "DS").status
    assert UNKNOWN == namespace.lookup("example.com.", "DS").status


def test_root_zone_encloses_everything() -> None:
    """With the root zone loaded a name outside all others does not exist, and the root has no DS."""
    namespace = Namespace([zone(".", "com NS ns.example.net.", '* TXT "t"')])

    assert NODATA == namespace.lookup("example.org.", "A").status
    assert UNKNOWN == namespace.lookup("example.com.", "A").status
    assert NODATA == namespace.lookup(".", "DS").status


@pytest.mark.parametrize("child_is_loaded", [True, False])
def test_classless_reverse_delegation(child_is_loaded: bool) -> None:
    """The CNAMEs of the /24 lead into the child zone, loaded or not: RFC 2317."""
    child = "64/26.2.0.192.in-addr.arpa."
    records = ("64/26 NS ns.example.net.", f"65 CNAME 65.{child}", f"66 CNAME 66.{child}")
    zones = [zone("2.0.192.in-addr.arpa.", *records)]
    if child_is_loaded:
        zones.append(zone(child, "65 PTR mail.example.com."))
    namespace = Namespace(zones)
    expected = [(FOUND, ["mail.example.com."]), (NXDOMAIN, [])] if child_is_loaded else [(UNKNOWN, []), (UNKNOWN, [])]

    assert expected == [outcome(namespace.reverse("192.0.2.65")), outcome(namespace.reverse("192.0.2.66"))]


INCOMPLETE = (
    "www A 192.0.2.1",
    "* A 192.0.2.9",
    "alias CNAME gone.example.net.",
    "old DNAME example.net.",
    "sub NS ns.example.net.",
    "sub DS 1 8 2 00",
)


@pytest.mark.parametrize(
    ("name", "rtype", "status"),
    [
        ("www.example.com.", "A", FOUND),
        ("www.example.com.", "MX", UNKNOWN),
        ("gone.example.com.", "A", UNKNOWN),
        ("*.example.com.", "A", FOUND),
        ("alias.example.com.", "A", NXDOMAIN),
        ("alias.example.com.", "CNAME", FOUND),
        ("a.old.example.com.", "A", NXDOMAIN),
        ("x.sub.example.com.", "A", UNKNOWN),
        ("sub.example.com.", "DS", FOUND),
        ("www.example.com.", "ANY", FOUND),
    ],
)
def test_incomplete_zone_proves_no_absence(name: str, rtype: str, status: str) -> None:
    """What an incomplete zone shows is there; what it does not show, a match of its wildcard too, is UNKNOWN."""
    namespace = Namespace(
        [zone("example.com.", *INCOMPLETE, incomplete="syntax error at zones/x:12"), zone("example.net.")]
    )
    answer = namespace.lookup(name, rtype)

    assert (status, False) == (answer.status, answer.whole)


def test_incomplete_zone_gives_its_reason() -> None:
    """The answer names the zone and what could not be read."""
    namespace = Namespace([zone("example.com.", incomplete="syntax error at zones/x:12")])

    assert "example.com. is incomplete: syntax error at zones/x:12" == namespace.lookup("a.example.com.", "A").why


def test_declared_zone_is_unknown_with_its_reason() -> None:
    """A secondary or forward zone hides all names at and below its origin."""
    namespace = Namespace(
        [zone("example.com.", "a.corp A 192.0.2.1"), declared("corp.example.com.", "secondary zone at named.conf:7")]
    )

    for name in ("corp.example.com.", "a.corp.example.com."):
        assert "corp.example.com. is not loaded: secondary zone at named.conf:7" == namespace.lookup(name, "A").why


def test_whole_needs_complete_zones_all_the_way() -> None:
    """An RRset reached over an incomplete zone is not known to be whole."""
    zones = [
        zone("example.com.", "a CNAME c.example.net.", incomplete="because"),
        zone("example.net.", "b A 192.0.2.1", "c CNAME b.example.net."),
    ]
    namespace = Namespace(zones)

    assert [False, True] == [namespace.lookup(name, "A").whole for name in ("a.example.com.", "c.example.net.")]


def test_provider_alias_answers_address_queries_only() -> None:
    """ALIAS and ANAME stand for the addresses of their target."""
    namespace = Namespace(
        [
            zone("example.com.", "@ ALIAS web.example.net.", "x ANAME gone.example.net."),
            zone("example.net.", "web A 192.0.2.1", "web MX 0 ."),
        ]
    )
    found = namespace.lookup("example.com.", "A")

    assert ((FOUND, ["192.0.2.1"]), ["ALIAS"]) == (outcome(found), [step.kind for step in found.chain])
    assert NODATA == namespace.lookup("example.com.", "MX").status
    assert NODATA == namespace.lookup("x.example.com.", "A").status


def test_records_beside_a_cname_are_found() -> None:
    """Where a zone breaks the rule that a CNAME stands alone, what is there is not called missing."""
    namespace = Namespace([zone("example.com.", "a CNAME gone.example.com.", "a MX 0 .")])

    assert (FOUND, ["0 ."]) == outcome(namespace.lookup("a.example.com.", "MX"))


def test_first_of_two_zones_with_one_origin_answers() -> None:
    """The other one is listed as a duplicate."""
    first, second = zone("example.com.", "a A 192.0.2.1"), zone("example.com.", "b A 192.0.2.2")
    namespace = Namespace([first, second], view="internal")

    assert ([second], first, "internal") == (namespace.duplicates, namespace.zones["example.com."], namespace.view)
    assert NXDOMAIN == namespace.lookup("b.example.com.", "A").status


ASSUMED = (
    "65.64/26.2.0.192.in-addr.arpa. PTR mail.example.com.",
    "gone.example.com. A 192.0.2.1",
    "ns.sub.example.com. A 192.0.2.2",
    "www.example.net. CNAME www.example.com.",
    "lost.example.net. CNAME gone.example.com.",
)


@pytest.mark.parametrize(
    ("name", "rtype", "expected"),
    [
        ("65.64/26.2.0.192.in-addr.arpa.", "PTR", (FOUND, ["mail.example.com."])),
        ("65.64/26.2.0.192.in-addr.arpa.", "ANY", (FOUND, ["mail.example.com."])),
        ("65.64/26.2.0.192.in-addr.arpa.", "A", (UNKNOWN, [])),
        ("66.64/26.2.0.192.in-addr.arpa.", "PTR", (UNKNOWN, [])),
        ("gone.example.com.", "A", (NXDOMAIN, [])),
        ("ns.sub.example.com.", "A", (FOUND, ["192.0.2.2"])),
        ("abroad.example.com.", "A", (FOUND, ["192.0.2.1", "192.0.2.2"])),
        ("www.example.net.", "CNAME", (FOUND, ["www.example.com."])),
        ("www.example.net.", "KEY", (UNKNOWN, [])),
        ("lost.example.net.", "A", (NXDOMAIN, [])),
    ],
)
def test_assumptions_answer_where_the_zones_cannot_tell(name: str, rtype: str, expected: tuple[str, list[str]]) -> None:
    """They count for their own owner and type, never against a loaded zone, and say nothing of other names."""
    namespace = Namespace([zone("example.com.", *EXAMPLE)], assumed=[assumed(*ASSUMED)])

    assert expected == outcome(namespace.lookup(name, rtype))


def test_assumption_is_a_step() -> None:
    """The chain shows once what rests on an assumption; the RRset counts as whole."""
    namespace = Namespace([zone("example.com.", *EXAMPLE)], assumed=[assumed(*ASSUMED)])
    answer = namespace.lookup("abroad.example.com.", "A")

    assert [
        ("CNAME", "abroad.example.com. CNAME www.example.net."),
        ("assumed", "www.example.net. CNAME www.example.com."),
    ] == [(step.kind, step.text) for step in answer.chain]
    assert answer.whole


def test_assumed_rrset_is_one_step_and_has_no_record_twice() -> None:
    """Two files may publish parts of an RRset, or the same record."""
    files = [assumed("a.example. A 192.0.2.1", "a.example. A 192.0.2.2"), assumed("a.example. A 192.0.2.2")]
    answer = Namespace([], assumed=files).lookup("a.example.", "A")

    assert (FOUND, ["192.0.2.1", "192.0.2.2"]) == outcome(answer)
    assert ["a.example. A 192.0.2.1"] == [step.text for step in answer.chain]


def test_assumption_stands_in_for_an_incomplete_zone() -> None:
    """What an incomplete zone leaves open may be assumed; what it shows is not replaced."""
    loaded = zone("example.com.", "a A 192.0.2.1", incomplete="because")
    namespace = Namespace([loaded], assumed=[assumed("a.example.com. A 192.0.2.7", "b.example.com. A 192.0.2.8")])

    assert (FOUND, ["192.0.2.1"]) == outcome(namespace.lookup("a.example.com.", "A"))
    assert (FOUND, ["192.0.2.8"]) == outcome(namespace.lookup("b.example.com.", "A"))


def test_addresses_reads_both_types(example: Namespace) -> None:
    """The addresses of a name are its A and AAAA records, in canonical text."""
    answer = example.addresses("alias.example.com.")

    assert ["192.0.2.1", "192.0.2.2", "2001:db8::1"] == answer.addresses
    assert (True, False, False, True) == (answer.found, answer.absent, answer.unknown, answer.whole)
    assert ["CNAME"] == [step.kind for step in answer.chain]


def test_addresses_are_absent_only_if_both_types_are() -> None:
    """One address is enough to be found; without one, a single undecided type leaves it open."""
    zones = [
        zone("example.com.", "a A 192.0.2.1", "b MX 0 ."),
        zone("example.net.", "c A 192.0.2.1", incomplete="because"),
    ]
    namespace = Namespace(zones, assumed=[assumed("d.example.org. AAAA 2001:db8::1")])
    states = {
        name: namespace.addresses(name)
        for name in ("a.example.com.", "b.example.com.", "c.example.net.", "d.example.org.", "e.example.org.")
    }

    assert {
        "a.example.com.": (True, False, False, True),
        "b.example.com.": (False, True, False, True),
        "c.example.net.": (True, False, False, False),
        "d.example.org.": (True, False, False, False),
        "e.example.org.": (False, False, True, False),
    } == {name: (each.found, each.absent, each.unknown, each.whole) for name, each in states.items()}
    assert "no loaded zone encloses e.example.org." == states["e.example.org."].why
    assert ["assumed"] == [step.kind for step in states["d.example.org."].chain]


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("www.example.com.", FOUND),
        ("tree.example.com.", FOUND),
        ("dangling.example.com.", FOUND),
        ("sub.example.com.", FOUND),
        ("x.sub.example.com.", UNKNOWN),
        ("ns.sub.example.com.", UNKNOWN),
        ("x.wild.example.com.", FOUND),
        ("gone.example.com.", NXDOMAIN),
        ("example.org.", UNKNOWN),
    ],
)
def test_exists_asks_for_the_name_alone(example: Namespace, name: str, status: str) -> None:
    """Empty non-terminals, aliases to nowhere and owners of delegations exist."""
    assert status == example.exists(name)


def test_a_namespace_of_a_view_or_a_server_has_not_all_zones() -> None:
    """There are others of the set then."""
    example = zone("example.com.")
    namespaces = (Namespace([example]), Namespace([example], "inside"), Namespace([example], judged=[example]))

    assert [True, False, False] == [namespace.has_all_zones for namespace in namespaces]


@pytest.mark.parametrize(
    ("records", "open_below"),
    [((), True), (("sub NS ns.example.net.",), False)],
)
def test_unreadable_delegation_leaves_open_what_is_below(records: tuple[str, ...], open_below: bool) -> None:
    """Another NS record beside it delegates the name all the same: what is below is not this zone's then."""
    made = zone("example.com.", *records)
    made.add_damage("sub.example.com.", LostRecord(("NS",), ("ns.",), "example.com."), "line 9")
    namespace = Namespace([made])

    assert open_below == namespace.is_damaged("www.sub.example.com.", "A")


def test_readable_delegation_beside_damage_is_not_damaged() -> None:
    """A record elsewhere that cannot be read says nothing about what is below a delegation."""
    made = zone("example.com.", "sub NS ns.example.net.", "alias CNAME www.sub.example.com.")
    made.add_damage("alias.example.com.", LostRecord(("A",), ("192.0.2",), "example.com."), "line 9")

    assert not Namespace([made]).is_damaged("www.sub.example.com.", "A")


def test_delegation_exists_whatever_a_resolver_said() -> None:
    """The loaded zone holds its NS records; elsewhere the answer of the resolver counts."""
    outside = assumed()
    names = ("sub.example.com.", "www.sub.example.com.")
    outside.absences = {(name, "A"): Absence("NXDOMAIN", "2026-11-28") for name in names}
    namespace = Namespace([zone("example.com.", "sub NS ns.example.net.")], None, [outside])

    assert [FOUND, NXDOMAIN] == [namespace.exists(name) for name in names]


def test_empty_non_terminal_of_an_incomplete_zone_exists() -> None:
    """A name with something below it exists, whatever else could not be read."""
    namespace = Namespace([zone("example.com.", "a.b A 192.0.2.1", incomplete="because")])

    assert (FOUND, UNKNOWN) == (namespace.exists("b.example.com."), namespace.exists("c.example.com."))


@pytest.mark.parametrize("child_is_loaded", [True, False])
def test_glue_is_what_the_zone_above_the_cut_holds(child_is_loaded: bool) -> None:
    """Glue is the parent's, whether the child is loaded or not; elsewhere there is none."""
    child = zone("sub.example.com.", "ns A 192.0.2.99")
    namespace = Namespace([zone("example.com.", *EXAMPLE), *([child] if child_is_loaded else [])])

    assert ["192.0.2.54"] == [record.rdata for record in namespace.glue("ns.sub.example.com.", "A")]
    assert [] == list(namespace.glue("ns.sub.example.com.", "AAAA"))
    assert [] == list(namespace.glue("www.example.com.", "A"))
    assert [] == list(namespace.glue("hidden.old.example.com.", "A"))
    assert [] == list(namespace.glue("www.example.net.", "A"))


def test_records_leave_out_what_is_not_served() -> None:
    """Glue, data below a DNAME, data in a loaded child's place and assumptions are not yielded; the delegation is."""
    zones = [
        zone("example.com.", *EXAMPLE, "x.own A 192.0.2.100", "sub A 192.0.2.101"),
        zone("own.example.com.", "x A 192.0.2.102"),
        zone("a.example.net.", "x A 192.0.2.103", "x.child A 192.0.2.105"),
        zone("child.a.example.net."),
    ]
    namespace = Namespace(zones, assumed=[assumed("x.example.org. A 192.0.2.104")])
    hidden = {"192.0.2.54", "192.0.2.66", "192.0.2.67", "192.0.2.100", "192.0.2.101", "192.0.2.105"}
    every = {record.rdata for record in namespace.all_records("A")}

    assert hidden == every - {record.rdata for record in namespace.records("A")}
    assert "sub.example.com." in [record.owner for record in namespace.records("NS")]
    assert ["sub.example.com."] == [record.owner for record in namespace.records("DS")]


def test_delegation_of_a_loaded_child_is_among_the_records() -> None:
    """The NS records on both sides of the cut are yielded."""
    namespace = Namespace([zone("example.com.", "sub NS ns.example.net."), zone("sub.example.com.")])

    assert ["example.com.", "sub.example.com.", "sub.example.com."] == [
        record.owner for record in namespace.records("NS")
    ]


@pytest.mark.parametrize(
    ("name", "origin"),
    [
        ("a.b.example.com.", "b.example.com."),
        ("xb.example.com.", "example.com."),
        ("a\\.b.example.com.", "example.com."),
        ("c.a\\.b.example.com.", "example.com."),
        ("1.2.3.4.5.6.7.8.9.a.b.c.d.e.f.0.1.2.3.4.5.6.7.8.8.b.d.0.1.0.0.2.ip6.arpa.", "8.b.d.0.1.0.0.2.ip6.arpa."),
        ("1.2.3.4.5.6.7.8.9.a.b.c.d.e.f.0.1.2.3.4.5.6.0.0.8.b.d.0.1.0.0.2.ip6.arpa.", "0.0.8.b.d.0.1.0.0.2.ip6.arpa."),
        ("1.2.3.4.5.6.7.8.9.a.b.c.d.e.f.0.1.2.3.4.5.6.7.8.9.b.d.0.1.0.0.2.ip6.arpa.", None),
        ("a-name-that-is-rather-long-and-ends-in-x8.b.d.0.1.0.0.2.ip6.arpa.", None),
        ("a-name-that-is-rather-long.and-ends-in.8.b.d.0.1.0.0.2.ip6.arpa.", "8.b.d.0.1.0.0.2.ip6.arpa."),
        ("com.", None),
        (".", None),
    ],
)
def test_zone_of_finds_the_deepest_enclosing_zone(name: str, origin: str | None) -> None:
    """Names are compared label by label, also where that is done by slicing."""
    origins = ("example.com.", "b.example.com.", "8.b.d.0.1.0.0.2.ip6.arpa.", "0.0.8.b.d.0.1.0.0.2.ip6.arpa.")
    found = Namespace([zone(each) for each in origins]).zone_of(name)

    assert origin == (found and found.origin)


def test_zone_of_the_apex_of_a_long_reverse_zone_is_that_zone() -> None:
    """Also where the origin of another one is longer than the name."""
    origin = "0.c.d.7.0.6.0.f.1.0.7.4.0.1.0.0.2.ip6.arpa."
    longer = f"0.0.0.0.{origin.replace('c.d', 'd.c')}"
    found = Namespace([zone(origin), zone(longer)]).zone_of(origin)

    assert found is not None
    assert origin == found.origin


@pytest.mark.parametrize("origin", ["ip6.arpa.", "arpa.", "."])
def test_reverse_of_an_ipv6_address_is_found_below_any_zone(origin: str) -> None:
    """A zone far above the address encloses it, too."""
    assert NXDOMAIN == Namespace([zone(origin)]).reverse("2001:db8::1").status


# Random zones, small enough to collide often. Children are always delegated, so that taking one away leaves a gap.
ORIGINS = ("test.", "a.test.", "b.a.test.", "other.")
LABELS = ("a", "b", "*", "c")
names = st.builds(
    lambda labels, origin: "".join(f"{label}." for label in labels) + origin,
    st.lists(st.sampled_from(LABELS), max_size=3),
    st.sampled_from((*ORIGINS, "outside.")),
)
types = st.sampled_from(("A", "CNAME", "DNAME", "NS", "TXT", "DS"))
questions = st.lists(
    st.tuples(names, st.sampled_from(("A", "CNAME", "NS", "DS", "TXT", "ANY", "SOA"))), min_size=1, max_size=30
)
record_lists = st.lists(st.tuples(names, types, names, st.integers(1, 3)), max_size=25)


def zones_from(origins: Sequence[str], records: list[tuple[str, str, str, int]]) -> dict[str, Zone]:
    """Return zones as a server would load them: each record in its zone, a CNAME or DNAME once and alone."""
    made: dict[str, list[str]] = {origin: [] for origin in origins}
    held: dict[str, set[str]] = {}
    for child in origins:
        above = [origin for origin in origins if is_below(child, origin)]
        if above:
            made[max(above, key=len)].append(f"{child} NS ns.outside.")
    for owner, rtype, target, number in records:
        around = [origin for origin in origins if owner == origin or is_below(owner, origin)]
        types_there = held.setdefault(owner, set())
        alone = (
            "CNAME" in types_there or (rtype == "CNAME" and types_there) or (rtype == "DNAME" and rtype in types_there)
        )
        if around and owner not in origins and not alone:
            types_there.add(rtype)
            rdata = {"A": f"192.0.2.{number}", "TXT": f'"{number}"', "DS": f"{number} 8 2 00"}.get(rtype, target)
            made[max(around, key=len)].append(f"{owner} {rtype} {rdata}")
    return {origin: zone(origin, *lines) for origin, lines in made.items()}


zone_sets = st.builds(zones_from, st.lists(st.sampled_from(ORIGINS), min_size=1, unique=True), record_lists)


@given(zone_sets, questions)
def test_every_answer_is_consistent(zones: dict[str, Zone], asked: list[tuple[str, str]]) -> None:
    """Whatever is asked: records if and only if FOUND, a reason otherwise, a bounded chain."""
    namespace = Namespace(zones.values())
    for name, rtype in asked:
        answer = namespace.lookup(name, rtype)

        assert answer.found == bool(answer.records)
        assert answer.found != bool(answer.why)
        assert [answer.found, answer.absent, answer.unknown].count(True) == 1
        assert answer.whole != answer.unknown
        assert len(answer.chain) <= 2 * MAX_LINKS + 2
        assert namespace.exists(name) in (FOUND, NXDOMAIN, UNKNOWN, LOOP)


@given(zone_sets, questions, st.data())
def test_a_zone_read_in_part_never_proves_what_the_whole_one_refutes(
    zones: dict[str, Zone], asked: list[tuple[str, str]], data: st.DataObject
) -> None:
    """Records lost from an incomplete zone turn answers into UNKNOWN or into fewer records, nothing else."""
    origin = data.draw(st.sampled_from(sorted(zones)))
    part = Zone(origin, zones[origin].source)
    part.incomplete("a part is missing")
    for owners in zones[origin].types.values():
        for rrset in owners.values():
            for record in rrset:
                # A lost delegation or DNAME would show what is hidden below: no zone can guard against that.
                if record.type in ("NS", "DNAME", "SOA") or data.draw(st.booleans()):
                    part.add(record)
    whole_set, part_set = Namespace(zones.values()), Namespace({**zones, origin: part}.values())
    for name, rtype in asked:
        before, after = whole_set.lookup(name, rtype), part_set.lookup(name, rtype)
        if after.found:
            assert set(after.records) <= set(before.records)
            assert not after.whole or outcome(before) == outcome(after)
        elif after.absent:
            assert before.status == after.status


@given(zone_sets, questions, st.data())
def test_taking_a_zone_away_only_takes_knowledge_away(
    zones: dict[str, Zone], asked: list[tuple[str, str]], data: st.DataObject
) -> None:
    """With a delegated zone not loaded every answer stays as it was or becomes UNKNOWN."""
    origin = data.draw(st.sampled_from(sorted(zones)))
    fewer = Namespace(each for each in zones.values() if each.origin != origin)
    above = fewer.zone_of(origin)
    # A DNAME above the delegation hides it; then the zone above has answers of its own for the names below.
    assume(above is None or not any(is_below(origin, cut) for cut in above.cuts))
    everything = Namespace(zones.values())
    for name, rtype in asked:
        before, after = everything.lookup(name, rtype), fewer.lookup(name, rtype)

        assert after.unknown or outcome(before) == outcome(after)


@given(zone_sets, questions, record_lists)
def test_assumptions_change_nothing_that_is_known(
    zones: dict[str, Zone], asked: list[tuple[str, str]], records: list[tuple[str, str, str, int]]
) -> None:
    """An answer that the zones give stays, whatever is assumed."""
    lines = [f"{owner} {rtype} {target}" for owner, rtype, target, _ in records if rtype in ("CNAME", "A", "DNAME")]
    plain, with_assumptions = Namespace(zones.values()), Namespace(zones.values(), assumed=[assumed(*lines)])
    for name, rtype in asked:
        before, after = plain.lookup(name, rtype), with_assumptions.lookup(name, rtype)

        assert before.unknown or outcome(before) == outcome(after)
