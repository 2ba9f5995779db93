"""Record sets in CloudFormation templates."""

import json

import pytest
from listing import document, field, problems, read, records, zones

from zonelint.readers.lists import cloudformation

ZONE = """\
Parameters:
  Domain: {Type: String, Default: example.com.}
  Address: {Type: String, Default: 192.0.2.9}
Resources:
  Zone:
    Type: AWS::Route53::HostedZone
    Properties: {Name: !Ref Domain}
"""


def group(*sets: str, zone: str = "HostedZoneId: !Ref Zone") -> str:
    """Return a template with one group of record `sets`, each in flow style."""
    items = "".join(f"        - {{{each}}}\n" for each in sets)
    return f"""{ZONE}  Group:
    Type: AWS::Route53::RecordSetGroup
    Properties:
      {zone}
      RecordSets:
{items}"""


def test_names_are_absolute_without_dot() -> None:
    """The final dot may be left out in owners and in values."""
    zone = read(
        "cloudformation",
        group("Name: www.example.com, Type: CNAME, TTL: '300', ResourceRecords: [web.example.net]"),
    )

    assert ["13 www.example.com. 300 CNAME web.example.net."] == records(zone)
    assert "300" == field(zone, "CNAME", "ttl").strip("'")


def test_an_at_sign_is_not_the_root() -> None:
    """Route 53 takes it for a label, and names of a template are absolute."""
    zone = read("cloudformation", group("Name: '@', Type: A, TTL: '300', ResourceRecords: [192.0.2.1]"))

    assert ["\\@."] == [record.owner for record in zone.out_of_zone]


@pytest.mark.parametrize("value", ["@@IP@@", "__IP__", "%IP%", "${Ip}"])
def test_a_value_that_a_script_fills_in_is_not_known(value: str) -> None:
    """It is no fault of the template."""
    text = group(f"Name: www.example.com, Type: A, TTL: '300', ResourceRecords: ['{value}']")

    zone = read("cloudformation", text)
    assert ([], []) == (records(zone), zone.problems)


def test_parameter_that_names_the_zone_stands_for_its_default() -> None:
    """Names of the zone that are made of its parameter are known, however the parameter is referred to."""
    text = group(
        "Name: !Ref Domain, Type: A, TTL: 60, ResourceRecords: [192.0.2.1]",
        "Name: !Sub 'www.${Domain}', Type: A, TTL: 60, ResourceRecords: [192.0.2.2]",
        "Name: !Join [., [api, !Ref Domain]], Type: A, TTL: 60, ResourceRecords: [192.0.2.3]",
        "Name: {Ref: Domain}, Type: MX, TTL: 60, ResourceRecords: [!Sub '10 mail.${Domain}']",
    )

    expected = [
        "13 example.com. 60 A 192.0.2.1",
        "14 www.example.com. 60 A 192.0.2.2",
        "15 api.example.com. 60 A 192.0.2.3",
        "16 example.com. 60 MX 10 mail.example.com.",
    ]
    assert [("example.com.", None)] == zones("cloudformation", text)
    assert expected == records(read("cloudformation", text))


def test_other_parameters_are_unresolved() -> None:
    """What a parameter may change is not known, even if it has a default; nor is what a function gives."""
    zone = read(
        "cloudformation",
        group(
            "Name: a.example.com, Type: A, TTL: 60, ResourceRecords: [!Ref Address]",
            "Name: b.example.com, Type: A, TTL: 60, ResourceRecords: !If [Some, [192.0.2.1], [192.0.2.2]]",
            "Name: c.example.com, Type: A, AliasTarget: {DNSName: !GetAtt Lb.DNSName, HostedZoneId: Z1}",
        ),
    )

    assert [] == records(zone)
    assert {"a.example.com.", "b.example.com.", "c.example.com.", "example.com."} == set(zone.unresolved)


def test_literal_alias_leads_to_its_target() -> None:
    """An alias of both address types with a literal target is one ALIAS."""
    zone = read(
        "cloudformation",
        group(
            "Name: example.com, Type: A, AliasTarget: {DNSName: d1.cloudfront.example, HostedZoneId: Z1}",
            "Name: example.com, Type: AAAA, AliasTarget: {DNSName: d1.cloudfront.example, HostedZoneId: Z1}",
        ),
    )

    assert ["13 example.com. 300 ALIAS d1.cloudfront.example."] == records(zone)
    assert [] == zone.problems


def test_zone_by_its_name() -> None:
    """A record set may name a zone that another template makes."""
    named = "HostedZoneName: example.org."
    text = group("Name: www.example.org, Type: A, TTL: 60, ResourceRecords: [192.0.2.1]", zone=named)

    assert [("example.com.", None), ("example.org.", None)] == zones("cloudformation", text)
    assert ["13 www.example.org. 60 A 192.0.2.1"] == records(read("cloudformation", text, origin="example.org."))


def test_zone_that_only_the_deployment_knows() -> None:
    """The owners of record sets in such a zone are told apart."""
    text = group("Name: www.example.org, Type: A, TTL: 60, ResourceRecords: [192.0.2.1]", zone="HostedZoneId: Z123")

    assert ["www.example.org."] == cloudformation.owners_of(document(text).nodes)


def test_second_set_of_a_name_and_type() -> None:
    """Route 53 refuses two record sets of one name and type without identifiers."""
    one = "Name: x.example.com, Type: A, TTL: 60, ResourceRecords: [192.0.2.1]"

    assert ["14:18 record-invalid"] == problems(read("cloudformation", group(one, one)))
    assert [] == problems(
        read("cloudformation", group(f"{one}, SetIdentifier: a, Weight: 1", f"{one}, SetIdentifier: b, Weight: 2"))
    )


def test_text_wants_quotes() -> None:
    """TXT data without double quotes is refused."""
    zone = read(
        "cloudformation",
        group(
            "Name: a.example.com, Type: TXT, TTL: 60, ResourceRecords: ['\"v=spf1 -all\"']",
            "Name: b.example.com, Type: TXT, TTL: 60, ResourceRecords: [v=spf1 -all]",
        ),
    )

    assert ['13 a.example.com. 60 TXT "v=spf1 -all"'] == records(zone)
    assert ["record-invalid"] == [problem.rule for problem in zone.problems]


def test_resource_with_a_condition_is_unresolved() -> None:
    """A resource that may not be made gives no record."""
    text = f"""{ZONE}  Www:
    Type: AWS::Route53::RecordSet
    Condition: Production
    Properties: {{HostedZoneId: !Ref Zone, Name: www.example.com, Type: A, TTL: 60, ResourceRecords: [192.0.2.1]}}
"""
    zone = read("cloudformation", text)

    assert [] == records(zone)
    assert {"A"} == zone.unresolved["www.example.com."]


def test_template_in_json() -> None:
    """Functions in long form are understood in JSON."""
    properties = {
        "HostedZoneName": "example.com.", "Name": {"Fn::Sub": "www.${Stage}"}, "Type": "A", "TTL": "60",
        "ResourceRecords": ["192.0.2.1"],
    }  # fmt: skip
    www = {**properties, "Name": {"Fn::Join": [".", ["www", "example.com"]]}}
    kind = "AWS::Route53::RecordSet"
    text = json.dumps(
        {"Resources": {"A": {"Type": kind, "Properties": properties}, "B": {"Type": kind, "Properties": www}}}
    )
    zone = read("cloudformation", text)

    assert ["www.example.com."] == [record.owner for record in zone.records("A")]
    assert not zone.complete
