"""Processors of octoDNS: what they do to the records of a zone, and what they leave to others."""

from pathlib import Path

import pytest
from octodns_sets import config, load, problems, viewed

from zonelint.dns.answers import FOUND, NODATA, NXDOMAIN, UNKNOWN
from zonelint.lint.views import Views

pytestmark = pytest.mark.usefixtures("folder")

RECORDS = """\
'':
- {type: MX, value: {preference: 10, exchange: mail.example.com.}}
- {type: NS, value: ns1.example.net.}
_acme-challenge: {type: TXT, value: token}
mail: {type: A, value: 10.0.0.1}
www:
- {type: A, ttl: 60, value: 192.0.2.1}
- {type: TXT, value: hello}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in an empty folder."""
    monkeypatch.chdir(tmp_path)


def processed(name: str, options: str = "", records: str = RECORDS) -> Views:
    """Return what comes of `records` by the processor `name` with `options`."""
    processor = f"processors:\n  p: {{class: octodns.processor.{name}{options}}}"
    text = config(more=processor, extra=", processors: [p]")
    return viewed({"config.yaml": text, "zones/example.com.yaml": records})[1]


def answer(views: Views, name: str, rtype: str) -> str:
    """Return the status of the answer for `name`, relative to example.com."""
    return views[0].namespace.lookup(f"{name}.example.com.", rtype).status


def test_others_own_records_beside_those_with_an_owner() -> None:
    """OwnershipProcessor leaves alone what octoDNS does not own: nothing is called missing, what is here is there."""
    found = processed("ownership.OwnershipProcessor")

    assert (FOUND, UNKNOWN, UNKNOWN) == tuple(answer(found, *key) for key in (("www", "A"), ("www", "MX"), ("x", "A")))
    assert not found.zone_set.zones[0].complete


NAMES = [
    (
        "rejectlist",
        "[www]",
        [("www", "A", UNKNOWN), ("mail", "A", FOUND), ("x", "A", NXDOMAIN), ("mail", "MX", NODATA)],
    ),
    ("rejectlist", "[/^w/]", [("www", "A", UNKNOWN), ("wx", "A", UNKNOWN), ("mail", "A", FOUND), ("x", "A", NXDOMAIN)]),
    ("allowlist", "[mail]", [("www", "A", UNKNOWN), ("x", "A", UNKNOWN), ("mail", "A", FOUND), ("mail", "MX", NODATA)]),
    ("rejectlist", "[WWW]", [("www", "A", FOUND)]),
]


@pytest.mark.parametrize(("key", "names", "expected"), NAMES)
def test_names(key: str, names: str, expected: list[tuple[str, str, str]]) -> None:
    """A name that is filtered out belongs to others, and every other name is known as before."""
    found = processed(f"filter.Name{key.capitalize()}Filter", f", {key}: {names}")

    assert expected == [(name, rtype, answer(found, name, rtype)) for name, rtype, _ in expected]


def test_filter_of_the_source_alone_takes_records_away() -> None:
    """With `include_target: false` the provider's record goes, too: nobody else owns it."""
    found = processed("filter.NameRejectlistFilter", ", rejectlist: [www], include_target: false")

    assert NXDOMAIN == answer(found, "www", "A")


TYPES = [
    ("allowlist", "[A, CNAME]", [("www", "A", FOUND), ("www", "TXT", UNKNOWN), ("x", "A", UNKNOWN)]),
    ("allowlist", "[A, CNAME, NS]", [("www", "A", FOUND), ("x", "A", NXDOMAIN), ("x", "TXT", UNKNOWN)]),
    (
        "rejectlist",
        "[TXT]",
        [("www", "TXT", UNKNOWN), ("www", "A", FOUND), ("x", "A", NXDOMAIN), ("x", "TXT", UNKNOWN)],
    ),
    ("rejectlist", "[CNAME]", [("www", "A", FOUND), ("www", "MX", UNKNOWN), ("x", "A", UNKNOWN)]),
]


@pytest.mark.parametrize(("key", "types", "expected"), TYPES)
def test_types(key: str, types: str, expected: list[tuple[str, str, str]]) -> None:
    """A type that is not managed is others' at every name, and a type that leads on may answer for another one."""
    found = processed(f"filter.Type{key.capitalize()}Filter", f", {key}: {types}")

    assert expected == [(name, rtype, answer(found, name, rtype)) for name, rtype, _ in expected]


def test_networks() -> None:
    """Addresses of networks that are not managed may be anywhere; other types are known."""
    found = processed("filter.NetworkValueRejectlistFilter", ", rejectlist: [10.0.0.0/8]")

    assert (UNKNOWN, FOUND) == (answer(found, "mail", "A"), answer(found, "www", "A"))
    assert (UNKNOWN, NXDOMAIN) == (answer(found, "x", "A"), answer(found, "x", "TXT"))


VALUES = [
    ("rejectlist", "[hello]", ("www", "TXT")),
    ("rejectlist", "[/^10 mail/]", ("", "MX")),
    ("rejectlist", "[192.0.2.1]", ("www", "A")),
]


@pytest.mark.parametrize(("key", "values", "gone"), VALUES)
def test_values(key: str, values: str, gone: tuple[str, str]) -> None:
    """A value that is filtered out takes its RRset with it, and others may hold such values at any name."""
    found = processed(f"filter.Value{key.capitalize()}Filter", f", {key}: {values}")

    assert () == found.zone_set.zones[0].rrset(f"{gone[0]}.example.com.".lstrip("."), gone[1])
    assert UNKNOWN == answer(found, "x", "A")


def test_root_name_servers_are_the_providers() -> None:
    """IgnoreRootNsFilter leaves the NS records of the apex to the provider."""
    found = processed("filter.IgnoreRootNsFilter")

    assert () == found.zone_set.zones[0].rrset("example.com.", "NS")
    assert UNKNOWN == found[0].namespace.lookup("example.com.", "NS").status


def test_challenges_of_others_are_left_alone() -> None:
    """AcmeManagingProcessor marks its own challenges; another one may be there without being here."""
    found = processed("acme.AcmeManagingProcessor")

    texts = [record.rdata for record in found.zone_set.zones[0].rrset("_acme-challenge.example.com.", "TXT")]
    assert ['"token"', '"*octoDNS*"'] == texts
    assert UNKNOWN == answer(found, "_acme-challenge.www", "TXT")


def test_meta_record_is_there() -> None:
    """MetaProcessor adds a TXT record whose text is not known."""
    assert UNKNOWN == answer(processed("meta.MetaProcessor", ", record_name: state"), "state", "TXT")


def test_ttls_are_clamped() -> None:
    """TtlClampProcessor brings TTLs into its range."""
    found = processed("clamp.TtlClampProcessor", ", min_ttl: 120, max_ttl: 600")

    assert {"www": 120, "mail": 600} == {
        name: found.zone_set.zones[0].rrset(f"{name}.example.com.", "A")[0].ttl for name in ("www", "mail")
    }


REFUSED = [
    ("restrict.TtlRestrictionFilter", ", min_ttl: 300", "www.example.com. ttl=60 too low, min_ttl=300"),
    ("restrict.TtlRestrictionFilter", ", max_ttl: 30", "www.example.com. ttl=60 too high, max_ttl=30"),
    ("restrict.TtlRestrictionFilter", ", allowed_ttls: [3600]", "not an allowed value, allowed_ttls={3600}"),
    ("filter.ZoneNameFilter", "", 'Invalid record "x.example.com.example.com.": record name ends with zone name'),
    ("spf.SpfDnsLookupProcessor", "", "spf.example.com. uses the deprecated ptr mechanism"),
    ("spf.SpfDnsLookupProcessor", "", "two.example.com. has more than one SPF value in the TXT record"),
    ("meta.MetaProcessor", ", record_name: spf", "Duplicate record spf.example.com., type TXT"),
]  # fmt: skip
MORE = """\
spf: {type: TXT, value: v=spf1 ptr -all}
two: {type: TXT, values: [v=spf1 -all, v=spf1 a -all]}
x.example.com: {type: A, value: 192.0.2.2}
"""


@pytest.mark.parametrize(("name", "options", "expected"), REFUSED)
def test_refused_by_a_processor(name: str, options: str, expected: str) -> None:
    """What a processor refuses is an invalid record, in its words."""
    found = processed(name, options, RECORDS + MORE)

    assert any(noted.message.endswith(expected) for noted in found.zone_set.problems if noted.rule == "record-invalid")


def test_lenient_record_passes_the_limits_of_ttls() -> None:
    """A record that asks for lenience itself is not refused for its TTL."""
    records = "a: {type: A, ttl: 1, value: 192.0.2.1, octodns: {lenient: true}}\n"

    assert [] == processed("restrict.TtlRestrictionFilter", ", min_ttl: 300", records).zone_set.problems


MISCONFIGURED = [
    ("filter.NameRejectlistFilter", "", "rejectlist is missing"),
    ("filter.NameRejectlistFilter", ", rejectlist: [], allowlist: []", "there is no option allowlist"),
    ("filter.NetworkValueAllowlistFilter", ", allowlist: [10.0.0.1/8]", "10.0.0.1/8 is not a valid CIDR to use"),
    ("clamp.TtlClampProcessor", ", min_ttl: 9, max_ttl: 3", "Min TTL 9 is not lower than max TTL 3"),
]


@pytest.mark.parametrize(("name", "options", "expected"), MISCONFIGURED)
def test_misconfigured_processor(name: str, options: str, expected: str) -> None:
    """Options that octoDNS refuses are an error of the configuration, at the processor."""
    noted = problems(processed(name, options).zone_set.problems)

    assert 1 == len(noted)
    assert noted[0].startswith("4:3 octodns-config-error")
    assert expected in noted[0]


def test_pattern_that_is_too_costly_leaves_the_zone_open() -> None:
    """A pattern that is not matched here leaves open what the filter does: the zone is not complete."""
    found = processed("filter.NameRejectlistFilter", ", rejectlist: ['/(a+)+$/']")

    assert not found.zone_set.zones[0].complete


def test_processors_run_in_their_order() -> None:
    """Those of all zones come first, then the zone's own, then the last ones."""
    text = config(
        more=(
            "manager: {processors: [first], post_processors: [last]}\n"
            "processors:\n"
            "  first: {class: octodns.processor.clamp.TtlClampProcessor, min_ttl: 500, max_ttl: 9000}\n"
            "  own: {class: octodns.processor.clamp.TtlClampProcessor, min_ttl: 0, max_ttl: 400}\n"
            "  last: {class: octodns.processor.clamp.TtlClampProcessor, min_ttl: 100, max_ttl: 450}"
        ),
        extra=", processors: [own]",
    )
    zone = load({"config.yaml": text, "zones/example.com.yaml": RECORDS}).zones[0]

    assert 400 == zone.rrset("www.example.com.", "A")[0].ttl


ODD = [
    ("meta.MetaProcessor", ", record_name: a..b"),
    ("clamp.TtlClampProcessor", ", min_ttl: .inf"),
    ("clamp.TtlClampProcessor", ", min_ttl: x"),
    ("restrict.TtlRestrictionFilter", ", allowed_ttls: 5"),
    ("filter.TypeAllowlistFilter", ", allowlist: A"),
    ("filter.NameRejectlistFilter", ", rejectlist: [1]"),
    ("filter.NetworkValueRejectlistFilter", ", rejectlist: [[], {}, 1.5]"),
    ("filter.ValueRejectlistFilter", f", rejectlist: [{', '.join(f'/{n}/' for n in range(101))}]"),
]


@pytest.mark.parametrize(("name", "options"), ODD)
def test_odd_options(name: str, options: str) -> None:
    """Options of odd kinds are an error of the configuration, or leave open what the processor does."""
    found = processed(name, options)

    assert found.zone_set.problems or not found.zone_set.zones[0].complete


def test_too_many_processors() -> None:
    """A zone with more processors than are followed is not complete."""
    text = config(
        more="processors:\n  p: {class: octodns.processor.clamp.TtlClampProcessor}",
        extra=f", processors: [{', '.join(['p'] * 101)}]",
    )

    assert not load({"config.yaml": text, "zones/example.com.yaml": RECORDS}).zones[0].complete
