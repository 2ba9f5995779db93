"""Where in a file a new PTR comes to stand: in the section of its network, below its heading, or nowhere."""

import io

import dns.zone
import pytest
from commandline import CommandLine
from fixed_files import HEAD, RAISED, fixed, whys
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

FORWARD = "example.org.zone"
REVERSE = "10.in-addr.arpa"


def hosts(*addresses: str) -> str:
    """Return a forward zone that has a host for each of `addresses`, h1 and so on."""
    types = ("AAAA" if ":" in address else "A" for address in addresses)
    return HEAD + "".join(
        f"h{at} {rtype} {each}\n" for at, (rtype, each) in enumerate(zip(types, addresses, strict=True), 1)
    )


def changed(command: CommandLine, reverse: str, *addresses: str, name: str = REVERSE) -> str:
    """Return what stands behind the head of the reverse zone `name`, with `reverse` there, when all have their PTR."""
    files = fixed(command, {FORWARD: hosts(*addresses), name: HEAD + reverse})
    assert files.get(name, RAISED).startswith(RAISED)
    assert {name} >= set(files)
    return files.get(name, "").removeprefix(RAISED)


# -- sections --------------------------------------------------------------------------------------------------------

SECTIONS = """\

; one
$ORIGIN 1.0.10.in-addr.arpa.
1\tPTR a.example.net.
9\tPTR b.example.net.

; two
$ORIGIN\t2.0.10.in-addr.arpa.
1\tPTR c.example.net.
"""


@pytest.mark.parametrize("end", ["", "\n", "\n; the end\n"])
def test_network_without_section_gets_one(end: str, command: CommandLine) -> None:
    """At the end of the zone, once for all of its records, with owners as those of the others."""
    addresses = "10.20.3.38", "10.0.1.5", "10.20.3.9", "10.20.4.1", "10.0.2.7"
    expected = SECTIONS.replace("9\tPTR b", "5\tPTR h2.example.org.\n9\tPTR b") + (
        "7\tPTR h5.example.org.\n"
        "\n$ORIGIN\t3.20.10.in-addr.arpa.\n9\tPTR h3.example.org.\n38\tPTR h1.example.org.\n"
        "\n$ORIGIN\t4.20.10.in-addr.arpa.\n1\tPTR h4.example.org.\n"
    )

    assert expected + end == changed(command, SECTIONS + end, *addresses)


def test_section_is_as_deep_as_the_others(command: CommandLine) -> None:
    """For IPv6 the origins of sections are what they are in the file; no blank line is between those here."""
    origin, tail = ".0.0.0.0.0.0.0.0.0.0.6.2.ip6.arpa", ".0.0.0.0.0.0.0.0.0.0.0.0.0.0.0"
    head = f"$ORIGIN 1.0.0.0{origin}.\n1{tail} PTR a.example.net.\n"
    second = f"$ORIGIN 2.0.0.0{origin}.\n1{tail} PTR h1.example.org.\n2{tail} PTR h2.example.org.\n"

    assert head + second == changed(
        command, head, "2600:0:0:2::1", "2600:0:0:2::2", name="0.0.0.0.0.0.0.0.0.0.6.2.ip6.arpa.zone"
    )


def test_longer_owner_stands_where_one_is_written_so(command: CommandLine) -> None:
    """In the part of the file whose origin covers it."""
    text = "1.5.0 PTR a.example.net.\n" + SECTIONS

    assert text.replace("\n\n; one", "\n8.7.20 PTR h1.example.org.\n\n; one", 1) == changed(command, text, "10.20.7.8")


def test_absolute_owners_need_no_section(command: CommandLine) -> None:
    """Where the neighbour is written in full, so is the new one."""
    text = SECTIONS.replace("1\tPTR c", "1.2.0.10.in-addr.arpa. PTR c")

    assert f"{text}38.3.20.10.in-addr.arpa. PTR h1.example.org.\n" == changed(command, text, "10.20.3.38")


def test_section_leaves_what_follows_in_its_place(command: CommandLine) -> None:
    """It stands behind directives and records of other types, too."""
    text = SECTIONS + "$ORIGIN 10.in-addr.arpa.\ntext TXT a\n"
    expected = f"{text}\n$ORIGIN\t3.20.10.in-addr.arpa.\n38\tPTR h1.example.org.\n"

    assert expected == changed(command, text, "10.20.3.38")


# -- an origin that is wrong -----------------------------------------------------------------------------------------

TURNED = "$ORIGIN 10.0.7\n1 PTR a.example.net.\n2 PTR b.example.net.\n"


def test_nothing_is_written_beside_records_that_lie_elsewhere(command: CommandLine) -> None:
    """Their origin is to be mended first."""
    assert "" == changed(command, TURNED, "10.0.7.9")
    why = f"{REVERSE}: line 4 puts its PTRs at names of no address: mend that $ORIGIN first"
    assert [(FORWARD, why)] == whys(command)


def test_nothing_is_written_beside_malformed_owners(command: CommandLine) -> None:
    """Whatever makes them so; one alone is no reason, nor are few among many."""
    wrong = "1.2 PTR a.example.net.\n2.2 PTR b.example.net.\n"
    assert "" == changed(command, wrong, "10.0.7.9")
    assert [(FORWARD, f"{REVERSE}: most of its PTRs are at names of no address: mend these first")] == whys(command)

    one = "1.2 PTR a.example.net.\n"
    assert f"{one}9.7.9 PTR h1.example.org.\n" == changed(command, one, "10.9.7.9")

    # The zone's own origin is never what is wrong.
    below = f"$ORIGIN 10.in-addr.arpa.\n{one}"
    assert f"{below}9.7.9 PTR h1.example.org.\n" == changed(command, below, "10.9.7.9")

    mixed = "1.2 PTR a.example.net.\n2.2.2 PTR b.example.net.\n"
    assert f"{mixed}9.7.9 PTR h1.example.org.\n" == changed(command, mixed, "10.9.7.9")


def test_record_comes_when_the_origin_is_right(command: CommandLine) -> None:
    """In the same run, if the origin can be mended."""
    text = "$ORIGIN 10.0.7\n1 PTR h1.example.org.\n2 PTR h2.example.org.\n"
    expected = text.replace("10.0.7", "7.0.10.in-addr.arpa.") + "9 PTR h3.example.org.\n"

    assert expected == changed(command, text, "10.0.7.1", "10.0.7.2", "10.0.7.9")


# -- headings --------------------------------------------------------------------------------------------------------

RANGES = """\

; servers
; Range: 001 - 010
1.0.0 PTR a.example.net.
2.0.0 PTR b.example.net.

; phones
; Range: 021 - 030

; printers
; Range: 091 - 100
91.0.0 PTR c.example.net.

; others
; Range: 171 - 240
180.0.0 PTR d.example.net.

; rooms
1.7.0 PTR e.example.net.
"""


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("10.0.0.171", "; Range: 171 - 240\n@"),
        ("10.0.0.181", "d.example.net.\n@"),
        ("10.0.0.100", "c.example.net.\n@"),
        ("10.0.0.9", "b.example.net.\n@"),
        ("10.0.0.25", "; Range: 021 - 030\n@"),
        ("10.0.0.50", "; Range: 021 - 030\n\n@"),
        ("10.0.0.150", "c.example.net.\n\n@"),
        ("10.0.0.250", "d.example.net.\n\n@"),
        ("10.0.7.200", "e.example.net.\n@"),
    ],
)
def test_record_stands_below_the_heading_of_its_range(address: str, place: str, command: CommandLine) -> None:
    """Or apart from the others, where no range holds it."""
    before = place.partition("@")[0].rstrip("\n")
    owner = ".".join(address.split(".")[:0:-1])
    expected = RANGES.replace(before, place.replace("@", f"{owner} PTR h1.example.org.").rstrip("\n"), 1)

    assert expected == changed(command, RANGES, address)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("10.0.0.0/26 (lvs)", "10.0.0.64/26"),
        ("10.0.0.0 - 10.0.0.63", "10.0.0.64 - 10.0.0.127"),
        ("lvs: .0 - .63", ".64 to .127"),
        ("10.0.0.0-63", "10.0.0.64..127"),
    ],
)
def test_ranges_are_told_in_many_ways(one: str, two: str, command: CommandLine) -> None:
    """Networks, addresses, the last octets of them."""
    text = f"; {one}\n5.0.0 PTR a.example.net.\n; {two}\n90.0.0 PTR b.example.net.\n"
    expected = text.replace("90.0.0", "70.0.0 PTR h1.example.org.\n90.0.0")

    assert expected == changed(command, text, "10.0.0.70")


def test_networks_of_ipv6_are_headings(command: CommandLine) -> None:
    """Here in falling order, so that the order alone would say another place."""
    name, tail = "0.0.0.0.0.0.0.0.0.0.6.2.ip6.arpa.zone", ".0.0.0.0.0.0.0.0.0.0.0.0.0.0.0"
    text = (
        f"; two 2600:0:0:2::/64\n1{tail}.2.0.0.0 PTR a.example.net.\n"
        f"; three (2600:0:0:3::/64)\n; one - 2600:0:0:1::/64\n1{tail}.1.0.0.0 PTR b.example.net.\n"
    )
    expected = text.replace("3::/64)\n", f"3::/64)\n1{tail}.3.0.0.0 PTR h1.example.org.\n")

    assert expected == changed(command, text, "2600:0:0:3::1", name=name)


@pytest.mark.parametrize(
    "comment",
    ["room 3-5", "2026-11-29", "10.1.0.0/16", "10 - 30 of May", "v1.2-3", "300 - 400", "9 - 3", "10.0.0.0/40"],
)
def test_other_numbers_are_no_ranges(comment: str, command: CommandLine) -> None:
    """Nor are those that the first record below does not lie in."""
    text = f"; {comment}\n5.0.0 PTR a.example.net.\n9.0.0 PTR b.example.net.\n; more\n"
    expected = text.replace("; more", "20.0.0 PTR h1.example.org.\n; more")

    assert expected == changed(command, text, "10.0.0.20")


def test_outer_range_is_not_filled_above_its_parts(command: CommandLine) -> None:
    """A record that no part holds stands last in order, apart."""
    text = "; 10.0.0.0/24\n; - 10.0.0.0/26\n5.0.0 PTR a.example.net.\n"

    assert f"{text}\n200.0.0 PTR h1.example.org.\n201.0.0 PTR h2.example.org.\n" == changed(
        command, text, "10.0.0.200", "10.0.0.201"
    )


def test_record_keeps_off_the_comment_of_another_address(command: CommandLine) -> None:
    """Below a comment about one address its record stands alone; it is no heading for all that follow."""
    text = "; 10.0.0.1 gateway\n; old\n1.0.0 PTR a.example.net.\n\n; 10.0.0.7 at 10:11:12\n7.0.0 PTR b.example.net.\n"
    expected = text.replace("a.example.net.\n", "a.example.net.\n\n5.0.0 PTR h1.example.org.\n")
    assert expected == changed(command, text, "10.0.0.5")

    text = "; from 10.0.0.1 on\n1.0.0 PTR a.example.net.\n2.0.0 PTR b.example.net.\n"
    assert f"{text}5.0.0 PTR h1.example.org.\n" == changed(command, text, "10.0.0.5")


# -- all together ----------------------------------------------------------------------------------------------------

_OCTETS = st.integers(0, 255)


@st.composite
def parts(draw: st.DrawFn) -> list[str]:
    """Return the lines of a reverse zone: sections, headings and records of hosts in any order, all readable."""
    lines: list[str] = []
    for _ in range(draw(st.integers(1, 4))):
        kind, net = draw(st.sampled_from(["short", "section", "long", "named"])), draw(st.integers(0, 3))
        lines += draw(
            st.sampled_from(([], [""], ["; more"], ["", f"; 10.0.{net}.0/25"], ["; 1 - 99"], ["; .100-.200"]))
        )
        if kind == "section":
            lines.append(f"$ORIGIN {net}.0.10.in-addr.arpa.")
        elif lines and any(line.startswith("$") for line in lines):
            lines.append("$ORIGIN 10.in-addr.arpa.")
        for octet in draw(st.lists(_OCTETS, max_size=3, unique=True)):
            name = {"section": f"{octet}", "named": f"{octet}.{net}.0.10.in-addr.arpa."}.get(kind, f"{octet}.{net}.0")
            lines.append(f"{name} PTR t{len(lines)}.example.net.")
    return lines


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(lines=parts(), hosts_of=st.lists(st.tuples(st.integers(0, 4), _OCTETS), min_size=1, max_size=5, unique=True))
def test_nothing_but_records_comes(lines: list[str], hosts_of: list[tuple[int, int]], command: CommandLine) -> None:
    """Each line stays, in its order, and the zone has the PTRs that it lacked: so dnspython reads it."""
    before = HEAD + "".join(f"{line}\n" for line in lines)
    had = _ptrs(before)
    addresses = [f"10.0.{net}.{octet}" for net, octet in hosts_of if f"{octet}.{net}.0" not in had]
    files = fixed(command, {FORWARD: hosts(*addresses), REVERSE: before})
    after = files.get(REVERSE, before)

    assert had | {".".join(each.split(".")[:0:-1]) for each in addresses} == _ptrs(after)
    left = iter(after.split("\n"))
    old = before.replace(" 7 8h", " 8 8h") if files else before
    assert all(line in left for line in old.split("\n"))
    assert {} == fixed(command, {FORWARD: hosts(*addresses), REVERSE: after})


def _ptrs(text: str) -> set[str]:
    """Return the relative owners of all PTRs."""
    zone = dns.zone.from_file(io.StringIO(text), "10.in-addr.arpa.", check_origin=False)
    return {str(owner) for owner, _ in zone.iterate_rdatasets("PTR")}
