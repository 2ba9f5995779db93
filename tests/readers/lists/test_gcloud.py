"""Google Cloud DNS record sets."""

from listing import document, field, problems, read, records, zones

from zonelint.readers.lists import gcloud

APEX = """\
kind: dns#resourceRecordSet
name: example.com.
rrdatas:
- ns-1.example.net. hostmaster.example.net. 7 21600 3600 259200
  300
ttl: 21600
type: SOA
---
"""
HOST = """\
kind: dns#resourceRecordSet
name: www.example.com.
rrdatas:
- 192.0.2.10
- 192.0.2.11
ttl: 300
type: A
"""


def test_each_value_is_a_record_at_its_item() -> None:
    """Every item of rrdatas is a record that stands at the item."""
    expected = ["4 www.example.com. 300 A 192.0.2.10", "5 www.example.com. 300 A 192.0.2.11"]

    assert expected == records(read("gcloud", HOST))


def test_soa_over_two_lines_is_joined() -> None:
    """A long plain value that was folded is one value."""
    zone = read("gcloud", APEX + HOST)

    assert zone.soa is not None
    assert "ns-1.example.net. hostmaster.example.net. 7 21600 3600 259200 300" == zone.soa.rdata
    assert zone.complete


def test_origin_is_that_of_the_soa() -> None:
    """The owner of the SOA is the origin, whatever the file is called."""
    assert [("example.com.", None)] == zones("gcloud", APEX + HOST, "example.org.yaml")


def test_origin_is_spelled_by_the_file_name() -> None:
    """Without SOA the file name tells the origin if all owners lie in it."""
    assert [("example.com.", None)] == zones("gcloud", HOST, "example.com.zone.yaml")
    assert [] == zones("gcloud", HOST, "example.org.yaml")


def test_origin_is_the_owner_above_all_others() -> None:
    """Without SOA and a name that tells, the origin is the owner above all others."""
    apex = HOST.replace("www.example.com.", "example.com.")

    assert [("example.com.", None)] == zones("gcloud", f"{HOST}---\n{apex}")


def test_later_document_of_a_name_and_type_wins() -> None:
    """An import keeps the last document of a name and type; the finding stands at that one's name."""
    zone = read("gcloud", HOST + "---\n" + HOST.replace("192.0.2.10", "192.0.2.99"))

    assert ["10:7 duplicate-document"] == problems(zone)
    assert ["192.0.2.99", "192.0.2.11"] == [record.rdata for record in zone.records("A")]


def test_all_values_of_a_routing_policy_are_records_once() -> None:
    """What any item of a routing policy answers exists; the same address in two of them is no duplicate."""
    zone = read(
        "gcloud",
        """\
kind: dns#resourceRecordSet
name: geo.example.com.
routingPolicy:
  geo:
    items:
    - {location: europe-west1, rrdatas: [192.0.2.20]}
    - {location: us-east1, rrdatas: [192.0.2.20, 198.51.100.20]}
ttl: 60
type: A
""",
    )

    assert ["192.0.2.20", "198.51.100.20"] == [record.rdata for record in zone.records("A")]
    assert [] == zone.duplicates


def test_transaction_adds_and_is_a_part() -> None:
    """Of a transaction what it adds is read, and it is a part of the zone."""
    text = f"""\
additions:
- {HOST.replace(chr(10), chr(10) + "  ").rstrip()}
deletions:
- kind: dns#resourceRecordSet
  name: old.example.com.
  rrdatas: [192.0.2.1]
  ttl: 300
  type: A
"""

    assert gcloud.is_part(document(text).nodes)
    assert {"www.example.com."} == {record.owner for record in read("gcloud", text).records("A")}


def test_list_in_json() -> None:
    """The JSON that gcloud prints is a list of the same mappings."""
    text = '[{"name": "example.com.", "rrdatas": ["10 mx.example.com."], "ttl": 300, "type": "MX"}]'

    assert ["1 example.com. 300 MX 10 mx.example.com."] == records(read("gcloud", text))


def test_target_of_mx_is_marked() -> None:
    """The field `target` of an MX record is the exchange alone."""
    zone = read("gcloud", HOST.replace("- 192.0.2.10\n- 192.0.2.11", "- 10 mail.example.com.").replace("A\n", "MX\n"))

    assert "mail.example.com." == field(zone, "MX", "target")
    assert "300" == field(zone, "MX", "ttl")
    assert "www.example.com." == field(zone, "MX", "owner")


def test_name_without_final_dot_is_reported_and_absolute() -> None:
    """A target without final dot is taken as absolute, and reported."""
    zone = read("gcloud", HOST.replace("- 192.0.2.10\n- 192.0.2.11", "- web.example.net").replace("A\n", "CNAME\n"))

    assert ["4:3 relative-target"] == problems(zone)
    assert ["4 www.example.com. 300 CNAME web.example.net."] == records(zone)


def test_bad_data_is_a_problem_at_the_value() -> None:
    """Data that no server takes is reported at the value, and the RRset is not known then."""
    zone = read("gcloud", HOST.replace("192.0.2.11", "192.0.2.256"))

    assert ["5:3 record-invalid"] == problems(zone)
    assert {"A"} == zone.unresolved["www.example.com."]


def test_placeholder_is_unresolved() -> None:
    """A value that a template fills in is neither a record nor missing."""
    zone = read("gcloud", HOST.replace("192.0.2.11", "${ADDRESS}"))

    assert [] == zone.problems
    assert {"A"} == zone.unresolved["www.example.com."]
    assert ["4 www.example.com. 300 A 192.0.2.10"] == records(zone)


def test_soa_and_ns_at_the_apex_are_not_missing() -> None:
    """The provider adds SOA and NS where the file has none."""
    assert {"SOA", "NS"} == read("gcloud", HOST).unresolved["example.com."]


def test_ttl_that_is_no_number_is_reported() -> None:
    """A TTL with a unit is refused; it stands at the TTL."""
    zone = read("gcloud", HOST.replace("ttl: 300", "ttl: 5m"))

    assert ["6:6 record-invalid"] == problems(zone)


def test_type_of_the_provider_leads_to_a_name() -> None:
    """An ALIAS keeps its target."""
    zone = read("gcloud", HOST.replace("- 192.0.2.10\n- 192.0.2.11", "- web.example.net.").replace("A\n", "ALIAS\n"))

    assert ["4 www.example.com. 300 ALIAS web.example.net."] == records(zone)
