"""Master files as gdnsd and PowerDNS read them, where that is not as BIND does."""

import os
from pathlib import Path

import pytest
from linting import lint_by
from reading import problems, records

from zonelint.dns.zone import Zone
from zonelint.readers.includes import Includes
from zonelint.readers.master.masterfile import MasterFileReader, source_of_octets

TTL = "$TTL 300\n"


def read_as(dialect: str, text: str, fast: bool = True) -> Zone:
    """Return the zone example.com. as the server of that `dialect` reads it; files are included from here."""
    source = source_of_octets(text.encode(), "zone")
    zone = Zone("example.com.", source)
    zone.dialect = dialect
    MasterFileReader(zone, Includes(os.getcwd()), fast=fast).read(source, text.encode())
    return zone


@pytest.mark.parametrize("fast", [True, False])
@pytest.mark.parametrize(
    ("dialect", "text", "message"),
    [
        ("gdnsd", "a SSHFP 1 1 00\n", "gdnsd loads no records of type SSHFP"),
        ("gdnsd", "a DNAME b\n", "gdnsd loads no records of type DNAME"),
        ("gdnsd", "a ALIAS b\n", "unknown record type ALIAS"),
        ("gdnsd", "a LUA A x\n", "unknown record type LUA"),
        ("gdnsd", "a 1h30m A 192.0.2.1\n", "unknown record type 1h30m"),
        ("gdnsd", "a 30s A 192.0.2.1\n", "unknown record type 30s"),
        ("gdnsd", "a CLASS1 A 192.0.2.1\n", "class CLASS1 in a zone of class IN"),
        ("gdnsd", "$GENERATE 1-2 a$ A 192.0.2.$\n", "gdnsd does not know $GENERATE"),
        (
            "gdnsd",
            "$ORIGIN example.net.\n",
            "the origin example.net. lies outside the zone example.com.: gdnsd does not load it",
        ),
        ("gdnsd", "a A \\# 4 c0000201\n", "generic data is allowed with TYPE and a number in gdnsd, not with A"),
        ("gdnsd", "a TYPE1 \\# 4 c0000201\n", "gdnsd does not load A as TYPE1"),
        ("gdnsd", "a.@Q A 192.0.2.1\n", "bad domain name a.@Q: of such names gdnsd knows only @Z and @F"),
        ("gdnsd", "a A 192.0.2.1", "the last line has no line end: gdnsd does not load the file"),
        ("gdnsd", "a A 192.0.2.1\r\n", "the lines end in CR LF: gdnsd takes the CR for a part of the last word"),
        (
            "gdnsd",
            "@ SOA a b 18446744073709551616 2 3 4 5\n",
            "18446744073709551616 is out of range, at most 4294967295",
        ),
        ("powerdns", "a WKS 192.0.2.1 6 25\n", "PowerDNS loads no records of type WKS"),
        ("powerdns", "a DYNA b!c\n", "unknown record type DYNA"),
        ("powerdns", "a 1h30m A 192.0.2.1\n", "unknown record type 1h30m"),
        ("powerdns", "@ SOA a b 20260816000001 2 3 4 5\n", "not a time in PowerDNS: 20260816000001"),
        ("powerdns", "a TYPE65280 \\# 2 ab cd\n", "PowerDNS needs generic data as one word after its length"),
        ("powerdns", "a A \\# 4 c0000201\n", "generic data is allowed with TYPE and a number in PowerDNS, not with A"),
        ("powerdns", "$DATE 20260101000000\n", "PowerDNS does not know $DATE"),
    ],
)
def test_what_a_server_refuses(dialect: str, text: str, message: str, fast: bool) -> None:
    """It is an error in its dialect, and none where it only has a part in the set, if BIND reads it."""
    assert [message] == [problem.message for problem in read_as(dialect, TTL + text, fast).problems]


@pytest.mark.parametrize("fast", [True, False])
@pytest.mark.parametrize(
    ("dialect", "text", "expected"),
    [
        ("gdnsd", "a A 192.0.2.1\n", "a.example.com. 86400 A 192.0.2.1"),
        ("gdnsd", "a 60 A 192.0.2.1\nb A 192.0.2.1\n", "b.example.com. 86400 A 192.0.2.1"),
        ("gdnsd", '$ORIGIN "sub"\na CNAME "b"\n', "a.sub.example.com. 86400 CNAME b.sub.example.com."),
        ("gdnsd", '@ MX 10 "b.@Z"\n', "example.com. 86400 MX 10 b.example.com."),
        ("gdnsd", "a TYPE44 \\# 1 00\n", "a.example.com. 86400 TYPE44 \\# 1 00"),
        ("powerdns", "a A 192.0.2.1\n", "a.example.com. 3600 A 192.0.2.1"),
        ("powerdns", "a 60 A 192.0.2.1\nb A 192.0.2.1\n", "b.example.com. 60 A 192.0.2.1"),
        ("powerdns", "a 1Y A 192.0.2.1\n", "a.example.com. 31536000 A 192.0.2.1"),
        ("powerdns", "@ SOA a b 1d 2 3 4 5\n", "example.com. 3600 SOA a.example.com. b.example.com. 86400 2 3 4 5"),
        ("powerdns", "a ALIAS b\n", "a.example.com. 3600 ALIAS b."),
        ("powerdns", "a ALIAS b.example.com.\n", "a.example.com. 3600 ALIAS b.example.com."),
        ("powerdns", "a KX 10 b\n", "a.example.com. 3600 KX 10 b."),
        ("powerdns", "a MX 10 b\n", "a.example.com. 3600 MX 10 b.example.com."),
    ],
)
def test_what_a_server_makes_of_it(dialect: str, text: str, expected: str, fast: bool) -> None:
    """TTLs, names and types of its own are read as it reads them."""
    zone = read_as(dialect, text, fast)
    if "TYPE44" not in text:  # which is checked as the SSHFP record that it is
        assert ([], expected) == (zone.problems, records(zone)[-1])


def test_serials_are_wrapped_by_gdnsd() -> None:
    """What is left of the number is served, and told of."""
    zone = read_as("gdnsd", "@ SOA a b 20230816000002 2 3 4 5\n@ SOA a b 4294967295 2 3 4 5\n")

    assert ["1:11 soa-serial-wrapped"] == problems(zone)
    assert ["1520035842", "4294967295"] == [text.split()[5] for text in records(zone)]


def test_an_origin_is_absolute_in_powerdns() -> None:
    """`$ORIGIN sub` means the top-level domain sub there: the directive is the fault, and what is meant is read."""
    zone = read_as("powerdns", "$ORIGIN sub\na A 192.0.2.1\n")

    assert ["1:9 syntax-error"] == problems(zone)
    assert "write `$ORIGIN sub.example.com.`" == zone.problems[0].help
    assert ["a.sub.example.com. 3600 A 192.0.2.1"] == records(zone)


def test_an_origin_without_dot_may_be_right_in_powerdns() -> None:
    """`$ORIGIN sub.example.com` is what others write with a final dot."""
    zone = read_as("powerdns", "$ORIGIN sub.example.com\na A 192.0.2.1\n")

    assert ([], ["a.sub.example.com. 3600 A 192.0.2.1"]) == (zone.problems, records(zone))


@pytest.mark.usefixtures("command")
@pytest.mark.parametrize(
    ("dialect", "expected"),
    [
        ("", ["x.example.com. 300", "w.sub.example.com. 300", "y.sub.example.com. 9", "x.example.com. 300"]),
        ("gdnsd", ["example.com. 300", "w.sub.example.com. 300", "y.sub.example.com. 9", "x.example.com. 300"]),
        ("powerdns", ["x.example.com. 300", "w.example.com. 300", "y.example.com. 9", "y.example.com. 9"]),
    ],
)
def test_what_an_include_begins_with_and_leaves(dialect: str, expected: list[str]) -> None:
    """In gdnsd it begins anew and restores all; in PowerDNS it is as if its lines stood in the place of `$INCLUDE`."""
    with open("part", "w", encoding="ascii") as part:
        part.write(" A 192.0.2.1\nw A 192.0.2.2\n$TTL 9\ny A 192.0.2.3\n")
    zone = read_as(dialect, f"{TTL}x A 192.0.2.9\n$INCLUDE part sub\n A 192.0.2.4\n")

    found = {record.rdata: f"{record.owner} {record.ttl}" for owner in zone.types["A"].values() for record in owner}
    assert expected == [found[f"192.0.2.{number}"] for number in range(1, 5)]


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ("sub NS ns.sub\nns.sub A 192.0.2.9\nx.sub TXT hi\n", "occluded-record"),
        ("sub NS ns.sub\nns.sub A 192.0.2.9\n*.sub A 192.0.2.9\n", "occluded-record"),
        ("sub NS ns.sub\nns.sub A 192.0.2.9\nsub MX 0 ns1\n", "occluded-record"),
        ("*.w NS ns1\n", "wildcard-ns"),
    ],
)
def test_what_gdnsd_refuses_at_a_delegation(
    body: str, rule: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error where gdnsd serves the zone, for it loads none of it; elsewhere a warning."""
    monkeypatch.chdir(tmp_path)
    zone = f"$TTL 3600\n@ SOA ns1 h 1 2 3 4 5\n@ NS ns1\nns1 A 192.0.2.1\n{body}"
    config = {".zonelint.toml": 'dialect = "gdnsd"\n'}
    found = [
        [(each.rule, each.severity) for each in lint_by({"example.com.zone": zone, **more}, {rule})]
        for more in ({}, config)
    ]

    assert [[(rule, "warning")], [(rule, "error")]] == found


@pytest.mark.parametrize("fast", [True, False])
@pytest.mark.parametrize(
    ("dialect", "line"),
    [("provider", "a 300 IN ALIAS b.example.net."), ("provider", "a URL x"), ("windows", "a 0 WINS L2 C900")],
)
def test_types_that_only_who_exports_them_knows(dialect: str, line: str, fast: bool) -> None:
    """They are no error there; to others they are."""
    assert ["2 template-placeholder"] == [
        f"{problem.span.line} {problem.rule}" for problem in read_as(dialect, f"{TTL}{line}\n", fast).problems
    ]
    assert "syntax-error" in [problem.rule for problem in read_as("", f"{TTL}{line}\n", fast).problems]


@pytest.mark.parametrize("fast", [True, False])
def test_targets_that_godaddy_exports(fast: bool) -> None:
    """One with a dot in it is a full name; owners, and what has none, are relative."""
    zone = read_as(
        "godaddy", f"{TTL}a.b CNAME c.example.net\nd CNAME @\n@ MX 1 mail\n@ MX 2 MX.example.net.\n@ TXT x.y\n", fast
    )

    assert [
        "a.b.example.com. 300 CNAME c.example.net.",
        "d.example.com. 300 CNAME example.com.",
        "example.com. 300 MX 1 mail.example.com.",
        "example.com. 300 MX 2 MX.example.net.",
        'example.com. 300 TXT "x.y"',
    ] == records(zone)
    assert [] == problems(zone)


@pytest.mark.parametrize("fast", [True, False])
def test_the_age_of_a_record_of_windows(fast: bool) -> None:
    """It stands before the TTL, of a record that repeats its owner, too."""
    zone = read_as("windows", f"{TTL}a [AGE:3560485] 600 A 192.0.2.1\n  [AGE:3560486]\t600\tA\t192.0.2.2\n", fast)

    assert ["a.example.com. 600 A 192.0.2.1", "a.example.com. 600 A 192.0.2.2"] == records(zone)
    assert [] == problems(zone)
