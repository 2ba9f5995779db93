"""What differs between two versions of a set of zones."""

import time

import builders
import pytest
import respelling
from builders import zone
from hypothesis import given
from hypothesis import strategies as st
from reading import read
from respelling import Entry

from zonelint.dns.differences import Differences, RecordChange, ZoneDifference, differences, pairs_of
from zonelint.dns.txt import text_of
from zonelint.dns.zone import TTL_UNKNOWN, Record, Zone


def texts(changes: list[RecordChange]) -> list[str]:
    """Return each change as ``- text`` or ``+ text``, or ``- text + text``, the texts with their TTL."""
    return [
        " ".join(
            f"{sign} {record.owner} {record.ttl} {record.type} {record.rdata}"
            for sign, record in zip("-+", change, strict=True)
            if record is not None
        )
        for change in changes
    ]


def in_view(made: Zone, view: str | None) -> Zone:
    """Return `made` as a zone of `view`."""
    made.view = view
    return made


def at_path(path: str, *records: str, origin: str = "example.com.") -> Zone:
    """Return a zone that is read from `path`."""
    made = zone(origin, *records)
    made.source = builders.source("", path)
    return made


def changed(before: Zone, after: Zone) -> list[str]:
    """Return what differs between two versions of one zone; there must be no other difference."""
    found = differences([before], [after]).zones
    assert all(each.status == "changed" for each in found)
    return [text for each in found for text in texts(each.changes)]


def read_records(text: str) -> Zone:
    """Return the zone example.com. of `text`, with an SOA record before it, and check that all of it was read."""
    made = read(respelling.SOA + "\n" + text)
    assert not made.problems
    return made


# -- spelling --------------------------------------------------------------------------------------------------------


@given(st.data())
def test_spelling_and_order_are_no_change(data: st.DataObject) -> None:
    """Case, relative names, escapes, units of TTLs, strings of a text, comments, parentheses: all say the same."""
    records = data.draw(respelling.entries())
    before, after = (read(data.draw(respelling.spelled(records))) for _ in range(2))
    assert not before.problems
    assert not after.problems
    assert before.size() == len(records) + 1

    assert [] == differences([before], [after]).zones


@given(st.data())
def test_change_of_records_is_told_exactly(data: st.DataObject) -> None:
    """One record that went, came, or became another one is all that is told, however the file was written anew."""
    records = data.draw(respelling.entries())
    entry = data.draw(st.sampled_from(records))
    rest = [other for other in records if other != entry]
    kind = data.draw(st.sampled_from(("added", "removed", "rdata", "ttl")))
    old, new = records, records
    expected: list[tuple[Entry | None, Entry | None]]
    if kind == "added":
        old = rest
        expected = [(None, entry)]
    elif kind == "removed":
        new = rest
        expected = [(entry, None)]
    elif kind == "rdata":
        other = entry._replace(words=data.draw(respelling.other_rdata(entry)))
        new = [*rest, *({other} - set(rest))]
        expected = [(entry, None if other in rest else other)]
    else:
        ttl = data.draw(st.sampled_from((60, 3600, 5400, 86400, 0)).filter(lambda ttl: ttl != entry.ttl))
        longer = {each: each._replace(ttl=ttl) for each in records if each[:2] == entry[:2]}
        new = [longer.get(each, each) for each in records]
        expected = [*longer.items()]

    (told,) = differences([read(data.draw(respelling.spelled(old)))], [read(data.draw(respelling.spelled(new)))]).zones

    assert (told.status, told.unseen) == ("changed", [])
    assert sorted(str([identity(record) for record in change]) for change in told.changes) == sorted(
        str([identity(served(entry)) for entry in pair]) for pair in expected
    )


def identity(record: Record | None) -> object:
    """Return what makes `record` the record that it is."""
    if record is None:
        return None
    meaning = text_of(record) if record.type == "TXT" else record.rdata.lower()
    return record.owner, record.type, record.ttl, meaning


def served(entry: Entry | None) -> Record | None:
    """Return the record that `entry` is when it is alone in its zone."""
    return next(read_records(respelling.plain(entry)).records(entry.type)) if entry is not None else None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('@ 60 TXT "ab"', '@ 60 TXT "a" "b"'),
        ('@ 60 TXT "a\\" " "b"', '@ 60 TXT "a\\" b"'),
        ('@ 60 SPF "v=spf1 -all"', '@ 60 SPF "v=spf1" " -all"'),
        ('@ 60 CAA 0 ISSUE "ca.example.net"', '@ 60 CAA 0 issue "ca.example.net"'),
        ("@ 60 HTTPS 1 WWW.example.com. alpn=h2", "@ 60 HTTPS 1 www alpn=h2"),
        ("@ 60 TLSA 3 1 1 " + "AB" * 32, "@ 60 TLSA 3 1 1 " + "ab" * 32),
        ('@ 60 NAPTR 1 1 "u" "E2U+sip" "" Sip.example.com.', '@ 60 NAPTR 1 1 "u" "E2U+sip" "" sip'),
        ("@ 60 RP Admin.example.com. .", "@ 60 RP admin ."),
        ("@ 60 TYPE65280 \\# 2 ABCD", "@ 60 TYPE65280 \\# 2 abcd"),
        ("@ 60 TYPE1 \\# 4 04030201", "@ 60 A 4.3.2.1"),
        ("a 60 A 4.3.2.1\nb 60 A 4.3.2.2", "$TTL 1m\nb A 4.3.2.2\n\na A 4.3.2.1"),
        ("$GENERATE 1-2 h$ 60 A 4.3.2.$", "h1 60 A 4.3.2.1\nh2 60 A 4.3.2.2"),
    ],
)
def test_meaning_is_compared(before: str, after: str) -> None:
    """What a server serves is the same."""
    assert [] == changed(read_records(before + "\n"), read_records(after + "\n"))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ('@ 60 TXT "ab"', '@ 60 TXT "aB"', ['- example.com. 60 TXT "ab" + example.com. 60 TXT "aB"']),
        ('@ 60 TXT "a" "b"', '@ 60 TXT "a b"', ['- example.com. 60 TXT "a" "b" + example.com. 60 TXT "a b"']),
        (
            '@ 60 CAA 0 issue "a"',
            '@ 60 CAA 0 issue "A"',
            ['- example.com. 60 CAA 0 issue "a" + example.com. 60 CAA 0 issue "A"'],
        ),
        (
            "@ 60 MX 10 a",
            "@ 60 MX 20 a",
            ["- example.com. 60 MX 10 a.example.com. + example.com. 60 MX 20 a.example.com."],
        ),
        ("a 60 A 4.3.2.1", "a 60 AAAA ::1", ["- a.example.com. 60 A 4.3.2.1", "+ a.example.com. 60 AAAA ::1"]),
        ("a 60 A 4.3.2.1", "b 60 A 4.3.2.1", ["- a.example.com. 60 A 4.3.2.1", "+ b.example.com. 60 A 4.3.2.1"]),
        (
            "a 60 A 4.3.2.1\na 60 A 4.3.2.2",
            "a 30 A 4.3.2.2",
            ["- a.example.com. 60 A 4.3.2.1", "- a.example.com. 60 A 4.3.2.2 + a.example.com. 30 A 4.3.2.2"],
        ),
    ],
)
def test_other_meaning_is_a_change(before: str, after: str, expected: list[str]) -> None:
    """Of one owner and type a record that went and one that came are one that changed."""
    assert sorted(expected) == sorted(changed(read_records(before + "\n"), read_records(after + "\n")))


def test_records_of_one_kin_are_paired() -> None:
    """Of two MX records whose preferences are swapped, each keeps its host; an SPF record becomes an SPF record."""
    before = read_records('@ 60 MX 10 a\n@ 60 MX 20 b\n@ 60 TXT "v=spf1 -all"\n@ 60 TXT "x=1"\n')
    after = read_records('@ 60 MX 10 b\n@ 60 MX 20 a\n@ 60 TXT "y=2"\n@ 60 TXT "v=spf1 mx -all"\n')

    assert {
        "- example.com. 60 MX 10 a.example.com. + example.com. 60 MX 20 a.example.com.",
        "- example.com. 60 MX 20 b.example.com. + example.com. 60 MX 10 b.example.com.",
        '- example.com. 60 TXT "v=spf1 -all" + example.com. 60 TXT "v=spf1 mx -all"',
        '- example.com. 60 TXT "x=1" + example.com. 60 TXT "y=2"',
    } == set(changed(before, after))


def test_changes_are_sorted_from_the_apex_down() -> None:
    """Their order says nothing of the order in the file."""
    after = read_records("b.a 60 A 4.3.2.1\nz 60 TXT x\n@ 60 A 4.3.2.1\nz 60 A 4.3.2.1\na 60 A 4.3.2.1\n")

    assert [
        "+ example.com. 60 A 4.3.2.1",
        "+ a.example.com. 60 A 4.3.2.1",
        "+ b.a.example.com. 60 A 4.3.2.1",
        "+ z.example.com. 60 A 4.3.2.1",
        '+ z.example.com. 60 TXT "x"',
    ] == changed(read_records(""), after)


def test_ttl_that_cannot_be_known_is_no_change() -> None:
    """A record whose TTL comes from what cannot be read has none to compare."""
    before, after = read_records("a 60 A 4.3.2.1\n"), read("$TTL 4294967296\na A 4.3.2.1\n" + respelling.SOA + "\n")
    assert after.rrset("a.example.com.", "A")[0].flags & TTL_UNKNOWN

    assert [] == changed(before, after)


# -- the SOA record --------------------------------------------------------------------------------------------------


def soa(serial: int, refresh: int = 7200) -> tuple[str]:
    """Return an apex of one SOA record."""
    return (f"@ SOA ns.example.com. hostmaster.example.com. {serial} {refresh} 900 1209600 300",)


def test_serial_alone_is_no_changed_record() -> None:
    """The zone differs; its serials say so, and no record does."""
    (told,) = differences([zone("example.com.", apex=soa(1))], [zone("example.com.", apex=soa(3))]).zones

    assert ("changed", (1, 3), []) == (told.status, told.serials, told.changes)


def test_other_fields_of_the_soa_are_a_change() -> None:
    """An SOA record of which more than the serial differs is among the changed records."""
    (told,) = differences([zone("example.com.", apex=soa(1))], [zone("example.com.", apex=soa(2, 60))]).zones

    assert ((1, 2), ["SOA"]) == (told.serials, [change.record.type for change in told.changed])


def test_zone_without_soa_has_no_serial() -> None:
    """One of octoDNS, for one."""
    (told,) = differences([zone("example.com.", apex=())], [zone("example.com.", apex=soa(2))]).zones

    assert (None, 2) == told.serials


# -- zones -----------------------------------------------------------------------------------------------------------


def outline(found: Differences) -> list[tuple[str, str | None, str, int, int, int]]:
    """Return of each zone origin, view, status, and how many records were added, removed, and changed."""
    return [
        (each.origin, each.view, each.status, len(each.added), len(each.removed), len(each.changed))
        for each in found.zones
    ]


def test_zones_added_and_removed_have_all_their_records() -> None:
    """A zone that was renamed is one that went and one that came."""
    before, after = zone("a.example.", "www A 4.3.2.1"), zone("b.example.", "www A 4.3.2.1")

    assert [("a.example.", None, "removed", 0, 3, 0), ("b.example.", None, "added", 3, 0, 0)] == outline(
        differences([before], [after])
    )


def test_moved_file_is_no_change() -> None:
    """A zone is its records, wherever they stand."""
    assert [] == outline(differences([at_path("a/x", "www A 4.3.2.1")], [at_path("b/y", "www A 4.3.2.1")]))


def test_zone_in_another_view_is_another_zone() -> None:
    """Others are answered from it."""
    before, after = in_view(zone("example.com."), None), in_view(zone("example.com."), "inside")

    assert [("example.com.", None, "removed", 0, 2, 0), ("example.com.", "inside", "added", 2, 0, 0)] == outline(
        differences([before], [after])
    )


def test_copies_of_a_zone_are_matched_by_their_files() -> None:
    """Two servers have a file each of one zone: the one that changed is told, in whatever order they are read."""
    before = [at_path("a/x", "www A 4.3.2.1"), at_path("b/x", "www A 4.3.2.2")]
    after = [at_path("b/x", "www A 4.3.2.2"), at_path("a/x", "www A 4.3.2.9")]
    (told,) = differences(before, after).zones

    assert ["- www.example.com. 3600 A 4.3.2.1 + www.example.com. 3600 A 4.3.2.9"] == texts(told.changes)
    assert told.after is after[1]


def test_one_more_copy_of_a_zone_is_a_zone_added() -> None:
    """And the others are matched in their order where their files moved."""
    old = [at_path("a"), at_path("b")]
    new = [at_path("c"), at_path("b"), at_path("d")]

    assert [(old[1], new[1]), (old[0], new[0]), (None, new[2])] == list(pairs_of(old, new))


def test_zone_that_is_only_declared_is_not_seen_any_more() -> None:
    """A primary that became a secondary is still served: none of its records is known to be gone."""
    (told,) = differences([zone("example.com.")], [], [builders.declared("example.com.", "secondary")]).zones

    assert ("removed", True, [], 2) == (told.status, told.declared, told.changes, len(told.unseen))


def test_same_object_is_not_looked_at() -> None:
    """Two thousand zones of which one differs cost next to nothing."""
    records = [f"h{number} A 4.3.2.1" for number in range(50)]
    before = [zone(f"z{number}.example.", *records) for number in range(2000)]
    after = [zone("z7.example.", *records[1:]), *(each for each in before if each.origin != "z7.example.")]
    seconds = []
    for _ in range(3):  # in one of them Python may clear the memory of all that other tests left
        started = time.process_time()
        found = differences(before, after)
        seconds.append(time.process_time() - started)

    assert min(seconds) < 0.1
    assert ["- h0.z7.example. 3600 A 4.3.2.1"] == texts(found.zones[0].changes)


def test_same_data_in_another_view_is_not_looked_at() -> None:
    """One object of records may stand for a zone of several views."""
    before = zone("example.com.", "www A 4.3.2.1")
    after = before.in_view(None, "index")

    assert [] == differences([before], [after]).zones


def test_large_rrset_takes_no_longer_than_its_size() -> None:
    """Ten thousand addresses of one name, each of which became another one."""
    before = zone("example.com.", *(f"www A 10.0.{number // 250}.{number % 250}" for number in range(10_000)))
    after = zone("example.com.", *(f"www A 10.1.{number // 250}.{number % 250}" for number in range(10_000)))
    started = time.process_time()
    (told,) = differences([before], [after]).zones

    assert len(told.changed) == 10_000
    assert time.process_time() - started < 1


# -- what cannot be read ---------------------------------------------------------------------------------------------


def told_of(before: str, after: str) -> ZoneDifference:
    """Return what differs between two texts of the zone, of which one may have faults."""
    (told,) = differences([read(respelling.SOA + "\n" + before)], [read(respelling.SOA + "\n" + after)]).zones
    return told


def test_record_that_became_unreadable_is_not_removed() -> None:
    """Something stands in its place; nobody here knows what."""
    told = told_of("a 60 A 4.3.2.1\nb 60 A 4.3.2.2\n", "a 60 A 4.3.2.999\n")

    assert ["- b.example.com. 60 A 4.3.2.2"] == texts(told.changes)
    assert ["a.example.com. A 4.3.2.1"] == [record.text for record in told.unseen]


def test_records_of_a_zone_that_became_incomplete_are_not_removed() -> None:
    """An include that is gone may have held them."""
    told = told_of("a 60 A 4.3.2.1\nb 60 A 4.3.2.2\n", "b 60 A 4.3.2.3\n$INCLUDE none\n")

    assert ["- b.example.com. 60 A 4.3.2.2 + b.example.com. 60 A 4.3.2.3"] == texts(told.changes)
    assert ["a.example.com. A 4.3.2.1"] == [record.text for record in told.unseen]


def test_record_of_a_zone_that_was_incomplete_before_is_removed() -> None:
    """What could not be read before cannot be read now, be it on another line: the change took the record away."""
    told = told_of("a 60 A 4.3.2.1\n$INCLUDE none\n", "\n\n$INCLUDE none\n")

    assert (["- a.example.com. 60 A 4.3.2.1"], []) == (texts(told.changes), told.unseen)


def test_record_beside_one_that_was_unreadable_before_is_removed() -> None:
    """The fault is an old one."""
    told = told_of("a 60 A 4.3.2.999\na 60 A 4.3.2.1\n", "a 60 A 4.3.2.999\n")

    assert (["- a.example.com. 60 A 4.3.2.1"], []) == (texts(told.changes), told.unseen)


# -- questions -------------------------------------------------------------------------------------------------------


def views_example() -> Differences:
    """Return what differs between sets with views: www in each view, and a zone of no view that went."""
    before = [
        in_view(zone("example.com.", "www A 4.3.2.1", "www TXT x"), "a"),
        in_view(zone("example.com.", "www A 4.3.2.2"), "b"),
        zone("sub.example.net."),
    ]
    after = [in_view(zone("example.com."), "a"), in_view(zone("example.com.", "www A 4.3.2.3"), "b")]
    return differences(before, after)


@pytest.mark.parametrize(
    ("rtype", "views", "expected"),
    [
        ("A", None, ["removed", "changed"]),
        ("A", ("a",), ["removed"]),
        ("A", (None, "b"), ["changed"]),
        ("A", (None,), []),
        ("ANY", ("a",), ["removed", "removed"]),
        ("MX", None, []),
    ],
)
def test_changes_at_an_owner(rtype: str, views: tuple[str | None, ...] | None, expected: list[str]) -> None:
    """They are told by type, and by view."""
    assert expected == [change.kind for change in views_example().at("www.example.com.", rtype, views)]


@pytest.mark.parametrize("views", [None, (None,), ("a",)])
def test_zone_of_no_view_counts_in_every_view(views: tuple[str | None, ...] | None) -> None:
    """It is served in all of them."""
    found = views_example()

    assert len(found.at("sub.example.net.", "NS", views)) == 1
    assert [None, "sub.example.net.", "sub.example.net."] == [
        above.origin if (above := found.zone_above(name, views)) is not None else None
        for name in ("example.net.", "sub.example.net.", "x.y.sub.example.net.")
    ]


def test_zone_that_only_changed_is_above_nothing() -> None:
    """Its names have changes of their own."""
    assert views_example().zone_above("www.example.com.") is None


@pytest.mark.parametrize(
    ("before", "after", "is_of_ttl"),
    [
        ("m 300 MX 10 A.example.com.", "m 600 MX 10 a.example.com.", True),
        ('m 300 TXT "a" "b"', 'm 600 TXT "ab"', True),
        ('m 300 TXT "v=a"', 'm 600 TXT "v=A"', False),
        ("m 300 A 192.0.2.1", "m 300 A 192.0.2.2", False),
        ("m 300 A 192.0.2.1", "", False),
        ("", "m 300 A 192.0.2.1", False),
    ],
)
def test_what_is_of_the_ttl_alone(before: str, after: str, is_of_ttl: bool) -> None:
    """Another spelling of the same RDATA is no other RDATA."""
    (zone_changed,) = differences([read_records(before)], [read_records(after)]).zones
    assert [is_of_ttl] == [change.is_of_ttl for change in zone_changed.changes]
