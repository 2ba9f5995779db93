"""Damage is local: a record that cannot be read spoils no more than what it could have said."""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from damaged_sets import Damage, damages, findings, texts
from hypothesis import given, settings
from linting import lint
from reading import problems, read

from zonelint.dns.names import canonical_address
from zonelint.dns.namespace import FOUND, NODATA, NXDOMAIN, UNKNOWN, Namespace
from zonelint.dns.zone import Record
from zonelint.lint.findings import Finding

ZONE = """\
$TTL 300
@       SOA   ns1 hostmaster 1 2 3 4 5
@       NS    ns1
ns1     A     4.3.2.1
x       A     4.3.2.2
x       MX    10 ns1
a.x     A     4.3.2.3
"""
NAMES = {"x": ("A", "MX", "TXT", "CNAME"), "a.x": ("A", "TXT"), "b.x": ("A",), "b": ("A",), "@": ("TXT",)}

# What each of these questions is answered in the zone as it stands above.
SOUND = {
    "x A": FOUND, "x MX": FOUND, "x TXT": NODATA, "x CNAME": NODATA, "a.x A": FOUND, "a.x TXT": NODATA,
    "b.x A": NXDOMAIN, "b A": NXDOMAIN, "@ TXT": NODATA,
}  # fmt: skip
PARTLY = "PARTLY"
"""Found, but there may be more."""
ALL = {"x A": UNKNOWN, "x MX": UNKNOWN, "x TXT": UNKNOWN, "x CNAME": UNKNOWN}
BELOW = {"a.x A": UNKNOWN, "a.x TXT": UNKNOWN, "b.x A": UNKNOWN}
PARTS = {"x A": PARTLY, "x MX": PARTLY, "x TXT": UNKNOWN, "x CNAME": UNKNOWN}


@pytest.mark.parametrize(
    ("line", "unknown"),
    [
        ("x A 4.3.2.300", {"x A": PARTLY}),
        ("x TXT " + "x" * 256, {"x TXT": UNKNOWN}),
        ("x MX 10", {"x MX": PARTLY}),
        ("x CH A 4.3.2.2", {"x A": PARTLY}),
        ("x 1x A 4.3.2.2", {"x A": PARTLY}),
        ("x 99999999999 TXT x", {"x TXT": UNKNOWN}),
        ("x LUA TXT text", {"x TXT": UNKNOWN}),
        ("x DYNA web", {"x A": PARTLY}),
        ("x ANAME ns1", {"x A": PARTLY}),
        ("x CNAME a..b", PARTS),
        ("x DYNC web", PARTS),
        ("x LUA CNAME text", PARTS),
        ("x NS a..b", {**ALL, **BELOW}),
        ("x DNAME a..b", {**PARTS, **BELOW}),
        ("x CNMAE y", {**ALL, **BELOW}),
        ("x y", {**ALL, **BELOW}),
        ("x", {**ALL, **BELOW}),
        ("x MXX 10 y", PARTS),
        ('x TXTT "text"', PARTS),
        ("x..example.com. A 4.3.2.2", PARTS),
        ("x..example.com. A 4.3.2.2\n  NS ns1", {**ALL, **BELOW}),
        ("l" * 64 + " A 4.3.2.2", {}),
        ("x.example.net. A 4.3.2.300", {}),
        ("@ NS a..b", {}),
        ("b A 4.3.2.300", {"b A": UNKNOWN}),
        ("y.b A 4.3.2.300", {"b A": NODATA}),
        ("$TTL 1x", {}),
        ("* MX 10", {"b A": NODATA}),
        ("* CNAME a..b", {"b A": UNKNOWN}),
        ("* CNMAE y", {"b A": UNKNOWN}),
    ],
)
def test_a_line_that_cannot_be_read_leaves_open_what_it_could_have_said(line: str, unknown: dict[str, str]) -> None:
    """Every other question is answered as without it, and the line is an error."""
    zone = read(ZONE + line + "\n")
    namespace = Namespace([zone])
    statuses = {}
    for question in SOUND:
        label, _, rtype = question.partition(" ")
        answer = namespace.lookup(f"{label}.example.com." if label != "@" else "example.com.", rtype)
        statuses[question] = answer.status if answer.status != FOUND or answer.whole else PARTLY

    assert {**SOUND, **unknown} == statuses
    assert ["8"] == [place.partition(":")[0] for place in problems(zone)]
    assert zone.complete


@pytest.mark.parametrize(
    "line",
    [
        "$ORIGIN a..b",
        "$INCLUDE x",
        "$GENERATE 1-2 x",
        "$FOO",
        " $ORIGIN x",
        "x A ( 4.3.2.2",
        'x TXT "x',
        "x A 4.3.2.2 )",
        "{{ x }}",
        "%% template",
        "<<<<<<< HEAD",
        "x KEYDATA 1 2 3 257 3 8 AwEA",
    ],
)
def test_what_cannot_be_delimited_leaves_the_whole_zone_open(line: str) -> None:
    """Any name may stand where a directive, an open parenthesis or a template's mark does."""
    zone = read(ZONE + line + "\n")

    assert UNKNOWN == Namespace([zone]).lookup("b.example.com.", "A").status
    assert not zone.complete


def test_defects_beside_an_error_are_found_in_the_same_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A serial that is too long hides neither a name server nor a mail exchange without address."""
    monkeypatch.chdir(tmp_path)
    zone = "$TTL 1h\n@ SOA ns1 hostmaster 20260101000000 8h 2h 4w 1h\n@ NS ns1\n@ NS ns2\n@ MX 10 mail\nns1 A 4.3.2.1\n"
    found = [(finding.rule, finding.line) for finding in lint({"example.com.zone": zone})]

    assert [("syntax-error", 2), ("ns-target-without-address", 4), ("mx-target-without-address", 5)] == found[:3]
    assert not any(rule in ("soa-missing", "ns-missing") for rule, _ in found)


def test_of_a_text_that_cannot_be_read_only_the_errors_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not said that SOA and NS are missing in it."""
    monkeypatch.chdir(tmp_path)
    found = lint({"example.com.zone": "These are the zones of our house.\nAsk before you change them.\n"})

    assert {"syntax-error"} == {finding.rule for finding in found}


@pytest.mark.parametrize("fast", [True, False])
@pytest.mark.parametrize(
    ("lines", "is_open"),
    [
        ("name servers - NS records\n  NS ns1\nns1 A 4.3.2.1\n", True),
        ("name servers - NS records\nns1 A 4.3.2.1\n  NS ns1\n", False),
        ("name A 4.3.2.300\n  NS ns1\n", False),
        ("name CNMAE ns1\n  NS ns1\n", False),
    ],
)
def test_lines_below_a_sentence_may_repeat_the_owner_above_it(lines: str, is_open: bool, fast: bool) -> None:
    """It was meant for a comment, most likely; a record that cannot be read has the owner of the next line."""
    zone = read(f"$TTL 60\n@ SOA ns1 hostmaster 1 2 3 4 5\n{lines}", fast=fast)

    assert is_open == zone.hides("example.com.", "NS")


def test_a_first_line_without_owner_is_about_the_apex() -> None:
    """That is what NSD takes it for, whatever $ORIGIN says; where the server is known, it may be about the apex."""
    zone = read("$TTL 60\n$ORIGIN sub\n  SOA ns1 hostmaster 1 2 3 4 5\n  NS ns1\na A 4.3.2.1\n")

    assert (True, False) == ("SOA" in zone.types_at("example.com."), zone.hides("example.com.", "SOA"))
    assert FOUND == Namespace([zone]).lookup("a.sub.example.com.", "A").status


@pytest.mark.parametrize(
    ("lines", "mismatches"),
    [
        ("x 60 TXT a\nx 70 TXT b\n", 1),
        ("x 60 TXT a\nx 70 TXT " + "x" * 256 + "\nx 80 TXT b\n", 0),
        ("x 1x A 4.3.2.1\nx TXT a\nx 60 TXT b\nx TXT c\n", 0),
        ("x 60 A 4.3.2.\nx TXT a\nx 60 TXT b\n", 0),
        ("x 60 A 4.3.2.\nx TXT a\nx 70 TXT b\n", 1),
        ("$TTL 1x\nx TXT a\nx 60 TXT b\n", 0),
        ("$TTL 1x\n$TTL 60\nx TXT a\nx 70 TXT b\n", 1),
        ("@ SOA ns1 hostmaster 20260101000000 8h 2h 4w 1h\nx TXT a\nx 60 TXT b\n", 0),
    ],
)
def test_a_ttl_that_cannot_be_read_is_no_mismatch(lines: str, mismatches: int) -> None:
    """Nor is that of an RRset of which a record cannot be read: it may be the first. One that is read is inherited."""
    for fast in (True, False):
        zone = read(lines, fast=fast)

        assert mismatches == len(zone.ttl_mismatches)
        assert 1 >= len(zone.problems)


EXAMPLES = int(os.environ.get("DAMAGE_EXAMPLES", "0"))
"""How many sets to try, each time others: thousands by hand. Without it a few hundred, always the same."""

# What another rule says in place of the first one, where more is known of the same record or address.
_UNCONFIRMED = ("mail-sender-ptr-unconfirmed", "mail-sender-multiple-ptr")
TAKES_THE_PLACE_OF = {
    "address-without-ptr": ("mail-sender-without-ptr",),
    "ptr-target-without-address": _UNCONFIRMED,
    "ptr-address-mismatch": _UNCONFIRMED,
    "ptr-multiple": ("mail-sender-multiple-ptr", "ptr-target-without-address"),
    "ptr-target-is-cname": ("ptr-target-without-address", *_UNCONFIRMED),
    "ns-target-is-cname": ("ns-target-without-address",),
    "mx-target-is-cname": ("mx-target-without-address",),
    "srv-target-is-cname": ("srv-target-without-address",),
}


@settings(max_examples=EXAMPLES or 200, deadline=None, derandomize=not EXAMPLES)
@given(damages())
def test_what_is_found_in_a_damaged_set_is_true_of_the_whole_one(damage: Damage) -> None:
    """Nothing is found beside the error at the record that the whole set does not have."""
    whole = findings(damage.whole)
    invented = [
        finding
        for finding in findings(damage.damaged)
        if not is_the_error(finding, damage) and not is_among(finding, whole)
    ]

    assert [] == invented, dump(damage, whole)


@settings(max_examples=EXAMPLES or 200, deadline=None, derandomize=not EXAMPLES)
@given(damages())
def test_what_the_record_does_not_decide_is_found_all_the_same(damage: Damage) -> None:
    """Whatever holds with any other record in its place is found, but for what is said of the unknown names."""
    damaged = findings(damage.damaged)
    missed = [
        finding
        for finding in findings(damage.whole)
        if not is_about_the_unknown(finding, damage) and not is_among(finding, damaged)
    ]
    for variant in damage.variants if missed else ():
        others = findings(variant)
        missed = [finding for finding in missed if is_among(finding, others)]

    assert [] == missed, dump(damage, damaged)


def is_the_error(finding: Finding, damage: Damage) -> bool:
    """Tell whether `finding` is the error at the damaged record."""
    return finding.rule == "syntax-error" and (finding.path, finding.line) == damage.line


def is_among(finding: Finding, others: list[Finding]) -> bool:
    """Tell whether `others` tell of the same: at this place, with the same identity, or of one address or zone."""
    names = (finding.rule, *TAKES_THE_PLACE_OF.get(finding.rule, ()))
    here = places(finding)[0]
    return any(
        other.fingerprint == finding.fingerprint or here in places(other) or is_of_one(finding, other)
        for other in others
        if other.rule in names
    )


def is_of_one(finding: Finding, other: Finding) -> bool:
    """Tell whether `other` is about an address of which `finding` speaks, or both about one zone."""
    if canonical_address(other.value) is not None:
        return other.value in finding.message
    return other.value == other.zone == finding.zone == finding.value


def places(finding: Finding) -> list[tuple[str, int]]:
    """Return the files and lines of `finding`, its own first."""
    return [(each.source.path, each.line) for each in (finding.place, *(related.place for related in finding.related))]


def is_about_the_unknown(finding: Finding, damage: Damage) -> bool:
    """Tell whether `finding` is about records, or names, of which the damaged record leaves open what they have."""
    records = [each.record for each in (finding.place, *(related.place for related in finding.related))]
    return (
        damage.line in places(finding)
        or damage.makes_unknown(finding.owner, finding.type)
        or any(record is not None and damage.makes_unknown(record.owner, record.type) for record in records)
        or any(damage.makes_unknown(f"{name.rstrip('.')}.", None) for name in names_in(records))
    )


def names_in(records: Iterable[Record | None]) -> Iterator[str]:
    """Yield what may be a name in the data of `records`."""
    for record in records:
        yield from re.findall(r"[\w.*-]+", record.rdata) if record is not None else ()


def dump(damage: Damage, others: list[Finding]) -> str:
    """Return the damaged set, and what is found in the other one."""
    files = "\n".join(f"== {origin}\n{text}" for origin, text in texts(damage.damaged))
    return f"{damage.line}\n{files}\n" + "\n".join(map(repr, others))
