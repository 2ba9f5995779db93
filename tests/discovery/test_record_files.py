"""Which zones record lists go to."""

from pathlib import Path

import pytest
from reading import write

from zonelint.config.settings import Settings, load
from zonelint.discovery.record_files import common_ancestor, homes_of
from zonelint.discovery.search import discover
from zonelint.files.zone_files import Discovery, NothingToLint
from zonelint.lint.views import Views
from zonelint.lint.views import load as load_zones

ZONE = """\
$TTL 1h
@    SOA   ns1 hostmaster 1 8h 2h 4w 1h
     NS    ns1
     MX    10 mail
ns1  A     192.0.2.53
"""
ENDPOINTS = """\
apiVersion: externaldns.k8s.io/v1alpha1
kind: DNSEndpoint
spec:
  endpoints:
"""
RECORD_SET = """\
kind: dns#resourceRecordSet
name: www.example.com.
rrdatas: [192.0.2.1]
ttl: 300
type: A
"""


def endpoint(name: str, rtype: str, target: str) -> str:
    """Return an endpoint of a manifest."""
    return f"  - {{dnsName: {name}, recordType: {rtype}, targets: ['{target}']}}\n"


@pytest.fixture(autouse=True)
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def found(files: dict[str, str], *paths: str, **more: object) -> Discovery:
    """Write `files` into the current folder and return what is found in `paths`, or in all of it."""
    settings = _settings(files)
    return discover(paths or (() if settings.path else (".",)), settings, **more)  # type: ignore[arg-type]


def loaded(files: dict[str, str]) -> Views:
    """Write `files` into the current folder and return what is read from all of it."""
    discovery = found(files)
    return load_zones(discovery, _settings(files))


def _settings(files: dict[str, str]) -> Settings:
    write(Path(), files)
    return load(".zonelint.toml") if ".zonelint.toml" in files else Settings()


def zones(discovery: Discovery) -> list[str]:
    """Return path, origin and format of each zone that was found."""
    return [f"{zone.path} {zone.origin} {zone.format}" for zone in discovery.zones]


def test_formats_are_found_by_content() -> None:
    """Files of each format are zones, whatever they are called."""
    files = {
        "a.yaml": RECORD_SET.replace("www.example.com.", "example.com."),
        "b.json": '{"name": "example.net.", "rrsets": []}',
        "c.json": '{"registrars": [], "domains": [{"name": "example.org", "records": []}]}',
        "d.yml": "Resources:\n  Zone: {Type: AWS::Route53::HostedZone, Properties: {Name: a.example}}\n"
        "  Www:\n    Type: AWS::Route53::RecordSet\n    Properties: {HostedZoneId: !Ref Zone, Name: a.example}\n",
        "e.yml": "bind_zones:\n- {name: b.example, hosts: [{name: www, ip: 192.0.2.1}]}\n",
        "f.yaml": ENDPOINTS + endpoint("www.c.example", "A", "192.0.2.1"),
        "g.json": '{"name": "some-package", "version": "1"}',
        "zone-h": RECORD_SET.replace("www.example.com.", "d.example."),
    }

    assert [
        "a.yaml example.com. gcloud",
        "b.json example.net. powerdns",
        "c.json example.org. dnscontrol",
        "d.yml a.example. cloudformation",
        "e.yml b.example. ansible",
        "f.yaml c.example. dnsendpoint",
        "zone-h d.example. gcloud",
    ] == zones(found(files))


def test_endpoints_stand_in_the_zone_of_another_file() -> None:
    """Records of a manifest answer look-ups in the zone that a zone file holds.

    That zone is not complete any more: ExternalDNS adds records of services and routes as well, which no file shows.
    """
    files = {"example.com.zone": ZONE, "mail.yaml": ENDPOINTS + endpoint("mail.example.com", "A", "192.0.2.25")}
    views = loaded(files)
    answer = views.namespaces[0].lookup("mail.example.com.", "A")

    assert ["example.com."] == [zone.origin for zone in views.zone_set.zones]
    because = views.zone_set.zones[0].incomplete_because
    assert ["ExternalDNS adds records to it, and not all of them are in files"] == because
    assert [("192.0.2.25", "mail.yaml")] == [(record.rdata, record.source.path) for record in answer.records]
    assert ["its records are added to those of example.com.zone"] == views.zone_set.joined[0].incomplete_because


def test_what_a_zone_file_holds_stays() -> None:
    """An endpoint at a name and type of the zone file, or an alias beside its data, changes nothing there."""
    more = endpoint("ns1.example.com", "A", "192.0.2.99") + endpoint("ns1.example.com", "CNAME", "x")
    namespace = loaded({"example.com.zone": ZONE, "more.yaml": ENDPOINTS + more}).namespaces[0]

    assert ["192.0.2.53"] == [record.rdata for record in namespace.lookup("ns1.example.com.", "A").records]
    assert ["A"] == namespace.zones["example.com."].types_at("ns1.example.com.")


def test_manifests_form_one_zone() -> None:
    """All manifests without a zone of another file make one zone, which is not complete."""
    files = {
        "app/dns.yaml": ENDPOINTS + endpoint("app.example.com", "CNAME", "web.example.com"),
        "web/dns.yaml": ENDPOINTS + endpoint("web.example.com", "A", "192.0.2.1"),
    }
    views = loaded(files)
    namespace = views.namespaces[0]

    assert ["example.com."] == [zone.origin for zone in views.zone_set.zones]
    assert "FOUND" == namespace.lookup("app.example.com.", "A").status
    assert "UNKNOWN" == namespace.lookup("other.example.com.", "A").status


def test_template_is_passed_over() -> None:
    """A Helm template that is no YAML is passed over with the reason."""
    files = {
        "example.com.zone": ZONE,
        "helm.yaml": ENDPOINTS + "{{- range .Values.names }}\n  - dnsName: {{ . }}\n{{- end }}\n",
    }
    discovery = found(files)

    assert [("helm.yaml", "a template, which is not YAML until it is filled in")] == discovery.ignored
    assert [] == discovery.problems


def test_broken_file_is_a_problem() -> None:
    """A manifest that is no YAML and no template is reported."""
    files = {"example.com.zone": ZONE, "bad.yaml": ENDPOINTS + "  - dnsName: [\n"}

    assert ["syntax-error"] == [problem.rule for problem in found(files).problems]


def test_key_that_stands_twice() -> None:
    """A key that stands twice in a mapping is reported at the later one; the zone loses nothing by it."""
    views = loaded({"example.com.yaml": RECORD_SET + "rrdatas: [192.0.2.2]\n"})

    assert [("yaml-duplicate-key", 6)] == [(problem.rule, problem.span.line) for problem in views.zone_set.problems]
    assert ["192.0.2.2"] == [record.rdata for record in views.zone_set.zones[0].records("A")]
    assert views.zone_set.zones[0].complete


def test_transaction_is_no_second_zone() -> None:
    """A transaction beside the zone that it changes adds to it."""
    files = {
        "example.com.zone": ZONE,
        "transaction.yaml": "additions:\n- {kind: dns#resourceRecordSet, name: mail.example.com., type: A, ttl: 60,"
        " rrdatas: [192.0.2.25]}\n- {kind: dns#resourceRecordSet, name: example.com., type: TXT, ttl: 60,"
        " rrdatas: ['\"x\"']}\ndeletions: []\n",
    }
    views = loaded(files)

    assert ["example.com.zone"] == [zone.source.path for zone in views.zone_set.zones if zone.source]
    assert "FOUND" == views.namespaces[0].lookup("mail.example.com.", "A").status


def test_origin_given_by_hand() -> None:
    """A file whose zone nothing tells is read under the origin that the user gives."""
    files = {"records.yaml": RECORD_SET}

    assert ["records.yaml example.org. gcloud"] == zones(found(files, "records.yaml", origin="example.org"))
    assert ["records.yaml example.com. gcloud"] == zones(found(files, zone_map={"example.com": "records.yaml"}))


def test_file_named_that_tells_no_zone() -> None:
    """A file that was named and whose zone nothing tells is refused with the reason."""
    with pytest.raises(NothingToLint, match="none of its records shows the zone"):
        found({"records.yaml": RECORD_SET}, "records.yaml")


def test_mapping_in_the_configuration() -> None:
    """Lists under any keys are read as the configuration says."""
    files = {
        ".zonelint.toml": '[[mappings]]\npath = "group_vars/*"\nrecords = "dns_zones[].records[]"\n',
        "group_vars/all.yml": "dns_zones:\n- name: example.com\n  records: [{name: www, type: A, value: 192.0.2.1}]\n",
        "other/all.yml": "dns_zones:\n- name: example.org\n  records: [{name: www, type: A, value: 192.0.2.1}]\n",
    }
    views = loaded(files)

    assert ["example.com."] == [zone.origin for zone in views.zone_set.zones]
    assert "FOUND" == views.namespaces[0].lookup("www.example.com.", "A").status
    assert "NXDOMAIN" == views.namespaces[0].lookup("no.example.com.", "A").status


def test_zones_of_a_role_that_only_forwards() -> None:
    """Zones that a variable names without records are known, and nothing in them is missing."""
    files = {
        "all.yml": "bind_zones:\n- {name: example.com, hosts: [{name: www, ip: 192.0.2.1}]}\n"
        "- {name: sub.example.com, type: secondary, primaries: [192.0.2.9]}\n"
    }
    views = loaded(files)

    assert [("sub.example.com.", "secondary")] == [(zone.origin, zone.origin_from) for zone in views.zone_set.declared]
    assert "UNKNOWN" == views.namespaces[0].lookup("x.sub.example.com.", "A").status


def test_longest_known_zone_takes_a_record() -> None:
    """Of the known zones around an owner the longest is its home."""
    homes = homes_of(["www.sub.example.com.", "www.example.com."], ["example.com.", "sub.example.com.", "com."])

    assert {"www.sub.example.com.": "sub.example.com.", "www.example.com.": "example.com."} == homes


def test_unknown_owners_form_zones_of_their_own() -> None:
    """Owners that lie in no known zone are grouped by what they have in common."""
    homes = homes_of(["a.example.com.", "b.c.example.com.", "x.example.org.", "5.2.0.192.in-addr.arpa."], [])

    assert {
        "a.example.com.": "example.com.",
        "b.c.example.com.": "example.com.",
        "x.example.org.": "example.org.",
        "5.2.0.192.in-addr.arpa.": "2.0.192.in-addr.arpa.",
    } == homes


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["www.example.com."], "example.com."),
        (["example.com."], "example.com."),
        (["*.example.com."], "example.com."),
        (["a.b.example.com.", "c.b.example.com."], "b.example.com."),
        (["example.com.", "*.x.example.com."], "example.com."),
        (["*.x.example.com.", "a.x.example.com."], "x.example.com."),
    ],
)
def test_common_ancestor(names: list[str], expected: str) -> None:
    """The longest name around all others, no wildcard; for a single host what stands above it."""
    assert expected == common_ancestor(names)
