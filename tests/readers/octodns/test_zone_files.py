"""Zone files of octoDNS: from YAML to records, and what octoDNS refuses."""

import gc
from pathlib import Path

import pytest
from octodns_sets import config, load, one, problems, rdata, records

from zonelint.dns.places import Span
from zonelint.dns.zone import SYNTHESISED, TTL_INHERITED, Place
from zonelint.readers.tree.nodes import Node

pytestmark = pytest.mark.usefixtures("folder")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in an empty folder."""
    monkeypatch.chdir(tmp_path)


def test_values_are_records_at_their_items() -> None:
    """Each value is a record on the line of its item, with the TTL written or the provider's."""
    text = (
        "www:\n  type: A\n  ttl: 60\n  values:\n  - 192.0.2.1\n  - 192.0.2.2\nx:\n  type: AAAA\n  value: 2001:DB8::1\n"
    )
    expected = [
        "5 www.example.com. 60 A 192.0.2.1",
        "6 www.example.com. 60 A 192.0.2.2",
        "9 x.example.com. 300 AAAA 2001:db8::1",
    ]

    zone = one(text, "enforce_order: false, default_ttl: 300")

    assert expected == records(zone)
    assert [TTL_INHERITED] == [record.flags & TTL_INHERITED for record in zone.records("AAAA")]


def test_marks_tell_owner_record_value_and_fields() -> None:
    """The place of a record is its value; owner, TTL and target have places of their own."""
    text = "'':\n  ttl: 60\n  type: MX\n  values:\n  - exchange: mail.example.com.\n    preference: 10\n"
    record = next(iter(one(text).records("MX")))

    assert Span(5, 5, 6, 19) == Place.of(record).span
    assert Span(1, 1, 1, 3) == Place.of(record, "owner").span
    assert Span(2, 8, 2, 10) == Place.of(record, "ttl").span
    assert Span(5, 15, 5, 32) == Place.of(record, "target").span


def test_nodes_are_let_go_with_the_file() -> None:
    """A run collects no garbage: what was composed of a file is freed as soon as its zone is read."""
    gc.collect()
    gc.disable()
    try:
        zone = one(
            "www:\n  type: A\n  value: 192.0.2.1\nx:\n- type: MX\n  value: {exchange: a.example.net., preference: 1}\n"
        )
        left = [each for each in gc.get_objects() if isinstance(each, Node)]
    finally:
        gc.enable()

    assert ["A", "MX"] == sorted(zone.types)
    assert [] == left


TYPES = [
    ("CAA", "{flags: 0, tag: issue, value: ca.example}", '0 issue "ca.example"'),
    ("CAA", "{tag: issue, value: ca.example}", '0 issue "ca.example"'),
    ("DNAME", "other.example.", "other.example."),
    ("DS", f"{{key_tag: 7, algorithm: 13, digest_type: 2, digest: {'AB' * 32}}}", f"7 13 2 {'ab' * 32}"),
    ("DS", f"{{flags: 7, protocol: 13, algorithm: 2, public_key: {'ab' * 32}}}", f"7 13 2 {'ab' * 32}"),
    (
        "HTTPS",
        "{svcpriority: 1, targetname: ., svcparams: {alpn: [h2, h3], no-default-alpn: , ipv4hint: [192.0.2.1]}}",
        '1 . alpn="h2,h3" no-default-alpn ipv4hint="192.0.2.1"',
    ),
    (
        "LOC",
        "{lat_degrees: 1, lat_minutes: 2, lat_seconds: 3.5, lat_direction: N, long_degrees: 4, long_minutes: 5, "
        "long_seconds: 6, long_direction: E, altitude: 7, size: 8, precision_horz: 9, precision_vert: 10}",
        "1 2 3.500 N 4 5 6.000 E 7.00m 8.00m 9.00m 10.00m",
    ),
    ("MX", "{preference: 10, exchange: Mail.Example.COM.}", "10 mail.example.com."),
    ("MX", "{priority: 10, value: mail.example.com.}", "10 mail.example.com."),
    ("MX", "{preference: 0, exchange: .}", "0 ."),
    (
        "NAPTR",
        "{order: 1, preference: 2, flags: s, service: SIP+D2U, regexp: '', replacement: _sip._udp.example.com.}",
        '1 2 "S" "SIP+D2U" "" _sip._udp.example.com.',
    ),
    ("NS", "ns.example.net.", "ns.example.net."),
    ("OPENPGPKEY", "AQID", "AQID"),
    ("PTR", "host.example.com.", "host.example.com."),
    ("SPF", "v=spf1 -all", '"v=spf1 -all"'),
    ("SSHFP", f"{{algorithm: 4, fingerprint_type: 2, fingerprint: {'CD' * 32}}}", f"4 2 {'cd' * 32}"),
    ("SVCB", "{svcpriority: 0, targetname: svc.example.}", "0 svc.example."),
    (
        "TLSA",
        f"{{certificate_usage: 3, selector: 1, matching_type: 1, certificate_association_data: {'ef' * 32}}}",
        f"3 1 1 {'ef' * 32}",
    ),
    (
        "URLFWD",
        "{path: /, target: 'https://x.example', code: 301, masking: 2, query: 0}",
        '"/" "https://x.example" 301 2 0',
    ),
]


@pytest.mark.parametrize(("rtype", "value", "expected"), TYPES)
def test_value_of_each_type(rtype: str, value: str, expected: str) -> None:
    """Each type's fields become its RDATA."""
    zone = one(f"a:\n  type: {rtype}\n  value: {value}\n")

    assert [] == problems(zone.problems)
    assert [expected] == rdata(zone, rtype)


@pytest.mark.parametrize(
    ("rtype", "value", "expected"),
    [
        ("SRV", "{priority: 1, weight: 2, port: 5060, target: sip.example.}", "1 2 5060 sip.example."),
        ("URI", "{priority: 1, weight: 2, target: 'https://x.example/'}", '1 2 "https://x.example/"'),
    ],
)
def test_types_of_services(rtype: str, value: str, expected: str) -> None:
    """SRV and URI records stand at the name of a service."""
    assert [expected] == rdata(one(f"_sip._udp:\n  type: {rtype}\n  value: {value}\n"), rtype)


@pytest.mark.parametrize(
    ("written", "octets", "options"),
    [
        ("v=DKIM1\\; k=rsa", '"v=DKIM1; k=rsa"', "enforce_order: false"),
        ("v=DKIM1; k=rsa", '"v=DKIM1; k=rsa"', "enforce_order: false, escaped_semicolons: false"),
        ("'\"abc\" \"def\"'", '"abcdef"', "enforce_order: false"),
        ("a\\123b", '"a\\\\123b"', "enforce_order: false"),
        ("a\"b", '"a\\"b"', "enforce_order: false"),
        ("''", '""', "enforce_order: false"),
        ("x" * 300, f'"{"x" * 255}" "{"x" * 45}"', "enforce_order: false"),
    ],
)  # fmt: skip
def test_text(written: str, octets: str, options: str) -> None:
    """Texts lose the quotes and escapes of octoDNS, and are split in strings of 255 octets."""
    assert [octets] == rdata(one(f"a:\n  type: TXT\n  value: {written}\n", options), "TXT")


OWNERS = [
    ("''", "example.com."), ("'*'", "*.example.com."), ("a.b", "a.b.example.com."), ("WWW", "www.example.com."),
    ("10", "10.example.com."), ("1.0", "1.0.example.com."), ("bücher", "xn--bcher-kva.example.com."),
    ("a.example.com", "a.example.com.example.com."), ("08", "08.example.com."), ("1e2", "1e2.example.com."),
    ("'010'", "010.example.com."),
]  # fmt: skip


@pytest.mark.parametrize(("key", "owner"), OWNERS)
def test_owner(key: str, owner: str) -> None:
    """A key is relative to the zone, in lower case, with A-labels."""
    zone = one(f"{key}:\n  type: A\n  value: 192.0.2.1\n")

    assert [owner] == [record.owner for record in zone.records("A")]
    assert [] == zone.problems


@pytest.mark.parametrize(
    ("key", "owner"),
    [("010", "8"), ("1.20", "1.2"), ("1:30", "90"), ("on", "true"), ("no", "false"), ("~", "none"), ("1_0", "10")],
)
def test_key_that_yaml_changes(key: str, owner: str) -> None:
    """The owner is what YAML 1.1 makes of the key, which is a problem at the key."""
    zone = one(f"{key}:\n  type: A\n  value: 192.0.2.1\n")

    assert [f"{owner}.example.com."] == [record.owner for record in zone.records("A")]
    assert [("yaml-key-changed", Span(1, 1, 1, 1 + len(key)))] == [(noted.rule, noted.span) for noted in zone.problems]


REFUSED = [
    ("a:\n  type: CNAME\n  value: foo\n", 'CNAME value "foo" is not a valid FQDN'),
    ("a:\n  type: CNAME\n  values: [foo.bar.]\n", "missing value"),
    ("a:\n  type: CNAME\n  value: [foo.bar.]\n", "'list' object has no attribute 'lower'"),
    ("'':\n  type: CNAME\n  value: foo.bar.\n", "root CNAME not allowed"),
    ("a:\n  type: ALIAS\n  value: foo.bar.\n", "non-root ALIAS not allowed"),
    ("'':\n- type: ALIAS\n  value: foo.bar.\n- type: A\n  value: 192.0.2.1\n", "ALIAS at example.com. cannot coexist"),
    ("'':\n  type: MX\n  value: 10 mail.example.com.\n", "string indices must be integers, not 'str'"),
    ("'':\n  type: MX\n  value: {exchange: a.b.}\n", "missing preference"),
    ("'':\n  type: MX\n  value: {preference: 1}\n", "missing exchange"),
    ("'':\n  type: MX\n  value: {preference: x, exchange: a.b.}\n", 'invalid preference "x"'),
    ("'@':\n  type: A\n  value: 192.0.2.1\n", 'invalid name "@", use "" instead'),
    ("a.:\n  type: A\n  value: 192.0.2.1\n", 'invalid name, double `.` in "a..example.com."'),
    ("a b:\n  type: A\n  value: 192.0.2.1\n", "invalid record, whitespace is not allowed"),
    (f"{'a' * 64}:\n  type: A\n  value: 192.0.2.1\n", "is too long at 64 chars, max is 63"),
    ("a:\n  type: a\n  value: 192.0.2.1\n", 'Unknown record type: "a"'),
    ("a:\n  type: SOA\n  value: x\n", 'Unknown record type: "SOA"'),
    ("a:\n  value: 192.0.2.1\n", "Invalid record a.example.com., missing type"),
    ("a:\n  type: A\n", "missing value(s)"),
    ("a:\n  type: A\n  values: []\n", "missing value(s)"),
    ("a:\n  type: A\n  value:\n", "missing value(s)"),
    ("a:\n  type: A\n  value: ''\n", "empty value"),
    ("a:\n  type: A\n  value: 2001:db8::1\n", 'invalid IPv4 address "2001:db8::1"'),
    ("a:\n  type: A\n  value: 192.0.2.01\n", 'invalid IPv4 address "192.0.2.01"'),
    ("a:\n  type: AAAA\n  value: 2001:10:20:30:40:50:10:20\n", "invalid IPv6 address"),
    ("a:\n  type: A\n  ttl: 1h\n  value: 192.0.2.1\n", "invalid literal for int() with base 10: '1h'"),
    ("a:\n  type: A\n  ttl: -1\n  value: 192.0.2.1\n", "invalid ttl"),
    ("a:\n  type: A\n  ttl:\n  value: 192.0.2.1\n", "not 'NoneType'"),
    ("a:\n  type: TXT\n  value: v=DKIM1; k=rsa\n", 'unescaped ; in "v=DKIM1; k=rsa"'),
    ("a:\n  type: TXT\n  value: 'a\\\\; b'\n", "double escaped ; in"),
    ("a:\n  type: TXT\n  value: 123\n", "expected string or bytes-like object, got 'int'"),
    ("a:\n  type: TXT\n  value: é\n", 'non ASCII character in "é"'),
    ("sip:\n  type: SRV\n  value: {priority: 1, weight: 1, port: 5, target: a.b.}\n", "invalid name for SRV record"),
    ("a:\n- type: A\n  value: 192.0.2.1\n- type: A\n  value: 192.0.2.2\n", "Duplicate record a.example.com., type A"),
    (
        "a:\n- type: A\n  value: 192.0.2.1\nA:\n- type: A\n  value: 192.0.2.2\n",
        "Duplicate record a.example.com., type A",
    ),
    ("- a\n", "'list' object has no attribute 'items'"),
    ("a: 192.0.2.1\n", "'str' object has no attribute 'get'"),
    ("a:\n", "'NoneType' object has no attribute 'get'"),
    ("a: {type: A, value: 192.0.2.1, octodns: {healthcheck: {protocol: X}}}\n", "invalid healthcheck protocol"),
    ("a: {type: SSHFP, value: {algorithm: 9, fingerprint_type: 2, fingerprint: ab}}\n", 'unrecognized algorithm "9"'),
]


@pytest.mark.parametrize(("text", "message"), REFUSED)
def test_what_octodns_refuses(text: str, message: str) -> None:
    """What octoDNS refuses is the problem record-invalid, in octoDNS's words."""
    zone = one(text)

    assert ["record-invalid"] == [noted.rule for noted in zone.problems]
    assert message in zone.problems[0].message


def test_refused_record_exists_with_unknown_data() -> None:
    """A record that octoDNS refuses is neither used nor missing."""
    zone = one("a:\n  type: CNAME\n  value: foo\nb:\n  type: A\n  value: 192.0.2.1\n")

    assert {"CNAME"} == zone.unresolved["a.example.com."]
    assert ["6 b.example.com. 3600 A 192.0.2.1"] == records(zone)
    assert zone.complete


def test_lenient_record_is_read() -> None:
    """In a lenient record the same fault hides: the record exists."""
    zone = one("a:\n  type: CNAME\n  value: foo\n  octodns:\n    lenient: true\n")

    assert ["foo."] == rdata(zone, "CNAME")
    assert {"lenient-hides-error", "relative-target"} == {noted.rule for noted in zone.problems}


def test_lenient_zone() -> None:
    """In a lenient zone all records are."""
    zone = one("a:\n  type: TXT\n  value: a; b\n", extra=", lenient: true")

    assert ['"a; b"'] == rdata(zone, "TXT")
    assert ["lenient-hides-error"] == [noted.rule for noted in zone.problems]


def test_ignored_record_belongs_to_others() -> None:
    """An ignored record is not managed: it may hold anything."""
    zone = one("a:\n  type: A\n  value: 192.0.2.1\n  octodns:\n    ignored: true\n")

    assert [] == records(zone)
    assert {"A"} == zone.unresolved["a.example.com."]


def test_excluded_record_exists() -> None:
    """A record that some targets do not get exists all the same."""
    assert ["192.0.2.1"] == rdata(one("a: {type: A, value: 192.0.2.1, octodns: {excluded: [x]}}\n"), "A")


def test_type_of_a_provider_hides_addresses() -> None:
    """A provider's own type may make up addresses."""
    assert {"ALIAS", "X/Y"} == one("a:\n  type: X/Y\n  value: z\n").unresolved["a.example.com."]


NOTED = [
    ("a:\n  type: A\n  value: 192.0.2.1\na:\n  type: A\n  value: 192.0.2.2\n", "4:1 yaml-duplicate-key"),
    ("a:\n  type: A\n  type: A\n  value: 192.0.2.2\n", "3:3 yaml-duplicate-key"),
    ("a:\n  type: A\n  vlaue: x\n  value: 192.0.2.2\n", "3:3 unknown-key"),
    ("a:\n  type: MX\n  value: {preference: 1, exchange: a.b., x: 1}\n", "3:42 unknown-key"),
    ("a:\n  type: A\n  value: 192.0.2.1\n  values: [192.0.2.2]\n", "3:10 value-and-values"),
    ("a:\n  type: CNAME\n  value: foo.bar\n", "3:10 relative-target"),
    ("a:\n  type: A\n  ttl: 4294967296\n  value: 192.0.2.2\n", "3:8 ttl-too-large"),
    ("a:\n\ttype: A\n", "2:1 syntax-error"),
    ("---\na: {type: A, value: 192.0.2.1}\n---\nb: {type: A, value: 192.0.2.1}\n", "3:1 syntax-error"),
    ("a: !foo {type: A, value: 192.0.2.1}\n", "1:4 syntax-error"),
    ("a: !include x.yaml\n", "1:4 include-not-found"),
    ("a: !include ../../../../etc/hostname\n", "1:4 include-not-found"),
    ("<<: !include example.com.yaml\n", "1:5 include-not-found"),
    ("<<: x\n", "1:5 syntax-error"),
]


@pytest.mark.parametrize(("text", "expected"), NOTED)
def test_problem_at_its_place(text: str, expected: str) -> None:
    """What is wrong is noted where it stands."""
    assert [expected] == [noted.rpartition(expected)[1] for noted in problems(one(text).problems)]


def test_last_of_equal_keys_holds() -> None:
    """Of a key that stands twice the last one is published."""
    zone = one("a:\n  type: A\n  value: 192.0.2.1\na:\n  type: A\n  value: 192.0.2.2\n")

    assert ["192.0.2.2"] == rdata(zone, "A")


def test_values_win_over_value() -> None:
    """Where both are there, values are published."""
    assert ["192.0.2.2"] == rdata(one("a:\n  type: A\n  value: 192.0.2.1\n  values: [192.0.2.2]\n"), "A")


ORDER = [
    ("b: {type: A, value: 192.0.2.1}\na: {type: A, value: 192.0.2.1}\n", ["1:1 keys-out-of-order"]),
    ("a: {value: 192.0.2.1, type: A}\n", ["1:5 keys-out-of-order"]),
    ("a2: {type: A, value: 192.0.2.1}\na10: {type: A, value: 192.0.2.1}\n", []),
    ("'': {type: A, value: 192.0.2.1}\n1: {type: A, value: 192.0.2.1}\n10: {type: A, value: 192.0.2.1}\n", []),
]


@pytest.mark.parametrize(("text", "expected"), ORDER)
def test_order_of_keys(text: str, expected: list[str]) -> None:
    """Keys stand in natural order where the provider enforces it."""
    assert expected == [
        noted.rpartition(" keys out")[0] for noted in problems(one(text, "enforce_order: true").problems)
    ]


def test_order_of_keys_is_free_without_enforcement() -> None:
    """Without enforce_order keys stand as they like."""
    assert [] == one(ORDER[0][0]).problems


def test_simple_order() -> None:
    """In simple order digits are no numbers."""
    text = "a10: {type: A, value: 192.0.2.1}\na2: {type: A, value: 192.0.2.1}\n"

    assert [] == one(text, "order_mode: simple").problems
    assert ["keys-out-of-order"] == [noted.rule for noted in one(text, "order_mode: natural").problems]


def test_pools_and_regions_are_records() -> None:
    """Any value of a pool or a region may be answered, each once."""
    text = (
        "d:\n  type: A\n  value: 192.0.2.1\n  dynamic:\n    pools:\n"
        "      eu: {fallback: us, values: [{value: 192.0.2.2}]}\n"
        "      us: {values: [{value: 192.0.2.1}, {value: 192.0.2.3}]}\n"
        "    rules: [{pool: eu, geos: [EU]}, {pool: us}]\n"
        "g:\n  type: A\n  value: 192.0.2.1\n  geo:\n    EU: [192.0.2.9]\n"
    )
    zone = one(text)

    assert [] == zone.problems
    assert ["192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.1", "192.0.2.9"] == rdata(zone, "A")


def test_alias_with_pools_leads_nowhere_for_sure() -> None:
    """Where a dynamic CNAME leads depends on who asks."""
    text = "d: {type: CNAME, value: a.b., dynamic: {pools: {x: {values: [{value: c.d.}]}}, rules: [{pool: x}]}}\n"
    zone = one(text)

    assert ["a.b.", "c.d."] == rdata(zone, "CNAME")
    assert {"CNAME"} == zone.unresolved["d.example.com."]


@pytest.mark.parametrize(
    ("dynamic", "message"),
    [
        ("{rules: [{pool: x}]}", "missing pools"),
        ("{pools: {x: {values: [{value: 192.0.2.1}]}}}", "missing rules"),
        ("{pools: {x: {}}, rules: [{pool: x}]}", 'pool "x" is missing values'),
        ("{pools: {x: {values: [{value: 192.0.2.1}]}}, rules: [{pool: y}]}", 'undefined pool "y"'),
        ("{pools: {x: {values: [{value: 192.0.2.1}]}}, rules: [{}]}", "rule 1 missing pool"),
        ("{pools: [], rules: [{pool: x}]}", "pools must be a dict"),
    ],
)
def test_faults_of_pools(dynamic: str, message: str) -> None:
    """Pools and rules that do not fit are refused."""
    zone = one(f"d: {{type: A, value: 192.0.2.1, dynamic: {dynamic}}}\n")

    assert any(message in noted.message for noted in zone.problems)


def test_template_is_filled_in() -> None:
    """The built-in names of templates and texts of the context are known; others are not."""
    text = (
        "a: {type: CNAME, value: 'x.{zone_name}'}\nb: {type: CNAME, value: 'y.{city}.example.'}\n"
        "c: {type: CNAME, value: '{z}.'}\n"
    )
    templating = "processors:\n  t: {class: octodns.processor.templating.Templating, context: {city: bonn}}"
    zone = one(text, more=templating, extra=", processors: [t]")

    assert ["x.example.com.", "y.bonn.example."] == rdata(zone, "CNAME")
    assert {"CNAME"} == zone.unresolved["c.example.com."]


def test_target_with_braces_is_unresolved() -> None:
    """Without a processor a target with braces is neither used nor missing."""
    zone = one("a: {type: CNAME, value: 'x.{zone_name}'}\nb: {type: TXT, value: '{x}'}\n")

    assert [] == rdata(zone, "CNAME")
    assert {"CNAME"} == zone.unresolved["a.example.com."]
    assert ['"{x}"'] == rdata(zone, "TXT")


def test_trailing_dots_are_appended() -> None:
    """With the processor for it, a target without final dot is no problem."""
    dots = "processors:\n  d: {class: octodns.processor.trailing_dots.EnsureTrailingDots}"

    assert [] == one("a: {type: CNAME, value: foo.bar}\n", more=dots, extra=", processors: [d]").problems


def test_includes_and_merge_keys() -> None:
    """An include stands for a value, a record or entries, and a record's place is where its value is written."""
    zone_set = load(
        {
            "config.yaml": config(),
            "zones/example.com.yaml": (
                "<<: !include more.yaml\na: !include a.yaml\nb:\n  type: A\n  values: !include list.yaml\n"
            ),
            "zones/more.yaml": "z: {type: A, value: 192.0.2.4}\n",
            "zones/a.yaml": "type: A\nvalue: 192.0.2.1\n",
            "zones/list.yaml": "- 192.0.2.2\n- 192.0.2.3\n",
        }
    )
    places = {
        (record.rdata, record.source.path, Place.of(record).span.line) for record in zone_set.zones[0].records("A")
    }

    assert {
        ("192.0.2.1", "zones/a.yaml", 2),
        ("192.0.2.2", "zones/list.yaml", 1),
        ("192.0.2.3", "zones/list.yaml", 2),
        ("192.0.2.4", "zones/more.yaml", 1),
    } == places
    assert 1 == len(zone_set.zones)


def test_merge_of_an_anchor() -> None:
    """A record may take over what another has, and change some of it."""
    zone = one("a: &x\n  type: A\n  ttl: 60\n  value: 192.0.2.1\nb:\n  <<: *x\n  value: 192.0.2.9\n")

    assert ["4 a.example.com. 60 A 192.0.2.1", "7 b.example.com. 60 A 192.0.2.9"] == records(zone)


def test_provider_adds_what_the_apex_lacks() -> None:
    """SOA and NS are the provider's: nobody knows them here."""
    assert {"SOA", "NS"} == one("a: {type: A, value: 192.0.2.1}\n").unresolved["example.com."]


def test_record_under_a_managed_zone() -> None:
    """A record that belongs to a zone of its own is a problem, unless it delegates."""
    files = {
        "config.yaml": config(zones="  sub.example.com.: {sources: [config], targets: [config]}"),
        "zones/example.com.yaml": "sub: {type: NS, value: ns.example.net.}\na.sub: {type: A, value: 192.0.2.1}\n",
        "zones/sub.example.com.yaml": "a: {type: A, value: 192.0.2.1}\n",
    }

    assert ["2:1 record-under-subzone Record a.sub.example.com. is under a managed subzone"] == problems(
        load(files).problems
    )


def test_later_source_replaces() -> None:
    """A source that replaces takes the place of what stands there; one that does not is a duplicate."""
    more = "  inside: {class: octodns.provider.yaml.YamlProvider, directory: inside, populate_should_replace: true}"
    text = config(more=more).replace("sources: [config]", "sources: [config, inside]")
    files = {
        "config.yaml": text,
        "zones/example.com.yaml": "a: {type: A, values: [192.0.2.1, 192.0.2.2]}\nb: {type: A, value: 192.0.2.1}\n",
        "inside/example.com.yaml": "a: {type: A, value: 10.0.0.1}\n",
    }
    zone_set = load(files)

    assert ["192.0.2.1", "10.0.0.1"] == rdata(zone_set.zones[0], "A")
    assert [] == zone_set.problems
    again = load({**files, "config.yaml": text.replace("populate_should_replace: true", "default_ttl: 3600")})
    assert ["record-invalid"] == [noted.rule for noted in again.problems]


def test_auto_arpa() -> None:
    """AutoArpa makes PTR records of the addresses of all zones; they stand where the addresses do."""
    zone_set = load(
        {
            "config.yaml": config(
                more="manager:\n  auto_arpa: {ttl: 60}",
                zones="  2.0.192.in-addr.arpa.: {sources: [config, auto-arpa], targets: [config]}",
            ),
            "zones/example.com.yaml": (
                "a: {type: A, value: 192.0.2.1}\nb: {type: A, value: 192.0.2.2, octodns: {auto_arpa_priority: 2}}\n"
                "c: {type: A, value: 192.0.2.2, octodns: {auto_arpa_priority: 1}}\n'*': {type: A, value: 192.0.2.3}\n"
            ),
            "zones/2.0.192.in-addr.arpa.yaml": "9: {type: PTR, value: x.example.com.}\n",
        }
    )
    arpa = zone_set.zones[0]

    assert [
        "1 1.2.0.192.in-addr.arpa. 60 PTR a.example.com.",
        "1 9.2.0.192.in-addr.arpa. 3600 PTR x.example.com.",
        "2 2.2.0.192.in-addr.arpa. 60 PTR b.example.com.",
        "3 2.2.0.192.in-addr.arpa. 60 PTR c.example.com.",
    ] == records(arpa)
    made = arpa.rrset("2.2.0.192.in-addr.arpa.", "PTR")
    assert ["c.example.com.", "b.example.com."] == [record.rdata for record in made]
    assert all(record.flags & SYNTHESISED and record.source.path == "zones/example.com.yaml" for record in made)
    assert arpa.complete
    assert [] == zone_set.problems


def test_auto_arpa_beside_a_static_record() -> None:
    """A PTR that is written and made is refused."""
    zone_set = load(
        {
            "config.yaml": config(
                more="manager:\n  auto_arpa: true",
                zones="  2.0.192.in-addr.arpa.: {sources: [config, auto-arpa], targets: [config]}",
            ),
            "zones/example.com.yaml": "a: {type: A, value: 192.0.2.1}\n",
            "zones/2.0.192.in-addr.arpa.yaml": "1: {type: PTR, value: a.example.com.}\n",
        }
    )

    assert ["1:23 record-invalid Duplicate record 1.2.0.192.in-addr.arpa., type PTR"] == problems(zone_set.problems)


def test_master_file_beside_yaml() -> None:
    """octodns_bind reads a master file; what it does not know of is left out."""
    more = "  bind: {class: octodns_bind.ZoneFileSource, directory: bind, file_extension: .zone}"
    zone_set = load(
        {
            "config.yaml": config(more=more).replace("sources: [config]", "sources: [config, bind]"),
            "zones/example.com.yaml": "a: {type: A, value: 192.0.2.1}\n",
            "bind/example.com.zone": "$TTL 60\n@ SOA ns h 1 2 3 4 5\n@ NS ns\nns A 192.0.2.3\n@ HINFO x y\n",
        }
    )

    assert [
        "1 a.example.com. 3600 A 192.0.2.1", "3 example.com. 60 NS ns.example.com.", "4 ns.example.com. 60 A 192.0.2.3",
    ] == records(zone_set.zones[0])  # fmt: skip


def test_suppression_in_yaml_silences() -> None:
    """A directive stands after `#` there."""
    zone_set = load(
        {
            "config.yaml": config(),
            "zones/example.com.yaml": "a: {type: A, value: 192.0.2.1}  # zonelint: ignore[address-without-ptr] x\n",
        }
    )

    assert ["zones/example.com.yaml"] == [source.path for source in zone_set.with_directives]
