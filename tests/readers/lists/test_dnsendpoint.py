"""Manifests of ExternalDNS."""

import pytest
from listing import document, problems, read, records, zones

from zonelint.readers.lists import dnsendpoint


def manifest(*endpoints: str) -> str:
    """Return a manifest with `endpoints`, each a mapping in flow style."""
    items = "".join(f"    - {{{endpoint}}}\n" for endpoint in endpoints)
    return f"apiVersion: externaldns.k8s.io/v1alpha1\nkind: DNSEndpoint\nspec:\n  endpoints:\n{items}"


def test_names_need_no_final_dot() -> None:
    """Owners and targets are absolute with and without final dot."""
    zone = read(
        "dnsendpoint",
        manifest(
            "dnsName: www.example.com, recordType: CNAME, recordTTL: 60, targets: [web.example.net]",
            "dnsName: example.com, recordType: MX, targets: [10 mail.example.com]",
        ),
    )

    expected = ["5 www.example.com. 60 CNAME web.example.net.", "6 example.com. 300 MX 10 mail.example.com."]
    assert expected == records(zone)
    assert [] == zone.problems


def test_manifest_names_no_zone() -> None:
    """Which zone an endpoint goes to is not in the file; its owners are."""
    text = manifest("dnsName: www.example.com, targets: [192.0.2.1]", "dnsName: '${HOST}', targets: [192.0.2.1]")

    assert [] == zones("dnsendpoint", text)
    assert ["www.example.com."] == dnsendpoint.owners_of(document(text).nodes)


def test_only_endpoints_of_the_zone_are_read() -> None:
    """Of a manifest for several zones each zone takes its own."""
    text = manifest(
        "dnsName: www.example.com, recordType: A, targets: [192.0.2.1]",
        "dnsName: www.example.org, recordType: A, targets: [192.0.2.2]",
    )

    assert ["6 www.example.org. 300 A 192.0.2.2"] == records(read("dnsendpoint", text, origin="example.org."))


def test_manifests_in_a_list() -> None:
    """Manifests are found in a List as well, other kinds are passed over."""
    text = """\
kind: List
items:
- kind: Service
  spec: {endpoints: [{dnsName: no.example.com, recordType: A, targets: [192.0.2.9]}]}
- kind: DNSEndpoint
  spec: {endpoints: [{dnsName: www.example.com, recordType: A, targets: [192.0.2.1]}]}
"""

    assert ["6 www.example.com. 300 A 192.0.2.1"] == records(read("dnsendpoint", text))


@pytest.mark.parametrize(
    ("rtype", "target"),
    [
        ("A", "192.0.2.1."),
        ("AAAA", "'2001:db8::1.'"),
        ("NS", "ns.example.net."),
        ("SRV", "10 5 5060 sip.example.com"),
        ("NAPTR", '\'10 10 "u" "sip" "" example.com\''),
    ],
)
def test_endpoint_with_the_wrong_dot_is_dropped(rtype: str, target: str) -> None:
    """ExternalDNS drops an endpoint whose target has a final dot that it may not have, or has none and must."""
    zone = read("dnsendpoint", manifest(f"dnsName: x.example.com, recordType: {rtype}, targets: [{target}]"))

    assert [problem.rule for problem in zone.problems] == ["endpoint-trailing-dot"]
    assert [] == records(zone)


def test_pointer_must_lie_in_a_reverse_zone() -> None:
    """A PTR endpoint at another name, or with an address as target, is dropped."""
    text = manifest("dnsName: x.example.com, recordType: PTR, targets: [www.example.com]")

    assert ["5:17 record-invalid"] == problems(read("dnsendpoint", text))


def test_type_that_is_not_published() -> None:
    """A type beyond those of ExternalDNS is reported at the type."""
    text = manifest("dnsName: x.example.com, recordType: CAA, targets: ['0 issue \";\"']")

    assert ["5:44 record-invalid"] == problems(read("dnsendpoint", text))


def test_same_endpoint_twice() -> None:
    """Of two endpoints with one name, type and identifier only one is published."""
    endpoint = "dnsName: x.example.com, recordType: A, targets: [192.0.2.1]"

    assert ["6:17 duplicate-document"] == problems(read("dnsendpoint", manifest(endpoint, endpoint)))


@pytest.mark.parametrize(
    ("one", "other", "is_duplicate"),
    [
        ("annotations: {public: 'true'}", "annotations: {private: 'true'}", False),
        ("labels: {side: in}", "labels: {side: out}", False),
        ("namespace: a", "namespace: b", False),
        ("labels: {a: 1, b: 2}", "labels: {b: 2, a: 1}", True),
        ("name: a", "name: b", True),
    ],
)
def test_manifests_that_controllers_tell_apart(one: str, other: str, is_duplicate: bool) -> None:
    """With other annotations, labels or namespaces both may be published, in other views: the data are not known."""
    endpoint = manifest("dnsName: x.example.com, recordType: A, targets: [192.0.2.1]")
    texts = [endpoint.replace("spec:", f"metadata: {{{metadata}}}\nspec:") for metadata in (one, other)]
    zone = read("dnsendpoint", "---\n".join(texts))

    assert is_duplicate == bool(zone.problems)
    assert is_duplicate != zone.hides("x.example.com.", "A")


def test_sets_of_one_name_are_no_duplicates() -> None:
    """Weighted aliases differ by their identifier: one of them answers, and which is not known."""
    zone = read(
        "dnsendpoint",
        manifest(
            "dnsName: x.example.com, recordType: CNAME, setIdentifier: a, targets: [a.example.net]",
            "dnsName: x.example.com, recordType: CNAME, setIdentifier: b, targets: [b.example.net]",
        ),
    )

    assert [] == zone.problems
    assert ["5 x.example.com. 300 CNAME a.example.net."] == records(zone)
    assert {"CNAME"} == zone.unresolved["x.example.com."]


def test_plain_text_becomes_strings() -> None:
    """TXT targets are plain text, cut into strings of 255 octets; quotes around it are obeyed."""
    long = "x" * 300
    zone = read(
        "dnsendpoint",
        manifest(
            "dnsName: a.example.com, recordType: TXT, targets: ['v=spf1 -all']",
            f"dnsName: b.example.com, recordType: TXT, targets: [{long}]",
            'dnsName: c.example.com, recordType: TXT, targets: [\'"one" "two"\']',
        ),
    )

    expected = ['"v=spf1 -all"', f'"{long[:255]}" "{long[255:]}"', '"one" "two"']
    assert expected == [record.rdata for record in zone.records("TXT")]


def test_placeholders_are_unresolved() -> None:
    """A target of Flux or Helm is not known; its name exists."""
    zone = read(
        "dnsendpoint",
        manifest("dnsName: x.example.com, recordType: A, targets: ['${IP}']"),
        manifest("dnsName: y.example.com, recordType: A, targets: [{{ ip }}]"),
    )

    assert [] == records(zone)
    assert {"x.example.com.", "y.example.com.", "example.com."} == set(zone.unresolved)


def test_name_in_two_manifests_is_not_known() -> None:
    """Where two files give data to one name and type, the first is kept and the RRset is not known to be whole."""
    zone = read(
        "dnsendpoint",
        manifest("dnsName: x.example.com, recordType: A, targets: [192.0.2.1]"),
        manifest("dnsName: x.example.com, recordType: A, targets: [192.0.2.2]"),
    )

    assert ["5 x.example.com. 300 A 192.0.2.1"] == records(zone)
    assert {"A"} == zone.unresolved["x.example.com."]


def test_overlong_label_is_dropped() -> None:
    """A label of more than 63 octets is reported."""
    text = manifest(f"dnsName: {'x' * 64}.example.com, recordType: A, targets: [192.0.2.1]")

    assert ["5:17 record-invalid"] == problems(read("dnsendpoint", text))
