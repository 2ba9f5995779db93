"""Whatever a file of record lists holds, it is read to the end, and every place lies in the file."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from listing import document
from reading import all_records

from zonelint.dns.places import Span
from zonelint.dns.zone import Zone
from zonelint.files.zone_files import ZoneFile
from zonelint.readers.formats import reader_of
from zonelint.readers.lists.documents import ListOptions
from zonelint.readers.lists.mapping import KeyMapping

# A frame that each format looks into, with a hole for anything.
FRAMES = {
    "gcloud": '[{"name": "example.com.", "type": "A", "rrdatas": HOLE}, {"additions": HOLE}, HOLE]',
    "dnsendpoint": '{"kind": "DNSEndpoint", "spec": {"endpoints": [HOLE, {"dnsName": "a.example", "targets": HOLE}]}}',
    "powerdns": '{"name": "example.com.", "nameservers": HOLE, "rrsets": [HOLE, {"name": "a.", "records": HOLE}]}',
    "dnscontrol": '{"domains": [{"name": "example.com", "records": [HOLE], "nameservers": HOLE}, HOLE]}',
    "cloudformation": (
        '{"Parameters": HOLE, "Resources": {"R": {"Type": "AWS::Route53::RecordSet", "Properties": HOLE}, "Z":'
        ' {"Type": "AWS::Route53::HostedZone", "Properties": {"Name": HOLE}}}}'
    ),
    "ansible": '{"bind_zones": [{"name": "example.com", "hosts": HOLE, "networks": HOLE, "text": HOLE}, HOLE]}',
    "mapping": '{"zones": [{"name": "example.com", "records": HOLE}, HOLE]}',
}
KEYS = (
    "name", "type", "ttl", "rrdatas", "items", "routingPolicy", "dnsName", "recordType", "targets", "setIdentifier",
    "records", "content", "target", "mxpreference", "rdata", "Name", "Type", "TTL", "ResourceRecords", "HostedZoneName",
    "HostedZoneId", "AliasTarget", "DNSName", "Ref", "Fn::Sub", "Fn::Join", "ip", "ipv6", "aliases", "value", "text",
)  # fmt: skip
WORDS = (
    "A", "MX", "TXT", "SRV", "ALIAS", "LUA", "example.com.", "*", "@", "..", "192.0.2.1", "192.0.2", "2001:db8::/48",
    "", "10 mail", '"', "\\", "${X}", "{{ x }}", "\u00b2", "x" * 300, "a b", "primary",
)  # fmt: skip
LEAVES = st.sampled_from(WORDS) | st.integers(-1, 2**33) | st.booleans() | st.none()
ANYTHING = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
    max_leaves=12,
)
MAPPING = KeyMapping({"path": "*", "records": ["zones", "[]", "records", "[]"], "value": ["target", "value"]})


@pytest.mark.parametrize("form", FRAMES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_anything_is_read(form: str, data: st.DataObject) -> None:
    """Nothing below the keys of a format stops its reader; records and problems stand in the file."""
    parts = FRAMES[form].split("HOLE")
    text = parts[0] + "".join(json.dumps(data.draw(ANYTHING)) + part for part in parts[1:])
    doc = document(text, "records.json")
    module = reader_of(form)
    mapping = MAPPING if form == "mapping" else None
    found = module.zones_with(doc.nodes, MAPPING) if mapping else module.zones_of(doc.nodes, doc.source, "records.json")

    for origin, view in {("example.com.", None), *((zone.origin, zone.view) for zone in found)}:
        zone_file = ZoneFile("records.json", "records.json", origin, "name", view)
        zone_file.options = ListOptions([doc], False, mapping)
        zone = Zone(origin, None, view, form)
        module.read(zone, zone_file, None)
        places = [problem.span for problem in zone.problems]
        marks = doc.source.marks or ()
        for record in all_records(zone):
            mark = marks[record.mark]
            assert record.line == mark.value.line
            places += [mark.owner, mark.record, mark.value, *mark.fields.values()]
        assert [] == [place for place in places if not _lies_in(text, place)]


def _lies_in(text: str, span: Span) -> bool:
    return span.line == span.end_line == 1 and 1 <= span.column <= span.end_column <= len(text) + 1
