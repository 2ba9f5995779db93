"""Which format of record lists a file is in."""

import pytest

from zonelint.readers.formats import reader_of
from zonelint.readers.lists.recognise import recognise


@pytest.mark.parametrize(
    ("expected", "name", "text"),
    [
        ("gcloud", "zone.yaml", "---\nkind: dns#resourceRecordSet\nname: example.com.\n"),
        ("gcloud", "transaction.yaml", "additions:\n- kind: dns#resourceRecordSet\n  name: example.com.\n"),
        ("gcloud", "zone.json", '[\n  {\n    "kind": "dns#resourceRecordSet",\n'),
        ("gcloud", "hand.yml", "name: example.com.\nrrdatas:\n- 192.0.2.1\n"),
        ("dnsendpoint", "dns.yaml", "apiVersion: v1\nkind: DNSEndpoint\n"),
        ("dnsendpoint", "dns.yaml", "kind: List\nitems:\n- apiVersion: v1\n  kind: DNSEndpoint\n"),
        ("powerdns", "zone.json", '{"name": "example.com.", "rrsets": []}'),
        ("powerdns", "zone.yaml", "name: example.com.\nrrsets:\n"),
        ("dnscontrol", "ir.json", '{"registrars": [], "dns_providers": [], "domains": []}'),
        ("cloudformation", "dns.yml", "Resources:\n  A:\n    Type: AWS::Route53::RecordSetGroup\n"),
        ("cloudformation", "dns.template", '{"Resources": {"A": {"Type": "AWS::Route53::RecordSet"}}}'),
        ("ansible", "all.yml", "bind_zones:\n  - name: example.com\n"),
        ("ansible", "play.yml", "- hosts: all\n  vars:\n    bind_zones:\n"),
        # What only speaks of them.
        (None, "crd.yaml", "kind: CustomResourceDefinition\nspec:\n  names:\n    kind: DNSEndpoint\n"),
        (None, "values.yaml", "# kind: DNSEndpoint\nfoo: bar\n"),
        (None, "stack.yaml", "Resources:\n  Zone:\n    Type: AWS::Route53::HostedZone\n"),
        (None, "README.md", "kind: DNSEndpoint\n"),
        (None, "example.com.yaml", "www:\n  type: A\n  value: 192.0.2.1\n"),
        (None, "package.json", '{"name": "registrars", "domains": []}'),
    ],
)
def test_recognise(expected: str | None, name: str, text: str) -> None:
    """The format is told by content, for files whose names may be those of YAML or JSON."""
    assert expected == recognise(text, name)


FORMATS = ("gcloud", "dnsendpoint", "powerdns", "dnscontrol", "cloudformation", "ansible", "mapping")


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_has_a_reader(form: str) -> None:
    """Each format names a module that reads it."""
    assert form == reader_of(form).FORMAT
