"""What the rules that judge a change say, and what they leave alone."""

from collections.abc import Mapping

import pytest
from linting import usual_rules

from zonelint.lint.findings import Finding
from zonelint.lint.merge import merge_causes
from zonelint.testing import lint

ZONE = "$TTL 1h\n@ SOA ns1 hostmaster 2026081601 8h 2h 4w 1h\n  NS ns1\nns1 A 4.3.2.1\n"
CHILD = "$TTL 1h\n@ SOA ns1.example.com. hostmaster.example.com. 1 8h 2h 4w 1h\n  NS ns1.example.com.\n"
FILE = "example.com.zone"

OCTODNS = (
    "providers:\n  files:\n    class: octodns.provider.yaml.YamlProvider\n    directory: ./zones\n"
    "  dns:\n    class: octodns_powerdns.PowerDnsProvider\n"
    "zones:\n  example.com.:\n    sources: [files]\n    targets: [dns]\n"
)

Files = Mapping[str, str]
Before = Mapping[str, str | None]


def told(files: Files, before: Before, *rules: str) -> list[tuple[str, str, int]]:
    """Return severity, file and line of each finding."""
    return [(each.severity, each.path, each.line) for each in lint(files, *rules, before=before)]


def only(files: Files, before: Before, *rules: str) -> Finding:
    """Return the one finding that there is."""
    (finding,) = lint(files, *rules, before=before)
    return finding


def with_serial(serial: int, more: str = "") -> str:
    """Return the zone with another serial, and more records."""
    return ZONE.replace("2026081601", str(serial)) + more


# -- serials ---------------------------------------------------------------------------------------------------------

SERIALS = ("soa-serial-not-increased", "soa-serial-backwards", "soa-serial-ahead")


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1787011200")  # 2026-08-18


def test_finding_names_what_changed() -> None:
    """The count, the first records, where they stand or stood, and what to write."""
    old, new = ZONE + "a A 4.3.2.2\nb 60 A 4.3.2.3\n", ZONE + "b 90 A 4.3.2.3\nc A 4.3.2.4\n"
    finding = only({FILE: new}, {FILE: old}, *SERIALS)

    assert ("warning", FILE, 2) == (finding.severity, finding.path, finding.line)
    assert (
        "example.com. changed (1 added, 1 removed, 1 changed), and its serial 2026081601 is no newer than before"
        == finding.message
    )
    assert "write a greater serial, such as `2026081801`" == finding.help
    assert [
        ("before the change: a.example.com. A 4.3.2.2; it is removed", 5, True),
        ("before the change: b.example.com. A 4.3.2.3; now 4.3.2.3", 6, True),
        ("new with the change: c.example.com. A 4.3.2.4", 6, False),
    ] == [(each.message, each.line, each.is_before) for each in finding.related]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("$GENERATE 1-4 h$ A 4.3.2.$\n", "$GENERATE 1-5 h$ A 4.3.2.$\n"),
        ("www A 4.3.2.80\n", "www 300 A 4.3.2.80\n"),
        ("www A 4.3.2.80\n", ""),
        ("@ TXT a\n", '@ TXT "a" "b"\n'),
        ("@ TXT a\n", "@ TXT A\n"),
        ("", "sub NS ns1\n"),
        ("@ MX 10 ns1\n", "@ MX 20 ns1\n"),
    ],
)
def test_change_of_records(old: str, new: str) -> None:
    """Whatever a server would answer otherwise is a change."""
    assert [("warning", FILE, 2)] == told({FILE: ZONE + new}, {FILE: ZONE + old}, *SERIALS)


def test_soa_field_is_a_change() -> None:
    """Secondaries live by these numbers."""
    assert [("warning", FILE, 2)] == told({FILE: ZONE.replace("8h", "9h")}, {FILE: ZONE}, *SERIALS)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("www A 4.3.2.80\n", "www 3600 IN A 4.3.2.80 ; a comment\n"),
        ("www A 4.3.2.80\nftp A 4.3.2.80\n", "ftp A 4.3.2.80\nwww A 4.3.2.80\n"),
        ("$GENERATE 1-2 h$ A 4.3.2.$\n", "h1 A 4.3.2.1\nh2 A 4.3.2.2\n"),
        ("www CNAME ns1\n", "WWW CNAME NS1.Example.Com.\n"),
        ("@ TXT abc\n", '@ TXT "a" "bc"\n'),
        ("www A 4.3.2.80\n", "www A 4.3.2.80\nwww A 4.3.2.80\n"),
        ("www A 4.3.2.80\nwww A 4.3.2.80\n", "www A 4.3.2.80\n"),
    ],
)
def test_spelling_is_no_change(old: str, new: str) -> None:
    """Order, comments, letters, units, and what is written twice."""
    assert [] == told({FILE: ZONE + new}, {FILE: ZONE + old}, *SERIALS)


INDEX = 'zone "example.com" {{ type {}; file "example.com.zone"; {} }};\n'


@pytest.mark.parametrize(
    "files",
    [
        {"named.conf": INDEX.format("primary", "allow-update { any; };"), FILE: ZONE},
        {"named.conf": INDEX.format("secondary", "primaries { 4.3.2.9; };"), FILE: ZONE},
        {"config": "options => {\n    listen => any\n}\n", "zones/example.com": ZONE},
        {FILE: ZONE.replace("2026081601", "@SERIAL@")},
        {FILE: ZONE.replace("2026081601", "0")},
    ],
)
def test_zones_without_a_serial_of_their_authors(files: dict[str, str]) -> None:
    """Updated by clients, secondary, without transfers, filled in when published."""
    name = next(reversed(files))

    assert [] == told({**files, name: files[name] + "www A 4.3.2.80\n"}, {name: files[name]}, *SERIALS)


def test_zones_of_octodns_have_no_serial() -> None:
    """The provider makes it."""
    old, new = ("www:\n  type: A\n  value: 4.3.2." + octet + "\n" for octet in "12")
    files = {"production.yaml": OCTODNS, "zones/example.com.yaml": new}

    assert [] == told(files, {"zones/example.com.yaml": old}, *SERIALS)


def test_master_files_of_octodns_have_no_serial_either() -> None:
    """OctoDNS reads them, and the provider makes the serial."""
    config = OCTODNS.replace("octodns.provider.yaml.YamlProvider", "octodns_bind.ZoneFileSource")
    config = config.replace("directory: ./zones\n", "directory: ./zones\n    file_extension: .zone\n")
    files = {"production.yaml": config, f"zones/{FILE}": ZONE + "www A 4.3.2.80\n"}

    assert [] == told(files, {f"zones/{FILE}": ZONE}, *SERIALS)


def test_zones_of_coredns_have_one() -> None:
    """It loads a file anew only if the serial is another."""
    files = {"Corefile": f"example.com {{\n    file {FILE}\n}}\n", FILE: ZONE + "www A 4.3.2.80\n"}

    assert [("warning", FILE, 2)] == told(files, {FILE: ZONE}, *SERIALS)


def test_new_zone_needs_no_greater_serial() -> None:
    """Nobody has an older version."""
    assert [] == told({FILE: ZONE}, {FILE: None}, *SERIALS)


def test_included_serial_is_one_finding() -> None:
    """Two zones whose SOA record stands in one file are mended by one act."""
    soa = "@ SOA ns1.example.com. hostmaster.example.com. 7 8h 2h 4w 1h\n@ NS ns1.example.com.\n"
    zone = "$TTL 1h\n$INCLUDE soa.inc\n"
    files = {"a.example.zone": zone + "h A 4.3.2.1\n", "b.example.zone": zone + "h A 4.3.2.1\n", "soa.inc": soa}
    found = lint(files, *SERIALS, before={"a.example.zone": zone, "b.example.zone": zone})

    assert ["soa.inc", "soa.inc"] == [finding.path for finding in found]
    assert [2] == [finding.count for finding in merge_causes(found)]


@pytest.mark.parametrize(
    ("serials", "is_told"),
    [
        ((4096, 4096), False),
        ((4096, 4096, 4096), False),
        ((4096, 4097), True),
        ((4096,), True),
        ((2026081601, 2026081601), True),
    ],
)
def test_serial_that_all_zones_of_a_folder_have(serials: tuple[int, ...], is_told: bool) -> None:
    """Where it is no date, a tool fills it in; authors would not have come to the same number."""
    files = {f"zones/{name}.example.zone": with_serial(serial) for name, serial in zip("abc", serials, strict=False)}
    files["other/d.example.zone"] = with_serial(7)
    new = {**files, "zones/a.example.zone": with_serial(serials[0], "www A 4.3.2.80\n")}

    assert is_told == bool(lint(new, *SERIALS, before=files))


@pytest.mark.parametrize(("named", "is_told"), [("4096", False), ("4097", True)])
def test_serial_that_the_configuration_calls_filled_in(named: str, is_told: bool) -> None:
    """One zone alone does not tell."""
    config = f'[rules.soa-serial-not-increased]\nfilled-in = ["{named}"]\n'
    files = {FILE: with_serial(4096, "www A 4.3.2.80\n"), ".zonelint.toml": config}

    assert is_told == bool(lint(files, *SERIALS, before={FILE: with_serial(4096)}))


def test_views_are_judged_each() -> None:
    """Two views of one file have one serial; a file of their own is another zone."""
    views = (("in", "10.0.0.0/8", "a.zone"), ("lab", "10.9.0.0/16", "a.zone"), ("out", "any", "b.zone"))
    index = "".join(
        f'view "{view}" {{ match-clients {{ {who}; }}; zone "example.com" {{ type primary; file "{file}"; }}; }};\n'
        for view, who, file in views
    )
    changed = with_serial(2026081602, "www A 4.3.2.80\n")
    files = {"named.conf": index, "a.zone": ZONE + "www A 4.3.2.80\n", "b.zone": changed}
    found = lint(files, *SERIALS, before={"a.zone": ZONE, "b.zone": ZONE})

    assert [("a.zone", 2, {"in", "lab"})] == [(each.path, each.line, set(each.views)) for each in found]


@pytest.mark.parametrize(
    ("before", "after", "rule"),
    [
        (2026081601, 2026081602, None),
        (2026081602, 2026081601, "soa-serial-backwards"),
        (4294967295, 1, None),
        (1, 4294967295, "soa-serial-backwards"),
        (1, 1 + 2**31, "soa-serial-backwards"),
        (1, 2**31, None),
        (2026081601, 0, None),
        (2026081601, 2026081901, None),
        (2026081601, 2026081999, None),
        (2026081601, 2026082000, "soa-serial-ahead"),
        (2026081601, 2026180801, "soa-serial-ahead"),
        (2026081601, 2206081601, "soa-serial-ahead"),
        (2206081601, 2206081602, None),
        (17, 2106081601, None),
        (1787011200, 1787011260, None),
    ],
)
def test_serial_before_and_after(before: int, after: int, rule: str | None) -> None:
    """One rule speaks of each, whether records changed or not."""
    for more in ("", "www A 4.3.2.80\n"):
        found = lint({FILE: with_serial(after, more)}, *SERIALS, before={FILE: with_serial(before)})

        assert ([rule] if rule else []) == [finding.rule for finding in found]


def test_without_the_rule_about_it_a_step_back_is_no_increase() -> None:
    """If records changed."""
    old = {FILE: with_serial(7)}

    assert [] == told({FILE: with_serial(6)}, old, SERIALS[0])
    assert [("warning", FILE, 2)] == told({FILE: with_serial(6, "www A 4.3.2.80\n")}, old, SERIALS[0])


def test_new_zone_with_a_date_ahead() -> None:
    """The help is today's first serial."""
    finding = only({FILE: with_serial(2062081601)}, {FILE: None}, *SERIALS)

    assert ("soa-serial-ahead", "write `2026081801`") == (finding.rule, finding.help)
    assert "the serial 2062081601 of example.com. is a date that lies ahead: today is 2026-08-18" == finding.message


# -- zones that are gone ---------------------------------------------------------------------------------------------

GONE = "zone-removed"
IN_VIEW = 'view "{}" {{ zone "example.com" {{ type primary; file "example.com.zone"; }}; }};\n'
NAMED = 'zone "example.com" { type primary; file "example.com.zone"; };\n'
OTHER = 'zone "example.net" { type primary; file "example.net.zone"; };\n'


def test_zone_that_the_index_names_no_longer_is_advice() -> None:
    """Somebody did it on purpose: it is told where the statement was."""
    files = {"named.conf": NAMED, FILE: ZONE}
    finding = only(files, {"named.conf": NAMED + OTHER, "example.net.zone": CHILD}, GONE)

    assert ("info", "named.conf", 2, True) == (finding.severity, finding.path, finding.line, finding.is_before)
    assert "the zone example.net. is gone: its file example.net.zone is deleted" == finding.message


def test_zone_that_the_index_names_no_longer_while_records_need_it() -> None:
    """Nobody here answers any more for the host that the MX names."""
    files = {"named.conf": NAMED, FILE: ZONE + "@ MX 10 mail.example.net.\n"}
    before = {"named.conf": NAMED + OTHER, "example.net.zone": CHILD + "mail A 4.3.2.25\n"}
    finding = only(files, before, GONE)

    assert ("error", [(FILE, 5)]) == (finding.severity, [(each.path, each.line) for each in finding.related])
    assert finding.message.endswith("; this MX record leads into it")


def test_zone_without_index() -> None:
    """It is told where the file was."""
    finding = only({FILE: ZONE}, {"example.net.zone": CHILD}, GONE)

    assert ("warning", "example.net.zone", 1, True) == (finding.severity, finding.path, finding.line, finding.is_before)


def test_what_the_reader_of_the_index_says_too() -> None:
    """That the file is not there is one defect, shown with what the change did."""
    files = {"named.conf": NAMED + OTHER, FILE: ZONE}
    (finding,) = merge_causes(lint(files, GONE, "index-error", before={"example.net.zone": CHILD}))

    assert ({"zone-removed", "index-error"}, "named.conf", 2) == (
        {each.rule for each in finding.members},
        finding.path,
        finding.line,
    )


def test_file_in_a_folder_of_old_files() -> None:
    """Who puts it there knows what he does."""
    files = {FILE: ZONE, "old/example.com.zone": ZONE, "old/example.net.zone": CHILD}
    finding = only(files, {"example.net.zone": CHILD, "old/example.net.zone": None}, GONE)
    where = "old/example.net.zone, which is passed over: an old copy, by its folder old/"

    assert "info" == finding.severity
    assert f"the zone example.net. is gone: its file example.net.zone seems to be {where}" == finding.message


def test_file_whose_name_is_no_zone_any_more() -> None:
    """The zone had its name from the file, which has another one now."""
    files = {FILE: ZONE, "dns/network": CHILD}
    finding = only(files, {"dns/network.example": CHILD, "dns/network": None}, GONE)

    assert "info" == finding.severity
    assert "its file dns/network.example seems to be dns/network, which is passed over: " in finding.message
    assert [("warning", "dns/network.example", 1)] == told(files, {"dns/network.example": CHILD}, GONE)


def test_zones_of_one_folder_are_told_at_once() -> None:
    """Each is a finding of its own all the same."""
    gone = {f"zones/{name}.example.zone": CHILD for name in "abc"} | {"d.example.zone": CHILD}
    found = merge_causes(lint({FILE: ZONE}, GONE, before=gone))

    assert [("d.example.zone", 1), ("zones/a.example.zone", 3)] == [(each.path, each.count) for each in found]


def test_last_zone() -> None:
    """With it all is gone."""
    assert [("warning", FILE, 1)] == told({"README": "nothing\n"}, {FILE: ZONE}, GONE)


def test_ptr_of_a_sender_through_a_classless_delegation() -> None:
    """The CNAME of the provider's zone leads to nothing now; both it and the sender are named."""
    parent = CHILD + "64/26 NS ns1.example.com.\n65 CNAME 65.64/26\n"
    child = {"64-26.zone": "$ORIGIN 64/26.2.3.4.in-addr.arpa.\n" + CHILD + "65 PTR mail.example.com.\n"}
    files = {FILE: ZONE + "@ MX 10 mail\nmail A 4.3.2.65\n", "2.3.4.in-addr.arpa.zone": parent}
    finding = only(files, child, GONE)

    assert [
        "64/26.2.3.4.in-addr.arpa. is still delegated here",
        "this CNAME record leads into it",
        "4.3.2.65 sends mail for example.com.: MX 10 mail.example.com.; its PTR mail.example.com. is gone",
    ] == [each.message for each in finding.related]
    assert "error" == finding.severity


@pytest.mark.parametrize(
    ("files", "before"),
    [
        # Into a view, out of views, and from one into others.
        (
            {
                "named.conf": IN_VIEW.format("a"),
                FILE: ZONE,
            },
            {"named.conf": NAMED},
        ),
        (
            {"named.conf": NAMED, FILE: ZONE},
            {"named.conf": IN_VIEW.format("a")},
        ),
        (
            {
                "named.conf": IN_VIEW.format("b"),
                FILE: ZONE,
            },
            {"named.conf": IN_VIEW.format("a")},
        ),
        # The file of one of two servers.
        ({"a/example.com.zone": ZONE}, {"b/example.com.zone": ZONE}),
        # Its data are kept elsewhere now: the index names another file.
        (
            {
                "named.conf": NAMED.replace('"example.com.zone"', '"/var/lib/dns/made.zone"'),
                FILE: ZONE,
            },
            {"named.conf": NAMED},
        ),
    ],
)
def test_zone_that_is_not_gone(files: Files, before: Before) -> None:
    """It is told elsewhere now."""
    assert [] == told(files, before, GONE)


def test_index_that_cannot_be_read_any_more() -> None:
    """Its zones are not gone: what it says is not known."""
    old = 'zone "example.net" { type primary; file "data/1"; };\n'
    files = {"named.conf": old.replace('net"', "net"), "data/1": CHILD, FILE: ZONE}
    gone = {"named.conf": "// nothing\n", "data/1": CHILD, FILE: ZONE}

    assert [] == told(files, {"named.conf": old}, GONE)
    assert [("info", "named.conf", 1)] == told(gone, {"named.conf": old}, GONE)


def test_zone_of_one_view_of_two() -> None:
    """Those whom that view serves miss it, though another view has it."""
    both = 'view "{}" {{ match-clients {{ {}; }}; {} }};\n'
    other = 'zone "example.net" { type primary; file "example.net.zone"; };'
    mine = NAMED.strip()
    files = {
        "named.conf": both.format("in", "10.0.0.0/8", other) + both.format("out", "any", mine),
        FILE: ZONE,
        "example.net.zone": CHILD.replace("example.com", "example.org"),
    }
    before = {"named.conf": both.format("in", "10.0.0.0/8", other + mine) + both.format("out", "any", mine)}
    finding = only(files, before, GONE)

    assert ("info", "named.conf", "in") == (finding.severity, finding.path, finding.view)
    assert finding.message.startswith("the zone example.com. is gone: named.conf names it no longer")


def test_exception_for_a_zone_that_ends() -> None:
    """It is named as owner."""
    config = '[[ignore-findings]]\nrule = "zone-removed"\nowner = "example.net."\nreason = "sold"\n'

    assert [] == told({FILE: ZONE, ".zonelint.toml": config}, {"example.net.zone": CHILD}, GONE, "unused-suppression")


def test_comment_at_the_same_line_of_the_file_now() -> None:
    """It is about another line: the finding stands in the file before."""
    names = NAMED.replace("\n", " // zonelint: ignore[zone-removed] no\n")
    files = {"named.conf": names, FILE: ZONE}

    assert [("info", "named.conf", 1)] == told(files, {"named.conf": OTHER + NAMED, "example.net.zone": CHILD}, GONE)


# -- keys ------------------------------------------------------------------------------------------------------------

KEYS = "key-changed-without-overlap"
A, B, C = ("".join(pair) for pair in (("a1" * 32), ("b2" * 32), ("c3" * 32)))


def changed(old: str, new: str, *rules: str) -> list[Finding]:
    """Return what is told of a zone in which the records `old` become `new`."""
    return lint({FILE: with_serial(2026081602, new)}, *rules, before={FILE: ZONE + old})


@pytest.mark.parametrize(
    ("rtype", "rdata", "severity"),
    [("TLSA", "3 1 1 ", "warning"), ("SSHFP", "4 2 ", "info")],
)
@pytest.mark.parametrize(
    ("old", "new", "is_told"),
    [
        ([A], [B], True),
        ([A], [B, C], True),
        ([A, B], [C], True),
        ([A], [A, B], False),
        ([A, B], [B], False),
        ([A, B], [B, C], False),
        ([], [A], False),
        ([A], [], False),
        ([A], [A.upper()], False),
    ],
)
def test_rrset_of_which_nothing_stays(
    rtype: str, rdata: str, severity: str, old: list[str], new: list[str], is_told: bool
) -> None:
    """One finding at the first new record, with all old ones."""
    owner = "_25._tcp.ns1" if rtype == "TLSA" else "ns1"
    before, after = ("".join(f"{owner} {rtype} {rdata}{digest}\n" for digest in digests) for digests in (old, new))
    found = changed(before, after, KEYS)

    assert ([(severity, 5, len(old))] if is_told else []) == [
        (each.severity, each.line, len(each.related)) for each in found
    ]


ONE, TWO = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=", "PUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw="
DKIM = 's1._domainkey TXT "v=DKIM1; k=ed25519; p={}"\n'


@pytest.mark.parametrize(
    ("old", "new", "is_told"),
    [
        (DKIM.format(ONE), DKIM.format(TWO), True),
        (DKIM.format(ONE), DKIM.format(TWO).replace("k=ed25519; p=", "k=ed25519; t=s; p="), True),
        (DKIM.format(ONE), DKIM.format(""), False),
        (DKIM.format(""), DKIM.format(TWO), False),
        (DKIM.format(ONE[:20]), DKIM.format(ONE), False),
        (DKIM.format(ONE), DKIM.format(ONE).replace("v=", "t=y; v="), False),
        (DKIM.format(ONE), DKIM.format(ONE[:10] + '" "' + ONE[10:]), False),
        (DKIM.format(ONE), DKIM.format(ONE).replace("s1", "s2"), False),
        (DKIM.format(ONE), DKIM.format(ONE) + DKIM.format(TWO).replace("s1", "s2"), False),
        (DKIM.format(ONE).replace("_domainkey", "other"), DKIM.format(TWO).replace("_domainkey", "other"), False),
    ],
)
def test_key_of_a_selector(old: str, new: str, is_told: bool) -> None:
    """It is one of two keys that both can be read."""
    assert is_told == bool(changed(old, new, KEYS))


# The keys of the examples in RFC 8080 section 6, with their tags.
KEY_1 = "257 3 15 l02Woi0iS8Aa25FQkUd9RMzZHJpBoRQwAQEX1SxZJA4="
KEY_2 = "257 3 15 zPnZ/QwEe7S8C5SPz2OfS5RR40ATk2/rYnE9xHIEijs="
TAG_1, TAG_2 = 3613, 35217


def signed(keys: list[str], tags: list[int]) -> dict[str, str]:
    """Return a child zone with `keys`, and its parent with a DS record for each of `tags`."""
    child = CHILD + "".join(f"@ DNSKEY {key}\n" for key in keys)
    parent = ZONE + "lab NS ns1\n" + "".join(f"lab DS {tag} 15 2 {A}\n" for tag in tags)
    return {FILE: parent, "lab.example.com.zone": child}


@pytest.mark.parametrize(
    ("old", "new", "told_of"),
    [
        # RFC 6781 section 4.1.2: with two keys, or with two DS records, and each in two steps.
        (([KEY_1], [TAG_1]), ([KEY_1, KEY_2], [TAG_1]), []),
        (([KEY_1, KEY_2], [TAG_1]), ([KEY_1, KEY_2], [TAG_2]), []),
        (([KEY_1, KEY_2], [TAG_2]), ([KEY_2], [TAG_2]), []),
        (([KEY_1], [TAG_1, TAG_2]), ([KEY_2], [TAG_1, TAG_2]), ["warning"]),
        (([KEY_1], [TAG_1]), ([KEY_2], [TAG_2]), ["warning"]),
        (([KEY_1, KEY_2], [TAG_1]), ([KEY_2], [TAG_1]), ["error"]),
        (([KEY_1], [TAG_1]), ([KEY_1], [TAG_2]), ["error"]),
        (([KEY_1], [TAG_1]), ([KEY_2], [TAG_1]), ["error", "warning"]),
        # The end of signing: the DS record goes first. What a server signs itself is not in the file.
        (([KEY_1], [TAG_1]), ([KEY_1], []), []),
        (([KEY_1], [TAG_1]), ([], [TAG_1]), []),
        # It was no better before.
        (([KEY_1], [TAG_2]), ([KEY_1], [TAG_2, 1]), []),
    ],
)
def test_ds_and_dnskey(old: tuple[list[str], list[int]], new: tuple[list[str], list[int]], told_of: list[str]) -> None:
    """A DS record leads to a key at any time, and nothing is replaced at once."""
    assert told_of == sorted(each.severity for each in lint(signed(*new), KEYS, before=signed(*old)))


def test_hostile_keys() -> None:
    """What cannot be read as a key is no key, and ends no run."""
    for rdata in (r"\# 4 01010f00", "257 3 15 AAA", "257 3 15 !", "70000 3 15 AAAA"):
        found = lint(signed([rdata], [TAG_1]), KEYS, before=signed([KEY_2], [TAG_2]))
        assert ["warning"] * len(found) == [each.severity for each in found]


# -- advice that is off by default -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "options", "is_told"),
    [
        (20, 0, "", True),
        (20, 10, "", True),
        (20, 11, "", False),
        (20, 30, "", False),
        (9, 0, "", False),
        (100, 70, "", False),
        (100, 68, "", True),
        (20, 17, "share = 10\nleast = 3", True),
        (20, 18, "share = 10\nleast = 3", False),
    ],
)
def test_shrunk_zone(old: int, new: int, options: str, is_told: bool) -> None:
    """By share and number, of all records: the SOA, NS and address of the server count."""
    before, after = (f"$GENERATE 1-{count} h$ A 4.3.2.$\n" if count else "" for count in (old, new))
    files = {FILE: ZONE + after, ".zonelint.toml": f"[rules.zone-shrunk]\n{options}\n"}
    found = lint(files, "zone-shrunk", before={FILE: ZONE + before})

    assert ([f"example.com. has {new + 3} records, and had {old + 3} before the change"] if is_told else []) == [
        each.message for each in found
    ]


@pytest.mark.parametrize(
    ("old", "new", "is_told"),
    [
        ("www 3601 A 4.3.2.80", "www 3601 A 4.3.2.81", True),
        ("www 3600 A 4.3.2.80", "www 3600 A 4.3.2.81", False),
        ("www 1d A 4.3.2.80", "www 60 A 4.3.2.81", True),
        ("www 60 A 4.3.2.80", "www 1d A 4.3.2.81", False),
        ("www 1d A 4.3.2.80", "www 60 A 4.3.2.80", False),
        ("www 1d A 4.3.2.80", "", False),
        ("www 1d A 4.3.2.80", "www 1d CNAME ns1", False),
        ("www 1d MX 1 a.example.net.", "www 1d MX 1 b.example.net.", False),
    ],
)
def test_ttl_before_an_address_change(old: str, new: str, is_told: bool) -> None:
    """What counts is the TTL that caches have."""
    assert is_told == bool(changed(old + "\n", new + "\n", "ttl-not-lowered"))


# -- names that are gone ---------------------------------------------------------------------------------------------

USED = "removed-name-still-used"


@pytest.mark.parametrize(
    "record",
    [
        '@ TXT "v=spf1 a:host.example.com -all"',
        '@ TXT "v=spf1 a:host.example.com/29 -all"',
        "@ HTTPS 1 host alpn=h2",
        "_8443._https SVCB 1 host.example.com. alpn=h2",
        "@ KX 1 host",
        "@ AFSDB 1 host",
    ],
)
@pytest.mark.parametrize("left", ["", "host TXT what-is-left\n"])
def test_record_that_leads_to_a_removed_name(record: str, left: str) -> None:
    """It names the record that is gone; no rule says it without the change."""
    (finding,) = changed(f"{record}\nhost A 4.3.2.80\n{left}", f"{record}\n{left}", *usual_rules(), USED)

    assert (USED, 5) == (finding.rule, finding.line)
    assert ["before the change: host.example.com. A 4.3.2.80; it is removed"] == [
        each.message for each in finding.related
    ]


@pytest.mark.parametrize(
    ("record", "rule"),
    [
        ("@ MX 10 host", "mx-target-without-address"),
        ("@ NS host", "ns-target-without-address"),
        ("_sip._tcp SRV 1 1 5060 host", "srv-target-without-address"),
        ("www CNAME host", "cname-target-missing"),
    ],
)
def test_what_other_rules_tell(record: str, rule: str) -> None:
    """It is told once, by the other rule, unless that does not run."""
    old, new = f"{record}\nhost A 4.3.2.80\n", f"{record}\n"

    assert [rule] == [each.rule for each in changed(old, new, rule, USED)]
    assert [USED] == [each.rule for each in changed(old, new, USED)]


def test_alias_whose_target_has_no_address_left() -> None:
    """The name exists, so that no other rule speaks."""
    old, left = "www CNAME host\nhost A 4.3.2.80\n", "www CNAME host\nhost TXT left\n"

    assert [(USED, 5)] == [(each.rule, each.line) for each in changed(old + "host TXT left\n", left, *usual_rules())]


@pytest.mark.parametrize("record", ["@ MX 10 host", "@ NS host", "_sip._tcp SRV 1 1 5060 host", "www CNAME host"])
def test_wildcard_in_place_of_a_host(record: str) -> None:
    """It answers with another address."""
    found = changed(f"{record}\n* A 4.3.2.9\nhost A 4.3.2.80\n", f"{record}\n* A 4.3.2.9\n", USED)

    assert [5] == [each.line for each in found]
    assert found[0].message.endswith(": the wildcard *.example.com. answers for it now, with 4.3.2.9")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("@ KX 1 host\nhost A 4.3.2.80\n", "@ KX 1 host\nhost A 4.3.2.81\n"),
        ("@ KX 1 host\nhost A 4.3.2.80\n", "@ KX 1 host\nhost AAAA 2600::1\n"),
        ("@ KX 1 host\nhost A 4.3.2.80\n", "@ KX 1 host\nhost CNAME ns1\n"),
        ("@ KX 1 host\nhost A 4.3.2.80\n", "@ KX 1 host\nhost CNAME host.example.net.\n"),
        ("@ KX 1 host\nhost A 4.3.2.80\nhost A 4.3.2.81\n", "@ KX 1 host\nhost A 4.3.2.80\n"),
        ("@ KX 1 host\nhost A 4.3.2.80\n", "@ KX 1 host\nhost A 4.3.2\n"),
        ("@ KX 1 host\nhost A 4.3.2.80\n", "@ KX 1 host\nhost NS ns.example.net.\n"),
        ("@ KX 1 host\n", "@ KX 1 host\n"),
        ("@ MX 1 host\n* A 4.3.2.9\n", "@ MX 1 host\n* A 4.3.2.8\n"),
        ('@ TXT "v=spf1 -exists:host.example.com -all"\nhost A 4.3.2.80\n', "@ TXT no\n"),
        ('@ TXT "v=spf1 a:%{i}.example.com -all"\nhost A 4.3.2.80\n', '@ TXT "v=spf1 a:%{i}.example.com -all"\n'),
    ],
)
def test_name_that_still_may_have_an_address(old: str, new: str) -> None:
    """What is not provably gone, or was not there, is not told."""
    assert [] == changed(old, new, USED)


def test_provider_alias_to_a_removed_name() -> None:
    """The provider makes addresses of it, and of nothing none."""
    apex = "'':\n  type: ALIAS\n  value: host.example.com.\n"
    files = {"production.yaml": OCTODNS, "zones/example.com.yaml": apex}
    old = {"zones/example.com.yaml": apex + "host:\n  type: A\n  value: 4.3.2.80\n"}

    assert [(USED, 3)] == [(each.rule, each.line) for each in lint(files, USED, before=old)]
